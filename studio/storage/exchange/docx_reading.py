"""Word documents into blocks: styles say what is a heading, tracked deletions and macros say nothing."""

import re
from collections.abc import Iterator
from itertools import takewhile
from typing import TYPE_CHECKING

from msgspec.structs import replace

from studio.storage.exchange.blocks import Block, ListLine, Span, is_empty, joined, nested, paragraph
from studio.storage.exchange.docx_styles import Styles
from studio.storage.exchange.format import Reading, Source
from studio.storage.exchange.packed import Packed, parse_xml
from studio.storage.exchange.pictures import OUTSIDE, keep
from studio.storage.exchange.xml_tree import child, local, own, value

if TYPE_CHECKING:
    from lxml.etree import _Element

_SKIPPED = frozenset({"del", "moveFrom", "instrText", "delText", "Fallback", "rPr", "pPr", "sdtPr", "tblPr"})
"""Elements whose words are not the text's."""

_WINGDINGS = {0xE0: "→", 0xDF: "←", 0xF3: "⇔", 0xE8: "→", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0xFC: "✓"}


class DocxReader:
    """Reads the parts of one document."""

    def __init__(self, source: Source, packed: Packed, main: str) -> None:
        self._source, self._packed, self._main = source, packed, main
        self.reading = Reading()
        self._links = self._relations(main)
        self._styles = Styles(self._part("styles.xml"), self._part("numbering.xml"))
        self._notes: dict[str, str] = {}

    def _part(self, name: str) -> "_Element | None":
        path = f"{self._main.rpartition('/')[0]}/{name}".lstrip("/")
        return self._packed.xml(path) if path in self._packed.names else None

    def _relations(self, part: str) -> dict[str, tuple[str, bool]]:
        """Where the ids of a part lead, and whether out of the file."""
        folder, _, name = part.rpartition("/")
        path = f"{folder}/_rels/{name}.rels".lstrip("/")
        if path not in self._packed.names:
            return {}
        root = self._packed.xml(path)
        return {
            str(entry.get("Id")): (str(entry.get("Target") or ""), entry.get("TargetMode") == "External")
            for entry in root
            if isinstance(entry.tag, str)
        }

    def read(self) -> Reading:
        root = self._packed.xml(self._main)
        self._properties()
        self.reading.blocks = self._flow(child(root, "body"))
        for kind in ("footnote", "endnote"):
            self._read_notes(kind)
        if any(name.endswith("/comments.xml") for name in self._packed.names):
            self.reading.remark("Comments were left out.")
        return self.reading

    def _properties(self) -> None:
        if "docProps/core.xml" not in self._packed.names:
            return
        root = self._packed.xml("docProps/core.xml")
        for element in root:
            text = (element.text or "").strip()[:300]
            if local(element) == "title":
                self.reading.title = text
            elif local(element) == "creator":
                self.reading.author = "" if text == "python-docx" else text
            elif local(element) == "language":
                self.reading.language = text

    # Blocks

    def _flow(self, element: "_Element | None") -> list[Block]:
        made: list[Block] = []
        lines: list[ListLine] = []
        for node in self._nodes(element):
            line = self._list_line(node) if local(node) == "p" else None
            if line is not None:
                lines.append(line)
                made_now = self._boxes(node)
            else:
                made_now = self._table(node) if local(node) == "tbl" else self._paragraph(node)
            if lines and (line is None or made_now):
                made += nested(lines)
                lines = []
            made += made_now
        made += nested(lines)
        return _merged(made)

    def _nodes(self, element: "_Element | None") -> Iterator["_Element"]:
        """Paragraphs and tables, also those wrapped in controls and tracked insertions."""
        for node in element if element is not None else ():
            name = local(node)
            if name in ("p", "tbl"):
                yield node
            elif name and name not in _SKIPPED:
                yield from self._nodes(node)

    def _list_line(self, node: "_Element") -> ListLine | None:
        found = self._styles.list_of(child(node, "pPr"))
        if found is None:
            return None
        block = paragraph(*self._spans(node, Span()))
        return (
            None
            if is_empty(block)
            else ListLine(depth=found.depth, ordered=found.ordered, block=block, continues=found.continues)
        )

    def _paragraph(self, node: "_Element") -> list[Block]:
        properties = child(node, "pPr")
        style = self._styles.kind_of(properties)
        spans = joined(self._spans(node, Span()))
        boxes = self._boxes(node)
        if style.kind == "title" and spans:
            return [Block(kind="heading", level=0, spans=spans), *boxes]
        if style.kind == "heading":
            spans = tuple(replace(span, bold=False) for span in spans)
            return [*([Block(kind="heading", level=style.level, spans=spans)] if spans else []), *boxes]
        if style.kind == "code":
            text = "".join(span.text for span in self._spans(node, Span()))
            return [Block(kind="code", text=text), *boxes]
        block = paragraph(*spans, align=value(child(properties, "jc")) if properties is not None else "")
        if is_empty(block):
            border = child(properties, "pBdr", "bottom")
            return [Block(kind="break"), *boxes] if border is not None else boxes
        return [Block(kind="quote", blocks=(block,)) if style.kind == "quote" else block, *boxes]

    def _boxes(self, node: "_Element") -> list[Block]:
        """Paragraphs in text boxes that hang on a paragraph."""
        made: list[Block] = []
        for box in node.iter("{*}txbxContent"):
            around = takewhile(lambda above: above is not node, box.iterancestors())
            if not any(local(above) in ("Fallback", "txbxContent") for above in around):
                made += self._flow(box)
        return made

    def _table(self, node: "_Element") -> list[Block]:
        rows = []
        for row in own(node, "tr", "tbl"):
            cells = []
            for cell in own(row, "tc", "tbl"):
                spans: list[Span] = []
                for inner in cell.iter("{*}p"):
                    spans += [Span(text="\n")] if spans else []
                    spans += self._spans(inner, Span())
                cells.append(joined(spans))
            rows.append(tuple(cells))
        if len(rows) == 1 and len(rows[0]) == 1:
            return [paragraph(*rows[0][0])]
        return [Block(kind="table", rows=tuple(rows))] if rows else []

    # Words

    def _spans(self, element: "_Element", look: Span) -> Iterator[Span]:
        for node in element:
            name = local(node)
            if name == "r":
                yield from self._run(node, look)
            elif name == "hyperlink":
                address, outside = self._links.get(value(node, "id"), ("", False))
                kept = address if outside and re.match(r"(https?|mailto):", address, re.I) else ""
                yield from self._spans(node, replace(look, link=kept) if kept else look)
            elif name and name not in _SKIPPED and name != "txbxContent":
                yield from self._spans(node, look)

    def _run(self, run: "_Element", look: Span) -> Iterator[Span]:
        look = self._styles.look_of(child(run, "rPr"), look)
        for node in run:
            yield from self._piece(node, look)

    def _piece(self, node: "_Element", look: Span) -> Iterator[Span]:
        name = local(node)
        if name == "t":
            yield replace(look, text=(node.text or "").replace("\n", " "))
        elif name == "tab":
            yield replace(look, text=" ")
        elif name in ("br", "cr"):
            yield replace(look, text="\n" if value(node, "type") in ("", "textWrapping") else " ")
        elif name == "noBreakHyphen":
            yield replace(look, text="\u2011")
        elif name == "sym":
            yield replace(look, text=_symbol(node))
        elif name == "ruby":  # the words, without how they are read
            base = child(node, "rubyBase")
            if base is not None:
                yield from self._spans(base, look)
        elif name in ("footnoteReference", "endnoteReference"):
            yield Span(note=self._label(name[0], value(node, "id")))
        elif name in ("drawing", "pict", "object", "AlternateContent"):
            yield from self._pictures(node)

    def _label(self, kind: str, identity: str) -> str:
        return self._notes.setdefault(kind + identity, str(len(self._notes) + 1))

    def _pictures(self, node: "_Element") -> Iterator[Span]:
        described = next((value(found, "descr") for found in node.iter("{*}docPr")), "")
        seen: set[str] = set()
        for found in (*node.iter("{*}blip"), *node.iter("{*}imagedata")):
            if any(local(above) in ("Fallback", "txbxContent") for above in found.iterancestors()):
                continue
            identity = value(found, "embed") or (value(found, "id") if local(found) == "imagedata" else "")
            address, outside = self._links.get(identity or value(found, "link"), ("", False))
            if outside or not address:
                self.reading.remark(OUTSIDE)
                continue
            path = (
                address.lstrip("/")
                if address.startswith("/")
                else f"{self._main.rpartition('/')[0]}/{address}"
            )
            if path in seen:
                continue
            seen.add(path)
            key = keep(self.reading, self._packed.picture(path), path)
            if key:
                yield Span(text=" ".join(described.split())[:200], picture=key)

    # Footnotes

    def _read_notes(self, kind: str) -> None:
        root = self._part(f"{kind}s.xml")
        for note in root if root is not None else ():
            label = self._notes.get(kind[0] + value(note, "id"))
            if label:
                links, self._links = self._links, {}
                blocks = self._flow(note)
                self._links = links
                self.reading.notes[label] = tuple(block for block in blocks if not is_empty(block))


def _merged(blocks: list[Block]) -> list[Block]:
    """Neighbouring quotes and neighbouring lines of code are one."""
    made: list[Block] = []
    for block in blocks:
        before = made[-1] if made else None
        if before and block.kind == before.kind == "quote":
            made[-1] = replace(before, blocks=(*before.blocks, *block.blocks))
        elif before and block.kind == before.kind == "code":
            made[-1] = replace(before, text=f"{before.text}\n{block.text}")
        else:
            made.append(block)
    return made


def _symbol(node: "_Element") -> str:
    """A sign that Word took from another font, such as the arrow it makes of two hyphens and a bracket."""
    found = re.fullmatch(r"[0-9A-Fa-f]{1,4}", value(node, "char"))
    code = int(found[0], 16) if found else 0
    if 0xF000 <= code <= 0xF0FF:
        return _WINGDINGS.get(code - 0xF000, chr(code - 0xF000) if 0xF020 <= code < 0xF07F else "")
    return chr(code) if code >= 32 and not 0xD800 <= code < 0xF900 else ""


def main_part(source: Source, packed: Packed) -> str:
    """The name of the part with the text, as the file's own list says."""
    if "_rels/.rels" in packed.names:
        for entry in parse_xml(source.path, "_rels/.rels", packed.read("_rels/.rels")):
            if str(entry.get("Type") or "").endswith("/officeDocument"):
                return str(entry.get("Target") or "").lstrip("/")
    return "word/document.xml"
