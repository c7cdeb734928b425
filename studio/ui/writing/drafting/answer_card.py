"""A card with an answer: an alternative to choose, or a text to insert, copy or keep."""

from PySide6.QtCore import QEvent, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QColor, QEnterEvent, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QApplication, QHBoxLayout, QLabel, QSizePolicy, QVBoxLayout, QWidget

from studio.ui.theme import is_theme_change, scaled, tokens
from studio.ui.widgets import label
from studio.ui.writing.drafting.bar_button import word_button
from studio.ui.writing.fonts import manuscript_font

LINES = 6
"""About so many lines of an alternative are shown."""
LETTERS = 36


class AnswerCard(QWidget):
    """``chosen`` when it is clicked; buttons below are those that were asked for."""

    chosen = Signal()
    pressed = Signal(str)
    """Id of a button."""

    def __init__(
        self, title: str = "", *, actions: tuple[tuple[str, str], ...] = (), whole: bool = False
    ) -> None:
        super().__init__()
        self._whole, self._current, self._hover = whole, False, False
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor if not whole else Qt.CursorShape.ArrowCursor)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 9, 12, 9)
        column.setSpacing(5)
        self.title = label(title, "muted")
        self.title.setVisible(bool(title))
        column.addWidget(self.title)
        self.body = QLabel()
        self.body.setTextFormat(Qt.TextFormat.PlainText)
        self.body.setWordWrap(True)
        self.body.setAlignment(Qt.AlignmentFlag.AlignTop | Qt.AlignmentFlag.AlignLeft)
        if whole:
            self.body.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        column.addWidget(self.body)
        self._actions = QWidget()
        row = QHBoxLayout(self._actions)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(2)
        for identity, text in actions:
            made = word_button(text)
            made.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
            made.clicked.connect(lambda _=False, name=identity: self.pressed.emit(name))
            row.addWidget(made)
        row.addStretch(1)
        self._actions.setVisible(bool(actions))
        column.addWidget(self._actions)
        self._text = ""
        self._dress()

    def text(self) -> str:
        return self._text

    def set_text(self, text: str, *, waiting: str = "") -> None:
        """Show a text; ``waiting`` while there is none."""
        self._text = text
        shown = text.strip() or waiting
        self.setAccessibleName(shown[:200])
        if not self._whole:
            shown = shown.replace("\n\n", "\n")
            most = LINES * LETTERS
            shown = shown[:most] + ("…" if len(shown) > most else "")
        if self.body.text() != shown:
            self.body.setText(shown)
            self.updateGeometry()

    def set_current(self, current: bool) -> None:
        if current != self._current:
            self._current = current
            self.update()

    def _dress(self) -> None:
        font = manuscript_font(scaled(14))
        if font != self.body.font():
            self.body.setFont(font)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton and self.rect().contains(event.position().toPoint()):
            self.chosen.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space):
            self.chosen.emit()
            return
        super().keyPressEvent(event)

    def enterEvent(self, event: QEnterEvent) -> None:
        self._hover = True
        self.update()

    def leaveEvent(self, event: QEvent) -> None:
        self._hover = False
        self.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "_text"):
            QTimer.singleShot(0, self, self._dress)  # not from inside the event that says so
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        line = colours.accent if self._current else colours.selection if self.hasFocus() else colours.line
        if self._hover and not self._current and not self._whole:
            line = colours.muted
        painter.setPen(QPen(QColor(line), 1))
        painter.setBrush(QColor(colours.raised))
        painter.drawRoundedRect(QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5), 8, 8)
        painter.end()


def copy_text(text: str) -> None:
    QApplication.clipboard().setText(text)
