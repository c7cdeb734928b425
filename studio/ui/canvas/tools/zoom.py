"""Zoom: a click goes closer, Alt and a click farther, a dragged rectangle fills the window."""

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QCursor, QPainter

from studio.ui.canvas.strokes.brush_outline import two_toned, window_point
from studio.ui.canvas.strokes.snapping import finite
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.zoom.lens import Lens

SPEC = ToolSpec(
    id="zoom",
    label="Zoom",
    icon="magnifying-glass",
    order=51,
    group="view",
    shortcut="Z",
    help="Click to zoom in, Alt and click to zoom out, drag a rectangle to see it as large as possible.",
)
SLACK = 5.0
"""Logical pixels that a click may move without being a drag."""


class Zoom(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._start: QPointF | None = None
        self._end = QPointF()
        self._zoom = 1.0

    @property
    def busy(self) -> bool:
        return self._start is not None

    def cursor(self, zoom: float) -> QCursor:
        self._zoom = zoom
        return QCursor(Qt.CursorShape.CrossCursor)

    def press(self, pointer: Pointer) -> None:
        if finite(pointer.at):
            self._start = self._end = pointer.at

    def move(self, pointer: Pointer) -> None:
        if self._start is not None and finite(pointer.at):
            self._end = pointer.at
            self.overlay_changed.emit(QRectF())

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        start, area = self._start, self._area()
        self.cancel()
        if start is None:
            return
        if area is None:
            self.desk.zoom_wanted.emit(start, not pointer.has(Qt.KeyboardModifier.AltModifier))
        else:
            self.desk.look_wanted.emit(area)

    def _area(self) -> QRectF | None:
        """The dragged rectangle; None when it is a click."""
        if self._start is None:
            return None
        area = QRectF(self._start, self._end).normalized()
        slack = SLACK / max(self._zoom, 1e-6)
        return area if max(area.width(), area.height()) > slack else None

    def cancel(self) -> None:
        if self._start is not None:
            self._start = None
            self.overlay_changed.emit(QRectF())

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self._zoom = lens.scale
        area = self._area()
        if area is None:
            return
        shown = QRectF(window_point(lens, area.topLeft()), area.size() * lens.scale)
        painter.fillRect(shown, QColor(255, 255, 255, 30))
        for pen in two_toned(painter):
            painter.setPen(pen)
            painter.drawRect(shown)


TOOL = Zoom
