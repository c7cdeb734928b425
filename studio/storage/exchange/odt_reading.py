"""OpenDocument texts into blocks: headings, emphasis by style, lists, notes, pictures."""

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING

from msgspec.structs import replace

from studio.storage.exchange.blocks import Block, Span, is_empty, joined, paragraph
from studio.storage.exchange.format import Reading, Source
from studio.storage.exchange.packed import Packed
from studio.storage.exchange.pictures import OUTSIDE, keep
from studio.storage.exchange.xml_tree import child, local, own, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_CHAIN = 12
_SPACE = re.compile(r"[ \t\r\n]+")
_SKIPPED = frozenset(
    [
        "tracked-changes",
        "sequence-decls",
        "forms",
        "variable-decls",
        "user-field-decls",
        "table-of-content",
        "alphabetical-index",
        "bibliography",
        "bookmark",
        "bookmark-start",
        "bookmark-end",
        "change",
        "change-start",
        "change-end",
        "soft-page-break",
        "annotation-end",
    ]
)


class OdtReader:
    """Reads one document."""

    def __init__(self, source: Source, packed: Packed) -> None:
        self._packed, self.reading = packed, Reading()
        self._content = packed.xml("content.xml")
        self._styles: dict[str, _Element] = {}
        self._numbered: dict[str, bool] = {}
        for root in (packed.xml("styles.xml") if "styles.xml" in packed.names else None, self._content):
            if root is not None:
                self._take_styles(root)

    def _take_styles(self, root: "_Element") -> None:
        for style in root.iter("{*}style"):
            self._styles[value(style, "name")] = style
        for style in root.iter("{*}list-style"):
            first = next((inner for inner in style if local(inner).startswith("list-level")), None)
            self._numbered[value(style, "name")] = (
                first is not None and local(first) == "list-level-style-number"
            )

    def read(self) -> Reading:
        self._properties()
        body = child(self._content, "body", "text")
        self.reading.blocks = [block for block in self._flow(body) if not is_empty(block)]
        return self.reading

    def _properties(self) -> None:
        if "meta.xml" not in self._packed.names:
            return
        meta = child(self._packed.xml("meta.xml"), "meta")
        for element in meta if meta is not None else ():
            text = (element.text or "").strip()[:300]
            if local(element) == "title":
                self.reading.title = text
            elif local(element) in ("initial-creator", "creator") and not self.reading.author:
                self.reading.author = text
            elif local(element) == "language":
                self.reading.language = text

    # Blocks

    def _flow(self, element: "_Element | None") -> list[Block]:
        made: list[Block] = []
        for node in element if element is not None else ():
            name = local(node)
            if name == "h":
                level = value(node, "outline-level")
                spans = tuple(
                    replace(span, bold=False) for span in joined(self._spans(node, self._plain(node)))
                )
                if spans:
                    made.append(
                        Block(kind="heading", level=int(level) if level.isdigit() else 1, spans=spans)
                    )
            elif name == "p":
                self._add_paragraph(node, made)
            elif name == "list":
                made += self._list(node, "")
            elif name == "table":
                made += self._table(node)
            elif name == "frame":
                spans = joined(self._pictures(node))
                made += [paragraph(*spans)] if spans else self._flow(node)
            elif name and name not in _SKIPPED:
                made += self._flow(node)
        return made

    def _add_paragraph(self, node: "_Element", made: list[Block]) -> None:
        names = self._names(value(node, "style-name"))
        if "Title" in names:
            spans = joined(self._spans(node, Span()))
            if spans:
                made.append(Block(kind="heading", level=0, spans=spans))
            return
        if "Preformatted Text" in names:
            text = "".join(span.text for span in self._spans(node, Span()))
            if made and made[-1].kind == "code":
                made[-1] = replace(made[-1], text=f"{made[-1].text}\n{text}")
            else:
                made.append(Block(kind="code", text=text))
            return
        level = next(
            (int(match[1]) for name in names if (match := re.fullmatch(r"Heading ([1-9])", name))), 0
        )
        if level:
            made.append(Block(kind="heading", level=level, spans=joined(self._spans(node, Span()))))
            return
        quoted = "Quotations" in names or "Quote" in names
        block = paragraph(
            *self._spans(node, Span() if quoted else self._plain(node)), align=self._align(node)
        )
        if is_empty(block):
            if "Horizontal Line" in names:
                made.append(Block(kind="break"))
        elif quoted and made and made[-1].kind == "quote":
            made[-1] = replace(made[-1], blocks=(*made[-1].blocks, block))
        else:
            made.append(Block(kind="quote", blocks=(block,)) if quoted else block)
        for box in node.iter("{*}text-box"):
            made += self._flow(box)

    def _align(self, node: "_Element") -> str:
        properties = child(self._styles.get(value(node, "style-name")), "paragraph-properties")
        said = value(properties, "text-align")
        return {"center": "center", "end": "right", "right": "right"}.get(said, "")

    def _list(self, element: "_Element", style: str) -> list[Block]:
        style = value(element, "style-name") or style
        items = []
        start = 1
        for node in element:
            if local(node) in ("list-item", "list-header"):
                inner = tuple(block for block in self._in_item(node, style) if not is_empty(block))
                if inner:
                    said = value(node, "start-value")
                    start = int(said) if said.isdigit() and not items else start
                    items.append(Block(kind="item", blocks=inner))
        if items and all(block.kind == "heading" for item in items for block in item.blocks):
            return [block for item in items for block in item.blocks]  # numbered headings
        return (
            [Block(kind="list", ordered=self._numbered.get(style, False), start=start, blocks=tuple(items))]
            if items
            else []
        )

    def _in_item(self, node: "_Element", style: str) -> list[Block]:
        made: list[Block] = []
        for inner in node:
            if local(inner) == "list":
                made += self._list(inner, style)
            elif local(inner) == "p":
                self._add_paragraph(inner, made)
            elif local(inner) == "h":
                made += self._flow([inner])  # type: ignore[arg-type]
        return made

    def _table(self, element: "_Element") -> list[Block]:
        rows = []
        for row in own(element, "table-row", "table"):
            cells = []
            for cell in row:
                if local(cell) == "table-cell":
                    spans: list[Span] = []
                    for inner in (*cell.iter("{*}p"), *cell.iter("{*}h")):
                        spans += [Span(text="\n")] if spans else []
                        spans += self._spans(inner, Span())
                    cells.append(joined(spans))
            if any(cells):
                rows.append(tuple(cells))
        if len(rows) == 1 and len(rows[0]) == 1:
            return [paragraph(*rows[0][0])]
        return [Block(kind="table", rows=tuple(rows))] if rows else []

    # Words

    def _spans(self, element: "_Element", look: Span) -> Iterator[Span]:
        if element.text:
            yield replace(look, text=_SPACE.sub(" ", element.text))
        for node in element:
            yield from self._piece(node, look)
            if node.tail:
                yield replace(look, text=_SPACE.sub(" ", node.tail))

    def _piece(self, node: "_Element", look: Span) -> Iterator[Span]:
        name = local(node)
        if name == "span":
            yield from self._spans(node, self._look(value(node, "style-name"), look))
        elif name == "s":
            count = value(node, "c")
            yield replace(look, text=" " * min(int(count) if count.isdigit() else 1, 100))
        elif name == "tab":
            yield replace(look, text=" ")
        elif name == "line-break":
            yield replace(look, text="\n")
        elif name == "a":
            address = value(node, "href")
            outside = re.match(r"(https?|mailto):", address, re.I)
            yield from self._spans(node, replace(look, link=address) if outside else look)
        elif name == "note":
            yield self._note(node)
        elif name == "frame":
            yield from self._pictures(node)
        elif name == "annotation":
            self.reading.remark("Comments were left out.")
        elif name == "ruby":
            base = child(node, "ruby-base")
            if base is not None:
                yield from self._spans(base, look)
        elif name and name not in _SKIPPED:
            yield from self._spans(node, look)

    def _note(self, node: "_Element") -> Span:
        label = str(len(self.reading.notes) + 1)
        self.reading.notes[label] = ()
        blocks = self._flow(child(node, "note-body"))
        self.reading.notes[label] = tuple(block for block in blocks if not is_empty(block))
        return Span(note=label)

    def _pictures(self, frame: "_Element") -> Iterator[Span]:
        described = next(
            (element.text or "" for name in ("desc", "title") for element in frame.iter(f"{{*}}{name}")), ""
        )
        if child(frame, "text-box") is not None:
            return  # its paragraphs come after the one it hangs on
        for image in frame:
            if local(image) != "image":
                continue
            address = value(image, "href").removeprefix("./")
            if address not in self._packed.names:
                self.reading.remark(OUTSIDE)
                continue
            key = keep(self.reading, self._packed.picture(address), address)
            if key:
                yield Span(text=" ".join(described.split())[:200], picture=key)
                return  # others in the frame are the same picture in other kinds

    # Styles

    def _chain(self, name: str) -> list["_Element"]:
        made: list[_Element] = []
        while name in self._styles and len(made) < _CHAIN:
            made.append(self._styles[name])
            name = value(made[-1], "parent-style-name")
        return made

    def _names(self, name: str) -> set[str]:
        """The names a style goes by, as people see them, with those of its parents."""
        chain = self._chain(name)
        shown = {value(style, "display-name") or value(style, "name") for style in chain} | {name}
        shown |= {value(style, "parent-style-name") for style in chain}
        return {
            re.sub(r"_([0-9a-f]{2})_", lambda code: chr(int(code[1], 16)), found) for found in shown if found
        }

    def _plain(self, node: "_Element") -> Span:
        """The look of a paragraph's own style, of those made on the spot only."""
        name = value(node, "style-name")
        if (
            name in self._styles
            and not value(self._styles[name], "display-name")
            and re.fullmatch(r"P\d+", name)
        ):
            return _looked(child(self._styles[name], "text-properties"), Span())
        return Span()

    def _look(self, name: str, look: Span) -> Span:
        for style in reversed(self._chain(name)):
            look = _looked(child(style, "text-properties"), look)
        names = self._names(name)
        if "Emphasis" in names:
            look = replace(look, italic=True)
        if "Strong Emphasis" in names:
            look = replace(look, bold=True)
        return replace(look, code=True) if "Source Text" in names else look


def _looked(properties: "_Element | None", look: Span) -> Span:
    if properties is None:
        return look
    said = {key.rpartition("}")[2]: text for key, text in properties.attrib.items()}
    if style := said.get("font-style"):
        look = replace(look, italic=style in ("italic", "oblique"))
    if weight := said.get("font-weight"):
        look = replace(look, bold=weight == "bold" or (weight.isdigit() and int(weight) >= 600))
    if said.get("text-underline-style", "none") != "none":
        look = replace(look, italic=True)  # in manuscripts underlining stands for italics
    if said.get("text-line-through-style", "none") != "none":
        look = replace(look, struck=True)
    position = said.get("text-position", "")
    if position.startswith("super") or re.match(r"[1-9]", position):
        return replace(look, raised=1)
    return replace(look, raised=-1) if position.startswith(("sub", "-")) else look
