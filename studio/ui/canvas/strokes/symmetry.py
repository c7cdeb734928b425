"""Where a stroke is repeated: mirrored and turned copies of a place, and wrapping at the edges."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QPointF, QRect, QRectF
from PySide6.QtGui import QTransform

from studio.ui.canvas.tool import Symmetry

TURNS_MOST = 64
_ROUNDS_MOST = 3
"""How often a dab larger than the document goes around it, at most, to either side."""


def transforms(symmetry: Symmetry, area: QRect) -> list[QTransform]:
    """All copies of the document's plane that a stroke is drawn in; the first one changes nothing."""
    centre = symmetry.centre or QRectF(area).center()
    mirrors = [(1.0, 1.0)]
    if symmetry.across:
        mirrors += [(-across, down) for across, down in mirrors]
    if symmetry.down:
        mirrors += [(across, -down) for across, down in mirrors]
    turns = max(1, min(TURNS_MOST, symmetry.turns))
    found: dict[tuple[float, ...], QTransform] = {}
    for turn in range(turns):
        for across, down in mirrors:
            copy = _around(centre, across, down, 2 * math.pi * turn / turns)
            found.setdefault(_rounded(copy), copy)
    return list(found.values())


def _around(centre: QPointF, across: float, down: float, angle: float) -> QTransform:
    if not angle and (across, down) == (1.0, 1.0):
        return QTransform()
    cosine, sine = math.cos(angle), math.sin(angle)
    xx, xy, yx, yy = cosine * across, sine * across, -sine * down, cosine * down
    return QTransform(
        xx,
        xy,
        yx,
        yy,
        centre.x() - xx * centre.x() - yx * centre.y(),
        centre.y() - xy * centre.x() - yy * centre.y(),
    )


def _rounded(copy: QTransform) -> tuple[float, ...]:
    """Equal for copies that are the same, as mirroring twice and turning by half are."""
    parts = (copy.m11(), copy.m12(), copy.m21(), copy.m22())
    return tuple(round(part, 6) + 0.0 for part in parts)


def turned(copy: QTransform, angle: float) -> float:
    """The direction ``angle`` (degrees) as it is in a copy."""
    x, y = math.cos(math.radians(angle)), math.sin(math.radians(angle))
    return math.degrees(math.atan2(x * copy.m12() + y * copy.m22(), x * copy.m11() + y * copy.m21()))


def wrapped(box: QRect, area: QRect) -> Iterator[tuple[int, int]]:
    """Shifts by whole documents under which ``box`` meets ``area`` (whose corner is 0, 0)."""
    for right in _rounds(box.left(), box.width(), area.width()):
        for down in _rounds(box.top(), box.height(), area.height()):
            yield right, down


def _rounds(start: int, length: int, side: int) -> list[int]:
    first = -((start + length - 1) // side) * side
    count = (side - 1 - start - first) // side + 1
    most = min(count, 2 * _ROUNDS_MOST + 1)
    skipped = (count - most) // 2  # of a huge dab the middle counts
    return [first + number * side for number in range(skipped, skipped + most)]
