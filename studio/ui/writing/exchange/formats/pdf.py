"""PDF through Qt: a text document of our own, laid out and painted page by page. Any thread."""

from typing import BinaryIO

from PySide6.QtCore import QBuffer, QIODevice, QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QPdfWriter

from studio.storage.exchange.book import SIZES, Book, ExportOptions, Page
from studio.storage.exchange.format import FormatSpec

SPEC = FormatSpec(id="pdf", label="PDF", suffixes=(".pdf",), writes=True, paged=True, styled=True)
DOTS = 20
"""Dots of a point. Fonts have sizes in dots too, so that Qt scales nothing by the screen's resolution."""
DPI = 72 * DOTS


def write(book: Book, options: ExportOptions, stream: BinaryIO) -> None:
    """Write a book as PDF."""
    from studio.ui.writing.exchange.printed_text import make_documents

    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    writer = QPdfWriter(buffer)
    writer.setResolution(DPI)
    writer.setCreator("Atelier")
    writer.setTitle(book.title)
    width, height = SIZES.get(options.page.size, SIZES["A4"])
    writer.setPageSize(QPageSize(QSizeF(width, height), QPageSize.Unit.Millimeter))
    writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Millimeter)
    per_mm = DPI / 25.4
    area = QSizeF(width - 2 * options.page.margin_mm, height - 2 * options.page.margin_mm) * per_mm
    painter = QPainter(writer)
    number = 0
    try:
        for document in make_documents(book, options, area):
            for page in range(document.pageCount()):
                if number:
                    writer.newPage()
                number += 1
                painter.save()
                margin = options.page.margin_mm * per_mm
                painter.translate(margin, margin - page * area.height())
                document.drawContents(painter, QRectF(0, page * area.height(), area.width(), area.height()))
                painter.restore()
                shown = number - int(options.title_page)
                if options.page.numbers and shown:
                    _number(painter, book, options, shown, per_mm)
    finally:
        painter.end()
    stream.write(bytes(buffer.data()))  # type: ignore[call-overload]


def _number(painter: QPainter, book: Book, options: ExportOptions, number: int, per_mm: float) -> None:
    """The number of a page: below the text, or above it with name and title as submissions want it."""
    page = options.page
    font = page_font(page)
    font.setPixelSize(round(DOTS * (page.points if options.manuscript else max(8.0, page.points - 2))))
    painter.setFont(font)
    width, height = (side * per_mm for side in SIZES.get(page.size, SIZES["A4"]))
    margin = page.margin_mm * per_mm
    if options.manuscript:
        name = book.author.split()[-1] if book.author.split() else ""
        text = " / ".join([*filter(None, (name, book.title.upper())), str(number)])
        place = QRectF(margin, margin * 0.4, width - 2 * margin, margin * 0.4)
        painter.drawText(place, Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter, text)
    else:
        place = QRectF(margin, height - margin * 0.8, width - 2 * margin, margin * 0.5)
        painter.drawText(place, Qt.AlignmentFlag.AlignCenter, str(number))


def page_font(page: Page) -> QFont:
    """The font of the text, with what stands in for it where it is missing."""
    font = QFont()
    serif = ["Georgia", "Times New Roman", "Liberation Serif", "Noto Serif", "DejaVu Serif"]
    chosen = [] if page.font == "serif" else [page.font]
    if "courier" in page.font.lower():
        chosen += ["Courier New", "Courier", "Liberation Mono", "Nimbus Mono PS", "DejaVu Sans Mono"]
        font.setStyleHint(QFont.StyleHint.TypeWriter)
    else:
        font.setStyleHint(QFont.StyleHint.Serif)
    font.setFamilies([*chosen, *serif, "Noto Serif CJK SC", "Noto Sans CJK SC"])
    font.setPixelSize(round(DOTS * page.points))
    return font
