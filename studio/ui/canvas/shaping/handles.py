"""A box with handles: where they are, which one is under the pointer, and what dragging one makes of it."""

import math

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPen, QPolygonF, QTransform

from studio.ui.canvas.strokes.brush_outline import window_point
from studio.ui.theme import scaled, tokens
from studio.ui.zoom.lens import Lens

HANDLES = {
    "nw": (0.0, 0.0),
    "ne": (1.0, 0.0),
    "se": (1.0, 1.0),
    "sw": (0.0, 1.0),
    "n": (0.5, 0.0),
    "e": (1.0, 0.5),
    "s": (0.5, 1.0),
    "w": (0.0, 0.5),
}
"""Handles and where they are, as shares of width and height. Corners come first."""
INSIDE, TURN = "inside", "turn"
"""Besides the handles: within the box, and outside of it near a corner."""
SIDE = 7
"""Side of a handle, logical pixels."""
_GRAB, _TURN_GRAB = 9.0, 30.0
"""How near to a handle, or outside of a corner, counts; logical pixels."""
_SHAPES = (
    Qt.CursorShape.SizeHorCursor,
    Qt.CursorShape.SizeFDiagCursor,
    Qt.CursorShape.SizeVerCursor,
    Qt.CursorShape.SizeBDiagCursor,
)


def spot_of(handle: str, box: QRectF) -> QPointF:
    """Where a handle of ``box`` is."""
    across, down = HANDLES[handle]
    return QPointF(box.x() + across * box.width(), box.y() + down * box.height())


def hit(at: QPointF, box: QRectF, zoom: float, way: QTransform | None = None, *, turns: bool = False) -> str:
    """What of a box (carried along ``way``) is at a point: a handle, INSIDE, TURN or ''.

    ``zoom`` in logical pixels per document pixel.
    """
    way = way or QTransform()
    grab = scaled(_GRAB) / max(zoom, 1e-6)
    ways = {handle: way.map(spot_of(handle, box)) - at for handle in HANDLES}
    far = {handle: math.hypot(one.x(), one.y()) for handle, one in ways.items()}
    corners = way.map(QPolygonF(_corners(box)))
    bounds = corners.boundingRect()
    small = min(bounds.width(), bounds.height()) < 3 * grab
    inside = corners.containsPoint(at, Qt.FillRule.OddEvenFill)
    nearest = min(far, key=lambda handle: far[handle])
    # A box so small that handles cover it can still be moved by its inside.
    if far[nearest] <= grab and not (small and inside):
        return nearest
    if inside:
        return INSIDE
    if turns and min(far[corner] for corner in ("nw", "ne", "se", "sw")) <= scaled(_TURN_GRAB) / max(
        zoom, 1e-6
    ):
        return TURN
    return ""


def _corners(box: QRectF) -> list[QPointF]:
    return [spot_of(corner, box) for corner in ("nw", "ne", "se", "sw")]


def dragged(
    box: QRectF, handle: str, to: QPointF, *, ratio: float = 0.0, from_middle: bool = False
) -> QRectF:
    """``box`` with one handle dragged to a point; its sides become negative when it is turned over.

    ``ratio`` (width by height) is kept when above 0; ``from_middle`` keeps the middle in place.
    """
    share = HANDLES[handle]
    begin, size = (box.x(), box.y()), (box.width(), box.height())
    aim = (to.x(), to.y())
    sides: list[float] = []
    for number in (0, 1):
        if share[number] == 0.5:
            sides.append(size[number])
            continue
        held = begin[number] + size[number] * (0.5 if from_middle else 1 - share[number])
        length = (aim[number] - held) * (1 if share[number] else -1)
        sides.append(length * 2 if from_middle else length)
    if ratio > 0:
        sides = _kept(sides, share, ratio)
    place = []
    for number in (0, 1):
        hold = 0.5 if from_middle or share[number] == 0.5 else 1 - share[number]
        place.append(begin[number] + hold * (size[number] - sides[number]))
    return QRectF(place[0], place[1], sides[0], sides[1])


def _kept(sides: list[float], share: tuple[float, float], ratio: float) -> list[float]:
    """Both sides in that ratio: led by the one that is dragged, at corners by the larger."""
    width, height = sides
    led_by_width = share[1] == 0.5 or (share[0] != 0.5 and abs(width) >= abs(height) * ratio)
    if led_by_width:
        return [width, math.copysign(abs(width) / ratio, height)]
    return [math.copysign(abs(height) * ratio, width), height]


def cursor_of(what: str, angle: float = 0.0) -> Qt.CursorShape:
    """The mouse cursor over a handle or part of a box that is turned by ``angle`` degrees."""
    if what == INSIDE:
        return Qt.CursorShape.SizeAllCursor
    if what == TURN:
        return Qt.CursorShape.PointingHandCursor
    if not what:
        return Qt.CursorShape.ArrowCursor
    across, down = HANDLES[what]
    direction = math.degrees(math.atan2(down - 0.5, across - 0.5)) + angle
    return _SHAPES[round(direction / 45) % 4]


def draw(painter: QPainter, lens: Lens, box: QRectF, way: QTransform | None = None) -> None:
    """The outline of a box and its handles, in window pixels."""
    way = way or QTransform()
    spots = [window_point(lens, way.map(corner)) for corner in _corners(box)]
    colour = QColor(tokens().selection)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, way.m12() != 0)
    painter.setBrush(Qt.BrushStyle.NoBrush)
    painter.setPen(QPen(colour, 1))
    painter.drawPolygon(QPolygonF(spots))
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setBrush(QColor("white"))
    side = scaled(SIDE)
    for handle in HANDLES:
        spot = window_point(lens, way.map(spot_of(handle, box)))
        painter.drawRect(QRectF(round(spot.x() - side / 2), round(spot.y() - side / 2), side - 1, side - 1))
    painter.restore()
