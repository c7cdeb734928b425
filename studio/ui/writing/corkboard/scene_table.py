"""The scenes as a table: sorted for looking, written in place; their order in the book stays as it is."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QModelIndex, QSortFilterProxyModel, Qt, QTimer
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QHeaderView,
    QSpinBox,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from studio.core.writing.outline import STATUSES, parents, scenes
from studio.ui.theme import GAP_3, is_theme_change, scaled, tokens
from studio.ui.widgets import label, lead_focus
from studio.ui.writing.corkboard import table_model
from studio.ui.writing.corkboard.table_model import IDENTITY, SORT, SceneRows
from studio.ui.writing.finding.results_model import Index
from studio.ui.writing.outline.rows import status_title
from studio.ui.writing.page import WritePage

WIDTHS = {
    table_model.NUMBER: 44,
    table_model.TITLE: 190,
    table_model.GROUP: 150,
    table_model.STATUS: 110,
    table_model.WORDS: 70,
    table_model.GOAL: 84,
}
NARROW = 720
"""Pixels below which the groups are left out, so that the synopsis has room."""
NARROWEST = 560
"""Pixels below which the goals are left out as well, and all is as narrow as it can be."""
NARROW_WIDTHS = {
    table_model.NUMBER: 36,
    table_model.TITLE: 130,
    table_model.STATUS: 84,
    table_model.WORDS: 58,
}


class _Fields(QStyledItemDelegate):
    """States are chosen from a list, goals are numbers."""

    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() == table_model.STATUS:
            box = QComboBox(parent)
            for status in STATUSES:
                box.addItem(status_title(status), status)
            box.activated.connect(lambda: (self.commitData.emit(box), self.closeEditor.emit(box)))
            QTimer.singleShot(0, box, box.showPopup)
            return box
        if index.column() == table_model.GOAL:
            number = QSpinBox(parent)
            number.setRange(0, 1_000_000)
            number.setSingleStep(100)
            return number
        return super().createEditor(parent, option, index)

    def setEditorData(self, editor: QWidget, index: Index) -> None:
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(editor.findData(index.data(Qt.ItemDataRole.EditRole)))
        elif isinstance(editor, QSpinBox):
            editor.setValue(index.data(Qt.ItemDataRole.EditRole))
        else:
            super().setEditorData(editor, index)

    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, editor.currentData())
        elif isinstance(editor, QSpinBox):
            editor.interpretText()
            model.setData(index, editor.value())
        else:
            super().setModelData(editor, model, index)


class _Rows(QTableView):
    """Enter opens the scene, F2 writes in the cell."""

    def keyPressEvent(self, event: QKeyEvent) -> None:
        index = self.currentIndex()
        editing = self.state() == QAbstractItemView.State.EditingState
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and index.isValid() and not editing:
            self.activated.emit(index)
        else:
            super().keyPressEvent(event)


class SceneTable(QWidget):
    """A view of the page."""

    def __init__(self, page: WritePage) -> None:
        super().__init__()
        self._page = page
        self.rows = SceneRows(self._write)
        self.sorted = QSortFilterProxyModel()
        self.sorted.setSourceModel(self.rows)
        self.sorted.setSortRole(SORT)
        self.view = _Rows()
        self.view.setProperty("kind", "rows")
        self.view.setAccessibleName(self.tr("Scenes"))
        self.view.setModel(self.sorted)
        self._fields = _Fields(self.view)
        self.view.setItemDelegate(self._fields)
        self.view.setSortingEnabled(True)
        self.view.sortByColumn(table_model.NUMBER, Qt.SortOrder.AscendingOrder)
        self.view.setShowGrid(False)
        self.view.setWordWrap(False)
        self.view.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.view.setEditTriggers(
            QAbstractItemView.EditTrigger.DoubleClicked | QAbstractItemView.EditTrigger.EditKeyPressed
        )
        self.view.setTabKeyNavigation(False)
        self.view.verticalHeader().hide()
        self.view.verticalHeader().setDefaultSectionSize(scaled(32))
        head = self.view.horizontalHeader()
        head.setHighlightSections(False)
        head.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        head.setStretchLastSection(True)
        for column, width in WIDTHS.items():
            self.view.setColumnWidth(column, scaled(width))
        head.setMinimumSectionSize(scaled(36))
        self._dress()
        self.none = label(self.tr("There are no scenes yet. Press Ctrl+N to begin one."), "muted")
        self.none.setAlignment(Qt.AlignmentFlag.AlignCenter)
        column_of = QVBoxLayout(self)
        column_of.setContentsMargins(GAP_3, GAP_3, GAP_3, 0)
        column_of.addWidget(self.view, 1)
        column_of.addWidget(self.none, 1)
        lead_focus(self, self.view)
        self.view.activated.connect(self._open)
        page.outline_changed.connect(self._changed)
        page.project_opened.connect(self._changed)
        self._later = QTimer(self, singleShot=True, interval=0)
        self._later.timeout.connect(self.refresh)
        self._fields.closeEditor.connect(self._changed)

    def _dress(self) -> None:
        """The head as quiet as a label over a field; the style sheet of the window knows no heads."""
        colours = tokens()
        section = f"background: {colours.panel}; color: {colours.muted}; padding: 4px 8px; border: 0"
        self.view.horizontalHeader().setStyleSheet(
            "QHeaderView { background: transparent; border: 0; }"
            f"QHeaderView::section {{ {section}; border-bottom: 1px solid {colours.line}; }}"
        )

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "view"):
            QTimer.singleShot(0, self, self._dress)

    _room: tuple[bool, bool] | None = None

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        narrow, narrowest = self.width() < scaled(NARROW), self.width() < scaled(NARROWEST)
        if (narrow, narrowest) == self._room:
            return  # widths the writer chose stay
        self._room = narrow, narrowest
        self.view.setColumnHidden(table_model.GROUP, narrow)
        self.view.setColumnHidden(table_model.GOAL, narrowest)
        for column, width in WIDTHS.items():
            small = NARROW_WIDTHS.get(column, width) if narrowest else width
            self.view.setColumnWidth(column, scaled(small))
        if narrow:
            self.view.setColumnWidth(table_model.TITLE, scaled(NARROW_WIDTHS[table_model.TITLE]))

    def _changed(self) -> None:
        if self.isVisible():
            self._later.start()

    def showEvent(self, event) -> None:
        super().showEvent(event)
        self.refresh()
        for row in range(self.sorted.rowCount()):
            if self.sorted.index(row, 0).data(IDENTITY) == self._page.editor.item:
                self.view.setCurrentIndex(self.sorted.index(row, table_model.TITLE))

    def refresh(self) -> None:
        """Show the scenes as the outline has them now; not over a cell that is being written."""
        if self.view.state() == QAbstractItemView.State.EditingState:
            return
        project, buffers = self._page.project, self._page.buffers
        if project is None or buffers is None:
            self.rows.show_scenes([], {})
        else:
            outline = project.outline
            told = [
                (item, " · ".join(one.title for one in parents(outline, item.id))) for item in scenes(outline)
            ]
            self.rows.read_only = project.read_only
            self.rows.show_scenes(told, buffers.counts())
        self.view.setVisible(self.rows.rowCount() > 0)
        self.none.setVisible(not self.rows.rowCount())

    def _write(self, identity: str, field: str, value: object) -> None:
        names = {
            "title": self.tr("Rename"),
            "status": self.tr("State"),
            "goal": self.tr("Goal"),
            "synopsis": self.tr("Synopsis"),
        }
        self._page.outline.steps.set_values([identity], names[field], **{field: value})

    def _open(self, index: QModelIndex) -> None:
        if index.column() not in table_model.FIELDS or not self.view.underMouse():
            self._page.open_item(index.data(IDENTITY))
