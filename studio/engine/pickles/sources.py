"""Files with pickled weights, opened: the value of their pickle, and the bytes of the storages beside it."""

import zlib
from typing import BinaryIO, Protocol

from studio.core.pickled import Nature, nature_of_stream, pickles_in
from studio.core.zip_records import DEFLATED, Record, content_place, read_records
from studio.engine.pickles.machine import Machine, unpickle
from studio.engine.pickles.values import WIDTHS, FaultError, Storage

PICKLE_MAX = 64 * 1024**2
"""Bytes of a pickle, without the tensors beside it; that of a large model takes one or two millions."""
UNPACKED_MAX = 768 * 1024**2
"""Bytes of one compressed storage: it is unpacked in memory. Torch itself never compresses."""
_MAGIC, _PROTOCOL = 0x1950A86A20F9469CFC6C, 1001
_BLOCK = 1024**2


class Source(Protocol):
    """A file with pickled weights."""

    value: object
    """What its pickle builds."""

    def check(self, storage: Storage) -> None:
        """Raises FaultError when the file does not hold that storage whole."""

    def read(self, storage: Storage, begin: int, count: int) -> bytes:
        """Some bytes of a storage that was checked. Raises OSError, FaultError when the file is cut short."""
        ...

    def checksum(self, storage: Storage) -> int:
        """CRC-32 of the storage, 0 when the file does not say."""
        ...


def open_source(stream: BinaryIO, size: int) -> Source:
    """Read the pickle of an open file. Raises OSError, FaultError."""
    nature = nature_of_stream(stream, size)
    if nature in (Nature.TORCH, Nature.ZIP):
        try:
            return ZipSource(stream, size)
        except FaultError:
            raise
        except ValueError as error:
            raise FaultError(str(error)) from error
    if nature is Nature.LEGACY:
        return LegacySource(stream, size)
    if nature is Nature.PICKLE:
        return PlainSource(stream)
    raise FaultError(_OTHERS.get(nature, "It is neither a pickle nor a file of torch."))


_OTHERS = {
    Nature.SAFETENSORS: "It is a safetensors file already, whatever its name says.",
    Nature.GGUF: "It is a GGUF file, which needs no conversion.",
    Nature.TAR: "It was written by a version of torch from before 2017, which Atelier does not read.",
}


class ZipSource:
    """A zip file of torch: ``…/data.pkl``, and a file for each storage in ``…/data/``."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        self._records = read_records(stream, size)
        found = pickles_in(self._records)
        if not found:
            raise FaultError("It is a zip file without weights of torch.")
        if len(found) > 1:
            raise FaultError("It holds several pickles, of which only one can be meant.")
        self._root = found[0].name.removesuffix("data.pkl")
        if self._root + "constants.pkl" in self._records:
            raise FaultError("It is a program of TorchScript, not weights alone.")
        self._places: dict[str, int] = {}
        self._unpacked: tuple[str, bytes] = ("", b"")
        order = self._records.get(self._root + "byteorder")
        if order and self._whole(order, 16).strip() != b"little":
            raise FaultError("Its numbers are in the byte order of another kind of machine.")
        content = self._whole(found[0], PICKLE_MAX)
        self.value, end = unpickle(content)
        if end != len(content):
            raise FaultError("Something lies behind the end of its pickle.")

    def check(self, storage: Storage) -> None:
        record = self._record(storage)
        width = WIDTHS[storage.dtype]
        if record.size < (storage.begin + storage.count) * width:
            raise FaultError("A part of its weights is shorter than the pickle says.")
        if record.method == DEFLATED and record.size > UNPACKED_MAX:
            raise FaultError("It is compressed, and too large for that to be undone in memory.")

    def read(self, storage: Storage, begin: int, count: int) -> bytes:
        record = self._record(storage)
        begin += storage.begin * WIDTHS[storage.dtype]
        if record.method == DEFLATED:
            if self._unpacked[0] != record.name:
                self._unpacked = ("", b"")
                self._unpacked = (record.name, self._whole(record, UNPACKED_MAX))
            return self._unpacked[1][begin : begin + count]
        self._stream.seek(self._place(record) + begin)
        return _exactly(self._stream, count)

    def checksum(self, storage: Storage) -> int:
        record = self._record(storage)
        same = storage.begin == 0 and record.size == storage.count * WIDTHS[storage.dtype]
        return record.check if same and record.method != DEFLATED else 0

    def _record(self, storage: Storage) -> Record:
        record = self._records.get(f"{self._root}data/{storage.key}")
        if record is None:
            raise FaultError("A part of its weights is missing.")
        return record

    def _place(self, record: Record) -> int:
        if record.name not in self._places:
            try:
                self._places[record.name] = content_place(self._stream, record)
            except ValueError as error:
                raise FaultError(str(error)) from error
        return self._places[record.name]

    def _whole(self, record: Record, most: int) -> bytes:
        """The content of a record. Raises FaultError for one that is larger, or that lies of its size."""
        if max(record.size, record.packed) > most:
            raise FaultError("A part of it is larger than any that weights need.")
        self._stream.seek(self._place(record))
        content = _exactly(self._stream, record.packed)
        if record.method == DEFLATED:
            unpacking = zlib.decompressobj(-15)
            try:
                content = unpacking.decompress(content, record.size + 1)
            except zlib.error as error:
                raise FaultError("It is damaged: a compressed part cannot be undone.") from error
            if len(content) != record.size:
                raise FaultError("It lies about the size of a compressed part, or is damaged.")
        if record.check and zlib.crc32(content) != record.check:
            raise FaultError("It is damaged: a part does not match its checksum.")
        return content


class LegacySource:
    """A file of torch from before zip files: five pickles, then the storages one after another."""

    def __init__(self, stream: BinaryIO, size: int) -> None:
        self._stream = stream
        stream.seek(0)
        content = stream.read(PICKLE_MAX)
        magic, place = unpickle(content)
        protocol, place = unpickle(content, place)
        machine, place = unpickle(content, place)
        if magic != _MAGIC or protocol != _PROTOCOL:
            raise FaultError("It is of a version of torch's files that Atelier does not know.")
        if isinstance(machine, dict) and machine.get("little_endian") is False:
            raise FaultError("Its numbers are in the byte order of another kind of machine.")
        reading = Machine(content, place)
        self.value, place = reading.run(), reading.end
        self._widths = {key: WIDTHS[each.dtype] for key, each in reading.storages.items()}
        keys, place = unpickle(content, place)
        if not isinstance(keys, list) or not all(isinstance(key, str) for key in keys):
            raise FaultError("It is malformed: the list of its storages is none.")
        self._keys: list[str] = keys
        self._begin, self._size = place, size
        self._places: dict[str, tuple[int, int]] | None = None

    def check(self, storage: Storage) -> None:
        _, count = self._place(storage)
        if count < storage.begin + storage.count:
            raise FaultError("A part of its weights is shorter than the pickle says.")

    def read(self, storage: Storage, begin: int, count: int) -> bytes:
        place, _ = self._place(storage)
        self._stream.seek(place + storage.begin * WIDTHS[storage.dtype] + begin)
        return _exactly(self._stream, count)

    def checksum(self, storage: Storage) -> int:
        return 0

    def _place(self, storage: Storage) -> tuple[int, int]:
        if self._places is None:
            self._places = self._found()
        if storage.key not in self._places:
            raise FaultError("A part of its weights is missing.")
        return self._places[storage.key]

    def _found(self) -> dict[str, tuple[int, int]]:
        """Place and number of numbers of each storage."""
        places: dict[str, tuple[int, int]] = {}
        place = self._begin
        for key in self._keys:
            if key not in self._widths or key in places:
                raise FaultError(
                    "It is malformed: the list of its storages names one that is not used, or one twice."
                )
            self._stream.seek(place)
            count = int.from_bytes(_exactly(self._stream, 8), "little")
            place += 8
            places[key] = (place, count)
            place += count * self._widths[key]
            if place > self._size:
                raise FaultError("It is cut short.")
        return places


class PlainSource:
    """A pickle alone. It can hold no tensors of torch in a way that is read here; the value tells."""

    def __init__(self, stream: BinaryIO) -> None:
        stream.seek(0)
        self.value, _ = unpickle(stream.read(PICKLE_MAX))

    def check(self, storage: Storage) -> None:
        raise FaultError("A part of its weights is missing.")

    def read(self, storage: Storage, begin: int, count: int) -> bytes:
        raise FaultError("A part of its weights is missing.")

    def checksum(self, storage: Storage) -> int:
        return 0


def _exactly(stream: BinaryIO, count: int) -> bytes:
    content = stream.read(count)
    if len(content) != count:
        raise FaultError("It is cut short.")
    return content
