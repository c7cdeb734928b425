"""The canvas: shows a layered document through a lens; mouse, pen and fingers go to the tool in hand."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDropEvent,
    QFocusEvent,
    QHideEvent,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QRegion,
    QShowEvent,
    QTabletEvent,
    QTouchEvent,
)
from PySide6.QtWidgets import QWidget

from studio.core.errors import StudioError
from studio.ui.canvas.files.formats import FOREIGN_READ, OWN
from studio.ui.canvas.tile import rectangles
from studio.ui.canvas.tool import Desk, Tool
from studio.ui.canvas.viewing import overlays
from studio.ui.canvas.viewing.ants import Ants
from studio.ui.canvas.viewing.backing import Backing, device_region, logical_region
from studio.ui.canvas.viewing.over_picture import OverPicture
from studio.ui.canvas.viewing.pointer_input import PointerInput
from studio.ui.canvas.viewing.projection import Projection
from studio.ui.theme import is_theme_change
from studio.ui.zoom.painting import draw_message, draw_sides
from studio.ui.zoom.zoom_view import ZoomView

BEFORE_FRAME = 0.003
"""Seconds spent on compositing before a frame is drawn; the rest follows between frames."""
BEFORE_STROKE = 0.008
"""The same while something is painted: a segment is seen whole, not in two frames."""


class CanvasView(ZoomView):
    """Shows the document of a desk, what a job is making of it, and results that wait on it."""

    picture_dropped = Signal(str, QPointF)  # path, place in document pixels
    problem = Signal(object)  # ErrorReport
    taken = (OWN, *FOREIGN_READ)

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = desk
        self._backing = Backing()
        self._over = OverPicture(self)
        self._over.changed.connect(self._redraw_area)
        self._input = PointerInput(self)
        self._input.failed = self._troubled
        self._message = ""
        self._painting = False
        self._frame = QRect()
        self._fits_late = False
        """The frame has changed since the picture was fitted into the view."""
        self._document = desk.document
        self.projection = Projection(desk.document, self)
        self._ants = Ants(desk.document, self)
        self._follow()
        desk.document_changed.connect(self._document_changed)
        desk.symmetry_changed.connect(self.update)
        desk.pan_wanted.connect(self._pan_by)
        desk.zoom_wanted.connect(self._zoom_at)
        desk.look_wanted.connect(self.look_at)
        self.setMouseTracking(True)
        self.setTabletTracking(True)
        self.setAttribute(Qt.WidgetAttribute.WA_AcceptTouchEvents)
        self.setAcceptDrops(True)
        self.setAccessibleName(self.tr("Canvas"))

    # The document

    def _document_changed(self) -> None:
        if self.desk.document is self._document:
            return
        self._input.cancel()
        document = self._document
        document.state_changed.disconnect(self._state_changed)
        self.projection.close()
        self._ants.close()
        self._document = self.desk.document
        self.projection = Projection(self._document, self)
        self._ants = Ants(self._document, self)
        self._follow()
        self._backing.spoil()
        self.fit()

    def _follow(self) -> None:
        """Listen to the document that is open now."""
        self._size = self._document.area
        self._frame = self._document.frame
        self._layers = self._document.state.layers
        self._active = self._document.state.active
        self._document.state_changed.connect(self._state_changed)
        self.projection.updated.connect(self._redraw_area)
        self.projection.troubled.connect(self._troubled)
        self._ants.changed.connect(self._ants_changed)
        self._ants.set_shown(self.isVisible())

    def _troubled(self, error: StudioError) -> None:
        """Pixels cannot be had: they are shown as empty, and nothing can be painted on them."""
        self.problem.emit(error.report())

    def _state_changed(self) -> None:
        state = self._document.state
        if self._document.area != self._size:
            self._size = self._document.area
            self._backing.spoil()
            self.arrange()
        if self._document.frame != self._frame:
            self._frame = self._document.frame
            self._fits_late = True
            self._fit_late()
            self.update()
        if (state.layers, state.active) != (self._layers, self._active):
            self._layers, self._active = state.layers, state.active
            self._backing.spoil()  # tints of masks may come or go
            self.update()

    def _fit_late(self) -> None:
        """Show all of the frame again; not while it is being dragged, for it would run from the pointer."""
        if self._fits_late and not self._input.pressed:
            self._fits_late = False
            if self.fitting:
                self.arrange()

    # What is shown besides

    def set_message(self, text: str) -> None:
        """A sentence in the middle while the document is empty; '' removes it."""
        self._message = text
        self.update()

    def show_preview(self, preview: QImage | None, area: QRect | None = None) -> None:
        """Draw ``preview`` over ``area`` (document pixels; the frame without) until None ends it."""
        self._over.set_preview(preview, area or self._document.frame)

    def dim_preview(self, strength: float) -> None:
        """How strongly a preview covers what is under it, 0 to 1."""
        self._over.set_preview_strength(strength)

    def show_staged(self, result: QImage | None, area: QRect | None = None) -> None:
        """Show a result in its place (``area`` in document pixels), with its transparency. None ends it."""
        self._over.set_staged(result, area or QRect())
        if result is None:
            self.set_comparing(False)
        else:
            self._place_handle()

    def set_comparing(self, on: bool) -> None:
        """Divide the staged result: on the left of the handle the canvas is seen without it."""
        super().set_comparing(on and self._over.staged)
        self._over.divide(self.split if self.comparing else 0.0)

    def _set_split(self, fraction: float) -> None:
        super()._set_split(fraction)
        self._over.divide(self.split if self.comparing else 0.0)

    # Where

    def content(self) -> QRectF:
        return QRectF(self._document.area.united(self._document.frame))

    def compared(self) -> QRectF:
        return self._over.area if self._over.staged else self.content()

    def frame_rect(self) -> QRectF:
        """The generation frame in document pixels."""
        return QRectF(self._document.frame)

    def moved(self) -> None:
        super().moved()
        self.show_cursor()

    def _pan_by(self, way: QPointF) -> None:
        self.pan(way.x() * self.lens.scale, way.y() * self.lens.scale)

    def _zoom_at(self, at: QPointF, closer: bool) -> None:
        spot = self.on_screen(QRectF(at, at)).topLeft()
        self.zoom_to(self.lens.next_step(closer), spot)

    def look_at(self, area: QRectF) -> None:
        """Show ``area`` (document pixels) as large as fits in the view."""
        area = area.intersected(self.content())
        if not area.isEmpty():
            across, down = self.lens.width / area.width(), self.lens.height / area.height()
            self.fitting = False
            self.lens.x, self.lens.y = area.center().x(), area.center().y()
            self.zoom_to(min(across, down) * self.lens.ratio)

    # Drawing

    def _redraw_area(self, area: QRect) -> None:
        """Document pixels look different; an empty area means all of them."""
        place = (
            self._backing.on_device(area)
            if not area.isEmpty()
            else device_region(self.rect(), self.lens.ratio)
        )
        if not place.isEmpty():
            self._backing.dirty = self._backing.dirty.united(QRegion(place))
            if not self._painting:
                self.update(logical_region(place, self.lens.ratio))

    def paintEvent(self, event: QPaintEvent) -> None:
        lens = self.lens
        size = QSize(round(self.width() * lens.ratio), round(self.height() * lens.ratio))
        self._painting = True
        self._backing.look(lens, size)
        self.projection.want(self.projection.level_for(lens.zoom), self._backing.seen())
        self.projection.work(BEFORE_STROKE if self._document.editing else BEFORE_FRAME)
        self._painting = False
        late = QRegion()
        for area in rectangles(self._backing.dirty):
            late += logical_region(area, lens.ratio)
        self._backing.redraw(self.projection, self._draw_over_picture)
        with QPainter(self) as painter:
            self._backing.show(painter, event.rect())
            self._draw_overlays(painter)
        late -= event.region()
        if not late.isEmpty():  # what was computed just now outside of what this event may draw
            self.update(late)

    def _draw_over_picture(self, painter: QPainter, device: QRect) -> None:
        """What belongs to the kept pixels of the screen: it moves with the picture."""
        exposed = QRectF(logical_region(device, self.lens.ratio))
        overlays.draw_tints(painter, self.lens, self._document, exposed)
        self._over.draw(painter, self.lens, exposed)  # a result is judged in its own colours

    def _draw_overlays(self, painter: QPainter) -> None:
        lens, document = self.lens, self._document
        if self._message:
            draw_message(painter, self.on_screen(QRectF(document.area)), self._message)
        overlays.draw_frame(painter, lens, document, self.rect(), covered=self._over.covers)
        overlays.draw_symmetry(painter, lens, self.desk.symmetry, document)
        self._ants.draw(painter, lens)
        if self.comparing:
            draw_sides(painter, self.on_screen(self.compared()), self.tr("Before"), self.tr("After"))
        tool = self._input.tool
        if tool:
            painter.save()
            tool.draw(painter, lens)
            painter.restore()

    def _ants_changed(self) -> None:
        area = self.on_screen(QRectF(self._ants.bounds)).toAlignedRect().adjusted(-2, -2, 2, 2)
        self.update(area.intersected(self.rect()))

    def _tool_drew(self, area: QRectF) -> None:
        if area.isEmpty():
            self.update()
        else:
            self.update(self.on_screen(area).toAlignedRect().adjusted(-3, -3, 3, 3))

    # The tool

    @property
    def tool(self) -> Tool | None:
        """The tool in hand."""
        return self._input.tool

    @property
    def pressed(self) -> bool:
        """Whether a tool is between press and release."""
        return self._input.pressed

    def set_tools(self, tools: Mapping[str, Tool]) -> None:
        """All tools by id: the picker is borrowed with Ctrl, the eraser by a pen's other end."""
        self._input.tools = tools

    def set_tool(self, tool: Tool | None) -> None:
        """Take ``tool`` in hand. It is activated here, the one before is deactivated."""
        before = self._input.tool
        if before is tool:
            return
        if before:
            before.overlay_changed.disconnect(self._tool_drew)
            before.cursor_changed.disconnect(self.show_cursor)
        self._input.set_tool(tool)
        if tool:
            tool.overlay_changed.connect(self._tool_drew)
            tool.cursor_changed.connect(self.show_cursor)
        self.show_cursor()
        self.update()

    def show_cursor(self) -> None:
        if self._grabbed is not None or self._space:
            super().show_cursor()
            return
        tool = self._input.tool_for(self._modifiers)
        if tool:
            self.setCursor(tool.cursor(self.lens.scale))
        else:
            self.unsetCursor()

    _modifiers = Qt.KeyboardModifier.NoModifier

    # Mouse, pen, fingers

    def mousePressEvent(self, event: QMouseEvent) -> None:
        pans = self._space or event.button() != Qt.MouseButton.LeftButton
        if self._grabbed is not None or pans or not self._input.mouse_pressed(event):
            super().mousePressEvent(event)
        else:
            self.setFocus(Qt.FocusReason.MouseFocusReason)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self._space or not self._input.double_clicked(event):
            self.mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            super().mouseMoveEvent(event)
        else:
            self._set_modifiers(event.modifiers())
            self._input.mouse_moved(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if not self._input.mouse_released(event):
            super().mouseReleaseEvent(event)
        self._fit_late()

    def tabletEvent(self, event: QTabletEvent) -> None:
        if event.type() == QEvent.Type.TabletPress:
            self.setFocus(Qt.FocusReason.MouseFocusReason)
        event.setAccepted(self._input.pen(event, panning=self._space))
        self._fit_late()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QTouchEvent) and event.device().type() == event.device().DeviceType.TouchScreen:
            event.setAccepted(self._input.touched(event))
            return True
        return super().event(event)

    def leaveEvent(self, event: QEvent) -> None:
        self._input.leave()
        super().leaveEvent(event)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        self._set_modifiers(event.modifiers(), Qt.Key(event.key()), pressed=True)
        tool = self._input.tool
        if (tool and tool.key(event)) or (event.key() == Qt.Key.Key_Escape and self._input.cancel()):
            event.accept()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        self._set_modifiers(event.modifiers(), Qt.Key(event.key()), pressed=False)
        super().keyReleaseEvent(event)

    def _set_modifiers(
        self, modifiers: Qt.KeyboardModifier, key: Qt.Key = Qt.Key.Key_unknown, *, pressed: bool = False
    ) -> None:
        """Remember what is held; platforms differ in whether the key of an event itself counts."""
        if key == Qt.Key.Key_Control:
            control = Qt.KeyboardModifier.ControlModifier
            modifiers = modifiers | control if pressed else modifiers & ~control
        if modifiers != self._modifiers:
            self._modifiers = modifiers
            self.show_cursor()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        self._set_modifiers(Qt.KeyboardModifier.NoModifier)
        super().focusOutEvent(event)

    # Window

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._ants.set_shown(True)

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if self._input.pressed:  # what only waits to be confirmed goes on waiting
            self._input.cancel()
        self._ants.set_shown(False)

    def changeEvent(self, event: QEvent) -> None:
        if is_theme_change(event):
            self._backing.spoil()
        super().changeEvent(event)

    def dropEvent(self, event: QDropEvent) -> None:
        for path in self.all_dropped(event):
            event.acceptProposedAction()
            self.picture_dropped.emit(path, self._input.at(event.position()))
