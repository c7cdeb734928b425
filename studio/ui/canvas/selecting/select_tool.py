"""What the tools that select share: the mode, feather, a drag or click, moving the selection's outline."""

from PySide6.QtCore import QEvent, QLine, QObject, QPoint, QPointF, QRectF, Qt
from PySide6.QtGui import QCursor, QGuiApplication, QKeyEvent, QPainter, QPainterPath, QTransform

from studio.core.specs import Choice, Param
from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.selecting.selection import selection_of
from studio.ui.canvas.selecting.selection_edges import PIXELS_MOST
from studio.ui.canvas.selecting.selection_work import Work
from studio.ui.canvas.strokes.brush_outline import two_toned, window_point
from studio.ui.canvas.strokes.snapping import finite
from studio.ui.canvas.strokes.stroke import FAR
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.canvas.viewing import ants
from studio.ui.zoom.lens import Lens

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
SLACK = 3.0
"""Window pixels that the pointer moves before a press is a drag and no click."""
_HALF = 128
"""Strength from which on a press is inside the selection, as its outline shows it."""

MODE = Param(
    id="mode",
    label="Mode",
    kind="choice",
    default="replace",
    choices=(
        Choice(id="replace", label="New"),
        Choice(id="add", label="Add"),
        Choice(id="subtract", label="Subtract"),
        Choice(id="intersect", label="Intersect"),
    ),
    help="How it joins the selection there is. Shift adds, Alt subtracts, both intersect.",
)
FEATHER = Param(
    id="feather",
    label="Feather",
    kind="int",
    default=0,
    minimum=0,
    maximum=PIXELS_MOST,
    help="Pixels over which the edge fades.",
)
ANTIALIAS = Param(
    id="antialias", label="Smooth edge", kind="bool", default=True, help="Slanted edges show no stairs."
)


def near(point: QPointF) -> QPointF:
    """The point, brought back from beyond all documents."""
    return QPointF(max(-FAR, min(FAR, point.x())), max(-FAR, min(FAR, point.y())))


def mode_of(tool: Tool, pointer: Pointer) -> str:
    """How a press joins the selection: by the keys held, else by the option."""
    adds, takes = pointer.has(SHIFT), pointer.has(ALT)
    if adds and takes:
        return "intersect"
    return "add" if adds else "subtract" if takes else str(tool.option("mode"))


class SelectTool(Tool):
    """Base of the tools that select. What was asked for goes on being computed when another is chosen."""

    def __init__(self, spec: ToolSpec, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(spec, desk, parent)
        self._selection = selection_of(desk)
        self._work: Work | None = None
        self.zoom = 1.0
        """Window pixels per document pixel, as last told."""
        desk.document_changed.connect(self.drop)

    @property
    def busy(self) -> bool:
        return self.drawing or (self._work is not None and not self._work.over)

    @property
    def drawing(self) -> bool:
        """Whether an outline is being drawn."""
        return False

    def drop(self) -> None:
        """Forget the outline that is being drawn."""

    def cancel(self) -> None:
        self.drop()
        work, self._work = self._work, None
        if work:
            self._selection.work.drop(work)

    def deactivate(self) -> None:
        self.drop()
        self._work = None

    def cursor(self, zoom: float) -> QCursor:
        self.zoom = zoom
        return super().cursor(zoom)

    def select(self, path: QPainterPath, mode: str) -> None:
        """Join what ``path`` (document pixels) encloses."""
        self._work = self._selection.combine_path(
            path,
            mode,
            antialias=self.antialias(),
            feather=float(self.option("feather")),
            name=self.undo_name(),
        )

    def antialias(self) -> bool:
        return bool(self.option("antialias"))

    def undo_name(self) -> str:
        return self.tr("Select")

    def draw_path(self, painter: QPainter, lens: Lens, path: QPainterPath) -> None:
        """The outline in two tones, in window pixels."""
        corner = window_point(lens, QPointF(0, 0))
        shown = QTransform(lens.scale, 0, 0, lens.scale, corner.x(), corner.y()).map(path)
        painter.save()
        for pen in two_toned(painter):
            painter.setPen(pen)
            painter.drawPath(shown)
        painter.restore()


class DragSelectTool(SelectTool):
    """Selects by a drag. A click drops the selection; a drag that begins inside it moves its outline."""

    def __init__(self, spec: ToolSpec, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(spec, desk, parent)
        self._pressed: QPointF | None = None
        self._now = QPointF()
        self._mode = "replace"
        self._dragged = False
        self._moving = False
        self._outline: list[QLine] = []
        self._asked = 0
        self._fresh = Qt.KeyboardModifier.NoModifier
        self._shifting = False

    # What subclasses say

    def begin(self, at: QPointF) -> None:
        """A drag begins."""
        raise AssertionError

    def follow(self, at: QPointF, *, equal: bool, from_middle: bool) -> None:
        """The pointer is at ``at``."""
        raise AssertionError

    def shift(self, by: QPointF) -> None:
        """Move all of the outline."""
        raise AssertionError

    def path(self) -> QPainterPath:
        """The outline so far, closed."""
        raise AssertionError

    def clicked(self) -> bool:
        """A press without a drag selects as well; False drops the selection."""
        return False

    # The drag

    @property
    def drawing(self) -> bool:
        return self._pressed is not None

    def drop(self) -> None:
        self._end_shifting()
        self._asked += 1
        if self._pressed is not None:
            self._pressed = None
            self._moving = False
            self._outline = []
            self.overlay_changed.emit(QRectF())

    def press(self, pointer: Pointer) -> None:
        self.drop()
        if not finite(pointer.at):
            return
        at = near(pointer.at)
        self._pressed = self._now = at
        self._mode = mode_of(self, pointer)
        self._dragged = False
        self._fresh = pointer.modifiers
        pixel = QPoint(int(at.x() // 1), int(at.y() // 1))
        self._moving = self._mode == "replace" and self._selection.strength_at(pixel) >= _HALF
        if self._moving:
            self._find_outline()
        self.begin(at)

    def move(self, pointer: Pointer) -> None:
        start = self._pressed
        if start is None or not finite(pointer.at):
            return
        at, before = near(pointer.at), self._now
        self._now = at
        self._fresh &= pointer.modifiers  # a key counts for the shape once it was let go
        way = at - start
        self._dragged = self._dragged or max(abs(way.x()), abs(way.y())) * self.zoom >= SLACK
        if self._shifting:
            self.shift(at - before)
        elif not self._moving:
            held = pointer.modifiers & ~self._fresh
            self.follow(at, equal=bool(held & SHIFT), from_middle=bool(held & ALT))
        self.overlay_changed.emit(QRectF())

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        start = self._pressed
        if start is None:
            return
        way = (self._now - start).toPoint()
        path, moving = self.path(), self._moving
        self.drop()
        if moving and self._dragged:
            self._work = self._selection.move(way)
        elif self._dragged or self.clicked():
            self.select(path, self._mode)
        elif self._mode == "replace":
            self._selection.select_none()

    # Moving the selection's outline

    def _find_outline(self) -> None:
        tiles = dict(self.document.plane(SELECTION).tiles)
        number, area = self._asked, self.document.area
        offthread.run(lambda: (number, ants.outline(tiles, area)), done=self._outlined)

    def _outlined(self, answer: tuple[int, list[QLine]]) -> None:
        number, lines = answer
        if number == self._asked and self._moving:
            self._outline = lines
            self.overlay_changed.emit(QRectF())

    # Space moves the shape while it is drawn

    def key(self, event: QKeyEvent) -> bool:
        if event.key() != Qt.Key.Key_Space or self._pressed is None:
            return False
        application = QGuiApplication.instance()
        if not self._shifting and application:
            self._shifting = True
            application.installEventFilter(self)  # the view keeps the release to itself
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        space = isinstance(event, QKeyEvent) and event.key() == Qt.Key.Key_Space and not event.isAutoRepeat()
        if space and event.type() == QEvent.Type.KeyRelease:
            self._end_shifting()
        return False

    def _end_shifting(self) -> None:
        application = QGuiApplication.instance()
        if self._shifting and application:
            application.removeEventFilter(self)
        self._shifting = False

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self.zoom = lens.scale
        if self._pressed is None or not self._dragged:
            return
        if not self._moving:
            self.draw_path(painter, lens, self.path())
            return
        corner = window_point(lens, QPointF((self._now - self._pressed).toPoint()))
        painter.save()
        painter.setTransform(QTransform(lens.scale, 0, 0, lens.scale, corner.x(), corner.y()), True)
        for pen in two_toned(painter):
            pen.setCosmetic(True)
            painter.setPen(pen)
            painter.drawLines(self._outline)
        painter.restore()
