"""The page: a project is opened, written in, saved, left and found again; the outline is changed and back."""

import pytest
from PySide6.QtCore import QMimeData, Qt, QUrl
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QLabel, QLineEdit, QMenu, QStackedWidget

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import find, parents
from studio.jobs import offthread
from studio.storage.manuscripts.project import Project
from studio.ui.window_state import WindowState
from studio.ui.writing.autosave import Saving
from studio.ui.writing.difference import Difference
from studio.ui.writing.outline.panel import OutlinePanel
from studio.ui.writing.outline.rows import STATUS
from studio.ui.writing.page import WritePage
from studio.ui.writing.pasting import Pasting, Slices
from studio.ui.writing.projects_desk import ProjectsDesk
from studio.ui.writing.splitting import split_into_scenes
from studio.ui.writing.versions_dialog import CompareDialog


def type_at_end(qtbot, desk, text: str) -> None:
    editor = desk.page.editor
    editor.select(len(editor.text()), len(editor.text()))
    qtbot.keyClicks(editor, text)


def fold(page, group: str) -> None:
    page.outline.tree._rows[group].setExpanded(False)


# Saving


def test_what_is_typed_is_in_the_file_after_a_pause(qtbot, desk, monkeypatch):
    desk.page.open_item(desk.one)
    type_at_end(qtbot, desk, " More.")
    assert desk.desk.autosave.state == "waiting"
    qtbot.waitUntil(lambda: desk.on_disk(desk.one).strip() == "First scene. More.", timeout=10_000)
    qtbot.waitUntil(lambda: desk.desk.autosave.state == "saved", timeout=10_000)
    assert desk.page.status.state.text() == "Saved"


def test_leaving_a_scene_saves_it_and_undo_is_there_when_coming_back(qtbot, desk):
    desk.page.open_item(desk.one)
    type_at_end(qtbot, desk, " More.")
    desk.page.open_item(desk.two)
    qtbot.waitUntil(lambda: "More" in desk.on_disk(desk.one), timeout=10_000)
    desk.page.open_item(desk.one)
    desk.page.editor.undo()
    assert desk.page.editor.text() == "First scene."


def test_a_draft_is_never_saved_until_it_is_accepted(qtbot, desk):
    desk.page.open_item(desk.one)
    draft = desk.page.editor.begin_draft(12, 12)
    draft.append(" Not yet.")
    type_at_end(qtbot, desk, "!")
    desk.desk.save()
    assert "Not yet" not in desk.on_disk(desk.one)
    draft.accept()
    desk.desk.save()
    assert "Not yet." in desk.on_disk(desk.one)
    offthread.finish()
    versions = desk.project.versions(desk.one)
    assert "insertion" in [version.why for version in versions]
    kept = next(version for version in versions if version.why == "insertion")
    assert "Not yet" not in desk.project.version_text(kept.id)


def test_a_failure_is_told_once_and_tried_again(qtbot, desk, monkeypatch):
    desk.page.open_item(desk.one)
    real, broken = Project.save, [True]

    def save(self, *values):
        if broken[0]:
            raise StudioError(ErrorKind.DISK_FULL, "The disk is full.", "Free some space.")
        return real(self, *values)

    monkeypatch.setattr(Project, "save", save)
    type_at_end(qtbot, desk, " More.")
    desk.desk.autosave.save_all()
    qtbot.waitUntil(lambda: desk.desk.autosave.state == "failed", timeout=10_000)
    desk.desk.autosave.save_all()
    qtbot.waitUntil(lambda: desk.desk.autosave._flying is None, timeout=10_000)
    assert [problem.sentence for problem in desk.problems] == ["The disk is full."]
    assert "Not saved" in desk.page.status.state.text()
    assert desk.page.editor.text() == "First scene. More."
    broken[0] = False
    desk.desk.autosave.save_all()
    qtbot.waitUntil(lambda: desk.desk.autosave.state == "saved", timeout=10_000)
    assert "More" in desk.on_disk(desk.one)


def conflict(qtbot, desk) -> None:
    """The text was changed here and by another program."""
    desk.page.open_item(desk.one)
    desk.project.path_of(desk.one).write_text("Theirs.", encoding="utf-8")
    type_at_end(qtbot, desk, " Mine.")
    desk.desk.autosave.save_all()
    qtbot.waitUntil(lambda: not desk.page.conflict.isHidden(), timeout=10_000)
    assert desk.on_disk(desk.one) == "Theirs."


def texts_of_versions(desk) -> list[str]:
    return [desk.project.version_text(version.id).strip() for version in desk.project.versions(desk.one)]


def test_a_conflict_keep_mine(qtbot, desk):
    conflict(qtbot, desk)
    desk.page.conflict.mine.click()
    qtbot.waitUntil(lambda: "Mine." in desk.on_disk(desk.one), timeout=10_000)
    assert "Theirs." in texts_of_versions(desk)
    assert desk.page.conflict.isHidden()


def test_a_conflict_take_theirs_can_be_undone(qtbot, desk):
    conflict(qtbot, desk)
    desk.page.conflict.theirs.click()
    assert desk.page.editor.text() == "Theirs."
    assert "First scene. Mine." in texts_of_versions(desk)
    desk.page.editor.undo()
    assert desk.page.editor.text() == "First scene. Mine."


def test_a_conflict_is_compared_before_it_is_settled(qtbot, desk):
    conflict(qtbot, desk)
    desk.page.conflict.compare.click()
    dialog = desk.page.findChild(CompareDialog)
    shown = dialog.findChild(Difference).toPlainText()
    assert dialog.isVisible() and "Theirs" in shown and "Mine." in shown
    dialog.theirs_chosen.emit()
    dialog.close()
    assert desk.page.editor.text() == "Theirs."


def test_what_another_program_wrote_is_shown_when_nothing_was_typed(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.project.path_of(desk.one).write_text("From elsewhere.", encoding="utf-8")
    desk.desk._look_outside()
    assert desk.page.editor.text() == "From elsewhere."
    assert any("another program" in text for text in desk.messages)
    desk.page.editor.undo()
    assert desk.page.editor.text() == "First scene."


# Coming back


def test_project_scene_and_caret_come_back(qtbot, desk, theme):
    desk.page.open_item(desk.two)
    desk.page.editor.select(7, 7)
    fold(desk.page, desk.chapter)
    desk.desk.end()
    page = type(desk.page)()
    qtbot.addWidget(page)
    again = ProjectsDesk(page, desk.folders, desk.state)
    again.restore()
    assert page.project and page.editor.item == desk.two
    assert page.editor.caret() == 7
    assert desk.chapter in page.outline.tree.folded()
    assert not page.outline.tree._rows[desk.chapter].isExpanded()
    again.end()


def test_folded_groups_and_the_panel_in_front_come_back(qtbot, desk, tmp_path):
    tree = panel(desk).tree
    desk.page.add_side_panel("First", QLabel("First"))
    second = QLabel("Second")
    desk.page.add_side_panel("Second", second)
    desk.page.show_side_panel(second)
    tree.collapseItem(tree._rows[":character"])
    desk.page.save(desk.state)
    desk.desk.close_project()
    tree.set_folded([])
    desk.page.side.setCurrentIndex(0)
    desk.desk.open_project(tmp_path / "book")
    desk.page.restore(desk.state)
    assert tree._rows[desk.chapter].isExpanded() and not tree._rows[":character"].isExpanded()
    assert desk.page.side.currentWidget() is second


def test_the_caret_is_in_the_text_when_the_page_is_shown_first(qtbot, desk):
    pages, field = QStackedWidget(), QLineEdit()
    qtbot.addWidget(pages)
    pages.addWidget(field)
    pages.show()
    pages.activateWindow()
    field.setFocus()
    qtbot.waitUntil(field.hasFocus)
    page = WritePage()
    page.set_project(desk.project)
    page.open_item(desk.two)
    pages.addWidget(page)
    pages.setCurrentWidget(page)
    qtbot.waitUntil(page.editor.hasFocus)
    page.set_project(None)


def test_a_project_is_known_again_after_a_kill(desk, tmp_path):
    again = WindowState(desk.folders.data / "window.json")
    assert again.text("writing_project") == str(tmp_path / "book"), "the window never closed"


@pytest.mark.parametrize("how", ["close_project", "end"])
def test_the_last_moment_of_typing_is_not_older_after_closing(qtbot, desk, how):
    """The journal has what was typed a moment ago, the file what was typed since."""
    desk.page.open_item(desk.one)
    type_at_end(qtbot, desk, " Noted.")
    desk.desk.autosave._journal()
    assert desk.project.typing.flush()
    type_at_end(qtbot, desk, " Since then.")
    folder = desk.project.folder
    getattr(desk.desk, how)()
    again = Project.open(folder)
    assert again.recovered() == [] and again.read(desk.one).text == "First scene. Noted. Since then."
    again.close()


def test_saving_while_it_is_typed_leaves_nothing_older_in_the_journal(qtbot, desk):
    desk.page.open_item(desk.one)
    type_at_end(qtbot, desk, " Noted.")
    desk.desk.autosave._journal()
    assert desk.project.typing.flush()
    type_at_end(qtbot, desk, " Since then.")
    desk.desk.autosave._journal_timer.stop()
    desk.desk.autosave.save_all()
    qtbot.waitUntil(lambda: "Since then" in desk.on_disk(desk.one), timeout=10_000)
    qtbot.waitUntil(lambda: desk.desk.autosave.state == "saved", timeout=10_000)
    assert desk.project.typing.flush() and desk.project.typing.found() == []


def test_typing_of_a_killed_window_comes_back_as_a_step(qtbot, desk, tmp_path):
    desk.page.open_item(desk.one)
    type_at_end(qtbot, desk, " Lost?")
    desk.desk.autosave._pause_timer.stop()
    desk.desk.autosave._longest_timer.stop()
    desk.desk.autosave._journal()
    folder = desk.project.folder
    desk.project.typing.close()
    desk.project._lock.release()  # the window is gone
    desk.page.set_project(None)
    desk.desk.autosave.set_project(None, None)
    assert desk.desk.open_project(folder)
    desk.page.open_item(desk.one)
    assert desk.page.editor.text() == "First scene. Lost?"
    assert any("brought back" in text for text in desk.messages)
    desk.page.editor.undo()
    assert desk.page.editor.text() == "First scene."


def test_a_second_window_is_told_who_has_the_project(qtbot, desk):
    page = type(desk.page)()
    qtbot.addWidget(page)
    other = ProjectsDesk(page, desk.folders, desk.state)
    problems = []
    other.problem.connect(problems.append)
    assert not other.open_project(desk.project.folder)
    assert problems[0].kind is ErrorKind.DOCUMENT_OPEN
    assert page.project is None and page.stack.currentWidget() is page.empty


def test_the_sample_is_ready_to_go_on(qtbot, desk):
    desk.page.empty.sample_wanted.emit()
    assert desk.project.outline.title == "The Salt Road"
    editor = desk.page.editor
    assert editor.text().endswith("did not answer it.") and editor.caret() == len(editor.text())
    assert not desk.project.day_log()  # nobody wrote it today
    folder = desk.project.folder
    desk.desk.close_project()
    assert desk.page.stack.currentWidget() is desk.page.empty
    desk.desk.sample()
    assert desk.project.folder == folder


def test_a_read_only_project_is_shown_and_not_changed(qtbot, desk, tmp_path):
    folder = desk.project.folder
    desk.desk.close_project()
    desk.desk.take(Project.open(folder, read_only=True))
    desk.page.open_item(desk.one)
    type_at_end(qtbot, desk, "x")
    assert desk.page.editor.text() == "First scene."
    assert desk.page.status.state.text() == "For reading only"
    desk.page.outline.tree.choose([desk.one], desk.one)
    desk.page.outline.run("down")
    assert desk.project.outline.manuscript[0].children[0].id == desk.one


# Outline


def panel(desk) -> OutlinePanel:
    return desk.page.outline


def order(desk) -> list[str]:
    return [item.id for item in desk.project.outline.manuscript[0].children]


def test_moved_by_keys_and_back(qtbot, desk):
    tree = panel(desk).tree
    tree.choose([desk.one], desk.one)
    qtbot.keyClick(tree, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert order(desk) == [desk.two, desk.one]
    qtbot.keyClick(tree, Qt.Key.Key_Left, Qt.KeyboardModifier.AltModifier)
    assert not parents(desk.project.outline, desk.one)
    qtbot.keyClick(tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.keyClick(tree, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert order(desk) == [desk.one, desk.two]
    assert tree.chosen() == [desk.one]


def test_dropped_on_another_place_or_kind(qtbot, desk):
    tree = panel(desk).tree
    tree.moved.emit([desk.two], desk.chapter, 0)
    assert order(desk) == [desk.two, desk.one]
    tree.moved.emit([desk.note], ":place", -1)
    assert find(desk.project.outline, desk.note).note_kind == "place"
    panel(desk).steps.undo()
    assert find(desk.project.outline, desk.note).note_kind == "character"


def test_trash_and_back(qtbot, desk):
    tree = panel(desk).tree
    tree.choose([desk.one], desk.one)
    undo = []
    panel(desk).message.connect(lambda _text, step: undo.append(step))
    qtbot.keyClick(tree, Qt.Key.Key_Delete)
    assert order(desk) == [desk.two] and desk.project.outline.trash[0].id == desk.one
    undo[0]()
    assert order(desk) == [desk.one, desk.two] and desk.project.read(desk.one).text == "First scene."
    tree.choose([desk.one], desk.one)
    panel(desk).run("trash")
    tree.choose([desk.one], desk.one)
    panel(desk).run("restore")
    assert desk.one in order(desk)


def test_a_name_being_written_is_not_taken_away_by_a_change_elsewhere(qtbot, desk):
    tree = desk.page.outline.tree
    tree.rename(desk.one)
    editor = tree.viewport().findChild(QLineEdit)
    qtbot.keyClicks(editor, "The")
    desk.page.outline.steps.set_values([desk.two], "State", status="done")
    qtbot.keyClicks(editor, " ferry")
    qtbot.keyClick(editor, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: find(desk.project.outline, desk.one).title == "The ferry")
    qtbot.waitUntil(lambda: tree._rows[desk.one].text(0) == "The ferry")
    assert tree._rows[desk.two].data(0, STATUS) == "done"


def test_added_renamed_duplicated(qtbot, desk):
    tree = panel(desk).tree
    tree.choose([desk.one], desk.one)
    made = panel(desk).add("scene", title="Between")
    assert made and order(desk) == [desk.one, made.id, desk.two]
    assert desk.page.editor.item == made.id
    tree.renamed.emit(made.id, "  Other   name ")
    assert find(desk.project.outline, made.id).title == "Other name"
    tree.renamed.emit(made.id, "   ")
    assert find(desk.project.outline, made.id).title == "Other name"
    tree.choose([desk.one], desk.one)
    panel(desk).run("duplicate")
    copy = order(desk)[1]
    assert desk.project.read(copy).text == "First scene."


def test_words_and_the_day_follow_the_typing(qtbot, desk):
    desk.page.open_item(desk.one)
    type_at_end(qtbot, desk, " three more words")
    desk.desk._show_words()
    assert panel(desk).counts[desk.one] == 5
    assert panel(desk).total() == 8


def test_the_filter_shows_what_fits(qtbot, desk):
    tree = panel(desk).tree
    panel(desk).filter.setText("two")
    assert tree._rows[desk.one].isHidden() and not tree._rows[desk.two].isHidden()
    panel(desk).filter.clear()
    assert not tree._rows[desk.one].isHidden()


def test_scenes_are_turned_like_pages(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.page.step_item(1)
    assert desk.page.editor.item == desk.two
    desk.page.step_item(1)
    assert desk.page.editor.item == desk.two
    desk.page.step_item(-1)
    assert desk.page.editor.item == desk.one


# Looks


def test_focus_hides_the_columns_and_escape_brings_them_back(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.modes.toggle_focus()
    assert desk.page.outline.isHidden() and desk.page.editor.reading.focus == "paragraph"
    desk.page.grab()
    desk.modes.toggle_focus_kind()
    assert desk.page.editor.reading.focus == "sentence"
    desk.page.grab()
    qtbot.keyClick(desk.page.editor, Qt.Key.Key_Escape)
    assert not desk.page.outline.isHidden() and desk.page.editor.reading.focus == ""


def test_typewriter_keeps_the_line_in_the_middle(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.modes.toggle_typewriter()
    editor = desk.page.editor
    for _ in range(60):
        qtbot.keyClick(editor, Qt.Key.Key_Return)
    middle = editor.viewport().height() // 2
    assert abs(editor.cursorRect().center().y() - middle) < 40


def test_a_second_view_of_the_same_text(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.modes.toggle_split()
    second = desk.page.second
    qtbot.keyClicks(second, "So. ")
    assert desk.page.editor.text() == second.text() == "So. First scene."
    menu = QMenu()
    desk.page.outline.menu_opened.emit(menu, [desk.two])
    menu.actions()[-1].trigger()
    assert second.item == desk.two and desk.page.editor.item == desk.one
    desk.modes.toggle_split()
    assert desk.page.second is None


# Versions


def test_versions_are_kept_compared_and_gone_back_to(qtbot, desk):
    desk.page.open_item(desk.one)
    desk.project.keep_version(desk.one, "Old scene.", "manual", label="Old")
    dialog = desk.desk.show_versions()
    assert "Old" in dialog.list.item(0).text()
    assert "1 difference" in dialog.said.text()
    dialog.back.click()
    assert desk.page.editor.text() == "Old scene."
    assert "First scene." in texts_of_versions(desk)
    desk.page.editor.undo()
    assert desk.page.editor.text() == "First scene."
    dialog.name.setText("Mine")
    dialog.keep.click()
    assert desk.project.versions(desk.one)[0].label == "Mine"
    dialog.close()


# Long pastes


def test_a_long_paste_comes_in_slices_and_is_one_step(qtbot, desk):
    desk.page.open_item(desk.one)
    editor = desk.page.editor
    text = ("word " * 40 + "\n") * 1500
    slices = Pasting(desk.page).insert(editor, text)
    slices.step()
    editor.select(len(editor.text()), len(editor.text()))
    qtbot.keyClicks(editor, "!")
    qtbot.waitUntil(lambda: len(editor.text()) == len(text) + 13, timeout=20_000)
    assert editor.text() == text + "First scene.!"
    assert isinstance(slices, Slices)


def test_a_huge_paste_can_become_scenes(qtbot, desk):
    desk.page.open_item(desk.one)
    text = "".join(f"# Chapter {number}\n\nText of it.\n\n" for number in range(3))
    Pasting(desk.page).make_scenes(text)
    qtbot.waitUntil(lambda: len(order(desk)) == 5, timeout=10_000)
    titles = [item.title for item in desk.project.outline.manuscript[0].children]
    assert titles == ["One", "Chapter 0", "Chapter 1", "Chapter 2", "Two"]


def test_a_long_paste_into_the_second_view_is_there_as_well(qtbot, desk):
    pasting = Pasting(desk.page)
    desk.page.open_item(desk.one)
    desk.page.open_in_second(desk.two)
    text = "word " * 50_000
    data = QMimeData()
    data.setText(text)
    desk.page.second.insertFromMimeData(data)
    qtbot.waitUntil(lambda: text in desk.page.second.text(), timeout=20_000)
    picture = QImage(8, 8, QImage.Format.Format_RGB32)
    data = QMimeData()
    data.setImageData(picture)
    desk.page.second.insertFromMimeData(data)
    assert "](../pictures/pasted-" in desk.page.second.text() and "pictures" not in desk.page.editor.text()
    assert pasting.parent() is desk.page


def test_what_still_comes_in_when_the_project_closes_is_all_there(qtbot, desk):
    pasting = Pasting(desk.page)
    desk.page.open_item(desk.one)
    text = ("word " * 40 + "\n") * 1500
    pasting.insert(desk.page.editor, text).step()
    pasting.make_scenes("".join(f"# Chapter {number}\n\nText.\n\n" for number in range(30)))
    folder = desk.project.folder
    assert desk.desk.close_project() and desk.desk.open_project(folder)
    assert desk.project.read(desk.one).text.rstrip() == (text + "First scene.").rstrip()
    titles = [item.title for item in desk.project.outline.manuscript[0].children]
    assert titles == ["One", *(f"Chapter {number}" for number in range(30)), "Two"]


@pytest.mark.parametrize("text", ["", "short", "a" * 100_000, "para\n\n" * 20_000, "# One\nx\n# Two\ny"])
def test_nothing_is_lost_by_splitting(text):
    assert "".join(part for _, part in split_into_scenes(text)) == text


# Files and pictures


def test_dropped_texts_and_pictures_come_in(qtbot, desk, tmp_path):
    pasting = Pasting(desk.page)
    desk.page.open_item(desk.one)
    (tmp_path / "more.txt").write_bytes(b"\xef\xbb\xbfA line.\r\nAnother.")
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.save(str(tmp_path / "a lake.png"))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("more.txt", "a lake.png")])
    pasting.take_files(data)
    text = desk.page.editor.text()
    assert text.startswith("A line.\nAnother.![a lake](../pictures/a-lake-") and text.endswith("First scene.")
    assert find(desk.project.outline, desk.one).pictures
    (tmp_path / "x.bin").write_bytes(b"x")
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / "x.bin"))])
    pasting.take_files(data)
    assert "neither" in desk.problems[-1].sentence and desk.page.editor.text() == text


def test_a_pasted_picture_is_kept_in_the_project(qtbot, desk):
    pasting = Pasting(desk.page)
    desk.page.open_item(desk.one)
    image = QImage(8, 8, QImage.Format.Format_RGB32)
    image.fill(0)
    data = QMimeData()
    data.setImageData(image)
    pasting.take_files(data)
    (relative,) = find(desk.project.outline, desk.one).pictures
    assert (desk.project.folder / relative).is_file() and relative in desk.page.editor.text()


def test_what_others_add_to_the_outline_is_shown(qtbot, desk):
    made = desk.project.add("scene", "Three", parent=desk.chapter, text="Three words here.")
    desk.page.outline_changed.emit()
    assert panel(desk).counts[made.id] == 3 and made.id in panel(desk).tree._rows


def test_a_failure_that_comes_after_all_was_saved_at_once_is_nobodys(qtbot, desk):
    autosave, late = desk.desk.autosave, Saving(desk.one, "old")
    autosave._landed((late, StudioError(ErrorKind.DISK_FULL, "The disk is full.")))
    assert autosave.state == "saved" and not desk.problems


def test_a_dialog_is_no_larger_than_the_screen_and_an_empty_list_is_explained(qtbot, desk):
    desk.page.open_item(desk.one)
    dialog = desk.desk.show_versions()
    room = dialog.screen().availableSize()
    assert dialog.width() < room.width() and dialog.height() < room.height()
    assert dialog.list.count() == 0 and "No version yet" in dialog.said.text()
    dialog.close()
