"""Packed tiles: unpacking with bounds, the index of a plane, and tiles that still lie in a file."""

import itertools
import struct
import zlib
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial

from studio.core.errors import ErrorKind, StudioError
from studio.storage.shared_files import SharedFile, Stamp

SIDE = 256
RAW_BYTES = SIDE * SIDE * 4
"""A tile unpacked: premultiplied BGRA, 8 bits each, row by row."""
PACKED_LEAST, PACKED_MOST = 200, RAW_BYTES + 4096
"""Bytes a packed tile can have: zlib packs a thousandfold at best and grows noise a little."""
TILES_MOST = 1_000_000
"""Tiles of one document, all planes together."""
REACH = 4096
"""How many tiles from the corner of the document a tile may lie, in any direction."""

Key = tuple[int, int]
"""Column and row of a tile; may be negative."""
Place = tuple[str, Key]
"""A tile of a plane: plane id and key."""
Packed = bytes | Callable[[], bytes]
"""A packed tile, or what gives it (it may take milliseconds and raise StudioError)."""
Span = tuple[int, int]
"""Offset and length within a file, bytes."""

_RECORD = struct.Struct("<iiI")


class DamagedError(Exception):
    """What is wrong with the content of a file, as the end of a sentence."""


def unpack_tile(packed: bytes) -> bytes:
    """The RAW_BYTES bytes of a packed tile. Raises StudioError(FILE_BROKEN); never unpacks more."""
    unpacker = zlib.decompressobj()
    try:
        raw = unpacker.decompress(packed, RAW_BYTES + 1)
    except zlib.error:
        raw = b""
    if len(raw) != RAW_BYTES or not unpacker.eof or unpacker.unused_data:
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            "A part of the document is damaged: its pixels cannot be unpacked.",
            "Take an older copy of the document if there is one.",
        )
    return raw


def packed_bytes(packed: Packed) -> bytes:
    """The packed tile itself. Raises whatever its source raises; ValueError for what is no tile."""
    data = packed if isinstance(packed, bytes) else packed()
    if not PACKED_LEAST <= len(data) <= PACKED_MOST:
        raise ValueError(f"a packed tile of {len(data)} bytes")
    return data


def in_reach(key: Key) -> bool:
    return -REACH <= key[0] < REACH and -REACH <= key[1] < REACH


def by_rows(key: Key) -> Key:
    """Sort key: the order of tiles in a file."""
    return key[1], key[0]


def pack_index(tiles: Iterable[tuple[Key, int]]) -> bytes:
    """The index of a plane from keys and lengths, in the order in which the tiles lie in its blob.

    Offsets are not stored, they follow from the lengths; so an index cannot point anywhere wrong.
    """
    return b"".join(_RECORD.pack(*key, length) for key, length in tiles)


def unpack_index(data: bytes, span: Span) -> dict[Key, Span]:
    """Where each tile of a plane lies, its blob being ``span`` of the file. Raises DamagedError."""
    if len(data) % _RECORD.size:
        raise DamagedError("the list of its tiles is cut short")
    keys: list[Key] = []
    lengths: list[int] = []
    before = (-REACH - 1, 0)
    for x, y, length in _RECORD.iter_unpack(data):
        order = (y, x)
        if order <= before or not in_reach((x, y)):
            raise DamagedError("the list of its tiles is out of order")
        if not PACKED_LEAST <= length <= PACKED_MOST:
            raise DamagedError(f"it says that a tile has {length:,} bytes")
        before = order
        keys.append((x, y))
        lengths.append(length)
    offsets = [*itertools.accumulate(lengths, initial=span[0])]
    if offsets[-1] != span[0] + span[1]:
        raise DamagedError("its tiles are fewer or more than it says")
    return dict(zip(keys, zip(offsets, lengths, strict=False), strict=True))


class StoredTiles(Mapping[Place, Callable[[], bytes]]):
    """Tiles in an open file; each value reads one when called. The file is open while one is referred to.

    With a ``stamp`` they are refused once the file is another, which ``unchanged`` decides when only its
    time of change is; without one the file may grow.
    """

    def __init__(
        self,
        file: SharedFile,
        spans: dict[Place, Span],
        stamp: Stamp | None,
        unchanged: Callable[[], bool] = lambda: False,
    ) -> None:
        self._file, self._spans, self._stamp, self._unchanged = file, spans, stamp, unchanged

    def __getitem__(self, place: Place) -> Callable[[], bytes]:
        return partial(self._read, *self._spans[place])

    def __iter__(self) -> Iterator[Place]:
        return iter(self._spans)

    def __len__(self) -> int:
        return len(self._spans)

    def _is_same(self, now: Stamp) -> bool:
        if now != self._stamp:
            if self._stamp is None or now.size != self._stamp.size or not self._unchanged():
                return False
            self._stamp = now
        return True

    def _read(self, offset: int, length: int) -> bytes:
        try:
            data = self._file.read(offset, length)
            same = self._stamp is None or self._is_same(self._file.stamp())
            detail = ""
        except (OSError, EOFError) as error:
            data, same, detail = b"", False, str(error)
        if not same:
            raise StudioError(
                ErrorKind.FILE_BROKEN,
                f"The document {self._file.path.name} was changed by another program or cannot be read "
                "any more while it is open.",
                "Undo what the other program did, or open the document again.",
                detail=detail,
            )
        return data
