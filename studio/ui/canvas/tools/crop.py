"""Crop: a rectangle with handles becomes the document; it may reach outside, which extends it."""

from dataclasses import dataclass

from PySide6.QtCore import QLineF, QObject, QPointF, QRect, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QCursor, QKeyEvent, QKeySequence, QPainter, QPen, QRegion

from studio.core.layers import SIDE_MOST
from studio.core.specs import Choice, Param
from studio.ui.canvas.document import Document
from studio.ui.canvas.shaping import handles
from studio.ui.canvas.shaping.geometry import crop_to
from studio.ui.canvas.shaping.remaking import Remaker
from studio.ui.canvas.shaping.remapping import Pace
from studio.ui.canvas.shaping.resizing import Remade
from studio.ui.canvas.strokes.brush_outline import window_point
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.canvas.strokes.snapping import finite
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.canvas.viewing.backing import rectangles
from studio.ui.sentences import translate_sentence
from studio.ui.theme import tokens
from studio.ui.zoom.lens import Lens

RATIOS = {"1:1": 1.0, "3:2": 1.5, "2:3": 2 / 3, "4:3": 4 / 3, "3:4": 0.75, "16:9": 16 / 9, "9:16": 9 / 16}
SPEC = ToolSpec(
    id="crop",
    label="Crop",
    icon="crop",
    order=41,
    group="transform",
    shortcut="C",
    params=(
        Param(
            id="ratio",
            label="Ratio",
            kind="choice",
            default="free",
            choices=(
                Choice(id="free", label="Free"),
                Choice(id="same", label="As the document"),
                *(Choice(id=name, label=name) for name in RATIOS),
            ),
            help="Width by height that the rectangle keeps.",
        ),
        Param(
            id="thirds",
            label="Thirds",
            kind="bool",
            default=True,
            help="Show lines at the thirds of the rectangle.",
        ),
    ),
    help="Drag a rectangle, adjust its handles. Return or a double click crops, Esc drops it. Past the "
    "edge the document grows; what lies outside of the rectangle is removed.",
)
SHADE = 0.5
"""How far what will be removed is darkened."""
_DRAW = "draw"


@dataclass(frozen=True)
class _Drag:
    what: str
    start: QPointF
    area: QRect | None


class Crop(Tool):
    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(SPEC, desk, parent)
        self.remaker = Remaker(desk, self)
        self.remaker.ended.connect(self._drop)
        self.remaker.problem.connect(lambda report: desk.message.emit(translate_sentence(report.sentence)))
        self.area: QRect | None = None
        """What would be left, in document pixels."""
        self._drag: _Drag | None = None
        self._held: Document | None = None
        """The document whose undo drops the rectangle first."""
        self._zoom, self._over = 1.0, ""
        desk.document_changed.connect(self._drop)
        desk.options_changed.connect(self._options_changed)

    @property
    def busy(self) -> bool:
        return self._drag is not None or self.area is not None or self.remaker.busy

    def cancel(self) -> None:
        self.remaker.cancel()
        self._drop()

    def _drop(self) -> None:
        self.area = self._drag = None
        held, self._held = self._held, None
        if held:
            held.withdraw = None
        self.overlay_changed.emit(QRectF())

    def apply(self) -> None:
        """Make the rectangle the document, as one step."""
        area, self._drag = self.area, None
        if area is None or self.remaker.busy:
            return
        if area == self.document.area:
            self._drop()
            return
        if not area.intersects(self.document.area):
            self.desk.message.emit(self.tr("The rectangle lies wholly outside of the picture."))
            return
        make = crop_to(area)

        def work(shot: Snapshot, pace: Pace) -> Remade:
            return make(shot.state, shot.planes, pace)

        self.remaker.start(self.tr("Crop"), work)

    # Pointer and keys

    def press(self, pointer: Pointer) -> None:
        if self.remaker.busy or not finite(pointer.at):
            return
        self._drag = _Drag(self._hit(pointer.at) or _DRAW, pointer.at, self.area)

    def move(self, pointer: Pointer) -> None:
        drag = self._drag
        if drag is None or not finite(pointer.at):
            return
        to = self._within_reach(pointer.at)
        if drag.what == handles.INSIDE and drag.area:
            way = to - drag.start
            self.area = drag.area.translated(round(way.x()), round(way.y()))
        elif self._far(to, drag.start) or drag.area:
            box = QRectF(drag.area or QRect()) if drag.what != _DRAW else QRectF(drag.start, drag.start)
            handle = "se" if drag.what == _DRAW else drag.what
            if drag.what == _DRAW and not self._far(to, drag.start):
                return
            self.area = self._shaped(box, handle, to, pointer)
        if self.area and self._held is None:
            self._held = self.document
            self._held.withdraw = self._drop
        self.overlay_changed.emit(QRectF())

    def release(self, pointer: Pointer) -> None:
        self.move(pointer)
        self._drag = None

    def double_click(self, pointer: Pointer) -> None:
        self.apply()

    def key(self, event: QKeyEvent) -> bool:
        if not self.busy:
            return False
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.apply()
        elif event.key() == Qt.Key.Key_Escape or event.matches(QKeySequence.StandardKey.Undo):
            self.cancel()
        else:
            return False
        return True

    def hover(self, pointer: Pointer) -> None:
        over = self._hit(pointer.at) if finite(pointer.at) else ""
        if over != self._over:
            self._over = over
            self.cursor_changed.emit()

    def cursor(self, zoom: float) -> QCursor:
        self._zoom = zoom
        return QCursor(handles.cursor_of(self._over) if self._over else Qt.CursorShape.CrossCursor)

    def _hit(self, at: QPointF) -> str:
        return handles.hit(at, QRectF(self.area), self._zoom) if self.area else ""

    def _far(self, to: QPointF, start: QPointF) -> bool:
        """Whether it is more than a click."""
        way = to - start
        long = max(abs(way.x()), abs(way.y())) * self._zoom >= 3
        return long and round(way.x()) != 0 and round(way.y()) != 0

    def _within_reach(self, at: QPointF) -> QPointF:
        most = self.document.area.adjusted(-SIDE_MOST, -SIDE_MOST, SIDE_MOST, SIDE_MOST)
        x = min(max(at.x(), most.left()), most.right())
        y = min(max(at.y(), most.top()), most.bottom())
        return QPointF(x, y)

    # Its shape

    def ratio(self) -> float:
        """Width by height; 0 is free."""
        chosen = self.option("ratio")
        if chosen == "same":
            return self.document.area.width() / self.document.area.height()
        return RATIOS.get(chosen, 0.0)

    def _shaped(self, box: QRectF, handle: str, to: QPointF, pointer: Pointer) -> QRect:
        ratio = self.ratio()
        if pointer.has(Qt.KeyboardModifier.ShiftModifier) and not ratio:
            ratio = box.width() / box.height() if box.width() and box.height() else 1.0
        middle = pointer.has(Qt.KeyboardModifier.AltModifier)
        new = handles.dragged(box, handle, to, ratio=ratio, from_middle=middle).normalized()
        left, top = round(new.left()), round(new.top())
        size = QSize(round(new.right()) - left, round(new.bottom()) - top)
        return QRect(left, top, *(min(max(side, 1), SIDE_MOST) for side in size.toTuple()))

    def _options_changed(self, tool: str) -> None:
        """Another ratio: the rectangle keeps its middle and width."""
        ratio = self.ratio() if tool == self.spec.id else 0.0
        if self.area and ratio and not self._drag:
            height = min(max(1, round(self.area.width() / ratio)), SIDE_MOST)
            middle = self.area.center()
            self.area = QRect(0, 0, self.area.width(), height)
            self.area.moveCenter(middle)
        self.overlay_changed.emit(QRectF())

    # Looks

    def draw(self, painter: QPainter, lens: Lens) -> None:
        self._zoom = lens.scale
        if self.area is None:
            return
        shown = QRectF(
            window_point(lens, QPointF(self.area.topLeft())), QRectF(self.area).size() * lens.scale
        )
        window = QRect(0, 0, round(lens.width) + 1, round(lens.height) + 1)
        shade = QColor(tokens().canvas)
        shade.setAlphaF(SHADE)
        for area in rectangles(QRegion(window).subtracted(QRegion(shown.toAlignedRect()))):
            painter.fillRect(area, shade)
        if self.option("thirds"):
            painter.setPen(QPen(QColor(255, 255, 255, 110), 1))
            for share in (1 / 3, 2 / 3):
                x, y = shown.x() + shown.width() * share, shown.y() + shown.height() * share
                painter.drawLine(QLineF(x, shown.top(), x, shown.bottom()))
                painter.drawLine(QLineF(shown.left(), y, shown.right(), y))
        handles.draw(painter, lens, QRectF(self.area))


TOOL = Crop
