"""Scenes with their pictures as rows: captions can be written, pictures dragged from scene to scene."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from PySide6.QtCore import QAbstractListModel, QMimeData, QModelIndex, QPersistentModelIndex, Qt, Signal

from studio.core.errors import StudioError
from studio.core.writing.outline import Item, changed, find, scenes
from studio.ui.writing.pictures.drops import SCENE_PICTURE, dragged, picture_files, scene_picture
from studio.ui.writing.pictures.scene_pictures import ScenePictures

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage

_Index = QModelIndex | QPersistentModelIndex


class Row(NamedTuple):
    """What a card shows."""

    number: int
    item: Item
    picture: str
    """Relative to the project; "" for none."""
    place: tuple[int, int]
    waiting: int

    @property
    def caption(self) -> str:
        return self.item.synopsis or self.item.summary


class StoryboardModel(QAbstractListModel):
    """``refresh`` reads the outline again; which picture of several a card shows is kept."""

    problem = Signal(object)  # ErrorReport

    def __init__(self, page: "WritePage", pictures: ScenePictures, waiting: Any) -> None:
        super().__init__(page)
        self._page, self._pictures, self._waiting = page, pictures, waiting
        self._rows: list[Row] = []
        self._shown: dict[str, str] = {}

    @property
    def rows(self) -> list[Row]:
        return self._rows

    def refresh(self) -> None:
        """The outline as it is now; selection stays while the scenes are the same."""
        project = self._page.project
        found = [self._row(n, item) for n, item in enumerate(scenes(project.outline), 1)] if project else []
        if [row.item.id for row in found] == [row.item.id for row in self._rows]:
            self._rows = found
            if found:
                self.dataChanged.emit(self.index(0), self.index(len(found) - 1))
            return
        self.beginResetModel()
        self._rows = found
        self.endResetModel()

    def _row(self, number: int, item: Item) -> Row:
        held = item.pictures
        picture = self._shown.get(item.id, "")
        if picture not in held:
            picture = held[0] if held else ""
        at = held.index(picture) + 1 if picture else 0
        return Row(number, item, picture, (at, len(held)), self._waiting(item.id))

    def step(self, row: int) -> None:
        """Show the next of a scene's pictures."""
        item, picture = self._rows[row].item, self._rows[row].picture
        if len(item.pictures) > 1:
            at = (item.pictures.index(picture) + 1) % len(item.pictures)
            self._shown[item.id] = item.pictures[at]
            self.refresh()

    # As Qt asks

    def rowCount(self, parent: _Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: _Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{row.number} · {row.item.title}"
        if role == Qt.ItemDataRole.EditRole:
            return row.item.synopsis
        if role == Qt.ItemDataRole.UserRole:
            return row
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.caption
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{row.number}, {row.item.title}. {row.caption}"
        return None

    def setData(self, index: _Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        project = self._page.project
        if project is None or role != Qt.ItemDataRole.EditRole:
            return False
        item = self._rows[index.row()].item
        words = " ".join(str(value).split())
        if words == item.synopsis or find(project.outline, item.id) is None:
            return False
        try:
            project.set_outline(changed(project.outline, item.id, synopsis=words))
        except StudioError as error:
            self.problem.emit(error.report())
            return False
        self._page.outline_changed.emit()
        return True

    def flags(self, index: _Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        if index.isValid():
            flags |= Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDropEnabled
            if self._rows[index.row()].picture:
                flags |= Qt.ItemFlag.ItemIsDragEnabled
        return flags

    def mimeTypes(self) -> list[str]:
        return [SCENE_PICTURE, "text/uri-list"]

    def mimeData(self, indexes: Sequence[QModelIndex]) -> QMimeData:
        row = self._rows[indexes[0].row()]
        path = self._pictures.path_of(row.picture) or Path()
        return dragged(row.item.id, row.picture, path)

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.CopyAction | Qt.DropAction.MoveAction

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        del action, row, column
        return parent.isValid() and bool(scene_picture(data) or picture_files(data))

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: _Index
    ) -> bool:
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        target = self._rows[parent.row()].item.id
        moved = scene_picture(data)
        if moved:
            self._pictures.move(moved[1], moved[0], target)
        else:
            self._pictures.attach(picture_files(data), target)
        return False  # the rows stay; only what they show has changed
