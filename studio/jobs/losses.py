"""Losing an engine: what probably happened, and when to stop trying. Pure."""

from collections import deque
from collections.abc import Callable

from studio.core.errors import ErrorKind, ErrorReport

LOSSES_MAX = 3
LOSSES_SECONDS = 300.0
"""After this many losses within this many seconds nothing restarts by itself."""

_SIGNALS = {
    -4: "it met an instruction this processor does not know (SIGILL)",
    -6: "a library gave up on an inner error (SIGABRT)",
    -7: "it read memory that is not there, often a full disk or shared memory (SIGBUS)",
    -8: "a library divided by zero (SIGFPE)",
    -9: "it was killed, most likely because the system ran out of memory (SIGKILL)",
    -11: "it crashed inside a library or a graphics driver (SIGSEGV)",
    -15: "another program asked it to end (SIGTERM)",
    # Windows statuses, as signed 32-bit numbers.
    -1073741819: "it crashed inside a library or a graphics driver (access violation)",
    -1073741801: "the system ran out of memory",
    -1073741515: "a library it needs is missing (DLL not found)",
    -1073740791: "a library gave up on an inner error (fast fail)",
    -1073741795: "it met an instruction this processor does not know",
}
_MEMORY = frozenset({-9, -1073741801})
_RETRY = "Press Try again: what was already drawn is used again."
_LIGHTER = (
    "Close other programs, or choose a smaller size or a stronger offload in Settings, then press Try again."
)
_RETRY_WORDS = "Press Try again to run it again; what was already written is kept."
_LIGHTER_WORDS = (
    "Close other programs, or choose a smaller model or a shorter context in Settings, Writing engine, "
    "then press Try again."
)
Explain = Callable[[int, str], ErrorReport]


def explain(code: int, tail: str) -> ErrorReport:
    """The report of a picture whose engine ended with exit ``code``; ``tail`` is the end of its log."""
    return _report(code, tail, _RETRY, _LIGHTER)


def explain_words(code: int, tail: str) -> ErrorReport:
    """The same of a text."""
    return _report(code, tail, _RETRY_WORDS, _LIGHTER_WORDS)


def _report(code: int, tail: str, retry: str, lighter: str) -> ErrorReport:
    if code in _SIGNALS:
        sentence = f"The engine ended in the middle of this job: {_SIGNALS[code]}."
    elif code == 0:
        sentence = "The engine ended in the middle of this job without saying why."
    else:
        sentence = f"The engine ended in the middle of this job with exit code {code}."
    advice = lighter if code in _MEMORY else retry
    return ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence=sentence, advice=advice, detail=tail)


class LossCount:
    """Counts losses in a sliding window of five minutes."""

    def __init__(self) -> None:
        self._times: deque[float] = deque(maxlen=LOSSES_MAX)

    def add(self, now: float) -> None:
        """Note a loss at ``now``, seconds of a steady clock."""
        self._times.append(now)

    def too_many(self, now: float) -> bool:
        """Whether the limit is reached at ``now``."""
        return len(self._times) == LOSSES_MAX and now - self._times[0] <= LOSSES_SECONDS

    def forget(self) -> None:
        """Start again from none; the user asked to go on."""
        self._times.clear()


GAVE_UP = ErrorReport(
    kind=ErrorKind.ENGINE_LOST,
    sentence=f"The engine ended unexpectedly {LOSSES_MAX} times within five minutes, so the queue is paused.",
    advice="Choose a smaller size, another precision or the CPU in Settings, Device and precision; "
    "then continue the queue.",
)
GAVE_UP_WRITING = ErrorReport(
    kind=ErrorKind.ENGINE_LOST,
    sentence=f"The text engine ended unexpectedly {LOSSES_MAX} times within five minutes, "
    "so writing is paused.",
    advice="Choose another language model, or a shorter context or the CPU in Settings, Writing engine; "
    "then continue the queue.",
)
