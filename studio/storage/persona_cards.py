"""Character cards of SillyTavern, TavernAI and Chub (PNG or JSON, version 1 to 3) read as personas."""

import base64
import binascii
import zlib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import clean_text
from studio.core.writing.persona import TEXT_MAX, Persona

PNG = b"\x89PNG\r\n\x1a\n"
FILE_MAX = 64 * 1024 * 1024
TEXT_CHUNK_MAX = 16 * 1024 * 1024
GREETINGS_MAX = 50
_TEXTS = (b"tEXt", b"zTXt", b"iTXt")
_KEPT = (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"sRGB", b"gAMA", b"iCCP", b"acTL", b"pHYs")
_KEYS = (b"ccv3", b"chara")
"""The newer version first, where a file has both."""


def _broken(name: str, why: str, advice: str = "Choose another file.") -> StudioError:
    return StudioError(ErrorKind.FILE_BROKEN, f"{name} is no character card that can be read: {why}.", advice)


def read_card(path: Path) -> tuple[Persona, bytes]:
    """The persona of a card, without an id, and its picture as PNG (empty for JSON).

    Raises StudioError(FILE_BROKEN) with what is wrong; never reads more than the limits.
    """
    try:
        if path.stat().st_size > FILE_MAX:
            raise _broken(path.name, f"it is larger than {FILE_MAX // 2**20} MB")
        data = path.read_bytes()
    except OSError as error:
        raise _broken(path.name, error.strerror or str(error)) from error
    if not data.startswith(PNG):
        return persona_of(_decoded(data, path.name), path.name), b""
    chunks = list(_chunks(data, path.name))
    found: dict[bytes, bytes] = {}
    for kind, body in chunks:
        if kind in _TEXTS:
            key, text = _text(kind, body)
            found.setdefault(key.lower(), text)
    text = next((found[key] for key in _KEYS if found.get(key)), b"")
    if not text:
        raise _broken(
            path.name, "the picture holds no character", "Export it again as a card, not a picture."
        )
    try:
        raw = base64.b64decode(text.translate(None, b" \r\n\t") + b"==", validate=False)
    except (binascii.Error, ValueError) as error:
        raise _broken(path.name, "its text is damaged") from error
    persona = persona_of(_decoded(raw, path.name), path.name)
    return persona, _picture(chunks)


def persona_of(card: Any, name: str) -> Persona:
    """A persona from the content of a card. Raises StudioError(FILE_BROKEN) when it names nobody."""
    fields = card.get("data") if isinstance(card, dict) and isinstance(card.get("data"), dict) else card
    if not isinstance(fields, dict):
        raise _broken(name, "it is not built like one")

    def text(*keys: str) -> str:
        for key in keys:
            value = fields.get(key)
            if isinstance(value, str) and value.strip():
                return clean_text(value[:TEXT_MAX]).strip()
        return ""

    who = " ".join(text("name", "char_name").split())[:120]
    if not who:
        raise _broken(name, "it gives no name")
    others = fields.get("alternate_greetings")
    greetings = others if isinstance(others, list) else []
    return Persona(
        id="",
        name=who,
        description="\n\n".join(
            part for part in (text("description", "char_persona"), text("personality")) if part
        ),
        instruction=text("system_prompt"),
        scenario=text("scenario", "world_scenario"),
        greeting=text("first_mes", "char_greeting"),
        greetings=tuple(
            clean_text(one[:TEXT_MAX])
            for one in greetings[:GREETINGS_MAX]
            if isinstance(one, str) and one.strip()
        ),
        examples=text("mes_example", "example_dialogue"),
        made_by=text("creator")[:200],
        notes=text("creator_notes", "creatorcomment"),
    )


def _decoded(data: bytes, name: str) -> Any:
    try:
        return msgspec.json.decode(data.decode("utf-8-sig", "replace").encode("utf-8"))
    except (msgspec.DecodeError, RecursionError):
        pass
    try:  # other programs write lone surrogates and control characters, which the strict reader refuses
        import json

        return json.loads(data.decode("utf-8-sig", "replace"), strict=False)
    except (ValueError, RecursionError) as error:
        raise _broken(name, "its text is no JSON") from error


def _chunks(data: bytes, name: str) -> Iterator[tuple[bytes, bytes]]:
    at = len(PNG)
    while at + 12 <= len(data):
        size = int.from_bytes(data[at : at + 4], "big")
        kind = data[at + 4 : at + 8]
        if at + 12 + size > len(data):
            raise _broken(name, "the file is cut off", "Copy it again.")
        yield kind, data[at + 8 : at + 8 + size]
        if kind == b"IEND":
            return
        at += 12 + size


def _text(kind: bytes, body: bytes) -> tuple[bytes, bytes]:
    """Key and text of a chunk; a text that is too long or broken is empty."""
    key, _, rest = body.partition(b"\0")
    if kind == b"tEXt":
        return key, rest if len(rest) <= TEXT_CHUNK_MAX else b""
    if kind == b"zTXt":
        return key, _inflated(rest[1:])
    packed, rest = rest[:1] == b"\1", rest[2:]
    text = rest.partition(b"\0")[2].partition(b"\0")[2]
    if packed:
        return key, _inflated(text)
    return key, text if len(text) <= TEXT_CHUNK_MAX else b""


def _inflated(data: bytes) -> bytes:
    reader = zlib.decompressobj()
    try:
        text = reader.decompress(data, TEXT_CHUNK_MAX)
    except zlib.error:
        return b""
    return b"" if reader.unconsumed_tail else text


def _picture(chunks: list[tuple[bytes, bytes]]) -> bytes:
    """The picture alone, without the texts that came with it."""
    parts = [PNG]
    for kind, body in chunks:
        if kind in _KEPT:
            parts += (len(body).to_bytes(4, "big"), kind, body, zlib.crc32(kind + body).to_bytes(4, "big"))
    return b"".join(parts)
