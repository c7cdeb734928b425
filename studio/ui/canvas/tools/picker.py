"""Colour picker: takes the ink from the picture, averaged over a few pixels."""

import math

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QPainter

from studio.core.specs import Choice, Param
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.strokes.brush_outline import two_toned, window_point
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.zoom.lens import Lens

SPEC = ToolSpec(
    id="picker",
    label="Colour picker",
    icon="eyedropper",
    order=24,
    shortcut="P",
    params=(
        Param(
            id="sample",
            label="Take from",
            kind="choice",
            default="all",
            choices=(Choice(id="all", label="Picture"), Choice(id="layer", label="This layer")),
            help="Whether all layers count or only the active one.",
        ),
        Param(
            id="side",
            label="Average over",
            kind="int",
            default=1,
            minimum=1,
            maximum=51,
            step=2,
            help="Side in pixels of the square whose mean colour is taken.",
        ),
    ),
    help="Click takes the ink from the picture; Alt or Ctrl takes the ground colour.",
)
_SWATCH = QRectF(16, -38, 34, 26)
"""Beside the pointer, in window pixels."""
_FOR_GROUND = Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier


class Picker(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._chosen = False
        self._colour: QColor | None = None
        self._at = QPointF()
        self._zoom = 1.0

    def activate(self) -> None:
        self._chosen = True

    def deactivate(self) -> None:
        super().deactivate()
        self._chosen = False
        self._show(None, self._at)

    def press(self, pointer: Pointer) -> None:
        colour = self.colour_at(pointer.at)
        self._show(colour, pointer.at)
        if colour is None:
            return
        # Borrowed by Ctrl from a painting tool, Ctrl says nothing more: it is the ink that is wanted.
        keys = _FOR_GROUND if self._chosen else Qt.KeyboardModifier.AltModifier
        if pointer.modifiers & keys:
            self.desk.set_ground(colour)
        else:
            self.desk.set_ink(colour)

    def move(self, pointer: Pointer) -> None:
        self.press(pointer)

    def hover(self, pointer: Pointer) -> None:
        self._show(self.colour_at(pointer.at), pointer.at)

    def leave(self) -> None:
        self._show(None, self._at)

    def colour_at(self, at: QPointF) -> QColor | None:
        """The mean colour there, without its transparency; None where nothing is."""
        if not (math.isfinite(at.x()) and math.isfinite(at.y())):
            return None
        document, side = self.document, int(self.option("side"))
        if not QRectF(document.area).contains(at):
            return None
        left, top = math.floor(at.x()) - side // 2, math.floor(at.y()) - side // 2
        area = QRect(left, top, side, side).intersected(document.area)
        if area.isEmpty():
            return None
        if self.option("sample") == "layer":
            image = document.plane(document.state.active).read(area)
        else:
            image = flatten(document.state, document.planes, area)
        raw = bytes(image.constBits())
        blue, green, red, alpha = (sum(raw[channel::4]) for channel in range(4))
        if not alpha:
            return None
        return QColor(*(min(255, round(255 * part / alpha)) for part in (red, green, blue)))

    def _show(self, colour: QColor | None, at: QPointF) -> None:
        for place in (self._at, at):
            reach = 64 / max(self._zoom, 1e-3)
            self.overlay_changed.emit(QRectF(place.x() - reach, place.y() - reach, 2 * reach, 2 * reach))
        self._colour, self._at = colour, at

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self._zoom = lens.scale
        if self._colour is None:
            return
        place = _SWATCH.translated(window_point(lens, self._at))
        painter.save()
        pens = two_toned(painter)
        painter.setBrush(self._colour)
        for pen in pens:
            painter.setPen(pen)
            painter.drawRoundedRect(place, 4, 4)
        painter.restore()


TOOL = Picker
