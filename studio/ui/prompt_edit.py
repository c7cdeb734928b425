"""The prompt's text field: grows with its text, counts tokens, walks through used prompts."""

import re

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QFontMetricsF, QKeyEvent, QResizeEvent, QTextOption
from PySide6.QtWidgets import QPlainTextEdit, QSizePolicy

from studio.ui.theme import is_theme_change

_PIECES = re.compile(r"'(?:s|t|re|ve|m|ll|d)\b|[^\W\d_]+|\d|[^\s\w]+|_", re.IGNORECASE)
_COMMON_LENGTH = 8
_PIECE_LENGTH = 4


def about_tokens(text: str) -> int:
    """About how many tokens a CLIP text encoder makes of ``text``, told without its vocabulary.

    It splits like CLIP (words, single digits, runs of punctuation). Words of up to eight Latin
    letters are taken as one token, longer ones as one more for each four letters; other scripts
    are stored byte by byte and count about one and a half tokens a character.
    """
    count = 0
    for piece in _PIECES.findall(text):
        if piece.isascii():
            count += 1 + max(0, len(piece) - _COMMON_LENGTH + _PIECE_LENGTH - 1) // _PIECE_LENGTH
        else:
            count += max(1, round(1.5 * len(piece)))
    return count


class PromptEdit(QPlainTextEdit):
    """Plain text between ``lines_min`` and ``lines_max`` lines high.

    Alt+Up and Alt+Down walk through ``history``, newest first; what was being written comes back
    at the end of the walk. Tab leaves the field.
    """

    def __init__(self, lines_min: int, lines_max: int) -> None:
        super().__init__()
        self._lines_min, self._lines_max = lines_min, lines_max
        self.history: list[str] = []
        self._place = -1
        self._unsent = ""
        self.setTabChangesFocus(True)
        self.setWordWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.textChanged.connect(self._fit_height)
        self._fit_height()

    def text(self) -> str:
        return self.toPlainText()

    def replace_text(self, text: str) -> None:
        """Put ``text`` in place of what is there; Ctrl+Z takes it back."""
        cursor = self.textCursor()
        cursor.select(cursor.SelectionType.Document)
        cursor.insertText(text)
        self.setTextCursor(cursor)

    def older(self) -> None:
        """Show the used prompt before this one."""
        if self._place + 1 < len(self.history):
            if self._place < 0:
                self._unsent = self.text()
            self._place += 1
            self._show(self.history[self._place])

    def newer(self) -> None:
        """Show the used prompt after this one, at last what was being written."""
        if self._place >= 0:
            self._place -= 1
            self._show(self.history[self._place] if self._place >= 0 else self._unsent)

    def _show(self, text: str) -> None:
        place = self._place
        self.replace_text(text)
        self._place = place

    def set_history(self, prompts: list[str]) -> None:
        """Used prompts, newest first; the walk begins anew."""
        self.history, self._place = prompts, -1

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.modifiers() == Qt.KeyboardModifier.AltModifier:
            if event.key() == Qt.Key.Key_Up:
                return self.older()
            if event.key() == Qt.Key.Key_Down:
                return self.newer()
        return super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if event.oldSize().width() != event.size().width():
            self._fit_height()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) or event.type() == QEvent.Type.FontChange:
            self._fit_height()

    def _fit_height(self) -> None:
        line = QFontMetricsF(self.font()).lineSpacing()
        lines = max(self._lines_min, min(self._lines_max, self.document().size().height()))
        frame = 2 * self.document().documentMargin() + 10  # border and padding of the style sheet
        height = round(lines * line + frame)
        if height != self.height():
            self.setFixedHeight(height)

    def minimumSizeHint(self) -> QSize:
        return QSize(80, self.height())
