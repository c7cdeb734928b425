"""Moves many pictures to the trash or back, a few per turn of the event loop: each is synced to the disk."""

from collections.abc import Callable, Iterable

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import StudioError

TURN = 8
"""Pictures per turn; about 2 ms each on a disk."""


class Moves(QObject):
    """Runs one batch after another; ``ended`` comes once per batch."""

    moved = Signal(object)  # list of ids
    failed = Signal(object)  # ErrorReport

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._batches: list[tuple[list[str], Callable[[list[str]], object], Callable[[int], object]]] = []
        self._done = 0

    def start(
        self, identities: Iterable[str], move: Callable[[list[str]], object], ended: Callable[[int], object]
    ) -> None:
        """Call ``move`` with a few ids at a time, then ``ended`` with how many were moved."""
        self._batches.append((list(identities), move, ended))
        if len(self._batches) == 1:
            self._turn()

    @property
    def busy(self) -> bool:
        return bool(self._batches)

    def _turn(self) -> None:
        waiting, move, ended = self._batches[0]
        few = waiting[:TURN]
        del waiting[:TURN]
        try:
            move(few)
            self._done += len(few)
            self.moved.emit(few)
        except StudioError as error:
            waiting.clear()
            self.failed.emit(error.report())
        if not waiting:
            del self._batches[0]
            done, self._done = self._done, 0
            ended(done)
        if self._batches:
            QTimer.singleShot(0, self, self._turn)
