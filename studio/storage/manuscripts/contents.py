"""What a text file holds, as bytes and as text: line ends, marks and broken bytes stay as found."""

import codecs
import re
from collections import Counter
from typing import Any

from msgspec import Struct

WESTERN = "cp1252"
MISSING = "\ufffd"
"""Stands for what is no text: broken bytes, NUL, half a surrogate pair."""
_UTF16 = {codecs.BOM_UTF16_LE: "utf-16-le", codecs.BOM_UTF16_BE: "utf-16-be"}
_LINE = re.compile(rb"([^\r\n]*)(\r\n|\r|\n|\Z)")
_ENDS = re.compile(rb"\r\n|\r|\n")
_HIGH = re.compile(rb"[\x80-\xff]")


class Decoded(Struct, frozen=True, kw_only=True):
    """A file's text with ``\\n`` between its lines. ``exact`` says that the text holds every byte of it."""

    text: str
    encoding: str
    bom: bytes = b""
    exact: bool = True
    note: str = ""
    """A sentence for the writer when the file is not plain UTF-8."""


def storable(text: str) -> str:
    """Any text as a file can hold it: ``\\n`` between lines, no NUL, no half pairs, no mark in front."""
    if "\r" in text:
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if "\0" in text:
        text = text.replace("\0", MISSING)
    try:
        text.encode("utf-8")
    except UnicodeEncodeError:
        text = text.encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
    return text.lstrip("\ufeff")


def storable_data(value: Any) -> Any:
    """Plain data with all its texts made storable, line ends as they are."""
    if isinstance(value, str):
        return (
            value.replace("\0", MISSING).encode("utf-16-le", "surrogatepass").decode("utf-16-le", "replace")
        )
    if isinstance(value, dict):
        return {storable_data(name): storable_data(inner) for name, inner in value.items()}
    return [storable_data(inner) for inner in value] if isinstance(value, list | tuple) else value


def decoded(data: bytes) -> Decoded:
    """Read any bytes as text; never fails.

    UTF-8 and UTF-16 with a mark are taken at their word. What is not UTF-8 is Windows-1252 when hardly
    any of its high bytes make UTF-8 characters, else UTF-8 with single broken bytes.
    """
    for bom, encoding in _UTF16.items():
        if data.startswith(bom):
            text = data[2:].decode(encoding, "replace")
            exact = _utf16(storable(text), data, bom, encoding) == data
            note = "This file is UTF-16 text; it stays that."
            return Decoded(text=storable(text), encoding=encoding, bom=bom, exact=exact, note=note)
    bom = codecs.BOM_UTF8 if data.startswith(codecs.BOM_UTF8) else b""
    body = data[len(bom) :]
    try:
        return _told(body.decode("utf-8"), "utf-8", bom, True, "")
    except UnicodeDecodeError:
        text = body.decode("utf-8", "replace")
    broken = text.count(MISSING)
    sound = sum(1 for character in text if character >= "\x80") - broken
    if sound >= broken or bom:
        note = f"{broken} places in this file are no text (shown as {MISSING}); the file as it was is kept."
        return _told(text, "utf-8", bom, False, note)
    note = "This file is in an older Western encoding (Windows-1252); it stays that where it can."
    return _told(_western(body), WESTERN, b"", True, note)


def _told(text: str, encoding: str, bom: bytes, exact: bool, note: str) -> Decoded:
    clean = storable(text)
    lost = "\0" in text or text.startswith("\ufeff")
    return Decoded(text=clean, encoding=encoding, bom=bom, exact=exact and not lost, note=note)


def _utf16(text: str, old: bytes, bom: bytes, encoding: str) -> bytes:
    line_end = "\r\n" if "\r\n".encode(encoding) in old else "\n"
    return bom + text.replace("\n", line_end).encode(encoding)


def _western(data: bytes) -> str:
    """Windows-1252, with the five bytes it leaves open as the control characters of Latin-1."""
    return _HIGH.sub(lambda found: found[0], data).decode(WESTERN, "latin1_for_open_bytes")


def _open_bytes(error: UnicodeError) -> tuple[str, int]:
    if isinstance(error, UnicodeDecodeError):
        return error.object[error.start : error.end].decode("latin-1"), error.end
    raise error


codecs.register_error("latin1_for_open_bytes", _open_bytes)


def encoded(text: str, old: bytes = b"") -> bytes:
    """``text`` as bytes for a file that holds ``old`` now.

    Byte order mark, encoding and line ends stay. In a file that is not plain (mixed line ends, broken
    bytes), the lines before the first change and behind the last stay byte for byte; changed lines get
    the commonest line end of the file.
    """
    text = storable(text)
    before = decoded(old)
    if before.encoding.startswith("utf-16"):
        return _utf16(text, old, before.bom, before.encoding)
    body = old[len(before.bom) :]
    ends = Counter(_ENDS.findall(body))
    common = ends.most_common(1)[0][0] if ends else b"\n"
    plain = before.bom + text.replace("\n", common.decode()).encode("utf-8")
    if len(ends) < 2 and before.exact and before.encoding == "utf-8":
        return plain
    try:
        data = before.bom + _patched(text, before, body, common)
    except UnicodeEncodeError:  # a character that Windows-1252 does not have
        return plain
    return data if decoded(data).text == text else plain  # the other lines may have told the encoding


def _patched(text: str, before: Decoded, old: bytes, common: bytes) -> bytes:
    raw = _LINE.findall(old)
    if len(raw) > 1 and raw[-1] == (b"", b"") and raw[-2][1] == b"":
        raw.pop()  # the expression finds an empty line behind one that has no end
    was, now = before.text.split("\n"), text.split("\n")
    if len(raw) != len(was):  # cannot be; but a file is never guessed at
        raise UnicodeEncodeError(before.encoding, text, 0, 0, "the lines do not match")
    most = min(len(was), len(now))
    head = next((at for at in range(most) if was[at] != now[at]), most)
    tail = next((at for at in range(most - head) if was[-1 - at] != now[-1 - at]), most - head)
    parts: list[bytes] = []
    for at, line in enumerate(now):
        if at < head:
            content, end = raw[at]
        elif at >= len(now) - tail:
            content, end = raw[at - len(now)]
        else:
            content, end = _line(line, before.encoding), common
        parts += (content, b"" if at == len(now) - 1 else end or common)
    return b"".join(parts)


def _line(text: str, encoding: str) -> bytes:
    if encoding != WESTERN:
        return text.encode("utf-8")
    return b"".join(
        character.encode("latin-1") if "\x80" <= character < "\xa0" else character.encode(WESTERN)
        for character in text
    )
