"""Gives memory that packed tiles left behind back to the system, in moments of rest."""

import sys

from PySide6.QtCore import QObject, QTimer

from studio.jobs import offthread
from studio.ui.canvas import tile
from studio.ui.canvas.document import Document

WORTH_BYTES = 128 * 1024 * 1024
"""Less than that is left to be used again."""
REST_MS = 2000


class SpareMemory(QObject):
    """The C library keeps what was freed between pieces that are in use; after a fill of a huge document
    that is more than everything else."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(REST_MS)
        self._timer.timeout.connect(self._give_back)

    def rest(self) -> None:
        """Nothing is left to be computed for now."""
        if tile.left_behind() >= WORTH_BYTES:
            self._timer.start()

    def work(self) -> None:
        """Something is being computed: memory is about to be used again."""
        self._timer.stop()

    def _give_back(self) -> None:
        if self._document.editing:  # allocating could wait for it
            self._timer.start()
            return
        tile.left_behind(forget=True)
        offthread.run(_trim, done=_nothing)


def _trim() -> None:
    if sys.platform == "linux":
        import ctypes

        trim = getattr(ctypes.CDLL(None), "malloc_trim", None)  # of glibc
        if trim:
            trim(0)


def _nothing(_answer: object) -> None:
    """Nobody waits for it."""
