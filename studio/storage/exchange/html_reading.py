"""HTML into blocks: what is seen of a page, without scripts, styles and anything from elsewhere."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace

from studio.storage.exchange.blocks import Block, Span, joined, paragraph
from studio.storage.exchange.format import Reading
from studio.storage.exchange.pictures import keep_address
from studio.storage.exchange.xml_tree import own

if TYPE_CHECKING:
    from lxml.html import HtmlElement

DEPTH_MOST = 100
"""Levels that are told apart; the words of deeper ones are there all the same."""
_HIDDEN = frozenset(
    [
        "script",
        "style",
        "template",
        "noscript",
        "head",
        "iframe",
        "object",
        "embed",
        "svg",
        "math",
        "canvas",
        "video",
        "audio",
        "form",
        "input",
        "button",
        "select",
        "textarea",
        "link",
        "meta",
        "title",
        "base",
        "area",
        "map",
        "param",
        "source",
        "track",
    ]
)
_BLOCKS = frozenset(
    [
        "address",
        "article",
        "aside",
        "blockquote",
        "body",
        "center",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "fieldset",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "html",
        "li",
        "main",
        "nav",
        "ol",
        "p",
        "pre",
        "section",
        "summary",
        "table",
        "ul",
    ]
)
_LOOKS = {
    "em": "italic", "i": "italic", "cite": "italic", "dfn": "italic", "var": "italic", "u": "italic",
    "strong": "bold", "b": "bold", "s": "struck", "del": "struck", "strike": "struck",
    "code": "code", "kbd": "code", "samp": "code", "tt": "code",
}  # fmt: skip
_SPACE = re.compile(r"[ \t\r\n\f]+")
_REFERENCE = re.compile(r"\[?\(?(?:\d{1,4}|[*†‡§¹²³⁴-⁹]|[ivxlc]{1,5})\)?\]?", re.I)

Picture = Callable[[str], str]


def read_page(html: str, reading: Reading, folder: Path) -> None:
    """Fill ``reading`` with a page; pictures come from within it or from files below ``folder``."""
    root = _tree(html)
    if root is None:
        return
    reading.title = " ".join((root.findtext(".//title") or "").split())
    reading.language = (root.get("lang") or "")[:20]
    for meta in root.iter("meta"):
        if (meta.get("name") or "").lower() == "author":
            reading.author = " ".join((meta.get("content") or "").split())
    walk = _Walk(lambda address: keep_address(reading, address, folder))
    walk.find_notes(root)
    body = root.find(".//body")
    if body is not None:
        _leave_out_title_page(body, reading)
    reading.blocks += walk.blocks(root if body is None else body)
    reading.notes.update(walk.notes)


def _leave_out_title_page(body: "HtmlElement", reading: Reading) -> None:
    """A title page as exported: it says nothing but title and author, which ``reading`` has already."""
    told = {"", reading.title, reading.author}
    for header in body.findall("header[@class='title']"):
        lines = {" ".join(line.text_content().split()) for line in header}
        if lines <= told and not (header.text or "").strip() and not (header.tail or "").strip():
            body.remove(header)


def blocks_of(html: str) -> list[Block]:
    """Blocks of a piece of HTML that stands in other text; pictures keep their address."""
    root = _tree(html)
    return _Walk(lambda address: address).blocks(root) if root is not None else []


def _tree(html: str) -> "HtmlElement | None":
    from lxml import etree  # type: ignore[attr-defined]
    from lxml import html as lxml_html

    data = html.replace("\x00", "").encode("utf-8", "replace")
    # "Huge" ends no page at ten megabytes of words or of one picture; how much comes here is limited before.
    parser = lxml_html.HTMLParser(
        encoding="utf-8", no_network=True, remove_comments=True, remove_pis=True, huge_tree=True
    )
    try:
        return lxml_html.document_fromstring(data, parser=parser) if data.strip() else None
    except (etree.ParserError, etree.XMLSyntaxError, ValueError):
        return None


class _Walk:
    """Goes through the tree once."""

    def __init__(self, picture: Picture) -> None:
        self._picture = picture
        self.notes: dict[str, tuple[Block, ...]] = {}
        self._references: dict[object, str] = {}
        self._bodies: set[object] = set()

    # Footnotes

    def find_notes(self, root: "HtmlElement") -> None:
        """Links that look like footnote marks, with what they lead to."""
        targets = {element.get("id"): element for element in root.iter() if element.get("id")}
        found: dict[str, list[HtmlElement]] = {}
        for link in root.iter("a"):
            address = link.get("href") or ""
            target = targets.get(address[1:]) if address.startswith("#") else None
            if (
                target is not None
                and self._is_reference(link)
                and (body := self._body_of(target)) is not None
            ) and not any(above is body for above in link.iterancestors()):
                found.setdefault(address[1:], []).append(link)
                self._bodies.add(body)
        for number, (target, links) in enumerate(found.items(), 1):
            body = self._body_of(targets[target])
            if body is None:
                continue
            for link in links:
                self._references[link] = str(number)
            for back in list(body.iter("a")):
                if _is_back_link(back):
                    back.tag = "template"  # hidden, its tail stays
            self._bodies.discard(body)
            self.notes[str(number)] = tuple(self.blocks(body))
            self._bodies.add(body)

    def _is_reference(self, link: "HtmlElement") -> bool:
        marks = " ".join(filter(None, (link.get("role"), link.get("class"), link.get("epub:type"))))
        if "noteref" in marks or "footnote-ref" in marks:
            return True
        text = "".join(link.itertext()).strip()
        parent = link.getparent()
        raised = link.find(".//sup") is not None or (parent is not None and parent.tag == "sup")
        return raised and bool(_REFERENCE.fullmatch(text))

    def _body_of(self, target: "HtmlElement") -> "HtmlElement | None":
        if target.tag in ("li", "aside", "p", "div", "section", "dd"):
            return target
        above = [element for element in target.iterancestors() if element.tag in ("li", "aside", "p", "dd")]
        return above[0] if above else None

    # Blocks

    def blocks(self, element: "HtmlElement", depth: int = 0) -> list[Block]:
        """What is inside an element: words outside of paragraphs are paragraphs of their own."""
        made: list[Block] = []
        loose: list[Span] = []

        def close() -> None:
            block = paragraph(*loose)
            if block.spans or block.kind == "break":
                made.append(block)
            loose.clear()

        if element.text:
            loose.append(Span(text=_SPACE.sub(" ", element.text)))
        for child in element:
            if isinstance(child.tag, str) and child not in self._bodies:
                if child.tag in _BLOCKS or (child.tag not in _HIDDEN and _holds_blocks(child)):
                    close()
                    made += self._block(child, depth + 1)
                else:
                    loose += self._spans(child, Span(), depth + 1)
            if child.tail:
                loose.append(Span(text=_SPACE.sub(" ", child.tail)))
        close()
        return made

    def _block(self, element: "HtmlElement", depth: int) -> list[Block]:
        tag = element.tag
        if depth > DEPTH_MOST:
            return [paragraph(Span(text=_SPACE.sub(" ", element.text_content())))]
        if tag in ("h1", "h2", "h3", "h4", "h5", "h6"):
            spans = joined(replace(span, bold=False) for span in self._inside(element, Span(), depth))
            return [Block(kind="heading", level=int(tag[1]), spans=spans)] if spans else []
        if tag == "hr":
            return [Block(kind="break")]
        if tag == "pre":
            return [Block(kind="code", text=element.text_content().strip("\n"))]
        if tag == "blockquote":
            inner = tuple(self.blocks(element, depth))
            return [Block(kind="quote", blocks=inner)] if inner else []
        if tag in ("ul", "ol"):
            return self._list(element, depth)
        if tag == "table":
            return self._table(element, depth)
        if tag == "p" and not _holds_blocks(element):
            centred = "center" in (element.get("align") or "") + (element.get("style") or "").replace(" ", "")
            block = paragraph(*self._inside(element, Span(), depth), align="center" if centred else "")
            return [block] if block.spans or block.kind == "break" else []
        return self.blocks(element, depth)

    def _list(self, element: "HtmlElement", depth: int) -> list[Block]:
        items = [
            Block(kind="item", blocks=tuple(self.blocks(child, depth)))
            for child in element
            if isinstance(child.tag, str) and child not in self._bodies and child.tag not in _HIDDEN
        ]
        items = [item for item in items if item.blocks]
        start = element.get("start") or "1"
        number = int(start) if re.fullmatch(r"\d{1,9}", start) else 1
        return (
            [Block(kind="list", ordered=element.tag == "ol", start=number, blocks=tuple(items))]
            if items
            else []
        )

    def _table(self, element: "HtmlElement", depth: int) -> list[Block]:
        if element.find(".//table") is not None:  # tables that only place things
            cells = (cell for row in own(element, "tr", "table") for cell in row if cell.tag in ("td", "th"))
            return [block for cell in cells for block in self.blocks(cell, depth)]
        rows = []
        for row in element.iter("tr"):
            cells = [joined(self._inside(cell, Span(), depth)) for cell in row if cell.tag in ("td", "th")]
            if cells:
                rows.append(tuple(cells))
        if len(rows) == 1 and len(rows[0]) == 1:
            return [paragraph(*rows[0][0])]
        return [Block(kind="table", rows=tuple(rows))] if rows else []

    # Words

    def _inside(self, element: "HtmlElement", look: Span, depth: int) -> Iterator[Span]:
        if element.text:
            yield replace(look, text=_SPACE.sub(" ", element.text))
        for child in element:
            if isinstance(child.tag, str):
                if child.tag in _BLOCKS:
                    yield replace(look, text=" ")
                yield from self._spans(child, look, depth + 1)
            if child.tail:
                yield replace(look, text=_SPACE.sub(" ", child.tail))

    def _spans(self, element: "HtmlElement", look: Span, depth: int) -> Iterator[Span]:
        tag = element.tag
        if tag in _HIDDEN or element in self._bodies:
            return
        if depth > DEPTH_MOST:
            yield replace(look, text=_SPACE.sub(" ", element.text_content()))
        elif element in self._references:
            yield Span(note=self._references[element])
        elif tag == "br":
            yield replace(look, text="\n")
        elif tag == "img":
            key = self._picture(element.get("src") or "")
            description = " ".join((element.get("alt") or "").split())
            if key:
                yield Span(text=description, picture=key)
            elif description:
                yield replace(look, text=f"[{description}]")
        else:
            yield from self._inside(element, self._look(element, look), depth)

    def _look(self, element: "HtmlElement", look: Span) -> Span:
        tag = element.tag
        if tag in _LOOKS:
            look = replace(look, **{_LOOKS[tag]: True})
        if tag in ("sup", "sub"):
            look = replace(look, raised=1 if tag == "sup" else -1)
            if element.find(".//a") is not None:
                look = replace(look, raised=0)
        if tag == "a" and re.match(r"(https?|mailto):", element.get("href") or "", re.I):
            look = replace(look, link=(element.get("href") or "").strip())
        style = (element.get("style") or "").lower().replace(" ", "")
        if "font-style:italic" in style or "font-style:oblique" in style:
            look = replace(look, italic=True)
        if re.search(r"font-weight:(bold|[6-9]00)", style):
            look = replace(look, bold=True)
        elif "font-weight:normal" in style:  # what web editors wrap a whole text in
            look = replace(look, bold=False)
        return replace(look, struck=True) if "line-through" in style else look


def _holds_blocks(element: "HtmlElement") -> bool:
    return any(isinstance(child.tag, str) and child.tag in _BLOCKS for child in element.iterdescendants())


def _is_back_link(link: "HtmlElement") -> bool:
    marks = " ".join(filter(None, (link.get("role"), link.get("class"), link.get("epub:type"))))
    text = "".join(link.itertext()).strip()
    return ("backlink" in marks or "footnote-back" in marks or text in ("↩", "↩︎", "↑", "^")) or (
        bool(_REFERENCE.fullmatch(text)) and (link.get("href") or "").startswith("#")
    )
