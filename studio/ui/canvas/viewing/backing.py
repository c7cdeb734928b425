"""What the canvas shows as pixels of the screen: kept between frames, moved when panning."""

from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect, QRectF, QSize
from PySide6.QtGui import QColor, QPainter, QPixmap, QRegion, QTransform

from studio.ui.canvas.tile import SIDE, Key, keys_in, rectangles
from studio.ui.canvas.viewing.projection import WHOLE_FROM, Projection
from studio.ui.theme import tokens
from studio.ui.zoom.backdrop import SQUARE, draw_checkerboard, draw_shadow
from studio.ui.zoom.lens import Lens
from studio.ui.zoom.painting import is_smooth

GRID_FROM = 8.0
"""Zoom from which on the grid of pixels is drawn."""
RECTANGLES_MOST = 12
"""A region of more rectangles is drawn as one."""

_View = tuple[int, int, float, float]
"""Device pixel of the document's corner, zoom, device pixel ratio."""


class Backing:
    """The document as seen through a lens, in device pixels. Only what is dirty is drawn again."""

    def __init__(self) -> None:
        self._pixmap = QPixmap()
        self._view: _View | None = None
        self.dirty = QRegion()

    def spoil(self) -> None:
        """Everything has to be drawn again."""
        self._view = None

    def look(self, lens: Lens, size: QSize) -> None:
        """Move to where ``lens`` looks; ``size`` in device pixels."""
        left, top = lens.origin
        view = (round(left * lens.ratio), round(top * lens.ratio), lens.zoom, lens.ratio)
        if self._pixmap.size() != size:
            self._pixmap = QPixmap(size)
            self._pixmap.fill(QColor(tokens().canvas))
            self._view = None
        before, self._view = self._view, view
        if before is None or before[2:] != view[2:]:
            self.dirty = QRegion(self._pixmap.rect())
            return
        right, down = view[0] - before[0], view[1] - before[1]
        if right or down:
            if abs(right) >= size.width() or abs(down) >= size.height():
                self.dirty = QRegion(self._pixmap.rect())
                return
            everything = self._pixmap.rect()
            self._pixmap.scroll(right, down, everything)
            kept = everything.translated(right, down)
            self.dirty = (
                self.dirty.translated(right, down)
                .intersected(everything)
                .united(QRegion(everything).subtracted(QRegion(kept)))
            )

    def on_device(self, area: QRect) -> QRect:
        """The device pixels that ``area`` of the document can touch."""
        if self._view is None:
            return self._pixmap.rect()
        left, top, zoom, _ = self._view
        placed = QRectF(
            left + area.x() * zoom, top + area.y() * zoom, area.width() * zoom, area.height() * zoom
        )
        reach = max(1, round(zoom)) + 1  # smooth scaling mixes neighbours
        return placed.toAlignedRect().adjusted(-reach, -reach, reach, reach).intersected(self._pixmap.rect())

    def seen(self) -> QRect:
        """The part of the document in sight, in its pixels; reaches past its edges."""
        if self._view is None:
            return QRect()
        left, top, zoom, _ = self._view
        size = self._pixmap.size()
        return QRectF(-left / zoom, -top / zoom, size.width() / zoom, size.height() / zoom).toAlignedRect()

    def redraw(self, projection: Projection, over: Callable[[QPainter, QRect], None]) -> None:
        """Draw what is dirty; ``over`` adds to each rectangle, in logical pixels, clipped."""
        if self.dirty.isEmpty() or self._view is None:
            return
        areas = rectangles(self.dirty)
        if len(areas) > RECTANGLES_MOST:
            areas = [self.dirty.boundingRect()]
        ratio = self._view[3]
        with QPainter(self._pixmap) as painter:
            for area in areas:
                painter.setClipRect(area)
                self._draw(painter, projection, area)
                painter.save()
                painter.scale(ratio, ratio)
                over(painter, area)
                painter.restore()
        self.dirty = QRegion()

    def show(self, painter: QPainter, exposed: QRect) -> None:
        """Copy it to the window; ``exposed`` in logical pixels."""
        ratio = self._view[3] if self._view else 1.0
        painter.save()
        painter.setClipRect(exposed)
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        painter.scale(1 / ratio, 1 / ratio)
        painter.drawPixmap(0, 0, self._pixmap)
        painter.restore()

    # One rectangle

    def _draw(self, painter: QPainter, projection: Projection, exposed: QRect) -> None:
        assert self._view is not None
        left, top, zoom, ratio = self._view
        document = projection.document.area
        place = QRect(left, top, round(document.width() * zoom), round(document.height() * zoom))
        dark = tokens().dark
        if not place.contains(exposed):
            painter.fillRect(exposed, QColor(tokens().canvas))
            draw_shadow(painter, QRectF(place), dark, ratio)
        inside = exposed.intersected(place)
        if inside.isEmpty():
            return
        painter.setClipRect(inside)
        level = projection.level_for(zoom)
        keys = keys_in(self._document_area(inside).intersected(document))
        if not all(projection.is_opaque(key) for key in keys):
            draw_checkerboard(painter, QRectF(place), dark, round(SQUARE * ratio))
        self._draw_tiles(painter, projection, level, keys)
        if zoom >= GRID_FROM:
            self._draw_grid(painter, inside)
        painter.setClipRect(exposed)

    def _document_area(self, device: QRect) -> QRect:
        """The document pixels that are drawn into these device pixels, and their neighbours."""
        assert self._view is not None
        left, top, zoom, _ = self._view
        area = QRectF(
            (device.x() - left) / zoom,
            (device.y() - top) / zoom,
            device.width() / zoom,
            device.height() / zoom,
        )
        return area.toAlignedRect().adjusted(-1, -1, 1, 1)

    def _draw_tiles(self, painter: QPainter, projection: Projection, level: int, keys: list[Key]) -> None:
        assert self._view is not None
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, is_smooth(self._view[2]))
        self._scale(painter, level)
        if level >= WHOLE_FROM:
            painter.drawImage(0, 0, projection.whole(level))
        else:
            side = SIDE >> level
            missing: list[Key] = []
            for key in keys:
                image = projection.image(level, key)
                if image is None:
                    missing.append(key)
                else:
                    painter.drawImage(key[0] * side, key[1] * side, image)
            if missing:
                self._draw_missing(painter, projection, missing)
        painter.resetTransform()

    def _scale(self, painter: QPainter, level: int) -> None:
        assert self._view is not None
        left, top, zoom, _ = self._view
        factor = zoom * (1 << level)
        painter.setTransform(QTransform(factor, 0, 0, factor, left, top))

    def _draw_missing(self, painter: QPainter, projection: Projection, keys: list[Key]) -> None:
        """A coarser picture where tiles are not computed yet."""
        coarse = projection.coarsest()
        self._scale(painter, coarse)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        side = SIDE >> coarse
        image = projection.whole(coarse)
        for key in keys:
            part = QRect(key[0] * side, key[1] * side, side, side)
            painter.drawImage(part, image, part)

    def _draw_grid(self, painter: QPainter, inside: QRect) -> None:
        """Faint lines between the pixels of the picture."""
        assert self._view is not None
        left, top, zoom, _ = self._view
        area = self._document_area(inside)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        for shade, shift in ((QColor(0, 0, 0, 56), 0), (QColor(255, 255, 255, 30), 1)):
            for x in range(area.left(), area.right() + 2):
                painter.fillRect(QRect(round(left + x * zoom) + shift, inside.y(), 1, inside.height()), shade)
            for y in range(area.top(), area.bottom() + 2):
                painter.fillRect(QRect(inside.x(), round(top + y * zoom) + shift, inside.width(), 1), shade)


def device_region(area: QRect, ratio: float) -> QRect:
    """Device pixels of a rectangle of logical ones, rounded outwards."""
    return QRectF(
        area.x() * ratio, area.y() * ratio, area.width() * ratio, area.height() * ratio
    ).toAlignedRect()


def logical_region(area: QRect, ratio: float) -> QRect:
    """Logical pixels that cover a rectangle of device pixels."""
    return device_region(area, 1 / ratio) if ratio != 1.0 else QRect(QPoint(area.topLeft()), area.size())
