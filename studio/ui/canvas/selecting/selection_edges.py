"""What is done to the edge of a selection: grown, shrunk, feathered, smoothed, made a border. Any thread."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from numpy import ndarray

PIXELS_MOST = 500
"""The most pixels by which a selection is grown, shrunk or feathered in one step."""
_LEVELS = 16
"""Strengths that a soft selection is taken apart into; each is widened by itself."""
_COARSE = ((200, 4), (64, 2))
"""From how many pixels on a soft selection is widened in a picture that many times smaller."""
_BOXES_FROM = 16.0
"""From this deviation on three box blurs stand in for Gauss: as smooth, and no slower when wider."""


@dataclass(frozen=True)
class Change:
    """A change of strengths (uint8, rows first) that looks ``margin`` pixels around each.

    It may reach ``outwards`` pixels beyond what was selected. What lies outside the document counts
    as its outermost pixels do, or as not selected when it is ``bare``.
    """

    apply: "Callable[[ndarray], ndarray]"
    margin: int
    outwards: int = 0
    bare: bool = False


def grow(by: int) -> Change:
    """Wider by ``by`` pixels in every direction."""
    return Change(lambda levels: _widened(levels, by), _margin(by), by + 1)


def shrink(by: int) -> Change:
    """Narrower by ``by`` pixels; the edge of the document is no edge of the selection."""
    return Change(lambda levels: 255 - _widened(255 - levels, by), _margin(by))


def feather(by: int) -> Change:
    """An edge that fades over about ``by`` pixels to both sides."""
    deviation = by / 2
    margin = math.ceil(deviation * 3) + 3
    return Change(lambda levels: _blurred(levels, deviation), margin, margin)


def border(by: int) -> Change:
    """A line ``by`` pixels wide along the edge, half of it on either side."""
    inside, outside = (by + 1) // 2, by // 2

    def apply(levels: "ndarray") -> "ndarray":
        import numpy as np

        return np.minimum(_widened(levels, outside), _widened(255 - levels, inside))

    return Change(apply, _margin(inside), outside + 1, bare=True)


def smooth(by: int) -> Change:
    """Corners and dents rounded by about ``by`` pixels, specks and holes smaller than that gone."""
    deviation = by / 2
    steep = max(1.0, math.sqrt(2 * math.pi) * deviation)  # an edge is one pixel wide again

    def apply(levels: "ndarray") -> "ndarray":
        import numpy as np

        soft = _blurred(levels, deviation).astype(np.float32)
        return np.clip((soft - 127.5) * steep + 127.5 + 0.5, 0, 255).astype(np.uint8)

    margin = math.ceil(deviation * 3) + 3
    return Change(apply, margin, margin)


def _widened(levels: "ndarray", by: int) -> "ndarray":
    """The greatest strength within ``by`` pixels; the rim of a disc that is cut by a pixel is smooth."""
    import cv2
    import numpy as np

    if by < 1:
        return levels
    if not _is_soft(levels):
        return np.maximum(levels, np.round(_near(levels >= 128, by) * 255).astype(np.uint8))
    factor = next((factor for least, factor in _COARSE if by >= least), 1)
    height, width = levels.shape
    rest = (0, -height % factor, 0, -width % factor)
    whole = cv2.copyMakeBorder(levels, *rest, cv2.BORDER_REPLICATE)
    small = cv2.resize(whole, None, fx=1 / factor, fy=1 / factor, interpolation=cv2.INTER_AREA)
    total = np.zeros(small.shape, np.float32)
    for step in range(_LEVELS):
        total += _near(small >= (step + 0.5) * 255 / _LEVELS, by / factor)
    total *= 255 / _LEVELS
    if factor > 1:
        total = cv2.resize(total, (whole.shape[1], whole.shape[0]), interpolation=cv2.INTER_LINEAR)
    return np.maximum(levels, np.round(total[:height, :width]).astype(np.uint8))


def _is_soft(levels: "ndarray") -> bool:
    """Whether an edge is wider than the pixel or two that smooth its stairs."""
    import cv2
    import numpy as np

    between = ((levels > 0) & (levels < 255)).astype(np.uint8)
    return bool(between.any()) and bool(cv2.erode(between, np.ones((3, 3), np.uint8)).any())


def _margin(by: int) -> int:
    """Enough around a block, and a multiple of all coarse steps, so that blocks leave no seams."""
    return -(-(by + 12) // 4) * 4


def _near(selected: "ndarray", by: float) -> "ndarray":
    """1 within ``by`` pixels of what is selected, falling to 0 over the next pixel (float32)."""
    import cv2
    import numpy as np

    if not selected.any():
        return np.zeros(selected.shape, np.float32)
    if selected.all():
        return np.ones(selected.shape, np.float32)
    away = cv2.distanceTransform((~selected).astype(np.uint8), cv2.DIST_L2, cv2.DIST_MASK_PRECISE)
    return np.clip(by + 1 - away, 0, 1)


def _blurred(levels: "ndarray", deviation: float) -> "ndarray":
    import cv2
    import numpy as np

    if deviation <= 0:
        return levels
    if deviation < _BOXES_FROM:
        side = 2 * math.ceil(deviation * 3) + 1
        return np.asarray(cv2.GaussianBlur(levels, (side, side), deviation), np.uint8)
    side = 2 * round(math.sqrt(4 * deviation * deviation + 1) / 2) + 1
    soft = levels.astype(np.float32)
    for _ in range(3):
        soft = cv2.blur(soft, (side, side))
    return np.round(soft).astype(np.uint8)
