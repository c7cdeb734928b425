"""The window: top bar, pages and job bar, and what passes between them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QByteArray, QMargins, QSize, Qt, QTimer, Signal
from PySide6.QtGui import (
    QCloseEvent,
    QDragEnterEvent,
    QDropEvent,
)
from PySide6.QtWidgets import QMainWindow, QMessageBox, QVBoxLayout, QWidget

from studio.core.errors import ErrorReport, StudioError
from studio.core.jobs import Job, Priority
from studio.core.paths import Folders
from studio.core.placement import Need
from studio.core.requests import ImageRequest
from studio.core.settings import Settings
from studio.core.specs import FamilySpec
from studio.jobs.lanes import LANES, WORDS
from studio.storage.models import ModelEntry
from studio.ui.actions import PAGES, Commands
from studio.ui.closing import closing_words
from studio.ui.columns import Columns
from studio.ui.error_card import MessageStack
from studio.ui.folder_opening import open_folder
from studio.ui.job_bar import JobBar
from studio.ui.lost_jobs import LostJobs
from studio.ui.pages import Pages
from studio.ui.prompt_panel import PromptPanel
from studio.ui.start_box import dropped_picture
from studio.ui.starter_card import first_model_is_starter
from studio.ui.theme import Theme
from studio.ui.top_bar import TopBar
from studio.ui.unsent import Unsent
from studio.ui.waiting_pictures import WaitingPictures
from studio.ui.widgets import FRAME, hairline
from studio.ui.window_commands import add_window_commands
from studio.ui.window_state import WindowState

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.settings_dialog import SettingsDialog

SMALLEST = (1024, 720)
FIRST_SIZE = (1440, 900)


@dataclass(kw_only=True)
class WindowParts:
    """What ``app.py`` built and the window shows. ``families`` serve the memory estimates."""

    settings: Settings
    folders: Folders
    theme: Theme
    state: WindowState
    queue: "JobQueue"
    canvas: QWidget
    gallery: QWidget
    families: Mapping[str, FamilySpec] = field(default_factory=dict)


class MainWindow(QMainWindow):
    """The one window. Submits what the panel builds; asks once before closing during work."""

    settings_changed = Signal(object)
    """Settings, to be saved and applied by whoever owns them."""
    saving = Signal(object)
    """WindowState that is about to be written; others add what they want to remember."""
    closed = Signal()
    """The window is closing for good; its state is saved."""

    def __init__(self, parts: WindowParts) -> None:
        super().__init__()
        self.parts = parts
        self.settings = parts.settings
        self.queue = parts.queue
        self._question: QMessageBox | None = None
        self._may_close = False
        self.text_models: Sequence[ModelEntry] = ()
        """Language models, for the settings."""
        self.prepare: Callable[[ImageRequest], object] = self.submit
        """Takes what the panel says; the canvas makes its own request of it."""
        self.add_text_adapter: Callable[[str], object] = lambda _model: None
        """Takes the id of a LoRA for texts to the drafts; the Write page does so once it is built."""
        self.unsafe: Callable[[], str] = lambda: ""
        """Why closing would lose something, as a sentence; empty when it would not."""
        self._dialogs: dict[str, QWidget] = {}
        self.setWindowTitle("Atelier")
        self._limit_size()
        self.setAcceptDrops(True)
        self.panel = PromptPanel()
        self._unsent = Unsent(self.panel, parts.state, self)
        self.job_bar = JobBar(parts.queue)
        titles = (self.tr("Paint"), self.tr("Write"), self.tr("Models"))
        self.top_bar = TopBar(list(zip(PAGES, titles, strict=True)))
        self.commands = Commands(self)
        self.pages = Pages(self.commands)
        self._lay_out()
        self.messages = MessageStack(parts.canvas)
        self.waiting = WaitingPictures(self.messages, self)
        self._lost = LostJobs(self.messages, self.job_bar.troubles.retry, self)
        add_window_commands(self)
        self._connect()
        self._apply(parts.settings)
        self._restore()
        self.panel.prompt.setFocus()

    # Building

    def _lay_out(self) -> None:
        self.columns = Columns(self.panel, self.parts.canvas, self.parts.gallery)
        body = QWidget()
        column = QVBoxLayout(body)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.top_bar)
        column.addWidget(hairline())
        self.pages.add("paint", self.columns)
        column.addWidget(self.pages, 1)
        column.addWidget(hairline())
        column.addWidget(self.job_bar)
        self.setCentralWidget(body)

    def _connect(self) -> None:
        self.panel.submitted.connect(lambda request: self.prepare(request))
        self.panel.refused.connect(self.show_error)
        self.panel.folders_wanted.connect(self.open_folders)
        self.panel.starter_card_dismissed.connect(self._card_dismissed)
        self.top_bar.page_chosen.connect(self.pages.show_page)
        self.pages.page_changed.connect(self._page_changed)
        self.top_bar.palette_wanted.connect(self.open_palette)
        self.top_bar.settings_wanted.connect(self.open_settings)
        self.queue.ended.connect(self._job_ended)
        self.queue.complaint.connect(self._complained)
        self.queue.job_changed.connect(self._show_possible)
        self.panel.start.changed.connect(self._show_possible)
        self.waiting.count_changed.connect(self._show_possible)
        self._show_possible()

    def _page_changed(self, identity: str) -> None:
        """What is told is told over the page that shows; a page says itself where its messages go."""
        self.parts.state.set("page", identity)
        self.top_bar.show_page(identity)
        page = self.pages.page(identity)
        over = self.parts.canvas if identity == "paint" else getattr(page, "message_place", page)
        self.messages.move_over(over)

    # What others hand in

    def set_models(self, entries: Sequence[ModelEntry]) -> None:
        """Offer these models in the panel; the first time, bring back the unsent prompt and its values."""
        self.panel.set_models(entries)
        self._unsent.bring_back()
        wants_card = not self.parts.state.flag("starter_card_dismissed")
        self.panel.show_starter_card(wants_card and first_model_is_starter(entries))

    def use_settings(self, request: ImageRequest) -> None:
        """Show ``request`` in the panel again."""
        self.panel.set_values(request)
        self.show_message(self.tr("The settings of the picture are in the prompt panel; its seed is kept."))

    def show_message(self, text: str, undo: Callable[[], object] | None = None) -> None:
        """A line over the canvas that goes by itself; with ``undo`` it offers Undo."""
        self.messages.show_message(text, undo)

    def _job_ended(self, job: Job) -> None:
        if not self.queue.is_passing(job.id):  # of a live picture, live mode tells
            self._lost.add(job)

    def show_error(self, report: ErrorReport) -> None:
        """An error card over the canvas."""
        self.messages.show_error(report)

    def _complained(self, report: ErrorReport) -> None:
        if not self.waiting.takes(report):
            self.show_error(report)

    def submit(self, request: ImageRequest) -> Job | None:
        """Queue a request; a refusal is shown and answered with None."""
        try:
            job = self.queue.submit(request)
        except StudioError as error:
            self.show_error(error.report())
            return None
        self.parts.state.add_prompt(self.panel.prompt.text())
        self.panel.set_prompts(self.parts.state.prompts())
        return job

    def _show_possible(self) -> None:
        """Commands that cannot do anything now are shown disabled."""
        for identity, can in (
            ("cancel", any(map(self.queue.current, LANES))),
            ("start_none", bool(self.panel.start.path())),
            ("save_again", self.waiting.count > 0),
        ):
            self.commands.action(identity).setEnabled(can)

    # Settings

    def _apply(self, settings: Settings) -> None:
        self.settings = settings
        self.panel.placement = self.job_bar.wish = settings.placement_wish
        self.job_bar.text_wish = settings.text_wish
        self.job_bar.show_engine()

    def change_settings(self, settings: Settings) -> None:
        """These hold from now on, here and everywhere else."""
        appearance = settings.appearance != self.settings.appearance
        self._apply(settings)
        if appearance:
            # Not from inside the signal of a control that the new style sheet is about to restyle.
            QTimer.singleShot(0, self, self._apply_theme)
        self.settings_changed.emit(settings)

    def _apply_theme(self) -> None:
        self.parts.theme.apply(self.settings.appearance)
        self.columns.give_room()

    def _need(self) -> Need | None:
        """What the chosen model asks of a device at the chosen size."""
        entry = self.panel.chosen_model()
        family = self.parts.families.get(entry.family) if entry else None
        if entry is None or family is None:
            return None
        width, height = self.panel.picture_size.size_now()
        return Need(
            weights=entry.weights,
            largest_part=entry.largest_part,
            activation=width * height * family.activation_per_pixel,
        )

    # Dialogs, loaded when first asked for

    def open_settings(self, page: str = "device") -> "SettingsDialog":
        """Open the settings at ``page``."""
        from studio.ui.settings_dialog import EngineFacts, SettingsDialog

        facts = EngineFacts(self.queue.engine, self._need(), self.queue.text_engine, self.text_models)
        dialog = SettingsDialog(self.settings, self.parts.folders, self.commands, self, facts)
        dialog.changed.connect(self.change_settings)
        self.settings_changed.connect(dialog.take_over)
        dialog.show_page(page)
        self._open(dialog, "settings")
        return dialog

    def _open(self, dialog: QWidget, name: str) -> None:
        """Show a dialog without blocking the window; an older one of the name goes."""
        if old := self._dialogs.pop(name, None):
            old.close()
            old.deleteLater()
        self._dialogs[name] = dialog
        dialog.resize(dialog.size().boundedTo(self._room()))
        dialog.show()

    def open_folders(self) -> None:
        self.open_settings("folders")

    def open_palette(self) -> None:
        from studio.ui.command_palette import CommandPalette

        palette = CommandPalette(self.commands, self)
        self._open(palette, "palette")
        palette.open()

    def open_help(self) -> None:
        from studio.ui.help_dialog import HelpDialog

        self._open(HelpDialog(self), "help")

    def open_shortcuts(self) -> None:
        from studio.ui.shortcuts_dialog import ShortcutsDialog

        self._open(ShortcutsDialog(self.commands, self), "shortcuts")

    def open_about(self) -> None:
        from studio.ui.about_dialog import AboutDialog

        self._open(AboutDialog(self.parts.folders, self.queue.engine, self), "about")

    # Small commands

    def to_prompt(self) -> None:
        self.panel.show()
        self.panel.prompt.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def toggle_pause(self) -> None:
        self.queue.set_paused(not self.queue.paused)

    def toggle_full(self) -> None:
        self.showNormal() if self.isFullScreen() else self.showFullScreen()

    def toggle_theme(self) -> None:
        from studio.ui.theme import tokens

        self.change_settings(self.settings.replace("appearance", theme="light" if tokens().dark else "dark"))

    def open_library(self) -> None:
        if report := open_folder(self.parts.folders.library):
            self.show_error(report)

    def _card_dismissed(self) -> None:
        self.parts.state.set("starter_card_dismissed", True)
        self.parts.state.save()

    # Dropping a picture anywhere on the Paint page makes it the start image

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.pages.current == "paint" and dropped_picture(event.mimeData()):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = dropped_picture(event.mimeData())
        if path:
            event.acceptProposedAction()
            self.panel.set_start(path)

    # Coming and going

    def _restore(self) -> None:
        state = self.parts.state
        self.panel.set_prompts(state.prompts())
        geometry = state.text("geometry")
        restored = geometry and self.restoreGeometry(
            QByteArray.fromBase64(geometry.encode("ascii", "ignore"))
        )
        if not restored:
            self.resize(QSize(*FIRST_SIZE).boundedTo(self._room()))
        self.columns.restore(state)

    def _limit_size(self) -> None:
        """Never smaller than is useful, and never larger than the screen can show."""
        self.setMinimumSize(QSize(*SMALLEST).boundedTo(self._room()))

    def _room(self) -> QSize:
        """What the screen has for a window within its frame."""
        return self.screen().availableGeometry().size().shrunkBy(QMargins(*FRAME, 0, 0))

    def save_state(self) -> None:
        """Write layout and unsent values to the state file."""
        state = self.parts.state
        state.set("page", self.pages.current)
        state.set("geometry", bytes(self.saveGeometry().toBase64().data()).decode("ascii"))
        self.columns.save(state)
        self.saving.emit(state)
        self._unsent.keep()
        state.save()

    def closeEvent(self, event: QCloseEvent) -> None:
        unsafe = "" if self._may_close else self.unsafe()
        if self._may_close or not (unsafe or self._is_drawing() or self._is_writing()):
            self.save_state()
            self._may_close = True
            event.accept()
            self.closed.emit()
            return
        event.ignore()
        if self._question is None:
            self._ask(unsafe)
        else:
            self._question.raise_()

    def _is_drawing(self) -> bool:
        """Whether a picture that somebody wants to keep is being made."""
        job = self.queue.current()
        return job is not None and not self.queue.is_passing(job.id)

    def _is_writing(self) -> bool:
        """Whether somebody waits for a text; what is summed up in a pause is done anew in the next."""
        job = self.queue.current(WORDS)
        return job is not None and job.priority is not Priority.BACKGROUND

    def _ask(self, unsafe: str) -> None:
        """Ask, without a loop of its own, whether to close although something would be lost."""
        question = QMessageBox(self)
        question.setWindowTitle("Atelier")
        text, more = closing_words(drawing=self._is_drawing(), writing=self._is_writing(), unsafe=unsafe)
        question.setText(text)
        question.setInformativeText(more)
        close = question.addButton(self.tr("Close"), QMessageBox.ButtonRole.DestructiveRole)
        stay = question.addButton(self.tr("Keep working"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(stay)
        question.setEscapeButton(stay)
        question.finished.connect(self._answered)
        close.clicked.connect(self._close_anyway)
        self._question = question
        question.open()

    def _close_anyway(self) -> None:
        self._may_close = True
        QTimer.singleShot(0, self, self.close)

    def _answered(self) -> None:
        if self._question:
            self._question.deleteLater()
            self._question = None
