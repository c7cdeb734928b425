"""A book as a text document of Qt, ready to be painted on pages."""

from collections.abc import Iterable, Iterator

from PySide6.QtCore import QSizeF, Qt, QUrl
from PySide6.QtGui import (
    QFont,
    QImage,
    QTextBlockFormat,
    QTextCharFormat,
    QTextCursor,
    QTextDocument,
    QTextImageFormat,
    QTextListFormat,
    QTextTableFormat,
)

from studio.storage.exchange.blocks import Block, Span, flat
from studio.storage.exchange.book import Book, ExportOptions, chapters

PICTURE_SIDE_MOST = 3000
"""Pixels of a picture's longest side; more is not seen on paper."""
PICTURE_SHARE = 0.8


Chapter = tuple[Block | None, list[Block]]


def make_documents(book: Book, options: ExportOptions, area: QSizeF) -> Iterator[QTextDocument]:
    """The text of ``book`` laid out for pages of ``area`` (in dots); each document begins a page.

    Chapters on pages of their own are documents of their own: laying out a whole novel in one call
    would hold up the window.
    """
    if options.title_page:
        yield _Typesetter(book, options, area).title_page()
    found = chapters(book)
    for part in [[chapter] for chapter in found] if options.page.chapter_pages else [found]:
        yield _Typesetter(book, options, area).text(part)


class _Typesetter:
    """Makes one document."""

    def __init__(self, book: Book, options: ExportOptions, area: QSizeF) -> None:
        from studio.ui.writing.exchange.formats.pdf import DOTS, page_font

        self._book, self._options, self._area = book, options, area
        self._dots = DOTS
        """Dots of a point."""
        self._font = page_font(options.page)
        self._document = document = QTextDocument()
        document.setUndoRedoEnabled(False)
        document.setUseDesignMetrics(True)
        document.setDefaultFont(self._font)
        document.setDocumentMargin(0)
        document.setPageSize(area)
        self._cursor = QTextCursor(document)
        self._empty = True
        self._first = True
        self._used: list[str] = []

    def text(self, parts: Iterable[Chapter]) -> QTextDocument:
        """Chapters with their footnotes."""
        self._cursor.beginEditBlock()
        for heading, blocks in parts:
            if heading:
                self._heading(heading)
            self._blocks(blocks)
            self._footnotes()
        self._cursor.endEditBlock()
        return self._document

    # Lines

    def _start(self, line: QTextBlockFormat, look: QTextCharFormat | None = None) -> None:
        """Begin a paragraph."""
        look = look or self._plain()
        if self._empty:
            self._cursor.setBlockFormat(line)
            self._cursor.setBlockCharFormat(look)
            self._empty = False
        else:
            self._cursor.insertBlock(line, look)

    def _line(
        self, *, align: Qt.AlignmentFlag | None = None, left: float = 0, spacing: float = 0
    ) -> QTextBlockFormat:
        line = QTextBlockFormat()
        height = spacing or self._options.page.spacing
        line.setLineHeight(height * 100, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
        left_aligned = (
            Qt.AlignmentFlag.AlignLeft if self._options.manuscript else Qt.AlignmentFlag.AlignJustify
        )
        line.setAlignment(left_aligned if align is None else align)
        line.setLeftMargin(left * self._dots)
        return line

    def _plain(self, points: float = 0) -> QTextCharFormat:
        font = QFont(self._font)
        if points:
            font.setPixelSize(round(points * self._dots))
        look = QTextCharFormat()
        look.setFont(font)
        return look

    def title_page(self) -> QTextDocument:
        """Title, author and, for submissions, how many words."""
        line = self._line(align=Qt.AlignmentFlag.AlignHCenter)
        line.setTopMargin(self._area.height() * 0.3)
        look = self._plain(self._options.page.points + (0 if self._options.manuscript else 14))
        self._skip_first_line()
        self._start(line, look)
        self._cursor.insertText(self._book.title, self._bold(look))
        below = self._line(align=Qt.AlignmentFlag.AlignHCenter)
        below.setTopMargin(18 * self._dots)
        lines = [self._book.author] if self._book.author else []
        if self._options.manuscript:
            lines.append(f"{round(self._book.words, -2) or self._book.words:,} words")
        for text in lines:
            self._start(below)
            self._cursor.insertText(text, self._plain())
        return self._document

    def _skip_first_line(self) -> None:
        """Qt gives the first paragraph of a text no room above, so an empty one stands there."""
        self._start(self._line(spacing=1.0))

    def _bold(self, look: QTextCharFormat) -> QTextCharFormat:
        look.setFontWeight(QFont.Weight.Bold)
        return look

    def _opens(self, block: Block) -> bool:
        return (
            block.kind == "heading" and block.role in ("part", "chapter") and self._options.page.chapter_pages
        )

    # Blocks

    def _blocks(self, blocks: Iterable[Block], left: float = 0, *, quoted: bool = False) -> None:
        for block in blocks:
            self._block(block, left, quoted)

    def _block(self, block: Block, left: float, quoted: bool) -> None:
        kind = block.kind
        if kind == "heading":
            self._heading(block)
            return
        if kind == "paragraph":
            self._paragraph(block, left, quoted)
        elif kind == "quote":
            self._blocks(block.blocks, left + 24, quoted=True)
        elif kind == "list":
            self._list(block, left)
        elif kind == "table":
            self._table(block)
        elif kind == "code":
            for text in block.text.split("\n"):
                look = self._look(Span(code=True))
                self._start(self._line(align=Qt.AlignmentFlag.AlignLeft, left=left, spacing=1.15), look)
                self._cursor.insertText(text.replace("  ", "\u00a0 "), look)
        else:
            line = self._line(align=Qt.AlignmentFlag.AlignHCenter)
            line.setTopMargin(self._options.page.points * self._dots)
            line.setBottomMargin(self._options.page.points * self._dots)
            self._start(line)
            self._cursor.insertText(self._book.separator, self._plain())
        self._first = kind != "paragraph"

    def _heading(self, block: Block) -> None:
        manuscript, points = self._options.manuscript, self._options.page.points
        opens = self._opens(block)
        if opens and self._empty:
            self._skip_first_line()
        centred = manuscript or block.role in ("part", "chapter")
        line = self._line(
            align=Qt.AlignmentFlag.AlignHCenter if centred else Qt.AlignmentFlag.AlignLeft, spacing=1.2
        )
        if opens:
            line.setTopMargin(self._area.height() * (0.3 if block.role == "part" else 0.14))
        elif not self._empty:
            line.setTopMargin(points * 2 * self._dots)
        line.setBottomMargin(points * (2 if opens else 1) * self._dots)
        look = self._plain(points if manuscript else points + max(1, 9 - 2 * block.level))
        self._start(line, self._bold(look))
        self._spans(block.spans, look)
        self._first = True

    def _paragraph(self, block: Block, left: float, quoted: bool) -> None:
        pictured = len(block.spans) == 1 and bool(block.spans[0].picture)
        aligns = {"center": Qt.AlignmentFlag.AlignHCenter, "right": Qt.AlignmentFlag.AlignRight}
        align = Qt.AlignmentFlag.AlignHCenter if pictured else aligns.get(block.align)
        line = self._line(align=align, left=left, spacing=1.0 if pictured else 0)
        if align is None and not self._first and not quoted:
            line.setTextIndent((36 if self._options.manuscript else 17) * self._dots)
        if quoted:
            line.setRightMargin(24 * self._dots)
        if pictured or quoted:
            line.setTopMargin(6 * self._dots)
            line.setBottomMargin(6 * self._dots)
        self._start(line)
        self._spans(block.spans)

    def _list(self, block: Block, left: float) -> None:
        kind = QTextListFormat()
        kind.setStyle(QTextListFormat.Style.ListDecimal if block.ordered else QTextListFormat.Style.ListDisc)
        if block.ordered and hasattr(kind, "setStart"):
            kind.setStart(block.start)
        kind.setIndent(0)
        made = None
        for item in block.blocks:
            for index, inner in enumerate(item.blocks):
                if inner.kind != "paragraph":
                    self._block(inner, left + 22, False)
                    continue
                line = self._line(align=Qt.AlignmentFlag.AlignLeft, left=left + 22)
                self._start(line)
                if index == 0 and made is None:
                    made = self._cursor.createList(kind)
                elif index == 0 and made is not None:
                    made.add(self._cursor.block())
                else:
                    current = self._cursor.currentList()
                    if current:
                        current.remove(self._cursor.block())
                self._cursor.mergeBlockFormat(line)
                self._spans(inner.spans)

    def _table(self, block: Block) -> None:
        columns = max(len(row) for row in block.rows)
        look = QTextTableFormat()
        look.setCellPadding(3 * self._dots)
        look.setCellSpacing(0)
        look.setBorder(0.5 * self._dots)
        look.setBorderCollapse(True)
        table = self._cursor.insertTable(len(block.rows), columns, look)
        self._empty = False
        for at, row in enumerate(block.rows):
            for column, spans in enumerate(row):
                self._cursor = table.cellAt(at, column).firstCursorPosition()
                self._spans(spans)
        self._cursor = QTextCursor(self._document)
        self._cursor.movePosition(QTextCursor.MoveOperation.End)
        self._empty = True  # Qt has put a paragraph after the table already

    # Words

    def _look(self, span: Span, base: QTextCharFormat | None = None) -> QTextCharFormat:
        look = QTextCharFormat(base or self._plain())
        if span.italic:
            look.setFontItalic(True)
        if span.bold:
            look.setFontWeight(QFont.Weight.Bold)
        if span.struck:
            look.setFontStrikeOut(True)
        if span.code:
            look.setFontFamilies(["Courier New", "Courier", "Liberation Mono", "DejaVu Sans Mono"])
        if span.raised:
            kind = QTextCharFormat.VerticalAlignment
            look.setVerticalAlignment(kind.AlignSuperScript if span.raised > 0 else kind.AlignSubScript)
        if span.link:
            look.setAnchor(True)
            look.setAnchorHref(span.link)
        return look

    def _spans(self, spans: Iterable[Span], base: QTextCharFormat | None = None) -> None:
        for span in spans:
            if span.note:
                if span.note not in self._used:
                    self._used.append(span.note)
                self._cursor.insertText(span.note, self._look(Span(raised=1), base))
            elif span.picture:
                self._picture(span)
            else:
                self._cursor.insertText(span.text.replace("\n", "\u2028"), self._look(span, base))

    def _picture(self, span: Span) -> None:
        image = QImage(str(self._book.pictures[span.picture]))
        if image.isNull():
            self._cursor.insertText(f"[{span.text}]" if span.text else "")
            return
        if max(image.width(), image.height()) > PICTURE_SIDE_MOST:
            image = image.scaled(
                PICTURE_SIDE_MOST,
                PICTURE_SIDE_MOST,
                Qt.AspectRatioMode.KeepAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
        self._document.addResource(QTextDocument.ResourceType.ImageResource.value, QUrl(span.picture), image)
        natural = 72 / 96 * self._dots
        share = min(
            self._area.width() * 0.999 / image.width(),
            self._area.height() * PICTURE_SHARE / image.height(),
            natural,
        )
        look = QTextImageFormat()
        look.setName(span.picture)
        look.setWidth(image.width() * share)
        look.setHeight(image.height() * share)
        self._cursor.insertImage(look)

    def _footnotes(self) -> None:
        """The notes of the chapter at its end."""
        if not self._used:
            return
        labels, self._used = self._used, []
        small = self._plain(max(7.0, self._options.page.points - 2))
        for index, label in enumerate(labels):
            for at, block in enumerate(flat(self._book.notes.get(label, ()))):
                line = self._line(align=Qt.AlignmentFlag.AlignLeft, spacing=1.15)
                line.setTopMargin((24 if index == 0 and at == 0 else 4) * self._dots)
                self._start(line, small)
                if at == 0:
                    self._cursor.insertText(f"{label} ", self._look(Span(raised=1), small))
                self._spans(block.spans, small)
        self._used = []
