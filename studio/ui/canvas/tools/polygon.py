"""Polygon lasso: click corners around what is to be selected."""

import math

from PySide6.QtCore import QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QKeyEvent, QPainter, QPainterPath, QPolygonF

from studio.ui.canvas.selecting.select_tool import ANTIALIAS, FEATHER, MODE, SHIFT, SelectTool, mode_of, near
from studio.ui.canvas.strokes.brush_outline import two_toned, window_point
from studio.ui.canvas.strokes.snapping import finite, snapped
from studio.ui.canvas.tool import Desk, Pointer, ToolSpec
from studio.ui.zoom.lens import Lens

SPEC = ToolSpec(
    id="polygon",
    label="Polygon lasso",
    icon="polygon",
    order=33,
    group="lasso",
    shortcut="Shift+L",
    params=(MODE, FEATHER, ANTIALIAS),
    help=(
        "Click corners; Enter, a double click or the first corner closes, Backspace takes the last one "
        "back. Shift held at the first click adds, Alt subtracts; later Shift snaps to 15 degrees."
    ),
)
_CATCH = 8.0
"""Window pixels within which a click counts as one on the first corner."""
_SNAP = 15.0


class Polygon(SelectTool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._points: list[QPointF] = []
        self._next: QPointF | None = None
        self._mode = "replace"

    @property
    def drawing(self) -> bool:
        return bool(self._points)

    def drop(self) -> None:
        if self._points:
            self._points = []
            self._next = None
            self.overlay_changed.emit(QRectF())

    def undo_name(self) -> str:
        return self.tr("Polygon lasso")

    # Corners

    def press(self, pointer: Pointer) -> None:
        if not finite(pointer.at):
            return
        if not self._points:
            self._mode = mode_of(self, pointer)
            self._points = [near(pointer.at)]
        elif len(self._points) > 2 and self._close(pointer.at, self._points[0]):
            self._finish()
            return
        else:
            at = self._placed(pointer)
            if at != self._points[-1]:
                self._points.append(at)
        self._next = None
        self.overlay_changed.emit(QRectF())

    def _placed(self, pointer: Pointer) -> QPointF:
        at = near(pointer.at)
        return snapped(self._points[-1], at, _SNAP) if pointer.has(SHIFT) else at

    def _close(self, one: QPointF, other: QPointF) -> bool:
        way = one - other
        return math.hypot(way.x(), way.y()) * self.zoom <= _CATCH

    def move(self, pointer: Pointer) -> None:
        self.hover(pointer)

    def hover(self, pointer: Pointer) -> None:
        if self._points and finite(pointer.at):
            self._next = self._placed(pointer)
            self.overlay_changed.emit(QRectF())

    def double_click(self, pointer: Pointer) -> None:
        if self._points:  # its second press has set a corner, or found it set already
            self._finish()

    def key(self, event: QKeyEvent) -> bool:
        if not self._points:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._finish()
        elif event.key() in (Qt.Key.Key_Backspace, Qt.Key.Key_Delete):
            self._points.pop()
            self.overlay_changed.emit(QRectF())
        else:
            return False
        return True

    def _finish(self) -> None:
        path = QPainterPath()
        path.addPolygon(QPolygonF(self._points))
        path.closeSubpath()
        single = len(self._points) < 2
        self.drop()
        if not single:
            self.select(path, self._mode)
        elif self._mode == "replace":
            self._selection.select_none()

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self.zoom = lens.scale
        if not self._points:
            return
        path = QPainterPath()
        path.addPolygon(QPolygonF([*self._points, self._next] if self._next else self._points))
        self.draw_path(painter, lens, path)
        first = window_point(lens, self._points[0])
        painter.save()
        for pen in two_toned(painter):
            painter.setPen(pen)
            painter.drawEllipse(first, 4.0, 4.0)
        painter.restore()


TOOL = Polygon
