"""Keeps every text job's journal while the text comes, without the window waiting for the disk."""

from PySide6.QtCore import QObject, Signal

from studio.core.jobs import Job
from studio.core.messages import ModelFile, Reads, Text, Wrote
from studio.core.text_requests import TextRequest
from studio.storage.text_results import TextResults


class Journal(QObject):
    """Tells ``TextResults`` what happens to text jobs; trouble with the disk is told once per job."""

    complaint = Signal(object)
    """ErrorReport"""

    def __init__(self, results: TextResults, session: str, parent: QObject) -> None:
        super().__init__(parent)
        self._results, self._session = results, session
        results.trouble = self.complaint.emit  # from its thread; signals find their way to the window's

    def begin(self, job: Job, model: ModelFile) -> None:
        """A job is sent to the engine. Others than texts have no journal."""
        if isinstance(job.request, TextRequest):
            self._results.begin(job, model, self._session)

    def note(self, event: Reads | Text | Wrote) -> None:
        """Something of it came."""
        self._results.add(event)

    def end(self, job: Job) -> None:
        """It has ended."""
        if isinstance(job.request, TextRequest):
            self._results.end(job.id, str(job.state))

    def close(self) -> None:
        """Wait until all is on the disk, a moment at most."""
        self._results.close()
