"""Places found in a project as a tree: texts, below each its places with a tick."""

from typing import Any

from PySide6.QtCore import QAbstractItemModel, QModelIndex, QPersistentModelIndex, Qt, Signal

from studio.ui.writing.finding.places import Group, Place

Index = QModelIndex | QPersistentModelIndex
PLACE = Qt.ItemDataRole.UserRole + 1
GROUP = Qt.ItemDataRole.UserRole + 2


class ResultsModel(QAbstractItemModel):
    """``ticks_changed`` when another number of places is chosen."""

    ticks_changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.groups: list[Group] = []

    def set_groups(self, groups: list[Group]) -> None:
        self.beginResetModel()
        self.groups = groups
        self.endResetModel()
        self.ticks_changed.emit()

    def ticked(self) -> int:
        return sum(place.ticked for group in self.groups for place in group.places)

    def renew(self, item: str) -> None:
        """The places of a text are elsewhere."""
        for row, group in enumerate(self.groups):
            if group.item == item:
                above = self.index(row, 0)
                self.dataChanged.emit(self.index(0, 0, above), self.index(len(group.places) - 1, 0, above))
                self.ticks_changed.emit()

    def index(self, row: int, column: int, parent: Index = QModelIndex()) -> QModelIndex:  # noqa: B008
        if not parent.isValid():
            return self.createIndex(row, column, 0) if 0 <= row < len(self.groups) else QModelIndex()
        if 0 <= row < len(self.groups[parent.row()].places):
            return self.createIndex(row, column, parent.row() + 1)
        return QModelIndex()

    def parent(self, index: Index) -> QModelIndex:  # type: ignore[override]
        if not index.isValid() or not index.internalId():
            return QModelIndex()
        return self.createIndex(index.internalId() - 1, 0, 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        if not parent.isValid():
            return len(self.groups)
        return 0 if parent.internalId() else len(self.groups[parent.row()].places)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 1

    def at(self, index: Index) -> tuple[Group, Place | None]:
        """The text, and the place unless the row is the text's own."""
        if index.internalId():
            group = self.groups[index.internalId() - 1]
            return group, group.places[index.row()]
        return self.groups[index.row()], None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        group, place = self.at(index)
        if role == PLACE:
            return place
        if role == GROUP:
            return group
        if role == Qt.ItemDataRole.DisplayRole:
            return place.line if place else group.title
        if role == Qt.ItemDataRole.CheckStateRole:
            if place:
                return Qt.CheckState.Checked if place.ticked else Qt.CheckState.Unchecked
            count = sum(one.ticked for one in group.places)
            if count == len(group.places):
                return Qt.CheckState.Checked
            return Qt.CheckState.PartiallyChecked if count else Qt.CheckState.Unchecked
        return None

    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.CheckStateRole or not index.isValid():
            return False
        group, place = self.at(index)
        ticked = Qt.CheckState(value) == Qt.CheckState.Checked
        for one in [place] if place else group.places:
            one.ticked = ticked and not one.gone
        above = self.index(index.internalId() - 1, 0) if place else self.index(index.row(), 0)
        self.dataChanged.emit(above, above)
        self.dataChanged.emit(self.index(0, 0, above), self.index(len(group.places) - 1, 0, above))
        self.ticks_changed.emit()
        return True

    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable
        place = index.data(PLACE)
        return flags if place and place.gone else flags | Qt.ItemFlag.ItemIsUserCheckable
