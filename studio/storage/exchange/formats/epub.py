"""E-books (EPUB 3), written with zipfile: one page per part or chapter, contents, cover, pictures."""

import uuid
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO
from xml.sax.saxutils import quoteattr
from zipfile import ZIP_STORED, ZipFile

from studio.storage.archives import add
from studio.storage.exchange.blocks import Block, plain
from studio.storage.exchange.book import Book, ExportOptions, chapters
from studio.storage.exchange.format import FormatSpec
from studio.storage.exchange.html_writing import HtmlWriter, xml_text
from studio.storage.exchange.pictures import TYPES, suffix_of

SPEC = FormatSpec(id="epub", label="E-book (EPUB)", suffixes=(".epub",), writes=True, styled=True, cover=True)
CONTAINER = (
    '<?xml version="1.0" encoding="UTF-8"?><container version="1.0"'
    ' xmlns="urn:oasis:names:tc:opendocument:xmlns:container">'
    '<rootfiles><rootfile full-path="OEBPS/book.opf" media-type="application/oebps-package+xml"/>'
    "</rootfiles></container>"
)
STYLE = """
body { line-height: 1.4; } p { margin: 0; text-indent: 1.3em; }
h1 + p, h2 + p, h3 + p, .break + p, .picture + p, blockquote p, li p { text-indent: 0; }
h1, h2, h3, h4 { line-height: 1.25; margin: 2em 0 1em; } .title { text-align: center; margin-top: 30%; }
.title p, .break, .picture { text-indent: 0; text-align: center; } .break, .picture { margin: 1.2em 0; }
blockquote { margin: 1em 1.5em; } img { max-width: 100%; max-height: 95vh; } pre { white-space: pre-wrap; }
.notes { margin-top: 3em; font-size: 0.9em; } .cover { text-align: center; margin: 0; }
"""


def write(book: Book, options: ExportOptions, stream: BinaryIO) -> None:
    """Write a book. The mimetype comes first and is not compressed, as the standard wants it."""
    made = _Epub(book, options)
    with ZipFile(stream, "w", ZIP_STORED) as archive:
        add(archive, "mimetype", b"application/epub+zip")
        add(archive, "META-INF/container.xml", CONTAINER.encode(), deflated=True)
        for name, data in made.parts():
            add(archive, f"OEBPS/{name}", data, deflated=not name.startswith("pictures/"))


class _Epub:
    def __init__(self, book: Book, options: ExportOptions) -> None:
        self._book, self._options = book, options
        self._names = {
            key: f"pictures/{number}{_suffix(path)}"
            for number, (key, path) in enumerate(book.pictures.items(), 1)
        }
        self._cover = f"pictures/cover{_suffix(book.cover)}" if book.cover else ""
        self._pages: list[tuple[str, str, Block | None]] = []
        """Name, page, heading."""

    def parts(self) -> list[tuple[str, bytes]]:
        """All parts but the outer two, the list of them last."""
        if self._cover:
            image = f"<img src={quoteattr(self._cover)} alt={quoteattr(self._book.title)}/>"
            body = f'<section epub:type="cover" class="cover">{image}</section>'
            self._pages.append(("cover.xhtml", self._page(self._book.title, body), None))
        if self._options.title_page:
            author = f"<p>{xml_text(self._book.author)}</p>" if self._book.author else ""
            head = f"<h1>{xml_text(self._book.title)}</h1>{author}"
            body = f'<section epub:type="titlepage" class="title">{head}</section>'
            self._pages.append(("title.xhtml", self._page(self._book.title, body), None))
        for number, (heading, blocks) in enumerate(chapters(self._book), 1):
            self._add_chapter(f"text{number}.xhtml", heading, blocks)
        if not self._pages:
            self._pages.append(
                ("text1.xhtml", self._page(self._book.title, f"<p>{xml_text(self._book.title)}</p>"), None)
            )
        made = [(name, page.encode()) for name, page, _ in self._pages]
        made += [
            ("style.css", STYLE.encode()),
            ("nav.xhtml", self._nav().encode()),
            ("toc.ncx", self._ncx().encode()),
        ]
        made += [(name, self._book.pictures[key].read_bytes()) for key, name in self._names.items()]
        if self._book.cover:
            made.append((self._cover, self._book.cover.read_bytes()))
        return [*made, ("book.opf", self._package().encode())]

    def _add_chapter(self, name: str, heading: Block | None, blocks: list[Block]) -> None:
        writer = HtmlWriter(lambda key: self._names[key], self._book.separator, epub=True)
        body = writer.blocks([*([heading] if heading else []), *blocks])
        notes = "\n".join(
            writer.note(label, self._book.notes[label])
            for label in writer.used_notes
            if label in self._book.notes
        )
        if notes:
            body += f'\n<section epub:type="footnotes" class="notes"><ol>\n{notes}\n</ol></section>'
        title = plain(heading.spans).replace("\n", " ") if heading else self._book.title
        kind = (heading.role if heading else "") or "bodymatter"
        self._pages.append(
            (name, self._page(title, f'<section epub:type="{kind}">\n{body}\n</section>'), heading)
        )

    def _page(self, title: str, body: str) -> str:
        language = quoteattr(self._book.language)
        return (
            '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n<html xmlns="http://www.w3.org/1999/xhtml"'
            f' xmlns:epub="http://www.idpf.org/2007/ops" lang={language} xml:lang={language}>\n<head>'
            '<meta charset="utf-8"/>'
            f'<title>{xml_text(title) or "–"}</title><link rel="stylesheet" type="text/css"'
            ' href="style.css"/></head>\n<body>\n'
            f"{body}\n</body>\n</html>\n"
        )

    def _entries(self) -> list[tuple[str, str, int]]:
        """Address, title and depth of what the table of contents names."""
        found = [
            (name, plain(head.spans).replace("\n", " ") or "–", head.level)
            for name, _, head in self._pages
            if head
        ]
        return found or [(self._pages[-1][0], self._book.title or "–", 1)]

    def _nav(self) -> str:
        entries, made, open_lists = self._entries(), "", 0
        top = min(level for _, _, level in entries)
        for index, (name, title, level) in enumerate(entries):
            depth = 1 if index == 0 else min(level - top + 1, open_lists + 1)
            if depth > open_lists:
                made += "<ol>"
                open_lists += 1
            else:
                made += "</li>" + "</ol></li>" * (open_lists - depth)
                open_lists = depth
            made += f'<li><a href="{name}">{xml_text(title)}</a>'
        made += "</li></ol>" * open_lists
        body = f'<nav epub:type="toc" id="toc"><h1>{xml_text(self._book.title)}</h1>{made}</nav>'
        return self._page(self._book.title, body)

    def _ncx(self) -> str:
        """The table of contents for old readers."""
        points = "".join(
            f'<navPoint id="p{order}" playOrder="{order}"><navLabel><text>{xml_text(title)}</text>'
            f'</navLabel><content src="{name}"/></navPoint>'
            for order, (name, title, _) in enumerate(self._entries(), 1)
        )
        return (
            '<?xml version="1.0" encoding="UTF-8"?><ncx xmlns="http://www.daisy.org/z3986/2005/ncx/"'
            ' version="2005-1"><head>'
            f'<meta name="dtb:uid" content="{self._identity()}"/></head><docTitle>'
            f"<text>{xml_text(self._book.title)}</text></docTitle>"
            f"<navMap>{points}</navMap></ncx>"
        )

    def _identity(self) -> str:
        return (
            f"urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, f'atelier:{self._book.identity or self._book.title}')}"
        )

    def _package(self) -> str:
        book = self._book
        items = [
            '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>',
            '<item id="ncx" href="toc.ncx" media-type="application/x-dtbncx+xml"/>',
            '<item id="css" href="style.css" media-type="text/css"/>',
        ]
        items += [
            f'<item id="x{at}" href="{page[0]}" media-type="application/xhtml+xml"/>'
            for at, page in enumerate(self._pages)
        ]
        for at, (key, name) in enumerate(self._names.items()):
            items.append(
                f'<item id="i{at}" href="{name}" media-type="{TYPES[_suffix(book.pictures[key])]}"/>'
            )
        if book.cover:
            items.append(
                f'<item id="cover" href="{self._cover}" media-type="{TYPES[_suffix(book.cover)]}"'
                ' properties="cover-image"/>'
            )
        spine = "".join(f'<itemref idref="x{at}"/>' for at in range(len(self._pages)))
        creator = f"<dc:creator>{xml_text(book.author)}</dc:creator>" if book.author else ""
        old_cover = '<meta name="cover" content="cover"/>' if book.cover else ""
        return (
            '<?xml version="1.0" encoding="UTF-8"?><package xmlns="http://www.idpf.org/2007/opf"'
            ' version="3.0" unique-identifier="id"'
            f' xml:lang={quoteattr(book.language)}><metadata xmlns:dc="http://purl.org/dc/elements/1.1/">'
            f'<dc:identifier id="id">{self._identity()}</dc:identifier>'
            f"<dc:title>{xml_text(book.title) or '–'}</dc:title>"
            f"<dc:language>{xml_text(book.language)}</dc:language>{creator}"
            f'<meta property="dcterms:modified">{datetime.now(UTC):%Y-%m-%dT%H:%M:%SZ}</meta>'
            f"{old_cover}</metadata>"
            f'<manifest>{"".join(items)}</manifest><spine toc="ncx">{spine}</spine></package>'
        )


def _suffix(path: Path | None) -> str:
    if path is None:
        return ""
    with open(path, "rb") as stream:
        return suffix_of(stream.read(16)) or ".png"
