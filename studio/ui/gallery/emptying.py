"""Deletes what is in the trash for good, a few pictures per turn of the event loop."""

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import StudioError
from studio.storage.library import Library

TURN = 32
"""Pictures per turn: a few milliseconds."""


class Emptying(QObject):
    """``progressed`` comes while there is more to do, then ``ended`` once."""

    progressed = Signal(int, int)  # deleted, of how many
    failed = Signal(object)  # ErrorReport
    ended = Signal()

    def __init__(self, library: Library, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._library = library
        self._whole = self._done = 0
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(0)
        self._soon.timeout.connect(self._turn)

    @property
    def busy(self) -> bool:
        return self._whole > 0

    def start(self) -> None:
        """Begin, unless it has begun. Raises StudioError(DATABASE_...)."""
        if not self.busy:
            self._whole, self._done = self._library.history.count(trashed=True), 0
            self._turn()

    def _turn(self) -> None:
        try:
            gone = self._library.empty_trash(TURN)
        except StudioError as error:
            gone = 0
            self.failed.emit(error.report())
        self._done += gone
        if gone and self._done < self._whole:
            self.progressed.emit(self._done, self._whole)
            self._soon.start()
            return
        self._whole = 0
        self.ended.emit()
