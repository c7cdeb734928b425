"""Builds every object of the window process once and hands it on; owns the order of start and stop."""

import gc
import logging
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Slot
from PySide6.QtWidgets import QApplication, QMessageBox, QWidget

from studio import __version__
from studio.core.artifacts import Artifact, Manifest
from studio.core.discovery import image_families
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.paths import Folders, default_folders, resources
from studio.core.presets import load_presets
from studio.core.settings import Settings, SettingsFile
from studio.jobs import offthread
from studio.jobs.lanes import PICTURES, WORDS
from studio.jobs.queue import JobQueue
from studio.jobs.recorder import Recorder
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.models import ModelEntry, Models
from studio.storage.pickled_entries import large_pickles
from studio.storage.sessions import Session, is_alive
from studio.ui.gallery.commands import GalleryCommands
from studio.ui.gallery.panel import GalleryPanel
from studio.ui.gallery.thumbnails import Thumbnails
from studio.ui.garbage import Garbage
from studio.ui.main_window import MainWindow, WindowParts
from studio.ui.models.shelf import Shelf, ShelfParts
from studio.ui.paint import Paint, PaintParts
from studio.ui.sentences import translate_sentence
from studio.ui.side_column import SideColumn
from studio.ui.single_window import SingleWindow
from studio.ui.theme import Theme
from studio.ui.translations import install_translations
from studio.ui.window_state import WindowState
from studio.ui.writing.pictures.picture_requests import is_illustration
from studio.ui.writing.pictures.prompt_improver import PromptImprover

if TYPE_CHECKING:
    from studio.jobs.link import EngineLink
    from studio.ui.writing.writing import Writing

AFTER_PAINT_MS = 30
"""What is not needed for the first paint begins this much later."""
CALM_MS = 3000
"""By then everything that the start makes is there."""
LOG_BYTES = 1_000_000

log = logging.getLogger(__name__)


def make_application(arguments: list[str]) -> QApplication:
    """The QApplication under the program's name."""
    application = QApplication(["studio", *arguments])
    application.setApplicationName("Atelier")
    application.setApplicationVersion(__version__)
    application.setDesktopFileName("atelier-studio")
    return application


def _log_to_file(folders: Folders) -> logging.Handler:
    """What the program remarks goes to a small rotating file; an unwritable folder costs only the log."""
    from logging.handlers import RotatingFileHandler  # not needed for the first paint

    try:
        folders.logs.mkdir(parents=True, exist_ok=True)
        handler = RotatingFileHandler(
            folders.logs / "window.log", maxBytes=LOG_BYTES, backupCount=1, encoding="utf-8", delay=True
        )
    except OSError:
        return logging.NullHandler()
    handler.setFormatter(logging.Formatter("%(asctime)s %(levelname)s %(name)s: %(message)s"))
    logger = logging.getLogger("studio")
    logger.setLevel(logging.INFO)
    logger.addHandler(handler)
    return handler


class Studio(QObject):
    """All objects of the window process. Raises StudioError when the history cannot be opened."""

    def __init__(self, application: QApplication) -> None:
        super().__init__()
        self._settings_file = SettingsFile(default_folders().settings_file)
        self.settings = self._settings_file.load()
        self.folders = default_folders(self.settings.folders.library)
        self._translators = install_translations(application, self.settings.appearance.language)
        self._theme = Theme(application, self.settings.appearance)
        self._open_storage()
        self._build_window()
        self._connect()
        self._closed = False
        self._log_handler: logging.Handler = logging.NullHandler()

    # Building

    def _open_storage(self) -> None:
        self.families = image_families()
        self.database = open_database(self.folders.database)
        try:
            self.session = Session.start(self.folders.data, "window")
        except StudioError:
            self.database.close()
            raise
        self.history = History(self.database)
        self.library = Library(self.folders, self.history)
        self.models = Models(self.folders, self.settings.folders.models, self.families)
        self.recorder = Recorder(self.library, self)
        self.queue = JobQueue(
            self.history, self.recorder, self.models, self.session.id, self._make_link, self
        )
        self.queue.settings = self.settings

    def _make_link(self, kind: str) -> "EngineLink":
        from studio.jobs.link import engine_link  # not needed for the first paint

        return engine_link(self.folders.logs, kind)

    def _build_window(self) -> None:
        self.writing: Writing | None = None
        self._state = WindowState(self.folders.data / "window.json")
        self.paint = Paint(
            PaintParts(
                folders=self.folders,
                state=self._state,
                queue=self.queue,
                history=self.history,
                library=self.library,
                models=self.models,
            ),
            self,
        )
        self.gallery = GalleryPanel(
            self.history, self.library, Thumbnails(self.folders.thumbnails, self.library.path_of)
        )
        self.shelf = Shelf(
            ShelfParts(
                folders=self.folders,
                state=self._state,
                models=self.models,
                history=self.history,
                gallery=self.gallery,
            ),
            self,
        )
        self.side = SideColumn(self.gallery, self.paint.panels)
        self.side.restore(self._state)
        self.window = MainWindow(
            WindowParts(
                settings=self.settings,
                folders=self.folders,
                theme=self._theme,
                state=self._state,
                queue=self.queue,
                canvas=self.paint.page,
                gallery=self.side,
                families=self.families,
            )
        )

    def _build_writing(self) -> QWidget:
        """The Write page, when it is first asked for."""
        from studio.ui.writing.writing import Writing, WritingParts

        self.writing = Writing(
            WritingParts(
                folders=self.folders,
                state=self._state,
                queue=self.queue,
                models=self.models,
                history=self.history,
                library=self.library,
            ),
            self,
        )
        self.writing.join(self.window)
        self.writing.pictures.canvas_wanted.connect(self._lay_on_canvas)
        self.writing.drafting.model_chosen.connect(self._prefer_writer)
        return self.writing.page

    def _connect(self) -> None:
        window, gallery, results = self.window, self.gallery, self.paint.page.results
        self.recorder.artifact_added.connect(self._artifact_added)
        window.settings_changed.connect(self._settings_changed)
        window.job_bar.name_of = self._name_of
        window.closed.connect(self.close)
        window.saving.connect(self.side.save)
        self.paint.join(window)
        self.shelf.join(window)
        self.shelf.found.connect(self._models_found)
        self.recorder.waiting_changed.connect(window.waiting.set_count)
        window.waiting.save_wanted.connect(self.recorder.retry_adoptions)
        with window.commands.of_page("paint"):
            GalleryCommands(window.commands, gallery)
        window.pages.add_later("writing", self._build_writing)
        self.improver = PromptImprover(window.panel, self.queue, self.models, self.folders, self)
        self.improver.preferred = self.settings.writing.model
        self.improver.join(window.commands)
        self.improver.message.connect(window.show_message)
        self.improver.problem.connect(window.show_error)
        gallery.describe.connect(self._describe)
        gallery.attach.connect(self._attach)
        window.pages.page_changed.connect(self._page_changed)
        gallery.shown_wanted.connect(window.columns.show_gallery)
        gallery.use_settings.connect(self._use_settings)
        gallery.use_as_start.connect(self._use_as_start)
        gallery.show_on_canvas.connect(self._show_on_canvas)
        gallery.message.connect(window.show_message)
        gallery.problem.connect(window.show_error)
        gallery.trashed.connect(results.forget)
        gallery.restored.connect(results.remember)

    # Start and stop

    def show(self) -> None:
        """Show the window; the rest of the start happens after its first paint."""
        self.window.show()
        QTimer.singleShot(AFTER_PAINT_MS, self, self._start_rest)

    @Slot()
    def _start_rest(self) -> None:
        if self._closed:
            return
        self._log_handler = _log_to_file(self.folders)
        self.window.pages.show_page(self._state.text("page"))
        self.window.panel.set_presets(load_presets(resources() / "presets"))
        self.gallery.refresh()
        self.queue.start_engine()
        # Thousands of files may have to be looked at; the window is used meanwhile.
        offthread.run(self.models.scan, done=self._models_first_found)

    @Slot(object)
    def _models_first_found(self, entries: list[ModelEntry]) -> None:
        """What needs to know the models: the panel with its unsent prompt, documents, jobs left over."""
        if self._closed:
            return
        self._models_found(entries)
        self.paint.frame_changed()
        self.paint.restore()
        self._tell_what_was_repaired()
        self._recover()

    def _tell_what_was_repaired(self) -> None:
        for complaint in (self._settings_file.complaint, self.database.complaint):
            if complaint:
                log.info("%s", complaint)
                self.window.show_error(ErrorReport(kind=ErrorKind.FILE_BROKEN, sentence=complaint))
        if self.database.needs_rebuild:
            offthread.run(self.library.rebuild, done=self._rebuilt)

    @Slot(int)
    def _rebuilt(self, found: int) -> None:
        if found:
            self.gallery.refresh()
            self.window.show_message(
                self.tr("%n picture(s) of the library were added to the history again.", "", found)
            )

    def _recover(self) -> None:
        try:
            recovery = self.queue.recover(partial(is_alive, self.folders.data))
        except StudioError as error:
            self.window.show_error(error.report())
            return
        if recovery.requeued:
            self.window.show_message(
                self.tr("%n waiting job(s) of the last session go on.", "", len(recovery.requeued))
            )

    @Slot()
    def close(self) -> None:
        """Stop engine, background work and storage, in this order. Harmless when done twice."""
        if self._closed:
            return
        self._closed = True
        self.paint.close()
        self.shelf.close()
        if self.writing:
            self.writing.close()
        self.queue.close()
        offthread.finish()
        self.session.close()
        self.database.close()
        for translator in self._translators:
            QApplication.removeTranslator(translator)
        logging.getLogger("studio").removeHandler(self._log_handler)
        self._log_handler.close()

    @Slot()
    def bring_to_front(self) -> None:
        """For a second start of the program."""
        self.window.setWindowState(self.window.windowState() & ~self.window.windowState().WindowMinimized)
        self.window.show()
        self.window.raise_()
        self.window.activateWindow()

    @Slot(str)
    def _page_changed(self, page: str) -> None:
        """The job bar tells of the engine of the page in front; that which writes starts with its page."""
        self.window.job_bar.prefer(WORDS if page == "writing" else PICTURES)
        if page == "writing":
            self.queue.start_engine(WORDS)

    def _name_of(self, model: str) -> str:
        """What a model is called; for no id that with which texts would be written now."""
        entry = self.models.get(model) if model else self.models.writer(self.settings.writing.model)
        return entry.name if entry else model

    # What passes between the parts

    @Slot(object)
    def _artifact_added(self, artifact: Artifact) -> None:
        self.gallery.artifact_added(artifact)
        if not is_illustration(artifact.manifest.request):
            self.paint.add_result(artifact)
        elif self.writing:  # else its project brings it to its scene when it opens
            self.writing.pictures.takes(artifact)

    @Slot(object)
    def _use_settings(self, manifest: Manifest) -> None:
        """The request of this one picture: its own seed, and no brothers."""
        request = msgspec.structs.replace(manifest.request, seed=manifest.seed, count=1)
        self.window.use_settings(request)

    @Slot(object)
    def _use_as_start(self, artifact: Artifact) -> None:
        self.window.panel.set_start(str(self.library.path_of(artifact)))

    @Slot(object)
    def _show_on_canvas(self, artifact: Artifact) -> None:
        self.paint.page.results.place(self.library.path_of(artifact), artifact)

    @Slot(str)
    def _prefer_writer(self, model: str) -> None:
        self.improver.preferred = model

    def _written(self) -> "Writing":
        """The Write page, built now if it was not yet."""
        self.window.pages.page("writing")
        assert self.writing
        return self.writing

    @Slot(object)
    def _describe(self, artifact: Artifact) -> None:
        self._written().pictures.describe(artifact)

    @Slot(object)
    def _attach(self, artifact: Artifact) -> None:
        self._written().pictures.attach(artifact)

    @Slot(object)
    def _lay_on_canvas(self, path: Path) -> None:
        self.window.pages.show_page("paint")
        self.paint.files.place(path)

    @Slot(object)
    def _settings_changed(self, settings: Settings) -> None:
        folders_changed = settings.folders.models != self.settings.folders.models
        writing_changed = settings.writing != self.settings.writing
        self.settings = self.queue.settings = settings
        self.improver.preferred = settings.writing.model
        if writing_changed and self.writing:
            self.writing.refresh_models()
        self.paint.take_settings(settings)
        try:
            self._settings_file.save(settings)
        except OSError as error:
            self.window.show_error(
                ErrorReport(
                    kind=ErrorKind.NOT_WRITABLE,
                    sentence=self.tr("The settings could not be saved (%1).").replace(
                        "%1", str(error.strerror)
                    ),
                    advice=self.tr("They hold until Atelier is closed."),
                )
            )
        if folders_changed:
            self.models.extra = settings.folders.models
            self.shelf.look()

    @Slot(object)
    def _models_found(self, entries: list[ModelEntry]) -> None:
        self.window.set_models([*entries, *large_pickles(self.models.all())])
        self.window.text_models = self.models.of_kind("text")
        if self.writing:
            self.writing.refresh_models()
        self.paint.models_found()
        self.shelf.took_in()


def has_display() -> bool:
    """Whether a window can be shown at all."""
    import os

    if sys.platform in ("win32", "darwin") or os.environ.get("QT_QPA_PLATFORM"):
        return True
    return bool(os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY"))


def main(arguments: list[str]) -> int:
    """Open the window; returns the exit code when it is closed."""
    if not has_display():
        print(
            "studio: there is no display to open a window on; "
            'without one, use: studio generate "a lake at sunset" -o lake.png',
            file=sys.stderr,
        )
        return 1
    application = make_application(arguments)
    folders = default_folders()
    place = SingleWindow(folders.data)
    try:
        if not place.claim():
            print("studio: Atelier is open already; its window was called to the front.")
            return 0
        studio = Studio(application)
    except StudioError as error:
        return _refuse(error.sentence, error.advice)
    except OSError as error:
        return _refuse(
            f"Atelier cannot write into its data folder {folders.data} ({error.strerror}).",
            "Make the folder writable, or set ATELIER_HOME to another folder.",
        )
    Garbage(application)
    place.called.connect(studio.bring_to_front)
    studio.show()
    # What the start made stays; looking through it again and again would hold up a stroke for 30 ms.
    QTimer.singleShot(CALM_MS, application, gc.freeze)
    code = application.exec()
    studio.close()
    place.release()
    return code


def _refuse(sentence: str, advice: str) -> int:
    """Say on the screen and on the terminal why the window cannot open."""
    print(f"studio: {sentence} {advice}", file=sys.stderr)
    box = QMessageBox(QMessageBox.Icon.Warning, "Atelier", translate_sentence(sentence))
    box.setInformativeText(translate_sentence(advice))
    box.exec()
    return 1
