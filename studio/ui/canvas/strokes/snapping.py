"""Points put right while dragging: directions in even steps, equal sides, from the middle."""

import math

from PySide6.QtCore import QPointF, QRectF


def finite(point: QPointF) -> bool:
    """Whether it is a place at all."""
    return math.isfinite(point.x()) and math.isfinite(point.y())


def snapped(start: QPointF, end: QPointF, degrees: float) -> QPointF:
    """``end`` turned around ``start`` to the nearest multiple of ``degrees``; the distance stays."""
    way = end - start
    length = math.hypot(way.x(), way.y())
    step = math.radians(degrees)
    angle = round(math.atan2(way.y(), way.x()) / step) * step
    return start + QPointF(math.cos(angle), math.sin(angle)) * length


def box(start: QPointF, end: QPointF, *, equal: bool, from_middle: bool) -> QRectF:
    """The rectangle dragged from ``start`` to ``end``."""
    across, down = end.x() - start.x(), end.y() - start.y()
    if equal:
        side = max(abs(across), abs(down))
        across, down = math.copysign(side, across), math.copysign(side, down)
    if from_middle:
        return QRectF(start.x() - across, start.y() - down, 2 * across, 2 * down).normalized()
    return QRectF(start.x(), start.y(), across, down).normalized()
