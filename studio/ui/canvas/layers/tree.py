"""The list of layers: choosing, opening groups, dragging, eye and lock by click, keys."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, QRect, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QContextMenuEvent,
    QDropEvent,
    QIcon,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
)
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTreeView, QWidget

from studio.core.layers import Layer, find, walk
from studio.ui.canvas.layers import edits
from studio.ui.canvas.layers.model import EYE, LAYER, LOCK, NAME, LayerModel
from studio.ui.canvas.layers.operations import Operations
from studio.ui.canvas.layers.row import LayerRow, selected_colour
from studio.ui.canvas.layers.thumbnails import Thumbnails
from studio.ui.icons import icon
from studio.ui.theme import scaled, tokens

EYE_WIDTH, LOCK_WIDTH, INDENT = 30, 26, 16
HEIGHT_LEAST = 100
OPEN_AFTER_MS = 700
"""A closed group that something is dragged over opens."""
_SELECT = QItemSelectionModel.SelectionFlag


class LayerTree(QTreeView):
    """Shows ``model``; what is chosen goes to ``operations`` and the active layer to the document."""

    menu_wanted = Signal(object)
    """QPoint on the screen"""

    def __init__(
        self, model: LayerModel, thumbnails: Thumbnails, operations: Operations, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._layers, self._operations = model, operations
        self._following = False
        self._active = ""
        """The layer that was active when the list last followed."""
        self.setModel(model)
        self.setItemDelegate(LayerRow(thumbnails, self))
        self.setAccessibleName(self.tr("Layers"))
        self.viewport().setAttribute(Qt.WidgetAttribute.WA_Hover)  # the open lock shows under the mouse
        self._set_looks()
        self._set_ways()
        thumbnails.changed.connect(self.viewport().update)
        model.arranged.connect(self.follow)
        model.modelReset.connect(self.follow)
        self.expanded.connect(lambda index: self._fold(index, False))
        self.collapsed.connect(lambda index: self._fold(index, True))
        self.selectionModel().selectionChanged.connect(self._chosen)
        self.selectionModel().currentChanged.connect(self._current)
        operations.rename_wanted.connect(self.rename)

    def _set_looks(self) -> None:
        self.setHeaderHidden(True)
        self.setUniformRowHeights(True)
        self.setIndentation(scaled(INDENT))
        self.setTreePosition(NAME)
        self.setAllColumnsShowFocus(True)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        header = self.header()
        header.setMinimumSectionSize(10)
        header.setStretchLastSection(False)
        header.moveSection(EYE, 0)
        header.setSectionResizeMode(NAME, QHeaderView.ResizeMode.Stretch)
        for column, width in ((EYE, EYE_WIDTH), (LOCK, LOCK_WIDTH)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, scaled(width))

    def _set_ways(self) -> None:
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.setExpandsOnDoubleClick(False)
        self.setAutoExpandDelay(OPEN_AFTER_MS)
        self.setDragEnabled(True)
        self.setAcceptDrops(True)
        self.setDropIndicatorShown(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.setDefaultDropAction(Qt.DropAction.MoveAction)

    def sizeHint(self) -> QSize:
        return QSize(scaled(240), scaled(240))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(120), scaled(HEIGHT_LEAST))

    # Following the document

    def follow(self) -> None:
        """Open groups as they are, and choose the active layer if it is not among the chosen."""
        state = self._operations.document.state
        self._following = True
        for layer in walk(state.layers):
            if layer.kind == "group":
                self.setExpanded(self._layers.index_of(layer.id), not layer.folded)
        index = self._layers.index_of(state.active)
        chosen = self.selectionModel().selectedRows(NAME)
        if not index.isValid():
            self.selectionModel().clear()
        elif state.active != self._active or index not in chosen:
            self.selectionModel().setCurrentIndex(index, _SELECT.ClearAndSelect | _SELECT.Rows)
        elif self.currentIndex().siblingAtColumn(NAME) != index:
            self.selectionModel().setCurrentIndex(index, _SELECT.NoUpdate)
        self._active = state.active
        self._following = False
        self._tell()
        if index.isValid():
            self.scrollTo(index)

    def _tell(self) -> None:
        rows = self.selectionModel().selectedRows(NAME)
        self._operations.select(tuple(layer.id for row in rows if (layer := self._layers.layer(row))))

    def _chosen(self, _now: QItemSelection, _before: QItemSelection) -> None:
        if not self._following and not self._layers.following:
            self._tell()

    def _current(self, now: QModelIndex, _before: QModelIndex) -> None:
        layer = self._layers.layer(now)
        if layer and not self._following and not self._layers.following:
            self._active = layer.id
            self._operations.document.activate(layer.id)

    def _fold(self, index: QModelIndex, folded: bool) -> None:
        layer = self._layers.layer(index)
        if layer and layer.folded != folded and not self._following and not self._layers.following:
            edits.fold(self._operations.document, layer.id, folded)

    def rename(self, identity: str) -> None:
        """Begin to edit a name in its row."""
        index = self._layers.index_of(identity)
        if index.isValid():
            self.scrollTo(index)
            self.setFocus()
            self.edit(index)

    # Mouse

    def mousePressEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        layer = self._layers.layer(index)
        if layer and event.button() == Qt.MouseButton.LeftButton and index.column() in (EYE, LOCK):
            self._press_sign(layer, index.column(), event.modifiers())
            event.accept()
        else:
            super().mousePressEvent(event)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()).column() in (EYE, LOCK):
            self.mousePressEvent(event)  # two quick clicks are two clicks
        else:
            super().mouseDoubleClickEvent(event)

    def _press_sign(self, layer: Layer, column: int, held: Qt.KeyboardModifier) -> None:
        """Eye or lock; for all chosen layers when it is one of them. Alt shows a layer alone."""
        document, chosen = self._operations.document, self._operations.chosen
        several = chosen if layer.id in chosen else (layer.id,)
        if column == LOCK:
            edits.set_locked(document, several, not layer.locked)
        elif held & Qt.KeyboardModifier.AltModifier:
            edits.show_alone(document, layer.id)
        else:
            edits.set_visible(document, several, not layer.visible)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        self.menu_wanted.emit(event.globalPos())

    def dropEvent(self, event: QDropEvent) -> None:
        """The model moves the layers itself; the view must not take rows away afterwards."""
        super().dropEvent(event)
        event.setDropAction(Qt.DropAction.IgnoreAction)

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.state() == QAbstractItemView.State.EditingState:
            super().keyPressEvent(event)  # the Return that ends a name comes through here as well
            return
        pressed = QKeySequence(event.keyCombination())
        for operation in self._operations.all.values():
            if operation.keys and QKeySequence(operation.keys) == pressed:
                self._operations.run(operation.id)
                return
        key, plain = event.key(), not event.modifiers()
        if plain and key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self._operations.run("layer_delete")
        elif plain and key == Qt.Key.Key_Space:
            self._operations.run("layer_visible")
        elif (
            plain
            and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter)
            and find(self._operations.document.state.layers, self._operations.document.state.active)
        ):
            self._operations.run("layer_rename")
        else:
            super().keyPressEvent(event)

    # Looks

    def drawRow(self, painter: QPainter, options: object, index: QModelIndex) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        rect: QRect = self.visualRect(index.siblingAtColumn(NAME))
        row = QRect(2, rect.top() + 1, self.viewport().width() - 4, rect.height() - 2)
        if self.selectionModel().isRowSelected(index.row(), index.parent()):
            painter.save()
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(selected_colour())
            painter.drawRoundedRect(row, 6, 6)
            layer: Layer | None = index.data(LAYER)
            if layer and layer.id == self._operations.document.state.active and self.hasFocus():
                painter.setPen(QPen(QColor(tokens().selection), 1))
                painter.setBrush(Qt.BrushStyle.NoBrush)
                painter.drawRoundedRect(row.adjusted(0, 0, -1, -1), 6, 6)
            painter.restore()
        delegate = self.itemDelegate()
        header = self.header()
        for column in range(3):
            option = self._option(index, column, header)
            delegate.paint(painter, option, index.siblingAtColumn(column))
        branch = QRect(header.sectionViewportPosition(NAME), rect.top(), 0, rect.height())
        branch.setRight(rect.left() - 1)
        self.drawBranches(painter, branch, index)

    def _option(self, index: QModelIndex, column: int, header: QHeaderView):
        from PySide6.QtWidgets import QStyle, QStyleOptionViewItem

        option = QStyleOptionViewItem()
        self.initViewItemOption(option)
        cell = index.siblingAtColumn(column)
        option.rect = self.visualRect(cell)  # pyright: ignore[reportAttributeAccessIssue]
        if self._hovered_row(index):
            option.state |= QStyle.StateFlag.State_MouseOver  # pyright: ignore[reportAttributeAccessIssue]
        return option

    def _hovered_row(self, index: QModelIndex) -> bool:
        at = self.viewport().mapFromGlobal(self.cursor().pos())
        return self.underMouse() and self.indexAt(at).siblingAtColumn(NAME) == index.siblingAtColumn(NAME)

    def drawBranches(self, painter: QPainter, rect: QRect, index: QModelIndex) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        layer: Layer | None = index.siblingAtColumn(NAME).data(LAYER)
        if layer is None or not layer.children:
            return
        name = "caret-down" if self.isExpanded(index.siblingAtColumn(NAME)) else "caret-right"
        side = scaled(12)
        at = QRect(rect.right() - side - 1, rect.center().y() - side // 2, side, side)
        icon(name, "muted").paint(painter, at, Qt.AlignmentFlag.AlignCenter, QIcon.Mode.Normal)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self._layers.rowCount():
            with QPainter(self.viewport()) as painter:
                painter.setPen(QColor(tokens().muted))
                painter.drawText(
                    self.viewport().rect().adjusted(12, 12, -12, -12),
                    Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap,
                    self.tr("There are no layers. Add one below, or generate a picture."),
                )
