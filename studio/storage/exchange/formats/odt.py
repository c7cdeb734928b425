"""OpenDocument texts (.odt), read and written part by part; lxml and zipfile are all it takes."""

from typing import BinaryIO

from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.format import FormatSpec, Reading, Source, unreadable
from studio.storage.exchange.packed import Packed

SPEC = FormatSpec(
    id="odt",
    label="OpenDocument text (ODT)",
    suffixes=(".odt",),
    reads=True,
    writes=True,
    paged=True,
    styled=True,
)


def read(source: Source) -> Reading:
    """Read a document."""
    from studio.storage.exchange.odt_reading import OdtReader

    packed = Packed(source, "an OpenDocument text")
    if "content.xml" not in packed.names or b"encryption-data" in packed.read("META-INF/manifest.xml"):
        raise unreadable(source.path, "it is not an OpenDocument text, or it is encrypted")
    return OdtReader(source, packed).read()


def write(book: Book, options: ExportOptions, stream: BinaryIO) -> None:
    """Write a document with real headings, footnotes and page numbers.

    By hand: Qt's own writer knows neither headings nor footnotes nor page numbers.
    """
    from studio.storage.exchange.odt_writing import OdtWriter

    OdtWriter(book, options).save(stream)
