"""A few letters of a title lead to its scene."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMainWindow

from studio.core.writing.outline import Outline, new_item
from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.writing.finding.finding import Finding
from studio.ui.writing.finding.switcher import fitting
from studio.ui.writing.page import WritePage


@pytest.fixture
def page(qtbot, theme, tmp_path: Path) -> Iterator[WritePage]:
    project = Project.create(tmp_path / "Salt", "Salt")
    chapter = project.add("chapter", "Winter")
    for title in ("Harbour", "A letter", "Northward"):
        project.add("scene", title, parent=chapter.id)
    window = QMainWindow()
    made = WritePage()
    window.setCentralWidget(made)
    qtbot.addWidget(window)
    made.set_project(project)
    window.show()
    yield made
    project.close()


def titled(page: WritePage) -> str:
    return page.project.item(page.editor.item).title


def test_titles_come_before_their_groups() -> None:
    chapter = new_item("chapter", "Letters", children=(new_item("scene", "Harbour"),))
    outline = Outline(id="x", title="Book", manuscript=(chapter, new_item("scene", "A letter")))
    assert [item.title for item, _ in fitting("letter", outline)] == ["A letter", "Harbour"]
    assert fitting("xyz", outline) == []


def test_typing_and_enter_show_a_scene_and_enter_alone_goes_back(qtbot, page) -> None:
    finding = Finding(page)
    finding.join(Commands(page.window()))
    page.open_item(page.project.outline.manuscript[0].children[0].id)
    finding.go_to_item()
    switcher = finding._switcher
    qtbot.keyClicks(switcher.edit, "nort")
    qtbot.keyClick(switcher.edit, Qt.Key.Key_Return)
    assert titled(page) == "Northward" and not switcher.isVisible()
    finding.go_to_item()
    qtbot.keyClick(switcher.edit, Qt.Key.Key_Return)
    assert titled(page) == "Harbour"
    finding.go_to_item()
    qtbot.keyClicks(switcher.edit, "zzz")
    qtbot.keyClick(switcher.edit, Qt.Key.Key_Return)
    assert titled(page) == "Harbour" and "No scene" in switcher.list.item(0).text()
