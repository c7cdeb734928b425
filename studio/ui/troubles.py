"""Jobs of this session that failed or were lost, until they are retried or forgotten."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from studio.core.errors import StudioError
from studio.core.jobs import Job, JobState
from studio.ui.lost_jobs import belongs_to_its_page

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue

TROUBLES_MAX = 50


class Troubles(QObject):
    """Listens to ``queue.ended``; newest first."""

    changed = Signal()

    def __init__(self, queue: "JobQueue", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._jobs: list[Job] = []
        queue.ended.connect(self._job_ended)

    def jobs(self) -> list[Job]:
        return list(self._jobs)

    def retry(self, job: Job) -> None:
        """Queue ``job`` again, once; a refusal is told by the queue's ``complaint`` and the job stays."""
        if not any(other.id == job.id for other in self._jobs):
            return
        try:
            self._queue.retry(job.id)
        except StudioError as error:
            self._queue.complaint.emit(error.report())
            return
        self.forget(job)

    def forget(self, job: Job) -> None:
        self._jobs = [other for other in self._jobs if other.id != job.id]
        self.changed.emit()

    def _job_ended(self, job: Job) -> None:
        bad = job.state in (JobState.FAILED, JobState.LOST) and not belongs_to_its_page(job)
        if bad and not self._queue.is_passing(job.id):
            self._jobs = [job, *self._jobs][:TROUBLES_MAX]
            self.changed.emit()
