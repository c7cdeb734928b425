"""Documents of before: files that were open lately, and drafts that were never saved."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QDateTime, QLocale, QSize, Qt, Signal
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QMessageBox,
    QVBoxLayout,
    QWidget,
)

from studio.ui.icons import icon
from studio.ui.size_field import size_text
from studio.ui.theme import scaled
from studio.ui.widgets import button, label

if TYPE_CHECKING:
    from studio.storage.document_recovery import LostDocument

_DRAFT = Qt.ItemDataRole.UserRole + 1


class RecentDialog(QDialog):
    """Two kinds in one list, newest first: drafts on top."""

    file_chosen = Signal(object)  # Path
    draft_chosen = Signal(object)  # Path of the draft's folder
    draft_removed = Signal(object)  # Path of the draft's folder

    def __init__(self, files: list[Path], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("Recent documents"))
        self.list = QListWidget()
        self.list.setIconSize(QSize(scaled(18), scaled(18)))
        self.list.setAccessibleName(self.tr("Recent documents"))
        for path in files:
            self._add(self.list.count(), f"{path.name}   —   {path.parent}", path, "file", draft=False)
        self.list.itemActivated.connect(self._choose)
        self.list.currentItemChanged.connect(self._show_possible)
        self.empty = label(
            self.tr("Nothing yet: saved documents and unsaved drafts are listed here."), "muted"
        )
        self.open_button = button(self.tr("Open"), "primary")
        self.open_button.clicked.connect(lambda: self._choose(self.list.currentItem()))
        self.remove_button = button(self.tr("Delete the draft…"), "quiet")
        self.remove_button.clicked.connect(self._ask_remove)
        cancel = button(self.tr("Cancel"))
        cancel.clicked.connect(self.reject)
        row = QHBoxLayout()
        row.addWidget(self.remove_button)
        row.addStretch(1)
        row.addWidget(cancel)
        row.addWidget(self.open_button)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(12)
        column.addWidget(label(self.tr("Recent documents"), "title"))
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addLayout(row)
        self.empty.setVisible(not self.list.count())
        self.list.setCurrentRow(0)
        self._show_possible()
        self.resize(scaled(560), scaled(380))

    def add_drafts(self, drafts: "list[LostDocument]") -> None:
        """They are looked for while the dialog is shown already."""
        chosen = self.list.currentRow() > 0
        for row, draft in enumerate(drafts):
            self._add(row, self._draft_text(draft), draft.folder, "clock-counter-clockwise", draft=True)
        self.empty.setVisible(not self.list.count())
        if drafts and not chosen:
            self.list.setCurrentRow(0)
        self._show_possible()

    def _draft_text(self, draft: "LostDocument") -> str:
        name = draft.path.name if draft.path else self.tr("Never saved")
        when = QDateTime.fromString(draft.changed, Qt.DateFormat.ISODate).toLocalTime()
        time = QLocale().toString(when, QLocale.FormatType.ShortFormat) or draft.changed
        size = size_text(draft.width, draft.height)
        text = self.tr("Draft: %1, %2, changed %3")
        return text.replace("%1", name).replace("%2", size).replace("%3", time)

    def _add(self, row: int, text: str, path: Path, symbol: str, *, draft: bool) -> None:
        item = QListWidgetItem(icon(symbol), text)
        item.setData(Qt.ItemDataRole.UserRole, str(path))
        item.setData(_DRAFT, draft)
        item.setToolTip(str(path))
        self.list.insertItem(row, item)

    def _show_possible(self) -> None:
        item = self.list.currentItem()
        self.open_button.setEnabled(item is not None)
        self.remove_button.setEnabled(item is not None and bool(item.data(_DRAFT)))

    def _choose(self, item: QListWidgetItem | None) -> None:
        if item is None:
            return
        path = Path(item.data(Qt.ItemDataRole.UserRole))
        signal = self.draft_chosen if item.data(_DRAFT) else self.file_chosen
        self.accept()
        signal.emit(path)

    def _ask_remove(self) -> None:
        question = QMessageBox(self)
        question.setWindowTitle("Atelier")
        question.setText(self.tr("Delete this draft? It was never saved as a file."))
        delete = question.addButton(self.tr("Delete"), QMessageBox.ButtonRole.DestructiveRole)
        keep = question.addButton(self.tr("Keep it"), QMessageBox.ButtonRole.RejectRole)
        question.setDefaultButton(keep)
        delete.clicked.connect(self._remove)
        question.open()

    def _remove(self) -> None:
        item = self.list.takeItem(self.list.currentRow())
        self.draft_removed.emit(Path(item.data(Qt.ItemDataRole.UserRole)))
        self.empty.setVisible(not self.list.count())
        self._show_possible()
