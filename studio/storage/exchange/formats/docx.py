"""Word documents (.docx): read part by part within limits, written through python-docx."""

from typing import BinaryIO

from studio.storage.exchange.book import Book, ExportOptions
from studio.storage.exchange.format import FormatSpec, Reading, Source, unreadable
from studio.storage.exchange.packed import Packed

SPEC = FormatSpec(
    id="docx",
    label="Word document (DOCX)",
    suffixes=(".docx", ".docm"),
    reads=True,
    writes=True,
    paged=True,
    styled=True,
)
OLD_WORD = b"\xd0\xcf\x11\xe0"


def read(source: Source) -> Reading:
    """Read a document. python-docx is not used here: it unpacks without limits and knows no footnotes."""
    from studio.storage.exchange.docx_reading import DocxReader, main_part

    if source.data.startswith(OLD_WORD):
        raise unreadable(
            source.path, "it is an old or encrypted Word file; save it as .docx without a password first"
        )
    packed = Packed(source, "a Word document")
    main = main_part(source, packed)
    if main not in packed.names:
        raise unreadable(source.path, "it is not a Word document")
    return DocxReader(source, packed, main).read()


def write(book: Book, options: ExportOptions, stream: BinaryIO) -> None:
    """Write a document with real styles, footnotes and page numbers."""
    from studio.storage.exchange.docx_writing import DocxWriter

    DocxWriter(book, options).save(stream)
