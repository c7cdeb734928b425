"""How the text stands in its editor: measure and margins, typewriter mode, and focus that dims the rest."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QRect, Qt, QTimer
from PySide6.QtGui import QColor, QPainter, QTextBlock, QTextCursor, QTextLine

from studio.ui.actions import keys_text
from studio.ui.theme import scaled, tokens

if TYPE_CHECKING:
    from studio.ui.writing.editor import SceneEditor

MEASURE = 70
"""Characters of a full line, about."""
MARGIN_TOP, MARGIN_LEAST = 36, 28
DIMMED = 165
"""How much of the ground lies over what is not in focus, of 255."""
_ENDS = ".!?…。！？"
_CLOSERS = "\"'”’»)]」』"


class Reading(QObject):
    """Changes nothing in the text; asks the editor for places and paints over it."""

    def __init__(self, editor: "SceneEditor") -> None:
        super().__init__(editor)
        self._editor = editor
        self.typewriter = False
        self.focus = ""
        self._cover = 0
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(0)
        self._later.timeout.connect(self._dress)
        editor.cursorPositionChanged.connect(self.follow)
        editor.document().documentLayout().documentSizeChanged.connect(self.follow)

    def dress_later(self) -> None:
        """Colours or sizes are new; not from inside the event that says so."""
        self._later.start()

    def _dress(self) -> None:
        self._editor.set_zoom(self._editor.zoom)

    def set_cover(self, pixels: int) -> None:
        """Something lies over the top of the text: it moves down by so much, and back, where it begins."""
        if pixels != self._cover:
            bar, more = self._editor.verticalScrollBar(), pixels - self._cover
            self._cover, place = pixels, bar.value()
            self.lay_out()
            if place:
                bar.setValue(place + more)  # what is read now stays where it is

    def set_typewriter(self, on: bool) -> None:
        """Keep the line of the caret in the middle."""
        self.typewriter = on
        self.lay_out()
        self.follow()

    def set_focus(self, focus: str) -> None:
        """Dim all but the "paragraph" or the "sentence" of the caret; "" dims nothing."""
        self.focus = focus
        self._editor.viewport().update()

    def lay_out(self) -> None:
        """Centre a column of a good measure."""
        editor = self._editor
        width, height = editor.viewport().width(), editor.viewport().height()
        metrics = editor.fontMetrics()
        wanted = max(metrics.averageCharWidth(), 1) * MEASURE
        side = max(scaled(MARGIN_LEAST), (width - wanted) // 2)
        top = height // 2 if self.typewriter else scaled(MARGIN_TOP) + self._cover
        margins = (side, top, max(top, height // 2))
        frame = editor.document().rootFrame()
        look = frame.frameFormat()
        if look.leftMargin() == side and look.topMargin() == top and look.bottomMargin() == margins[2]:
            return
        look.setLeftMargin(side)
        look.setRightMargin(side)
        look.setTopMargin(top)
        look.setBottomMargin(margins[2])
        frame.setFrameFormat(look)

    def follow(self) -> None:
        """Bring the caret's line to the middle while typewriter mode is on; dim anew."""
        editor = self._editor
        if self.typewriter:
            bar = editor.verticalScrollBar()
            bar.setValue(bar.value() + editor.cursorRect().center().y() - editor.viewport().height() // 2)
        if self.focus:
            editor.viewport().update()

    # Focus

    def paint(self) -> None:
        """Lay the ground thinly over all but what is in focus; an empty text says what can be done."""
        if self._editor.item and self._editor.document().isEmpty():
            self._hint()
        if not self.focus or not self._editor.item:
            return
        editor = self._editor
        painter = QPainter(editor.viewport())
        shade = QColor(tokens().ground)
        shade.setAlpha(DIMMED)
        area = editor.viewport().rect()
        kept = self._kept()
        if kept.isEmpty():
            painter.fillRect(area, shade)
            return
        first, last = kept.top(), kept.bottom()
        painter.fillRect(QRect(0, 0, area.width(), first), shade)
        painter.fillRect(QRect(0, last + 1, area.width(), area.height() - last - 1), shade)
        if self.focus == "sentence":
            for rest in self._around_sentence():
                painter.fillRect(rest, shade)

    def _hint(self) -> None:
        editor = self._editor
        if editor.isReadOnly() or editor.textCursor().block().layout().preeditAreaText():
            return
        painter = QPainter(editor.viewport())
        painter.setFont(editor.font())
        painter.setPen(QColor(tokens().muted))
        place = editor.cursorRect()
        area = editor.viewport().rect().adjusted(place.left() + scaled(3), place.top(), -place.left(), 0)
        text = self.tr("Write here, or let the model begin with %1.").replace("%1", keys_text("Ctrl+Return"))
        painter.drawText(area, Qt.TextFlag.TextWordWrap, text)

    def _kept(self) -> QRect:
        """The lines that stay clear, in the viewport."""
        editor = self._editor
        cursor = editor.textCursor()
        if self.focus == "sentence":
            start, end = self._sentence(cursor)
            first, last = self._at(start), self._at(end)
            return QRect(0, first.top(), editor.viewport().width(), last.bottom() - first.top() + 1)
        block = cursor.block()
        box = editor.document().documentLayout().blockBoundingRect(block)
        top = round(box.top()) - editor.verticalScrollBar().value()
        return QRect(0, top, editor.viewport().width(), round(box.height()))

    def _around_sentence(self) -> list[QRect]:
        """What lies before the sentence in its first line and behind it in its last."""
        editor = self._editor
        start, end = self._sentence(editor.textCursor())
        first, last, width = self._at(start), self._at(end), editor.viewport().width()
        return [
            QRect(0, first.top(), first.left(), first.height()),
            QRect(last.left(), last.top(), width - last.left(), last.height()),
        ]

    def _at(self, position: int) -> QRect:
        """The whole line's height at a position; the caret alone is as high as the font."""
        editor = self._editor
        cursor = QTextCursor(editor.document())
        cursor.setPosition(position)
        rect, line = editor.cursorRect(cursor), _line_at(cursor.block(), cursor.positionInBlock())
        if line:
            box = editor.document().documentLayout().blockBoundingRect(cursor.block())
            top = round(box.top() + line.y()) - editor.verticalScrollBar().value()
            return QRect(rect.left(), top, rect.width(), round(line.height()))
        return rect

    @staticmethod
    def _sentence(cursor: QTextCursor) -> tuple[int, int]:
        block = cursor.block()
        start, end = sentence_around(block.text(), cursor.positionInBlock())
        return block.position() + start, block.position() + end


def _line_at(block: QTextBlock, position: int) -> QTextLine | None:
    line = block.layout().lineForTextPosition(position)
    return line if line.isValid() else None


def sentence_around(text: str, position: int) -> tuple[int, int]:
    """Start and end of the sentence of ``text`` in which ``position`` lies."""
    position = max(0, min(position, len(text)))
    start = 0
    for place in sentence_ends(text):
        if place > position or (place == position and position == len(text)):
            return start, place
        start = place
    return start, len(text)


def sentence_ends(text: str) -> list[int]:
    """Where sentences end, the space behind them included; the last at the end of the text."""
    ends: list[int] = []
    place, length = 0, len(text)
    while place < length:
        letter = text[place]
        place += 1
        if letter not in _ENDS:
            continue
        while place < length and (text[place] in _ENDS or text[place] in _CLOSERS):
            place += 1
        if letter in "。！？" or place == length or text[place].isspace():
            while place < length and text[place].isspace():
                place += 1
            ends.append(place)
    if not ends or ends[-1] != length:
        ends.append(length)
    return ends
