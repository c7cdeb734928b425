"""Questions to an engine beside its jobs, such as how many tokens a text has; answered by number."""

from collections.abc import Callable, Sequence
from itertools import count

from msgspec import Struct
from PySide6.QtCore import QObject
from shiboken6 import isValid

from studio.core.errors import StudioError
from studio.core.messages import Count, Counted, Embed, Embedded, ModelFile
from studio.core.text_requests import TEXT_MAX
from studio.jobs.keeper import EngineKeeper
from studio.storage.models import ModelEntry

ENDED = "The engine ended before it answered."
TOO_MUCH = f"These texts have more than {TEXT_MAX:,} characters together."


class _Question(Struct):
    command: Count | Embed
    done: Callable[..., object]
    failed: Callable[[str], object]
    sent: bool = False


class Questions:
    """Asks through a keeper, which it starts when need be. Window thread only.

    Who asked is not told when it is a method of a QObject that is gone.
    """

    def __init__(self, keeper: EngineKeeper, model_of: Callable[..., ModelEntry]) -> None:
        """``model_of`` answers the entry of an id, of one of the kinds, or raises StudioError."""
        self._keeper, self._model_of = keeper, model_of
        self._numbers = count(1)
        self._open: dict[int, _Question] = {}

    @property
    def open(self) -> bool:
        """Whether any answer is awaited."""
        return bool(self._open)

    def count(
        self,
        model: str,
        texts: Sequence[str],
        done: Callable[[tuple[int, ...]], object],
        failed: Callable[[str], object],
    ) -> None:
        """Ask how many tokens each text is to a language model.

        ``done`` or ``failed`` (with a sentence) is called later, or at once when there is no such model.
        """
        if found := self._model(model, failed):
            command = Count(number=next(self._numbers), model=found, texts=tuple(texts))
            self._ask(_Question(command, done, failed))

    def embed(
        self,
        model: str,
        texts: Sequence[str],
        done: Callable[[tuple[tuple[float, ...], ...]], object],
        failed: Callable[[str], object],
    ) -> None:
        """Ask what each text means to an embedding model, in unit vectors; answered as ``count`` is."""
        if found := self._model(model, failed):
            command = Embed(number=next(self._numbers), model=found, texts=tuple(texts))
            self._ask(_Question(command, done, failed))

    def _model(self, identity: str, failed: Callable[[str], object]) -> ModelFile | None:
        try:
            return self._model_of(identity, "text", "embedding").file()
        except StudioError as error:
            failed(error.sentence)
            return None

    def _ask(self, question: _Question) -> None:
        if sum(map(len, question.command.texts)) > TEXT_MAX:
            question.failed(TOO_MUCH)
            return
        self._open[question.command.number] = question
        self._keeper.busy()
        self._keeper.start()
        self.send()

    def send(self) -> None:
        """Hand over what waits, if the engine is ready."""
        if not self._keeper.is_ready:
            return
        for question in self._open.values():
            if not question.sent:
                question.sent = True
                self._keeper.send(question.command)

    def answer(self, event: Counted | Embedded) -> None:
        """The engine says something; answers nobody waits for are dropped."""
        question = self._open.pop(event.number, None)
        if question is None:
            return
        answers = event.tokens if isinstance(event, Counted) else event.vectors
        if event.problem or len(answers) != len(question.command.texts):
            _tell(question.failed, event.problem or ENDED)
        else:
            _tell(question.done, answers)

    def engine_ended(self) -> None:
        """The engine is gone: what it was asked is not answered any more. Each is told once."""
        gone, self._open = self._open, {}
        for question in gone.values():
            _tell(question.failed, ENDED)


def _tell(receiver: Callable[..., object], answer: object) -> None:
    owner = getattr(receiver, "__self__", None)
    if not isinstance(owner, QObject) or isValid(owner):
        receiver(answer)
