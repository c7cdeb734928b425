"""What could have stood at a word: the choices with their probabilities, and a field for another word."""

from PySide6.QtCore import QPoint, QRect, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.text_requests import OtherToken
from studio.ui.theme import scaled
from studio.ui.widgets import label
from studio.ui.writing.drafting.certainty import percent

MOST = 8


class _Choice(QPushButton):
    """One line: the word at the left, its probability at the right."""

    def __init__(self, other: OtherToken, *, chosen: bool) -> None:
        super().__init__()
        self.other = other
        self.setProperty("kind", "quiet")
        word = shown_word(other.text)
        row = QHBoxLayout(self)
        row.setContentsMargins(8, 0, 8, 0)
        left = label(word, "strong" if chosen else "text")
        right = label(percent(other.probability), "text" if chosen else "muted")
        for each in (left, right):
            each.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        row.addWidget(left, 1)
        row.addWidget(right)
        self.setAccessibleName(f"{word}, {percent(other.probability)}")
        self.setMinimumHeight(scaled(26))


def shown_word(text: str) -> str:
    """A token as it can be seen: signs for breaks and blanks that are all of it."""
    inner = text.strip(" ")
    if not inner:
        return "␣"
    return inner.replace("\n", "↵").replace("\t", "⇥")


class WordPopup(QFrame):
    """Opens at a word of the draft; arrows and Enter choose, Esc closes."""

    chosen = Signal(str)
    """Text of the token to go on from."""
    typed = Signal(str)
    """Words of the writer to go on from."""
    banned = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup | Qt.WindowType.FramelessWindowHint)
        self.setProperty("kind", "menu")  # square: not every desktop can draw round corners of a window
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self.setAccessibleName(self.tr("Other words"))
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(6, 6, 6, 6)
        self._column.setSpacing(1)
        self._rows: list[_Choice] = []
        self.about = ""
        """How likely the word was as a whole; the choices are of its first part."""

    def open_at(
        self, place: QRect, choices: list[OtherToken], chosen: str, *, can_choose: bool = True
    ) -> None:
        """Show the choices under a word; ``place`` is in global pixels."""
        while self._column.count():
            item = self._column.takeAt(0)
            widget = item.widget() if item else None
            if widget:
                widget.setParent(None)
                widget.deleteLater()
        self._rows = []
        if self.about:
            said = label(self.about, "muted", wrap=True)
            said.setContentsMargins(8, 2, 8, 4)
            said.setFixedWidth(scaled(208))
            self._column.addWidget(said)
        for other in choices[:MOST]:
            row = _Choice(other, chosen=other.text == chosen)
            row.setEnabled(can_choose)
            row.clicked.connect(lambda _=False, text=other.text: self._choose(text))
            self._column.addWidget(row)
            self._rows.append(row)
        if not choices:
            self._column.addWidget(label(self.tr("This engine does not tell other words."), "muted"))
        self.field = QLineEdit()
        self.field.setPlaceholderText(self.tr("continue from another word"))
        self.field.setAccessibleName(self.tr("Continue from another word"))
        self.field.returnPressed.connect(self._type)
        self.field.setEnabled(can_choose)
        self._column.addWidget(self.field)
        word = shown_word(chosen).strip(".,;:!?…”“\"'’")
        if word and word not in "␣↵⇥":
            ban = QPushButton(self.tr("Never write “%1”").replace("%1", word))
            ban.setProperty("kind", "quiet")
            ban.setProperty("tone", "muted")
            ban.setStyleSheet("text-align: left;")
            ban.clicked.connect(lambda: (self.close(), self.banned.emit(word)))
            self._column.addWidget(ban)
        self.setMinimumWidth(scaled(208))
        self.adjustSize()
        screen = self.screen().availableGeometry()
        at = QPoint(place.left() - scaled(8), place.bottom() + 4)
        if at.y() + self.height() > screen.bottom():
            at.setY(place.top() - self.height() - 4)
        at.setX(max(screen.left() + 4, min(at.x(), screen.right() - self.width() - 4)))
        self.move(at)
        self.show()
        (self._rows[0] if self._rows and can_choose else self.field).setFocus()

    def _choose(self, text: str) -> None:
        self.close()
        self.chosen.emit(text)

    def _type(self) -> None:
        text = self.field.text()
        if text.strip():
            self.close()
            self.typed.emit(text)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Down, Qt.Key.Key_Up):
            forward = event.key() == Qt.Key.Key_Down
            self.focusNextPrevChild(forward)
            return
        lit = self.focusWidget()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and isinstance(lit, QPushButton):
            lit.click()
            return
        super().keyPressEvent(event)
