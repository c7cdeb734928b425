"""A page with the parts that import and export look at, on a real project."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QMainWindow, QWidget
from pytestqt.qtbot import QtBot

from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.writing.editor import SceneEditor
from studio.ui.writing.exchange.exchange import Exchange
from studio.ui.writing.outline.panel import OutlinePanel


class Page(QWidget):
    """What of the Write page these tests need."""

    project_opened = Signal(object)
    outline_changed = Signal()
    message = Signal(str)
    problem = Signal(object)

    def __init__(self, project: Project | None) -> None:
        super().__init__()
        self.project = project
        self.outline = OutlinePanel()
        self.editor = SceneEditor(self)
        self.outline.set_project(project, None)
        self.opened: list[str] = []
        self.said: list[str] = []
        self.problems: list[object] = []
        self.message.connect(self.said.append)
        self.problem.connect(self.problems.append)

    def open_item(self, identity: str) -> bool:
        self.opened.append(identity)
        return True


@pytest.fixture
def project(tmp_path: Path) -> Iterator[Project]:
    made = Project.create(tmp_path / "project", "The Salt Road", author="Ada Writer")
    part = made.add("part", "Part one")
    chapter = made.add("chapter", "The harbour", parent=part.id)
    made.add(
        "scene", "A letter", parent=chapter.id, text="Maren read *it* twice.[^1]\n\n- a\n- b\n\n[^1]: Note.\n"
    )
    made.add("scene", "Night", parent=chapter.id, text="It was night.\n")
    made.add("scene", "Draft", parent=chapter.id, text="Not this.\n", exported=False)
    yield made
    made.close()


@pytest.fixture
def window(qtbot: QtBot) -> QMainWindow:
    made = QMainWindow()
    qtbot.addWidget(made)
    made.show()
    return made


@pytest.fixture
def page(project: Project, window: QMainWindow) -> Page:
    made = Page(project)
    window.setCentralWidget(made)
    return made


@pytest.fixture
def exchange(page: Page, window: QMainWindow) -> Exchange:
    made = Exchange(window)
    made.join(page, Commands(window), window)
    return made
