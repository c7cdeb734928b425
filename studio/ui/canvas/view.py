"""The canvas: draws picture, preview, frame and comparison; pan and zoom with mouse, fingers and keys."""

import math

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QDragEnterEvent,
    QDropEvent,
    QFocusEvent,
    QGuiApplication,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QNativeGestureEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
    QWheelEvent,
)
from PySide6.QtWidgets import QWidget

from studio.jobs import offthread
from studio.ui.canvas import painting
from studio.ui.canvas.compare import CompareHandle
from studio.ui.canvas.lens import Lens
from studio.ui.pictures import ENDINGS, SMALLEST_LEVEL, Pixels, drawable, with_levels
from studio.ui.theme import is_theme_change

MARGINS = (32, 32, 32, 80)
"""Room around a fitted picture: left, top, right, bottom; the bar of staged results stands below."""
KEY_PAN = 64
WHEEL_ZOOM = 1.2
"""Factor of one notch of a mouse wheel (120 eighths of a degree)."""
_ARROWS = {
    Qt.Key.Key_Left: (1, 0),
    Qt.Key.Key_Right: (-1, 0),
    Qt.Key.Key_Up: (0, 1),
    Qt.Key.Key_Down: (0, -1),
}


class CanvasView(QWidget):
    """Shows one picture and the frame of the next one, centred on each other."""

    zoom_changed = Signal(float)  # device pixels per picture pixel
    picture_dropped = Signal(str)  # path
    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.lens = Lens()
        self.fitting = True
        self.margins: tuple[int, int, int, int] = MARGINS
        self.arrows_pan = True
        """False leaves Left and Right to whoever holds this view."""
        self._pixels: Pixels | None = None
        self._before: Pixels | None = None
        self._split = 0.5
        self._preview: QImage | None = None
        self._frame: QSize | None = QSize(512, 512)
        self._message = ""
        self._space = False
        self._grabbed: QPointF | None = None
        self.handle = CompareHandle(self)
        self.handle.moved.connect(self._split_at)
        self.handle.nudged.connect(self._split_by)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAcceptDrops(True)
        self.setMinimumSize(240, 180)
        self.setAttribute(Qt.WidgetAttribute.WA_OpaquePaintEvent)
        self.setAccessibleName(self.tr("Canvas"))

    # What is shown

    def set_picture(self, picture: QImage | Pixels | None, label: str = "") -> None:
        """Show ``picture`` (None: nothing); ``label`` is read out. Zoom and place stay."""
        if isinstance(picture, QImage):
            picture = Pixels(drawable(picture))
            if max(picture.image.width(), picture.image.height()) > 2 * SMALLEST_LEVEL:
                offthread.run(with_levels, picture.image, done=self._levels_made)
        self._pixels = picture
        self.setAccessibleDescription(label)
        self._arrange()

    def _levels_made(self, pixels: Pixels) -> None:
        if self._pixels and self._pixels.image.cacheKey() == pixels.image.cacheKey():
            self._pixels = pixels
            self.update()

    def picture(self) -> QImage | None:
        """What is shown at full size."""
        return self._pixels.image if self._pixels else None

    def set_frame(self, width: int, height: int) -> None:
        """The size in pixels of the next generation."""
        self._frame = QSize(width, height)
        self._arrange()

    def hide_frame(self) -> None:
        """Show pictures without a generation frame, as in the history's detail view."""
        self._frame = None
        self._arrange()

    def set_message(self, text: str) -> None:
        """A sentence in the middle while there is no picture."""
        self._message = text
        self.update()

    def show_preview(self, preview: QImage | None) -> None:
        """Draw ``preview`` over the whole frame until None ends it."""
        self._preview = preview
        self.update()

    def compare_with(self, before: Pixels | QImage | None) -> None:
        """Divide the picture: ``before`` on the left of the handle. None ends it."""
        if isinstance(before, QImage):
            before = Pixels(drawable(before))
        if before and not self._before:
            self._split = 0.5
        self._before = before
        self._place_handle()
        self.update()

    @property
    def comparing(self) -> bool:
        return self._before is not None

    @property
    def split(self) -> float:
        """Where the comparison divides, as a fraction of the picture's width."""
        return self._split

    # Where it is

    def picture_rect(self) -> QRectF:
        """The picture in its own pixels; the frame's corner is the origin."""
        if not self._pixels:
            return self.frame_rect()
        size = self._pixels.image.size()
        frame = self._frame or size
        left, top = (frame.width() - size.width()) // 2, (frame.height() - size.height()) // 2
        return QRectF(left, top, size.width(), size.height())

    def frame_rect(self) -> QRectF:
        frame = self._frame or (self._pixels.image.size() if self._pixels else QSize(1, 1))
        return QRectF(0, 0, frame.width(), frame.height())

    def on_screen(self, area: QRectF) -> QRectF:
        """``area`` of the canvas in window pixels."""
        left, top = self.lens.origin
        scale = self.lens.scale
        return QRectF(
            left + area.x() * scale, top + area.y() * scale, area.width() * scale, area.height() * scale
        )

    def _arrange(self) -> None:
        self.lens.width, self.lens.height = max(1, self.width()), max(1, self.height())
        self.lens.ratio = self.devicePixelRatioF()
        if self.fitting:
            whole = self.picture_rect().united(self.frame_rect())
            old = self.lens.zoom
            self.lens.fit(whole.left(), whole.top(), whole.right(), whole.bottom(), self.margins)
            if self.lens.zoom != old:
                self.zoom_changed.emit(self.lens.zoom)
        self._moved()

    def _moved(self) -> None:
        if not self.fitting:
            whole = self.picture_rect().united(self.frame_rect())
            self.lens.hold(whole.left(), whole.top(), whole.right(), whole.bottom())
        self._place_handle()
        self.update()

    def fit(self) -> None:
        """Show everything, and keep showing everything when the window changes."""
        self.fitting = True
        self._arrange()

    def zoom_to(self, zoom: float, at: QPointF | None = None) -> None:
        """Zoom (1.0 = one device pixel per picture pixel), holding the point ``at`` in place."""
        self.fitting = False
        self.lens.zoom_to(zoom, at.x() if at else None, at.y() if at else None)
        self._moved()
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
        self._moved()

    # Comparison

    def _split_at(self, x: float) -> None:
        area = self.on_screen(self.picture_rect())
        self._set_split((x - area.left()) / max(1.0, area.width()))

    def _split_by(self, fraction: float) -> None:
        self._set_split(self._split + fraction)

    def _set_split(self, fraction: float) -> None:
        self._split = max(0.0, min(1.0, fraction))
        self._place_handle()
        self.update()

    def _place_handle(self) -> None:
        self.handle.setVisible(self.comparing)
        if self.comparing:
            area = self.on_screen(self.picture_rect())
            self.handle.place(area.left() + area.width() * self._split, area.top(), area.bottom())

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        exposed = QRectF(event.rect())
        scene = painting.Scene(
            picture=self._pixels,
            before=self._before,
            preview=self._preview,
            picture_area=self.on_screen(self.picture_rect()),
            frame_area=self.on_screen(self.frame_rect()) if self._frame else None,
            split=self._split,
            zoom=self.lens.zoom,
            ratio=self.lens.ratio,
            message=self._message,
            labels=(self.tr("Before"), self.tr("After")),
        )
        with QPainter(self) as painter:
            painting.draw(painter, scene, exposed)

    def resizeEvent(self, event: QResizeEvent) -> None:
        self._arrange()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.update()

    # Mouse, fingers, keys

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QNativeGestureEvent):
            if event.gestureType() == Qt.NativeGestureType.ZoomNativeGesture:
                self.zoom_to(self.lens.zoom * (1 + event.value()), event.position())
                return True
        elif event.type() == QEvent.Type.DevicePixelRatioChange:
            self._arrange()
        return super().event(event)

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
            self.setCursor(Qt.CursorShape.ClosedHandCursor)
        else:
            super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            way = event.position() - self._grabbed
            self._grabbed = event.position()
            self.pan(way.x(), way.y())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if self._grabbed is not None:
            self._let_go()

    def _let_go(self) -> None:
        self._grabbed = None
        if self._space:
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
                self.setCursor(Qt.CursorShape.OpenHandCursor)
        elif key in _ARROWS and (control or self.arrows_pan or not sideways):
            right, down = _ARROWS[key]
            self.pan(right * KEY_PAN, down * KEY_PAN)
        elif key in (Qt.Key.Key_Plus, Qt.Key.Key_Equal):
            self.zoom_in()
        elif key in (Qt.Key.Key_Minus, Qt.Key.Key_Underscore):
            self.zoom_out()
        elif control and key == Qt.Key.Key_0:
            self.fit()
        elif control and key == Qt.Key.Key_1:
            self.actual()
        elif control and key == Qt.Key.Key_C:
            self.copy()
        else:
            super().keyPressEvent(event)

    def keyReleaseEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Space and not event.isAutoRepeat():
            self._space = False
            if self._grabbed is None:
                self.unsetCursor()
        else:
            super().keyReleaseEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self._space:  # its release will go to somebody else
            self._space = False
            if self._grabbed is None:
                self.unsetCursor()

    def copy(self) -> bool:
        """Put what is shown on the clipboard; False when there is nothing."""
        picture = self.picture()
        if picture is None:
            return False
        QGuiApplication.clipboard().setImage(picture)
        self.copied.emit()
        return True

    # Dropped pictures

    @staticmethod
    def _dropped(event: QDropEvent) -> str:
        paths = [url.toLocalFile() for url in event.mimeData().urls() if url.isLocalFile()]
        return next((path for path in paths if path.lower().endswith(ENDINGS)), "")

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if self._dropped(event):
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        path = self._dropped(event)
        if path:
            event.acceptProposedAction()
            self.picture_dropped.emit(path)
