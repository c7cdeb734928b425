"""Drawing pictures on a view: stretched over an area of which only a part is exposed, words, labels."""

from PySide6.QtCore import QPointF, QRectF, QSizeF, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.theme import scaled, tokens
from studio.ui.zoom.compare import draw_label

NEAREST_ABOVE = 2.0
"""Beyond this zoom single pixels are shown as squares."""
LABEL_INSET = 12


def is_smooth(zoom: float) -> bool:
    """Whether pixels are blended at ``zoom`` (device pixels per picture pixel)."""
    return zoom <= NEAREST_ABOVE and zoom != 1.0


def draw_image(painter: QPainter, image: QImage, area: QRectF, exposed: QRectF, *, smooth: bool) -> None:
    """``image`` stretched over ``area``, of which only ``exposed`` is computed.

    The whole is placed and then clipped, never a cut-out source: rounding then does not depend on
    what happens to be exposed, and no seams appear while panning.
    """
    visible = area.intersected(exposed)
    if visible.isEmpty() or image.isNull():
        return
    painter.save()
    painter.setClipRect(visible, Qt.ClipOperation.IntersectClip)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, smooth)
    across, down = area.width() / image.width(), area.height() / image.height()
    if across > 1 and not smooth:  # whole pixels can be cut out safely, and it is much quicker
        left, top = int((visible.x() - area.x()) / across), int((visible.y() - area.y()) / down)
        right = min(image.width(), int((visible.right() - area.x()) / across) + 1)
        bottom = min(image.height(), int((visible.bottom() - area.y()) / down) + 1)
        source = QRectF(left, top, right - left, bottom - top)
        place = QRectF(area.x() + left * across, area.y() + top * down, 0, 0)
        place.setSize(QSizeF(source.width() * across, source.height() * down))
        painter.drawImage(place, image, source)
    else:
        painter.translate(area.topLeft())
        painter.scale(across, down)
        painter.drawImage(QPointF(0, 0), image)
    painter.restore()


def draw_sides(painter: QPainter, area: QRectF, before: str, after: str) -> None:
    """Name the two sides of a comparison in the upper corners of ``area``."""
    inset = scaled(LABEL_INSET)
    draw_label(painter, before, area.topLeft() + QPointF(inset, inset), from_right=False)
    draw_label(painter, after, area.topRight() + QPointF(-inset, inset), from_right=True)


def draw_message(painter: QPainter, area: QRectF, message: str) -> None:
    """A sentence in the middle of ``area``."""
    font = painter.font()
    font.setPixelSize(scaled(14))
    painter.setFont(font)
    painter.setPen(QColor(tokens().muted))
    room = QRectF(0, 0, max(scaled(160), min(area.width() - 32, scaled(380))), area.height())
    room.moveCenter(area.center())
    painter.drawText(room, Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, message)
