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
from studio.ui.writing.chat.chat import Chat
from studio.ui.writing.commands import PageCommands
from studio.ui.writing.corkboard.boards import Boards
from studio.ui.writing.drafting.drafting import Drafting
from studio.ui.writing.exchange.exchange import Exchange
from studio.ui.writing.finding.finding import Finding
from studio.ui.writing.modes import Modes
from studio.ui.writing.page import WritePage
from studio.ui.writing.pasting import Pasting
from studio.ui.writing.pictures.illustration import PictureParts
from studio.ui.writing.pictures.words_and_pictures import WordsAndPictures
from studio.ui.writing.projects.project_dialogs import ProjectDialogs
from studio.ui.writing.projects_desk import ProjectsDesk
from studio.ui.writing.sample import projects_folder
from studio.ui.writing.spelling.spelling import Spelling
from studio.ui.writing.statistics.figures import Figures
from studio.ui.writing.typing_aids import TypingAids
from studio.ui.writing.typing_menu import TypingMenu

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
        self.aids = TypingAids(self.page, parts.state)
        self.projects = ProjectDialogs(self.page, parts.state, projects_folder(parts.folders), self.desk.take)
        self.page.empty.new_wanted.connect(self.projects.ask_new)
        self.page.empty.open_wanted.connect(self.projects.ask_open)
        self.desk.open_folder, self.projects.follow = self.projects.open, self.desk.follow
        self.drafting = Drafting(self.page, parts.queue, parts.models, parts.queue.writings, parts.folders)
        self.finding = Finding(self.page)
        self.boards = Boards(self.page)
        self.figures = Figures(self.page)
        self.chat = Chat(self.page, parts.queue, parts.models, parts.folders, self)
        self.exchange = Exchange(self.page)
        self.spelling = Spelling(self.page, parts.folders.data)

    def join(self, window: "MainWindow") -> None:
        """Commands, messages, state, and what to ask before the window closes."""
        self._window, page, parts = window, self.page, self.parts
        self.pictures = WordsAndPictures(
            page,
            PictureParts(
                queue=parts.queue,
                models=parts.models,
                history=parts.history,
                library=parts.library,
                panel=window.panel,
                folders=parts.folders,
            ),
            self,
        )
        for speaker in (page, self.desk):
            speaker.message.connect(window.show_message)
            speaker.problem.connect(window.show_error)
        page.outline.message.connect(window.show_message)
        window.saving.connect(self._save)
        window.add_text_adapter = self.drafting.samplers.panel.add_adapter
        others = window.unsafe
        window.unsafe = lambda: others() or self._unsafe()
        PageCommands(window.commands, page, self.desk, self.modes, self.aids)
        with window.commands.of_page("writing"):
            self._join_areas(window)
        self.typing = TypingMenu(self.aids, self.modes, self.spelling, window.commands)
        page.status.row.addWidget(self.typing.button)
        page.restore(self.parts.state)
        self.desk.restore()

    def _join_areas(self, window: "MainWindow") -> None:
        """What stands on the page beside the text: drafting, chat, pictures, finding, exchange."""
        commands, state = window.commands, self.parts.state
        for speaker in (self.drafting, self.chat, self.pictures):
            speaker.message.connect(window.show_message)
            speaker.problem.connect(window.show_error)
        self.projects.join(commands)
        self.drafting.join(commands, state)
        for part in (self.finding, self.boards, self.figures):
            part.join(commands)
        self.chat.join(commands, state)
        self.chat.take_journal(self.parts.queue.writings)
        self.pictures.join(commands)
        self.exchange.join(commands)
        self.exchange.save_first = self.desk.autosave.save_now
        self.spelling.join(commands)
        self.drafting.illustrate_wanted.connect(self.pictures.illustration.illustrate)
        self.drafting.folders_wanted.connect(window.open_folders)
        self.drafting.model_chosen.connect(self.pictures.prefer)
        self.drafting.model_picked.connect(self._model_picked)
        self.chat.desk.sampling = lambda: self.drafting.samplers.panel.state.sampling

    @Slot(object)
    def _save(self, state: WindowState) -> None:
        self.page.save(state)
        self.modes.save(state)
        self.drafting.save(state)
        self.chat.save(state)

    def _unsafe(self) -> str:
        """Why closing would lose something; the backup is made once all is saved."""
        if sentence := self.desk.unsafe():
            return translate_sentence(sentence)
        report = self.projects.back_up_at_end()
        return translate_sentence(report.sentence) if report else ""

    def open_project(self, folder: Path) -> bool:
        """Open a project from elsewhere in the program."""
        return self.projects.open(folder)

    def _model_picked(self, model: str) -> None:
        settings = self._window.settings
        if model != settings.writing.model:
            self._window.change_settings(settings.replace("writing", model=model))

    def refresh_models(self) -> None:
        """The models were looked for again, or another is set to write with."""
        self.drafting.refresh_models()
        self.chat.refresh_models()

    def close(self) -> None:
        """The program ends."""
        self.chat.close()
        self.drafting.retrieval.learning.stop()
        self.desk.end()
