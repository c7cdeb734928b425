"""How many tokens texts are to a model: the engine's counts where they are known, guesses before."""

from collections import OrderedDict
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.jobs import Job
from studio.core.messages import Reads
from studio.core.text_requests import TextRequest
from studio.core.writing.context import estimate

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue

KEPT = 3000
WAIT_MS = 300
LONGEST = 200_000
"""Longer texts are cut before they are read anyway."""


class Counts(QObject):
    """A model is never loaded only to count: what it tells is asked for once it has written something."""

    changed = Signal()

    def __init__(self, queue: "JobQueue", parent: QObject) -> None:
        super().__init__(parent)
        self._queue = queue
        self._known: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._wanted: dict[tuple[str, str], None] = {}
        self._jobs: OrderedDict[str, str] = OrderedDict()
        self._awake: set[str] = set()
        """Models that have read something in this session."""
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self._ask)
        queue.job_changed.connect(self._job_changed)
        queue.reads_told.connect(self._told)

    def counter(self, model: str) -> Callable[[str], int]:
        """A count for ``compose``."""

        def count(text: str) -> int:
            known = self._known.get((model, text))
            if known is not None:
                self._known.move_to_end((model, text))
                return known
            if model in self._awake and 0 < len(text) <= LONGEST:
                self._wanted[(model, text)] = None
                self._soon.start()
            return estimate(text)

        return count

    @Slot()
    def _ask(self) -> None:
        if self._queue.current("words") is not None:
            self._soon.start()  # the engine answers between jobs
            return
        wanted, self._wanted = list(self._wanted)[-400:], {}
        for model in {model for model, _ in wanted}:
            texts = tuple(text for one, text in wanted if one == model)
            self._queue.count_tokens(model, texts, self._keeper(model, texts), lambda _: None)

    def _keeper(self, model: str, texts: tuple[str, ...]) -> Callable[[tuple[int, ...]], None]:
        def keep(counts: tuple[int, ...]) -> None:
            for text, count in zip(texts, counts, strict=False):
                self._known[(model, text)] = count
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            self.changed.emit()

        return keep

    @Slot(object)
    def _job_changed(self, job: Job) -> None:
        if isinstance(job.request, TextRequest):
            self._jobs[job.id] = job.request.model
            while len(self._jobs) > 50:
                self._jobs.popitem(last=False)

    @Slot(object)
    def _told(self, reads: Reads) -> None:
        if reads.job in self._jobs:
            self._awake.add(self._jobs[reads.job])
