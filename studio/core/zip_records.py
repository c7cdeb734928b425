"""The table of contents of a zip file, read strictly: what two readers could take differently is refused.

Only the end and the table are read. The bounds hold for hostile files too: nothing is allocated that the file
itself does not hold.
"""

import struct
from typing import BinaryIO, NamedTuple

RECORDS_MAX = 200_000
TABLE_MAX = 64 * 1024**2
STORED, DEFLATED = 0, 8
_END = b"PK\x05\x06"
_END_64, _LOCATOR_64 = b"PK\x06\x06", b"PK\x06\x07"
_ENTRY, _LOCAL = b"PK\x01\x02", b"PK\x03\x04"
_END_SIZE, _LOCATOR_SIZE, _END_64_SIZE, _ENTRY_SIZE, _LOCAL_SIZE = 22, 20, 56, 46, 30
_COMMENT_MAX = 0xFFFF
_FULL_16, _FULL_32 = 0xFFFF, 0xFFFF_FFFF
_FULL = (_FULL_16, _FULL_16, _FULL_16, _FULL_16, _FULL_32, _FULL_32)
"""What the end says where a number did not fit into it."""
_ENCRYPTED = 0x1 | 0x40 | 0x2000


class Record(NamedTuple):
    """A file inside of a zip file."""

    name: str
    size: int
    packed: int
    """Bytes it takes in the zip file."""
    method: int
    check: int
    """CRC-32 of the content; 0 where the writer left it out."""
    place: int
    """Where its own header lies."""


def read_records(stream: BinaryIO, size: int) -> dict[str, Record]:
    """The records by name. Raises OSError; ValueError with a sentence when it is not sound."""
    count, table_size, table = _find_table(stream, size)
    stream.seek(table)
    content = stream.read(table_size)
    if len(content) != table_size:
        raise ValueError("It is cut short.")
    records: dict[str, Record] = {}
    place = 0
    for _ in range(count):
        record, place = _entry(content, place)
        if record.name in records:
            raise ValueError(f"It holds {_told(record.name)} twice.")
        records[record.name] = record
    if place != table_size:
        raise ValueError("Its table of contents has another length than it says.")
    _check_places(records, table)
    return records


def content_place(stream: BinaryIO, record: Record) -> int:
    """Where the bytes of a record begin. Raises OSError; ValueError when its own header says otherwise."""
    stream.seek(record.place)
    head = stream.read(_LOCAL_SIZE)
    if len(head) != _LOCAL_SIZE or head[:4] != _LOCAL:
        raise ValueError(f"{_told(record.name)} is not where the table of contents says.")
    flags, method = struct.unpack_from("<HH", head, 6)
    name_size, extra_size = struct.unpack_from("<HH", head, 26)
    name = stream.read(name_size).decode("utf-8", "replace")
    if name != record.name or method != record.method or flags & _ENCRYPTED:
        raise ValueError(f"{_told(record.name)} is something else than the table of contents says.")
    return record.place + _LOCAL_SIZE + name_size + extra_size


def _find_table(stream: BinaryIO, size: int) -> tuple[int, int, int]:
    """Number of entries, bytes and place of the table of contents."""
    stream.seek(0)
    if stream.read(4) != _LOCAL:
        raise ValueError("Something lies before its beginning.")
    reach = min(size, _END_SIZE + _COMMENT_MAX)
    stream.seek(size - reach)
    tail = stream.read(reach)
    at = tail.rfind(_END)
    while at >= 0 and (at + _END_SIZE > reach or at + _END_SIZE + _short(tail, at + 20) != reach):
        at = tail.rfind(_END, 0, at)
    if at < 0:
        raise ValueError("Its end is missing, so it is cut short.")
    disk, table_disk, here, count, table_size, table = struct.unpack_from("<HHHHII", tail, at + 4)
    end = size - reach + at
    told = (disk, table_disk, here, count, table_size, table)
    large = _large_end(stream, end)
    if large:
        end, *found = large
        if any(old not in (new, most) for old, new, most in zip(told, found, _FULL, strict=True)):
            raise ValueError("It has two ends that contradict each other.")
        disk, table_disk, here, count, table_size, table = found
    elif any(old == most for old, most in zip(told, _FULL, strict=True)):
        raise ValueError("Its end is damaged.")
    if disk or table_disk or here != count:
        raise ValueError("It is one part of several.")
    if count > RECORDS_MAX or table_size > TABLE_MAX:
        raise ValueError("Its table of contents is larger than any model needs.")
    if table + table_size != end:
        raise ValueError("Its table of contents is not where it says.")
    return count, table_size, table


def _large_end(stream: BinaryIO, end: int) -> tuple[int, int, int, int, int, int, int] | None:
    """Place and numbers of the end that zip64 adds, None where there is none."""
    stream.seek(max(0, end - _LOCATOR_SIZE))
    locator = stream.read(_LOCATOR_SIZE)
    if end < _LOCATOR_SIZE or locator[:4] != _LOCATOR_64:
        return None
    (place,) = struct.unpack_from("<Q", locator, 8)
    if place + _END_64_SIZE > end:
        raise ValueError("Its end is damaged.")
    stream.seek(place)
    found = stream.read(_END_64_SIZE)
    if len(found) != _END_64_SIZE or found[:4] != _END_64:
        raise ValueError("Its end is damaged.")
    (length,) = struct.unpack_from("<Q", found, 4)
    if place + 12 + length != end - _LOCATOR_SIZE:
        raise ValueError("Its end is damaged.")
    return (place, *struct.unpack_from("<IIQQQQ", found, 16))


def _entry(content: bytes, place: int) -> tuple[Record, int]:
    if content[place : place + 4] != _ENTRY or place + _ENTRY_SIZE > len(content):
        raise ValueError("Its table of contents is damaged.")
    flags, method = struct.unpack_from("<HH", content, place + 8)
    check, packed, size, name_size, extra_size, comment_size = struct.unpack_from(
        "<IIIHHH", content, place + 16
    )
    disk = _short(content, place + 34)
    (header,) = struct.unpack_from("<I", content, place + 42)
    begin = place + _ENTRY_SIZE
    after = begin + name_size + extra_size + comment_size
    if after > len(content):
        raise ValueError("Its table of contents is damaged.")
    name = content[begin : begin + name_size].decode("utf-8", "replace")
    extra = content[begin + name_size : begin + name_size + extra_size]
    size, packed, header = _large_numbers(extra, size, packed, header)
    if flags & _ENCRYPTED:
        raise ValueError(f"{_told(name)} in it is encrypted.")
    if method not in (STORED, DEFLATED):
        raise ValueError(f"{_told(name)} in it is packed in a way that Atelier does not read.")
    if disk not in (0, _FULL_16) or (method == STORED and size != packed):
        raise ValueError(f"The table of contents lies about {_told(name)}.")
    if not name or "\0" in name or "\\" in name or name.startswith("/") or ".." in name.split("/"):
        raise ValueError(f"It names a file outside of itself ({_told(name)}).")
    return Record(name, size, packed, method, check, header), after


def _large_numbers(extra: bytes, *numbers: int) -> tuple[int, int, int]:
    """Size, packed size and place, with those that did not fit read from the extra field of zip64."""
    wanted = [at for at, number in enumerate(numbers) if number == _FULL_32]
    found = list(numbers)
    place = 0
    while wanted and place + 4 <= len(extra):
        kind, length = struct.unpack_from("<HH", extra, place)
        place += 4
        if kind == 1:
            if length < 8 * len(wanted) or place + length > len(extra):
                break
            for at in wanted:
                (found[at],) = struct.unpack_from("<Q", extra, place)
                place += 8
            return found[0], found[1], found[2]
        place += length
    if wanted:
        raise ValueError("The sizes in its table of contents are damaged.")
    return found[0], found[1], found[2]


def _check_places(records: dict[str, Record], table: int) -> None:
    """No record may reach into another one, or past the table of contents."""
    free = 0
    for record in sorted(records.values(), key=lambda each: each.place):
        if record.place < free:
            raise ValueError(f"{_told(record.name)} in it overlaps another file.")
        free = record.place + _LOCAL_SIZE + len(record.name.encode("utf-8")) + record.packed
    if free > table:
        raise ValueError("It is cut short, or its sizes are wrong.")


def _short(content: bytes, place: int) -> int:
    return int.from_bytes(content[place : place + 2], "little")


def _told(name: str) -> str:
    """A name from the file, fit for a sentence."""
    shown = "".join(letter if letter.isprintable() else "�" for letter in name[:80])
    return f"“{shown}”"
