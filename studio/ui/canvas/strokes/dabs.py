"""Tip images: how strongly one dab of a brush covers each pixel, cached by shape and sub-pixel place."""

import math
from collections import OrderedDict
from typing import TYPE_CHECKING, NamedTuple

if TYPE_CHECKING:
    from numpy import ndarray

CACHE_BYTES = 96 * 1024 * 1024
SIZE_LEAST = 0.05
"""Smaller dabs, as of a pen that hardly touches, leave nothing."""
SIZE_MOST = 2000.0
_STRETCHED_FROM = 64.0
"""Tips whose soft edge is wider than this (pixels) are computed at a quarter of their size."""


class Shape(NamedTuple):
    """A tip: size in pixels, hardness 0 to 1, roundness 0 to 1 (thickness by length), angle in degrees."""

    size: float
    hardness: float
    roundness: float = 1.0
    angle: float = 0.0


class Dab(NamedTuple):
    """Coverage 0 to 1 (float32, rows first) and the document pixel its first corner lies on."""

    cover: "ndarray"
    left: int
    top: int


_cache: OrderedDict[tuple[Shape, float, float], "ndarray"] = OrderedDict()
_held = 0


def rough(shape: Shape) -> Shape:
    """The nearest shape that is kept: sizes in steps of about 1 %, so that pressure finds them again."""
    size = min(SIZE_MOST, shape.size)
    step = 2.0 ** math.floor(math.log2(size)) / 64
    size = round(size / step) * step
    roundness = min(1.0, max(shape.roundness, 1.0 / max(1.0, size)))
    if roundness > 0.98:
        return Shape(size, shape.hardness)
    return Shape(size, shape.hardness, round(roundness, 2), round(shape.angle % 180 / 3) * 3 % 180)


def grid(shape: Shape) -> float:
    """To which fraction of a pixel the tip is placed: the softer the edge, the less it shows."""
    edge = shape.size * shape.roundness / 2 * (1 - shape.hardness)
    if edge >= 24 or shape.size > 400:
        return 1.0
    return 0.5 if edge >= 10 else 0.25 if edge >= 4 or shape.size > 100 else 0.125


def placed(shape: Shape, x: float, y: float) -> tuple[float, float]:
    """The place on the grid of the tip that is nearest to (x, y)."""
    step = grid(shape)
    return math.floor(x / step + 0.5) * step, math.floor(y / step + 0.5) * step


def dab(shape: Shape, x: float, y: float) -> Dab:
    """The tip with its middle at (x, y) of the document."""
    global _held
    x, y = placed(shape, x, y)
    left, top = math.floor(x), math.floor(y)
    key = (shape, x - left, y - top)
    cover = _cache.get(key)
    if cover is None:
        cover = _cache[key] = _cover(*key)
        _held += cover.nbytes
        while _held > CACHE_BYTES and len(_cache) > 1:
            _held -= _cache.popitem(last=False)[1].nbytes
    else:
        _cache.move_to_end(key)
    reach = cover.shape[0] // 2
    return Dab(cover, left - reach, top - reach)


def _cover(shape: Shape, right: float, down: float) -> "ndarray":
    """Coverage of an odd number of pixels a side; the middle lies (right, down) within the middle pixel."""
    import numpy as np

    radius = shape.size / 2
    reach = math.ceil(radius) + 1
    if radius * shape.roundness * (1 - shape.hardness) > _STRETCHED_FROM:
        import cv2

        side = 2 * reach + 1
        coarse = (np.arange(side // 4 + 2, dtype=np.float32) + 0.5) * (side / (side // 4 + 2)) - reach
        return cv2.resize(
            _falloff(shape, coarse - right, coarse - down), (side, side), interpolation=cv2.INTER_LINEAR
        )
    places = np.arange(-reach, reach + 1, dtype=np.float32) + 0.5
    return _falloff(shape, places - right, places - down)


def _falloff(shape: Shape, across: "ndarray", down: "ndarray") -> "ndarray":
    """Strength at the given distances from the middle: full inside, smooth towards the rim."""
    import numpy as np

    size = max(1.0, shape.size)
    radius = size / 2
    x, y = across[None, :], down[:, None]
    slope: float | ndarray = 1.0
    if shape.roundness < 1.0:
        turn = math.radians(shape.angle)
        along = x * math.cos(turn) + y * math.sin(turn)
        beside = (y * math.cos(turn) - x * math.sin(turn)) / shape.roundness
        distance = np.sqrt(along * along + beside * beside)
        # How fast the distance grows per pixel, so that the rim is one pixel wide all around.
        slope = np.hypot(along, beside / shape.roundness) / np.maximum(distance, 1e-3)
    else:
        distance = np.sqrt(x * x + y * y)
    width = np.maximum(radius * (1 - shape.hardness), slope)
    strength = np.clip((radius - distance + 0.5 * slope) / width, 0, 1).astype(np.float32)
    if radius * (1 - shape.hardness) > 1.0:
        strength = strength * strength * (3 - 2 * strength)
    if shape.size < 1.0:
        strength *= shape.size  # thinner than a pixel: fainter instead
    return strength
