"""Printer's quotes and dashes while typing, lists that go on, and both taken back by one key."""

import pytest
from msgspec.structs import replace
from PySide6.QtCore import Qt

from studio.ui.writing.typing_aids import TypingAids


@pytest.fixture
def aids(desk) -> TypingAids:
    return TypingAids(desk.page, desk.state)


def begin(desk, text: str = "") -> None:
    desk.page.open_item(desk.one)
    desk.page.editor.buffer.set_text(text, "set")
    desk.page.editor.select(len(text), len(text))


def test_quotes_dashes_and_dots_become_a_printers(qtbot, desk, aids):
    begin(desk)
    qtbot.keyClicks(desk.page.editor, '"Don\'t--" she said...')
    assert desk.page.editor.text() == "“Don’t—” she said…"


def test_one_backspace_gives_the_keys_back(qtbot, desk, aids):
    begin(desk)
    editor = desk.page.editor
    qtbot.keyClicks(editor, "So--")
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == "So--" and editor.caret() == 4
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == "So-"


def test_one_undo_gives_the_keys_back(qtbot, desk, aids):
    begin(desk)
    editor = desk.page.editor
    qtbot.keyClicks(editor, 'He said "')
    editor.undo()
    assert editor.text() == 'He said "'
    editor.redo()
    assert editor.text() == "He said “"


def test_backspace_after_another_key_erases(qtbot, desk, aids):
    begin(desk)
    editor = desk.page.editor
    qtbot.keyClicks(editor, "So--x")
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == "So"


def test_the_projects_language_decides(qtbot, desk, aids):
    desk.project.set_outline(replace(desk.project.outline, language="de"))
    begin(desk)
    qtbot.keyClicks(desk.page.editor, '"Ja"')
    assert desk.page.editor.text() == "„Ja“"
    desk.project.set_outline(replace(desk.project.outline, language="python"))
    begin(desk)
    qtbot.keyClicks(desk.page.editor, '"Ja" --')
    assert desk.page.editor.text() == '"Ja" --'


def test_the_writers_wish_is_remembered(qtbot, desk, aids):
    assert aids.toggle() is False and desk.messages
    begin(desk)
    qtbot.keyClicks(desk.page.editor, '"a"')
    assert desk.page.editor.text() == '"a"'
    assert TypingAids(desk.page, desk.state).typography is False


def test_a_selection_is_replaced_by_the_quote(qtbot, desk, aids):
    begin(desk, "one two")
    desk.page.editor.select(4, 7)
    qtbot.keyClicks(desk.page.editor, '"')
    assert desk.page.editor.text() == "one “"


def test_in_a_long_text_code_stays_code(qtbot, desk, aids):
    begin(desk, "```\n" + "x = 1\n" * 2000)
    qtbot.keyClicks(desk.page.editor, '"')
    assert desk.page.editor.text().endswith('\n"')


def test_lists_go_on_and_end(qtbot, desk, aids):
    begin(desk, "1. milk")
    editor = desk.page.editor
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "1. milk\n2. "
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    assert editor.text() == "1. milk\n" and editor.caret() == 8


def test_backspace_takes_only_the_new_mark(qtbot, desk, aids):
    begin(desk, "- milk")
    editor = desk.page.editor
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.keyClick(editor, Qt.Key.Key_Backspace)
    assert editor.text() == "- milk\n"


def test_the_second_view_types_alike_and_a_draft_is_left_alone(qtbot, desk, aids):
    begin(desk)
    desk.page.toggle_split()
    qtbot.keyClicks(desk.page.second, '"a"')
    assert desk.page.editor.text() == "“a”"
    desk.page.editor.begin_draft(3, 3).append(" b")
    qtbot.keyClicks(desk.page.second, '"')
    assert '"' in desk.page.editor.text() + desk.page.editor.buffer.draft.text


def test_lists_go_on_only_while_the_writer_wishes_it_and_that_is_remembered(qtbot, desk, aids):
    assert aids.toggle_lists() is False
    begin(desk, "- one")
    desk.page.editor.select(5, 5)
    qtbot.keyClick(desk.page.editor, Qt.Key.Key_Return)
    assert desk.page.editor.text() == "- one\n"
    assert TypingAids(desk.page, desk.state).lists is False


def test_a_menu_shows_what_is_on_and_switches_it(qtbot, desk, aids, tmp_path):
    from PySide6.QtWidgets import QMainWindow

    from studio.ui.actions import Command, Commands
    from studio.ui.writing.spelling.spelling import Spelling
    from studio.ui.writing.typing_menu import TypingMenu

    window = QMainWindow()
    qtbot.addWidget(window)
    commands = Commands(window)
    spelling = Spelling(desk.page, tmp_path)
    spelling.join(commands)
    commands.add(Command("typewriter", "Typewriter"), desk.modes.toggle_typewriter)
    menu = TypingMenu(aids, desk.modes, spelling, commands)

    def entries() -> dict[str, bool]:
        menu.fill()
        return {action.text(): action.isChecked() for action in menu.menu.actions() if action.isCheckable()}

    spelled = spelling.checking.on
    assert list(entries().values()) == [True, True, spelled, False]
    for name in [name for name, _ in entries().items() if name != "Check spelling"]:
        next(action for action in menu.menu.actions() if action.text() == name).trigger()
        assert entries()[name] is (name == "Typewriter mode")
    assert (aids.typography, aids.lists, desk.modes.typewriter) == (False, False, True)
