"""How many tokens texts have: asked of the engine once it holds the model, guessed before."""

from collections import OrderedDict
from collections.abc import Callable
from math import ceil
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.jobs import Job
from studio.core.messages import Reads
from studio.core.text_requests import TextRequest

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue

KEPT = 4000
WAIT_MS = 300
"""Texts that come within this time are asked for together."""
LONGEST = 200_000
"""Longer texts are cut before they are read anyway."""
ASKED_MOST = 400
TELLING = 40
"""Guessed tokens of a prompt that is long enough to say how good the guess was."""


class TokenCounts(QObject):
    """Counts by model and text; ``guess`` until then. A model is never loaded only to count."""

    changed = Signal()

    def __init__(self, queue: "JobQueue", guess: Callable[[str], int], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._queue, self._guess = queue, guess
        self.guesses: dict[str, Callable[[str], int]] = {}
        """Better guesses for single models, by id."""
        self._factors: dict[str, float] = {}
        """How many times more tokens a model found in what it read last than were guessed."""
        self._known: OrderedDict[tuple[str, str], int] = OrderedDict()
        self._wanted: dict[tuple[str, str], None] = {}
        self._contexts: dict[str, int] = {}
        """What loaded models hold here, by id; a model that is here can count."""
        self._models: dict[str, str] = {}
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(WAIT_MS)
        self._soon.timeout.connect(self.ask)
        queue.job_changed.connect(self._job_changed)
        queue.reads_told.connect(self._told)

    def context(self, model: str) -> int:
        """Tokens the loaded model holds; 0 while it is not known."""
        return self._contexts.get(model, 0)

    def counter(self, model: str) -> Callable[[str], int]:
        """A count of texts for that model; what is guessed is asked for."""

        def count(text: str) -> int:
            known = self._known.get((model, text))
            if known is not None:
                self._known.move_to_end((model, text))
                return known
            if model in self._contexts and 0 < len(text) <= LONGEST:
                self._wanted[(model, text)] = None
                self._soon.start()
            return ceil(self._guessed(model, text) * self._factors.get(model, 1.0))

        return count

    def _guessed(self, model: str, text: str) -> int:
        return self.guesses.get(model, self._guess)(text)

    def exact(self, model: str) -> bool:
        """Whether nothing of the last composition was guessed."""
        return model in self._contexts and not self._wanted

    @Slot()
    def ask(self) -> None:
        """Ask for all that is wanted now, when nothing is written: the engine answers between jobs."""
        if self._queue.current("words") is not None:
            self._soon.start()
            return
        wanted, self._wanted = list(self._wanted)[-ASKED_MOST:], {}
        for model in {model for model, _ in wanted}:
            texts = tuple(text for one, text in wanted if one == model)
            self._queue.count_tokens(model, texts, self._keeper(model, texts), self._not_counted)

    def _keeper(self, model: str, texts: tuple[str, ...]) -> Callable[[tuple[int, ...]], None]:
        def keep(tokens: tuple[int, ...]) -> None:
            for text, count in zip(texts, tokens, strict=False):
                self._known[(model, text)] = count
            while len(self._known) > KEPT:
                self._known.popitem(last=False)
            self.changed.emit()

        return keep

    def _not_counted(self, _problem: str) -> None:
        """Guesses stay; the meter says that they are."""

    @Slot(object)
    def _job_changed(self, job: Job) -> None:
        if isinstance(job.request, TextRequest):
            self._models = {**dict(list(self._models.items())[-20:]), job.id: job.request.model}

    @Slot(object)
    def _told(self, reads: Reads) -> None:
        model = self._models.get(reads.job)
        if model:
            self._contexts[model] = reads.context
            guessed = self._guessed(model, reads.prompt)
            if guessed >= TELLING:
                self._factors[model] = max(1.0, (sum(reads.tokens) + reads.marks) / guessed)
            self.changed.emit()
