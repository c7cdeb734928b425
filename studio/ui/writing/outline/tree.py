"""The tree of the outline: chosen, dragged, renamed and moved with mouse or keys."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMimeData, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QColor, QDragMoveEvent, QDropEvent, QKeyEvent, QPainter, QPalette
from PySide6.QtWidgets import (
    QAbstractItemDelegate,
    QAbstractItemView,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QWidget,
)

from studio.core.writing.outline import GROUP_KINDS, Item, Outline
from studio.core.writing.outline_moves import can_hold
from studio.ui.theme import scaled
from studio.ui.writing.outline.rows import (
    IDENTITY,
    KIND,
    NUMBER,
    STATUS,
    WORDS,
    RowPainter,
    groups,
    numbers,
    status_title,
)

_EDITABLE = Qt.ItemFlag.ItemIsEditable | Qt.ItemFlag.ItemIsDragEnabled
_PLAIN = Qt.ItemFlag.ItemIsEnabled | Qt.ItemFlag.ItemIsSelectable


class OutlineTree(QTreeWidget):
    """Shows an outline; what the writer wants to change is told, not done."""

    opened = Signal(str)
    renamed = Signal(str, str)
    moved = Signal(list, str, int)
    """Ids, the parent or ":kind" of notes, and the place among its children."""
    pressed = Signal(str)
    """A key for the chosen: up, down, in, out, trash, undo, redo."""

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Outline"))
        self.setHeaderHidden(True)
        self.setIndentation(scaled(15))
        self.setItemDelegate(RowPainter(self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.EditKeyPressed | QAbstractItemView.EditTrigger.DoubleClicked
        )
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDropIndicatorShown(True)
        self.setUniformRowHeights(True)
        self.setMouseTracking(True)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.outline: Outline | None = None
        self._rows: dict[str, QTreeWidgetItem] = {}
        self._folded: set[str] = {":trash"}
        self._filling = False
        self._waiting: Callable[[], None] | None = None
        """Shows the outline as it became while a name was written."""
        self.itemChanged.connect(self._row_changed)
        self.itemSelectionChanged.connect(self._chosen)
        self.itemCollapsed.connect(lambda row: self._fold(row, True))
        self.itemExpanded.connect(lambda row: self._fold(row, False))

    # Showing

    def show_outline(
        self, outline: Outline | None, counts: dict[str, int], *, changeable: bool = True
    ) -> None:
        """Show it anew; what was chosen and folded stays so. A name being written is not taken away by it."""
        same = outline and self.outline and outline.id == self.outline.id
        if same and self.state() == self.State.EditingState:
            self._waiting = lambda: self.show_outline(outline, counts, changeable=changeable)
            return
        self._waiting = None
        chosen, current = self.chosen(), self.current()
        place = self.verticalScrollBar().value()
        self._filling = True
        self.outline = outline
        self.clear()
        self._rows.clear()
        if outline:
            counted = numbers(outline)
            for item in outline.manuscript:
                self.addTopLevelItem(self._row(item, counts, counted, changeable))
            for group in groups(outline):
                row = QTreeWidgetItem([group.title])
                row.setFlags(_PLAIN | Qt.ItemFlag.ItemIsDropEnabled)
                row.setData(0, IDENTITY, group.id)
                row.setData(0, KIND, "group")
                self._rows[group.id] = row
                for item in group.items:
                    row.addChild(self._row(item, counts, {}, changeable))
                self.addTopLevelItem(row)
            for identity, row in self._rows.items():
                row.setExpanded(identity not in self._folded)
        self._filling = False
        self.choose(chosen, current, tell=False)
        self.verticalScrollBar().setValue(place)

    def closeEditor(self, editor: QWidget, hint: QAbstractItemDelegate.EndEditHint) -> None:
        super().closeEditor(editor, hint)
        if self._waiting:
            self._waiting()

    def _row(
        self, item: Item, counts: dict[str, int], counted: dict[str, int], changeable: bool
    ) -> QTreeWidgetItem:
        row = QTreeWidgetItem([item.title])
        flags = _PLAIN | (_EDITABLE if changeable else Qt.ItemFlag.NoItemFlags)
        if item.kind in GROUP_KINDS:
            flags |= Qt.ItemFlag.ItemIsDropEnabled
        row.setFlags(flags)
        row.setData(0, IDENTITY, item.id)
        row.setData(0, KIND, item.kind)
        row.setData(0, STATUS, item.status)
        row.setData(0, NUMBER, counted.get(item.id, 0))
        row.setData(0, WORDS, counts.get(item.id, 0) if item.kind == "scene" else 0)
        tip = "\n".join(
            filter(None, (item.title, status_title(item.status) if item.status else "", item.synopsis))
        )
        row.setToolTip(0, tip)
        self._rows[item.id] = row
        for child in item.children:
            row.addChild(self._row(child, counts, counted, changeable))
        return row

    def set_words(self, identity: str, words: int) -> None:
        """Show another count of words."""
        row = self._rows.get(identity)
        if row and row.data(0, KIND) == "scene":
            self._filling = True
            row.setData(0, WORDS, words)
            self._filling = False

    def set_filter(self, typed: str) -> None:
        """Show only rows whose title has these letters, and the groups around them."""
        wanted = typed.casefold().strip()

        def show(row: QTreeWidgetItem | None) -> bool:
            if row is None:
                return False
            below = [show(row.child(place)) for place in range(row.childCount())]
            fits = any(below) or not wanted or wanted in row.text(0).casefold()
            row.setHidden(not fits)
            if wanted and any(below):
                row.setExpanded(True)
            return fits

        self._filling = True
        for place in range(self.topLevelItemCount()):
            show(self.topLevelItem(place))
        if not wanted:
            for identity, row in self._rows.items():
                row.setExpanded(identity not in self._folded)
        self._filling = False

    def folded(self) -> list[str]:
        return sorted(self._folded)

    def set_folded(self, remembered: object) -> None:
        """What ``folded`` said of the outline that is shown next; anything else folds the trash alone."""
        told = remembered if isinstance(remembered, list) else [":trash"]
        self._folded = {identity for identity in told if isinstance(identity, str)}

    def _fold(self, row: QTreeWidgetItem, folded: bool) -> None:
        if not self._filling:
            (self._folded.add if folded else self._folded.discard)(row.data(0, IDENTITY))

    def drawRow(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        """Without the style's bar over the arrows: the row painter marks what is chosen."""
        option.palette.setColor(QPalette.ColorRole.Highlight, QColor(0, 0, 0, 0))  # pyright: ignore
        super().drawRow(painter, option, index)

    # Choosing

    def chosen(self) -> list[str]:
        """Ids of the chosen items, without groups that are no items."""
        return [one for row in self.selectedItems() if not (one := row.data(0, IDENTITY)).startswith(":")]

    def current(self) -> str:
        row = self.currentItem()
        return row.data(0, IDENTITY) if row else ""

    def choose(self, identities: list[str], current: str = "", *, tell: bool = False) -> None:
        """Mark these as chosen, without opening them unless it is to be told."""
        self._filling = not tell
        self.clearSelection()
        if row := self._rows.get(current or (identities[0] if identities else "")):
            self.setCurrentItem(row, 0, self.selectionModel().SelectionFlag.NoUpdate)
        for identity in identities:
            if row := self._rows.get(identity):
                row.setSelected(True)
        self._filling = False

    def rename(self, identity: str) -> None:
        """Begin to write another title."""
        if row := self._rows.get(identity):
            self.scrollToItem(row)
            self.editItem(row, 0)

    def settle(self) -> None:
        """Take a name that is being written."""
        if self.state() == self.State.EditingState:
            self.setFocus()

    def _chosen(self) -> None:
        rows = self.chosen()
        if not self._filling and len(rows) == 1:
            self.opened.emit(rows[0])

    def _row_changed(self, row: QTreeWidgetItem) -> None:
        if not self._filling:
            self.renamed.emit(row.data(0, IDENTITY), row.text(0))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        control = event.modifiers() & Qt.KeyboardModifier.ControlModifier
        shift = event.modifiers() & Qt.KeyboardModifier.ShiftModifier
        key = Qt.Key(event.key())
        if alt and key in _ALT_KEYS:
            self.pressed.emit(_ALT_KEYS[key])
        elif key == Qt.Key.Key_Delete:
            self.pressed.emit("trash")
        elif control and key == Qt.Key.Key_Z:
            self.pressed.emit("redo" if shift else "undo")
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.state() != self.State.EditingState:
            self.pressed.emit("write")
        else:
            super().keyPressEvent(event)

    # Dragging

    def mimeTypes(self) -> list[str]:
        return ["application/x-atelier-outline"]

    def mimeData(self, items: Sequence[QTreeWidgetItem]) -> QMimeData:
        data = QMimeData()
        ids = [one for row in items if not (one := row.data(0, IDENTITY)).startswith(":")]
        data.setData(self.mimeTypes()[0], "\n".join(ids).encode())
        return data

    def _target(self, point: QPoint) -> tuple[str, int] | None:
        """Parent and place that a drop at ``point`` means."""
        row = self.itemAt(point)
        where = self.dropIndicatorPosition()
        positions = QAbstractItemView.DropIndicatorPosition
        if row is None:
            return "manuscript", -1
        identity = row.data(0, IDENTITY)
        if where == positions.OnItem or identity.startswith(":"):
            return identity, -1
        parent = row.parent()
        brothers = parent if parent is not None else self.invisibleRootItem()
        place = brothers.indexOfChild(row) + (where == positions.BelowItem)
        return (parent.data(0, IDENTITY) if parent is not None else "manuscript"), place

    def dragMoveEvent(self, event: QDragMoveEvent) -> None:
        super().dragMoveEvent(event)
        target = self._target(event.position().toPoint())
        if target is None or not self._fits(target[0]):
            event.ignore()
        else:
            event.acceptProposedAction()

    def _fits(self, parent: str) -> bool:
        if self.outline is None:
            return False
        if parent == ":trash":
            return True
        kinds = {row.data(0, KIND) for row in self.selectedItems()} - {"group"}
        parent = "notes" if parent.startswith(":") else parent
        return any(can_hold(self.outline, parent, kind) for kind in kinds)

    def dropEvent(self, event: QDropEvent) -> None:
        target = self._target(event.position().toPoint())
        chosen = self.chosen()
        event.setDropAction(Qt.DropAction.IgnoreAction)  # the tree is filled anew from the outline
        event.accept()
        self.setState(self.State.NoState)
        self.viewport().update()
        if target and chosen:
            self.moved.emit(chosen, *target)


_ALT_KEYS = {
    Qt.Key.Key_Up: "up",
    Qt.Key.Key_Down: "down",
    Qt.Key.Key_Right: "in",
    Qt.Key.Key_Left: "out",
}
