"""One question to a language model: what streams, what came, or why not."""

import secrets
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from studio.core.errors import ErrorReport, StudioError
from studio.core.jobs import Job, JobState, Priority
from studio.core.messages import Wrote
from studio.core.request_parts import SEED_MAX, FileRef
from studio.core.text_requests import Piece, TextRequest, Token
from studio.core.writing.thinking import parted

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.models import ModelEntry

TOKENS = 400


class Asking(QObject):
    """Asks one thing at a time; a new question ends the one before."""

    changed = Signal(str)
    """The answer so far, without what was thought."""
    done = Signal(str)
    failed = Signal(object)  # ErrorReport, or None after a cancel
    busy_changed = Signal(bool)

    def __init__(self, queue: "JobQueue", parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue = queue
        self._job = self._came = self._lost = ""
        queue.retried.connect(self._retried)
        queue.text_arrived.connect(self._arrived)
        queue.wrote.connect(self._wrote)
        queue.ended.connect(self._ended)

    @property
    def busy(self) -> bool:
        return bool(self._job)

    def ask(
        self,
        model: "ModelEntry",
        pieces: tuple[Piece, ...],
        tool: str,
        document: str = "",
        pictures: tuple[FileRef, ...] = (),
    ) -> None:
        """Queue the question; a refusal is told by ``failed``."""
        request = TextRequest(
            model=model.id,
            pieces=pieces,
            form="chat",
            max_tokens=TOKENS,
            seed=secrets.randbelow(SEED_MAX + 1),
            tool=tool,
            document=document,
            pictures=pictures,
            context=self._queue.settings.writing.context,
            placement=self._queue.settings.text_wish,
        )
        try:
            self.send(request)
        except StudioError as error:
            self.failed.emit(error.report())

    def send(self, request: TextRequest, priority: Priority = Priority.INTERACTIVE) -> None:
        """Queue a question that was made elsewhere. Raises StudioError."""
        self.cancel()
        self._job, self._came = self._queue.submit(request, priority).id, ""
        self.busy_changed.emit(True)

    @Slot(str, str)
    def _retried(self, old: str, new: str) -> None:
        """*Try again* on a question that failed: its answer is awaited after all."""
        if old == self._lost and not self._job:
            self._job, self._came, self._lost = new, "", ""
            self.busy_changed.emit(True)

    def cancel(self) -> None:
        """Nobody waits for the answer any more."""
        if self._job:
            job, self._job = self._job, ""
            self._queue.cancel(job)
            self.busy_changed.emit(False)

    @Slot(str, int, object)
    def _arrived(self, job: str, index: int, tokens: tuple[Token, ...]) -> None:
        if job == self._job and index == 0:
            self._came += "".join(token.text for token in tokens)
            self.changed.emit(parted(self._came).answer)

    @Slot(object)
    def _wrote(self, wrote: Wrote) -> None:
        if wrote.job == self._job and wrote.written.index == 0:
            self._came = wrote.written.text

    @Slot(object)
    def _ended(self, job: Job) -> None:
        if job.id != self._job:
            return
        self._job = ""
        self.busy_changed.emit(False)
        if job.state is JobState.DONE:
            self.done.emit(parted(self._came).answer)
        else:
            self._lost = job.id
            error: ErrorReport | None = job.error
            self.failed.emit(error)
