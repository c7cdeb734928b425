"""The panel of steps: what was done to the open document, in order, and what undo may hold of it."""

from typing import Any

from PySide6.QtCore import (
    QAbstractListModel,
    QEvent,
    QItemSelectionModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import QAction, QActionGroup, QColor, QFont
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QMenu,
    QTableView,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.undo import Step, UndoHistory
from studio.ui.theme import is_theme_change, scaled, tokens
from studio.ui.widgets import hairline, label

MB = 1024 * 1024
BUDGETS = (128, 256, 512, 1024, 2048, 4096, 8192)
"""Megabytes that are offered."""
COUNT_AFTER_MS = 120
"""Memory is counted this long after a change; a stroke after the other does not count each time."""

ROW = 26
"""Height of a step in pixels at the base text size."""

AnyIndex = QModelIndex | QPersistentModelIndex


class StepsModel(QAbstractListModel):
    """Row 0 is the beginning, row n the state after n steps."""

    def __init__(self, parent: QObject) -> None:
        super().__init__(parent)
        self._steps: list[Step] = []
        self.index_now = 0

    def rowCount(self, parent: AnyIndex = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self._steps) + 1

    def data(self, index: AnyIndex, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        row = index.row()
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._steps[row - 1].name if row else self.tr("Beginning")
        if role == Qt.ItemDataRole.ForegroundRole and row > self.index_now:
            return QColor(tokens().muted)
        if role == Qt.ItemDataRole.FontRole and row >= self.index_now:
            font = QFont()
            font.setItalic(row > self.index_now)
            font.setBold(row == self.index_now)
            return font
        if role == Qt.ItemDataRole.AccessibleDescriptionRole and row > self.index_now:
            return self.tr("Undone; can be done again")
        return None

    def show_steps(self, history: UndoHistory) -> None:
        """Take over what the history holds now, telling the view only of rows that differ."""
        new, old = history.steps, self._steps
        if new != old:
            self._drop_first(new)
            same = 0
            for before, after in zip(self._steps, new, strict=False):
                if before is not after:
                    break
                same += 1
            if same < len(self._steps):
                self.beginRemoveRows(QModelIndex(), same + 1, len(self._steps))
                del self._steps[same:]
                self.endRemoveRows()
            if same < len(new):
                self.beginInsertRows(QModelIndex(), same + 1, len(new))
                self._steps += new[same:]
                self.endInsertRows()
        if self.index_now != history.index:
            first, last = sorted((self.index_now, history.index))
            self.index_now = history.index
            self.dataChanged.emit(self.index(first), self.index(min(last, len(self._steps))))

    def _drop_first(self, new: list[Step]) -> None:
        """The oldest steps go when the budget is used up."""
        if not new or not self._steps or new[0] is self._steps[0] or new[0] not in self._steps:
            return
        gone = self._steps.index(new[0])
        self.beginRemoveRows(QModelIndex(), 1, gone)
        del self._steps[:gone]
        self.endRemoveRows()


def _rows(model: StepsModel) -> QTableView:
    """A list of equal rows. A table: a list view would lay out all rows again with every new one."""
    rows = QTableView()
    rows.setModel(model)
    rows.setProperty("kind", "rows")
    rows.setShowGrid(False)
    rows.setWordWrap(False)
    rows.setTabKeyNavigation(False)
    rows.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
    rows.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
    rows.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
    rows.horizontalHeader().hide()
    rows.horizontalHeader().setStretchLastSection(True)
    rows.verticalHeader().hide()
    rows.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    rows.verticalHeader().setMinimumSectionSize(1)
    rows.verticalHeader().setDefaultSectionSize(scaled(ROW))
    return rows


class UndoPanel(QWidget):
    """Shows the steps of a desk's document; a click on one goes there."""

    budget_chosen = Signal(int)
    """Megabytes that undo may hold from now on, to be kept in the settings."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._document: Document | None = None
        self.model = StepsModel(self)
        self.list = _rows(self.model)
        self.list.setAccessibleName(self.tr("Steps"))
        self.memory = label("", "muted")
        self.budget = QToolButton()
        self.budget.setPopupMode(QToolButton.ToolButtonPopupMode.InstantPopup)
        self.budget.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.budget.setToolTip(self.tr("Memory that undo may hold; the oldest steps go first"))
        self._count = QTimer(self)
        self._count.setSingleShot(True)
        self._count.setInterval(COUNT_AFTER_MS)
        self._count.timeout.connect(self.show_memory)
        self._make_menu()
        self._lay_out()
        self.list.clicked.connect(self._go)
        self.list.activated.connect(self._go)
        desk.document_changed.connect(self._listen)
        self._listen()

    def _make_menu(self) -> None:
        menu = QMenu(self.budget)
        self._budgets = QActionGroup(menu)
        for size in BUDGETS:
            action = menu.addAction(megabytes(size * MB))
            action.setData(size)
            action.setCheckable(True)
            self._budgets.addAction(action)
        menu.triggered.connect(self._budget_picked)
        self.budget.setMenu(menu)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 4, 8, 4)
        column.setSpacing(4)
        column.addWidget(self.list, 1)
        column.addWidget(hairline())
        row = QHBoxLayout()
        row.setContentsMargins(4, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self.memory)
        row.addWidget(self.budget)
        row.addStretch(1)
        column.addLayout(row)

    # The document

    def _listen(self) -> None:
        if self._document:
            self._document.history.changed.disconnect(self._show)
        self._document = self._desk.document
        self._document.history.changed.connect(self._show)
        self._show()
        self.show_memory()

    def _show(self) -> None:
        history = self._desk.document.history
        self.model.show_steps(history)
        now = self.model.index(history.index)
        if self.list.currentIndex() != now:
            self.list.selectionModel().setCurrentIndex(now, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.list.scrollTo(now)
        self._count.start()

    def _go(self, index: QModelIndex) -> None:
        document = self._desk.document
        if document.editing:
            document.editing.commit()
        document.history.go_to(index.row())

    # Memory

    def show_memory(self) -> None:
        """Count what the steps hold."""
        history = self._desk.document.history
        self.memory.setText(self.tr("Undo holds %1 of").replace("%1", megabytes(history.bytes)))
        text = megabytes(history.budget)
        self.budget.setText(f"{text} ▾")
        self.budget.setAccessibleName(self.tr("Memory for undo: %1").replace("%1", text))
        for action in self._budgets.actions():
            action.setChecked(action.data() * MB == history.budget)

    def _budget_picked(self, action: QAction) -> None:
        size = int(action.data())
        self._desk.document.history.set_budget(size * MB)
        self.show_memory()
        self.budget_chosen.emit(size)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.list.verticalHeader().setDefaultSectionSize(scaled(ROW))


def megabytes(size: int) -> str:
    """``size`` in bytes as a person reads it."""
    if size >= 1024 * MB:
        return f"{size / 1024 / MB:.3g} GB"
    if 0 < size < MB // 10:
        return f"{-(-size // 1024)} kB"
    return f"{size / MB:.0f} MB" if size >= 10 * MB or not size % MB else f"{size / MB:.1f} MB"
