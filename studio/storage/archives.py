"""Zip files as we write them: a strict, bounded reader, and entries without time or place."""

import struct
import zlib
from typing import NamedTuple
from zipfile import ZIP_DEFLATED, ZIP_STORED, ZipFile, ZipInfo

from studio.storage.packed_tiles import DamagedError, Span
from studio.storage.shared_files import SharedFile

DIRECTORY_MOST = 4 * 1024 * 1024
"""Bytes of the list of entries, about 40,000 of ours."""

_END = struct.Struct("<4s4H2IH")
_LOCATOR = struct.Struct("<4sIQI")
_END_64 = struct.Struct("<4sQ2H2I4Q")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_LOCAL = struct.Struct("<4s5H3I2H")
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFFFFFF
_ENCRYPTED = 0x1 | 0x40
_ZIP64_EXTRA = 1


Span3 = tuple[int, int, int]


class _Entry(NamedTuple):
    method: int
    crc: int
    packed: int
    """Bytes in the file."""
    size: int
    """Bytes unpacked, as the file says."""
    start: int
    """Offset of its local header."""


class Archive:
    """An open zip file. Nothing is believed: sizes, offsets and names are checked before they are used."""

    def __init__(self, file: SharedFile) -> None:
        """Read the list of entries. Raises DamagedError, OSError."""
        self._file = file
        try:
            count, size, start = self._end()
            if size > DIRECTORY_MOST:
                raise DamagedError("its list of parts is absurdly long")
            if start + size > file.size:
                raise DamagedError("it ends too early")
            directory = file.read(start, size)
            self._entries = _read_directory(directory, count)
        except (EOFError, struct.error) as error:
            raise DamagedError("it ends too early") from error
        self.fingerprint = f"{zlib.crc32(directory):08x}-{zlib.adler32(directory):08x}-{file.size:x}"
        """Tells whether a file has the same content: the list of its parts has a checksum of each."""
        starts = sorted(entry.start for entry in self._entries.values())
        self._limits = dict(zip(starts, [*starts[1:], start], strict=True))
        if len(self._limits) != len(self._entries):
            raise DamagedError("parts of it lie on top of each other")
        for name in self._entries:  # a name changed in the list would make a part seem absent
            self.span(name)

    def is_unchanged(self) -> bool:
        """Whether the file still has this content, whatever its time of change says."""
        try:
            return Archive(self._file).fingerprint == self.fingerprint
        except (DamagedError, OSError):
            return False

    @property
    def names(self) -> list[str]:
        return list(self._entries)

    def __contains__(self, name: str) -> bool:
        return name in self._entries

    def _end(self) -> Span3:
        """Number of entries; size and offset of their list."""
        file = self._file
        at = file.size - _END.size
        if at < 0 or file.read(0, 2) != b"PK":
            raise DamagedError("it is no Atelier document")
        magic, disk, _, _, count, size, start, comment = _END.unpack(file.read(at, _END.size))
        if magic != b"PK\x05\x06" or comment or disk not in (0, _FULL_16):
            raise DamagedError("its end is missing")
        if count != _FULL_16 and _FULL_32 not in (size, start):
            return count, size, start
        locator = _LOCATOR.unpack(file.read(max(0, at - _LOCATOR.size), _LOCATOR.size))
        if locator[0] != b"PK\x06\x07" or locator[2] + _END_64.size > at:
            raise DamagedError("its end is missing")
        end = _END_64.unpack(file.read(locator[2], _END_64.size))
        if end[0] != b"PK\x06\x06":
            raise DamagedError("its end is missing")
        return end[7], end[8], end[9]

    def span(self, name: str) -> Span:
        """Where the bytes of an entry lie in the file. Raises DamagedError, OSError."""
        entry = self._entries[name]
        try:
            local = _LOCAL.unpack(self._file.read(entry.start, _LOCAL.size))
            given = self._file.read(entry.start + _LOCAL.size, local[9])
        except (EOFError, struct.error) as error:
            raise DamagedError("it ends too early") from error
        start = entry.start + _LOCAL.size + local[9] + local[10]
        if local[0] != b"PK\x03\x04" or given != name.encode() or local[3] != entry.method:
            raise DamagedError("its list of parts does not match its content")
        if start + entry.packed > self._limits[entry.start]:
            raise DamagedError("a part of it is longer than it can be")
        return start, entry.packed

    def stored(self, name: str) -> Span:
        """Like ``span`` for an entry that is not compressed."""
        entry = self._entries[name]
        if entry.method != ZIP_STORED or entry.size != entry.packed:
            raise DamagedError("another program compressed its pixels")
        return self.span(name)

    def read(self, name: str, most: int) -> bytes:
        """The content of an entry of at most ``most`` bytes. Raises DamagedError, OSError."""
        entry = self._entries[name]
        if entry.size > most or entry.packed > most + 4096:
            raise DamagedError(f"its part {name} is absurdly large")
        try:
            data = self._file.read(*self.span(name))
            if entry.method == ZIP_DEFLATED:
                data = zlib.decompressobj(-zlib.MAX_WBITS).decompress(data, entry.size + 1)
            elif entry.method != ZIP_STORED:
                raise DamagedError(f"its part {name} is packed in an unknown way")
        except (EOFError, zlib.error) as error:
            raise DamagedError(f"its part {name} cannot be unpacked") from error
        if len(data) != entry.size or zlib.crc32(data) != entry.crc:
            raise DamagedError(f"its part {name} is not what it was")
        return data


def _read_directory(data: bytes, count: int) -> dict[str, _Entry]:
    entries: dict[str, _Entry] = {}
    at = 0
    while at < len(data):
        head = _CENTRAL.unpack_from(data, at)
        at += _CENTRAL.size
        if head[0] != b"PK\x01\x02":
            raise DamagedError("its list of parts is damaged")
        name_bytes = data[at : at + head[10]]
        extra = data[at + head[10] : at + head[10] + head[11]]
        at += head[10] + head[11] + head[12]
        if at > len(data):
            raise DamagedError("its list of parts is cut short")
        name = _safe_name(name_bytes)
        if name in entries:
            raise DamagedError(f"it has two parts named {name}")
        if head[3] & _ENCRYPTED:
            raise DamagedError("it is encrypted")
        packed, size, start = _long_sizes(head[8], head[9], head[16], extra)
        entries[name] = _Entry(head[4], head[7], packed, size, start)
    if len(entries) != count:
        raise DamagedError("it has fewer or more parts than it says")
    return entries


def _safe_name(name: bytes) -> str:
    try:
        text = name.decode("ascii")
    except UnicodeDecodeError as error:
        raise DamagedError("it has a part with a strange name") from error
    if not text.isprintable() or "\\" in text or ":" in text or {"", ".", ".."} & set(text.split("/")):
        raise DamagedError("it has a part with a strange name")
    return text


def _long_sizes(packed: int, size: int, start: int, extra: bytes) -> Span3:
    """The numbers of an entry, those that need 64 bits taken from its extra field."""
    if _FULL_32 not in (packed, size, start):
        return packed, size, start
    at = 0
    while at + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, at)
        if kind == _ZIP64_EXTRA:
            long = iter(struct.unpack_from(f"<{length // 8}Q", extra, at + 4))
            # In this order, and only those that did not fit.
            size = next(long, -1) if size == _FULL_32 else size
            packed = next(long, -1) if packed == _FULL_32 else packed
            start = next(long, -1) if start == _FULL_32 else start
            break
        at += 4 + length
    if min(packed, size, start) < 0:
        raise DamagedError("its list of parts is damaged")
    return packed, size, start


def entry(name: str, *, deflated: bool = False) -> ZipInfo:
    """An entry to write that says nothing about when, where and by whom."""
    made = ZipInfo(name, (1980, 1, 1, 0, 0, 0))
    made.compress_type = ZIP_DEFLATED if deflated else ZIP_STORED
    made.create_system = 3
    made.external_attr = 0o644 << 16
    return made


def add(archive: ZipFile, name: str, data: bytes, *, deflated: bool = False) -> None:
    """Write a small entry. Raises OSError."""
    archive.writestr(entry(name, deflated=deflated), data)
