"""A request as tokens for llama.cpp, with how many of them belong to each piece."""

import base64
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.core.gguf import ArrayPlace, GGUFHeader, read_gguf_array, read_gguf_header
from studio.core.text_requests import TextRequest
from studio.engine.kits.llama_server import LlamaServer
from studio.engine.kits.prompts_of_text import (
    TEMPLATE_WISHES,
    Laid,
    Message,
    Prompt,
    find_pieces,
    folded_messages,
    free_places,
    lay_gap,
    lay_headings,
    lay_plain,
    messages_of,
    shares,
    template_refusal,
    with_begin,
)

PICTURE_SIDE = 1344
"""Pixels; models that see look at less, or cut larger pictures into parts at a price."""
_CONTROL = 3
"""Token type of marks that no text may spell."""


class Vocabulary(Struct, frozen=True, kw_only=True):
    """What the file says of its tokens."""

    marks: dict[int, str]
    """Control tokens by their id."""
    gap: tuple[int, int, int] | None
    """Tokens in front of what comes before a gap, of what follows, and of the filling."""
    template: str
    bos: tuple[int, ...]
    fillers: tuple[int, int]


def read_vocabulary(path: Path, server: LlamaServer) -> Vocabulary:
    """Look at the file once more for what the server does not tell."""
    header = read_gguf_header(path)
    bos = server.ask("/tokenize", {"content": "", "add_special": True})["tokens"]
    fillers = server.ask("/tokenize", {"content": "a b", "add_special": False})["tokens"]
    different = list(dict.fromkeys([*fillers, 0, 1]))
    return Vocabulary(
        marks=_marks(path, header),
        gap=_gap(header),
        template=header.text("tokenizer.chat_template"),
        bos=tuple(bos[:1]),
        fillers=(different[0], different[1]),
    )


def _marks(path: Path, header: GGUFHeader) -> dict[int, str]:
    types, texts = (header.arrays.get(f"tokenizer.ggml.{name}") for name in ("token_type", "tokens"))
    if not isinstance(types, ArrayPlace) or not isinstance(texts, ArrayPlace):
        return {}
    kinds = read_gguf_array(path, types)
    names = read_gguf_array(path, texts)
    return {n: name for n, (kind, name) in enumerate(zip(kinds, names, strict=False)) if kind == _CONTROL}


def _gap(header: GGUFHeader) -> tuple[int, int, int] | None:
    for names in (("fim_pre", "fim_suf", "fim_mid"), ("prefix", "suffix", "middle")):
        found = tuple(header.number(f"tokenizer.ggml.{name}_token_id", -1) for name in names)
        if min(found) >= 0:
            return found  # type: ignore[return-value]
    return None


def make_prompt(server: LlamaServer, words: Vocabulary, request: TextRequest) -> Prompt:
    """The whole of what the model reads, ``begin`` included. Raises StudioError(INVALID_REQUEST)."""
    if request.form == "infill" and words.gap and not request.begin:
        return _gap_prompt(server, words, request)
    laid = _lay(server, words, request)
    template = request.form == "chat" and bool(words.template)
    whole = with_begin(laid, request, template=template, marked=_ends_in_mark(laid.text, words))
    ids, sizes = tokenize(server, words, whole.read, free_places(laid, whole) if template else None)
    counts, marks = shares(sizes, _in_bytes(whole.read, laid.places))
    return Prompt(
        text=whole.read,
        ids=(*words.bos, *ids),
        counts=counts,
        marks=marks + len(words.bos),
        stops=laid.stops,
        begin=whole.begin(_in_characters(whole.read, sizes)),
        blanks=whole.blanks,
        thinking=whole.thinking,
        note=laid.note,
        seen=_messages_with_pictures(request) if request.pictures else (),
    )


def _messages_with_pictures(request: TextRequest) -> tuple[dict[str, Any], ...]:
    """The messages, with the pictures in front of the last one of the user."""
    found: list[dict[str, Any]] = [
        {"role": message.role, "content": message.text}
        for message in folded_messages(messages_of(request.pieces))
    ]
    last = next((one for one in reversed(found) if one["role"] == "user"), None)
    if last is None:
        last = dict[str, Any](role="user", content="")
        found.append(last)
    parts: list[dict[str, Any]] = [
        {"type": "image_url", "image_url": {"url": f"data:image/png;base64,{_png(Path(picture.path))}"}}
        for picture in request.pictures
    ]
    last["content"] = [*parts, {"type": "text", "text": last["content"]}]
    return tuple(found)


def _png(path: Path) -> str:
    """A picture as the library can read it. Raises StudioError(FILE_BROKEN)."""
    from PIL import Image

    try:
        with Image.open(path) as opened:
            picture = opened.convert("RGB")
            picture.thumbnail((PICTURE_SIDE, PICTURE_SIDE))
            written = io.BytesIO()
            picture.save(written, "PNG")
    except (OSError, ValueError, Image.DecompressionBombError) as error:
        raise StudioError(
            ErrorKind.FILE_BROKEN,
            f"The picture “{path.name}” cannot be read.",
            "Choose another picture.",
            str(error),
        ) from error
    return base64.b64encode(written.getvalue()).decode()


def _ends_in_mark(text: str, words: Vocabulary) -> bool:
    return any(mark and text.endswith(mark) for mark in words.marks.values())


def _lay(server: LlamaServer, words: Vocabulary, request: TextRequest) -> Laid:
    if request.form == "infill":
        return lay_gap(request.pieces)
    if request.form == "plain":
        return lay_plain(request.pieces)
    if not words.template:
        return lay_headings(request.pieces)
    messages = messages_of(request.pieces)
    text = _filled(server, messages)
    return Laid(text=text, places=find_pieces(text, request.pieces))


def _filled(server: LlamaServer, messages: Sequence[Message]) -> str:
    """The model's own template around the messages."""
    trouble = ""
    for attempt in (messages, folded_messages(messages)):
        told = [{"role": message.role, "content": message.text} for message in attempt]
        try:
            return server.ask("/apply-template", {"messages": told, "chat_template_kwargs": TEMPLATE_WISHES})[
                "prompt"
            ]
        except (RuntimeError, StudioError) as error:  # many templates know no system, or say so by failing
            trouble = str(error)
    raise template_refusal(trouble)


def tokenize(
    server: LlamaServer, words: Vocabulary, text: str, free: list[tuple[int, int]] | None = None
) -> tuple[list[int], list[int]]:
    """Ids and sizes in bytes. ``free`` are the stretches that must not spell marks; None means all of it."""
    if free is None:
        return _tokenize(server, text, special=False)
    if not any(mark in text[start:end] for start, end in free for mark in words.marks.values() if mark):
        return _tokenize(server, text, special=True)
    ids: list[int] = []
    sizes: list[int] = []
    at = 0
    for start, end in [*free, (len(text), len(text))]:
        for part, special in ((text[at:start], True), (text[start:end], False)):
            if part:
                more, lengths = _tokenize(server, part, special=special)
                ids, sizes = ids + more, sizes + lengths
        at = end
    return ids, sizes


def _tokenize(server: LlamaServer, text: str, *, special: bool) -> tuple[list[int], list[int]]:
    body = {"content": text, "add_special": False, "parse_special": special, "with_pieces": True}
    ids, sizes = [], []
    for token in server.ask("/tokenize", body)["tokens"]:
        piece: Any = token["piece"]
        ids.append(token["id"])
        sizes.append(len(piece.encode()) if isinstance(piece, str) else len(piece))
    if sizes and sum(sizes) == len(text.encode()) + 1:
        sizes[0] -= 1  # SentencePiece puts a blank in front
    return ids, sizes


def _in_bytes(text: str, places: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    return [
        (len(text[:start].encode()), len(text[:end].encode())) if start >= 0 else (-1, -1)
        for start, end in places
    ]


def _in_characters(text: str, sizes: Sequence[int]) -> list[int]:
    """Where each token ends, in characters; of those that end within a character, where it begins."""
    raw, at, seen, ends = text.encode(), 0, 0, []
    for size in sizes:
        part = raw[at : at + size]
        at += size
        seen += sum(byte & 0xC0 != 0x80 for byte in part)  # bytes that begin a character
        whole = at >= len(raw) or raw[at] & 0xC0 != 0x80
        ends.append(seen if whole else seen - 1)
    return ends


def _gap_prompt(server: LlamaServer, words: Vocabulary, request: TextRequest) -> Prompt:
    """What comes before the gap, what follows, and the mark that asks for the filling."""
    assert words.gap
    after = [piece.kind == "after" for piece in request.pieces]
    ids, counts, text = list(words.bos), [0] * len(after), ""
    for last, mark in ((False, words.gap[0]), (True, words.gap[1])):
        chosen = [n for n, follows in enumerate(after) if follows is last]
        laid = lay_plain([request.pieces[n] for n in chosen])
        more, sizes = tokenize(server, words, laid.text)
        found, _ = shares(sizes, _in_bytes(laid.text, laid.places))
        for number, count in zip(chosen, found, strict=True):
            counts[number] = count
        ids += [mark, *more]
        text += words.marks.get(mark, "") + laid.text
    ids.append(words.gap[2])
    text += words.marks.get(words.gap[2], "")
    return Prompt(text=text, ids=tuple(ids), counts=tuple(counts), marks=len(ids) - sum(counts))
