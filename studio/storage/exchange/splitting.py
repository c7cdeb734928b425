"""What a text becomes in the outline: parts, chapters and scenes, by its headings and scene breaks. Pure."""

import re
from collections.abc import Iterable, Mapping

from msgspec import Struct
from msgspec.structs import replace

from studio.core.writing.words import count_words
from studio.storage.exchange.blocks import Block, Notes, is_empty, plain, text_of
from studio.storage.exchange.format import Reading
from studio.storage.exchange.formats.text import CHAPTER, PART

KINDS = ("part", "chapter", "scene", "text")
"""What a heading can become; "text" leaves it in the text."""
TITLE_MOST = 120
TITLE_PAGE = 8
"""Blocks at the top that may be a title page."""


class Split(Struct, frozen=True, kw_only=True):
    """Where to cut: what headings of each level become, and whether scene breaks part scenes."""

    levels: dict[int, str] = {}
    breaks: bool = False


class Planned(Struct, kw_only=True):
    """An item to be: a group with what is in it, or a text."""

    kind: str
    title: str
    blocks: list[Block] = []
    children: list["Planned"] = []

    @property
    def words(self) -> int:
        own = sum(count_words(text_of(block)) for block in self.blocks)
        return own + sum(child.words for child in self.children)


class Plan(Struct, kw_only=True):
    """Items with what their texts refer to."""

    items: list[Planned]
    notes: Notes
    definitions: Mapping[str, str]
    pictures: Mapping[str, bytes]


def levels_in(blocks: Iterable[Block]) -> dict[int, int]:
    """How many headings of each level there are; the document's title is none."""
    found: dict[int, int] = {}
    for block in blocks:
        if block.kind == "heading" and block.level > 0:
            found[block.level] = found.get(block.level, 0) + 1
    return dict(sorted(found.items()))


def breaks_in(blocks: Iterable[Block]) -> int:
    """How many scene breaks there are."""
    return sum(1 for block in blocks if block.kind == "break")


def without_title(reading: Reading) -> list[Block]:
    """The blocks below the document's title: a heading that opens the text and is the only one so high."""
    blocks = [block for block in reading.blocks if not is_empty(block)]
    blocks, titled = _without_title_style(blocks, reading)
    blocks = _without_title_page(blocks, reading)
    if titled:
        return blocks
    levels = levels_in(blocks)
    first = blocks[0] if blocks else None
    deeper = [count for level, count in levels.items() if first and level > first.level]
    if (
        first
        and first.kind == "heading"
        and levels.get(first.level) == 1
        and first.level == min(levels)
        and sum(deeper) > 1
    ):
        name = plain(first.spans).strip()
        if not (PART.fullmatch(name) or CHAPTER.fullmatch(name)):
            reading.title = name
            return blocks[1:]
    return blocks


def _without_title_style(blocks: list[Block], reading: Reading) -> tuple[list[Block], bool]:
    """The blocks without the lines that a style calls the title; and whether they had one.

    Where that style stands further down or more than once, it is somebody's style for chapters.
    """
    places = [n for n, block in enumerate(blocks) if block.kind == "heading" and block.level == 0]
    if not places:
        return blocks, False
    if places[-1] - places[0] == len(places) - 1 and places[0] < TITLE_PAGE:
        reading.title = " ".join(" ".join(plain(blocks[n].spans).split()) for n in places)
        return blocks[: places[0]] + blocks[places[-1] + 1 :], True
    lower = (
        replace(block, level=min(6, block.level + 1)) if block.kind == "heading" else block
        for block in blocks
    )
    return list(lower), False


def _without_title_page(blocks: list[Block], reading: Reading) -> list[Block]:
    """The blocks without lines before the first heading that only repeat the title and who wrote it."""
    said = {reading.title.casefold(), reading.author.casefold(), f"by {reading.author.casefold()}"} - {
        "",
        "by ",
    }
    for number, block in enumerate(blocks[:TITLE_PAGE]):
        if block.kind == "heading":
            return blocks[number:]
        words = " ".join(text_of(block).split()).casefold()
        if words not in said and not re.fullmatch(r"[\d,. ]+ words", words):
            break
    return blocks


def suggest(blocks: list[Block]) -> Split:
    """The split that the text itself suggests."""
    levels = list(levels_in(blocks))
    if not levels:
        return Split(breaks=breaks_in(blocks) > 0)
    names: dict[int, list[str]] = {level: [] for level in levels}
    for block in blocks:
        if block.kind == "heading" and block.level in names:
            names[block.level].append(plain(block.spans).strip())

    def mostly(level: int, pattern: re.Pattern[str]) -> bool:
        return sum(1 for name in names[level] if pattern.fullmatch(name)) * 2 > len(names[level])

    parts = next((level for level in levels if mostly(level, PART)), 0)
    chapters = next((level for level in levels if level != parts and mostly(level, CHAPTER)), 0)
    breaks = breaks_in(blocks) > 0
    order: list[str]
    if chapters:
        order = ["part"] * levels.index(chapters) + ["chapter", "scene"]
    elif parts:
        order = ["part"] * (levels.index(parts) + 1) + ["chapter", "scene"]
        if len(levels) == levels.index(parts) + 2 and not breaks:
            order[-2] = "scene"  # part and scenes
    else:
        order = {1: ["chapter" if breaks else "scene"], 2: ["chapter", "scene"]}.get(
            len(levels), ["part", "chapter", "scene"]
        )
    order += ["text"] * len(levels)
    chosen = dict(zip(levels, order, strict=False))
    return Split(levels=chosen, breaks=breaks and "scene" not in chosen.values())


def planned(blocks: Iterable[Block], split: Split, title: str) -> list[Planned]:
    """The items of a text; ``title`` names what has no heading of its own."""
    cutter = _Cutter(split, title)
    for block in blocks:
        cutter.take(block)
    return cutter.items


class _Cutter:
    """Goes through the blocks and opens items as headings ask for them."""

    def __init__(self, split: Split, title: str) -> None:
        self._split, self._title = split, title
        self.items: list[Planned] = []
        self._part: Planned | None = None
        self._chapter: Planned | None = None
        self._scene: Planned | None = None
        self._broken = False

    def take(self, block: Block) -> None:
        kind = (
            self._split.levels.get(block.level, "text") if block.kind == "heading" and block.level else "text"
        )
        if block.kind == "break" and self._split.breaks:
            self._broken = self._scene is not None
            self._scene = None
        elif kind == "text":
            if self._scene is None:
                self._open_scene(self._free_title())
            assert self._scene is not None
            self._scene.blocks.append(block)
        else:
            self._open(kind, _title(block))

    def _open(self, kind: str, title: str) -> None:
        self._scene, self._broken = None, False
        if kind == "part":
            self._part, self._chapter = Planned(kind="part", title=title), None
            self.items.append(self._part)
        elif kind == "chapter":
            self._chapter = Planned(kind="chapter", title=title)
            (self._part.children if self._part else self.items).append(self._chapter)
        else:
            self._open_scene(title)

    def _brothers(self) -> list[Planned]:
        group = self._chapter or self._part
        return group.children if group else self.items

    def _open_scene(self, title: str) -> None:
        self._scene = Planned(kind="scene", title=title)
        self._brothers().append(self._scene)

    def _free_title(self) -> str:
        """The group's own title for its first scene, numbers for those after a break."""
        group = self._chapter or self._part
        scenes = [item for item in self._brothers() if item.kind == "scene"]
        name = group.title if group else self._title
        return f"{name} · {len(scenes) + 1}" if scenes else name


def _title(block: Block) -> str:
    words = " ".join(plain(block.spans).split())
    return words if len(words) <= TITLE_MOST else words[: TITLE_MOST - 1].rstrip() + "…"


def counted(items: Iterable[Planned]) -> dict[str, int]:
    """How many items of each kind there are."""
    found: dict[str, int] = {}
    for item in items:
        found[item.kind] = found.get(item.kind, 0) + 1
        for kind, count in counted(item.children).items():
            found[kind] = found.get(kind, 0) + count
    return found
