"""Jobs that failed or were lost: a card that offers to try again; one for all that ended alike."""

from collections.abc import Callable

from PySide6.QtCore import QObject

from studio.core.errors import ErrorReport
from studio.core.jobs import Job, JobState
from studio.core.text_requests import TextRequest
from studio.storage.history import LOST
from studio.ui.error_card import MessageCard, MessageStack
from studio.ui.job_words import words_of
from studio.ui.sentences import translate_sentence

PROMPT_SHOWN = 200
"""Characters of each prompt in the details."""


def belongs_to_its_page(job: Job) -> bool:
    """Whether it is a text that the window of last time began: the Write page offers what came of it.

    Tried again from here, it would be written for nobody.
    """
    return isinstance(job.request, TextRequest) and job.error == LOST


class LostJobs(QObject):
    """Says what ended badly and offers *Try again*; more of the same joins the card that is open.

    ``retry`` must do nothing for a job that was retried elsewhere meanwhile.
    """

    def __init__(
        self, messages: MessageStack, retry: Callable[[Job], object], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._messages, self._retry = messages, retry
        self._told: list[Job] = []
        self._card: MessageCard | None = None
        """The newest card while it is open, which is about the jobs told last."""

    def add(self, job: Job) -> None:
        """``job`` has ended; only bad endings are told."""
        if job.state not in (JobState.FAILED, JobState.LOST) or job.error is None or belongs_to_its_page(job):
            return
        card, self._card = self._card, None
        if card and self._told[0].error == job.error:
            self._told = [*self._told, job]
            card.closed.emit()
        else:
            self._told = [job]
        self._tell(self._told, job.error)

    def _tell(self, jobs: list[Job], report: ErrorReport) -> None:
        action = self.tr("Try again")
        if len(jobs) > 1:
            reason = translate_sentence(report.sentence)
            prompts = [words_of(job.request, PROMPT_SHOWN) for job in jobs]
            report = ErrorReport(
                kind=report.kind,
                sentence=self.tr("{count} jobs did not end well.").format(count=len(jobs)),
                advice=self.tr("Each can also be tried again by itself in the queue."),
                detail="\n".join(f"{prompt}: {reason}" for prompt in prompts),
            )
            action = self.tr("Try all again")
        self._card = self._messages.show_error(report, (action, lambda: self._again(jobs)))
        self._card.closed.connect(self._closed)

    def _closed(self) -> None:
        if self.sender() is self._card:
            self._card = None

    def _again(self, jobs: list[Job]) -> None:
        for job in jobs:
            self._retry(job)
