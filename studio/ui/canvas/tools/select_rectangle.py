"""Rectangle selection: drag a box of whole pixels."""

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainterPath

from studio.ui.canvas.selecting.marquee import PARAMS, Marquee
from studio.ui.canvas.tool import Desk, ToolSpec

SPEC = ToolSpec(
    id="select_rectangle",
    label="Select rectangle",
    icon="selection",
    order=30,
    group="marquee",
    shortcut="M",
    params=tuple(param for param in PARAMS if param.id != "antialias"),
    help=(
        "Drag a box. Held at the press, Shift adds and Alt subtracts; later Shift makes a square, "
        "Alt draws from the middle and Space moves it. A click deselects."
    ),
)


class SelectRectangle(Marquee):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)

    def drawn(self, area: QRectF) -> QPainterPath:
        path = QPainterPath()
        path.addRect(area)
        return path

    def antialias(self) -> bool:
        return False

    def undo_name(self) -> str:
        return self.tr("Select rectangle")


TOOL = SelectRectangle
