"""Brush: paints with the ink, softly or sharply, by mouse or pen."""

from PySide6.QtCore import QObject

from studio.ui.canvas.strokes.painted_layer import paint_ink
from studio.ui.canvas.strokes.stroke_tool import StrokeTool, stroke_params
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tool import Desk, Pointer, ToolSpec

SPEC = ToolSpec(
    id="brush",
    label="Brush",
    icon="paint-brush",
    order=10,
    shortcut="B",
    params=stroke_params(size=40.0, hardness=80, pressure_size=True, pressure_opacity=False),
    help="Paint. Shift draws a straight line from the last stroke, Ctrl picks a colour.",
)


class Brush(StrokeTool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)

    def stroke_name(self) -> str:
        return self.tr("Brush stroke")

    def ink(self, pointer: Pointer) -> Ink | None:
        return paint_ink(self.desk, self.option("opacity") / 100)


TOOL = Brush
