"""Which pixels a fill reaches: those like the one clicked on, joined to it or everywhere."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.strokes.landing import Snapshot

if TYPE_CHECKING:
    from numpy import ndarray

GAP_MOST = 64
GROW_MOST = 200
STRIP = 512
"""Rows that are looked at together."""


@dataclass(frozen=True)
class Reach:
    """``gap`` and ``grow`` in pixels; a negative ``grow`` shrinks."""

    contiguous: bool = True
    gap: int = 0
    grow: int = 0
    smooth: bool = True


def alike(shot: Snapshot, layer: str, at: QPoint, tolerance: int) -> "ndarray":
    """255 where a pixel is like the one at ``at`` and else 0, over the whole document (rows first).

    ``layer`` is looked at alone; '' looks at the picture. Read in strips, so that little memory is held.
    """
    import cv2
    import numpy as np

    clicked = _seen(shot, layer, QRect(at.x(), at.y(), 1, 1))
    seed = _pixels(clicked)[0, 0].astype(int)
    least = np.clip(seed - tolerance, 0, 255).astype(np.uint8)
    most = np.clip(seed + tolerance, 0, 255).astype(np.uint8)
    area = shot.area
    result = np.empty((area.height(), area.width()), np.uint8)
    for top in range(0, area.height(), STRIP):
        shot.check()
        strip = _seen(shot, layer, QRect(0, top, area.width(), STRIP).intersected(area))
        result[top : top + strip.height()] = cv2.inRange(_pixels(strip), least, most)
    return result


def _seen(shot: Snapshot, layer: str, area: QRect) -> QImage:
    if layer:
        return (shot.planes.get(layer) or Plane()).read(area)
    return flatten(shot.state, shot.planes, area)


def _pixels(image: QImage) -> "ndarray":
    """The bytes of a picture, which must outlive them."""
    import numpy as np

    return np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)


def reached(alike: "ndarray", at: QPoint, reach: Reach) -> "tuple[ndarray, QRect]":
    """Strength 0 to 255 of the pixels that a fill at ``at`` reaches, and the rectangle that holds them."""
    import cv2
    import numpy as np

    if reach.contiguous:
        alike = _joined(alike, at, min(GAP_MOST, reach.gap))
    if reach.grow:
        alike = _grown(alike, max(-GROW_MOST, min(GROW_MOST, reach.grow)))
    if reach.smooth:
        # The inside stays full and only the stairs around it are rounded: no seam of the old colour.
        alike = np.maximum(alike, cv2.GaussianBlur(alike, (3, 3), 0.7))
    left, top, width, height = cv2.boundingRect(alike)
    return alike[top : top + height, left : left + width], QRect(left, top, width, height)


def _joined(alike: "ndarray", at: QPoint, gap: int) -> "ndarray":
    """The part of ``alike`` (0 or 255) that holds ``at``; openings up to ``gap`` pixels wide are shut."""
    import cv2

    if gap > 0:
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (gap + 1, gap + 1))
        narrow = cv2.erode(alike, kernel, borderType=cv2.BORDER_CONSTANT, borderValue=255)
        if narrow[at.y(), at.x()]:
            wide = cv2.dilate(_flooded(narrow, at), kernel)
            return cv2.bitwise_and(wide, alike)
    return _flooded(alike, at)


def _flooded(alike: "ndarray", at: QPoint) -> "ndarray":
    import cv2
    import numpy as np

    height, width = alike.shape
    mask = np.zeros((height + 2, width + 2), np.uint8)
    flags = 4 | cv2.FLOODFILL_MASK_ONLY | cv2.FLOODFILL_FIXED_RANGE | 255 << 8
    cv2.floodFill(alike, mask, (at.x(), at.y()), 255, 0, 0, flags)
    return np.ascontiguousarray(mask[1:-1, 1:-1])


def _grown(alike: "ndarray", by: int) -> "ndarray":
    import cv2

    kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * abs(by) + 1, 2 * abs(by) + 1))
    return cv2.dilate(alike, kernel) if by > 0 else cv2.erode(alike, kernel)
