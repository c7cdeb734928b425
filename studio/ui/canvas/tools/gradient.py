"""Gradient: ink runs into the ground colour or into nothing, along a line that is dragged."""

import math
from typing import TYPE_CHECKING

from PySide6.QtCore import QLineF, QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QBrush, QColor, QGradient, QImage, QLinearGradient, QPainter, QRadialGradient

from studio.core.specs import Choice, Param
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.strokes.brush_outline import two_toned, window_point
from studio.ui.canvas.strokes.landing import Compute, Landing, Snapshot, TileSource
from studio.ui.canvas.strokes.painted_layer import is_mask, paint_ink
from studio.ui.canvas.strokes.snapping import finite, snapped
from studio.ui.canvas.strokes.stroke_tool import percent
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tile import FORMAT, SIDE, Key
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.zoom.lens import Lens

if TYPE_CHECKING:
    from numpy import ndarray

SPEC = ToolSpec(
    id="gradient",
    label="Gradient",
    icon="circle-half-tilt",
    order=21,
    group="fill",
    shortcut="G",
    params=(
        Param(
            id="shape",
            label="Shape",
            kind="choice",
            default="linear",
            choices=(
                Choice(id="linear", label="Linear"),
                Choice(id="radial", label="Radial"),
                Choice(id="mirrored", label="Mirrored"),
            ),
            help="Along the line, around its beginning, or to both sides of it.",
        ),
        Param(
            id="to",
            label="From ink to",
            kind="choice",
            default="ground",
            choices=(Choice(id="ground", label="Ground colour"), Choice(id="nothing", label="Transparent")),
            help="What the ink runs into.",
        ),
        Param(id="reverse", label="Reverse", kind="bool", default=False, help="Exchange the two ends."),
        percent("opacity", "Opacity %", 100, "How strongly it covers."),
    ),
    help="Drag a line; the selection limits it. Shift snaps to 15 degrees.",
)
SNAP = 15.0


class Gradient(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self.landing = Landing(desk, self)
        self.landing.ended.connect(self._ended)
        self._line: QLineF | None = None
        self._ink: Ink | None = None

    @property
    def busy(self) -> bool:
        return self._line is not None or self.landing.busy

    def cancel(self) -> None:
        self.landing.cancel()
        self._ended()

    def _ended(self) -> None:
        if self._line is not None:
            self._line = self._ink = None
            self.overlay_changed.emit(QRectF())

    def press(self, pointer: Pointer) -> None:
        self.cancel()
        self._ink = paint_ink(self.desk, self.option("opacity") / 100) if finite(pointer.at) else None
        if self._ink:
            self._line = QLineF(pointer.at, pointer.at)

    def move(self, pointer: Pointer) -> None:
        if self._line is None or self.landing.busy or not finite(pointer.at):
            return
        end = pointer.at
        if pointer.has(Qt.KeyboardModifier.ShiftModifier):
            end = snapped(self._line.p1(), end, SNAP)
        self._line = QLineF(self._line.p1(), end)
        self.overlay_changed.emit(QRectF())

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        line, ink = self._line, self._ink
        if line is None or ink is None or self.landing.busy:
            return
        if line.length() < 1.0:
            self._ended()
            return
        self.landing.start(self.tr("Gradient"), ink, self._compute(line, ink))

    def ends(self, ink: Ink) -> tuple[QColor, QColor]:
        """The colours at the two ends, with alpha."""
        first = QColor(ink.colour)
        if self.option("to") == "nothing" or is_mask(self.document.active):
            last = QColor(first)
            last.setAlpha(0)
        else:
            last = QColor(self.desk.colours.ground)
        return (last, first) if self.option("reverse") else (first, last)

    def _compute(self, line: QLineF, ink: Ink) -> Compute:
        shape, (first, last) = self.option("shape"), self.ends(ink)

        def compute(shot: Snapshot) -> tuple[QRect, TileSource]:
            return shot.area, lambda key: gradient_tile(key, line, shape, (first, last))

        return compute

    # While dragging

    def draw(self, painter: QPainter, lens: Lens) -> None:
        line, ink = self._line, self._ink
        if line is None or ink is None:
            return
        painter.save()
        if line.length() >= 1.0:
            self._draw_preview(painter, lens, line, ink)
        start, end = window_point(lens, line.p1()), window_point(lens, line.p2())
        for pen in two_toned(painter):
            painter.setPen(pen)
            painter.drawLine(start, end)
            painter.drawEllipse(start, 4.0, 4.0)
            painter.drawEllipse(end, 4.0, 4.0)
        painter.restore()

    def _draw_preview(self, painter: QPainter, lens: Lens, line: QLineF, ink: Ink) -> None:
        """The gradient as it will be, at the resolution of the window."""
        document = self.document
        image = QImage(math.ceil(lens.width), math.ceil(lens.height), FORMAT)
        image.fill(0)
        corner = window_point(lens, QPointF(0, 0))
        shown = QRectF(corner, QRectF(document.area).size() * lens.scale)
        start, end = window_point(lens, line.p1()), window_point(lens, line.p2())
        with QPainter(image) as inner:
            inner.fillRect(shown, QBrush(_gradient(QLineF(start, end), self.option("shape"), self.ends(ink))))
            if document.state.selected:
                self._keep_selected(inner, lens, image.size().width(), image.size().height())
        painter.setOpacity(ink.opacity)
        painter.drawImage(0, 0, image)
        painter.setOpacity(1.0)

    def _keep_selected(self, inner: QPainter, lens: Lens, width: int, height: int) -> None:
        selection = QImage(width, height, FORMAT)
        selection.fill(0)
        with QPainter(selection) as painter:
            painter.translate(window_point(lens, QPointF(0, 0)))
            painter.scale(lens.scale, lens.scale)
            seen = QRectF(*lens.to_picture(0, 0), width / lens.scale, height / lens.scale).toAlignedRect()
            self.document.plane(SELECTION).draw(painter, seen.intersected(self.document.area))
        inner.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        inner.drawImage(0, 0, selection)


def _gradient(line: QLineF, shape: str, ends: tuple[QColor, QColor]) -> QGradient:
    """Qt's gradient for the preview."""
    if shape == "radial":
        gradient: QGradient = QRadialGradient(line.p1(), line.length())
    elif shape == "mirrored":
        gradient = QLinearGradient(line.p1() * 2 - line.p2(), line.p2())
    else:
        gradient = QLinearGradient(line.p1(), line.p2())
    first, last = ends
    if shape == "mirrored":
        gradient.setColorAt(0.0, last)
        gradient.setColorAt(0.5, first)
    else:
        gradient.setColorAt(0.0, first)
    gradient.setColorAt(1.0, last)
    return gradient


def gradient_tile(key: Key, line: QLineF, shape: str, ends: tuple[QColor, QColor]) -> QImage:
    """One tile of it, dithered so that slow runs show no bands."""
    import numpy as np

    x = np.arange(SIDE, dtype=np.float32)[None, :] + (key[0] * SIDE + 0.5 - line.x1())
    y = np.arange(SIDE, dtype=np.float32)[:, None] + (key[1] * SIDE + 0.5 - line.y1())
    length = line.length()
    if shape == "radial":
        part = np.hypot(x, y) / length
    else:
        part = (x * line.dx() + y * line.dy()) / (length * length)
        part = np.abs(part) if shape == "mirrored" else part
    part = np.clip(part, 0, 1).astype(np.float32)
    first, last = (_premultiplied(colour) for colour in ends)
    grain = _grain()
    levels = [np.floor(a + (b - a) * part + grain) for a, b in zip(first, last, strict=True)]
    pixels = np.stack(levels, -1).astype(np.uint8)
    return QImage(pixels.data, SIDE, SIDE, SIDE * 4, FORMAT).copy()


def _premultiplied(colour: QColor) -> tuple[float, ...]:
    """Blue, green, red, alpha from 0 to 255, as pixels lie in memory."""
    alpha = colour.alphaF()
    return (colour.blue() * alpha, colour.green() * alpha, colour.red() * alpha, 255 * alpha)


_grains: "list[ndarray]" = []


def _grain() -> "ndarray":
    """Fixed thresholds between 0 and 1, one a pixel, the same for all channels so that none exceeds alpha."""
    if not _grains:
        import numpy as np

        _grains.append(np.random.default_rng(5).random((SIDE, SIDE), np.float32))
    return _grains[0]


TOOL = Gradient
