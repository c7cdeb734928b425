"""The editor: what is typed becomes text and undo, a draft never does."""

import pytest
from PySide6.QtCore import QMimeData, Qt
from PySide6.QtGui import QInputMethodEvent, QKeySequence, QTextCharFormat
from PySide6.QtWidgets import QApplication

from studio.ui.writing.buffer import Buffer
from studio.ui.writing.editor import BELOW_DRAFT, SceneEditor
from studio.ui.writing.reading import sentence_around


@pytest.fixture
def editor(qtbot, theme) -> SceneEditor:
    made = SceneEditor()
    qtbot.addWidget(made)
    made.resize(700, 500)
    made.show()
    qtbot.waitExposed(made)
    return made


def show(editor: SceneEditor, text: str) -> Buffer:
    buffer = Buffer("one", text, editor)
    editor.show_buffer(buffer)
    return buffer


def shown(editor: SceneEditor) -> str:
    """All that stands in the document, the draft too."""
    cursor = editor.textCursor()
    cursor.select(cursor.SelectionType.Document)
    return cursor.selectedText().replace("\u2029", "\n")


def test_typing_becomes_text_and_one_run_is_one_step(qtbot, editor):
    buffer = show(editor, "Once.")
    editor.select(5, 5)
    qtbot.keyClicks(editor, " Upon a time")
    assert buffer.text == "Once. Upon a time" == shown(editor)
    editor.undo()
    assert buffer.text == "Once." == shown(editor)
    editor.redo()
    assert buffer.text == "Once. Upon a time" == shown(editor)


def test_return_backspace_and_characters_of_two_units(qtbot, editor):
    buffer = show(editor, "a😀b")
    editor.select(3, 3)
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClicks(editor, "c")
    assert buffer.text == "a😀b\nc"
    editor.select(2, 2)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert buffer.text == "ab\nc" == shown(editor)
    editor.undo()
    assert buffer.text == "a😀b\nc" == shown(editor)


def test_a_draft_is_shown_but_is_no_text(qtbot, editor):
    buffer = show(editor, "Before. After.")
    draft = editor.begin_draft(8, 8)
    draft.append("New ")
    draft.append("words. ")
    assert shown(editor) == "Before. New words. After."
    assert editor.text() == buffer.text == "Before. After."
    assert not buffer.history.can_undo


def test_an_accepted_draft_is_one_step_even_when_typed_elsewhere_meanwhile(qtbot, editor):
    buffer = show(editor, "Before. After.")
    draft = editor.begin_draft(8, 8)
    draft.append("New ")
    editor.select(0, 0)
    qtbot.keyClicks(editor, "X")
    draft.append("words. ")
    editor.select(len(buffer.text), len(buffer.text))
    qtbot.keyClicks(editor, "Y")
    assert buffer.text == "XBefore. After.Y"
    draft.accept()
    assert buffer.text == "XBefore. New words. After.Y" == shown(editor)
    editor.undo()
    assert buffer.text == "XBefore. After.Y" == shown(editor)


def test_the_growing_end_of_a_draft_stays_above_its_bar(qtbot, editor):
    show(editor, "Once upon a time.")
    editor.select(17, 17)
    editor.setFocus()
    qtbot.waitUntil(editor.hasFocus)
    draft = editor.begin_draft(17, 17)
    for _ in range(60):
        draft.append(" There was a king who had a great many words to say.")
    assert editor.verticalScrollBar().value() > 0
    assert editor.cursorRect().bottom() <= editor.viewport().height() - BELOW_DRAFT + 1


def test_a_draft_stays_above_its_bar_while_an_instruction_is_typed(qtbot, editor, theme):
    from PySide6.QtWidgets import QLineEdit

    field = QLineEdit(editor.window())
    field.show()
    show(editor, "Once upon a time.")
    editor.select(17, 17)
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    draft = editor.begin_draft(17, 17)
    for _ in range(60):
        draft.append(" There was a king who had a great many words to say.")
    assert editor.verticalScrollBar().value() > 0
    assert editor.cursorRect().bottom() <= editor.viewport().height() - BELOW_DRAFT + 1


@pytest.mark.parametrize("text", ["one two three", "on😀 two thr😀e"])
def test_what_a_draft_replaces_stays_until_accepted(qtbot, editor, text):
    buffer = show(editor, text)
    draft = editor.begin_draft(4, 7)
    draft.append("2 😀")
    assert shown(editor) == text[:7] + "2 😀" + text[7:]
    draft.discard()
    assert shown(editor) == buffer.text == text
    draft = editor.begin_draft(4, 7)
    draft.append("2 😀")
    draft.accept()
    assert shown(editor) == buffer.text == text[:4] + "2 😀" + text[7:]


def test_accepted_word_by_word_the_rest_stays_a_draft(qtbot, editor):
    buffer = show(editor, "A. ")
    endings = []
    draft = editor.begin_draft(3, 3)
    draft.ended.connect(lambda text, whole: endings.append((text, whole)))
    draft.growing = True
    draft.append("one two")
    draft.accept(4)
    assert buffer.text == "A. one " and shown(editor) == "A. one two"
    draft.accept(3)
    assert buffer.text == "A. one two" and draft.alive
    draft.append(" three")
    assert shown(editor) == "A. one two three"
    draft.discard()
    assert shown(editor) == buffer.text == "A. one two"
    assert endings == [("one two", False)]


def test_a_draft_can_be_mended_and_grows_on_at_its_end(qtbot, editor):
    show(editor, "A. Z")
    draft = editor.begin_draft(3, 3)
    draft.append("wrod ")
    cursor = editor.textCursor()
    cursor.setPosition(5)
    editor.setTextCursor(cursor)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor, Qt.Key.Key_Right)
    qtbot.keyClicks(editor, "r")
    draft.append("more ")
    assert draft.text == "word more " and editor.text() == "A. Z"
    assert shown(editor) == "A. word more Z"


def test_a_draft_stays_with_its_scene(qtbot, editor):
    first = show(editor, "First ")
    draft = editor.begin_draft(6, 6)
    draft.append("one")
    second = Buffer("two", "Second", editor)
    editor.show_buffer(second)
    draft.append(" more")
    assert shown(editor) == "Second"
    editor.show_buffer(first)
    assert shown(editor) == "First one more"
    draft.accept()
    assert first.text == "First one more" and second.text == "Second"


def test_two_editors_show_one_text_and_one_draft(qtbot, editor):
    buffer = show(editor, "Both.")
    other = SceneEditor()
    qtbot.addWidget(other)
    other.show_buffer(buffer)
    editor.select(5, 5)
    qtbot.keyClicks(editor, " Yes.")
    draft = other.begin_draft(0, 0)
    draft.append("We ")
    qtbot.keyClicks(editor, "!")
    assert shown(editor) == shown(other) == "We Both. Yes.!"
    draft.accept()
    other.undo()
    assert shown(editor) == shown(other) == buffer.text == "Both. Yes.!"


def test_deleting_all_takes_text_and_draft(qtbot, editor):
    buffer = show(editor, "Before. After.")
    draft = editor.begin_draft(8, 8)
    draft.append("New. ")
    editor.selectAll()
    qtbot.keyClick(editor, Qt.Key.Key_Delete)
    assert buffer.text == "" == shown(editor) == draft.text
    draft.append("Again.")
    assert shown(editor) == "Again."
    editor.undo()
    assert buffer.text == "Before. After."


def test_composed_characters_become_text_when_committed(qtbot, editor):
    buffer = show(editor, "")
    QApplication.sendEvent(editor, QInputMethodEvent("にほ", []))
    assert buffer.text == ""
    event = QInputMethodEvent()
    event.setCommitString("日本")
    QApplication.sendEvent(editor, event)
    assert buffer.text == "日本"
    editor.undo()
    assert buffer.text == ""


def test_pasted_text_is_cleaned_and_one_step(qtbot, editor):
    buffer = show(editor, "ab")
    editor.select(1, 1)
    data = QMimeData()
    data.setText("x\x00y\r\nz\rw")
    editor.insertFromMimeData(data)
    assert buffer.text == "axy\nz\nwb" == shown(editor)
    editor.undo()
    assert buffer.text == "ab"


def test_nothing_of_the_file_is_lost_by_being_shown(qtbot, editor):
    text = "nb\u00a0sp, ls\u2028x, ps\u2029y, fd\ufdd0z, lone \udc80, NUL \x00 end"
    buffer = show(editor, text)
    editor.select(len(text), len(text))
    qtbot.keyClicks(editor, "!")
    assert buffer.text == text + "!"


def test_a_read_only_text_cannot_be_changed(qtbot, editor):
    buffer = Buffer("one", "Fixed.", editor)
    buffer.read_only = True
    editor.show_buffer(buffer)
    qtbot.keyClicks(editor, "x")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    editor.paste_text("y")
    assert buffer.text == "Fixed."


def test_keys_undo_and_redo(qtbot, editor):
    buffer = show(editor, "")
    qtbot.keyClicks(editor, "word")
    qtbot.keySequence(editor, QKeySequence("Ctrl+Z"))
    assert buffer.text == ""
    qtbot.keySequence(editor, QKeySequence("Ctrl+Shift+Z"))
    assert buffer.text == "word"


def test_styling_leaves_text_and_undo_alone(qtbot, editor):
    buffer = show(editor, "# Title\n\n> *quoted* **strong**\n- item `code`\n\n```\ncode\n```\n")
    editor.set_zoom(150)
    editor.restyle()
    assert buffer.text == shown(editor)
    assert not buffer.history.can_undo
    sizes = [one.format.fontItalic() for one in editor.document().findBlockByNumber(2).layout().formats()]
    assert any(sizes)


def test_right_to_left_and_wide_letters_are_text_like_any_other(qtbot, editor):
    buffer = show(editor, "שלום עולם\n\n她把信折好。\n")
    editor.select(4, 4)
    draft = editor.begin_draft(4, 4)
    draft.append(" 😀 لا")
    editor.select(len(buffer.text), len(buffer.text))
    qtbot.keyClicks(editor, "x")
    block = editor.document().firstBlock()
    assert block.textDirection() == Qt.LayoutDirection.RightToLeft
    draft.accept()
    assert buffer.text == "שלום 😀 لا עולם\n\n她把信折好。\nx" == shown(editor)


def test_places_of_a_draft_are_told_for_a_popup(editor):
    show(editor, "Before 😀 ")
    draft = editor.begin_draft(9, 9)
    draft.append("one two")
    place = draft.rect_of(4, 7)
    assert place.width() > 4 and draft.offset_at(place.center()) in (5, 6)
    assert draft.offset_at(editor.place_of(2).center()) is None
    editor.show_buffer(Buffer("other", "", editor))
    assert draft.rect_of(4, 7).isEmpty() and draft.offset_at(place.center()) is None


def test_marks_of_others_lie_over_the_accepted_text_only(editor):
    show(editor, "good badd good")
    asked = []

    def marks(text: str, start: int):
        asked.append((text, start))
        look = QTextCharFormat()
        look.setUnderlineStyle(QTextCharFormat.UnderlineStyle.WaveUnderline)
        return [(5, 9, look)]

    editor.add_marks(marks)
    editor.restyle()
    waves = [
        (one.start, one.length)
        for one in editor.document().firstBlock().layout().formats()
        if one.format.underlineStyle() == QTextCharFormat.UnderlineStyle.WaveUnderline
    ]
    assert asked == [("good badd good", 0)] and waves == [(5, 4)]


def test_sentences_are_found_for_focus():
    text = "One. “Two?” she said. 三。四！ Five"
    assert [text[slice(*sentence_around(text, place))] for place in (1, 6, 22, 25, 29)] == [
        "One. ",
        "“Two?” ",
        "三。",
        "四！ ",
        "Five",
    ]


def test_an_empty_text_says_what_can_be_done_until_something_is_written(qtbot, editor):
    def marks() -> int:
        """Points of the viewport that are not ground; the caret is not shown without the focus."""
        editor.clearFocus()
        picture = editor.viewport().grab().toImage()
        ground = picture.pixel(2, 2)
        places = ((x, y) for y in range(0, 200, 2) for x in range(picture.width()))
        return sum(picture.pixel(x, y) != ground for x, y in places)

    show(editor, "")
    assert marks() > 200
    show(editor, ".")
    assert marks() < 50
    show(editor, "")
    editor.setReadOnly(True)
    assert marks() == 0
