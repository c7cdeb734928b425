"""Lasso: draw freely around what is to be selected."""

from PySide6.QtCore import QObject, QPointF
from PySide6.QtGui import QPainterPath, QPolygonF

from studio.ui.canvas.selecting.select_tool import ANTIALIAS, FEATHER, MODE, DragSelectTool
from studio.ui.canvas.tool import Desk, ToolSpec

SPEC = ToolSpec(
    id="lasso",
    label="Lasso",
    icon="scribble-loop",
    order=32,
    group="lasso",
    shortcut="L",
    params=(MODE, FEATHER, ANTIALIAS),
    help=(
        "Draw around something; the ends are joined. Shift adds, Alt subtracts. A click deselects, "
        "a drag inside the selection moves its outline."
    ),
)
_APART = 0.7
"""Window pixels between two points of the outline; nearer ones are left out."""


class Lasso(DragSelectTool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._points: list[QPointF] = []

    def begin(self, at: QPointF) -> None:
        self._points = [at]

    def follow(self, at: QPointF, *, equal: bool, from_middle: bool) -> None:
        way = at - self._points[-1]
        if max(abs(way.x()), abs(way.y())) * self.zoom >= _APART:
            self._points.append(at)

    def shift(self, by: QPointF) -> None:
        self._points = [point + by for point in self._points]

    def path(self) -> QPainterPath:
        path = QPainterPath()
        path.addPolygon(QPolygonF(self._points))
        path.closeSubpath()
        return path

    def undo_name(self) -> str:
        return self.tr("Lasso")


TOOL = Lasso
