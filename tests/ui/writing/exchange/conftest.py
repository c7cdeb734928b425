"""The Write page on a real project, joined with import and export."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.storage.manuscripts.project import Project
from studio.ui.actions import Commands
from studio.ui.writing.exchange.exchange import Exchange
from studio.ui.writing.page import WritePage


class Page(WritePage):
    """The page, with what it said and opened written down."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self.opened: list[str] = []
        self.said: list[str] = []
        self.item_opened.connect(self.opened.append)
        self.message.connect(self.said.append)
        self.set_project(project)


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
    made = Exchange(page)
    made.join(Commands(window))
    return made
