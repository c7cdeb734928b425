"""The board: cards that are moved by mouse or keys and written on in place."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtCore import QEvent, QPoint, QRect, Qt, QTimer, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QFocusEvent,
    QFont,
    QImage,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractScrollArea, QApplication

from studio.core.writing.boards import Section
from studio.core.writing.outline import Item
from studio.ui.theme import is_theme_change, scaled, tokens
from studio.ui.writing.corkboard.card_layout import CardLayout, Placed, laid_out
from studio.ui.writing.corkboard.card_painting import draw_card, synopsis_rect, title_rect
from studio.ui.writing.corkboard.writing_in_place import LineInPlace, TextInPlace

CARD = (214, 148)
GAP, HEAD = 16, 22
EDGE = 28
"""Pixels at the upper and lower edge in which dragging scrolls."""
_ARROWS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class Board(QAbstractScrollArea):
    """Says what was wished; whoever owns the outline changes it and shows the sections again."""

    opened = Signal(str)
    written = Signal(str, str, str)
    """Item, which of its fields ("title" or "synopsis"), and the new text."""
    dropped = Signal(str, str, str)
    """Item, the group it shall stand in, and the card it shall stand before ("" for the end)."""
    stepped = Signal(str, int)
    menu_wanted = Signal(str, QPoint)
    rested = Signal()
    """Nothing is written in place any more."""

    def __init__(self, picture_of: Callable[[Item], QImage | None]) -> None:
        super().__init__()
        self.setFrameShape(QAbstractScrollArea.Shape.NoFrame)
        self.setAccessibleName(self.tr("Corkboard"))
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.viewport().setMouseTracking(False)
        self._picture_of = picture_of
        self.current = ""
        self.zoom = 100
        self._sections: Sequence[Section] = ()
        self._words: Mapping[str, int] = {}
        self.cards = CardLayout()
        self._pressed: QPoint | None = None
        self._dragging = ""
        self._drop: tuple[str, str, QRect] | None = None
        self._editor: LineInPlace | TextInPlace | None = None
        self._scrolling = QTimer(self, interval=30)
        self._scrolling.timeout.connect(self._scroll_on)

    # What is shown

    def show_sections(self, sections: Sequence[Section], words: Mapping[str, int]) -> None:
        self._sections, self._words = sections, words
        self._lay_out()
        if self.cards.cards and not self.cards.of(self.current):
            self.choose(self.cards.cards[0].item.id)

    def set_zoom(self, percent: int) -> None:
        self.zoom = percent
        self._lay_out()

    def _lay_out(self) -> None:
        self.end_writing()
        size = tuple(scaled(side) * self.zoom // 100 for side in CARD)
        width = self.viewport().width()
        self.cards = laid_out(self._sections, width, (size[0], size[1]), scaled(GAP), scaled(HEAD))
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self.cards.height - self.viewport().height()))
        bar.setPageStep(self.viewport().height())
        bar.setSingleStep(scaled(24))
        self.viewport().update()

    def choose(self, identity: str) -> None:
        """Make a card the current one and bring it into sight."""
        placed = self.cards.of(identity)
        self.current = identity if placed else ""
        if placed:
            bar = self.verticalScrollBar()
            top, bottom = placed.rect.top() - scaled(GAP), placed.rect.bottom() + scaled(GAP)
            if top < bar.value():
                bar.setValue(top)
            elif bottom > bar.value() + self.viewport().height():
                bar.setValue(bottom - self.viewport().height())
            told = f"{placed.item.title}. {placed.item.synopsis}"
            self.setAccessibleDescription(told)
        self.viewport().update()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "cards"):
            QTimer.singleShot(0, self, self._lay_out)

    def scrollContentsBy(self, dx: int, dy: int) -> None:
        self.end_writing()
        self.viewport().update()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        self.viewport().update()

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.viewport().update()

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self.viewport())
        painter.fillRect(self.viewport().rect(), QColor(tokens().ground))
        painter.translate(0, -self.verticalScrollBar().value())
        seen = self.viewport().rect().translated(0, self.verticalScrollBar().value())
        for section, rect in self.cards.heads:
            if rect.intersects(seen.adjusted(0, -80, 0, 80)):
                self._draw_head(painter, section, rect)
        empty = self.tr("No synopsis yet")
        for card in self.cards.cards:
            if card.rect.intersects(seen):
                draw_card(
                    painter,
                    card.rect,
                    card.item,
                    self._words.get(card.item.id, 0),
                    picture=self._picture_of(card.item) if card.item.pictures else None,
                    chosen=card.item.id == self.current,
                    focused=self.hasFocus() or self._editor is not None,
                    faint=card.item.id == self._dragging,
                    empty=empty,
                )
        if self._drop:
            painter.fillRect(self._drop[2], QColor(tokens().accent))

    def _draw_head(self, painter: QPainter, section: Section, rect: QRect) -> None:
        strong = QFont(self.font())
        strong.setWeight(QFont.Weight.DemiBold)
        painter.setFont(strong)
        painter.setPen(QColor(tokens().text))
        painter.drawText(rect, Qt.AlignmentFlag.AlignVCenter, section.title)
        left = painter.fontMetrics().horizontalAdvance(section.title) + scaled(8)
        painter.setFont(self.font())
        painter.setPen(QColor(tokens().muted))
        painter.drawText(rect.adjusted(left, 0, 0, 0), Qt.AlignmentFlag.AlignVCenter, section.above)
        if not section.cards:
            below = rect.translated(0, rect.height() + scaled(4))
            painter.drawText(below, Qt.AlignmentFlag.AlignVCenter, self.tr("No scenes; drop one here."))

    # Mouse

    def _in_board(self, point: QPoint) -> QPoint:
        return point + QPoint(0, self.verticalScrollBar().value())

    def mousePressEvent(self, event: QMouseEvent) -> None:
        self.end_writing()
        self.setFocus(Qt.FocusReason.MouseFocusReason)
        placed = self.cards.at(self._in_board(event.position().toPoint()))
        if placed:
            self.choose(placed.item.id)
            if event.button() == Qt.MouseButton.LeftButton:
                self._pressed = event.position().toPoint()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        point = event.position().toPoint()
        if self._pressed is None or not self.current:
            return
        if (
            not self._dragging
            and (point - self._pressed).manhattanLength() < QApplication.startDragDistance()
        ):
            return
        if not self._dragging:
            self._dragging = self.current
            self.viewport().setCursor(Qt.CursorShape.ClosedHandCursor)
            self._scrolling.start()
        self._drop = self.cards.drop_at(self._in_board(point))
        self.viewport().update()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        dragging, drop = self._dragging, self._drop
        self._end_drag()
        if dragging and drop and drop[1] != dragging:
            self.dropped.emit(dragging, drop[0], drop[1])

    def _end_drag(self) -> None:
        self._pressed, self._dragging, self._drop = None, "", None
        self._scrolling.stop()
        self.viewport().unsetCursor()
        self.viewport().update()

    def _scroll_on(self) -> None:
        point = self.viewport().mapFromGlobal(self.cursor().pos())
        bar, height = self.verticalScrollBar(), self.viewport().height()
        if point.y() < EDGE:
            bar.setValue(bar.value() - scaled(12))
        elif point.y() > height - EDGE:
            bar.setValue(bar.value() + scaled(12))

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        point = self._in_board(event.position().toPoint())
        placed = self.cards.at(point)
        if placed is None:
            return
        self._pressed = None
        if title_rect(placed.rect).adjusted(0, -8, 0, 2).contains(point):
            self.write("title")
        elif synopsis_rect(placed.rect, picture=bool(placed.item.pictures)).contains(point):
            self.write("synopsis")
        else:
            self.opened.emit(placed.item.id)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        point = event.pos()
        placed: Placed | None = self.cards.of(self.current)
        if event.reason() != QContextMenuEvent.Reason.Keyboard:
            placed = self.cards.at(self._in_board(point))
        elif placed:
            point = placed.rect.center() - QPoint(0, self.verticalScrollBar().value())
        if placed:
            self.choose(placed.item.id)
            self.menu_wanted.emit(placed.item.id, self.viewport().mapToGlobal(point))

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        key, held = Qt.Key(event.key()), event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        places = [card.item.id for card in self.cards.cards]
        if key == Qt.Key.Key_Escape and self._dragging:
            self._end_drag()
        elif not places or self.current not in places:
            super().keyPressEvent(event)
        elif key in _ARROWS and held == Qt.KeyboardModifier.AltModifier:
            self.stepped.emit(self.current, _ARROWS[key])
        elif held not in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier):
            super().keyPressEvent(event)
        elif key in _ARROWS:
            at = places.index(self.current) + _ARROWS[key]
            self.choose(places[max(0, min(at, len(places) - 1))])
        elif key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._row(-1 if key == Qt.Key.Key_Up else 1)
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.choose(places[0 if key == Qt.Key.Key_Home else -1])
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(self.current)
        elif key == Qt.Key.Key_F2:
            self.write("synopsis" if held else "title")
        else:
            super().keyPressEvent(event)

    def _row(self, way: int) -> None:
        """To the nearest card of the row above or below."""
        here = self.cards.of(self.current)
        if here is None:
            return
        beyond = [card for card in self.cards.cards if (card.rect.top() - here.rect.top()) * way > 0]
        if beyond:
            row = min(beyond, key=lambda card: abs(card.rect.top() - here.rect.top())).rect.top()
            near = [card for card in beyond if card.rect.top() == row]
            self.choose(min(near, key=lambda card: abs(card.rect.left() - here.rect.left())).item.id)

    # Writing on a card

    def write(self, what: str) -> None:
        """Write the title or the synopsis of the current card in place."""
        placed = self.cards.of(self.current)
        if placed is None:
            return
        self.end_writing()
        self.choose(self.current)
        identity, shift = placed.item.id, QPoint(0, -self.verticalScrollBar().value())
        if what == "title":
            editor: LineInPlace | TextInPlace = LineInPlace(placed.item.title, self.viewport())
            rect = title_rect(placed.rect).adjusted(-9, -6, 9, 6)
            editor.setAccessibleName(self.tr("Title"))
            editor.went_on.connect(lambda: self.write("synopsis"))
        else:
            editor = TextInPlace(placed.item.synopsis, self.viewport())
            rect = QRect(placed.rect).adjusted(2, scaled(30), -2, -2)
            editor.setAccessibleName(self.tr("Synopsis"))
        editor.setGeometry(rect.translated(shift))
        editor.finished.connect(lambda text: self._written(identity, what, text))
        editor.gone.connect(self._writing_gone)
        self._editor = editor
        editor.show()
        editor.setFocus()

    @property
    def is_written_on(self) -> bool:
        return self._editor is not None

    def end_writing(self) -> None:
        """Take what is being written, if anything is."""
        if self._editor:
            self._editor.finish()

    def _written(self, identity: str, what: str, text: str) -> None:
        self.written.emit(identity, what, text)

    def _writing_gone(self, by_key: bool) -> None:
        self._editor = None
        if by_key:
            self.setFocus()
        self.viewport().update()
        self.rested.emit()
