"""SHA-256 of files the user chose, worked out off the window thread and kept while the file is the same."""

from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QObject, Signal

from studio.jobs import offthread

AT_ONCE_BYTES = 4 << 20
"""Files up to this size are read in the window thread when nobody asked before: about 10 ms."""


class _State(NamedTuple):
    path: str
    modified: int
    size: int


def _state_of(path: str) -> _State:
    told = Path(path).stat()
    return _State(path, told.st_mtime_ns, told.st_size)


def _digest(path: str) -> str:
    import hashlib  # OpenSSL is not needed for the first paint

    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _try(state: _State) -> tuple[_State, str]:
    """The digest, empty when the file cannot be read."""
    try:
        return state, _digest(state.path)
    except OSError:
        return state, ""


class Digests(QObject):
    """Knows a file by path, time of change and size."""

    arrived = Signal(str)
    """Path of a file whose digest is known now, or which could not be read."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._known: dict[_State, str] = {}
        self._asked: set[_State] = set()

    def prepare(self, path: str) -> bool:
        """Whether ``now(path)`` answers without waiting; else it is worked out and ``arrived`` tells."""
        try:
            state = _state_of(path)
        except OSError:
            return True  # ``now`` says why
        if state in self._known:
            return True
        if state not in self._asked:
            self._asked.add(state)
            offthread.run(_try, state, done=self._done)
        return state.size <= AT_ONCE_BYTES

    def now(self, path: str) -> str:
        """The digest, read at once when it is not known. Raises OSError."""
        state = _state_of(path)
        if not self._known.get(state):
            self._known[state] = _digest(path)
        return self._known[state]

    def _done(self, answer: tuple[_State, str]) -> None:
        state, digest = answer
        self._asked.discard(state)
        self._known[state] = digest
        self.arrived.emit(state.path)
