"""The whole text exactly as the model got it, its pieces in colours, to read and copy."""

from PySide6.QtGui import QColor, QTextCharFormat, QTextCursor
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from studio.core.text_requests import Piece
from studio.ui.widgets import button, label, resize_within
from studio.ui.writing.drafting.answer_card import copy_text
from studio.ui.writing.drafting.meter import part_colour


class ContextDialog(QDialog):
    """``exact`` is False before the engine has told what it got: then pieces without a template's marks."""

    def __init__(self, parent: QWidget, prompt: str, pieces: tuple[Piece, ...], *, exact: bool) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("What the model reads"))
        resize_within(self, 760, 600)
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        told = (
            self.tr("Exactly what the model got, with the marks of its template.")
            if exact
            else self.tr("What the model will get; the marks of its template are added by the engine.")
        )
        column.addWidget(label(told, "muted", wrap=True))
        self.text = QPlainTextEdit()
        self.text.setReadOnly(True)
        self.text.setAccessibleName(self.windowTitle())
        self.text.setPlainText(prompt)
        self._colour(prompt, pieces)
        self.text.moveCursor(QTextCursor.MoveOperation.End)
        column.addWidget(self.text, 1)
        row = QHBoxLayout()
        row.addStretch(1)
        copy = button(self.tr("Copy"))
        copy.clicked.connect(lambda: copy_text(prompt))
        close = button(self.tr("Close"), "accent")
        close.clicked.connect(self.accept)
        row.addWidget(copy)
        row.addWidget(close)
        column.addLayout(row)

    def _colour(self, prompt: str, pieces: tuple[Piece, ...]) -> None:
        """Tint each piece behind its text; what has no tint are the template's marks."""
        cursor = QTextCursor(self.text.document())
        wide = any(ord(character) > 0xFFFF for character in prompt)
        at = 0
        for piece in pieces:
            inner = piece.text.strip()
            found = prompt.find(inner, at) if inner else -1
            if found < 0:
                continue
            at = found + len(inner)
            first, last = (_units(prompt[:found]), _units(prompt[:at])) if wide else (found, at)
            cursor.setPosition(first)
            cursor.setPosition(last, QTextCursor.MoveMode.KeepAnchor)
            tint = QColor(part_colour(piece.kind))
            tint.setAlphaF(0.16)
            look = QTextCharFormat()
            look.setBackground(tint)
            look.setToolTip(piece.label)
            cursor.mergeCharFormat(look)


def _units(text: str) -> int:
    """Qt counts UTF-16 units."""
    return len(text) + sum(1 for character in text if ord(character) > 0xFFFF)
