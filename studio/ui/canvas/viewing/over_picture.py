"""Pictures laid over the document: a running job's preview and the result that waits to be accepted."""

from PySide6.QtCore import QObject, QRect, QRectF, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from studio.jobs import offthread
from studio.ui.canvas.viewing.overlays import on_screen
from studio.ui.pictures import SMALLEST_LEVEL, Pixels, drawable, with_levels
from studio.ui.zoom.lens import Lens
from studio.ui.zoom.painting import draw_image, is_smooth


class OverPicture(QObject):
    """Drawn after the document's pixels and kept with them."""

    changed = Signal(QRect)
    """This area, in document pixels, looks different."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._preview: QImage | None = None
        self._preview_area = QRect()
        self._preview_strength = 1.0
        self._staged: Pixels | None = None
        self._area = QRect()
        self._split = 0.0

    @property
    def staged(self) -> bool:
        return self._staged is not None

    @property
    def covers(self) -> bool:
        """Whether anything lies over the document."""
        return self._staged is not None or self._preview is not None

    @property
    def area(self) -> QRectF:
        """Where the result lies, in document pixels."""
        return QRectF(self._area)

    def set_preview(self, preview: QImage | None, area: QRect) -> None:
        if preview is not None or self._preview is not None:
            both = self._preview_area.united(area)
            self._preview, self._preview_area = preview, area
            if not both.isEmpty():
                self.changed.emit(both)

    def set_preview_strength(self, strength: float) -> None:
        """How strongly the preview covers what is under it, 0 to 1."""
        if strength != self._preview_strength:
            self._preview_strength = strength
            if self._preview is not None:
                self.changed.emit(self._preview_area)

    def set_staged(self, result: QImage | None, area: QRect) -> None:
        before = self._area if self._staged else QRect()
        self._staged, self._area = None, QRect()
        if result is not None and not result.isNull():
            self._staged, self._area = Pixels(drawable(result)), area
            if max(result.width(), result.height()) > 2 * SMALLEST_LEVEL:
                offthread.run(with_levels, self._staged.image, done=self._levels_made)
        both = before.united(self._area)
        if not both.isEmpty():
            self.changed.emit(both)

    def _levels_made(self, pixels: Pixels) -> None:
        if self._staged and self._staged.image.cacheKey() == pixels.image.cacheKey():
            self._staged = pixels
            self.changed.emit(self._area)

    def divide(self, split: float) -> None:
        """Hide this fraction of the result's width, from the left."""
        if split != self._split:
            self._split = split
            if self._staged:
                self.changed.emit(self._area)

    def draw(self, painter: QPainter, lens: Lens, exposed: QRectF) -> None:
        """Draw in window pixels."""
        if self._staged:
            area = on_screen(lens, QRectF(self._area))
            zoom = lens.ratio * area.width() / max(1, self._staged.image.width())
            right = area.adjusted(area.width() * self._split, 0, 0, 0)
            painter.save()
            painter.setClipRect(right, Qt.ClipOperation.IntersectClip)
            draw_image(painter, self._staged.level(zoom), area, exposed, smooth=is_smooth(zoom))
            painter.restore()
        if self._preview is not None:
            painter.setOpacity(self._preview_strength)
            area = on_screen(lens, QRectF(self._preview_area))
            draw_image(painter, self._preview, area, exposed, smooth=True)
            painter.setOpacity(1.0)
