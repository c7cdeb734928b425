"""One picture, large, to zoom into, to copy and to compare with another one."""

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QColor, QGuiApplication, QImage, QKeyEvent, QKeySequence, QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from studio.jobs import offthread
from studio.ui.pictures import SMALLEST_LEVEL, Pixels, drawable, with_levels
from studio.ui.theme import tokens
from studio.ui.zoom.backdrop import draw_checkerboard, draw_shadow
from studio.ui.zoom.painting import NEAREST_ABOVE, draw_image, draw_message, draw_sides, is_smooth
from studio.ui.zoom.zoom_view import ZoomView


class PictureView(ZoomView):
    """Shows a picture, or a message while there is none."""

    copied = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._pixels: Pixels | None = None
        self._before: Pixels | None = None
        self._message = ""
        self.setAccessibleName(self.tr("Picture"))

    def set_picture(self, picture: QImage | Pixels | None, label: str = "") -> None:
        """Show ``picture`` (None: nothing); ``label`` is read out. Zoom and place stay."""
        if isinstance(picture, QImage):
            picture = Pixels(drawable(picture))
            if max(picture.image.width(), picture.image.height()) > 2 * SMALLEST_LEVEL:
                offthread.run(with_levels, picture.image, done=self._levels_made)
        self._pixels = picture
        self.setAccessibleDescription(label)
        self.arrange()

    def _levels_made(self, pixels: Pixels) -> None:
        if self._pixels and self._pixels.image.cacheKey() == pixels.image.cacheKey():
            self._pixels = pixels
            self.update()

    def picture(self) -> QImage | None:
        """What is shown at full size."""
        return self._pixels.image if self._pixels else None

    def set_message(self, text: str) -> None:
        """A sentence in the middle while there is no picture."""
        self._message = text
        self.update()

    def compare_with(self, before: Pixels | QImage | None) -> None:
        """Divide the picture: ``before`` on the left of the handle. None ends it."""
        self._before = Pixels(drawable(before)) if isinstance(before, QImage) else before
        self.set_comparing(self._before is not None)

    def content(self) -> QRectF:
        return QRectF(self._pixels.image.rect()) if self._pixels else QRectF(0, 0, 1, 1)

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        exposed = QRectF(event.rect())
        area = self.on_screen(self.content())
        with QPainter(self) as painter:
            painter.fillRect(exposed, QColor(tokens().canvas))
            painter.setClipRect(exposed)
            if self._pixels:
                if not area.contains(exposed):
                    draw_shadow(painter, area, tokens().dark)
                self._draw(painter, self._pixels, area, exposed)
                self._draw_before(painter, area, exposed)
            elif self._message:
                draw_message(painter, QRectF(self.rect()), self._message)

    def _draw(self, painter: QPainter, pixels: Pixels, area: QRectF, exposed: QRectF) -> None:
        zoom = self.lens.ratio * area.width() / pixels.image.width()
        smooth = is_smooth(zoom) if pixels is self._pixels else zoom <= NEAREST_ABOVE
        if pixels.image.hasAlphaChannel():
            draw_checkerboard(painter, area, tokens().dark)
        draw_image(painter, pixels.level(zoom), area, exposed, smooth=smooth)

    def _draw_before(self, painter: QPainter, area: QRectF, exposed: QRectF) -> None:
        if self._before is None:
            return
        left = QRectF(area.left(), area.top(), area.width() * self.split, area.height())
        size = self._before.image.size()
        factor = max(area.width() / size.width(), area.height() / size.height())
        cover = QRectF(0, 0, size.width() * factor, size.height() * factor)
        cover.moveCenter(area.center())
        painter.save()
        painter.setClipRect(left, Qt.ClipOperation.IntersectClip)
        self._draw(painter, self._before, cover, exposed.intersected(left))
        painter.restore()
        draw_sides(painter, area, self.tr("Before"), self.tr("After"))

    # Copying

    def keyPressEvent(self, event: QKeyEvent) -> None:
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        if event.matches(QKeySequence.StandardKey.Copy) or (control and event.key() == Qt.Key.Key_C):
            self.copy()
        else:
            super().keyPressEvent(event)

    def copy(self) -> bool:
        """Put what is shown on the clipboard; False when there is nothing."""
        picture = self.picture()
        if picture is None:
            return False
        QGuiApplication.clipboard().setImage(picture)
        self.copied.emit()
        return True
