"""Pixels of a plane carried elsewhere: exactly where that can be, else resampled. For workers."""

import threading
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QImage, QTransform

from studio.storage.packed_tiles import RAW_BYTES
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.shaping.reading import Source, slices
from studio.ui.canvas.shaping.resampling import Nearest, Resized, Warped
from studio.ui.canvas.strokes.landing import StoppedError
from studio.ui.canvas.tile import FORMAT, SIDE, Key, Tile, area_of, corner_of, keys_in

if TYPE_CHECKING:
    from numpy import ndarray

FILTERS = ("smooth", "nearest", "lanczos")
"""How pixels between pixels are made: bicubic, not at all, or sharper and slower."""
UNPACKED_BYTES = 256 * 1024 * 1024
"""Made tiles are packed as soon as so many bytes of them are not."""


@dataclass
class Pace:
    """How far the work has come (``done`` of ``total``), and whether anybody still wants it."""

    total: float = 1.0
    done: float = 0.0
    stop: threading.Event = field(default_factory=threading.Event)
    _held: int = 0

    def step(self, share: float = 0.0) -> None:
        """``share`` more is done. Raises StoppedError when the work is to end."""
        self.done += share
        if self.stop.is_set():
            raise StoppedError

    def tile(self, pixels: "ndarray") -> Tile | None:
        """A tile of SIDE × SIDE pixels; None of transparent ones. Packed when much memory is held."""
        if not pixels.any():
            return None
        tile = Tile(image_of(pixels))
        self._held += RAW_BYTES
        if self._held > UNPACKED_BYTES:
            tile.pack()
        return tile


def image_of(pixels: "ndarray") -> QImage:
    """An image of premultiplied pixels (uint32, rows first)."""
    import numpy as np

    pixels = np.ascontiguousarray(pixels)
    height, width = pixels.shape
    return QImage(pixels.data, width, height, width * 4, FORMAT).copy()


def is_whole(way: QTransform) -> bool:
    """Whether it only moves by whole pixels, mirrors and turns by right angles: no pixel changes."""
    numbers = (way.m11(), way.m12(), way.m21(), way.m22(), way.dx(), way.dy())
    near = [round(number) for number in numbers]
    if any(abs(number - whole) > 1e-9 for number, whole in zip(numbers, near, strict=True)):
        return False
    a, b, c, d = near[:4]
    return (abs(a), abs(d), b, c) == (1, 1, 0, 0) or (a, d, abs(b), abs(c)) == (0, 0, 1, 1)


def target_keys(tiles: Iterable[Key], way: QTransform, reach: float = 0.0) -> list[Key]:
    """Tiles that pixels of ``tiles`` may come to, row by row; ``reach`` pixels blur beyond."""
    found: set[Key] = set()
    for key in tiles:
        area = way.mapRect(QRectF(area_of(key))).adjusted(-reach, -reach, reach, reach)
        found.update(keys_in(area.toAlignedRect()))
    return sorted(found, key=lambda key: (key[1], key[0]))


def remap(
    plane: Plane,
    way: QTransform,
    how: str = "smooth",
    *,
    within: QRect | None = None,
    edge: QRect | None = None,
    pace: Pace | None = None,
) -> dict[Key, Tile]:
    """The tiles of ``plane`` with every pixel carried along ``way`` (document pixels to document pixels).

    ``how`` is one of FILTERS; it matters only where pixels do not fall on pixels. Nothing is made
    outside of ``within``. At the rim of ``edge`` (before) colours go on instead of fading out.
    Raises StoppedError, and StudioError when a tile's file is damaged.
    """
    pace = pace or Pace()
    if not plane.tiles:
        return {}
    if is_whole(way):
        return _carried(plane, way, within, pace)
    upright = abs(way.m12()) < 1e-12 and abs(way.m21()) < 1e-12 and way.m11() > 0 and way.m22() > 0
    kind = Nearest if how == "nearest" else Resized if upright else Warped
    maker = kind(plane, way, how, edge or QRect())
    keys = target_keys(plane.tiles, way, 0.0 if how == "nearest" else maker.reach)
    result: dict[Key, Tile] = {}
    for key in keys:
        pace.step(len(plane.tiles) / len(keys))
        area = area_of(key) if within is None else area_of(key).intersected(within)
        if area.isEmpty():
            continue
        tile = pace.tile(_whole_tile(maker.made(area), area, key))
        if tile:
            result[key] = tile
    return result


def _carried(plane: Plane, way: QTransform, within: QRect | None, pace: Pace) -> dict[Key, Tile]:
    """Every pixel as it was, in its new place; tiles that stay whole are the same ones."""
    back, _ = way.inverted()
    upright = way.m11() == 1 and way.m22() == 1
    columns, rows = round(way.dx()), round(way.dy())
    moved: dict[Key, Tile] = {}
    if upright and columns % SIDE == 0 and rows % SIDE == 0:
        by = (columns // SIDE, rows // SIDE)
        moved = {(x + by[0], y + by[1]): tile for (x, y), tile in plane.tiles.items()}
        if within is None:
            return moved
        kept = {key: tile for key, tile in moved.items() if within.contains(area_of(key))}
        cut = [key for key in moved if key not in kept and within.intersects(area_of(key))]
    else:
        kept, cut = {}, target_keys(plane.tiles, way)
    source = Source(plane)
    for key in cut:
        pace.step(len(plane.tiles) / len(cut))
        area = area_of(key) if within is None else area_of(key).intersected(within)
        if area.isEmpty():
            continue
        pixels = oriented(source.read(back.mapRect(QRectF(area)).toRect()), way)
        pixels = _whole_tile(pixels, area, key)
        same = moved.get(key)
        before = source.tile((key[0] - columns // SIDE, key[1] - rows // SIDE)) if same else None
        tile = same if before is not None and (before == pixels).all() else pace.tile(pixels)
        if tile:
            kept[key] = tile
    return kept


def oriented(pixels: "ndarray", way: QTransform) -> "ndarray":
    """Pixels mirrored and turned by right angles as ``way`` does."""
    if round(way.m11()) == 0:
        pixels, down, across = pixels.T, way.m12(), way.m21()
    else:
        down, across = way.m22(), way.m11()
    return pixels[:: -1 if down < 0 else 1, :: -1 if across < 0 else 1]


def _whole_tile(pixels: "ndarray", area: QRect, key: Key) -> "ndarray":
    """Pixels of ``area``, a part of the tile, as those of the tile."""
    if area.width() == SIDE and area.height() == SIDE:
        return pixels
    import numpy as np

    result = np.zeros((SIDE, SIDE), np.uint32)
    result[slices(area.translated(-corner_of(key)))] = pixels
    return result


def content_bounds(plane: Plane, pace: Pace | None = None) -> QRect:
    """The smallest rectangle that holds every pixel that is not fully transparent; empty without any."""
    import numpy as np

    found = QRect()
    source = Source(plane)
    rows = {row for _, row in plane.tiles}
    columns = {column for column, _ in plane.tiles}
    outer = [
        key
        for key in plane.tiles
        if key[1] in (min(rows), max(rows)) or key[0] in (min(columns), max(columns))
    ]
    for key in dict.fromkeys([*outer, *plane.tiles]):  # the rim first: it mostly holds all the rest
        if pace:
            pace.step()
        pixels = None if found.contains(area_of(key)) else source.tile(key)
        if pixels is None or not pixels.any():
            continue
        down, across = np.nonzero(pixels.any(1))[0], np.nonzero(pixels.any(0))[0]
        inside = QRect(QPoint(int(across[0]), int(down[0])), QPoint(int(across[-1]), int(down[-1])))
        found = found.united(inside.translated(corner_of(key)))
    return found
