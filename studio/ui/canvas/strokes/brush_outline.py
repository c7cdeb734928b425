"""The outline of a tip at the pointer, in two tones so that it is seen on any ground."""

import math

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen

from studio.ui.canvas.strokes.dabs import Shape
from studio.ui.zoom.lens import Lens

_SMALL = 5.0
"""Outlines smaller than this (window pixels) become a cross."""
_ARM = (4.0, 9.0)
_KEPT_MOST = 512.0
"""Half of an outline's length up to which it is kept as a picture; it is drawn in every frame of a stroke."""
_DARK, _LIGHT = QColor(0, 0, 0, 190), QColor(255, 255, 255, 220)


def window_point(lens: Lens, at: QPointF) -> QPointF:
    """A place of the document in window pixels."""
    left, top = lens.origin
    return QPointF(left + at.x() * lens.scale, top + at.y() * lens.scale)


def two_toned(painter: QPainter, pens: tuple[QColor, QColor] = (_DARK, _LIGHT)) -> list[QPen]:
    """The pens to draw a line with, the wide dark one first."""
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    return [QPen(pens[0], 2.5), QPen(pens[1], 1.0)]


def draw_tip(painter: QPainter, lens: Lens, at: QPointF, shape: Shape) -> None:
    """The tip's rim around ``at`` (document pixels), or a cross when it would be tiny."""
    spot = window_point(lens, at)
    long = shape.size * lens.scale / 2
    if long < _SMALL:
        draw_cross(painter, spot)
        return
    rim = (long, max(1.0, long * shape.roundness), shape.angle)
    if long > _KEPT_MOST:
        _draw_rim(painter, spot, rim)
        return
    picture = _kept(rim, lens.ratio)
    half = picture.width() / picture.devicePixelRatio() / 2
    # On whole pixels of the screen, or it would be blurred.
    left, top = (round((place - half) * lens.ratio) / lens.ratio for place in (spot.x(), spot.y()))
    painter.drawImage(QPointF(left, top), picture)


_Rim = tuple[float, float, float]
"""Half its length, half its thickness, angle."""
_last: list[tuple[_Rim, float, QImage]] = []
"""The picture of the outline drawn last; empty before the first one."""


def _kept(rim: _Rim, ratio: float) -> QImage:
    """The outline as a picture, its middle in the middle."""
    if _last and _last[0][:2] == (rim, ratio):
        return _last[0][2]
    side = 2 * math.ceil((rim[0] + 2) * ratio)
    picture = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    picture.setDevicePixelRatio(ratio)
    picture.fill(Qt.GlobalColor.transparent)
    with QPainter(picture) as painter:
        _draw_rim(painter, QPointF(side, side) / (2 * ratio), rim)
    _last[:] = [(rim, ratio, picture)]
    return picture


def _draw_rim(painter: QPainter, spot: QPointF, rim: _Rim) -> None:
    long, thick, angle = rim
    painter.save()
    painter.translate(spot)
    painter.rotate(angle)
    for pen in two_toned(painter):
        painter.setPen(pen)
        painter.drawEllipse(QPointF(0, 0), long, thick)
    painter.restore()


def draw_cross(painter: QPainter, spot: QPointF) -> None:
    """A cross that leaves its middle free, at a place in the window."""
    painter.save()
    near, far = _ARM
    for pen in two_toned(painter):
        painter.setPen(pen)
        for x, y in ((1, 0), (-1, 0), (0, 1), (0, -1)):
            painter.drawLine(
                QLineF(spot.x() + x * near, spot.y() + y * near, spot.x() + x * far, spot.y() + y * far)
            )
    painter.restore()


def reach(at: QPointF, size: float, zoom: float) -> QRectF:
    """The document area that the outline or cross at ``at`` covers."""
    half = size / 2 + (_ARM[1] + 2) / max(zoom, 1e-3)
    return QRectF(at.x() - half, at.y() - half, 2 * half, 2 * half)
