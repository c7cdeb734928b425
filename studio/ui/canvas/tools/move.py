"""Move: drags, stretches and turns the active layer or group, or what is selected of it."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QObject, QPointF, QRectF, Qt, QTimer
from PySide6.QtGui import QCursor, QKeyEvent, QKeySequence, QPainter, QTransform

from studio.core.layers import lineage
from studio.core.specs import Choice, Param
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.shaping import handles
from studio.ui.canvas.shaping.lifting import Lifted, Lifting
from studio.ui.canvas.shaping.movable import movable
from studio.ui.canvas.shaping.pose import Pose, standing
from studio.ui.canvas.shaping.remaking import Patch, Remaker
from studio.ui.canvas.shaping.remapping import Pace
from studio.ui.canvas.strokes.brush_outline import window_point
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.canvas.strokes.snapping import finite
from studio.ui.canvas.strokes.stroke import FAR
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.sentences import translate_sentence
from studio.ui.zoom.lens import Lens

SPEC = ToolSpec(
    id="move",
    label="Move and transform",
    icon="arrows-out-cardinal",
    order=40,
    group="transform",
    shortcut="T",
    params=(
        Param(
            id="filter",
            label="Pixels",
            kind="choice",
            default="smooth",
            choices=(Choice(id="smooth", label="Smooth"), Choice(id="nearest", label="Nearest")),
            help="How pixels are made when sizes change: blended, or repeated for pixel art.",
        ),
    ),
    help="Drag the layer or the selected pixels, the handles to stretch, outside of a corner to turn. "
    "Return applies, Esc drops it. Shift keeps ratio or snaps, Alt stretches from the middle.",
)
ARROWS = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
FAST = 10
"""Pixels an arrow key moves with Shift."""
_QUIET = 60
"""Milliseconds without changes until the box of the active layer is looked for again."""


@dataclass(frozen=True)
class _Drag:
    what: str
    start: QPointF
    pose: Pose | None
    """At its start; None while the pixels are still being lifted."""


class Move(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self.lifting = Lifting(desk, self)
        self.lifting.arrived.connect(self._lifted)
        self.lifting.previewed.connect(self._previewed)
        self.lifting.refused.connect(self._refused)
        self.remaker = Remaker(desk, self)
        self.remaker.ended.connect(self._applied)
        self.remaker.problem.connect(lambda report: desk.message.emit(translate_sentence(report.sentence)))
        self.lifted: Lifted | None = None
        self.pose: Pose | None = None
        self._drag: _Drag | None = None
        self._last: Pointer | None = None
        self._shift = QPointF()
        """Nudges that came before the pixels were lifted."""
        self._zoom, self._over = 1.0, ""
        self._active = False
        self._listening: Document | None = None
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(_QUIET)
        self._soon.timeout.connect(self._look_again)
        desk.document_changed.connect(self._listen)

    # What it works on

    @property
    def busy(self) -> bool:
        return self._drag is not None or self.pending or self.remaker.busy or not self._shift.isNull()

    @property
    def pending(self) -> bool:
        """Whether something was moved and waits to be applied."""
        return self.pose is not None and not self.pose.unmoved

    def activate(self) -> None:
        self._active = True
        self._listen()
        self._look_again()

    def deactivate(self) -> None:
        """Another tool: what was moved stays there."""
        self._active = False
        self._drag = None
        self._soon.stop()
        if self.pending:
            self.apply()
        elif not self.remaker.busy:
            self._drop()

    def _listen(self) -> None:
        """Follow the document that is open now."""
        if self._listening is self.document:
            return
        if self._listening:
            self._listening.committed.disconnect(self._changed)
            self._listening.state_changed.disconnect(self._changed)
            self._drop()
        self._listening = self.document
        self._listening.committed.connect(self._changed)
        self._listening.state_changed.connect(self._changed)
        self._changed()

    def _changed(self) -> None:
        """The document is another one than before; what was lifted may not be there any more."""
        lifted = self.lifted
        if self.remaker.busy:
            return
        if lifted and not lifted.stands(self.document):
            if self.pending:
                self.desk.message.emit(
                    self.tr("The layer was changed, so what was moved is back in its place.")
                )
            self._drop()
        if self._active and self.lifted is None:
            self._soon.start()

    def _look_again(self) -> None:
        """Show the box of what would be moved."""
        if self.document.editing:  # a change under way is not to be ended by looking
            self._soon.start()
        elif self._active and self.lifted is None and not self.busy:
            state = self.document.state
            around = lineage(state.layers, state.active)
            if around and all(one.visible and not one.locked for one in around):
                self.lifting.start(state.active, quiet=True)

    def _lifted(self, lifted: Lifted) -> None:
        self.lifted = lifted
        self.pose = standing(QRectF(lifted.piece.box)).shifted(self._shift.x(), self._shift.y())
        self._shift = QPointF()
        if self._drag:
            self._drag = _Drag(self._drag.what, self._drag.start, self.pose)
            self._follow()
        self._hold()

    def _refused(self, sentence: str) -> None:
        self._drop()
        if sentence:
            self.desk.message.emit(translate_sentence(sentence))

    def _previewed(self) -> None:
        self._hold()

    def _hold(self) -> None:
        """Hide the pixels in their old place as soon as they can be drawn in the new one."""
        lifted = self.lifted
        if lifted and self.pending:
            self.document.withdraw = self._drop
            if lifted.preview is None:
                self.lifting.want_preview(lifted)
            elif not self.document.in_hand:
                rest = {one: plane for one, plane in lifted.piece.rest.items() if one != SELECTION}
                self.document.show_in_hand(rest)
        self.overlay_changed.emit(QRectF())

    # Pointer and keys

    def press(self, pointer: Pointer) -> None:
        if self.remaker.busy or not finite(pointer.at):
            return
        start = _near(pointer.at)
        if self.lifted is None or self.pose is None:
            identity = movable(self.desk)
            if identity:
                self._drag = _Drag(handles.INSIDE, start, None)
                self.lifting.start(identity, quiet=False)
            return
        what = self._hit(start) or handles.INSIDE
        if self.pending or movable(self.desk):
            self._drag = _Drag(what, start, self.pose)

    def move(self, pointer: Pointer) -> None:
        if self._drag and finite(pointer.at):
            self._last = pointer
            self._follow()

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        if self._drag and self._drag.pose is None:  # not lifted yet: it goes there when it is
            way = (_near(self._last.at) - self._drag.start) if self._last else QPointF()
            self._shift += QPointF(round(way.x()), round(way.y()))
        self._drag = self._last = None

    def double_click(self, pointer: Pointer) -> None:
        self.apply()

    def _follow(self) -> None:
        drag, pointer = self._drag, self._last
        if drag is None or drag.pose is None or pointer is None:
            return
        to = _near(pointer.at)
        shift = pointer.has(Qt.KeyboardModifier.ShiftModifier)
        if drag.what == handles.INSIDE:
            way = to - drag.start
            if shift:
                way = QPointF(way.x(), 0) if abs(way.x()) >= abs(way.y()) else QPointF(0, way.y())
            self.pose = drag.pose.shifted(way.x(), way.y())
        elif drag.what == handles.TURN:
            self.pose = drag.pose.turned(drag.start, to, snap=shift)
        else:
            middle = pointer.has(Qt.KeyboardModifier.AltModifier)
            self.pose = drag.pose.stretched(drag.what, to, keep=shift, from_middle=middle)
        self._hold()

    def key(self, event: QKeyEvent) -> bool:
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        if key in ARROWS and held in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            across, down = ARROWS[key]
            step = FAST if held else 1
            self.nudge(across * step, down * step)
            return True
        if not self.busy:
            return False
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif key == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Undo):
            self.cancel()
        else:
            return False
        return True

    def nudge(self, across: int, down: int) -> None:
        """Move by so many pixels."""
        if self.remaker.busy or self._drag:
            return
        if self.pose:
            if self.pending or movable(self.desk):
                self.pose = self.pose.shifted(across, down)
                self._hold()
        elif identity := movable(self.desk):
            self._shift += QPointF(across, down)
            self.lifting.start(identity, quiet=False)

    def flip(self, *, across: bool) -> None:
        """Turn what is in hand over: left and right with ``across``, else top and bottom."""
        if self.pose and (self.pending or movable(self.desk)):
            self.pose = self.pose.flipped(across=across)
            self._hold()

    # Ending

    def apply(self) -> None:
        """Lay the pixels down where they are shown, as one step."""
        lifted, pose = self.lifted, self.pose
        if lifted is None or pose is None or self.remaker.busy:
            return
        self._drag = None
        self.document.withdraw = None
        if pose.unmoved:
            self._applied()
            return
        how = str(self.option("filter"))
        self.remaker.start(self.tr("Transform"), partial(_laid_down, lifted, pose.way, how))

    def _applied(self) -> None:
        """It was laid down, or could not be."""
        self._drop()
        if self._active:
            self._soon.start()

    def cancel(self) -> None:
        drag = self._drag
        if drag and drag.pose and not drag.pose.unmoved:  # only this drag; what was before stays
            self.pose, self._drag = drag.pose, None
            self._hold()
        elif self.remaker.busy:
            self.remaker.cancel()
        else:
            self._drop()
            if self._active:
                self._soon.start()

    def _drop(self) -> None:
        """Everything is seen where it is."""
        self.lifting.cancel()
        for document in (self._listening, self.document):
            if document:
                document.withdraw = None
                document.show_in_hand({})
        self._drag = self._last = self.lifted = self.pose = None
        self._shift = QPointF()
        self.overlay_changed.emit(QRectF())

    # Looks

    def _hit(self, at: QPointF) -> str:
        if self.pose is None:
            return ""
        return handles.hit(at, self.pose.box, self._zoom, self.pose.way, turns=True)

    def hover(self, pointer: Pointer) -> None:
        over = self._hit(pointer.at) if finite(pointer.at) else ""
        if over != self._over:
            self._over = over
            self.cursor_changed.emit()

    def cursor(self, zoom: float) -> QCursor:
        self._zoom = zoom
        angle = self.pose.angle if self.pose else 0.0
        return QCursor(handles.cursor_of(self._over or handles.INSIDE, angle))

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self._zoom = lens.scale
        lifted, pose = self.lifted, self.pose
        if lifted is None or pose is None:
            return
        if lifted.preview and self.pending:
            painter.save()
            painter.translate(window_point(lens, QPointF(0, 0)))
            painter.scale(lens.scale, lens.scale)
            painter.setTransform(pose.way, True)
            shrunk = min(abs(pose.width) / pose.box.width(), abs(pose.height) / pose.box.height())
            lifted.preview.draw(painter, lens.zoom * shrunk)
            painter.restore()
        if self._active:
            handles.draw(painter, lens, pose.box, pose.way)


def _laid_down(lifted: Lifted, way: QTransform, how: str, shot: Snapshot, pace: Pace) -> Patch:
    return lifted.laid_down(way, how, pace)


def _near(point: QPointF) -> QPointF:
    """The point, brought back from beyond all documents."""
    return QPointF(max(-FAR, min(FAR, point.x())), max(-FAR, min(FAR, point.y())))


TOOL = Move
