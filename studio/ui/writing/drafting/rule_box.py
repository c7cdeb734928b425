"""A field for what an answer must follow, with what is wrong with it below: grammar or JSON schema."""

from collections.abc import Callable

from PySide6.QtCore import QTimer, Signal
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QPlainTextEdit, QVBoxLayout, QWidget

from studio.ui.sentences import translate_sentence
from studio.ui.theme import scaled
from studio.ui.widgets import label

PAUSE_MS = 350
"""After the last key: half of a rule is no fault yet."""
LINES = (3, 12)


class RuleBox(QWidget):
    """``problem_of`` tells what is wrong with a text, as a sentence."""

    changed = Signal(str)

    def __init__(self, title: str, hint: str, problem_of: Callable[[str], str]) -> None:
        super().__init__()
        self._problem_of = problem_of
        self.edit = QPlainTextEdit()
        self.edit.setAccessibleName(title)
        self.edit.setPlaceholderText(hint)
        self.edit.setTabChangesFocus(True)
        self.edit.setLineWrapMode(QPlainTextEdit.LineWrapMode.NoWrap)
        font = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        font.setPixelSize(scaled(12))
        self.edit.setFont(font)
        self.problem = label("", "danger", wrap=True)
        self.problem.hide()
        self._later = QTimer(self, singleShot=True, interval=PAUSE_MS)
        self._later.timeout.connect(self.check)
        self.edit.textChanged.connect(self._edited)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(label(title))
        column.addWidget(self.edit)
        column.addWidget(self.problem)
        self._fit()

    def text(self) -> str:
        return self.edit.toPlainText()

    def set_text(self, text: str) -> None:
        if text != self.text():
            self.edit.setPlainText(text)
        self.check()

    def check(self) -> str:
        """Say now what is wrong; empty when nothing is."""
        self._later.stop()
        said = self._problem_of(self.text())
        self.problem.setText(translate_sentence(said))
        self.problem.setVisible(bool(said))
        self.edit.setAccessibleDescription(self.problem.text())
        return said

    def _edited(self) -> None:
        self._later.start()
        self._fit()
        self.changed.emit(self.text())

    def _fit(self) -> None:
        """As high as its text, within reason."""
        lines = max(LINES[0], min(LINES[1], self.edit.blockCount()))
        self.edit.setFixedHeight(self.edit.fontMetrics().lineSpacing() * lines + scaled(14))
