"""A project into a book: which texts, in which order, under which headings. Changes nothing."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from msgspec.structs import replace

from studio.core.writing.outline import Item, Outline, walk
from studio.core.writing.words import count_words
from studio.storage.exchange.blocks import Block, Notes, Span, all_spans, plain, text_of
from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.markdown_reading import parse
from studio.storage.exchange.pictures import is_picture


class Text(Protocol):
    """What reading an item gives."""

    @property
    def text(self) -> str: ...


class Readable(Protocol):
    """What a project must offer to be exported."""

    folder: Path
    outline: Outline

    def read(self, item_id: str) -> Text: ...


def compile_book(project: Readable, options: ExportOptions) -> Book:
    """The book of ``project`` as ``options`` want it. Raises StudioError when a text cannot be read."""
    outline = project.outline
    press = _Press(project, options)
    press.add_all(outline.manuscript, depth=1, parent=None)
    if options.notes:
        press.add_notes(outline.notes)
    cover = press.picture_file(options.cover) if options.cover else None
    return Book(
        title=outline.title,
        author=outline.author,
        language=outline.language or "en",
        identity=outline.id,
        words=sum(count_words(text_of(block)) for block in press.body()),
        blocks=tuple(press.blocks),
        notes=press.notes,
        pictures=press.pictures,
        cover=cover,
        separator=options.separator or "* * *",
        remarks=tuple(press.remarks),
    )


def chosen_items(outline: Outline, items: tuple[str, ...]) -> list[Item]:
    """The texts that an export of ``items`` would hold, in reading order."""
    return list(_texts(outline.manuscript, frozenset(items), chosen=not items))


def _texts(items: tuple[Item, ...], wanted: frozenset[str], *, chosen: bool) -> Iterator[Item]:
    for item in items:
        inside = item.id in wanted or (chosen and item.exported)
        if item.file and inside:
            yield item
        yield from _texts(item.children, wanted, chosen=inside)


class _Press:
    """Collects the blocks of a book."""

    def __init__(self, project: Readable, options: ExportOptions) -> None:
        self._project, self._options = project, options
        self._wanted = frozenset(item.id for item in chosen_items(project.outline, options.items))
        self.blocks: list[Block] = []
        self.notes: Notes = {}
        self.pictures: dict[str, Path] = {}
        self.remarks: list[str] = []
        self._body_end = 0
        self._between = False
        """Whether a scene of this chapter stands above already."""

    def body(self) -> list[Block]:
        return [block for block in self.blocks[: self._body_end] if block.kind != "heading"]

    def add_all(self, items: tuple[Item, ...], *, depth: int, parent: Item | None) -> None:
        for item in items:
            if item.file:
                if item.id in self._wanted:
                    self._add_scene(item, depth, parent)
            elif any(below.id in self._wanted for below in walk(item.children)):
                role = "part" if item.kind == "part" else "chapter"
                self._head(item.title, depth, role)
                self.add_all(item.children, depth=depth + 1, parent=item)
        self._body_end = len(self.blocks)

    def _head(self, title: str, depth: int, role: str) -> None:
        self.blocks.append(
            Block(kind="heading", level=min(depth, 6), role=role, spans=(Span(text=title.strip()),))
        )
        self._between = False

    def _add_scene(self, item: Item, depth: int, parent: Item | None) -> None:
        # A scene that stands in no chapter is one itself.
        alone = parent is None or parent.kind == "part"
        if alone:
            self._head(item.title, depth, "chapter")
        elif self._options.scenes == "titles":
            self._head(item.title, depth, "scene")
        elif self._options.scenes == "separator" and self._between:
            self.blocks.append(Block(kind="break", role="scene"))
        self._add_text(item, depth)
        self._between = True

    def add_notes(self, notes: tuple[Item, ...]) -> None:
        """Characters, places and lore after the text: asked for, so no mark of theirs is looked at."""
        texts = [item for item in walk(notes) if item.file]
        if not texts:
            return
        self._head(self._options.notes_title, 1, "part")
        for item in texts:
            self._head(item.title, 2, "note")
            self._add_text(item, 2)

    def _add_text(self, item: Item, depth: int) -> None:
        parsed = parse(self._project.read(item.id).text, line_ends=self._options.line_ends)
        blocks = parsed.blocks
        if blocks and blocks[0].kind == "heading" and plain(blocks[0].spans).strip() == item.title.strip():
            blocks = blocks[1:]  # the scene begins with its own title
        beside = [name for name in item.pictures if not _mentions(blocks, name)]
        if beside and self._options.pictures:
            spans = tuple(Span(text=item.title, picture=name) for name in beside)
            blocks = [*(Block(kind="paragraph", spans=(span,), align="center") for span in spans), *blocks]
        top = min((block.level for block in blocks if block.kind == "heading"), default=1)
        numbers = self._number_notes(blocks, parsed.notes)
        made = [self._block(block, numbers, depth + 1 - top) for block in blocks]
        self.blocks += [block for block in made if block is not None]

    def _number_notes(self, blocks: list[Block], notes: Notes) -> dict[str, str]:
        """New labels for the footnotes of one text: numbers through the whole book."""
        numbers: dict[str, str] = {}
        for span in all_spans(blocks):
            if span.note in notes and span.note not in numbers:
                numbers[span.note] = str(len(self.notes) + 1)
                self.notes[numbers[span.note]] = ()
                inner = (self._block(block, {}, 1) for block in notes[span.note])
                self.notes[numbers[span.note]] = tuple(block for block in inner if block is not None)
        return numbers

    def _block(self, block: Block, numbers: dict[str, str], shift: int) -> Block | None:
        inner = (self._block(child, numbers, shift) for child in block.blocks)
        made = replace(
            block,
            source="",
            spans=tuple(self._spans(block.spans, numbers)),
            blocks=tuple(child for child in inner if child is not None),
            rows=tuple(tuple(tuple(self._spans(cell, numbers)) for cell in row) for row in block.rows),
            level=min(6, max(1, block.level + shift)) if block.kind == "heading" else block.level,
        )
        return None if made.kind == "paragraph" and not made.spans else made

    def _spans(self, spans: tuple[Span, ...], numbers: dict[str, str]) -> Iterator[Span]:
        for span in spans:
            if span.note:
                number = numbers.get(span.note)
                yield Span(note=number) if number else Span(text=f"[^{span.note}]")
            elif span.picture:
                yield from self._picture(span)
            else:
                yield span

    def _picture(self, span: Span) -> Iterator[Span]:
        if not self._options.pictures:
            return
        path = self.picture_file(span.picture, inside=True)
        if path is None:
            name = span.picture[:80]
            self._remark(f"A picture was not found or is damaged, and is left out: “{name}”.")
            if span.text:
                yield Span(text=f"[{span.text}]")
            return
        key = self._key(path)
        self.pictures[key] = path
        yield Span(text=span.text, picture=key)

    def _key(self, path: Path) -> str:
        """A name for the picture, unlike those of other folders."""
        stem = re.sub(r"[^\w-]+", "-", path.stem).strip("-") or "picture"
        name, number = f"{stem}{path.suffix.lower()}", 2
        while self.pictures.get(name, path) != path:
            name, number = f"{stem}-{number}{path.suffix.lower()}", number + 1
        return name

    def picture_file(self, name: str, *, inside: bool = False) -> Path | None:
        """The file of a picture; with ``inside`` only below the project. None for what is no picture."""
        try:
            root = self._project.folder.resolve()
            # Other editors read addresses from where the text lies, so those are understood as well.
            for home in (root, root / "manuscript"):
                path = (home / unquote(name)).resolve()
                if path.is_file() and (path.is_relative_to(root) or not inside):
                    return path if is_picture(path) else None
        except (OSError, ValueError):
            pass
        return None

    def _remark(self, sentence: str) -> None:
        if sentence not in self.remarks:
            self.remarks.append(sentence)


def _mentions(blocks: list[Block], name: str) -> bool:
    return any(unquote(span.picture) == name for span in all_spans(blocks) if span.picture)
