"""Beginning, opening and finding projects again, and their backups."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow, QPushButton

from studio.core.writing.outline import every, scenes
from studio.storage.manuscripts.project import Project
from studio.storage.manuscripts.project_backup import backups_of
from studio.ui.actions import Commands
from studio.ui.window_state import WindowState
from studio.ui.writing.page import WritePage
from studio.ui.writing.projects.new_dialog import NewProjectDialog, folder_name
from studio.ui.writing.projects.open_dialog import OpenProjectDialog
from studio.ui.writing.projects.project_dialogs import ProjectDialogs
from studio.ui.writing.projects.properties_dialog import PropertiesDialog
from studio.ui.writing.projects.recent import RecentProjects
from studio.ui.writing.projects.templates import templates


@pytest.fixture
def state(tmp_path: Path) -> WindowState:
    return WindowState(tmp_path / "window.json")


@pytest.fixture
def page(qtbot, theme) -> Iterator[WritePage]:
    window = QMainWindow()
    made = WritePage()
    window.setCentralWidget(made)
    qtbot.addWidget(window)
    yield made
    if made.project:
        made.project.close()


@pytest.fixture
def dialogs(page, state, tmp_path) -> ProjectDialogs:
    def take(project: Project, scene: str) -> bool:
        before = page.project
        page.set_project(project)
        if before:
            before.close()
        if scene:
            page.open_item(scene)
        return True

    made = ProjectDialogs(page, state, tmp_path, take)
    made.join(Commands(page.window()))
    return made


def begun(folder: Path, title: str = "Salt") -> Path:
    project = Project.create(folder, title)
    project.add("scene", "One", text="Words.\n")
    project.close()
    return folder


# New


@pytest.mark.parametrize("template", [one.id for one in templates()])
def test_every_template_begins_with_a_scene_to_write_in(tmp_path, template) -> None:
    project = Project.create(tmp_path / template, "Book")
    first = next(one for one in templates() if one.id == template).fill(project)
    assert scenes(project.outline)[0].id == first
    titles = [item.title for item in every(project.outline) if item.kind == "chapter"]
    assert len(titles) == len(set(titles))
    project.close()


def test_a_new_project_is_made_and_shown(qtbot, page, dialogs, state, tmp_path) -> None:
    dialogs.ask_new()
    dialog = dialogs.dialog
    assert not dialog.begin.isEnabled()
    dialog.title.setText("Salt: a road")
    dialog.author.setText("M. Writer")
    dialog.language.setCurrentIndex(dialog.language.findData("de"))
    assert dialog.folder() == tmp_path / "Salt- a road"
    dialog.begin.click()
    assert page.project and page.project.folder == tmp_path / "Salt- a road"
    outline = page.project.outline
    assert (outline.title, outline.author, outline.language) == ("Salt: a road", "M. Writer", "de")
    assert page.editor.item == scenes(outline)[0].id
    assert state.text("author") == "M. Writer"


def test_a_name_that_is_taken_gets_a_number_and_a_bad_place_is_said(qtbot, theme, state, tmp_path) -> None:
    (tmp_path / "Salt").mkdir()
    dialog = NewProjectDialog(tmp_path, state)
    qtbot.addWidget(dialog)
    dialog.title.setText("Salt")
    assert dialog.folder().name == "Salt 2"
    (tmp_path / "file").write_text("no folder")
    dialog._parent_folder = tmp_path / "file"
    dialog.accept()
    assert dialog.made is None and dialog.trouble.text()


def test_titles_become_names_every_system_takes() -> None:
    assert folder_name('a/b: "c" ') == "a-b- -c-"
    assert folder_name("盐路") == "盐路"
    assert folder_name("...") == ""


# Recent, moved, held by another


def test_what_was_open_is_offered_and_a_moved_one_is_located(qtbot, page, dialogs, tmp_path) -> None:
    old = begun(tmp_path / "Salt", "The Salt Road")
    begun(tmp_path / "Other", "Another")
    assert dialogs.open(old)
    assert dialogs.open(tmp_path / "Other")
    assert [known.title for known in dialogs.recent.all()] == ["Another", "The Salt Road"]
    old.rename(tmp_path / "Moved")
    dialogs.ask_open()
    dialog: OpenProjectDialog = dialogs.dialog
    dialog.list.setCurrentRow(1)
    assert not dialog.open_button.isEnabled() and dialog.locate_button.isVisibleTo(dialog)
    known = dialog.current()
    dialog.take_located(known, tmp_path / "Other")
    assert "another one" in dialog.trouble.text()
    dialog.take_located(known, tmp_path / "Moved")
    assert page.project.folder == tmp_path / "Moved"
    assert [known.folder.name for known in dialogs.recent.all()] == ["Moved", "Other"]


def test_a_broken_memory_of_projects_is_no_trouble(state) -> None:
    state.set(
        "known_projects", {"/a": "x", "/b": {"title": 3, "when": "soon"}, "/c": {"title": "C", "when": 1}}
    )
    assert [known.title for known in RecentProjects(state).all()] == ["C"]


def test_a_project_of_another_window_can_be_read(qtbot, page, dialogs, tmp_path) -> None:
    folder = begun(tmp_path / "Salt")
    holder = Project.open(folder)
    assert not dialogs.open(folder)
    box = dialogs.question
    assert "already open" in box.text()
    reading = next(one for one in box.findChildren(QPushButton) if "reading" in one.text())
    reading.click()
    assert page.project and page.project.read_only
    holder.close()


def test_a_folder_without_project_is_said(qtbot, page, dialogs, tmp_path) -> None:
    (tmp_path / "nothing").mkdir()
    with qtbot.waitSignal(page.problem):
        assert not dialogs.open(tmp_path / "nothing")


# Properties and backups


def test_properties_are_changed(qtbot, page, dialogs, tmp_path) -> None:
    dialogs.open(begun(tmp_path / "Salt"))
    dialogs.show_properties()
    dialog: PropertiesDialog = dialogs.dialog
    dialog.title.setText("The Salt Road")
    with qtbot.waitSignal(page.outline_changed):
        dialog.ok.click()
    assert page.project.outline.title == "The Salt Road"
    assert dialogs.recent.all()[0].title == "The Salt Road"


def test_closing_a_project_makes_a_backup(qtbot, page, dialogs, tmp_path) -> None:
    dialogs.backups.set_up(str(tmp_path / "backups"), 3)
    folder = begun(tmp_path / "Salt")
    dialogs.open(folder)
    dialogs.open(begun(tmp_path / "Other"))
    qtbot.waitUntil(lambda: len(backups_of(folder, tmp_path / "backups")) == 1)


def test_at_the_end_a_failed_backup_is_told(qtbot, page, dialogs, tmp_path) -> None:
    dialogs.open(begun(tmp_path / "Salt"))
    assert dialogs.back_up_at_end() is None  # no folder, no backups
    (tmp_path / "file").write_text("no folder")
    dialogs.backups.set_up(str(tmp_path / "file" / "backups"), 3)
    report = dialogs.back_up_at_end()
    assert report and report.sentence.startswith("The project could not be backed up")


def test_a_backup_by_hand_says_what_it_is_called(qtbot, page, dialogs, tmp_path) -> None:
    dialogs.open(begun(tmp_path / "Salt"))
    dialogs.show_properties()
    dialog: PropertiesDialog = dialogs.dialog
    dialog.now.click()
    assert "No folder for backups" in dialog.said.text()
    dialog.backup_folder.setText(str(tmp_path / "backups"))
    qtbot.mouseClick(dialog.now, Qt.MouseButton.LeftButton)
    assert dialog.said.text().startswith("Backed up as Salt 2")
