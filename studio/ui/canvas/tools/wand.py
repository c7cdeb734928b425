"""Magic wand: a click selects pixels alike."""

from PySide6.QtCore import QObject, QPoint

from studio.core.specs import Choice, Param
from studio.ui.canvas.selecting import selection_shape
from studio.ui.canvas.selecting.select_tool import ANTIALIAS, FEATHER, MODE, SelectTool, mode_of
from studio.ui.canvas.strokes import bucket
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.canvas.tool import Desk, Pointer, ToolSpec

SPEC = ToolSpec(
    id="wand",
    label="Magic wand",
    icon="magic-wand",
    order=34,
    group="wand",
    shortcut="W",
    params=(
        MODE,
        Param(
            id="tolerance",
            label="Tolerance",
            kind="int",
            default=32,
            minimum=0,
            maximum=255,
            help="How much colours may differ from the one clicked on.",
        ),
        Param(
            id="contiguous",
            label="Joined only",
            kind="bool",
            default=True,
            help="Select only what is joined to the place clicked on; off selects like colours everywhere.",
        ),
        Param(
            id="sample",
            label="Look at",
            kind="choice",
            default="all",
            choices=(Choice(id="all", label="All layers"), Choice(id="layer", label="This layer")),
            help="Which colours decide what is selected.",
        ),
        FEATHER,
        ANTIALIAS,
        Param(
            id="grow",
            label="Grow",
            kind="int",
            default=0,
            minimum=-bucket.GROW_MOST,
            maximum=bucket.GROW_MOST,
            help="Pixels by which the selected area is widened, or narrowed below 0.",
            advanced=True,
        ),
        Param(
            id="gap",
            label="Close gaps",
            kind="int",
            default=0,
            minimum=0,
            maximum=bucket.GAP_MOST,
            help="Openings in outlines up to this many pixels hold the selection back.",
            advanced=True,
        ),
    ),
    help="Click to select what is alike. Shift adds, Alt subtracts, both intersect.",
)


class Wand(SelectTool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)

    def press(self, pointer: Pointer) -> None:
        area = self.document.area
        x, y = pointer.at.x(), pointer.at.y()
        if not (0 <= x < area.width() and 0 <= y < area.height()):  # also when it is no number
            return
        layer = self._looked_at()
        if layer is None:
            return
        place, tolerance = QPoint(int(x), int(y)), int(self.option("tolerance"))
        reach = bucket.Reach(
            contiguous=self.option("contiguous"),
            gap=self.option("gap"),
            grow=self.option("grow"),
            smooth=self.option("antialias"),
        )

        def make(shot: Snapshot) -> selection_shape.Shape:
            alike = bucket.alike(shot, layer, place, tolerance)
            strength, bounds = bucket.reached(alike, place, reach)
            return selection_shape.of_levels(lambda: strength, bounds)

        self._work = self._selection.combine(
            self.tr("Magic wand"), make, mode_of(self, pointer), feather=float(self.option("feather"))
        )

    def _looked_at(self) -> str | None:
        """Id of the layer whose colours count, '' for the picture; None when there is none, which is said."""
        if self.option("sample") == "all":
            return ""
        layer = self.document.active
        if layer is None or layer.kind == "group":
            self.desk.message.emit(self.tr("Choose a layer with pixels, or look at all layers."))
            return None
        return layer.id


TOOL = Wand
