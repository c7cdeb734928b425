"""A tile: 256 × 256 immutable pixels, at hand as an image, packed as bytes, or still in a file."""

import zlib
from collections.abc import Callable, Iterable
from typing import cast

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QRegion

from studio.storage.packed_tiles import RAW_BYTES, SIDE, Key, unpack_tile

FORMAT = QImage.Format.Format_ARGB32_Premultiplied
SMALL_LEVEL = 3
"""``Tile.small`` is this many halvings smaller."""
_BAND = 16
"""Rows that are looked at together for where a tile has something."""
_ALL = QRect(0, 0, SIDE, SIDE)
_OPAQUE = b"\xff" * (SIDE * SIDE)
PACK_LEVEL = 1
"""zlib level: the quickest; flat colours pack a thousandfold at any level."""


def blank() -> QImage:
    """A transparent tile to paint on."""
    image = QImage(SIDE, SIDE, FORMAT)
    image.fill(0)
    return image


_BLANK: list[QImage] = []


def is_blank(image: QImage) -> bool:
    """Whether every pixel is fully transparent."""
    if not _BLANK:
        _BLANK.append(blank())
    return image == _BLANK[0]


class Tile:
    """Immutable pixels; never paint on ``image()``, paint on a copy and make a new tile of it.

    Shared freely between layers and undo steps. Each tile is either unpacked, packed, or both;
    ``source`` reads the packed bytes of a tile that still lies in a file. A ``live`` one is being
    painted on by an edit: nothing about its pixels is remembered.
    """

    __slots__ = ("_content", "_image", "_live", "_opaque", "_packed", "_small", "_source")

    def __init__(
        self,
        image: QImage | None = None,
        packed: bytes | None = None,
        source: Callable[[], bytes] | None = None,
        *,
        live: bool = False,
    ) -> None:
        self._image, self._packed, self._source = image, packed, source
        self._live = live
        self._small: QImage | None = None
        self._opaque: bool | None = None
        self._content: QRect | None = None

    def image(self) -> QImage:
        """The pixels, SIDE × SIDE in FORMAT. Raises StudioError when its file is damaged."""
        image = self._image
        if image is None:
            raw = unpack_tile(self.packed())
            image = self._image = QImage(raw, SIDE, SIDE, SIDE * 4, FORMAT).copy()
        return image

    def small(self) -> QImage:
        """The pixels at an eighth of their size; kept, also when the tile is packed."""
        small = self._small
        if small is None:
            side = SIDE >> SMALL_LEVEL
            small = self.image().scaled(
                side, side, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
            )
            if not self._live:
                self._small = small
        return small

    @property
    def has_small(self) -> bool:
        """Whether ``small`` is at hand without unpacking anything."""
        return self._small is not None or self._image is not None

    def opaque(self) -> bool:
        """Whether no pixel is transparent; a live tile never says so."""
        if self._live:
            return False
        opaque = self._opaque
        if opaque is None:
            image = self.image()
            opaque = image.pixel(0, 0) >> 24 == 255 and bytes(image.constBits())[3::4] == _OPAQUE
            self._opaque = opaque
        return opaque

    def content(self) -> QRect:
        """A part of 0, 0, SIDE, SIDE outside of which all is transparent; all of it when it is live."""
        content = self._content
        if content is None:
            content = _ALL if self._live else _content_of(self.image())
            self._content = content
        return content

    @property
    def live(self) -> bool:
        """Whether an edit is painting on it."""
        return self._live

    def packed(self) -> bytes:
        """zlib-compressed raw pixels. Any thread; several milliseconds when it must be made."""
        image, packed = self._image, self._packed  # in this order: pack() sets the one, then drops the other
        if packed is not None:
            return packed
        if image is not None:
            return zlib.compress(image.constBits(), PACK_LEVEL)  # no copy: that would hold up the window
        if self._source is None:
            raise ValueError("a tile without pixels")
        return self._source()

    def pack(self) -> None:
        """Hold packed bytes only, to save memory. Any thread."""
        if self._source is None and self._packed is None:
            self._packed = self.packed()
        if self._image is not None:
            _left[0] += RAW_BYTES
        self._image = None

    def keep(self, packed: bytes) -> None:
        """Remember packed bytes that somebody made with ``packed()``, so that they are not made twice."""
        self._packed = packed

    @property
    def bytes(self) -> int:
        """Memory it holds now."""
        small = self._small.sizeInBytes() if self._small is not None else 0
        return (RAW_BYTES if self._image is not None else 0) + len(self._packed or b"") + small

    @property
    def unpacked(self) -> bool:
        """Whether the pixels are at hand."""
        return self._image is not None


_left = [0]


def left_behind(*, forget: bool = False) -> int:
    """Bytes of pixels that were packed since the last call with ``forget``, about."""
    left = _left[0]
    if forget:
        _left[0] = 0
    return left


def _content_of(image: QImage) -> QRect:
    """Where something is, in steps of a few pixels."""
    import numpy as np

    pairs = np.frombuffer(image.constBits(), np.uint64)
    some = np.bitwise_or.reduce(pairs.reshape(SIDE // _BAND, _BAND, SIDE // 2), axis=1) != 0
    rows, columns = np.flatnonzero(some.any(axis=1)), np.flatnonzero(some.any(axis=0))
    if not len(rows):
        return QRect()
    left, top = 2 * int(columns[0]), _BAND * int(rows[0])
    return QRect(left, top, 2 * int(columns[-1]) + 2 - left, _BAND * int(rows[-1]) + _BAND - top)


def area_of(key: Key) -> QRect:
    """The pixels of a tile."""
    return QRect(key[0] * SIDE, key[1] * SIDE, SIDE, SIDE)


def corner_of(key: Key) -> QPoint:
    return QPoint(key[0] * SIDE, key[1] * SIDE)


def keys_in(area: QRect) -> list[Key]:
    """All tiles that ``area`` touches, row by row."""
    if area.isEmpty():
        return []
    columns = range(area.left() // SIDE, area.right() // SIDE + 1)
    return [(x, y) for y in range(area.top() // SIDE, area.bottom() // SIDE + 1) for x in columns]


def rectangles(region: QRegion) -> list[QRect]:
    """The rectangles that a region is made of."""
    return list(cast(Iterable[QRect], region))
