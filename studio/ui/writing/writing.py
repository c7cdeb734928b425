"""The Write page whole: page, open project, saving, modes and commands, joined with the window."""

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from studio.core.paths import Folders
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.models import Models
from studio.ui.sentences import translate_sentence
from studio.ui.window_state import WindowState
from studio.ui.writing.commands import PageCommands
from studio.ui.writing.modes import Modes
from studio.ui.writing.page import WritePage
from studio.ui.writing.pasting import Pasting
from studio.ui.writing.projects_desk import ProjectsDesk

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.main_window import MainWindow


@dataclass(frozen=True, kw_only=True)
class WritingParts:
    """What the page works with."""

    folders: Folders
    state: WindowState
    queue: "JobQueue"
    models: Models
    history: History
    library: Library


class Writing(QObject):
    """Owns what belongs to the Write page; ``join`` connects it with the window."""

    def __init__(self, parts: WritingParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts = parts
        self.page = WritePage()
        self.modes = Modes(self.page, parts.state)
        self.desk = ProjectsDesk(self.page, parts.folders, parts.state)
        self.pasting = Pasting(self.page)

    def join(self, window: "MainWindow") -> None:
        """Commands, messages, state, and what to ask before the window closes."""
        self._window, page = window, self.page
        for speaker in (page, self.desk):
            speaker.message.connect(window.show_message)
            speaker.problem.connect(window.show_error)
        page.outline.message.connect(window.show_message)
        window.saving.connect(self._save)
        others = window.unsafe
        window.unsafe = lambda: others() or translate_sentence(self.desk.unsafe())
        PageCommands(window.commands, page, self.desk, self.modes)
        with window.commands.of_page("writing"):
            self._join_areas(window)
        page.restore(self.parts.state)
        self.desk.restore()

    def _join_areas(self, window: "MainWindow") -> None:
        """What others add to the page: drafting, chat, pictures, finding, exchange."""

    @Slot(object)
    def _save(self, state: WindowState) -> None:
        self.page.save(state)
        self.modes.save(state)

    def open_project(self, folder: Path) -> bool:
        """Open a project from elsewhere in the program."""
        return self.desk.open_project(folder)

    def close(self) -> None:
        """The program ends."""
        self.desk.end()
