"""Ways to make pixels between pixels: nearest, resized by Pillow, warped by OpenCV. For workers."""

import math
from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QTransform

from studio.ui.canvas.plane import Plane
from studio.ui.canvas.shaping.reading import Source, level_for
from studio.ui.canvas.tile import SIDE

if TYPE_CHECKING:
    from numpy import ndarray

_SUPPORT = {"smooth": 2, "lanczos": 3}
"""Pixels to either side that a filter looks at when nothing is shrunk."""
_REDUCED_FROM, _REDUCED = 16.0, 3
"""Pictures shrunk by so much are first made smaller by so many halvings, to bound memory."""


class Maker(Protocol):
    """Makes the pixels (uint32, premultiplied) of areas of the new picture, none larger than a tile."""

    reach: float
    """How far beyond their own place pixels show, in new pixels."""

    def made(self, area: QRect) -> "ndarray": ...


class Nearest:
    """Each new pixel is the old one under its middle."""

    reach = 0.0

    def __init__(self, plane: Plane, way: QTransform, how: str, edge: QRect) -> None:
        self._source = Source(plane)
        self._back, _ = way.inverted()

    def made(self, area: QRect) -> "ndarray":
        import numpy as np

        back = self._back
        x = np.arange(area.left(), area.right() + 1)[None, :] + 0.5
        y = np.arange(area.top(), area.bottom() + 1)[:, None] + 0.5
        across = np.floor(back.m11() * x + back.m21() * y + back.dx() + 1e-9).astype(np.int64)
        down = np.floor(back.m12() * x + back.m22() * y + back.dy() + 1e-9).astype(np.int64)
        result = np.zeros(across.shape, np.uint32)
        column, row = across // SIDE, down // SIDE
        left, top = int(column.min()), int(row.min())
        wide = int(column.max()) - left + 1
        place = (row - top) * wide + (column - left)
        for number in np.unique(place):
            pixels = self._source.tile((left + int(number) % wide, top + int(number) // wide))
            if pixels is not None:
                here = place == number
                result[here] = pixels[down[here] % SIDE, across[here] % SIDE]
        return result


class Resized:
    """Upright pictures made larger or smaller with a filter that takes in every old pixel."""

    def __init__(self, plane: Plane, way: QTransform, how: str, edge: QRect) -> None:
        self._how = how
        across, down = way.m11(), way.m22()
        thin = min(edge.width(), edge.height()) < 2 << _REDUCED
        small = _REDUCED if not thin and 1 / max(across, down) >= _REDUCED_FROM else 0
        self._source = Source(plane, small)
        self._way = QTransform.fromScale(1 << small, 1 << small) * way
        self._edge = QRect()
        self._limit = QRect()
        if not edge.isEmpty():
            self._limit = way.mapRect(QRectF(edge)).toAlignedRect()
            grain = 1 << small  # at the rim, reduced pixels that hold nothing from beyond
            self._edge = QRect(
                QPoint(-(-edge.left() // grain), -(-edge.top() // grain)),
                QPoint((edge.right() + 1) // grain - 1, (edge.bottom() + 1) // grain - 1),
            )
        support = _SUPPORT[how]
        across, down = self._way.m11(), self._way.m22()
        self._margin = tuple(math.ceil(support * max(1.0, 1 / one)) + 1 for one in (across, down))
        self.reach = support * max(1.0, across, down)

    def made(self, area: QRect) -> "ndarray":
        import numpy as np
        from PIL import Image

        result = np.zeros((area.height(), area.width()), np.uint32)
        inside = area if self._limit.isEmpty() else area.intersected(self._limit)
        if inside.isEmpty():
            return result
        way = self._way
        box = QRectF(
            (inside.left() - way.dx()) / way.m11(),
            (inside.top() - way.dy()) / way.m22(),
            inside.width() / way.m11(),
            inside.height() / way.m22(),
        )
        across, down = self._margin
        region = box.toAlignedRect().adjusted(-across, -down, across, down)
        pixels = self._read(region)
        picture = Image.frombuffer("RGBX", region.size().toTuple(), pixels.tobytes(), "raw", "RGBX", 0, 1)
        filters = {"smooth": Image.Resampling.BICUBIC, "lanczos": Image.Resampling.LANCZOS}
        left, top = box.left() - region.left(), box.top() - region.top()
        resized = picture.resize(
            inside.size().toTuple(), filters[self._how], (left, top, left + box.width(), top + box.height())
        )
        parts = np.frombuffer(resized.tobytes(), np.uint8).reshape(inside.height(), inside.width(), 4)
        at = inside.translated(-area.topLeft())
        result[at.top() : at.bottom() + 1, at.left() : at.right() + 1] = within_alpha(parts)
        return result

    def _read(self, region: QRect) -> "ndarray":
        """Pixels of the source; beyond the edge its last ones go on."""
        edge = self._edge
        known = region if edge.isEmpty() else region.intersected(edge)
        if known == region or known.isEmpty():
            return self._source.read(region)
        import numpy as np

        pad = (
            (known.top() - region.top(), region.bottom() - known.bottom()),
            (known.left() - region.left(), region.right() - known.right()),
        )
        return np.pad(self._source.read(known), pad, mode="edge")


class Warped:
    """Anything else: turned and stretched, halved first where it becomes much smaller."""

    def __init__(self, plane: Plane, way: QTransform, how: str, edge: QRect) -> None:
        sides = (math.hypot(way.m11(), way.m12()), math.hypot(way.m21(), way.m22()))
        level = level_for(1 / max(1e-6, min(sides)))
        self._source = Source(plane, level)
        self._back, _ = (QTransform.fromScale(1 << level, 1 << level) * way).inverted()
        self._sharp = level == 0
        self.reach = 2.0 * max(1.0, *sides)

    def made(self, area: QRect) -> "ndarray":
        import cv2
        import numpy as np

        back = self._back
        region = back.mapRect(QRectF(area)).toAlignedRect().adjusted(-4, -4, 4, 4)
        pixels = self._source.read(region)
        if not pixels.any():
            return np.zeros((area.height(), area.width()), np.uint32)
        # From the middle of a new pixel to the index of an old one.
        x, y = area.left() + 0.5, area.top() + 0.5
        matrix = np.array(
            [
                [back.m11(), back.m21(), back.m11() * x + back.m21() * y + back.dx() - region.left() - 0.5],
                [back.m12(), back.m22(), back.m12() * x + back.m22() * y + back.dy() - region.top() - 0.5],
            ]
        )
        parts = cv2.warpAffine(
            pixels.view(np.uint8).reshape(*pixels.shape, 4),
            matrix,
            area.size().toTuple(),
            flags=(cv2.INTER_CUBIC if self._sharp else cv2.INTER_LINEAR) | cv2.WARP_INVERSE_MAP,
            borderMode=cv2.BORDER_CONSTANT,
        )
        return within_alpha(parts)


def within_alpha(parts: "ndarray") -> "ndarray":
    """Premultiplied pixels (uint32) of bytes that a filter made: none brighter than its alpha allows."""
    import numpy as np

    parts = np.minimum(parts, parts[..., 3:])
    return np.ascontiguousarray(parts).view(np.uint32)[..., 0]
