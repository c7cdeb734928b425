"""A better prompt to take or to leave: written by a model, or additions by rules to choose from."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import QCheckBox, QDialog, QHBoxLayout, QVBoxLayout, QWidget

from studio.ui.dialog_keys import press_by_keys
from studio.ui.prompt_edit import PromptEdit
from studio.ui.theme import GAP_2, GAP_3, GAP_4, scaled
from studio.ui.widgets import button, label


class ImproveDialog(QDialog):
    """``taken`` carries the prompt as it stands then. Until then nothing of the panel changes."""

    taken = Signal(str)
    again_wanted = Signal()

    def __init__(self, prompt: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._prompt = prompt
        self.setWindowTitle(self.tr("Improve the prompt"))
        self.resize(scaled(460), scaled(320))
        self.note = label("", "muted", wrap=True)
        self.edit = PromptEdit(4, 10)
        self.edit.setAccessibleName(self.tr("Suggested prompt"))
        self.edit.setPlainText(prompt)
        self.edit.moveCursor(QTextCursor.MoveOperation.End)
        self.additions: list[tuple[QCheckBox, str]] = []
        self._box = QVBoxLayout()
        self._box.setSpacing(2)
        self.again = button(self.tr("Another"), "quiet")
        self.again.clicked.connect(self.again_wanted)
        self.leave = button(self.tr("Leave it"))
        self.leave.clicked.connect(self.reject)
        self.take = button(self.tr("Take it"), "accent")
        self.take.clicked.connect(self._take)
        foot = QHBoxLayout()
        foot.setSpacing(GAP_2)
        foot.addWidget(self.again)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        foot.addWidget(self.take)
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_4, GAP_4, GAP_4, GAP_4)
        column.setSpacing(GAP_3)
        column.addWidget(self.note)
        column.addLayout(self._box)
        column.addWidget(self.edit)
        column.addStretch(1)
        column.addLayout(foot)
        self.edit.textChanged.connect(self._show_possible)
        self._show_possible()
        press_by_keys(self, self.take)

    def offer(self, additions: Sequence[tuple[str, str]], note: str) -> None:
        """Additions by rules: what each is called and the words it adds."""
        self.note.setText(note)
        self.again.hide()
        for title, words in additions:
            box = QCheckBox(f"{title}: {words}")
            box.toggled.connect(self._put_together)
            self._box.addWidget(box, 0, Qt.AlignmentFlag.AlignLeft)
            self.additions.append((box, words))

    def show_suggestion(self, text: str, note: str, *, busy: bool = False) -> None:
        """What a model suggests so far."""
        self.note.setText(note)
        if text and not self.edit.document().isModified():
            self.edit.setPlainText(text)
            self.edit.document().setModified(False)
        self.again.setEnabled(not busy)
        self.take.setEnabled(not busy and self._differs())

    def _put_together(self) -> None:
        chosen = [words for box, words in self.additions if box.isChecked()]
        self.edit.setPlainText(", ".join([self._prompt.rstrip(" ,"), *chosen]).strip(" ,"))

    def _differs(self) -> bool:
        text = self.edit.text().strip()
        return bool(text) and text != self._prompt.strip()

    def _show_possible(self) -> None:
        self.take.setEnabled(self._differs())

    def _take(self) -> None:
        self.taken.emit(self.edit.text().strip())
        self.accept()
