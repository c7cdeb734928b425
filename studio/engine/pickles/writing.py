"""Writes the weights of a pickle as a safetensors file: what comes, how large it is, then byte for byte."""

import hashlib
import json
import os
import sys
import time
import zlib
from collections.abc import Callable
from dataclasses import dataclass
from typing import BinaryIO

from studio import __version__
from studio.core.conversion import CHECKING, WRITING
from studio.core.identify import HEADER_MAX
from studio.engine.pickles.finding import Found, find_weights
from studio.engine.pickles.ordering import check_order, in_order
from studio.engine.pickles.sources import Source, open_source
from studio.engine.pickles.values import WIDTHS, FaultError, Tensor

GROWTH_MAX, ROOM_TO_GROW = 4, 64 * 1024**2
"""A converted file may be so many times as large as its source, and some. Tensors that share numbers are
written apart, but no model grows much by that; a file that says otherwise wants to fill the disk.
"""
_BLOCK = 4 * 1024**2
_TELL_SECONDS = 0.1
_NO_HASH = "0" * 64

Tell = Callable[[str, int, int], object]
"""Hears the phase, and how many bytes of how many are done."""


@dataclass
class Plan:
    """What will be written."""

    source: Source
    found: Found
    order: list[tuple[str, Tensor]]
    header: bytes
    """With zeros for the hash of the source."""
    bytes: int
    """Of the whole file."""


def plan(stream: BinaryIO, size: int, name: str) -> Plan:
    """Read the pickle and lay out the file. Raises OSError, FaultError."""
    source = open_source(stream, size)
    found = find_weights(source.value)
    # The widest numbers first, so that all lie at multiples of their width; then as they lie in the source.
    order = sorted(found.tensors.items(), key=lambda each: _rank(each[1]))
    place, entries = 0, {}
    for key, tensor in order:
        source.check(tensor.storage)
        check_order(tensor)
        end = place + tensor.bytes
        entries[key] = {"dtype": tensor.dtype, "shape": tensor.shape, "data_offsets": (place, end)}
        place = end
    if place > GROWTH_MAX * size + ROOM_TO_GROW:
        raise FaultError("It would grow to many times its size, as no model does.")
    said = found.said | {
        "format": "pt",
        "converted_by": f"Atelier {__version__}",
        "converted_from": "".join(letter if letter.isprintable() else "�" for letter in name),
        "converted_from_sha256": _NO_HASH,
    }
    header = json.dumps({"__metadata__": said, **entries}, separators=(",", ":"), ensure_ascii=False).encode()
    header += b" " * (-len(header) % 8)
    if len(header) > HEADER_MAX:
        raise FaultError("The names of its tensors take more room than safetensors has for them.")
    return Plan(source, found, order, header, 8 + len(header) + place)


def write(stream: BinaryIO, size: int, wanted: Plan, target: BinaryIO, tell: Tell) -> str:
    """Write the file; answers the hash of the source. Raises OSError, FaultError."""
    tell = _seldom(tell)
    digest = _hash(stream, size, tell)
    target.write(len(wanted.header).to_bytes(8, "little"))
    target.write(wanted.header.replace(_NO_HASH.encode(), digest.encode(), 1))
    for _, tensor in wanted.order:
        _write_tensor(wanted.source, tensor, target, lambda: tell(WRITING, target.tell(), wanted.bytes))
    target.flush()
    os.fsync(target.fileno())
    if target.tell() != wanted.bytes:
        raise FaultError("It changed while it was read.")
    return digest


def _rank(tensor: Tensor) -> tuple[int, str, int]:
    return -WIDTHS[tensor.dtype], tensor.storage.key, tensor.begin


def _hash(stream: BinaryIO, size: int, tell: Tell) -> str:
    digest, done = hashlib.sha256(), 0
    stream.seek(0)
    while block := stream.read(_BLOCK):
        digest.update(block)
        done += len(block)
        tell(CHECKING, done, size)
    if done != size:
        raise FaultError("It changed while it was read.")
    return digest.hexdigest()


def _write_tensor(source: Source, tensor: Tensor, target: BinaryIO, tell: Callable[[], object]) -> None:
    width = WIDTHS[tensor.dtype]
    if not tensor.in_order:
        content = source.read(tensor.storage, tensor.begin * width, tensor.span * width)
        target.write(in_order(content, tensor))
        tell()
        return
    begin, left, check = tensor.begin * width, tensor.bytes, 0
    while left:
        block = source.read(tensor.storage, begin, min(left, _BLOCK))
        target.write(block)
        check = zlib.crc32(block, check)
        begin, left = begin + len(block), left - len(block)
        tell()
    whole = tensor.begin == 0 and tensor.bytes == tensor.storage.count * WIDTHS[tensor.storage.dtype]
    expected = source.checksum(tensor.storage) if whole else 0
    if expected and check != expected:
        raise FaultError("It is damaged: a part of its weights does not match its checksum.")


def _seldom(tell: Tell) -> Tell:
    told = 0.0

    def act(phase: str, done: int, total: int) -> None:
        nonlocal told
        now = time.monotonic()
        if now - told >= _TELL_SECONDS or done == total:
            told = now
            tell(phase, done, total)

    return act


def room_beside(target: BinaryIO) -> int:
    """Free bytes on the disk that the file lies on, as much as can be told without its name; -1 if not."""
    if sys.platform == "win32":
        return -1
    found = os.fstatvfs(target.fileno())
    return found.f_bavail * found.f_frsize
