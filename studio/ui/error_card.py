"""Messages over the canvas: a line with Undo, or an error as a sentence, advice and a Details fold."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QPlainTextEdit,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import ErrorReport
from studio.ui.sentences import translate_sentence
from studio.ui.theme import scaled
from studio.ui.widgets import button, icon_button, label

MESSAGE_SECONDS = 8
CARDS_MAX = 3


class MessageCard(QFrame):
    """One message. ``closed`` is emitted when it was dismissed or has been there long enough."""

    closed = Signal()

    def __init__(self, text: str, undo: Callable[[], object] | None = None) -> None:
        super().__init__()
        self.setProperty("kind", "toast")
        self.setAccessibleName(text)
        self.sentence = label(text, "text", wrap=True)
        self.sentence.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._undo = undo
        self._row = QHBoxLayout()
        self._row.setSpacing(8)
        self._row.addWidget(self.sentence, 1)
        if undo:
            self.undo_button = button(self.tr("Undo"), "quiet")
            self.undo_button.clicked.connect(self._run_undo)
            self._row.addWidget(self.undo_button)
        self.close_button = icon_button("x", self.tr("Dismiss"))
        self.close_button.clicked.connect(self.closed)
        self._row.addWidget(self.close_button, 0, Qt.AlignmentFlag.AlignTop)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 6, 6)
        self._column.setSpacing(4)
        self._column.addLayout(self._row)

    def expire_after(self, seconds: float) -> None:
        QTimer.singleShot(round(seconds * 1000), self, self._expire)

    def _expire(self) -> None:
        if self.underMouse():  # someone is reading, or about to press Undo
            self.expire_after(2)
        else:
            self.closed.emit()

    def _run_undo(self) -> None:
        undo, self._undo = self._undo, None
        self.closed.emit()
        if undo:
            undo()


class ErrorCard(MessageCard):
    """An error the user can act on; stays until dismissed. ``action`` is an offered remedy."""

    def __init__(
        self,
        report: ErrorReport,
        action: tuple[str, Callable[[], object]] | None = None,
    ) -> None:
        super().__init__(translate_sentence(report.sentence))
        self.report = report
        self.advice = translate_sentence(report.advice)
        self.setProperty("danger", True)
        if self.advice:
            advice = label(self.advice, "muted", wrap=True)
            advice.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
            self._column.addWidget(advice)
        buttons = QHBoxLayout()
        buttons.setSpacing(4)
        buttons.setContentsMargins(0, 0, 0, 0)
        if action:
            text, slot = action
            self.action_button = button(text)
            self.action_button.clicked.connect(lambda: slot())
            self.action_button.clicked.connect(self.closed)
            buttons.addWidget(self.action_button)
        if report.detail:
            self.details_button = button(self.tr("Details"), "quiet")
            self.details_button.setCheckable(True)
            self.details_button.toggled.connect(self._fold)
            self.copy_button = button(self.tr("Copy"), "quiet")
            self.copy_button.setToolTip(self.tr("Copy the message and its details"))
            self.copy_button.clicked.connect(self._copy)
            self.copy_button.hide()
            self.details = QPlainTextEdit(report.detail)
            self.details.setReadOnly(True)
            self.details.setAccessibleName(self.tr("Details"))
            self.details.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
            self.details.setFixedHeight(scaled(140))
            self.details.hide()
            buttons.addWidget(self.details_button)
            buttons.addWidget(self.copy_button)
        buttons.addStretch(1)
        self._column.addLayout(buttons)
        if report.detail:
            self._column.addWidget(self.details)

    def full_text(self) -> str:
        """Sentence, advice and details as copied."""
        return "\n".join(part for part in (self.sentence.text(), self.advice, self.report.detail) if part)

    def _fold(self, unfolded: bool) -> None:
        self.details.setVisible(unfolded)
        self.copy_button.setVisible(unfolded)

    def _copy(self) -> None:
        QGuiApplication.clipboard().setText(self.full_text())


class MessageStack(QWidget):
    """Holds the newest messages at the lower edge of ``over``, at most three."""

    def __init__(self, over: QWidget) -> None:
        super().__init__(over)
        self._over = over
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Minimum)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self.cards: list[MessageCard] = []
        over.installEventFilter(self)
        self.hide()

    def move_over(self, over: QWidget) -> None:
        """Show them over another widget from now on."""
        if over is not self._over:
            self._over.removeEventFilter(self)
            self._over = over
            self.setParent(over)
            over.installEventFilter(self)
            self.setVisible(bool(self.cards))
            self._place()

    def show_message(self, text: str, undo: Callable[[], object] | None = None) -> MessageCard:
        """A line that goes by itself after some seconds."""
        card = MessageCard(text, undo)
        card.expire_after(MESSAGE_SECONDS)
        return self._add(card)

    def show_error(
        self, report: ErrorReport, action: tuple[str, Callable[[], object]] | None = None
    ) -> MessageCard:
        """An error that stays until dismissed. The same one twice is shown once."""
        for card in self.cards:
            if isinstance(card, ErrorCard) and _same(card.report, report):
                return card
        return self._add(ErrorCard(report, action))

    def _add(self, card: MessageCard) -> MessageCard:
        card.closed.connect(self._card_closed)
        card.installEventFilter(self)
        if len(self.cards) >= CARDS_MAX:
            self._push_out()
        self.cards.append(card)
        self._column.addWidget(card)
        self.show()
        self._place()
        return card

    def _push_out(self) -> None:
        """The oldest line makes room, an error only when there is no line; whoever holds it hears of it."""
        lines = [card for card in self.cards if not isinstance(card, ErrorCard)]
        oldest = (lines or self.cards)[0]
        self._remove(oldest)
        oldest.closed.emit()

    def _card_closed(self) -> None:
        card = self.sender()
        if isinstance(card, MessageCard):
            self._remove(card)

    def _remove(self, card: MessageCard) -> None:
        if card in self.cards:
            self.cards.remove(card)
            if card.isAncestorOf(QApplication.focusWidget() or self._over):
                self._over.setFocus()  # else it would jump to the first control of the window
            self._column.removeWidget(card)
            card.hide()
            card.deleteLater()
            self.setVisible(bool(self.cards))
            self._place()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.Resize, QEvent.Type.LayoutRequest):
            QTimer.singleShot(0, self, self._place)
        return False

    def _place(self) -> None:
        width = min(scaled(440), self._over.width() - 32)
        self._column.activate()
        height = self._column.totalHeightForWidth(width)
        height = max(height, self._column.totalSizeHint().height()) if height < 0 else height
        self.setGeometry((self._over.width() - width) // 2, self._over.height() - height - 80, width, height)
        self.raise_()


def _same(one: ErrorReport, other: ErrorReport) -> bool:
    """Whether both say the same to the user, whatever the details are."""
    return (one.kind, one.sentence, one.advice) == (other.kind, other.sentence, other.advice)
