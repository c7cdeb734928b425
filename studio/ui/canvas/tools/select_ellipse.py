"""Ellipse selection: drag the box that it fills."""

from PySide6.QtCore import QObject, QRectF
from PySide6.QtGui import QPainterPath

from studio.ui.canvas.selecting.marquee import PARAMS, Marquee
from studio.ui.canvas.tool import Desk, ToolSpec

SPEC = ToolSpec(
    id="select_ellipse",
    label="Select ellipse",
    icon="circle-dashed",
    order=31,
    group="marquee",
    shortcut="Shift+M",
    params=PARAMS,
    help=(
        "Drag a box for an ellipse. Held at the press, Shift adds and Alt subtracts; later Shift makes a "
        "circle, Alt draws from the middle and Space moves it. A click deselects."
    ),
)


class SelectEllipse(Marquee):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)

    def drawn(self, area: QRectF) -> QPainterPath:
        path = QPainterPath()
        path.addEllipse(area)
        return path

    def undo_name(self) -> str:
        return self.tr("Select ellipse")


TOOL = SelectEllipse
