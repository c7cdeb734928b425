"""A backup whenever a project is closed, if the writer has chosen a folder for them."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QTimer, Signal

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.jobs import offthread
from studio.storage.manuscripts.project import Project
from studio.storage.manuscripts.project_backup import KEEP, back_up
from studio.ui.sentences import translate_sentence
from studio.ui.window_state import WindowState

translate = QCoreApplication.translate


class Backups(QObject):
    """Folder and number are remembered with the window, for a disk belongs to a computer."""

    problem = Signal(object)

    def __init__(self, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._state = state
        self._open: Path | None = None
        self._changeable = False

    @property
    def folder(self) -> Path | None:
        text = self._state.text("backup_folder")
        return Path(text) if text else None

    @property
    def keep(self) -> int:
        return next(iter(self._state.numbers("backup_keep")), KEEP)

    def set_up(self, folder: str, keep: int) -> None:
        self._state.set("backup_folder", folder)
        self._state.set("backup_keep", [keep])

    def take_project(self, project: Project | None) -> None:
        """Another project is open; the one before is backed up on a worker."""
        before, changeable = self._open, self._changeable
        self._open = project.folder if project else None
        self._changeable = bool(project and not project.read_only)
        if before and changeable and self.folder and before != self._open:
            QTimer.singleShot(0, self, lambda: self._later(before))

    def _later(self, project: Path) -> None:
        if folder := self.folder:
            offthread.run(_packed, project, folder, self.keep, done=_done, failed=self._failed)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.problem.emit(_report(error))

    def at_end(self) -> ErrorReport | None:
        """Back up the open project before this returns; why it could not be done, or None."""
        if self._open and self._changeable and (folder := self.folder):
            try:
                back_up(self._open, folder, keep=self.keep)
            except StudioError as error:
                return _report(error)
        return None

    def now(self, project: Project) -> Path | None:
        """Back up at once; None when nothing changed since the last one. Raises StudioError."""
        folder = self.folder
        if folder is None:
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                translate("Backups", "No folder for backups is chosen."),
                translate("Backups", "Choose one first."),
            )
        return back_up(project.folder, folder, keep=self.keep)


def _packed(project: Path, folder: Path, keep: int) -> Path | None:
    return back_up(project, folder, keep=keep)


def _done(_made: Path | None) -> None:
    """A backup that was made needs no words."""


def _report(error: StudioError) -> ErrorReport:
    failed = translate("Backups", "The project could not be backed up:")
    return ErrorReport(
        kind=error.kind,
        sentence=f"{failed} {translate_sentence(error.sentence)}",
        advice=translate_sentence(error.advice)
        or translate("Backups", "The project itself is saved; choose another folder in its properties."),
        detail=error.detail,
    )
