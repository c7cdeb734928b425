"""What lies behind and around pictures on the canvas: checkerboard, shadow, outline."""

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import (
    QBrush,
    QColor,
    QLinearGradient,
    QPainter,
    QPen,
    QPixmap,
    QRadialGradient,
)

SQUARE = 8
"""Side of a checkerboard square in logical pixels."""
SHADOW = 22


def draw_checkerboard(painter: QPainter, area: QRectF, dark: bool, square: int = SQUARE) -> None:
    """Fill ``area`` with squares, ``square`` pixels of the painter a side, that start at its corner."""
    tile = QPixmap(square * 2, square * 2)
    # In the dark theme still light enough for black ink to be seen on it.
    light_square, dark_square = ("#565960", "#4c4f55") if dark else ("#ffffff", "#eceae6")
    tile.fill(QColor(light_square))
    inner = QPainter(tile)
    inner.fillRect(0, 0, square, square, QColor(dark_square))
    inner.fillRect(square, square, square, square, QColor(dark_square))
    inner.end()
    brush = QBrush(tile)
    painter.save()
    painter.setBrushOrigin(area.topLeft())
    painter.fillRect(area, brush)
    painter.restore()


def _stops(gradient: QLinearGradient | QRadialGradient, strength: int) -> QBrush:
    for at, part in ((0.0, 1.0), (0.25, 0.6), (0.5, 0.28), (0.75, 0.09), (1.0, 0.0)):
        gradient.setColorAt(at, QColor(0, 0, 0, round(strength * part)))
    return QBrush(gradient)


def draw_shadow(painter: QPainter, around: QRectF, dark: bool, ratio: float = 1.0) -> None:
    """A soft shadow around a picture, a little lower than it; only gradients, so it costs nothing.

    ``ratio`` is how many of the painter's pixels make a logical one.
    """
    strength = 120 if dark else 60
    size = SHADOW * ratio
    box = around.adjusted(3 * ratio, 6 * ratio, -3 * ratio, 2 * ratio)
    corners = (
        (box.topLeft(), -1, -1),
        (box.topRight(), 0, -1),
        (box.bottomLeft(), -1, 0),
        (box.bottomRight(), 0, 0),
    )
    for corner, left, up in corners:
        area = QRectF(corner.x() + left * size, corner.y() + up * size, size, size)
        painter.fillRect(area, _stops(QRadialGradient(corner, size), strength))
    sides = (
        (QRectF(box.left() - size, box.top(), size, box.height()), box.topLeft(), QPointF(-size, 0)),
        (QRectF(box.right(), box.top(), size, box.height()), box.topRight(), QPointF(size, 0)),
        (QRectF(box.left(), box.top() - size, box.width(), size), box.topLeft(), QPointF(0, -size)),
        (QRectF(box.left(), box.bottom(), box.width(), size), box.bottomLeft(), QPointF(0, size)),
    )
    for area, begin, way in sides:
        painter.fillRect(area, _stops(QLinearGradient(begin, begin + way), strength))


def draw_outline(painter: QPainter, around: QRectF, colour: str, device_ratio: float) -> None:
    """A line one device pixel wide just outside ``around``."""
    width = 1.0 / device_ratio
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    pen = QPen(QColor(colour), 0)
    painter.setPen(pen)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.drawRect(around.adjusted(-width, -width, 0, 0))
    painter.restore()
