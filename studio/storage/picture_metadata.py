"""What a picture file says about itself: manifest, settings text and size, without decoding pixels.

Files come from anywhere, so every length is checked against what is there and against a limit,
and nothing in here raises for bad content.
"""

import logging
import re
import struct
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, BinaryIO
from xml.etree import ElementTree

from msgspec import Struct

from studio.core import a1111, codec
from studio.core.artifacts import MANIFEST_KEY, Manifest
from studio.core.errors import StudioError

TEXT_MAX = 4 * 1024 * 1024
"""Largest metadata text that is read, in bytes after decompression."""
SIDE_MAX = 100_000
XMP_NAMESPACE = "https://atelier.example/ns/1.0/"
_PNG = b"\x89PNG\r\n\x1a\n"
_XMP_MARK = b"http://ns.adobe.com/xap/1.0/\x00"
_XMP_MORE = b"http://ns.adobe.com/xmp/extension/\x00"
_CHUNKS_MAX = 4096
_KEYS = (MANIFEST_KEY, "parameters")

log = logging.getLogger(__name__)


class Found(Struct, kw_only=True):
    """Raw metadata of one file: texts by keyword (of ``_KEYS``), XMP packets, EXIF comment, pixel size."""

    texts: dict[str, str] = {}
    xmp: list[bytes] = []
    comment: str = ""
    width: int = 0
    height: int = 0


def read_manifest(path: Path) -> Manifest | None:
    """The manifest embedded in a PNG, JPEG or WebP, or None when there is none that can be read."""
    found = look_at(path)
    text = found.texts.get(MANIFEST_KEY) or _from_xmp(found.xmp)
    if not text:
        return None
    try:
        return codec.manifest_from_json(text)
    except StudioError as error:
        log.info("The manifest in %s cannot be read: %s", path.name, error.detail or error.sentence)
        return None


def read_size(path: Path) -> tuple[int, int]:
    """Width and height in pixels as the header says, (0, 0) when it cannot be told."""
    found = look_at(path)
    if 0 < found.width <= SIDE_MAX and 0 < found.height <= SIDE_MAX:
        return found.width, found.height
    return 0, 0


def read_any_parameters(path: Path) -> dict[str, Any]:
    """Settings from a picture of any program, as ``core.a1111.read_parameters`` names them; else {}.

    With our own manifest in the file its settings text is used, which is lossy: prefer
    ``read_manifest`` and fall back to this.
    """
    found = look_at(path)
    text = found.texts.get("parameters") or found.comment
    if not text:
        manifest = read_manifest(path)
        text = a1111.write_parameters(manifest) if manifest else ""
    return a1111.read_parameters(text) if text else {}


def look_at(path: Path) -> Found:
    """All metadata of a file; empty for other formats, and as far as it goes for broken ones."""
    found = Found()
    try:
        with open(path, "rb") as stream:
            head = stream.read(12)
            stream.seek(0)
            if head.startswith(_PNG):
                _look_at_png(stream, found)
            elif head.startswith(b"\xff\xd8"):
                _look_at_jpeg(stream, found)
            elif head.startswith(b"RIFF") and head[8:12] == b"WEBP":
                _look_at_webp(stream, found)
    except (OSError, ValueError, struct.error, zlib.error, IndexError) as error:
        log.info("The metadata of %s is cut short: %s", path.name, error)
    return found


def _take(stream: BinaryIO, size: int) -> bytes:
    data = stream.read(size)
    if len(data) != size:
        raise ValueError("the file ends early")
    return data


def _inflated(data: bytes) -> bytes:
    """Decompress up to TEXT_MAX. Raises ValueError for more: a decompression bomb."""
    inflate = zlib.decompressobj()
    text = inflate.decompress(data, TEXT_MAX)
    if inflate.unconsumed_tail:
        raise ValueError("a compressed text is too large")
    return text


# PNG


def _look_at_png(stream: BinaryIO, found: Found) -> None:
    stream.seek(len(_PNG))
    for _ in range(_CHUNKS_MAX):
        head = stream.read(8)
        if len(head) < 8:
            return
        size, kind = struct.unpack(">I4s", head)
        if kind == b"IHDR":
            found.width, found.height = struct.unpack(">II", _take(stream, 8))
            size -= 8
        elif kind in (b"tEXt", b"zTXt", b"iTXt", b"eXIf") and size <= TEXT_MAX:
            data = _take(stream, size)
            size = 0
            if kind == b"eXIf":
                found.comment = _exif_comment(data)
            else:
                _note_png_text(kind, data, found)
        elif kind == b"IEND":
            return
        stream.seek(size + 4, 1)


def _note_png_text(kind: bytes, data: bytes, found: Found) -> None:
    key, _, rest = data.partition(b"\x00")
    if key.decode("latin-1") not in _KEYS or key.decode("latin-1") in found.texts:
        return  # thousands of small chunks could each inflate to TEXT_MAX
    try:
        if kind == b"tEXt":
            text = rest.decode("latin-1")
        elif kind == b"zTXt":
            text = _inflated(rest[1:]).decode("latin-1")
        else:
            compressed = rest[:1] == b"\x01"
            _language, _, rest = rest[2:].partition(b"\x00")
            _translated, _, rest = rest.partition(b"\x00")
            text = (_inflated(rest) if compressed else rest).decode("utf-8")
    except (ValueError, zlib.error) as error:
        log.info("A text in the picture cannot be read: %s", error)
        return
    found.texts[key.decode("latin-1")] = text


# JPEG


def _jpeg_segments(stream: BinaryIO) -> Iterator[tuple[int, bytes]]:
    """Marker and content of the segments before the pixels."""
    _take(stream, 2)
    for _ in range(_CHUNKS_MAX):
        if _take(stream, 1) != b"\xff":
            raise ValueError("a JPEG marker is missing")
        marker = _take(stream, 1)[0]
        while marker == 0xFF:
            marker = _take(stream, 1)[0]
        if marker in (0xD9, 0xDA):
            return
        if marker == 0x01 or 0xD0 <= marker <= 0xD7:
            continue
        (size,) = struct.unpack(">H", _take(stream, 2))
        yield marker, _take(stream, max(0, size - 2))


def _look_at_jpeg(stream: BinaryIO, found: Found) -> None:
    more: dict[int, bytes] = {}
    try:
        for marker, data in _jpeg_segments(stream):
            if 0xC0 <= marker <= 0xCF and marker not in (0xC4, 0xC8, 0xCC):
                found.height, found.width = struct.unpack(">HH", data[1:5])
            elif marker == 0xE1 and data.startswith(b"Exif\x00\x00"):
                found.comment = _exif_comment(data[6:])
            elif marker == 0xE1 and data.startswith(_XMP_MARK):
                found.xmp.append(data[len(_XMP_MARK) :])
            elif marker == 0xE1 and data.startswith(_XMP_MORE):
                # A packet too long for one segment goes on in pieces: GUID, total, offset, content.
                offset = int.from_bytes(data[len(_XMP_MORE) + 36 : len(_XMP_MORE) + 40], "big")
                more[offset] = data[len(_XMP_MORE) + 40 :]
    finally:
        if more:
            found.xmp.append(b"".join(more[offset] for offset in sorted(more))[:TEXT_MAX])


# WebP


def _look_at_webp(stream: BinaryIO, found: Found) -> None:
    stream.seek(12)
    for _ in range(_CHUNKS_MAX):
        head = stream.read(8)
        if len(head) < 8:
            return
        kind, size = struct.unpack("<4sI", head)
        padded = size + size % 2
        if kind in (b"EXIF", b"XMP ") and size <= TEXT_MAX:
            data = _take(stream, size)
            stream.seek(padded - size, 1)
            if kind == b"EXIF":
                found.comment = _exif_comment(data.removeprefix(b"Exif\x00\x00"))
            else:
                found.xmp.append(data)
            continue
        if kind in (b"VP8X", b"VP8L", b"VP8 ") and not found.width:
            data = _take(stream, min(size, 10))
            _note_webp_size(kind, data, found)
            padded -= len(data)
        stream.seek(padded, 1)


def _note_webp_size(kind: bytes, data: bytes, found: Found) -> None:
    if kind == b"VP8X":
        found.width = int.from_bytes(data[4:7], "little") + 1
        found.height = int.from_bytes(data[7:10], "little") + 1
    elif kind == b"VP8L":
        bits = int.from_bytes(data[1:5], "little")
        found.width, found.height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
    else:
        width, height = struct.unpack("<HH", data[6:10])
        found.width, found.height = width & 0x3FFF, height & 0x3FFF


# EXIF and XMP


def _exif_comment(data: bytes) -> str:
    """The UserComment of a TIFF block; empty when there is none."""
    order = {b"II": "<", b"MM": ">"}.get(data[:2])
    if order is None:
        return ""
    try:
        (first,) = struct.unpack_from(order + "I", data, 4)
        pointer = _exif_entry(data, order, first, 0x8769)
        if pointer is None:
            return ""
        (second,) = struct.unpack_from(order + "I", pointer)
        raw = _exif_entry(data, order, second, 0x9286)
    except struct.error:
        return ""
    return _comment_text(raw, order) if raw else ""


def _exif_entry(data: bytes, order: str, offset: int, tag: int) -> bytes | None:
    """The value bytes of ``tag`` in the directory at ``offset``."""
    (count,) = struct.unpack_from(order + "H", data, offset)
    for index in range(count):
        where = offset + 2 + 12 * index
        entry_tag, kind, length = struct.unpack_from(order + "HHI", data, where)
        if entry_tag == tag:
            size = length * {1: 1, 2: 1, 3: 2, 4: 4, 7: 1}.get(kind, 1)
            if size <= 4:
                return data[where + 8 : where + 12]
            (start,) = struct.unpack_from(order + "I", data, where + 8)
            return data[start : start + min(size, TEXT_MAX)]
    return None


def _comment_text(raw: bytes, order: str) -> str:
    code, body = raw[:8], raw[8:]
    if code != b"UNICODE\x00":
        return body.rstrip(b"\x00 ").decode("utf-8", "replace")
    # The byte order varies in the wild: the wrong one turns plain text into rare characters.
    guesses = ("utf-16-le", "utf-16-be") if order == "<" else ("utf-16-be", "utf-16-le")
    texts = [body.decode(guess, "replace").strip("\x00\ufeff") for guess in guesses]
    return max(texts, key=lambda text: sum(text.count(mark) for mark in " ,:e\n"))


def _from_xmp(packets: list[bytes]) -> str:
    for packet in packets:
        packet = packet[:TEXT_MAX].strip(b"\x00 \r\n\t")
        if XMP_NAMESPACE.encode() not in packet or re.search(rb"<!(DOCTYPE|ENTITY)", packet, re.IGNORECASE):
            continue  # entities could grow without limit, and no XMP writer needs them
        try:
            tree = ElementTree.fromstring(packet)
        except ElementTree.ParseError as error:
            log.info("An XMP packet cannot be read: %s", error)
            continue
        for element in tree.iter():
            text = element.get(f"{{{XMP_NAMESPACE}}}manifest")
            if text:
                return text
            if element.tag == f"{{{XMP_NAMESPACE}}}manifest" and element.text:
                return element.text
    return ""
