"""What is done at once to the selected pixels of the active layer: cleared, or filled with a colour."""

from PySide6.QtCore import QObject, QRect
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.selecting.selection import selection_of
from studio.ui.canvas.strokes.landing import Compute, Landing, Snapshot, TileSource
from studio.ui.canvas.strokes.painted_layer import MASK_COLOUR, is_mask, paint_ink
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tile import Key, blank
from studio.ui.canvas.tool import Desk


class SelectedPixels(QObject):
    """Without a selection the whole layer is meant. Each call is one undo step, computed off the window."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(desk)
        self._desk = desk
        self.landing = Landing(desk, self)

    def clear(self) -> None:
        """Make them transparent."""
        selection_of(self._desk).work.after(self._clear)

    def fill_with_ink(self) -> None:
        selection_of(self._desk).work.after(
            lambda: self._fill(self.tr("Fill with ink"), QColor(self._desk.colours.ink))
        )

    def fill_with_ground(self) -> None:
        selection_of(self._desk).work.after(
            lambda: self._fill(self.tr("Fill with ground colour"), QColor(self._desk.colours.ground))
        )

    def _clear(self) -> None:
        plane = self._desk.target()
        layer = self._desk.document.active
        if not plane or layer is None:
            return
        if layer.alpha_locked:
            self._desk.message.emit(
                self.tr("The transparency of the layer “%1” is locked; nothing can be cleared.").replace(
                    "%1", layer.name
                )
            )
            return
        mode = QPainter.CompositionMode.CompositionMode_DestinationOut
        self.landing.start(self.tr("Clear"), Ink(plane, MASK_COLOUR, 1.0, mode), _solid(MASK_COLOUR, plane))

    def _fill(self, name: str, colour: QColor) -> None:
        ink = paint_ink(self._desk, 1.0)
        if ink:
            flat = MASK_COLOUR if is_mask(self._desk.document.active) else colour
            self.landing.start(name, ink, _solid(flat))


def _solid(colour: QColor, only: str = "") -> Compute:
    """One colour over all of the document, or over the tiles there are of the plane ``only``."""

    def compute(shot: Snapshot) -> tuple[QRect, TileSource]:
        tile = blank()
        tile.fill(colour)
        area = shot.area
        if shot.state.selected:
            area = area.intersected((shot.planes.get(SELECTION) or Plane()).bounds())
        if not only:
            return area, lambda key: tile
        plane = shot.planes.get(only) or Plane()

        def source(key: Key) -> QImage | None:
            return tile if key in plane.tiles else None

        return area.intersected(plane.bounds()), source

    return compute
