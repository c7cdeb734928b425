"""A book as a Word document, through python-docx; footnotes, which it does not know, as a part of our own."""

from collections.abc import Iterable
from pathlib import Path
from typing import Any, BinaryIO

from studio.storage.exchange.blocks import Block, Span, flat, plain
from studio.storage.exchange.book import SIZES, Book, ExportOptions
from studio.storage.exchange.docx_notes import Footnotes
from studio.storage.exchange.xml_words import storable

EMU_PER_MM = 36_000
PICTURE_SHARE = 0.75
"""Of the page's height, at most."""


class DocxWriter:
    """Builds one document."""

    def __init__(self, book: Book, options: ExportOptions) -> None:
        import docx

        self._book, self._options = book, options
        self._document: Any = docx.Document()
        self._styles: Any = self._document.styles
        self._notes = Footnotes(self._document)
        self._first = True
        self._set_page()
        self._set_styles()
        self._set_properties()

    def save(self, stream: BinaryIO) -> None:
        if self._options.title_page:
            self._title_page()
        self._blocks(self._book.blocks)
        for label, blocks in self._book.notes.items():
            self._notes.fill(label, [self._note_spans(block) for block in flat(blocks)])
        self._notes.finish()
        self._document.save(stream)

    # The page

    def _set_page(self) -> None:
        from docx.shared import Mm

        page = self._options.page
        width, height = SIZES.get(page.size, SIZES["A4"])
        section = self._document.sections[0]
        section.page_width, section.page_height = Mm(width), Mm(height)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Mm(
            page.margin_mm
        )
        self._text_width = int((width - 2 * page.margin_mm) * EMU_PER_MM)
        self._text_height = int((height - 2 * page.margin_mm) * EMU_PER_MM * PICTURE_SHARE)
        if page.numbers:
            self._number_pages(section)

    def _number_pages(self, section: Any) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

        section.different_first_page_header_footer = self._options.title_page
        if self._options.manuscript:
            line = section.header.paragraphs[0]
            line.alignment = ALIGN.RIGHT
            name = self._book.author.split()[-1] if self._book.author.split() else ""
            line.add_run(storable(" / ".join(filter(None, (name, self._book.title.upper()))) + " / "))
        else:
            line = section.footer.paragraphs[0]
            line.alignment = ALIGN.CENTER
        _add_field(line, "PAGE")

    def _set_styles(self) -> None:
        from docx.enum.style import WD_STYLE_TYPE
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
        from docx.oxml.ns import qn
        from docx.shared import Mm, Pt, RGBColor

        page, styles = self._options.page, self._styles
        font = "Georgia" if page.font == "serif" else page.font
        normal = styles["Normal"]
        normal.font.name, normal.font.size = font, Pt(page.points)
        normal.element.rPr.rFonts.set(qn("w:eastAsia"), font)
        normal.paragraph_format.line_spacing = page.spacing
        normal.paragraph_format.space_after = Pt(0)
        normal.paragraph_format.widow_control = True
        for level in range(1, 7):
            style = styles[f"Heading {level}"]
            style.font.name, style.font.color.rgb, style.font.bold = font, RGBColor(0, 0, 0), level < 4
            style.font.italic = level > 3
            for slot in ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme"):
                style.element.rPr.rFonts.attrib.pop(qn(f"w:{slot}"), None)
            style.font.size = Pt(
                page.points if self._options.manuscript else page.points + max(0, 7 - 2 * level)
            )
            style.paragraph_format.space_before, style.paragraph_format.space_after = Pt(24), Pt(14)
            if self._options.manuscript:
                style.paragraph_format.alignment = ALIGN.CENTER
        title = styles["Title"]
        title.font.name, title.font.color.rgb, title.font.size = font, RGBColor(0, 0, 0), Pt(page.points + 12)
        title.paragraph_format.alignment = ALIGN.CENTER
        for border in title.element.pPr.findall(qn("w:pBdr")):
            title.element.pPr.remove(border)
        code = styles.add_style("HTML Code", WD_STYLE_TYPE.CHARACTER)
        code.font.name = "Courier New"
        self._indent = Mm(12.7 if self._options.manuscript else 6)

    def _set_properties(self) -> None:
        from datetime import UTC, datetime

        properties = self._document.core_properties
        properties.title, properties.author = (
            storable(self._book.title)[:250],
            storable(self._book.author)[:250],
        )
        properties.language, properties.comments = self._book.language[:20], ""
        properties.created = properties.modified = datetime.now(UTC)

    def _title_page(self) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
        from docx.shared import Mm

        if self._options.manuscript:
            self._document.add_paragraph(storable(self._book.author))
            self._document.add_paragraph(f"{_about(self._book.words):,} words").alignment = ALIGN.RIGHT
        title = self._document.add_paragraph(storable(self._book.title), style="Title")
        title.paragraph_format.space_before = Mm(70)
        if self._book.author:
            line = self._document.add_paragraph(storable(self._book.author))
            line.alignment = ALIGN.CENTER
        first = self._book.blocks[0] if self._book.blocks else None
        if not (first and first.role in ("part", "chapter") and self._options.page.chapter_pages):
            self._document.add_page_break()  # the first chapter brings its own otherwise

    # Blocks

    def _blocks(self, blocks: Iterable[Block], *, quoted: bool = False, depth: int = 0) -> None:
        for block in blocks:
            self._block(block, quoted, depth)

    def _block(self, block: Block, quoted: bool, depth: int) -> None:
        kind = block.kind
        if kind == "heading":
            self._heading(block)
        elif kind == "paragraph":
            self._paragraph(block, quoted)
        elif kind == "quote":
            self._blocks(block.blocks, quoted=True, depth=depth)
        elif kind == "list":
            self._list(block, depth)
        elif kind == "table":
            self._table(block)
        elif kind == "code":
            for line in block.text.split("\n"):
                made = self._document.add_paragraph(style=self._code_style())
                made.add_run(storable(line))
        else:
            self._centred(self._book.separator)
        if kind != "heading":
            self._first = kind in ("break", "quote", "list", "table", "code")

    def _heading(self, block: Block) -> None:
        made = self._document.add_paragraph(style=f"Heading {min(block.level, 6)}")
        self._runs(made, block.spans)
        opens = block.role in ("part", "chapter") and self._options.page.chapter_pages
        made.paragraph_format.page_break_before = opens
        self._first = True

    def _paragraph(self, block: Block, quoted: bool) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN

        made = self._document.add_paragraph(style="Quote" if quoted else None)
        pictured = len(block.spans) == 1 and bool(block.spans[0].picture)
        if pictured or block.align in ("center", "right"):
            made.alignment = ALIGN.RIGHT if block.align == "right" else ALIGN.CENTER
        elif not quoted and not self._first:
            made.paragraph_format.first_line_indent = self._indent
        if pictured:
            made.paragraph_format.line_spacing = 1.0
        self._runs(made, block.spans)

    def _centred(self, text: str) -> None:
        from docx.enum.text import WD_ALIGN_PARAGRAPH as ALIGN
        from docx.shared import Pt

        made = self._document.add_paragraph(storable(text))
        made.alignment = ALIGN.CENTER
        made.paragraph_format.space_before = made.paragraph_format.space_after = Pt(self._options.page.points)

    def _list(self, block: Block, depth: int) -> None:
        level = min(depth, 2)
        name = ("List Number" if block.ordered else "List Bullet") + (f" {level + 1}" if level else "")
        number = self._numbering(name, block.start) if block.ordered else None
        for item in block.blocks:
            for index, inner in enumerate(item.blocks):
                if inner.kind != "paragraph":
                    self._block(inner, False, depth + 1)
                    continue
                made = self._document.add_paragraph(style=name if index == 0 else "List Continue")
                if index == 0 and number is not None:
                    properties = made._p.get_or_add_pPr().get_or_add_numPr()
                    properties.get_or_add_ilvl().val = 0
                    properties.get_or_add_numId().val = number
                self._runs(made, inner.spans)

    def _numbering(self, style: str, start: int) -> int:
        """A numbering of its own for each list, so that it begins anew."""
        used = self._styles[style].element.pPr.numPr.numId.val
        numbering = self._document.part.numbering_part.element
        abstract = next(num.abstractNumId.val for num in numbering.num_lst if num.numId == used)
        made = numbering.add_num(abstract)
        made.add_lvlOverride(ilvl=0).add_startOverride(start)
        return made.numId

    def _table(self, block: Block) -> None:
        columns = max(len(row) for row in block.rows)
        table = self._document.add_table(rows=0, cols=columns, style="Table Grid")
        for row in block.rows:
            cells = table.add_row().cells
            for cell, spans in zip(cells, row, strict=False):
                self._runs(cell.paragraphs[0], spans)

    def _code_style(self) -> str:
        from docx.enum.style import WD_STYLE_TYPE

        styles = self._styles
        if "HTML Preformatted" not in styles:
            style = styles.add_style("HTML Preformatted", WD_STYLE_TYPE.PARAGRAPH)
            style.base_style = styles["Normal"]
            style.font.name = "Courier New"
        return "HTML Preformatted"

    # Words

    def _runs(self, paragraph: Any, spans: Iterable[Span]) -> None:
        for span in spans:
            if span.note:
                self._notes.refer(paragraph, span.note)
            elif span.picture:
                self._picture(paragraph, span)
            elif span.link:
                _add_link(self._document, paragraph, span)
            else:
                _run(paragraph, span)

    def _picture(self, paragraph: Any, span: Span) -> None:
        path = word_picture(self._book.pictures[span.picture])
        shape = paragraph.add_run().add_picture(path)
        shape._inline.docPr.set("descr", storable(span.text))
        ratio = min(1.0, self._text_width / shape.width, self._text_height / shape.height)
        shape.width, shape.height = max(1, int(shape.width * ratio)), max(1, int(shape.height * ratio))

    def _note_spans(self, block: Block) -> tuple[Span, ...]:
        return tuple(span for span in block.spans if not span.note and not span.picture) or (
            Span(text=plain(block.spans)),
        )


def _run(paragraph: Any, span: Span) -> Any:
    run = paragraph.add_run()
    if span.text == "\n":
        run.add_break()
        return run
    run.add_text(storable(span.text).replace("\t", " "))
    run.bold, run.italic = span.bold or None, span.italic or None
    run.font.strike = span.struck or None
    run.font.superscript, run.font.subscript = span.raised > 0 or None, span.raised < 0 or None
    if span.code:
        run.style = "HTML Code"
    return run


def _add_link(document: Any, paragraph: Any, span: Span) -> None:
    from docx.opc.constants import RELATIONSHIP_TYPE
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    link = OxmlElement("w:hyperlink")
    link.set(
        qn("r:id"),
        document.part.relate_to(storable(span.link), RELATIONSHIP_TYPE.HYPERLINK, is_external=True),
    )
    run = _run(paragraph, span)
    link.append(run._r)
    paragraph._p.append(link)


def _add_field(paragraph: Any, code: str) -> None:
    """A field such as the number of the page."""
    from docx.oxml import OxmlElement
    from docx.oxml.ns import qn

    for kind in ("begin", "", "end"):
        run = paragraph.add_run()._r
        if kind:
            mark = OxmlElement("w:fldChar")
            mark.set(qn("w:fldCharType"), kind)
        else:
            mark = OxmlElement("w:instrText")
            mark.text = code
        run.append(mark)


def word_picture(path: Path) -> Any:
    """A picture's file, or its content as PNG where python-docx cannot read its kind or its size."""
    from io import BytesIO

    from docx.image.image import Image as WordImage

    try:
        if WordImage.from_file(str(path)).width > 0:
            return str(path)
    except Exception:  # it reads headers itself, and falls over those that are a little wrong
        pass
    from PIL import Image

    made = BytesIO()
    with Image.open(path) as picture:
        picture.convert("RGBA").save(made, "PNG")
    made.seek(0)
    return made


def _about(words: int) -> int:
    """A word count as submissions give it: rounded to hundreds."""
    return round(words, -2) if words >= 1000 else words
