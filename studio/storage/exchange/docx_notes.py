"""Footnotes of a Word document that python-docx writes: their part, their marks."""

from collections.abc import Iterable
from typing import Any
from xml.sax.saxutils import escape

from studio.storage.exchange.blocks import Span
from studio.storage.exchange.xml_words import one_line

_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml.footnotes+xml"
_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/footnotes"
_TIGHT = '<w:pPr><w:spacing w:line="240" w:lineRule="auto"/></w:pPr>'
_LINES = (
    '<w:footnote w:type="separator" w:id="-1"><w:p><w:r><w:separator/></w:r></w:p></w:footnote>'
    '<w:footnote w:type="continuationSeparator" w:id="0"><w:p><w:r><w:continuationSeparator/></w:r></w:p>'
    "</w:footnote>"
)


class Footnotes:
    """Collects the footnotes of a document; the part is made only when there are some."""

    def __init__(self, document: Any) -> None:
        self._document = document
        self._numbers: dict[str, int] = {}
        self._texts: dict[str, str] = {}

    def refer(self, paragraph: Any, label: str) -> None:
        """The mark of a footnote at the end of ``paragraph``."""
        from docx.oxml import OxmlElement
        from docx.oxml.ns import qn

        number = self._numbers.setdefault(label, len(self._numbers) + 1)
        run = paragraph.add_run()
        run.font.superscript = True
        mark = OxmlElement("w:footnoteReference")
        mark.set(qn("w:id"), str(number))
        run._r.append(mark)

    def fill(self, label: str, paragraphs: Iterable[tuple[Span, ...]]) -> None:
        """The text of a footnote that was referred to."""
        if label not in self._numbers:
            return
        mark = '<w:r><w:rPr><w:vertAlign w:val="superscript"/></w:rPr><w:footnoteRef/></w:r>'
        made = ""
        for spans in paragraphs:
            made += f"<w:p>{_TIGHT}{mark}{''.join(map(_run, spans))}</w:p>"
            mark = ""
        self._texts[label] = made or f"<w:p>{mark}</w:p>"

    def finish(self) -> None:
        """Add the part to the document."""
        if not self._numbers:
            return
        from docx.opc.packuri import PackURI
        from docx.opc.part import Part

        notes = "".join(
            f'<w:footnote w:id="{number}">{self._texts.get(label, "<w:p/>")}</w:footnote>'
            for label, number in self._numbers.items()
        )
        xml = (
            f'<?xml version="1.0" encoding="UTF-8"?><w:footnotes xmlns:w="{_W}">{_LINES}{notes}</w:footnotes>'
        )
        package = self._document.part.package
        part = Part(PackURI("/word/footnotes.xml"), _TYPE, xml.encode(), package)
        self._document.part.relate_to(part, _RELATION)


def _run(span: Span) -> str:
    if span.text == "\n":
        return "<w:r><w:br/></w:r>"
    marks = "".join(
        mark
        for wanted, mark in (
            (span.bold, "<w:b/>"),
            (span.italic, "<w:i/>"),
            (span.struck, "<w:strike/>"),
            (span.raised > 0, '<w:vertAlign w:val="superscript"/>'),
            (span.raised < 0, '<w:vertAlign w:val="subscript"/>'),
        )
        if wanted
    )
    text = escape(one_line(span.text))
    return f'<w:r><w:rPr><w:sz w:val="20"/>{marks}</w:rPr><w:t xml:space="preserve">{text}</w:t></w:r>'
