"""Words of a project that the model must never, or always, write."""

from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from studio.ui.dialog_keys import press_by_keys
from studio.ui.theme import scaled
from studio.ui.widgets import button, label


class WordsDialog(QDialog):
    """One word or phrase a line."""

    def __init__(self, parent: QWidget, banned: list[str], forced: list[str]) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Banned and forced words"))
        self.resize(scaled(460), scaled(420))
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 16, 16, 16)
        column.setSpacing(8)
        self.banned = self._box(
            column,
            self.tr("Never write"),
            self.tr("One word or phrase a line. The model takes another way when it comes to one."),
            banned,
        )
        self.forced = self._box(
            column,
            self.tr("Write in each answer"),
            self.tr(
                "In this order, each soon after the one before. While there are some, banned words rest."
            ),
            forced,
        )
        row = QHBoxLayout()
        row.addStretch(1)
        cancel, keep = button(self.tr("Cancel")), button(self.tr("Keep"), "accent")
        cancel.clicked.connect(self.reject)
        keep.clicked.connect(self.accept)
        row.addWidget(cancel)
        row.addWidget(keep)
        column.addLayout(row)
        press_by_keys(self, keep)

    def _box(self, column: QVBoxLayout, title: str, hint: str, words: list[str]) -> QPlainTextEdit:
        column.addWidget(label(title, "strong"))
        column.addWidget(label(hint, "muted", wrap=True))
        edit = QPlainTextEdit("\n".join(words))
        edit.setAccessibleName(title)
        edit.setTabChangesFocus(True)
        column.addWidget(edit, 1)
        return edit

    def words(self) -> tuple[list[str], list[str]]:
        """Banned and forced ones."""
        return _lines(self.banned), _lines(self.forced)


def _lines(edit: QPlainTextEdit) -> list[str]:
    return list(dict.fromkeys(line.strip() for line in edit.toPlainText().splitlines() if line.strip()))
