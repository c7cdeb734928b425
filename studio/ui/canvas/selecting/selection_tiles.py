"""The tiles of a selection: a shape joined with the selection there is, block by block. Any thread."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.selecting.selection_shape import Shape
from studio.ui.canvas.strokes.landing import Snapshot, strengths
from studio.ui.canvas.tile import FORMAT, SIDE, Key, Tile, area_of, blank, keys_in

if TYPE_CHECKING:
    from numpy import ndarray

MODES = ("replace", "add", "subtract", "intersect")
"""How a shape joins the selection there is."""
BLOCK = 4
"""Tiles along the side of the blocks that are computed at once, so that little memory is held."""
UNPACKED_MOST = 256
"""Fresh tiles that are held unpacked; further ones are packed at once."""

_full: list[Tile] = []


def full_tile() -> Tile:
    """The one tile in which everything is selected, shared by all selections."""
    if not _full:
        image = blank()
        image.fill(0xFFFFFFFF)
        _full.append(Tile(image))
    return _full[0]


def combined(shot: Snapshot, shape: Shape, mode: str) -> dict[Key, Tile]:
    """All tiles of the selection after ``shape`` joined it; tiles that stay alike are the same ones.

    Raises StoppedError when nobody wants them any more.
    """
    old = (shot.planes.get(SELECTION) if shot.state.selected else None) or Plane()
    tiles = dict(old.tiles) if mode in ("add", "subtract") else {}
    area = shape.bounds.intersected(shot.area)
    if mode in ("subtract", "intersect"):
        area = area.intersected(old.bounds())
    fresh = 0
    for block in _blocks(area, shot.area):
        shot.check()
        levels = shape.levels(block)
        if mode != "replace":
            levels = _joined(strengths(old, block), levels, mode)
        for key in keys_in(block):
            before = old.tiles.get(key)
            tile = _tile(levels, block, key, before)
            if tile is None:
                tiles.pop(key, None)
                continue
            tiles[key] = tile
            if tile is not before and tile is not full_tile():
                fresh += 1
                if fresh > UNPACKED_MOST:
                    tile.pack()
    return tiles


def _blocks(area: QRect, document: QRect) -> Iterator[QRect]:
    """Whole tiles that hold ``area``, in blocks, within the document."""
    side = BLOCK * SIDE
    if area.isEmpty():
        return
    keys = keys_in(area)
    wanted = QRect(area_of(keys[0]).topLeft(), area_of(keys[-1]).bottomRight()).intersected(document)
    for top in range(wanted.top() // side * side, wanted.bottom() + 1, side):
        for left in range(wanted.left() // side * side, wanted.right() + 1, side):
            yield QRect(left, top, side, side).intersected(wanted)


def _joined(now: "ndarray", fresh: "ndarray", mode: str) -> "ndarray":
    import numpy as np

    if mode == "add":
        return np.maximum(now, fresh)
    return np.minimum(now, 255 - fresh if mode == "subtract" else fresh)


def _tile(levels: "ndarray", block: QRect, key: Key, before: Tile | None) -> Tile | None:
    """The tile ``key`` of a block; ``before`` itself when it has the same pixels."""
    import numpy as np

    part = area_of(key).intersected(block)
    inner = part.translated(-block.topLeft())
    own = levels[inner.top() : inner.bottom() + 1, inner.left() : inner.right() + 1]
    if not own.any():
        return None
    if own.size == SIDE * SIDE and own.min() == 255:
        return before if before and before.opaque() else full_tile()
    pixels = np.zeros((SIDE, SIDE), np.uint32)
    corner = part.translated(-area_of(key).topLeft())
    pixels[corner.top() : corner.bottom() + 1, corner.left() : corner.right() + 1] = own
    pixels *= 0x01010101  # white, multiplied with its alpha
    image = QImage(pixels.data, SIDE, SIDE, SIDE * 4, FORMAT).copy()
    return before if before and before.image() == image else Tile(image)
