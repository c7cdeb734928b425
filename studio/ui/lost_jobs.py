"""Jobs that failed or were lost: one card for each, or one for all that were lost at once."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import Job, JobState
from studio.ui.error_card import MessageCard, MessageStack


class LostJobs(QObject):
    """Collects what ends badly within one turn of the event loop and offers *Try again*.

    ``retry`` must do nothing for a job that was retried elsewhere meanwhile.
    """

    def __init__(
        self, messages: MessageStack, retry: Callable[[Job], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._messages, self._retry = messages, retry
        self._fresh: list[Job] = []
        self._told: list[Job] = []
        self._card: MessageCard | None = None
        """The newest card, which is about the jobs told last."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._tell)

    def add(self, job: Job) -> None:
        """``job`` has ended; only bad endings are told."""
        if job.state in (JobState.FAILED, JobState.LOST) and job.error is not None:
            self._fresh.append(job)
            self._soon.start()

    def _tell(self) -> None:
        jobs, self._fresh = self._fresh, []
        card, self._card = self._card, None
        if card and self._told[0].error == jobs[0].error:  # one more of the same: one card for both
            jobs = [*self._told, *jobs]
            card.closed.emit()
        if len(jobs) == 1 and jobs[0].error:
            report = jobs[0].error
            action = self.tr("Try again")
        else:
            prompts = [" ".join(job.request.prompt.split()) or "…" for job in jobs]
            report = ErrorReport(
                kind=ErrorKind.ENGINE_LOST,
                sentence=self.tr("%n job(s) did not end well.", "", len(jobs)),
                advice=self.tr("Each can also be tried again by itself in the queue."),
                detail="\n".join(
                    f"{prompt[:200]}: {job.error.sentence if job.error else ''}"
                    for prompt, job in zip(prompts, jobs, strict=True)
                ),
            )
            action = self.tr("Try all again")
        self._told = jobs
        self._card = self._messages.show_error(report, (action, lambda: self._again(jobs)))
        self._card.closed.connect(self._closed)

    def _closed(self) -> None:
        if self.sender() is self._card:
            self._card = None

    def _again(self, jobs: list[Job]) -> None:
        for job in jobs:
            self._retry(job)
