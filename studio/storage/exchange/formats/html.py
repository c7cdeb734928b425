"""Web pages: one file, with its pictures inside."""

import base64
import re
from typing import BinaryIO
from xml.sax.saxutils import quoteattr

from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.encodings import decode
from studio.storage.exchange.format import FormatSpec, Reading, Source
from studio.storage.exchange.html_reading import read_page
from studio.storage.exchange.html_writing import HtmlWriter, xml_text
from studio.storage.exchange.pictures import TYPES, suffix_of

SPEC = FormatSpec(
    id="html",
    label="Web page (HTML)",
    suffixes=(".html", ".htm", ".xhtml"),
    reads=True,
    writes=True,
    text=True,
    styled=True,
)
_CHARSET = re.compile(rb"<meta[^>]{0,200}charset\s*=\s*[\"']?\s*([a-zA-Z0-9_-]{2,40})", re.I)
STYLE = """
body { font: %(points)spt/%(spacing)s %(font)s; max-width: 38em; margin: 3em auto; padding: 0 1.2em; }
p { margin: 0; text-indent: 1.4em; }
h1 + p, h2 + p, h3 + p, .break + p, .picture + p, blockquote p, li p { text-indent: 0; }
h1, h2, h3, h4, h5, h6 { line-height: 1.25; margin: 2.2em 0 1em; }
.title { text-align: center; margin: 4em 0; }
.title p { text-indent: 0; } .break, .picture { text-align: center; text-indent: 0; margin: 1.4em 0; }
blockquote { margin: 1em 2em; } img { max-width: 100%%; } pre { white-space: pre-wrap; }
.notes { margin-top: 4em; font-size: .9em; }
table { border-collapse: collapse; margin: 1em 0; }
td, th { border: 1px solid #999; padding: .2em .6em; text-align: left; }
"""


def read(source: Source) -> Reading:
    """Read a page. Its own word on the encoding is believed when it holds."""
    encoding = source.encoding
    if not encoding and (named := _CHARSET.search(source.data[:4096])):
        try:
            source.data.decode(named[1].decode())
            encoding = named[1].decode().lower()
        except (UnicodeDecodeError, LookupError):
            encoding = ""
    decoded = decode(source.data, encoding)
    reading = Reading(encoding=decoded.encoding)
    read_page(decoded.text, reading, source.path.parent)
    return reading


def write(book: Book, options: ExportOptions, stream: BinaryIO) -> None:
    """Write one page."""

    def inside(key: str) -> str:
        data = book.pictures[key].read_bytes()
        kind = TYPES.get(suffix_of(data), "application/octet-stream")
        return f"data:{kind};base64,{base64.b64encode(data).decode()}"

    writer = HtmlWriter(inside, book.separator)
    body = writer.blocks(book.blocks)
    notes = "\n".join(
        writer.note(label, book.notes[label]) for label in writer.used_notes if label in book.notes
    )
    family = "".join(sign for sign in options.page.font if sign.isalnum() or sign in " -")
    font = "Georgia, serif" if family == "serif" else f"'{family}', serif"
    style = STYLE % {"points": options.page.points + 2, "spacing": options.page.spacing, "font": font}
    page = (
        f'<!DOCTYPE html>\n<html lang={quoteattr(book.language)}>\n<head>\n<meta charset="utf-8"/>\n'
        f'<meta name="viewport" content="width=device-width"/>\n<title>{xml_text(book.title)}</title>\n'
        f'<meta name="author" content={quoteattr(book.author)}/>\n<style>{style}</style>\n</head>\n<body>\n'
    )
    if options.title_page:
        author = f"<p>{xml_text(book.author)}</p>" if book.author else ""
        title = f'<p style="font-size:2em"><b>{xml_text(book.title)}</b></p>'
        page += f'<header class="title">{title}{author}</header>\n'
    page += body
    if notes:
        page += f'\n<ol class="notes">\n{notes}\n</ol>'
    stream.write((page + "\n</body>\n</html>\n").encode())
