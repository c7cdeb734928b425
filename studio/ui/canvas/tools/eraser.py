"""Eraser: takes paint away with the same tips as the brush."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter

from studio.ui.canvas.strokes.stroke_tool import StrokeTool, stroke_params
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tool import Desk, Pointer, ToolSpec

SPEC = ToolSpec(
    id="eraser",
    label="Eraser",
    icon="eraser",
    order=11,
    shortcut="E",
    params=stroke_params(size=60.0, hardness=80, pressure_size=True, pressure_opacity=False),
    help="Take paint away. E goes back to the brush.",
)


class Eraser(StrokeTool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)

    def stroke_name(self) -> str:
        return self.tr("Eraser stroke")

    def ink(self, pointer: Pointer) -> Ink | None:
        plane = self.desk.target()
        layer = self.document.active
        if not plane or layer is None:
            return None
        if layer.alpha_locked:
            self.desk.message.emit(
                self.tr("The transparency of the layer “%1” is locked; nothing can be erased.").replace(
                    "%1", layer.name
                )
            )
            return None
        mode = QPainter.CompositionMode.CompositionMode_DestinationOut
        return Ink(plane, QColor("black"), self.option("opacity") / 100, mode)

    def key(self, event: QKeyEvent) -> bool:
        if event.key() == Qt.Key.Key_E and event.modifiers() == Qt.KeyboardModifier.NoModifier:
            self.desk.tool_wanted.emit("brush")
            return True
        return super().key(event)


TOOL = Eraser
