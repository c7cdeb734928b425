"""Plain text: paragraphs by blank lines, chapters by lines that say so."""

import re
from collections.abc import Iterable
from typing import BinaryIO

from studio.storage.exchange.blocks import Block, Span, is_scene_break, paragraph
from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.encodings import decode
from studio.storage.exchange.format import FormatSpec, Reading, Source

SPEC = FormatSpec(
    id="text",
    label="Plain text",
    suffixes=(".txt", ".text"),
    reads=True,
    writes=True,
    text=True,
    styled=True,
    pictures=False,
)
PART = re.compile(
    r"(?:part|book|volume|teil|band|partie|parte|libro)\s+[\w.]{1,12}\b.{0,60}|第[〇零一二三四五六七八九十百千两\d]{1,6}[部卷].{0,30}",
    re.I,
)
CHAPTER = re.compile(
    r"(?:chapter|kapitel|chapitre|cap[ií]tulo|capitolo)\s+[\w.]{1,14}\b.{0,60}|(?:prologue|epilogue|prolog|epilog)\b.{0,40}"
    r"|第[〇零一二三四五六七八九十百千两\d]{1,6}[章回节].{0,30}|[IVXLC]{1,6}\.?",
    re.I,
)


def read(source: Source) -> Reading:
    """Read plain text. A blank line ends a paragraph; where there is none, every line is one."""
    decoded = decode(source.data, source.encoding)
    reading = Reading(encoding=decoded.encoding)
    if not decoded.sure:
        reading.remark("Some signs could not be read in this encoding.")
    text = decoded.text.strip("\n")
    blocks = (
        re.split(r"\n[ \t\u3000]*\n\s*?", text) if re.search(r"\n[ \t\u3000]*\n", text) else text.split("\n")
    )
    for block in blocks:
        reading.blocks += _blocks(block)
    return reading


def _blocks(text: str) -> list[Block]:
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    if not lines:
        return []
    if len(lines) == 1 and is_scene_break(lines[0]):
        return [Block(kind="break")]
    if len(lines) <= 2 and (level := _level(lines[0])):
        heading = Block(kind="heading", level=level, spans=(Span(text=" ".join(lines)),))
        return [heading]
    # Hard-wrapped lines are one paragraph; lines that are indented begin one each.
    if sum(1 for line in text.split("\n")[1:] if line[:1] in "\t \u3000") >= max(1, len(lines) - 1):
        return [paragraph(Span(text=line)) for line in lines]
    if _is_wrapped(lines):
        return [paragraph(Span(text=_unwrapped(lines)))]
    spans: list[Span] = []
    for line in lines:
        spans += [Span(text="\n")] if spans else []
        spans.append(Span(text=line))
    return [paragraph(*spans)]


def _level(line: str) -> int:
    if line.endswith((".", ",", ";", "。", "，")) and not re.fullmatch(r"[IVXLC]+\.", line):
        return 0
    if PART.fullmatch(line):
        return 1
    return 2 if CHAPTER.fullmatch(line) else 0


def _is_wrapped(lines: list[str]) -> bool:
    """Whether all lines but the last are about as long as a page is wide."""
    return len(lines) > 1 and all(len(line) >= 50 for line in lines[:-1])


def _unwrapped(lines: list[str]) -> str:
    return re.sub(r"(?<=[\u3000-\u9fff\uff00-\uffef]) (?=[\u3000-\u9fff\uff00-\uffef])", "", " ".join(lines))


def write(book: Book, options: ExportOptions, stream: BinaryIO) -> None:
    """Write plain text; footnotes are numbers in brackets and stand at the end."""
    parts = (
        [book.title.upper() + (f"\n{book.author}" if book.author else "") + "\n\n"]
        if options.title_page
        else []
    )
    for block in book.blocks:
        if block.kind == "heading" and block.role in ("part", "chapter"):
            parts.append("\n" + _plain(block, book.separator))
        else:
            parts.append(_plain(block, book.separator))
    if book.notes:
        parts.append(
            "\n"
            + "\n\n".join(
                f"[{label}] {_join(blocks, book.separator)}" for label, blocks in book.notes.items()
            )
        )
    stream.write(("\n\n".join(parts).strip("\n") + "\n").encode())


def _join(blocks: Iterable[Block], separator: str) -> str:
    return "\n\n".join(_plain(block, separator) for block in blocks)


def _plain(block: Block, separator: str) -> str:
    if block.kind == "break":
        return separator
    if block.kind == "code":
        return block.text
    if block.kind == "quote":
        return "\n".join(f"    {line}".rstrip() for line in _join(block.blocks, separator).split("\n"))
    if block.kind == "list":
        return "\n".join(
            (f"{number}. " if block.ordered else "- ")
            + _join(item.blocks, separator).replace("\n\n", "\n").replace("\n", "\n   ")
            for number, item in enumerate(block.blocks, block.start)
        )
    if block.kind == "table":
        return "\n".join("\t".join(_words(cell) for cell in row) for row in block.rows)
    return _words(block.spans)


def _words(spans: Iterable[Span]) -> str:
    return "".join(
        f"[{span.note}]" if span.note else f"[{span.text}]" if span.picture else span.text for span in spans
    )
