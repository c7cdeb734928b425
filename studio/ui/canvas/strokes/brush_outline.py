"""The outline of a tip at the pointer, in two tones so that it is seen on any ground."""

from PySide6.QtCore import QLineF, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen

from studio.ui.canvas.strokes.dabs import Shape
from studio.ui.zoom.lens import Lens

_SMALL = 5.0
"""Outlines smaller than this (window pixels) become a cross."""
_ARM = (4.0, 9.0)
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
    painter.save()
    painter.translate(spot)
    painter.rotate(shape.angle)
    for pen in two_toned(painter):
        painter.setPen(pen)
        painter.drawEllipse(QPointF(0, 0), long, max(1.0, long * shape.roundness))
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
