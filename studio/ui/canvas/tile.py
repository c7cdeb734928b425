"""A tile: 256 × 256 immutable pixels, at hand as an image, packed as bytes, or still in a file."""

import zlib
from collections.abc import Callable

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage

SIDE = 256
FORMAT = QImage.Format.Format_ARGB32_Premultiplied
RAW_BYTES = SIDE * SIDE * 4
PACK_LEVEL = 1
"""zlib level: the quickest; flat colours pack a thousandfold at any level."""

Key = tuple[int, int]
"""Column and row of a tile; tile (x, y) begins at pixel (256 x, 256 y). May be negative."""


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
    ``source`` reads the packed bytes of a tile that still lies in a file.
    """

    __slots__ = ("_image", "_packed", "_source")

    def __init__(
        self,
        image: QImage | None = None,
        packed: bytes | None = None,
        source: Callable[[], bytes] | None = None,
    ) -> None:
        self._image, self._packed, self._source = image, packed, source

    def image(self) -> QImage:
        """The pixels, SIDE × SIDE in FORMAT. Raises StudioError when its file is damaged."""
        image = self._image
        if image is None:
            from studio.storage.documents import unpack_tile

            raw = unpack_tile(self.packed())
            image = self._image = QImage(raw, SIDE, SIDE, SIDE * 4, FORMAT).copy()
        return image

    def packed(self) -> bytes:
        """zlib-compressed raw pixels. Any thread; several milliseconds when it must be made."""
        image, packed = self._image, self._packed  # in this order: pack() sets the one, then drops the other
        if packed is not None:
            return packed
        if image is not None:
            return zlib.compress(bytes(image.constBits()), PACK_LEVEL)
        if self._source is None:
            raise ValueError("a tile without pixels")
        return self._source()

    def pack(self) -> None:
        """Hold packed bytes only, to save memory. Any thread."""
        if self._source is None and self._packed is None:
            self._packed = self.packed()
        self._image = None

    def keep(self, packed: bytes) -> None:
        """Remember packed bytes that somebody made with ``packed()``, so that they are not made twice."""
        self._packed = packed

    @property
    def bytes(self) -> int:
        """Memory it holds now."""
        return (RAW_BYTES if self._image is not None else 0) + len(self._packed or b"")


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
