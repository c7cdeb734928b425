"""Fill: pours ink over pixels alike, or with Shift over the whole selection."""

from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage

from studio.core.specs import Choice, Param
from studio.ui.canvas.strokes import bucket
from studio.ui.canvas.strokes.landing import Compute, Landing, Snapshot, TileSource, tile_of
from studio.ui.canvas.strokes.painted_layer import paint_ink
from studio.ui.canvas.strokes.stroke_tool import percent
from studio.ui.canvas.strokes.wash import colours
from studio.ui.canvas.tile import SIDE, Key, blank
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec

SPEC = ToolSpec(
    id="fill",
    label="Fill",
    icon="paint-bucket",
    order=20,
    group="fill",
    shortcut="F",
    params=(
        Param(
            id="tolerance",
            label="Tolerance",
            kind="int",
            default=20,
            minimum=0,
            maximum=255,
            help="How much colours may differ from the one clicked on.",
        ),
        Param(
            id="contiguous",
            label="Joined only",
            kind="bool",
            default=True,
            help="Fill only what is joined to the place clicked on; off fills like colours everywhere.",
        ),
        Param(
            id="sample",
            label="Look at",
            kind="choice",
            default="all",
            choices=(Choice(id="all", label="All layers"), Choice(id="layer", label="This layer")),
            help="Which colours decide what is filled.",
        ),
        percent("opacity", "Opacity %", 100, "How strongly the ink covers."),
        Param(
            id="gap",
            label="Close gaps",
            kind="int",
            default=0,
            minimum=0,
            maximum=bucket.GAP_MOST,
            help="Openings in outlines up to this many pixels hold the fill back.",
            advanced=True,
        ),
        Param(
            id="grow",
            label="Grow",
            kind="int",
            default=0,
            minimum=-bucket.GROW_MOST,
            maximum=bucket.GROW_MOST,
            help="Pixels by which the filled area is widened, or narrowed below 0.",
            advanced=True,
        ),
        Param(
            id="smooth",
            label="Smooth edge",
            kind="bool",
            default=True,
            help="Round the stairs at the edge of the filled area.",
            advanced=True,
        ),
    ),
    help="Fill what is alike with the ink. Shift fills the whole selection at once.",
)


class Fill(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self.landing = Landing(desk, self)

    @property
    def busy(self) -> bool:
        return self.landing.busy

    def cancel(self) -> None:
        self.landing.cancel()

    def press(self, pointer: Pointer) -> None:
        all_of_it = pointer.has(Qt.KeyboardModifier.ShiftModifier)
        place = self._pixel(pointer)
        if place is None and not all_of_it:
            return
        ink = paint_ink(self.desk, self.option("opacity") / 100)
        if ink is None:
            return
        self.landing.start(
            self.tr("Fill"),
            ink,
            _everything(ink.colour)
            if place is None or all_of_it
            else self._pour(ink.plane, ink.colour, place),
        )

    def _pixel(self, pointer: Pointer) -> QPoint | None:
        """The pixel pressed on; None outside of the document."""
        area = self.document.area
        x, y = pointer.at.x(), pointer.at.y()
        if not (0 <= x < area.width() and 0 <= y < area.height()):  # also when it is no number
            return None
        return QPoint(int(x), int(y))

    def _pour(self, layer: str, colour: QColor, place: QPoint) -> Compute:
        reach = bucket.Reach(
            contiguous=self.option("contiguous"),
            gap=self.option("gap"),
            grow=self.option("grow"),
            smooth=self.option("smooth"),
        )
        tolerance = int(self.option("tolerance"))
        looked_at = "" if self.option("sample") == "all" else layer

        def compute(shot: Snapshot) -> tuple[QRect, TileSource]:
            import numpy as np

            alike = bucket.alike(shot, looked_at, place, tolerance)
            strength, area = bucket.reached(alike, place, reach)
            table = colours(colour)
            full = _solid(colour)

            def source(key: Key) -> QImage | None:
                part = area.intersected(QRect(key[0] * SIDE, key[1] * SIDE, SIDE, SIDE))
                if part.isEmpty():
                    return None
                rows = slice(part.top() - area.top(), part.bottom() + 1 - area.top())
                columns = slice(part.left() - area.left(), part.right() + 1 - area.left())
                levels = strength[rows, columns]
                if levels.size == SIDE * SIDE and levels.min() == 255:
                    return full  # the same one again and again: nothing is computed for it
                return tile_of(np.take(table, levels), part.topLeft(), key)

            return area, source

        return compute


def _everything(colour: QColor) -> Compute:
    """All of the document, which the selection then limits."""

    def compute(shot: Snapshot) -> tuple[QRect, TileSource]:
        tile = _solid(colour)
        return shot.area, lambda key: tile

    return compute


def _solid(colour: QColor) -> QImage:
    tile = blank()
    tile.fill(colour)
    return tile


TOOL = Fill
