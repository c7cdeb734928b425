"""Base of everything that shows a large picture: zoom, pan, fit, by mouse wheel, fingers and keys."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.ui.pictures import ENDINGS
from studio.ui.theme import is_theme_change
from studio.ui.zoom.compare import CompareHandle
from studio.ui.zoom.lens import Lens

MARGINS = (32, 32, 32, 80)
"""Room around a fitted picture: left, top, right, bottom; the bar of staged results stands below."""
KEY_PAN = 64
"""Logical pixels that an arrow key moves."""
WHEEL_ZOOM = 1.2
"""Factor of one notch of a mouse wheel (120 eighths of a degree)."""
ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class ZoomView(QWidget):
    """Looks through a lens at ``content()``; subclasses draw it in ``paintEvent``."""

    zoom_changed = Signal(float)  # device pixels per picture pixel

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lens = Lens()
        self.fitting = True
        self.margins: tuple[int, int, int, int] = MARGINS
        self.arrows_pan = True
        """False leaves Left and Right to whoever holds this view."""
        self._space = False
        self._grabbed: QPointF | None = None
        self._comparing = False
        self._split = 0.5
        self.handle = CompareHandle(self)
        self.handle.moved.connect(self._split_at)
        self.handle.nudged.connect(self._split_by)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(240, 180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)

    # What is shown

    def content(self) -> QRectF:
        """Everything that fitting shows, in picture pixels."""
        raise AssertionError("each kind of view knows its content")

    def compared(self) -> QRectF:
        """The area that the comparison divides, in picture pixels."""
        return self.content()

    def on_screen(self, area: QRectF) -> QRectF:
        """``area`` of the picture in window pixels."""
        left, top = self.lens.origin
        scale = self.lens.scale
        return QRectF(
            left + area.x() * scale, top + area.y() * scale, area.width() * scale, area.height() * scale
        )

    # Where it looks

    def arrange(self) -> None:
        """The window or the content has another size."""
        self.lens.width, self.lens.height = max(1, self.width()), max(1, self.height())
        self.lens.ratio = self.devicePixelRatioF()
        if self.fitting:
            whole = self.content()
            old = self.lens.zoom
            self.lens.fit(whole.left(), whole.top(), whole.right(), whole.bottom(), self.margins)
            if self.lens.zoom != old:
                self.zoom_changed.emit(self.lens.zoom)
        self.moved()

    def moved(self) -> None:
        """The lens looks elsewhere."""
        if not self.fitting:
            whole = self.content()
            self.lens.hold(whole.left(), whole.top(), whole.right(), whole.bottom())
        self._place_handle()
        self.update()

    def fit(self) -> None:
        """Show everything, and keep showing everything when the window changes."""
        self.fitting = True
        self.arrange()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom (1.0 = one device pixel per picture pixel), holding the point ``at`` in place."""
        self.fitting = False
        self.lens.zoom_to(zoom, at.x() if at else None, at.y() if at else None)
        self.moved()
        self.zoom_changed.emit(self.lens.zoom)

    def actual(self) -> None:
        self.zoom_to(1.0)

    def zoom_in(self) -> None:
        self.zoom_to(self.lens.next_step(True))

    def zoom_out(self) -> None:
        self.zoom_to(self.lens.next_step(False))

    def pan(self, right: float, down: float) -> None:
        """Move the picture by window pixels."""
        self.fitting = False
        self.lens.pan(right, down)
        self.moved()

    # Comparison

    @property
    def comparing(self) -> bool:
        return self._comparing

    @property
    def split(self) -> float:
        """Where the comparison divides, as a fraction of the compared area's width."""
        return self._split

    def set_comparing(self, on: bool) -> None:
        """Show the dividing line; it starts in the middle."""
        if on and not self._comparing:
            self._split = 0.5
        self._comparing = on
        self._place_handle()
        self.update()

    def _split_at(self, x: float) -> None:
        area = self.on_screen(self.compared())
        self._set_split((x - area.left()) / max(1.0, area.width()))

    def _split_by(self, fraction: float) -> None:
        self._set_split(self._split + fraction)

    def _set_split(self, fraction: float) -> None:
        self._split = max(0.0, min(1.0, fraction))
        self._place_handle()
        self.update()

    def _place_handle(self) -> None:
        self.handle.setVisible(self._comparing)
        if self._comparing:
            area = self.on_screen(self.compared())
            self.handle.place(area.left() + area.width() * self._split, area.top(), area.bottom())

    # Window

    def resizeEvent(self, event: QResizeEvent) -> None:
        self.arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.update()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_to(self.lens.zoom * (1 + event.value()), event.position())
                return True
        elif event.type() == QEvent.Type.DevicePixelRatioChange:
            self.arrange()
        return super().event(event)

    # Mouse and keys

    def wheelEvent(self, event: QWheelEvent) -> None:
        if event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            turned = event.angleDelta().y() or event.angleDelta().x()
            self.zoom_to(self.lens.zoom * math.pow(WHEEL_ZOOM, turned / 120), event.position())
        else:
            moved = event.pixelDelta()
            if moved.isNull():
                moved = event.angleDelta() / 2
            if event.modifiers() & Qt.KeyboardModifier.ShiftModifier and not moved.x():
                moved = moved.transposed()
            self.pan(moved.x(), moved.y())
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        middle = event.button() == Qt.MouseButton.MiddleButton
        if middle or (self._space and event.button() == Qt.MouseButton.LeftButton):
            self._grabbed = event.position()
            self.show_cursor()
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            way = event.position() - self._grabbed
            self._grabbed = event.position()
            self.pan(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._grabbed = None
            self.show_cursor()

    def show_cursor(self) -> None:
        """Show the mouse cursor for what a press would do now."""
        if self._grabbed is not None:
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        elif self._space:
            self.setCursor(Qt.CursorShape.OpenHandCursor)
        else:
            self.unsetCursor()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        sideways = key in (Qt.Key.Key_Left, Qt.Key.Key_Right)
        if key == Qt.Key.Key_Space:
            if not event.isAutoRepeat() and self._grabbed is None:
                self._space = True
                self.show_cursor()
        elif key in ARROWS and (control or self.arrows_pan or not sideways):
            right, down = ARROWS[key]
            self.pan(right * KEY_PAN, down * KEY_PAN)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_out()
        elif control and key == Qt.Key.Key_0:
            self.fit()
        elif control and key == Qt.Key.Key_1:
            self.actual()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            self.show_cursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._space:  # its release will go to somebody else
            self._space = False
            self.show_cursor()

    # Dropped pictures

    taken: tuple[str, ...] = ENDINGS
    """Endings of files that may be dropped here."""

    def dropped(self, event: QDropEvent) -> str:
        """Path of the first file that is being dropped and can be shown here, or ''."""
        return next(iter(self.all_dropped(event)), "")

    def all_dropped(self, event: QDropEvent) -> list[str]:
        """Paths of all files that are being dropped and can be shown here."""
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        return [path for path in paths if path.lower().endswith(self.taken)]

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self.dropped(event):
            event.acceptProposedAction()
