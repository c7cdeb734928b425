"""The layers as a tree for Qt's views, uppermost first; follows the document with the least change."""

import json
from collections.abc import Iterator

from PySide6.QtCore import (
    QAbstractItemModel,
    QMimeData,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from studio.core.layers import Layer
from studio.ui.canvas.document import Document
from studio.ui.canvas.layers import edits
from studio.ui.canvas.layers.spoken import spoken

Index = QModelIndex | QPersistentModelIndex
LAYER = Qt.ItemDataRole.UserRole
"""Role of the Layer itself."""
MIME = "application/x-atelier-layers"
NAME, EYE, LOCK = range(3)
"""Columns."""
NOWHERE = QModelIndex()


class _Node:
    """A row: its layer and its rows below, uppermost first. ``number`` names it in indexes."""

    __slots__ = ("children", "layer", "number", "parent")

    def __init__(self, layer: Layer | None, number: int) -> None:
        self.layer, self.number = layer, number
        self.parent: _Node | None = None
        self.children: list[_Node] = []

    def row(self) -> int:
        return self.parent.children.index(self) if self.parent else 0

    def walk(self) -> Iterator["_Node"]:
        for child in self.children:
            yield child
            yield from child.walk()


class LayerModel(QAbstractItemModel):
    """Rows are layers. Give it a document with ``show``; edits go to that document."""

    arranged = Signal()
    """Rows came, went or moved."""

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.following = False
        """Rows are brought up to date: what views choose meanwhile is nobody's wish."""
        self._count = 0
        self._numbers: dict[int, _Node] = {}
        self._nodes: dict[str, _Node] = {}
        self._root = self._make(None)
        self._document = document
        self._listen(True)
        self._follow()

    def show(self, document: Document) -> None:
        """Another document is open."""
        if document is self._document:
            return
        self._listen(False)
        self.beginResetModel()
        self._document = document
        self._numbers, self._nodes = {self._root.number: self._root}, {}
        self._root.children.clear()
        self.endResetModel()
        self._listen(True)
        self._follow()

    def _listen(self, join: bool) -> None:
        signal = self._document.state_changed
        signal.connect(self._follow) if join else signal.disconnect(self._follow)

    # Looking

    def index_of(self, identity: str, column: int = NAME) -> QModelIndex:
        """Where a layer is shown; invalid when it is not."""
        node = self._nodes.get(identity)
        return self.createIndex(node.row(), column, node.number) if node else QModelIndex()

    def layer(self, index: Index) -> Layer | None:
        return self._node(index).layer

    def index(self, row: int, column: int, parent: Index = NOWHERE) -> QModelIndex:
        among = self._node(parent).children if parent.column() <= 0 else []
        if not (0 <= row < len(among) and 0 <= column < 3):
            return QModelIndex()
        return self.createIndex(row, column, among[row].number)

    def parent(self, index: Index = NOWHERE) -> QModelIndex:  # pyright: ignore[reportIncompatibleMethodOverride]
        above = self._node(index).parent if index.isValid() else None
        if above is None or above is self._root:
            return QModelIndex()
        return self.createIndex(above.row(), NAME, above.number)

    def rowCount(self, parent: Index = NOWHERE) -> int:
        return len(self._node(parent).children) if parent.column() <= 0 else 0

    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 3

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        layer = self.layer(index)
        if layer is None:
            return None
        if role == LAYER:
            return layer
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return spoken(layer, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            return spoken(layer, index.column())
        if index.column() == NAME and role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole):
            return layer.name
        return None

    def flags(self, index: Index) -> Qt.ItemFlag:
        layer = self.layer(index)
        if layer is None:
            return Qt.ItemFlag.ItemIsDropEnabled
        flags = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable | Qt.ItemFlag.ItemIsDragEnabled
        if index.column() == NAME:
            flags |= Qt.ItemFlag.ItemIsEditable
        if layer.kind == "group":
            return flags | Qt.ItemFlag.ItemIsDropEnabled
        return flags | Qt.ItemFlag.ItemNeverHasChildren

    # Changing

    def setData(self, index: Index, value: object, role: int = Qt.ItemDataRole.EditRole) -> bool:
        """Rename."""
        layer = self.layer(index)
        if role != Qt.ItemDataRole.EditRole or layer is None or index.column() != NAME:
            return False
        edits.rename(self._document, layer.id, str(value))
        return True

    def supportedDropActions(self) -> Qt.DropAction:
        return Qt.DropAction.MoveAction

    def mimeTypes(self) -> list[str]:
        return [MIME]

    def mimeData(self, indexes: list[QModelIndex]) -> QMimeData:  # pyright: ignore[reportIncompatibleMethodOverride]
        ids = dict.fromkeys(layer.id for index in indexes if (layer := self.layer(index)))
        data = QMimeData()
        data.setData(MIME, json.dumps({"document": self._document.key, "layers": list(ids)}).encode())
        return data

    def canDropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        group = self.layer(parent)
        return data.hasFormat(MIME) and (group is None or group.kind == "group")

    def dropMimeData(
        self, data: QMimeData, action: Qt.DropAction, row: int, column: int, parent: Index
    ) -> bool:
        """Move layers of this document; onto a group means to its top."""
        if not self.canDropMimeData(data, action, row, column, parent):
            return False
        dragged = json.loads(bytes(data.data(MIME).data()))
        if dragged["document"] != self._document.key:
            return False
        group = self._node(parent)
        count = len(group.children)
        below = count if row < 0 and group is not self._root else count - row if row >= 0 else 0
        name = group.layer.id if group.layer else ""
        return edits.move(self._document, dragged["layers"], (name, below))

    # Following the document

    def _make(self, layer: Layer | None) -> _Node:
        self._count += 1
        node = _Node(layer, self._count)
        self._numbers[node.number] = node
        if layer:
            self._nodes[layer.id] = node
        return node

    def _node(self, index: Index) -> _Node:
        return self._numbers.get(index.internalId(), self._root) if index.isValid() else self._root

    def _index(self, node: _Node) -> QModelIndex:
        return QModelIndex() if node is self._root else self.createIndex(node.row(), NAME, node.number)

    def _follow(self) -> None:
        if self.following:
            return  # a view chose another layer because a row went; attributes come from the state then
        self.following = True
        try:
            self._follow_layers(self._document.state.layers)
        finally:
            self.following = False

    def _follow_layers(self, layers: tuple[Layer, ...]) -> None:
        wanted = dict(_arrangement(layers, ""))
        rearranged = wanted != self._arrangement()
        if rearranged:
            known = set(self._nodes)
            self._remove({identity for among in wanted.values() for identity in among})
            self._insert(layers, self._root, known)
            if wanted != self._arrangement():
                self._rearrange(wanted)
        self._update(layers)
        if rearranged:
            self.arranged.emit()  # still while following, so that views choose what the document says

    def _arrangement(self) -> dict[str, tuple[str, ...]]:
        return {
            node.layer.id if node.layer else "": tuple(
                child.layer.id for child in node.children if child.layer
            )
            for node in (self._root, *self._root.walk())
        }

    def _remove(self, kept: set[str]) -> None:
        """Rows that are gone; what stays of a dissolved group moves to the top level first."""
        gone = [node for node in self._root.walk() if node.layer and node.layer.id not in kept]
        stay = [inner for node in gone for inner in node.children if inner.layer and inner.layer.id in kept]
        if stay:
            arrangement = self._arrangement()
            moved = tuple(node.layer.id for node in stay if node.layer)
            for node in gone:
                if node.layer:
                    among = arrangement[node.layer.id]
                    arrangement[node.layer.id] = tuple(one for one in among if one not in moved)
            arrangement[""] = (*arrangement[""], *moved)
            self._rearrange(arrangement)
        for node in gone:
            if node.parent and node.parent not in gone:
                row = node.row()
                self.beginRemoveRows(self._index(node.parent), row, row)
                del node.parent.children[row]
                self.endRemoveRows()
        for node in gone:
            del self._numbers[node.number]
            if node.layer:
                del self._nodes[node.layer.id]

    def _insert(self, layers: tuple[Layer, ...], parent: _Node, known: set[str]) -> None:
        """Rows that are new, each in its place as far as those around it are in theirs."""
        for row, layer in enumerate(reversed(layers)):
            node = self._nodes.get(layer.id)
            if layer.id not in known:
                row = min(row, len(parent.children))
                self.beginInsertRows(self._index(parent), row, row)
                node = self._make(layer)
                node.parent = parent
                parent.children.insert(row, node)
                self.endInsertRows()
            if node:
                self._insert(layer.children, node, known)

    def _rearrange(self, wanted: dict[str, tuple[str, ...]]) -> None:
        """The same rows in other places; what is chosen and open stays so."""
        self.layoutAboutToBeChanged.emit()
        before = self.persistentIndexList()
        nodes = [self._node(index) for index in before]
        for parent, among in wanted.items():
            node = self._nodes[parent] if parent else self._root
            node.children = [self._nodes[child] for child in among]
            for child in node.children:
                child.parent = node
        after = [
            self.createIndex(node.row(), index.column(), node.number)
            for node, index in zip(nodes, before, strict=True)
        ]
        self.changePersistentIndexList(before, after)
        self.layoutChanged.emit()

    def _update(self, layers: tuple[Layer, ...]) -> None:
        """Attributes that are other ones."""
        for layer in layers:
            node = self._nodes[layer.id]
            if node.layer is not layer and node.layer != layer:
                node.layer = layer
                row = node.row()
                self.dataChanged.emit(
                    self.createIndex(row, NAME, node.number), self.createIndex(row, LOCK, node.number)
                )
            self._update(layer.children)


def _arrangement(layers: tuple[Layer, ...], parent: str) -> Iterator[tuple[str, tuple[str, ...]]]:
    """The ids in each parent, uppermost first."""
    yield parent, tuple(layer.id for layer in reversed(layers))
    for layer in layers:
        yield from _arrangement(layer.children, layer.id)
