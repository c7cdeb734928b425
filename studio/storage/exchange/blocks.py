"""Text as every format sees it: blocks (paragraphs, headings, lists…) of spans. Pure data."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct
from msgspec.structs import replace

_BREAKS = frozenset(
    {
        "*",
        "**",
        "***",
        "****",
        "*****",
        "#",
        "##",
        "###",
        "⁂",
        "~",
        "~~~",
        "---",
        "–––",
        "———",
        "•••",
        "···",
        "§",
    }
)


class Span(Struct, frozen=True, kw_only=True):
    """A run of text in one look. A text of "\\n" is a line break."""

    text: str = ""
    bold: bool = False
    italic: bool = False
    struck: bool = False
    code: bool = False
    raised: int = 0
    """1 above the line, -1 below it."""
    link: str = ""
    picture: str = ""
    """Key of a picture; the text is its description then."""
    note: str = ""
    """Label of the footnote that stands here."""


class Block(Struct, frozen=True, kw_only=True):
    """One block. ``kind`` is heading, paragraph, quote, list, item, code, table or break."""

    kind: str
    spans: tuple[Span, ...] = ()
    blocks: tuple["Block", ...] = ()
    """Of a quote, a list (its items) and an item."""
    level: int = 0
    role: str = ""
    """Of a heading that is one of the outline: part, chapter, scene or note."""
    ordered: bool = False
    start: int = 1
    rows: tuple[tuple[tuple[Span, ...], ...], ...] = ()
    """Of a table; the first is its head."""
    text: str = ""
    """Of code."""
    align: str = ""
    source: str = ""
    """The Markdown it was read from, kept letter by letter when it becomes Markdown again."""


Notes = dict[str, tuple[Block, ...]]
"""Footnotes by label."""


def plain(spans: Iterable[Span]) -> str:
    """The words of spans, without look; pictures and footnotes say nothing."""
    return "".join(span.text for span in spans if not span.picture and not span.note)


def text_of(block: Block) -> str:
    """The words of a block and of all inside it."""
    own = [plain(block.spans)] if block.spans else []
    own += [block.text] if block.text else []
    own += [plain(cell) for row in block.rows for cell in row]
    return "\n".join([*own, *(text_of(inner) for inner in block.blocks)])


def is_scene_break(text: str) -> bool:
    """Whether a line of its own only parts scenes: ``* * *``, ``#``, ``⁂``."""
    return re.sub(r"\s+", "", text) in _BREAKS


def is_empty(block: Block) -> bool:
    """Whether there is nothing to see in it."""
    if block.kind == "break":
        return False
    seen = any(span.picture or span.note or span.text.strip() for span in block.spans)
    return not (
        seen or block.text.strip() or block.rows or any(not is_empty(inner) for inner in block.blocks)
    )


def all_spans(blocks: Iterable[Block]) -> Iterator[Span]:
    """Every span inside blocks, in reading order."""
    for block in blocks:
        yield from block.spans
        for row in block.rows:
            for cell in row:
                yield from cell
        yield from all_spans(block.blocks)


def flat(blocks: Iterable[Block]) -> Iterator[Block]:
    """All words of blocks as paragraphs, for places that hold nothing else, such as footnotes."""
    for block in blocks:
        if block.spans:
            yield replace(block, kind="paragraph")
        elif block.text:
            yield Block(kind="paragraph", spans=(Span(text=block.text, code=True),))
        for row in block.rows:
            cells = (span for cell in row for span in (*cell, Span(text=" · ")))
            yield Block(kind="paragraph", spans=tuple(cells)[:-1])
        yield from flat(block.blocks)


def joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Neighbours of one look as one span, spaces at both ends gone."""
    made: list[Span] = []
    for span in spans:
        if not (span.text or span.picture or span.note):
            continue
        before = made[-1] if made else None
        whole = span.picture or span.note or span.text == "\n"
        if (
            before
            and not whole
            and before.text != "\n"
            and replace(before, text="") == replace(span, text="")
        ):
            made[-1] = replace(before, text=before.text + span.text)
        else:
            made.append(span)
    while made and _blank(made[0]):
        made.pop(0)
    while made and _blank(made[-1]):
        made.pop()
    if made and not made[0].picture:
        made[0] = replace(made[0], text=made[0].text.lstrip())
    if made and not made[-1].picture:
        made[-1] = replace(made[-1], text=made[-1].text.rstrip())
    return tuple(made)


def _blank(span: Span) -> bool:
    return not span.picture and not span.note and not span.text.strip()


def paragraph(*spans: Span, align: str = "") -> Block:
    """A paragraph, or the scene break its words stand for."""
    made = joined(spans)
    if not any(span.picture or span.note for span in made) and is_scene_break(plain(made)):
        return Block(kind="break")
    return Block(kind="paragraph", spans=made, align=align)


class ListLine(Struct, frozen=True, kw_only=True):
    """A paragraph of a list in a format that knows only depths."""

    depth: int
    ordered: bool
    block: Block
    continues: bool = False
    """A further paragraph of the item before."""


def _gathered(lines: list[ListLine]) -> list[ListLine]:
    """Paragraphs that continue an item are put into it."""
    made: list[ListLine] = []
    for line in lines:
        if line.continues and made:
            inner = made[-1].block.blocks if made[-1].block.kind == "item" else (made[-1].block,)
            made[-1] = replace(made[-1], block=Block(kind="item", blocks=(*inner, line.block)))
        else:
            made.append(line)
    return made


def nested(lines: list[ListLine]) -> list[Block]:
    """Lists made of their lines: deeper ones go into the item before."""
    made: list[Block] = []
    at = 0
    lines = _gathered(lines)
    while at < len(lines):
        depth, ordered = lines[at].depth, lines[at].ordered
        items: list[Block] = []
        while at < len(lines) and lines[at].depth >= depth:
            if lines[at].depth == depth:
                if lines[at].ordered != ordered:
                    break
                block = lines[at].block
                items.append(block if block.kind == "item" else Block(kind="item", blocks=(block,)))
                at += 1
                continue
            end = at
            while end < len(lines) and lines[end].depth > depth:
                end += 1
            items[-1] = replace(items[-1], blocks=(*items[-1].blocks, *nested(lines[at:end])))
            at = end
        made.append(Block(kind="list", ordered=ordered, blocks=tuple(items)))
    return made
