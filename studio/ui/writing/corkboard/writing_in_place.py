"""Small editors that lie over a card while its title or synopsis is written."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QLineEdit, QPlainTextEdit, QWidget

_LEAVES = (Qt.FocusReason.PopupFocusReason, Qt.FocusReason.ActiveWindowFocusReason)
"""A menu or another window in front does not end the writing."""


class LineInPlace(QLineEdit):
    """Enter or leaving takes the line, Tab goes on to the synopsis, Escape leaves all as it was."""

    finished = Signal(str)
    went_on = Signal()
    gone = Signal(bool)
    """By a key, so that the focus goes back."""

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._before, self._over = text, False
        self.selectAll()

    def finish(self, *, take: bool = True, by_key: bool = False) -> None:
        if self._over:
            return
        self._over = True
        text = " ".join(self.text().split())
        self.hide()
        self.gone.emit(by_key)
        if take and text and text != self._before:
            self.finished.emit(text)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.finish(by_key=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(take=False, by_key=True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.finish(by_key=True)
        if forward:
            self.went_on.emit()
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _LEAVES:
            self.finish()


class TextInPlace(QPlainTextEdit):
    """Ctrl+Enter, Tab or leaving takes the text, Escape leaves all as it was."""

    finished = Signal(str)
    gone = Signal(bool)

    def __init__(self, text: str, parent: QWidget) -> None:
        super().__init__(text, parent)
        self._before, self._over = text, False
        self.setTabChangesFocus(True)
        self.selectAll()

    def finish(self, *, take: bool = True, by_key: bool = False) -> None:
        if self._over:
            return
        self._over = True
        text = self.toPlainText().strip()
        self.hide()
        self.gone.emit(by_key)
        if take and text != self._before:
            self.finished.emit(text)
        self.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        enter = event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
        if enter and event.modifiers() & Qt.KeyboardModifier.ControlModifier:
            self.finish(by_key=True)
        elif event.key() == Qt.Key.Key_Escape:
            self.finish(take=False, by_key=True)
        else:
            super().keyPressEvent(event)

    def focusNextPrevChild(self, forward: bool) -> bool:
        self.finish(by_key=True)
        return True

    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if event.reason() not in _LEAVES:
            self.finish()
