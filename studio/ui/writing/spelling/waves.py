"""Waves under the unknown words of an editor that are on screen, painted over its text."""

from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen, QPixmap, QTextBlock, QTextLine

from studio.ui.theme import scaled, tokens
from studio.ui.writing.spelling.spelled_words import FENCE, Word

if TYPE_CHECKING:
    from studio.ui.writing.editor import SceneEditor
    from studio.ui.writing.spelling.checking import Checking

BLOCK_MOST = 20_000
"""Characters of a paragraph that is checked; nobody wrote a longer one."""


class Place(NamedTuple):
    """A word in the document, in its UTF-16 units."""

    position: int
    word: str
    length: int


class Waves(QObject):
    """Asks ``checking`` about the words it paints under; so only what is seen is ever looked up."""

    def __init__(self, editor: "SceneEditor", checking: "Checking") -> None:
        super().__init__(editor)
        self._editor, self._checking = editor, checking
        self._fenced: set[int] = set()
        self._fences_of = -1
        self._changed_to = -1
        self._typing = False
        self._painting = False
        editor.viewport().installEventFilter(self)
        editor.document().contentsChange.connect(self._changed)
        editor.cursorPositionChanged.connect(self._caret_moved)
        checking.learned.connect(self.refresh)

    def refresh(self) -> None:
        self._editor.viewport().update()

    def _changed(self, position: int, _removed: int, added: int) -> None:
        self._changed_to = position + added

    def _caret_moved(self) -> None:
        """The word being typed is let alone until the caret leaves it by other means."""
        typing = self._editor.textCursor().position() == self._changed_to
        self._changed_to = -1
        if typing != self._typing:
            self._typing = typing
            self.refresh()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Paint and not self._painting and self._checking.on:
            self._painting = True
            try:
                self._editor.paintEvent(event)  # type: ignore[arg-type]
                self._paint()
            finally:
                self._painting = False
            return True
        return False

    def _paint(self) -> None:
        painter = QPainter(self._editor.viewport())
        tile = _tile(tokens().danger, scaled(3), scaled(1.2), self._editor.devicePixelRatioF())
        for block in self._visible_blocks():
            for place in self.unknown_in(block):
                self._wave(painter, tile, block, place)
        painter.end()
        self._checking.look_up()

    # What is seen

    def _visible_blocks(self) -> Iterator[QTextBlock]:
        self._find_fences()
        block = self._editor.cursorForPosition(QPoint(0, 0)).block()
        layout = self._editor.document().documentLayout()
        bottom = self._editor.verticalScrollBar().value() + self._editor.viewport().height()
        while block.isValid() and layout.blockBoundingRect(block).top() < bottom:
            yield block
            block = block.next()

    def _find_fences(self) -> None:
        """Paragraphs inside fenced code, found again after each change."""
        document = self._editor.document()
        if self._fences_of == document.revision():
            return
        self._fences_of, self._fenced, inside = document.revision(), set(), False
        if "```" not in (text := document.toPlainText()) and "~~~" not in text:
            return
        for number, line in enumerate(text.split("\n")):
            fence = bool(FENCE.match(line))
            if inside or fence:
                self._fenced.add(number)
            inside ^= fence

    def unknown_in(self, block: QTextBlock) -> list[Place]:
        """The unknown words of a paragraph, without the one being typed and those of a draft."""
        if block.length() > BLOCK_MOST or block.blockNumber() in self._fenced:
            return []
        line = block.text()
        wide = not line.isascii() and any(ord(sign) > 0xFFFF for sign in line)
        caret = self._editor.textCursor().position() if self._typing else -1
        first, last = _draft_of(self._editor)
        made = []
        for word in self._checking.unknown(line):
            start, length = _units(line, word) if wide else (word.start, len(word.text))
            position = block.position() + start
            if position <= caret <= position + length or (position < last and position + length > first):
                continue
            made.append(Place(position, word.text, length))
        return made

    def word_at(self, point: QPoint) -> Place | None:
        """The unknown word at a place of the viewport."""
        cursor = self._editor.cursorForPosition(point)
        self._find_fences()
        at = cursor.position()
        return next(
            (
                place
                for place in self.unknown_in(cursor.block())
                if place.position <= at <= place.position + place.length
            ),
            None,
        )

    # Painting

    def _wave(self, painter: QPainter, tile: QPixmap, block: QTextBlock, place: Place) -> None:
        layout = block.layout()
        rect = self._editor.document().documentLayout().blockBoundingRect(block)
        origin = rect.topLeft() - layout.boundingRect().topLeft()
        origin -= QPointF(
            self._editor.horizontalScrollBar().value(), self._editor.verticalScrollBar().value()
        )
        start = place.position - block.position()
        end = start + place.length
        while start < end:
            line = layout.lineForTextPosition(start)
            if not line.isValid():
                return
            stop = min(end, line.textStart() + line.textLength())
            left, right = _x(line, start), _x(line, stop)
            # Tall lines have their room above the letters, so the wave follows those and not the line.
            base = origin.y() + line.y() + line.ascent() + min(line.descent() * 0.45, scaled(4)) + 1
            painter.drawTiledPixmap(
                round(origin.x() + min(left, right)),
                round(base - tile.deviceIndependentSize().height() / 2),
                round(abs(right - left)),
                round(tile.deviceIndependentSize().height()),
                tile,
            )
            start = max(stop, start + 1)


def _x(line: QTextLine, at: int) -> float:
    found: Any = line.cursorToX(at)  # with the place it means, where Qt's C++ changes its argument
    return float(found[0])


@lru_cache(maxsize=4)
def _tile(colour: str, step: float, thick: float, ratio: float) -> QPixmap:
    """One whole wave: a page may have hundreds, and is painted at each key."""
    step, thick = max(2, round(step)), max(1.0, thick)
    height = 2 * step
    tile = QPixmap(round(2 * step * ratio), round(height * ratio))
    tile.setDevicePixelRatio(ratio)
    tile.fill(Qt.GlobalColor.transparent)
    ink = QColor(colour)
    ink.setAlphaF(0.85)
    path = QPainterPath(QPointF(-2 * step, height / 2))
    for number in range(-2, 4):  # beyond both edges, so that tiles join
        bend = -step / 2 if number % 2 == 0 else step / 2
        path.quadTo((number + 0.5) * step, height / 2 + bend, (number + 1) * step, height / 2)
    painter = QPainter(tile)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(ink, thick, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
    painter.drawPath(path)
    painter.end()
    return tile


def _units(line: str, word: Word) -> tuple[int, int]:
    """Start and length in UTF-16 units."""
    before = len(line[: word.start].encode("utf-16-le", "surrogatepass")) // 2
    return before, len(word.text.encode("utf-16-le", "surrogatepass")) // 2


def _draft_of(editor: "SceneEditor") -> tuple[int, int]:
    """The part of the document that is a draft of the model; it is not the writer's text yet."""
    shown = editor.shown
    if not shown.draft:
        return 0, 0
    first = shown.draft_place()
    return first, first + shown.draft_units()
