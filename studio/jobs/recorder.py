"""Takes finished pictures into the library at once; keeps those it cannot take and offers them again."""

import logging
import os
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot

from studio.core.artifacts import Artifact, Staged
from studio.core.errors import ErrorKind, StudioError
from studio.storage.files import explain_write
from studio.storage.library import PICTURE_ENDINGS, Library, not_staged

log = logging.getLogger(__name__)


class Recorder(QObject):
    """The only writer of the library. Lives in the window thread."""

    artifact_added = Signal(object)
    """Artifact"""
    complaint = Signal(object)
    """ErrorReport: a finished picture could not be taken into the library; it stays staged."""
    waiting_changed = Signal(int)
    """How many finished pictures wait in staging."""

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.library = library
        self._waiting: list[tuple[Staged, str]] = []

    @property
    def waiting(self) -> int:
        """Number of finished pictures that the library could not take yet."""
        return len(self._waiting)

    def adopt(self, staged: Staged, job: str) -> Artifact | None:
        """Take a finished picture of ``job``. None when that failed, after a complaint; a later
        success or ``retry_adoptions`` offers it again.
        """
        source = Path(staged.path)
        if source.parent != self.library.staging_of(job) or source.suffix.lower() not in PICTURE_ENDINGS:
            # What an engine says is not to be trusted with any file of the user.
            log.error("The engine named a file that is no picture of job %s: %s", job, source)
            self.complaint.emit(not_staged(source).report())
            return None
        artifact = self._take(staged, job)
        if artifact and self._waiting:
            self.retry_adoptions()
        return artifact

    @Slot()
    def retry_adoptions(self) -> int:
        """Offer waiting pictures again; returns how many still wait. Complains once if any do."""
        offered, self._waiting = self._waiting, []
        for place, (staged, job) in enumerate(offered):
            if self._take(staged, job) is None and self._waiting:
                self._waiting += offered[place + 1 :]  # the same disk: no use asking for each
                break
        if offered:
            self.waiting_changed.emit(self.waiting)
        return self.waiting

    def sweep(self, alive_jobs: set[str]) -> int:
        """Adopt what earlier runs or a lost engine left finished in staging, remove half-written
        files; jobs in ``alive_jobs`` are left alone. Returns how many pictures still wait.
        """
        known = {staged.path for staged, _ in self._waiting}
        found = self.library.sweep_staging(alive_jobs)
        self._waiting += [
            (staged, self.library.job_of(staged)) for staged in found if staged.path not in known
        ]
        return self.retry_adoptions()

    def prepare(self, job: str) -> Path:
        """Make the staging folder of a job, before any work is spent on it.

        Raises StudioError(DISK_FULL, NOT_WRITABLE) when the library cannot take anything.
        """
        folder = self.library.staging_of(job)
        try:
            folder.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise explain_write(error, self.library.folders.library) from error
        return folder

    def clear(self, job: str) -> None:
        """Remove what an ended job left in staging, except finished pictures that wait."""
        if any(owner == job for _, owner in self._waiting):
            return
        self.library.clear_staging(job)

    def discard(self, job: str) -> None:
        """Remove everything in the staging of a job, finished pictures too: nobody wants to keep them."""
        self.library.discard_staging(job)

    def hand_over(self, old: str, new: str) -> None:
        """Give latents that job ``old`` sampled but did not decode to its successor ``new``."""
        source, target = self.library.staging_of(old), self.library.staging_of(new)
        try:
            for latents in sorted(source.glob("latents-*")):
                target.mkdir(parents=True, exist_ok=True)
                os.replace(latents, target / latents.name)
        except OSError as error:
            log.warning("The latents of job %s cannot be used again, so it is drawn anew: %s", old, error)
        self.clear(old)

    def _take(self, staged: Staged, job: str) -> Artifact | None:
        try:
            artifact = self.library.adopt(staged, job)
        except StudioError as error:
            if error.kind is not ErrorKind.FILE_BROKEN:
                self._waiting.append((staged, job))
            self.waiting_changed.emit(self.waiting)
            self.complaint.emit(error.report())
            return None
        except ValueError as error:
            log.warning("A finished picture is in the history already: %s", error)
            return None
        self.artifact_added.emit(artifact)
        return artifact
