"""The append-only file behind autosave: batches of records, each whole or not there at all.

A batch is a head (magic, number, time, length, checksum), its records, and a tail (magic, checksum
of the records). Reading stops at the first batch that is not whole. A record is a tile or a named
part of the document (its state, its profile, ...), or says that one is gone; the last one holds.
"""

import io
import itertools
import os
import struct
import time
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple

from studio.storage import files
from studio.storage.packed_tiles import Place, in_reach
from studio.storage.shared_files import SharedFile, replace

NAME = "journal"
PART_MOST = 64 * 1024 * 1024
"""Bytes of one record."""
RECORDS_MOST = 2_000_000
"""Records that are read before a journal is taken for damaged; compaction keeps ours far below."""

_MAGIC, _DONE = b"ATJ1", b"DONE"
_HEAD = struct.Struct("<4sQQQI")
_TAIL = struct.Struct("<4sI")
_RECORD = struct.Struct("<cHiiI")
_TILE, _PART, _NO_TILE, _NO_PART = b"T", b"P", b"t", b"p"
_BLOCK = 1024 * 1024
_BREATH = 8 * 1024 * 1024
"""Bytes that are copied at a stretch."""

Subject = Place | str
"""What a record is about: a tile, or a part by name."""


Change = tuple[Subject, bytes | None]
"""A record to write; None says that the subject is gone."""


class Record(NamedTuple):
    """The last record about its subject. ``offset`` is -1 when it says that the subject is gone."""

    offset: int
    length: int
    number: int
    """The batch it came with."""


class Scan(NamedTuple):
    """What a journal file holds, up to its last whole batch."""

    live: dict[Subject, Record]
    number: int
    millis: int
    """When the last batch was written, Unix time."""
    end: int


def scan(file: SharedFile) -> Scan:
    """Read a journal; what is torn or damaged, and all after it, is left out. Raises OSError."""
    live: dict[Subject, Record] = {}
    number = millis = end = 0
    records = 0
    with suppress(EOFError):
        while True:
            magic, own, when, length, check = _HEAD.unpack(file.read(end, _HEAD.size))
            head = _HEAD.pack(magic, own, when, length, 0)[:-4]
            start, stop = end + _HEAD.size, end + _HEAD.size + length
            if magic != _MAGIC or zlib.crc32(head) != check or stop + _TAIL.size > file.size:
                break
            if end and own <= number:
                break
            if _TAIL.unpack(file.read(stop, _TAIL.size)) != (_DONE, _checksum(file, start, stop)):
                break
            found = list(itertools.islice(_records(file, start, stop, own), RECORDS_MOST + 1))
            records += len(found)
            if records > RECORDS_MOST:
                break
            live.update(found)
            number, millis, end = own, when, stop + _TAIL.size
    return Scan(live, number, millis, end)


def _checksum(file: SharedFile, start: int, stop: int) -> int:
    check = 0
    for at in range(start, stop, _BLOCK):
        check = zlib.crc32(file.read(at, min(_BLOCK, stop - at)), check)
    return check


def _records(file: SharedFile, start: int, stop: int, number: int) -> Iterator[tuple[Subject, Record]]:
    """Raises EOFError when they do not fill the batch exactly, as no program of ours writes it."""
    at = start
    while at < stop:
        kind, named, x, y, length = _RECORD.unpack(file.read(at, _RECORD.size))
        at += _RECORD.size + named
        if at + length > stop or length > PART_MOST or kind not in (_TILE, _PART, _NO_TILE, _NO_PART):
            raise EOFError("a record that cannot be")
        name = file.read(at - named, named).decode("utf-8", "replace")
        if kind in (_TILE, _NO_TILE) and not in_reach((x, y)):
            raise EOFError("a tile far from everything")
        subject: Subject = (name, (x, y)) if kind in (_TILE, _NO_TILE) else name
        yield subject, Record(at if kind in (_TILE, _PART) else -1, length, number)
        at += length


def _packed_head(subject: Subject, data: bytes | None) -> bytes:
    if isinstance(subject, str):
        kind, name, key = (_NO_PART if data is None else _PART), subject, (0, 0)
    else:
        kind, name, key = (_NO_TILE if data is None else _TILE), *subject
    encoded = name.encode("utf-8", "replace")
    return _RECORD.pack(kind, len(encoded), *key, len(data or b"")) + encoded


class JournalFile:
    """A journal being written, by one thread at a time. All raise OSError; reading back also EOFError."""

    def __init__(self, path: Path, found: Scan) -> None:
        """Go on with a file that ``scan`` has read; what lies after its last whole batch goes."""
        self.path = path
        self.live, self.number, self.end = dict(found.live), found.number, found.end
        self._stream = io.FileIO(path, "r+")
        self._stream.truncate(self.end)

    @classmethod
    def create(cls, path: Path, number: int, records: Iterable[Change]) -> "JournalFile":
        """A new file with one first batch; ``path`` stays what it was unless all of it is on the disk."""
        return cls._made(path, lambda made: made.write(number, records))

    @classmethod
    def _made(cls, path: Path, fill: "Callable[[JournalFile], object]") -> "JournalFile":
        fresh = path.with_name(path.name + ".part")
        try:
            fresh.write_bytes(b"")
            made = cls(fresh, Scan({}, 0, 0, 0))
            try:
                fill(made)
            finally:
                made.close()
            replace(fresh, path)
        except BaseException:
            with suppress(OSError):
                fresh.unlink(missing_ok=True)
            raise
        files.flush_folder(path.parent)
        return cls(path, Scan(made.live, made.number, 0, made.end))

    @property
    def live_bytes(self) -> int:
        """Bytes that a compacted journal would have."""
        return sum(record.length + 64 for record in self.live.values())

    def read(self, subject: Subject) -> bytes | None:
        """What the last record about ``subject`` holds; None when it is gone or there is none."""
        record = self.live.get(subject)
        if record is None or record.offset < 0:
            return None
        return SharedFile(self.path).read(record.offset, record.length)

    def write(self, number: int, records: Iterable[Change]) -> None:
        """Append one batch and wait until it is on the disk; when that fails, nothing has happened."""
        start = self.end + _HEAD.size
        at, check = start, 0
        written: dict[Subject, Record] = {}
        try:
            self._stream.seek(start)
            for subject, data in records:
                head = _packed_head(subject, data)
                for piece in (head, data or b""):
                    check = zlib.crc32(piece, check)
                    self._put(piece)
                at += len(head)
                written[subject] = Record(-1 if data is None else at, len(data or b""), number)
                at += len(data or b"")
            self._put(_TAIL.pack(_DONE, check))
            head = _HEAD.pack(_MAGIC, number, time.time_ns() // 1_000_000, at - start, 0)[:-4]
            self._stream.seek(self.end)  # last, so that a batch cut short is no batch
            self._put(head + zlib.crc32(head).to_bytes(4, "little"))
            os.fsync(self._stream.fileno())
        except BaseException:
            with suppress(OSError):
                self._stream.truncate(self.end)
            raise
        self.live.update(written)
        self.number, self.end = number, at + _TAIL.size

    def _put(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[self._stream.write(view) or 0 :]

    def rewritten(
        self, parts: dict[str, bytes], after: int = -1, meanwhile: Callable[[], object] = lambda: None
    ) -> "JournalFile":
        """A fresh file in place of this one: ``parts``, and the last records of batches past ``after``.

        ``meanwhile`` is called again and again; what it writes here goes into the fresh file as well.
        When it fails, ``path`` has the old content or the new one; scan it to see which.
        """
        begun, first = self.number, self._past(after, parts)
        copied: dict[Subject, Record] = dict(first)

        def fill(made: JournalFile) -> None:
            made.write(begun, itertools.chain(parts.items(), self._copies(first, made.flush, meanwhile)))
            if self.number > begun:
                later = self._past(begun, {})
                made.write(self.number, self._copies(later, lambda: None, lambda: None))
                copied.update(later)

        made = self._made(self.path, fill)
        for subject, record in copied.items():
            made.live[subject] = made.live[subject]._replace(number=record.number)
        self.close()
        return made

    def _past(self, after: int, parts: dict[str, bytes]) -> dict[Subject, Record]:
        """The last records of batches past ``after``, without those about ``parts``."""
        return {
            subject: record
            for subject, record in self.live.items()
            if record.number > after and subject not in parts
        }

    def _copies(
        self, records: dict[Subject, Record], flush: Callable[[], object], meanwhile: Callable[[], object]
    ) -> Iterator[Change]:
        """These records as changes; every few megabytes time is taken for what comes meanwhile."""
        old, copied = SharedFile(self.path), 0
        for subject, record in records.items():
            yield subject, None if record.offset < 0 else old.read(record.offset, record.length)
            copied += record.length
            if copied > _BREATH:
                copied = 0
                flush()  # a little at a time, so that the last wait is short
                meanwhile()

    def flush(self) -> None:
        """Wait until what was written is on the disk."""
        os.fsync(self._stream.fileno())

    def close(self) -> None:
        self._stream.close()
