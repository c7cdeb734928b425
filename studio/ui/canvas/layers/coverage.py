"""How much of the frame a mask covers, measured on a worker a moment after the last change."""

from PySide6.QtCore import QObject, QRect, QTimer, Signal
from shiboken6 import isValid

from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating.redraw import snapshot
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import Key, Tile

AFTER_MS = 300


class Coverage(QObject):
    """``measured`` carries the share (0 to 1) for the watched layer; None while there is nothing to watch."""

    measured = Signal(object)

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document: Document | None = None
        self._identity = ""
        self._of: tuple[str, QRect, dict[Key, Tile]] | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._measure)

    def show_document(self, document: Document) -> None:
        """Another document is open."""
        if self._document is document:
            return
        if self._document:
            self._document.pixels_changed.disconnect(self._soon)
            self._document.state_changed.disconnect(self._soon)
        self._document = document
        document.pixels_changed.connect(self._soon)
        document.state_changed.connect(self._soon)

    def watch(self, identity: str) -> None:
        """Measure this mask layer from now on; '' ends it."""
        if identity != self._identity:
            self._identity, self._of = identity, None
            self.measured.emit(None)
            if identity:
                self._timer.start(0)

    def _soon(self) -> None:
        if self._identity:
            self._timer.start(AFTER_MS)

    def _measure(self) -> None:
        document, identity = self._document, self._identity
        if document is None or not identity:
            return
        if document.editing:
            self._timer.start(AFTER_MS)  # a stroke changes the tiles still
            return
        plane = snapshot(document).get(identity, Plane())
        of = (identity, document.frame, plane.tiles)
        if of == self._of:
            return
        self._of = of

        def done(share: float) -> None:
            if isValid(self) and self._of is of:  # the panel may be gone by then
                self.measured.emit(share)

        offthread.run(covered, plane, document.frame, done=done)


def covered(plane: Plane, frame: QRect) -> float:
    """The mean strength (0 to 1) of a mask inside ``frame``. Any thread."""
    from studio.ui.canvas.generating.soft_mask import strength_in
    from studio.ui.canvas.tile import area_of

    total = 0
    for key, _ in plane.touching(frame):
        total += int(strength_in(plane, area_of(key).intersected(frame)).sum(dtype="int64"))
    return total / (255 * max(1, frame.width() * frame.height()))
