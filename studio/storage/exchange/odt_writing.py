"""A book as an OpenDocument text."""

import re
from collections.abc import Iterable
from typing import BinaryIO
from xml.sax.saxutils import escape, quoteattr
from zipfile import ZIP_STORED, ZipFile

from studio.storage.archives import add
from studio.storage.exchange.blocks import Block, Span
from studio.storage.exchange.book import SIZES, Book, ExportOptions
from studio.storage.exchange.odt_styles import NAMES, fonts_xml, styles_xml
from studio.storage.exchange.pictures import TYPES, suffix_of
from studio.storage.exchange.xml_words import one_line, storable

KIND = "application/vnd.oasis.opendocument.text"
_SOURCE = ' style:parent-style-name="Source_20_Text"'
_HEAD = '<?xml version="1.0" encoding="UTF-8"?>'


class OdtWriter:
    """Builds one document. Looks of spans become automatic styles as they occur."""

    def __init__(self, book: Book, options: ExportOptions) -> None:
        self._book, self._options = book, options
        self._looks: dict[str, str] = {}
        self._pictures: dict[str, str] = {}
        self._first = True
        self._frames = self._notes = 0

    def save(self, stream: BinaryIO) -> None:
        body = self._title_page() if self._options.title_page else ""
        body += "".join(map(self._block, self._book.blocks))
        content = (
            f'{_HEAD}<office:document-content {NAMES} office:version="1.3">'
            f"{fonts_xml(self._options)}<office:automatic-styles>{self._automatic()}"
            f"</office:automatic-styles><office:body><office:text>{body}</office:text></office:body></office:document-content>"
        )
        with ZipFile(stream, "w", ZIP_STORED) as archive:
            add(archive, "mimetype", KIND.encode())
            add(archive, "content.xml", content.encode(), deflated=True)
            add(archive, "styles.xml", styles_xml(self._book, self._options).encode(), deflated=True)
            add(archive, "meta.xml", self._meta().encode(), deflated=True)
            for key, name in self._pictures.items():
                add(archive, name, self._book.pictures[key].read_bytes())
            add(archive, "META-INF/manifest.xml", self._manifest().encode(), deflated=True)

    def _meta(self) -> str:
        book = self._book
        return (
            f'{_HEAD}<office:document-meta {NAMES} office:version="1.3"><office:meta>'
            f"<dc:title>{_text(book.title)}</dc:title>"
            f"<meta:initial-creator>{_text(book.author)}</meta:initial-creator><dc:language>{_text(book.language)}</dc:language>"
            "</office:meta></office:document-meta>"
        )

    def _manifest(self) -> str:
        parts = [("/", KIND), *((name, "text/xml") for name in ("content.xml", "styles.xml", "meta.xml"))]
        parts += [(name, TYPES.get("." + name.rpartition(".")[2], "")) for name in self._pictures.values()]
        entries = "".join(
            f'<manifest:file-entry manifest:full-path={quoteattr(name)} manifest:media-type="{kind}"/>'
            for name, kind in parts
        )
        return f'{_HEAD}<manifest:manifest {NAMES} manifest:version="1.3">{entries}</manifest:manifest>'

    def _automatic(self) -> str:
        made = [
            f'<style:style style:name="{name}" style:family="text"{_SOURCE if look[:1] == "c" else ""}>'
            f"<style:text-properties {look.removeprefix('c')}/></style:style>"
            for look, name in self._looks.items()
        ]
        made += [
            f'<style:style style:name="New{level}" style:family="paragraph"'
            f' style:parent-style-name="Heading_20_{level}">'
            '<style:paragraph-properties fo:break-before="page"/></style:style>'
            for level in range(1, 7)
        ]
        made.append(
            '<style:style style:name="TitleFirst" style:family="paragraph" style:parent-style-name="Title"'
            ' style:master-page-name="Title_20_page"><style:paragraph-properties'
            ' style:page-number="auto"/></style:style>'
            '<style:style style:name="AfterTitle" style:family="paragraph"'
            ' style:parent-style-name="Standard">'
            '<style:paragraph-properties fo:break-after="page" fo:text-align="center"/></style:style>'
            '<style:style style:name="Frame" style:family="graphic"><style:graphic-properties'
            ' style:vertical-pos="top"'
            ' style:vertical-rel="baseline"/></style:style>'
        )
        for name, kind in (("Dots", "bullet"), ("Numbers", "number")):
            mark = 'text:bullet-char="•"' if kind == "bullet" else 'style:num-format="1" style:num-suffix="."'
            levels = "".join(
                f'<text:list-level-style-{kind} text:level="{level}" {mark}><style:list-level-properties'
                f' text:space-before="{level * 6}mm" text:min-label-width="6mm"/>'
                f"</text:list-level-style-{kind}>"
                for level in range(1, 10)
            )
            made.append(f'<text:list-style style:name="{name}">{levels}</text:list-style>')
        return "".join(made)

    def _title_page(self) -> str:
        book, words = self._book, ""
        if self._options.manuscript:
            words = (
                f'<text:p text:style-name="Centred">{round(book.words, -2) or book.words:,} words</text:p>'
            )
        return (
            f'<text:p text:style-name="TitleFirst">{_text(book.title)}</text:p>{words}'
            f'<text:p text:style-name="AfterTitle">{_text(book.author)}</text:p>'
        )

    # Blocks

    def _block(self, block: Block, style: str = "") -> str:
        kind, first = block.kind, self._first
        self._first = kind != "paragraph"
        if kind == "heading":
            level = min(block.level, 6)
            opens = block.role in ("part", "chapter") and self._options.page.chapter_pages
            name = f"New{level}" if opens else f"Heading_20_{level}"
            words = self._spans(block.spans)
            return f'<text:h text:style-name="{name}" text:outline-level="{level}">{words}</text:h>'
        if kind == "paragraph":
            pictured = len(block.spans) == 1 and block.spans[0].picture
            plain = "First_20_line" if first else "Text_20_body"
            name = style or {"center": "Centred", "right": "Right"}.get(
                "center" if pictured else block.align, plain
            )
            return f'<text:p text:style-name="{name}">{self._spans(block.spans)}</text:p>'
        if kind == "break":
            return f'<text:p text:style-name="Centred">{_text(self._book.separator)}</text:p>'
        if kind == "code":
            lines = block.text.split("\n")
            return "".join(
                f'<text:p text:style-name="Preformatted_20_Text">{_text(line)}</text:p>' for line in lines
            )
        if kind == "table":
            return self._table(block)
        if kind == "list":
            name = "Numbers" if block.ordered else "Dots"
            items = ""
            for index, item in enumerate(block.blocks):
                inner = "".join(self._block(child, "First_20_line") for child in item.blocks)
                items += f"<text:list-item{_start(block, index)}>{inner}</text:list-item>"
            return f'<text:list text:style-name="{name}">{items}</text:list>'
        return "".join(
            self._block(inner, "Quotations" if kind == "quote" else style) for inner in block.blocks
        )

    def _table(self, block: Block) -> str:
        columns = max(len(row) for row in block.rows)
        rows = "".join(
            "<table:table-row>"
            + "".join(
                f'<table:table-cell><text:p text:style-name="First_20_line">{self._spans(cell)}</text:p>'
                "</table:table-cell>"
                for cell in (*row, *((),) * (columns - len(row)))
            )
            + "</table:table-row>"
            for row in block.rows
        )
        head = f'<table:table-column table:number-columns-repeated="{columns}"/>'
        return f"<table:table>{head}{rows}</table:table>"

    # Words

    def _spans(self, spans: Iterable[Span]) -> str:
        return "".join(map(self._span, spans))

    def _span(self, span: Span) -> str:
        if span.note:
            body = "".join(self._block(block, "Footnote") for block in self._book.notes.get(span.note, ()))
            self._notes += 1  # one that is referred to twice stands twice
            return (
                f'<text:note text:id="note{self._notes}" text:note-class="footnote">'
                f"<text:note-citation>{span.note}"
                f"</text:note-citation><text:note-body>{body or '<text:p/>'}</text:note-body></text:note>"
            )
        if span.picture:
            return self._picture(span)
        if span.text == "\n":
            return "<text:line-break/>"
        made = _text(span.text)
        look = _look(span)
        if span.code or look:
            key = ("c" if span.code else "") + look
            name = self._looks.setdefault(key, f"T{len(self._looks) + 1}")
            made = f'<text:span text:style-name="{name}">{made}</text:span>'
        return (
            f'<text:a xlink:type="simple" xlink:href={quoteattr(one_line(span.link))}>{made}</text:a>'
            if span.link
            else made
        )

    def _picture(self, span: Span) -> str:
        from PIL import Image

        path = self._book.pictures[span.picture]
        with open(path, "rb") as stream:
            suffix = suffix_of(stream.read(16))
        name = self._pictures.setdefault(span.picture, f"Pictures/{len(self._pictures) + 1}{suffix}")
        with Image.open(path) as picture:
            width, height = picture.size
        page = self._options.page
        paper = SIZES.get(page.size, SIZES["A4"])
        most_wide, most_high = paper[0] - 2 * page.margin_mm, (paper[1] - 2 * page.margin_mm) * 0.75
        share = min(most_wide / width, most_high / height, 25.4 / 96)
        self._frames += 1
        return (
            f'<draw:frame draw:name="Picture {self._frames}" draw:style-name="Frame"'
            ' text:anchor-type="as-char"'
            f' svg:width="{width * share:.2f}mm" svg:height="{height * share:.2f}mm"><draw:image'
            f' xlink:href="{name}"'
            ' xlink:type="simple" xlink:show="embed" xlink:actuate="onLoad"/>'
            f"<svg:desc>{_text(span.text)}</svg:desc></draw:frame>"
        )


def _start(block: Block, index: int) -> str:
    return f' text:start-value="{block.start}"' if index == 0 and block.ordered and block.start != 1 else ""


def _look(span: Span) -> str:
    return " ".join(
        look
        for wanted, look in (
            (span.bold, 'fo:font-weight="bold"'),
            (span.italic, 'fo:font-style="italic"'),
            (span.struck, 'style:text-line-through-style="solid"'),
            (span.raised > 0, 'style:text-position="super 58%"'),
            (span.raised < 0, 'style:text-position="sub 58%"'),
        )
        if wanted
    )


def _text(text: str) -> str:
    """Text with its runs of spaces, which XML would join, as elements."""
    made = escape(storable(text.replace("\t", " ").replace("\n", " ")))
    return re.sub(r" ( +)", lambda run: f' <text:s text:c="{len(run[1])}"/>', made)
