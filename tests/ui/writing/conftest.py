"""A Write page on a small project, and what a test needs to see of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.paths import Folders
from studio.jobs import offthread
from studio.storage.manuscripts.project import Project
from studio.ui.window_state import WindowState
from studio.ui.writing.modes import Modes
from studio.ui.writing.page import WritePage
from studio.ui.writing.projects_desk import ProjectsDesk


class Desk:
    """Page, open project and the two scenes in it."""

    def __init__(self, folder: Path, folders: Folders) -> None:
        self.folders, self.state = folders, WindowState(folders.data / "window.json")
        project = Project.create(folder, "Book")
        self.chapter = project.add("chapter", "Chapter").id
        self.one = project.add("scene", "One", parent=self.chapter, text="First scene.").id
        self.two = project.add("scene", "Two", parent=self.chapter, text="Second scene here.").id
        self.note = project.add("note", "Maren", note_kind="character", text="A ferrywoman.").id
        project.close()
        self.page = WritePage()
        self.modes = Modes(self.page, self.state)
        self.desk = ProjectsDesk(self.page, folders, self.state)
        self.problems: list = []
        self.messages: list[str] = []
        for speaker in (self.page, self.desk):
            speaker.problem.connect(self.problems.append)
            speaker.message.connect(self.messages.append)
        self.desk.open_project(folder)

    @property
    def project(self) -> Project:
        assert self.page.project
        return self.page.project

    def on_disk(self, item: str) -> str:
        return self.project.path_of(item).read_text(encoding="utf-8")


@pytest.fixture
def desk(qtbot: QtBot, theme, tmp_path: Path, folders: Folders) -> Iterator[Desk]:
    made = Desk(tmp_path / "book", folders)
    qtbot.addWidget(made.page)
    made.page.resize(1100, 700)
    made.page.show()
    qtbot.waitExposed(made.page)
    yield made
    made.desk.end()
    offthread.finish()
