"""Selecting by a box that is dragged, for rectangle and ellipse: free, of one ratio, or of one size."""

from PySide6.QtCore import QObject, QPointF, QRectF
from PySide6.QtGui import QPainterPath

from studio.core.layers import SIDE_MOST
from studio.core.specs import Choice, Param
from studio.ui.canvas.selecting.select_tool import ANTIALIAS, FEATHER, MODE, DragSelectTool
from studio.ui.canvas.strokes.snapping import box
from studio.ui.canvas.tool import Desk, ToolSpec


def _side(identity: str, label: str, help: str) -> Param:
    return Param(
        id=identity,
        label=label,
        kind="float",
        default=1.0,
        minimum=0.1,
        maximum=float(SIDE_MOST),
        help=help,
        advanced=True,
    )


PARAMS = (
    MODE,
    FEATHER,
    ANTIALIAS,
    Param(
        id="sides",
        label="Sides",
        kind="choice",
        default="free",
        choices=(
            Choice(id="free", label="Free"),
            Choice(id="ratio", label="Fixed ratio"),
            Choice(id="size", label="Fixed size"),
        ),
        help="Whether width and height below hold the box to a ratio, or are its size in pixels.",
        advanced=True,
    ),
    _side("width", "Width", "Width of a fixed size in pixels, or its part of a fixed ratio."),
    _side("height", "Height", "Height of a fixed size in pixels, or its part of a fixed ratio."),
)


class Marquee(DragSelectTool):
    """The box lies on whole pixels. Subclasses say what is drawn in it."""

    def __init__(self, spec: ToolSpec, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(spec, desk, parent)
        self._start = QPointF()
        self._box = QRectF()

    def drawn(self, area: QRectF) -> QPainterPath:
        """The outline that fills a box."""
        raise AssertionError

    def path(self) -> QPainterPath:
        return self.drawn(self._box)

    def clicked(self) -> bool:
        return self.option("sides") == "size"

    def begin(self, at: QPointF) -> None:
        self._start = at
        self.follow(at, equal=False, from_middle=False)

    def shift(self, by: QPointF) -> None:
        self._start += by
        self._box = _whole(self._box.translated(by))

    def follow(self, at: QPointF, *, equal: bool, from_middle: bool) -> None:
        sides = self.option("sides")
        wide, high = float(self.option("width")), float(self.option("height"))
        if sides == "size":
            self._box = _whole(QRectF(at.x(), at.y(), wide, high))
        elif sides == "ratio" and not equal:
            # Dragged as a square in a picture in which the ratio is 1 : 1.
            start, end = (QPointF(point.x() / wide, point.y() / high) for point in (self._start, at))
            even = box(start, end, equal=True, from_middle=from_middle)
            self._box = _whole(
                QRectF(even.x() * wide, even.y() * high, even.width() * wide, even.height() * high)
            )
        else:
            self._box = _whole(box(self._start, at, equal=equal, from_middle=from_middle))


def _whole(area: QRectF) -> QRectF:
    """Corners on whole pixels; the sides stay as long as they round to."""
    left, top = round(area.left()), round(area.top())
    return QRectF(left, top, round(area.width()), round(area.height()))
