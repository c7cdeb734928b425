"""Shapes: rectangle, ellipse, line, polygon and star, outlined or filled."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPolygonF, QTransform

from studio.core.specs import Choice, Param
from studio.ui.canvas.strokes import symmetry
from studio.ui.canvas.strokes.brush_outline import window_point
from studio.ui.canvas.strokes.landing import Compute, Landing, Snapshot, TileSource
from studio.ui.canvas.strokes.painted_layer import paint_ink
from studio.ui.canvas.strokes.snapping import box, finite, snapped
from studio.ui.canvas.strokes.stroke import FAR
from studio.ui.canvas.strokes.stroke_tool import percent
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tile import Key, area_of, blank, corner_of
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.zoom.lens import Lens

SPEC = ToolSpec(
    id="shapes",
    label="Shapes",
    icon="hexagon",
    order=22,
    group="shapes",
    shortcut="U",
    params=(
        Param(
            id="shape",
            label="Shape",
            kind="choice",
            default="rectangle",
            choices=(
                Choice(id="rectangle", label="Rectangle"),
                Choice(id="ellipse", label="Ellipse"),
                Choice(id="line", label="Line"),
                Choice(id="polygon", label="Polygon"),
                Choice(id="star", label="Star"),
            ),
            help="What is drawn.",
        ),
        Param(
            id="style",
            label="Style",
            kind="choice",
            default="fill",
            choices=(
                Choice(id="fill", label="Filled"),
                Choice(id="outline", label="Outline"),
                Choice(id="both", label="Filled with outline"),
            ),
            help="Filled with the ink, outlined with it, or filled with the ground colour and outlined.",
        ),
        Param(
            id="width",
            label="Line width",
            kind="float",
            default=4.0,
            minimum=1.0,
            maximum=500.0,
            help="Width of lines and outlines in pixels.",
        ),
        percent("opacity", "Opacity %", 100, "How strongly it covers."),
        Param(
            id="rounding",
            label="Round corners",
            kind="float",
            default=0.0,
            minimum=0.0,
            maximum=2000.0,
            help="Radius of a rectangle's corners in pixels.",
        ),
        Param(
            id="points",
            label="Points",
            kind="int",
            default=5,
            minimum=3,
            maximum=64,
            help="Corners of a polygon, tips of a star.",
        ),
        Param(
            id="depth",
            label="Star depth %",
            kind="int",
            default=50,
            minimum=1,
            maximum=99,
            help="How far a star's inner corners lie from its rim.",
            advanced=True,
        ),
        Param(
            id="sharp",
            label="Whole pixels",
            kind="bool",
            default=False,
            help="Put corners on whole pixels and draw without soft edges.",
            advanced=True,
        ),
    ),
    help="Drag a shape. Shift makes the sides equal, Alt draws from the middle.",
)
_LINE_SNAP = 15.0


@dataclass(frozen=True)
class Figure:
    """A path in document pixels and how it is drawn. None leaves fill or line out."""

    path: QPainterPath
    fill: QColor | None
    line: QColor | None
    width: float
    smooth: bool

    def draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, self.smooth)
        painter.setBrush(self.fill if self.fill else Qt.BrushStyle.NoBrush)
        if self.line:
            pen = QPen(self.line, self.width)
            pen.setJoinStyle(Qt.PenJoinStyle.MiterJoin)
            painter.setPen(pen)
        else:
            painter.setPen(Qt.PenStyle.NoPen)
        painter.drawPath(self.path)

    def bounds(self) -> QRectF:
        reach = self.width * 2 + 2 if self.line else 2  # mitred corners stand out
        return self.path.boundingRect().adjusted(-reach, -reach, reach, reach)


class Shapes(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self.landing = Landing(desk, self)
        self.landing.ended.connect(self._ended)
        self._start: QPointF | None = None
        self._figure: Figure | None = None
        self._ink: Ink | None = None

    @property
    def busy(self) -> bool:
        return self._start is not None or self.landing.busy

    def cancel(self) -> None:
        self.landing.cancel()
        self._ended()

    def _ended(self) -> None:
        if self._start is not None:
            self._start = self._figure = self._ink = None
            self.overlay_changed.emit(QRectF())

    def press(self, pointer: Pointer) -> None:
        self.cancel()
        self._ink = paint_ink(self.desk, self.option("opacity") / 100) if finite(pointer.at) else None
        if self._ink:
            self._start = _near(pointer.at)

    def move(self, pointer: Pointer) -> None:
        if self._start is None or self._ink is None or self.landing.busy or not finite(pointer.at):
            return
        path = self._path(self._start, _near(pointer.at), pointer)
        self._figure = self._dressed(path, self._ink) if path else None
        self.overlay_changed.emit(QRectF())

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        figure, ink = self._figure, self._ink
        if self.landing.busy or self._start is None:
            return
        if figure is None or ink is None:
            self._ended()
            return
        compute = _compute(figure, self._copies(figure))
        self.landing.start(self.tr("Shape"), ink, compute)

    def _copies(self, figure: Figure) -> list[QTransform]:
        """Where it is drawn: once for each repetition, and again where it comes in at the other side."""
        repeats, area = self.desk.symmetry, self.document.area
        copies = symmetry.transforms(repeats, area)
        if not repeats.wrap:
            return copies
        return [
            copy * QTransform.fromTranslate(right, down)
            for copy in copies
            for right, down in symmetry.wrapped(copy.mapRect(figure.bounds()).toAlignedRect(), area)
        ]

    # What is drawn

    def _path(self, start: QPointF, end: QPointF, pointer: Pointer) -> QPainterPath | None:
        """None when it would be empty."""
        kind = self.option("shape")
        equal = pointer.has(Qt.KeyboardModifier.ShiftModifier)
        middle = pointer.has(Qt.KeyboardModifier.AltModifier)
        if self.option("sharp"):
            start, end = (QPointF(round(point.x()), round(point.y())) for point in (start, end))
        path = QPainterPath()
        if kind == "line":
            end = snapped(start, end, _LINE_SNAP) if equal else end
            if start == end:
                return None
            path.moveTo(start * 2 - end if middle else start)
            path.lineTo(end)
            return path
        area = box(start, end, equal=equal, from_middle=middle)
        if area.width() < 0.5 or area.height() < 0.5:
            return None
        if kind == "ellipse":
            path.addEllipse(area)
        elif kind == "rectangle":
            radius = min(float(self.option("rounding")), area.width() / 2, area.height() / 2)
            path.addRoundedRect(area, radius, radius)
        else:
            path.addPolygon(self._corners(area, kind == "star"))
            path.closeSubpath()
        return path

    def _corners(self, area: QRectF, star: bool) -> QPolygonF:
        points = int(self.option("points"))
        inner = 1 - self.option("depth") / 100
        number = points * 2 if star else points
        corners: list[QPointF] = []
        for index in range(number):
            angle = 2 * math.pi * index / number - math.pi / 2
            far = inner if star and index % 2 else 1.0
            corners.append(
                area.center()
                + QPointF(math.cos(angle) * far * area.width() / 2, math.sin(angle) * far * area.height() / 2)
            )
        return QPolygonF(corners)

    def _dressed(self, path: QPainterPath, ink: Ink) -> Figure:
        style, width = self.option("style"), float(self.option("width"))
        smooth = not self.option("sharp")
        if self.option("shape") == "line":
            return Figure(path, None, ink.colour, width, smooth)
        ground = self.desk.colours.ground
        fill = {"fill": ink.colour, "outline": None, "both": ground}[style]
        return Figure(path, fill, None if style == "fill" else ink.colour, width, smooth)

    def draw(self, painter: QPainter, lens: Lens) -> None:
        figure, ink = self._figure, self._ink
        if figure is None or ink is None:
            return
        painter.save()
        painter.translate(window_point(lens, QPointF(0, 0)))
        painter.scale(lens.scale, lens.scale)
        painter.setClipRect(self.document.area)
        painter.setOpacity(ink.opacity)
        for copy in self._copies(figure):
            painter.save()
            painter.setTransform(copy, True)
            figure.draw(painter)
            painter.restore()
        painter.restore()


def _near(point: QPointF) -> QPointF:
    """The point, brought back from beyond all documents."""
    return QPointF(max(-FAR, min(FAR, point.x())), max(-FAR, min(FAR, point.y())))


def _compute(figure: Figure, copies: list[QTransform]) -> Compute:
    def compute(shot: Snapshot) -> tuple[QRect, TileSource]:
        reach = figure.bounds()
        area = QRectF()
        for copy in copies:
            area = area.united(copy.mapRect(reach))

        def source(key: Key):
            tile = blank()
            with QPainter(tile) as painter:
                painter.translate(-corner_of(key))
                for copy in copies:
                    if copy.mapRect(reach).intersects(QRectF(area_of(key))):
                        painter.save()
                        painter.setTransform(copy, True)
                        figure.draw(painter)
                        painter.restore()
            return tile

        return area.intersected(QRectF(shot.area)).toAlignedRect(), source

    return compute


TOOL = Shapes
