"""The header of a GGUF file, read with bounds: hostile counts, lengths and nesting end in a sentence.

Only the header is read, never a weight, and nothing of it is believed before the file's size allows it.
Format: https://github.com/ggml-org/ggml/blob/master/docs/gguf.md
"""

from pathlib import Path
from stat import S_ISREG
from struct import Struct as Layout
from typing import BinaryIO

from msgspec import Struct

HEADER_MAX = 512 * 1024 * 1024
"""Largest header that is read: vocabularies of a million tokens take some thirty megabytes."""
VALUES_MAX, TENSORS_MAX, DIMENSIONS_MAX = 65_536, 1_000_000, 4
STRINGS_MAX = 8_000_000
"""Strings of all arrays together."""
KEY_MAX, TEXT_MAX = 65_535, 16 * 1024 * 1024
KEPT_MAX = 4096
"""Arrays of numbers up to this length are told; of longer ones, and of strings, only where they lie."""
_STEP = 1024 * 1024

_UINT32, _UINT64 = Layout("<I"), Layout("<Q")
_STRING, _ARRAY = 8, 9
_SCALARS = {
    0: Layout("<B"), 1: Layout("<b"), 2: Layout("<H"), 3: Layout("<h"), 4: Layout("<I"), 5: Layout("<i"),
    6: Layout("<f"), 7: Layout("<?"), 10: Layout("<Q"), 11: Layout("<q"), 12: Layout("<d"),
}  # fmt: skip
BLOCKS = {
    0: (1, 4), 1: (1, 2), 2: (32, 18), 3: (32, 20), 6: (32, 22), 7: (32, 24), 8: (32, 34), 9: (32, 36),
    10: (256, 84), 11: (256, 110), 12: (256, 144), 13: (256, 176), 14: (256, 210), 15: (256, 292),
    16: (256, 66), 17: (256, 74), 18: (256, 98), 19: (256, 50), 20: (32, 18), 21: (256, 110), 22: (256, 82),
    23: (256, 136), 24: (1, 1), 25: (1, 2), 26: (1, 4), 27: (1, 8), 28: (1, 8), 29: (256, 56), 30: (1, 2),
    34: (256, 54), 35: (256, 66), 39: (32, 17),
}  # fmt: skip
"""Of each tensor type: how many values a block holds, and in how many bytes (ggml.c, type_traits)."""

Value = int | float | bool | str | tuple


class ArrayPlace(Struct, frozen=True, kw_only=True):
    """An array that was stepped over: the type and number of its values, and where they begin."""

    type: int
    count: int
    offset: int


class Tensor(Struct, frozen=True, kw_only=True):
    name: str
    shape: tuple[int, ...]
    type: int
    bytes: int
    """0 when the type is one that this reader does not know."""

    @property
    def values(self) -> int:
        count = 1
        for side in self.shape:
            count *= side
        return count


class GGUFHeader(Struct, frozen=True, kw_only=True):
    """What a file says of itself. ``size`` is the file's, in bytes."""

    version: int
    values: dict[str, Value]
    arrays: dict[str, ArrayPlace]
    tensors: tuple[Tensor, ...]
    size: int

    def text(self, key: str, default: str = "") -> str:
        """The string of that key, or the default when it is missing or something else."""
        value = self.values.get(key)
        return value if isinstance(value, str) else default

    def number(self, key: str, default: int = 0) -> int:
        """The whole number of that key; of an array its largest."""
        value = self.values.get(key)
        if isinstance(value, tuple) and value and all(isinstance(one, int) for one in value):
            return max(value)
        return value if isinstance(value, int) and not isinstance(value, bool) else default


class _Cursor:
    """Reads forward through the beginning of a file, in steps, never past its end."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream, self.size = stream, size
        self._bytes = bytearray()
        self.at = 0
        self._strings = 0

    def need(self, count: int) -> None:
        end = self.at + count
        if end > self.size:
            raise ValueError("the file is cut short")
        if end > HEADER_MAX:
            raise ValueError("its header is larger than any real one")
        while len(self._bytes) < end:
            part = self._stream.read(max(_STEP, end - len(self._bytes)))
            if not part:
                raise ValueError("the file is cut short")
            self._bytes += part

    def number(self, layout: Layout) -> int:
        self.need(layout.size)
        value = layout.unpack_from(self._bytes, self.at)[0]
        self.at += layout.size
        return value

    def string(self, most: int) -> str:
        length = self.number(_UINT64)
        if length > most:
            raise ValueError(f"it claims a text of {length:,} bytes")
        self.need(length)
        text = self._bytes[self.at : self.at + length].decode("utf-8", "replace")
        self.at += length
        return text

    def numbers(self, layout: Layout, count: int) -> tuple:
        self.need(layout.size * count)
        found = tuple(one[0] for one in layout.iter_unpack(self._view(layout.size * count)))
        self.at += layout.size * count
        return found

    def _view(self, length: int) -> bytes:
        return bytes(self._bytes[self.at : self.at + length])

    def pass_strings(self, count: int) -> None:
        """Step over an array of strings, checking each length."""
        self._strings += count
        if self._strings > STRINGS_MAX or count * _UINT64.size > self.size - self.at:
            raise ValueError(f"it claims {count:,} texts in one list")
        unpack, step = _UINT64.unpack_from, _UINT64.size
        at, have = self.at, len(self._bytes)
        for _ in range(count):
            if at + step > have:
                self.at = at
                self.need(step)
                have = len(self._bytes)
            at += step + unpack(self._bytes, at)[0]
            if at > self.size:
                raise ValueError("the file is cut short")
        self.at = at
        self.need(0)

    def strings(self, count: int) -> list[str]:
        return [self.string(TEXT_MAX) for _ in range(count)]

    def skip(self, length: int) -> None:
        self.need(length)
        self.at += length


def read_gguf_header(path: Path) -> GGUFHeader:
    """The header of a GGUF file, checked against the file's size.

    Raises OSError, and ValueError with the reason when it is no such file, damaged or cut short.
    """
    status = path.stat()
    size = status.st_size
    if not S_ISREG(status.st_mode):  # opening a pipe would wait for its writer
        raise ValueError("it is no ordinary file")
    with open(path, "rb") as stream:
        cursor = _Cursor(stream, size)
        if size < 24 or stream.read(4) != b"GGUF":
            raise ValueError("it is not a GGUF file")
        stream.seek(0)
        cursor.skip(4)
        version = cursor.number(_UINT32)
        if version not in (2, 3):
            raise ValueError(
                "it was written for machines of the other byte order"
                if version in (0x02000000, 0x03000000)
                else f"it has version {version} of the format, which is not known"
            )
        tensors, values = cursor.number(_UINT64), cursor.number(_UINT64)
        if tensors > TENSORS_MAX or values > VALUES_MAX:
            raise ValueError(f"it claims {tensors:,} tensors and {values:,} values")
        told, arrays = _read_values(cursor, values)
        found = _read_tensors(cursor, tensors)
        alignment = told.get("general.alignment", 32)
        _check_end(cursor, found, alignment if isinstance(alignment, int) and alignment > 0 else 32)
        whole = tuple(tensor for tensor, _ in found)
        return GGUFHeader(version=version, values=told, arrays=arrays, tensors=whole, size=size)


def _read_values(cursor: _Cursor, count: int) -> tuple[dict[str, Value], dict[str, ArrayPlace]]:
    told: dict[str, Value] = {}
    arrays: dict[str, ArrayPlace] = {}
    for _ in range(count):
        key, kind = cursor.string(KEY_MAX), cursor.number(_UINT32)
        if kind == _STRING:
            told[key] = cursor.string(TEXT_MAX)
        elif kind == _ARRAY:
            inner, length = cursor.number(_UINT32), cursor.number(_UINT64)
            arrays[key] = ArrayPlace(type=inner, count=length, offset=cursor.at)
            if inner == _STRING:
                cursor.pass_strings(length)
            elif inner == _ARRAY:
                raise ValueError("it holds a list of lists")
            elif inner not in _SCALARS:
                raise ValueError(f"it holds values of the unknown type {inner}")
            elif length <= KEPT_MAX:
                told[key] = cursor.numbers(_SCALARS[inner], length)
            else:
                cursor.skip(_SCALARS[inner].size * length)
        elif kind in _SCALARS:
            told[key] = cursor.number(_SCALARS[kind])
        else:
            raise ValueError(f"it holds values of the unknown type {kind}")
    return told, arrays


def _read_tensors(cursor: _Cursor, count: int) -> list[tuple[Tensor, int]]:
    """The tensors, each with where it begins in the data."""
    found = []
    for _ in range(count):
        name, dimensions = cursor.string(KEY_MAX), cursor.number(_UINT32)
        if dimensions > DIMENSIONS_MAX:
            raise ValueError(f"the tensor “{name[:60]}” claims {dimensions} dimensions")
        shape = tuple(cursor.number(_UINT64) for _ in range(dimensions))
        kind, offset = cursor.number(_UINT32), cursor.number(_UINT64)
        block, width = BLOCKS.get(kind, (1, 0))
        values = 1
        for side in shape:
            values *= side
        if shape and shape[0] % block:
            raise ValueError(f"the tensor “{name[:60]}” has rows that no block fits")
        size = values // block * width
        if size > cursor.size or offset > cursor.size:
            raise ValueError("the file is cut short")
        found.append((Tensor(name=name, shape=shape, type=kind, bytes=size), offset))
    return found


def _check_end(cursor: _Cursor, found: list[tuple[Tensor, int]], alignment: int) -> None:
    begin = -(-cursor.at // alignment) * alignment
    end = max((begin + offset + tensor.bytes for tensor, offset in found), default=cursor.at)
    if end > cursor.size:
        raise ValueError(f"the file is cut short: {cursor.size:,} of {end:,} bytes are there")


def read_gguf_array(path: Path, place: ArrayPlace) -> list:
    """The values of an array that the header stepped over. Raises OSError, ValueError."""
    with open(path, "rb") as stream:
        cursor = _Cursor(stream, path.stat().st_size)
        cursor.at = place.offset
        if place.type == _STRING:
            if place.count > STRINGS_MAX:
                raise ValueError(f"it claims {place.count:,} texts in one list")
            return cursor.strings(place.count)
        if place.type not in _SCALARS:
            raise ValueError(f"it holds values of the unknown type {place.type}")
        return list(cursor.numbers(_SCALARS[place.type], place.count))
