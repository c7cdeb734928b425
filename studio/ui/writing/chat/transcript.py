"""The messages of the branch that is shown, the newest at the bottom and in sight while it streams."""

from PySide6.QtCore import QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from studio.ui.theme import GAP_3, GAP_4, scaled
from studio.ui.widgets import button
from studio.ui.writing.chat.desk import ChatDesk
from studio.ui.writing.chat.message_card import MessageCard

SHOWN = 40
"""Messages that are widgets at once; older ones come on demand."""
WIDTH = 760
NEAR = 40
"""Pixels from the bottom within which the view follows what streams."""


class Transcript(QScrollArea):
    """Cards are kept and filled anew, so that nothing flickers when a branch changes."""

    asked = Signal(str, str, object)

    def __init__(self, desk: ChatDesk) -> None:
        super().__init__()
        self._desk = desk
        self._cards: list[MessageCard] = []
        self._most = SHOWN
        self._chat = ""
        self._follows = True
        self._typed: dict[str, str] = {}
        """Edits that were begun in messages that are not shown now."""
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setAccessibleName(self.tr("Messages"))
        self.earlier = button(self.tr("Show earlier messages"), "quiet")
        self.earlier.clicked.connect(self._show_earlier)
        self._lay_out()
        desk.shown.connect(self.show_chat)
        desk.head_changed.connect(self.show_chat)
        desk.message_changed.connect(self._message_changed)
        bar = self.verticalScrollBar()
        bar.rangeChanged.connect(self._range_changed)
        bar.valueChanged.connect(self._scrolled)
        QApplication.instance().focusChanged.connect(self._focus_changed)  # type: ignore[union-attr]

    def _lay_out(self) -> None:
        page = QWidget()
        page.setProperty("kind", "page")
        self._column_box = QWidget()
        self._column_box.setMaximumWidth(scaled(WIDTH))
        self._column = QVBoxLayout(self._column_box)
        self._column.setContentsMargins(0, GAP_3, 0, GAP_3)
        self._column.setSpacing(0)
        self._column.addWidget(self.earlier, 0, Qt.AlignmentFlag.AlignHCenter)
        self._column.addStretch(1)
        row = QHBoxLayout(page)
        row.setContentsMargins(GAP_4, 0, GAP_4, 0)
        row.addStretch(1)
        row.addWidget(self._column_box, 1000)
        row.addStretch(1)
        self.setWidget(page)

    @property
    def cards(self) -> list[MessageCard]:
        """The cards that show a message, in order."""
        return [card for card in self._cards if not card.isHidden()]

    def show_chat(self) -> None:
        """Fill the cards with the branch that is shown."""
        chat = self._desk.chat
        path = chat.path() if chat else []
        identity = chat.head.id if chat else ""
        if identity != self._chat:
            self._chat, self._most, self._follows = identity, SHOWN, True
        shown = path[-self._most :]
        self.earlier.setVisible(len(shown) < len(path))
        while len(self._cards) < len(shown):
            self._add_card()
        partners = self._desk.partners()
        picture = self._desk.personas.picture_of(partners.persona)
        for card, message in zip(self._cards, shown, strict=False):
            assert chat
            if card.message is None or card.message.id != message.id:
                self._leave_edit(card)
            persona = partners.persona if message.role == "assistant" else None
            name = partners.name(message.role)
            card.show_message(message, name, chat.place(message.id), persona, picture)
            card.show()
            if message.id in self._typed:
                card.begin_edit(self._typed.pop(message.id))
        for card in self._cards[len(shown) :]:
            self._leave_edit(card)
            card.message = None
            card.hide()

    def _leave_edit(self, card: MessageCard) -> None:
        """The card shows something else from now on; words typed into it wait for its message."""
        typed = card.typed()
        if card.message and typed is not None:
            self._typed[card.message.id] = typed
        card.cancel_edit(focus=False)

    def _add_card(self) -> None:
        card = MessageCard()
        card.asked.connect(self.asked)
        self._column.insertWidget(self._column.count() - 1, card)
        self._cards.append(card)

    def _message_changed(self, identity: str) -> None:
        chat = self._desk.chat
        card = next((one for one in self.cards if one.message and one.message.id == identity), None)
        if chat and card:
            card.show_text(chat.messages[identity])

    def _show_earlier(self) -> None:
        bar = self.verticalScrollBar()
        below = bar.maximum() - bar.value()
        self._most += SHOWN
        self._follows = False
        self.show_chat()
        QTimer.singleShot(0, self, lambda: bar.setValue(bar.maximum() - below))

    def _range_changed(self, _low: int, high: int) -> None:
        if self._follows:
            self.verticalScrollBar().setValue(high)

    def _scrolled(self, value: int) -> None:
        self._follows = value >= self.verticalScrollBar().maximum() - NEAR

    def follow(self) -> None:
        """Go to the newest message and stay there."""
        self._follows = True
        self.verticalScrollBar().setValue(self.verticalScrollBar().maximum())

    def _focus_changed(self, old: QWidget | None, new: QWidget | None) -> None:
        for widget in (old, new):
            while widget is not None and not isinstance(widget, MessageCard):
                widget = widget.parentWidget()
            if isinstance(widget, MessageCard) and widget in self._cards:
                widget.show_actions()
                if widget.hasFocus():
                    self.ensureWidgetVisible(widget, 0, NEAR)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        card = self.card_at(event.pos())
        if card:
            card.menu().popup(event.globalPos())

    def card_at(self, point: QPoint) -> MessageCard | None:
        widget: QWidget | None = self.childAt(point)
        while widget is not None and not isinstance(widget, MessageCard):
            widget = widget.parentWidget()
        return widget
