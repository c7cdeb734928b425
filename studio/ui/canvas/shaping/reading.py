"""Reads the pixels of a plane as arrays, at full size or some halvings smaller. For workers."""

from collections import OrderedDict
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect

from studio.storage.packed_tiles import unpack_tile
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import SIDE, Key, Tile

if TYPE_CHECKING:
    from numpy import ndarray

_CACHED = 160
"""Source tiles held unpacked at a time."""
_LEVEL_MOST = 5


class Source:
    """Reads a plane, ``level`` halvings smaller, without leaving its packed tiles unpacked."""

    def __init__(self, plane: Plane, level: int = 0) -> None:
        self.plane, self.level, self.side = plane, level, SIDE >> level
        self._cache: OrderedDict[Key, ndarray] = OrderedDict()

    def tile(self, key: Key) -> "ndarray | None":
        """The pixels of a tile (uint32), not to be written to; None where there is nothing."""
        pixels = self._cache.get(key)
        if pixels is not None:
            self._cache.move_to_end(key)
            return pixels
        tile = self.plane.tiles.get(key)
        if tile is None:
            return None
        pixels = self._cache[key] = self._unpacked(tile)
        if len(self._cache) > _CACHED:
            self._cache.popitem(last=False)
        return pixels

    def _unpacked(self, tile: Tile) -> "ndarray":
        import numpy as np

        raw = bytes(tile.image().constBits()) if tile.unpacked else unpack_tile(tile.packed())
        pixels = np.frombuffer(raw, np.uint32).reshape(SIDE, SIDE)
        if self.level:
            import cv2

            parts = pixels.view(np.uint8).reshape(SIDE, SIDE, 4)
            parts = cv2.resize(parts, (self.side, self.side), interpolation=cv2.INTER_AREA)
            pixels = np.ascontiguousarray(parts).view(np.uint32).reshape(self.side, self.side)
        return pixels

    def read(self, area: QRect) -> "ndarray":
        """A copy of ``area`` (pixels of this level), transparent where there is nothing."""
        import numpy as np

        result = np.zeros((area.height(), area.width()), np.uint32)
        if area.isEmpty():
            return result
        side = self.side
        for column in range(area.left() // side, area.right() // side + 1):
            for row in range(area.top() // side, area.bottom() // side + 1):
                pixels = self.tile((column, row))
                if pixels is None:
                    continue
                whole = QRect(column * side, row * side, side, side)
                part = whole.intersected(area)
                inner, outer = part.translated(-whole.topLeft()), part.translated(-area.topLeft())
                result[slices(outer)] = pixels[slices(inner)]
        return result


def slices(area: QRect) -> tuple[slice, slice]:
    """Rows and columns of an area."""
    return slice(area.top(), area.bottom() + 1), slice(area.left(), area.right() + 1)


def level_for(shrunk: float) -> int:
    """Halvings before resampling what becomes ``shrunk`` times smaller."""
    level = 0
    while shrunk >= 2.0 and level < _LEVEL_MOST:
        shrunk, level = shrunk / 2, level + 1
    return level
