"""Markdown: the writer's own lines on the way in, one readable file on the way out."""

import re
from typing import BinaryIO

from msgspec.structs import replace

from studio.storage.exchange.blocks import Block, all_spans
from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.encodings import decode
from studio.storage.exchange.format import FormatSpec, Reading, Source
from studio.storage.exchange.markdown_reading import parse
from studio.storage.exchange.markdown_writing import blocks_text, note_text, spans_text
from studio.storage.exchange.pictures import keep_address

SPEC = FormatSpec(
    id="markdown",
    label="Markdown",
    suffixes=(".md", ".markdown", ".mdown", ".mkd"),
    reads=True,
    writes=True,
    text=True,
    styled=True,
    beside=True,
)


def read(source: Source) -> Reading:
    """Read Markdown. Every block keeps its own lines; pictures below the file's folder come along."""
    decoded = decode(source.data, source.encoding)
    reading = Reading(encoding=decoded.encoding)
    if not decoded.sure:
        reading.remark("Some signs could not be read in this encoding.")
    parsed = parse(_front_matter(decoded.text, reading))
    reading.blocks, reading.notes, reading.definitions = parsed.blocks, parsed.notes, parsed.definitions
    addresses: dict[str, str] = {}
    for span in all_spans(parsed.blocks):
        if span.picture and span.picture not in addresses:
            addresses[span.picture] = keep_address(reading, span.picture, source.path.parent)
    reading.blocks = [_with_keys(block, addresses) for block in reading.blocks]
    return reading


def _front_matter(text: str, reading: Reading) -> str:
    """The text below YAML lines at its top; title and author are taken from them."""
    lines = text.split("\n")
    if lines[0].strip() != "---":
        return text
    end = next((number for number, line in enumerate(lines[1:60], 1) if line.strip() in ("---", "...")), 0)
    if not end or not all(not line.strip() or ":" in line or line[:1] in " -#" for line in lines[1:end]):
        return text
    kept = ("title", "author", "language", "lang")
    if any(line.strip() and line.partition(":")[0].strip().lower() not in kept for line in lines[1:end]):
        reading.remark("Of the lines of YAML at its top only title, author and language were taken.")
    for line in lines[1:end]:
        name, _, value = line.partition(":")
        value = _unquoted(value.strip())
        if name.strip().lower() in kept and value:
            setattr(reading, {"lang": "language"}.get(name.strip().lower(), name.strip().lower()), value)
    return "\n".join(lines[end + 1 :])


def _quoted(text: str) -> str:
    """A text as YAML has it between quotation marks."""
    text = " ".join(text.split()).replace("\\", r"\\").replace('"', r"\"")
    return f'"{text}"'


def _unquoted(text: str) -> str:
    if len(text) > 1 and text[0] == text[-1] == '"':
        return re.sub(r"\\(.)", r"\1", text[1:-1])
    return text.strip("\"'")


def _with_keys(block: Block, addresses: dict[str, str]) -> Block:
    """The block with pictures by their keys; its own lines are given up where an address changes."""
    if not any(addresses.get(span.picture) for span in all_spans((block,)) if span.picture):
        return block  # addresses that were not taken stay as they are written

    def spans(found: tuple) -> tuple:
        return tuple(replace(span, picture=addresses.get(span.picture) or span.picture) for span in found)

    return replace(
        block,
        source="",
        spans=spans(block.spans),
        blocks=tuple(_with_keys(inner, addresses) for inner in block.blocks),
        rows=tuple(tuple(spans(cell) for cell in row) for row in block.rows),
    )


def write(book: Book, options: ExportOptions, stream: BinaryIO) -> None:
    """Write one file; keys of pictures are addresses already."""
    parts: list[str] = []
    if options.title_page:
        quoted = {"title": book.title, "author": book.author, "language": book.language}
        lines = [f"{name}: {_quoted(value)}" for name, value in quoted.items() if value]
        parts.append("\n".join(["---", *lines, "---"]))
    for block in book.blocks:
        parts.append(_separator(book.separator) if block.kind == "break" else blocks_text((block,)))
    parts += [note_text(label, blocks) for label, blocks in book.notes.items()]
    stream.write(("\n\n".join(part for part in parts if part) + "\n").encode())


def _separator(text: str) -> str:
    """The separator as Markdown that is a break again when it is read."""
    from studio.storage.exchange.blocks import Span

    return "* * *" if set(text) <= set("* ") else spans_text((Span(text=text),)).replace("#", "\\#", 1)
