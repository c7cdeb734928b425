"""The scenes as rows of number, title, group, state, words, goal and synopsis, to be written in."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QCoreApplication, QModelIndex, Qt

from studio.core.writing.outline import Item
from studio.ui.writing.finding.results_model import Index
from studio.ui.writing.outline.rows import status_title, words_text

translate = QCoreApplication.translate

NUMBER, TITLE, GROUP, STATUS, WORDS, GOAL, SYNOPSIS = range(7)
FIELDS = {TITLE: "title", STATUS: "status", GOAL: "goal", SYNOPSIS: "synopsis"}
SORT = Qt.ItemDataRole.UserRole + 1
IDENTITY = Qt.ItemDataRole.UserRole + 2
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter


class SceneRows(QAbstractTableModel):
    """``write`` gets item, field and value; the outline comes back through ``show_scenes``."""

    def __init__(self, write: Callable[[str, str, object], None]) -> None:
        super().__init__()
        self._write = write
        self._rows: list[tuple[Item, str]] = []
        self._words: Mapping[str, int] = {}
        self.read_only = False

    def show_scenes(self, rows: list[tuple[Item, str]], words: Mapping[str, int]) -> None:
        """Scenes with the titles of the groups around them."""
        same = [item.id for item, _ in rows] == [item.id for item, _ in self._rows]
        if same and rows:
            self._rows, self._words = rows, words
            self.dataChanged.emit(self.index(0, 0), self.index(len(rows) - 1, SYNOPSIS))
            return
        self.beginResetModel()
        self._rows, self._words = rows, words
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else 7

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return (
                "#",
                translate("SceneTable", "Title"),
                translate("SceneTable", "In"),
                translate("SceneTable", "State"),
                translate("SceneTable", "Words"),
                translate("SceneTable", "Goal"),
                translate("SceneTable", "Synopsis"),
            )[section]
        if orientation == Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            return (
                _RIGHT
                if section in (NUMBER, WORDS, GOAL)
                else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        item, above = self._rows[index.row()]
        words = self._words.get(item.id, 0)
        column = index.column()
        if role == IDENTITY:
            return item.id
        if role in (SORT, Qt.ItemDataRole.EditRole):
            found = (index.row() + 1, item.title, above, item.status, words, item.goal, item.synopsis)[column]
            return found.casefold() if role == SORT and isinstance(found, str) else found
        if role == Qt.ItemDataRole.DisplayRole:
            return (
                str(index.row() + 1),
                item.title,
                above,
                status_title(item.status) if item.status else "",
                words_text(words),
                words_text(item.goal) if item.goal else "",
                " ".join(item.synopsis.split()),
            )[column]
        if role == Qt.ItemDataRole.ToolTipRole and column == SYNOPSIS:
            return item.synopsis
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return (
                _RIGHT
                if column in (NUMBER, WORDS, GOAL)
                else Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
            )
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        field = FIELDS.get(index.column())
        if role != Qt.ItemDataRole.EditRole or field is None:
            return False
        item = self._rows[index.row()][0]
        if isinstance(value, str) and field in ("title", "synopsis"):
            value = " ".join(value.split()) if field == "title" else value.strip()
        if (field == "title" and not value) or getattr(item, field) == value:
            return False
        self._write(item.id, field, value)
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        writable = index.column() in FIELDS and not self.read_only
        return flags | Qt.ItemFlag.ItemIsEditable if writable else flags
