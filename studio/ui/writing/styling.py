"""Live styling of Markdown source, of the draft, and of what others mark in the text."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtGui import QColor, QFont, QSyntaxHighlighter, QTextCharFormat, QTextFormat

from studio.ui.theme import tokens
from studio.ui.writing.shown_text import units

if TYPE_CHECKING:
    from studio.ui.writing.editor import SceneEditor

Marks = Callable[[str, int], list[tuple[int, int, QTextCharFormat]]]
"""Gets a paragraph as shown (with what is in it of the draft) and the accepted offset of its beginning;
answers stretches of that paragraph with their formats."""

HEADING_SIZES = (1.34, 1.2, 1.08)
LINE_MOST = 20_000
"""A longer paragraph is shown plain: no person wrote it, and styling it at each key would be felt."""

_HEADING = re.compile(r"(#{1,6})[ \t]+\S")
_QUOTE = re.compile(r"[ \t]{0,3}>+ ?")
_LIST = re.compile(r"[ \t]*(?:[-*+]|\d{1,4}[.)])[ \t]+")
_BREAK = re.compile(r"[ \t]*(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_FENCE = re.compile(r"[ \t]{0,3}(?:```|~~~)")
_PIECES = re.compile(
    r"(?P<code>`[^`]+`)"
    r"|(?P<picture>!\[[^\]]*\]\([^)\s]*\))"
    r"|(?P<link>\[[^\]]+\]\([^)\s]*\))"
    r"|(?P<strong>\*\*(?=\S)(?:[^*]|\*(?!\*))+?(?<=\S)\*\*|(?<!\w)__(?=\S)[^_]+?(?<=\S)__(?!\w))"
    r"|(?P<emphasis>(?<![*\\])\*(?=[^\s*])[^*]+?(?<=[^\s*])\*(?!\*)|(?<![\w\\])_(?=[^\s_])[^_]+?(?<=[^\s_])_(?!\w))"
    r"|(?P<strike>~~(?=\S)[^~]+?(?<=\S)~~)"
    r"|(?P<comment><!--.*?-->)"
)
_SIGNS = frozenset("*_`[!~<#>-+0123456789 \t")
_MARK_WIDTH = {"strong": 2, "emphasis": 1, "strike": 2, "code": 1}


class Styling(QSyntaxHighlighter):
    """Formats one paragraph at a time; the text itself never gets any."""

    def __init__(self, editor: "SceneEditor") -> None:
        super().__init__(editor.document())
        self._editor = editor
        self._marks: list[Marks] = []
        self._formats: dict[str, QTextCharFormat] = {}
        self._headings: list[QTextCharFormat] = []
        self.dress()

    def add_marks(self, marks: Marks) -> None:
        """Others mark words: spelling, places found."""
        self._marks.append(marks)

    def dress(self) -> None:
        """Take the colours and sizes of now."""
        colours = tokens()

        def made(colour: str = "", **values: object) -> QTextCharFormat:
            one = QTextCharFormat()
            if colour:
                one.setForeground(QColor(colour))
            if values.get("bold"):
                one.setFontWeight(QFont.Weight.Bold)
            one.setFontItalic(bool(values.get("italic")))
            one.setFontStrikeOut(bool(values.get("struck")))
            return one

        self._formats = {
            "sign": made(colours.muted),
            "strong": made(bold=True),
            "emphasis": made(italic=True),
            "strike": made(colours.muted, struck=True),
            "code": made(colours.muted),
            "link": made(colours.selection),
            "picture": made(colours.selection),
            "comment": made(colours.muted, italic=True),
            "quote": made(colours.muted, italic=True),
            "draft": made(colours.accent),
            "replaced": made(colours.muted, struck=True),
        }
        size = self._editor.font().pixelSize()
        self._headings = []
        for factor in HEADING_SIZES:
            heading = made(bold=True)
            heading.setProperty(QTextFormat.Property.FontPixelSize.value, round(size * factor))
            self._headings.append(heading)

    def restyle(self, start: int, end: int) -> None:
        """Format the paragraphs again that lie between two document positions."""
        block = self.document().findBlock(max(0, start))
        while block.isValid() and block.position() <= end:
            self.rehighlightBlock(block)
            block = block.next()

    def highlightBlock(self, text: str) -> None:
        code = self.previousBlockState() == 1
        fence = _FENCE.match(text) is not None
        self.setCurrentBlockState(1 if code != fence else 0)
        if text:
            if code or fence:
                self.setFormat(0, len(text), self._formats["code"])
            elif len(text) <= LINE_MOST:
                self._markdown(text)
            self._overlay(len(text) if text.isascii() else self.currentBlock().length() - 1, text)

    def _markdown(self, text: str) -> None:
        formats, begin = self._formats, 0
        base: QTextCharFormat | None = None
        if text[0] in _SIGNS:
            if heading := _HEADING.match(text):
                level = len(heading.group(1))
                base = self._headings[min(level, len(self._headings)) - 1]
                self.setFormat(0, len(text), base)
                sign = QTextCharFormat(base)
                sign.setForeground(QColor(tokens().muted))
                self.setFormat(0, level, sign)
                begin = level
            elif _BREAK.match(text):
                self.setFormat(0, len(text), formats["sign"])
                return
            elif quote := _QUOTE.match(text):
                base, begin = formats["quote"], quote.end()
                self.setFormat(0, len(text), base)
                self.setFormat(0, begin, formats["sign"])
            elif item := _LIST.match(text):
                begin = item.end()
                self.setFormat(0, begin, formats["sign"])
        wide = not text.isascii() and len(text) != self.currentBlock().length() - 1
        for found in _PIECES.finditer(text, begin):
            self._piece(found.lastgroup or "", found.start(), found.end(), base, text if wide else "")

    def _piece(self, kind: str, start: int, end: int, base: QTextCharFormat | None, wide: str) -> None:
        width = _MARK_WIDTH.get(kind, 0)
        if wide:
            start, end = units(wide[:start]), units(wide[:end])
        own = self._formats[kind]
        if base:
            own = QTextCharFormat(base)
            own.merge(self._formats[kind])
        self.setFormat(start, end - start, own)
        if width:
            sign = QTextCharFormat(base) if base else QTextCharFormat()
            sign.setForeground(QColor(tokens().muted))
            self.setFormat(start, width, sign)
            self.setFormat(end - width, width, sign)

    # What lies over the text

    def _overlay(self, length: int, text: str) -> None:
        editor = self._editor
        position = self.currentBlock().position()
        draft = editor.buffer.draft
        if self._marks and not (draft and self._within_draft(position, length)):
            offset = editor.shown.offset(position)
            wide = len(text) != length
            for marks in self._marks:
                for start, end, look in marks(text, offset):
                    first, last = (units(text[:start]), units(text[:end])) if wide else (start, end)
                    self._put(first, min(last, length), look)
        if draft is None:
            return
        place = editor.shown.draft_place()
        if draft.start < draft.end:
            self._range(position, length, editor.shown.place(draft.start, behind=False), place, "replaced")
        size = editor.shown.draft_units()
        if not size or place >= position + length or place + size <= position:
            return
        self._range(position, length, place, place + size, "draft")
        for start, end, colour in draft.colours:
            low, high = max(place + start - position, 0), min(place + end - position, length)
            if low < high and colour is not None:
                look = QTextCharFormat(self._formats["draft"])
                look.setBackground(colour)
                self.setFormat(low, high - low, look)

    def _within_draft(self, position: int, length: int) -> bool:
        start = self._editor.shown.draft_place()
        return start <= position and position + length <= start + self._editor.shown.draft_units()

    def _range(self, position: int, length: int, start: int, end: int, kind: str) -> None:
        low, high = max(start - position, 0), min(end - position, length)
        if low < high:
            self.setFormat(low, high - low, self._formats[kind])

    def _put(self, start: int, end: int, look: QTextCharFormat) -> None:
        """Lay a format over what is there already."""
        while start < end:
            here = self.format(start)
            stop = start + 1
            while stop < end and self.format(stop) == here:
                stop += 1
            here.merge(look)
            self.setFormat(start, stop - start, here)
            start = stop
