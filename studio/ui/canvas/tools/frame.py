"""Generation frame: moves and resizes the part of the canvas where the next picture is made."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QObject, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QCursor, QKeyEvent, QPainter

from studio.core.requests import SIDE_MAX, SIDE_MIN, SIZE_MULTIPLE
from studio.core.specs import Param
from studio.ui.canvas.shaping import handles
from studio.ui.canvas.shaping.frame_fit import fitted_frame
from studio.ui.canvas.strokes.snapping import finite
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.zoom.lens import Lens

SPEC = ToolSpec(
    id="frame",
    label="Generation frame",
    icon="frame-corners",
    order=42,
    group="transform",
    shortcut="Shift+F",
    params=(
        Param(
            id="edges",
            label="Snap to edges",
            kind="bool",
            default=True,
            help="Put the frame on the document's edges when it comes near them.",
        ),
    ),
    help="Drag the frame or its handles; past the edge the picture is expanded. Shift keeps the ratio, "
    "a double click fits it to the selection or the document.",
)
SNAP = 10.0
"""How near to an edge of the document the frame snaps to it, logical pixels."""
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}


@dataclass(frozen=True)
class _Drag:
    what: str
    start: QPointF
    frame: QRect


class Frame(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self._drag: _Drag | None = None
        self._zoom, self._over = 1.0, ""
        desk.document_changed.connect(self._forget)

    @property
    def busy(self) -> bool:
        return self._drag is not None

    def _forget(self) -> None:
        self._drag = None

    def cursor(self, zoom: float) -> QCursor:
        self._zoom = zoom
        return QCursor(handles.cursor_of(self._over))

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self._zoom = lens.scale
        handles.draw(painter, lens, QRectF(self.document.frame))

    def _hit(self, at: QPointF) -> str:
        return handles.hit(at, QRectF(self.document.frame), self._zoom)

    def hover(self, pointer: Pointer) -> None:
        over = self._hit(pointer.at) if finite(pointer.at) else ""
        if over != self._over:
            self._over = over
            self.cursor_changed.emit()

    def press(self, pointer: Pointer) -> None:
        what = self._hit(pointer.at) if finite(pointer.at) else ""
        self._drag = _Drag(what, pointer.at, self.document.frame) if what else None

    def move(self, pointer: Pointer) -> None:
        drag = self._drag
        if drag is None or not finite(pointer.at):
            return
        if drag.what == handles.INSIDE:
            self._show(self._moved(drag, pointer.at))
        else:
            keep = pointer.has(Qt.KeyboardModifier.ShiftModifier)
            middle = pointer.has(Qt.KeyboardModifier.AltModifier)
            self._show(self._resized(drag, pointer.at, keep=keep, from_middle=middle))

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        self._drag = None

    def double_click(self, pointer: Pointer) -> None:
        """Fit it to the selection, or else to the document."""
        self._drag = None
        self._show(fitted_frame(self.document))

    def cancel(self) -> None:
        drag, self._drag = self._drag, None
        if drag:
            self._show(drag.frame)

    def key(self, event: QKeyEvent) -> bool:
        key = Qt.Key(event.key())
        shift = event.modifiers() == Qt.KeyboardModifier.ShiftModifier
        if key not in ARROWS or not (shift or not event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier):
            return False
        across, down = ARROWS[key]
        step = 8 * SIZE_MULTIPLE if shift else SIZE_MULTIPLE
        self._show(self._held(self.document.frame.translated(across * step, down * step)))
        return True

    # Where it comes to lie

    def _show(self, frame: QRect) -> None:
        self.document.set_frame(frame)
        self.overlay_changed.emit(QRectF())

    def _moved(self, drag: _Drag, to: QPointF) -> QRect:
        way = to - drag.start
        frame = drag.frame.translated(_near(way.x()), _near(way.y()))
        frame.moveTo(_multiple(frame.x()), _multiple(frame.y()))
        area, reach = self.document.area, self._reach()
        left = self._snapped(drag.frame.x() + way.x(), frame.width(), area.width(), reach)
        top = self._snapped(drag.frame.y() + way.y(), frame.height(), area.height(), reach)
        frame.moveTo(frame.x() if left is None else left, frame.y() if top is None else top)
        return self._held(frame)

    def _reach(self) -> float:
        return SNAP / max(self._zoom, 1e-6) if self.option("edges") else 0.0

    @staticmethod
    def _snapped(at: float, length: int, whole: int, reach: float) -> int | None:
        """Where it begins when one of its ends is near an edge of the document."""
        near = [edge for edge in (0, whole, -length, whole - length) if abs(at - edge) <= reach]
        return min(near, key=lambda edge: abs(at - edge)) if near else None

    def _resized(self, drag: _Drag, to: QPointF, *, keep: bool, from_middle: bool) -> QRect:
        frame, reach = QRectF(drag.frame), self._reach()
        area = self.document.area
        aim = QPointF(_to_edge(to.x(), area.width(), reach), _to_edge(to.y(), area.height(), reach))
        ratio = frame.width() / frame.height() if keep else 0.0
        new = handles.dragged(frame, drag.what, aim, ratio=ratio, from_middle=from_middle)
        width, height = _side(new.width()), _side(new.height())
        across, down = handles.HANDLES[drag.what]
        # The end that is not dragged stays where it is, also when the size is rounded.
        left = frame.x() + (0.5 if from_middle else 1 - across) * (frame.width() - width)
        top = frame.y() + (0.5 if from_middle else 1 - down) * (frame.height() - height)
        return self._held(QRect(round(left), round(top), width, height))

    def _held(self, frame: QRect) -> QRect:
        """At least a part of it stays over the document."""
        area, most = self.document.area, QRect(frame)
        most.moveLeft(min(max(frame.left(), area.left() - frame.width() + 1), area.right()))
        most.moveTop(min(max(frame.top(), area.top() - frame.height() + 1), area.bottom()))
        return most


def _near(number: float) -> int:
    return round(max(-1e7, min(1e7, number)))


def _multiple(number: int) -> int:
    return round(number / SIZE_MULTIPLE) * SIZE_MULTIPLE


def _to_edge(at: float, whole: int, reach: float) -> float:
    near = min((0, whole), key=lambda edge: abs(at - edge))
    return float(near) if abs(at - near) <= reach else at


def _side(length: float) -> int:
    """The nearest side that a request may have; one that is turned over is the least."""
    length = min(max(length, float(SIDE_MIN)), float(SIDE_MAX))
    return math.floor(length / SIZE_MULTIPLE + 0.5) * SIZE_MULTIPLE


TOOL = Frame
