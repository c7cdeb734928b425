"""Mask brush: paints the active mask layer, or straight into the selection when none is active."""

import msgspec
from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QPainter

from studio.ui.canvas.document import SELECTION, Edit
from studio.ui.canvas.strokes.stroke_tool import StrokeTool, stroke_params, switch
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tile import is_blank
from studio.ui.canvas.tool import Desk, Pointer, ToolSpec

SPEC = ToolSpec(
    id="mask_brush",
    label="Mask brush",
    icon="selection-plus",
    order=12,
    shortcut="Q",
    params=(
        *stroke_params(size=80.0, hardness=70, pressure_size=False, pressure_opacity=False),
        msgspec.structs.replace(
            switch("unmask", "Unmask", False, "Take away instead of adding; Alt does it for one stroke."),
            advanced=False,
        ),
    ),
    help="Mark what is to change: paints the active mask layer, else the selection. Alt takes away.",
)
_Mode = QPainter.CompositionMode


class MaskBrush(StrokeTool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._plane = ""

    def stroke_name(self) -> str:
        return self.tr("Mask stroke") if self._plane != SELECTION else self.tr("Paint selection")

    def ink(self, pointer: Pointer) -> Ink | None:
        removes = bool(self.option("unmask")) != pointer.has(Qt.KeyboardModifier.AltModifier)
        layer = self.document.active
        on_layer = layer is not None and layer.kind == "mask"
        self._plane = self.desk.target() if on_layer else SELECTION
        if not self._plane:
            return None
        if not on_layer and removes and not self.document.state.selected:
            self.desk.message.emit(self.tr("Nothing is selected, so there is nothing to take away."))
            return None
        mode = _Mode.CompositionMode_DestinationOut if removes else _Mode.CompositionMode_SourceOver
        return Ink(
            self._plane, QColor("white"), self.option("opacity") / 100, mode, within_selection=on_layer
        )

    def began(self, edit: Edit) -> None:
        if self._plane == SELECTION and not self.document.state.selected:
            edit.set_selected(True)

    def ending(self, edit: Edit) -> None:
        """A selection that was taken away wholly is none."""
        if self._plane == SELECTION:
            tiles = self.document.plane(SELECTION).tiles.values()
            if all(is_blank(tile.image()) for tile in tiles):
                edit.set_selected(False)


TOOL = MaskBrush
