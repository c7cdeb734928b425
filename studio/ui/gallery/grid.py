"""The grid of the gallery: an item view that lays out squares under day headers and draws what is seen."""

from datetime import date, timedelta
from typing import Any

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QLocale,
    QModelIndex,
    QPersistentModelIndex,
    QPoint,
    QRect,
    Qt,
    QTimer,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QDrag,
    QFont,
    QFontMetrics,
    QKeyEvent,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPixmap,
    QRegion,
    QResizeEvent,
)
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyleOptionViewItem, QWidget

from studio.core.artifacts import Artifact
from studio.ui.gallery.delegate import GalleryDelegate
from studio.ui.gallery.layout import GridLayout
from studio.ui.gallery.model import GalleryModel
from studio.ui.gallery.thumbnails import Thumbnails
from studio.ui.theme import is_theme_change, scaled, tokens

LEAST_SIDE, GAP, HEADER, MARGIN = 80, 6, 28, 12
FETCH_AHEAD = 2
"""Windows below the last seen row from which the next page is read."""
_Index = QModelIndex | QPersistentModelIndex


class GalleryGrid(QAbstractItemView):
    """Rows of a GalleryModel. Work per frame depends on what is seen, not on how much there is."""

    opened = Signal(object)  # Artifact: Enter or a double click
    looked = Signal(object)  # Artifact: Space
    delete_pressed = Signal()
    copy_pressed = Signal()

    def __init__(self, model: GalleryModel, thumbnails: Thumbnails, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gallery, self._thumbnails = model, thumbnails
        self._delegate = GalleryDelegate(thumbnails)
        self._grid = GridLayout([], 1, least=1, gap=0, header=0, margin=0)
        self._hovered = QPersistentModelIndex()
        self._stale = False
        self.setItemDelegate(self._delegate)
        self.setModel(model)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setDragEnabled(True)
        self.setDragDropMode(QAbstractItemView.DragDropMode.DragOnly)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.setMouseTracking(True)
        self.setFrameShape(QAbstractItemView.Shape.NoFrame)
        self.viewport().setAutoFillBackground(False)
        self.setMinimumWidth(scaled(120))
        self.setAccessibleName(self.tr("History gallery"))
        self.verticalScrollBar().valueChanged.connect(self._scrolled)
        thumbnails.ready.connect(self._tile_ready)
        for changed in (model.rowsInserted, model.rowsRemoved, model.modelReset, model.layoutChanged):
            changed.connect(self._restock)
        self._lay_out()

    # What is chosen

    def chosen(self) -> list[Artifact]:
        """Selected artifacts in the order they stand."""
        rows = sorted(index.row() for index in self.selectionModel().selectedIndexes())
        return [self._gallery.artifact(row) for row in rows]

    @property
    def model_shown(self) -> GalleryModel:
        """The rows, as what they are."""
        return self._gallery

    def current(self) -> Artifact | None:
        index = self.currentIndex()
        return self._gallery.artifact(index.row()) if index.isValid() else None

    def choose(self, row: int) -> None:
        """Select one row and bring it into sight."""
        if 0 <= row < self._gallery.rowCount():
            self.setCurrentIndex(self._gallery.index(row))

    # Layout

    def _lay_out(self) -> None:
        self._stale = False
        width = self.viewport().width()
        self._grid = GridLayout(
            self._gallery.days,
            width,
            least=scaled(LEAST_SIDE),
            gap=scaled(GAP),
            header=scaled(HEADER),
            margin=scaled(MARGIN),
        )
        self._set_range()

    def _set_range(self) -> None:
        bar = self.verticalScrollBar()
        bar.setRange(0, max(0, self._grid.height - self.viewport().height()))
        bar.setPageStep(max(1, self.viewport().height()))
        bar.setSingleStep(max(1, (self._grid.side + self._grid.gap) // 2))

    @property
    def grid(self) -> GridLayout:
        if self._stale:
            self._lay_out()
        return self._grid

    def _restock(self, *_: Any) -> None:
        """Rows came or went: keep what is in sight where it is, unless the top is in sight."""
        bar = self.verticalScrollBar()
        old = self._grid.height
        at = bar.value()
        inserted_above = len(_) == 3 and _[1] == 0 and at > 0
        self._lay_out()
        if inserted_above:
            bar.setValue(at + self._grid.height - old)
        self.viewport().update()
        QTimer.singleShot(0, self, self._fetch_if_near)

    def updateGeometries(self) -> None:
        super().updateGeometries()
        self._set_range()

    def doItemsLayout(self) -> None:
        self._lay_out()
        super().doItemsLayout()

    def resizeEvent(self, event: QResizeEvent) -> None:
        anchor = self._grid.row_at(self._grid.margin, self.verticalOffset() + self._grid.header)
        top = self.verticalOffset()
        super().resizeEvent(event)
        self._lay_out()
        if top > 0 and 0 <= anchor < self._gallery.rowCount():
            self.verticalScrollBar().setValue(self._grid.cell(anchor).y - self._grid.header)
        self._fetch_if_near()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) or event.type() == QEvent.Type.FontChange:
            self._stale = True
            self.viewport().update()

    def _scrolled(self) -> None:
        self.viewport().update()
        self._fetch_if_near()

    def _fetch_if_near(self) -> None:
        seen = self.verticalOffset() + self.viewport().height() * (1 + FETCH_AHEAD)
        if seen >= self._grid.height and self._gallery.canFetchMore():
            self._gallery.fetchMore()

    # What an item view must answer

    def visualRect(self, index: _Index) -> QRect:
        if not index.isValid() or index.row() >= self._gallery.rowCount():
            return QRect()
        cell = self.grid.cell(index.row())
        return QRect(cell.x, cell.y - self.verticalOffset(), cell.side, cell.side)

    def indexAt(self, point: QPoint) -> QModelIndex:
        row = self.grid.row_at(point.x(), point.y() + self.verticalOffset())
        return self._gallery.index(row) if row >= 0 else QModelIndex()

    def scrollTo(
        self,
        index: _Index,
        hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible,
    ) -> None:
        area = self.visualRect(index)
        if not area.isValid():
            return
        bar, room = self.verticalScrollBar(), self.viewport().height()
        if hint == QAbstractItemView.ScrollHint.PositionAtCenter:
            bar.setValue(bar.value() + area.center().y() - room // 2)
        elif area.top() < self.grid.header:
            bar.setValue(bar.value() + area.top() - self.grid.header)
        elif area.bottom() > room - self.grid.gap:
            bar.setValue(bar.value() + area.bottom() - room + 2 * self.grid.gap)

    def horizontalOffset(self) -> int:
        return 0

    def verticalOffset(self) -> int:
        return self.verticalScrollBar().value()

    def isIndexHidden(self, index: _Index) -> bool:
        return False

    def setSelection(self, rect: QRect, command: QItemSelectionModel.SelectionFlag) -> None:
        top = self.verticalOffset()
        area = rect.normalized().translated(0, top)
        selection = QItemSelection()
        if rect.width() <= 1 and rect.height() <= 1:
            rows = [self.grid.row_at(area.x(), area.y())]
        else:
            rows = self._rows_in(area)
        for row in rows:
            if row >= 0:
                index = self._gallery.index(row)
                selection.select(index, index)
        self.selectionModel().select(selection, command)

    def _rows_in(self, area: QRect) -> list[int]:
        """Rows under a rubber band; from one cell to another (Shift) all that stand between."""
        first = self.grid.row_at(area.left(), area.top())
        last = self.grid.row_at(area.right(), area.bottom())
        if first >= 0 and last >= 0:
            return list(range(min(first, last), max(first, last) + 1))
        found = []
        for row in self.grid.rows_between(area.top(), area.bottom()):
            cell = self.grid.cell(row)
            if area.intersects(QRect(cell.x, cell.y, cell.side, cell.side)):
                found.append(row)
        return found

    def visualRegionForSelection(self, selection: QItemSelection) -> QRegion:
        seen = self.grid.rows_between(self.verticalOffset(), self.verticalOffset() + self.viewport().height())
        region = QRegion()
        for chunk in selection.toList():
            for row in range(max(chunk.top(), seen.start), min(chunk.bottom() + 1, seen.stop)):
                region += self.visualRect(self._gallery.index(row)).adjusted(-3, -3, 3, 3)
        return region

    def moveCursor(
        self, action: QAbstractItemView.CursorAction, modifiers: Qt.KeyboardModifier
    ) -> QModelIndex:
        count = self._gallery.rowCount()
        if not count:
            return QModelIndex()
        row = max(0, self.currentIndex().row())
        lines = max(1, self.viewport().height() // (self.grid.side + self.grid.gap) - 1)
        move = QAbstractItemView.CursorAction
        if not self.currentIndex().isValid():
            target = 0
        elif action in (move.MoveLeft, move.MovePrevious):
            target = row - 1
        elif action in (move.MoveRight, move.MoveNext):
            target = row + 1
        elif action == move.MoveHome:
            target = 0
        elif action == move.MoveEnd:
            target = count - 1
        else:
            ways = {move.MoveUp: -1, move.MoveDown: 1, move.MovePageUp: -lines, move.MovePageDown: lines}
            target = self.grid.line_away(row, ways.get(action, 0))
        return self._gallery.index(max(0, min(count - 1, target)))

    # Drawing

    def paintEvent(self, event: QPaintEvent) -> None:
        top = self.verticalOffset()
        exposed = event.rect().translated(0, top)
        seen = self.grid.rows_between(top, top + self.viewport().height())
        self._thumbnails.only({self._gallery.artifact(row).id for row in seen})
        with QPainter(self.viewport()) as painter:
            for number in self.grid.days_between(exposed.top(), exposed.bottom()):
                self._draw_header(painter, number, top)
            option = QStyleOptionViewItem()
            self.initViewItemOption(option)
            for row in self.grid.rows_between(exposed.top() - RING, exposed.bottom() + RING):
                self._draw_row(painter, option, row)

    def _draw_row(self, painter: QPainter, option: QStyleOptionViewItem, row: int) -> None:
        index = self._gallery.index(row)
        state = QStyle.StateFlag.State_Enabled
        if self.selectionModel().isSelected(index):
            state |= QStyle.StateFlag.State_Selected
        if index == self.currentIndex() and self.hasFocus():
            state |= QStyle.StateFlag.State_HasFocus
        if self._hovered.isValid() and self._hovered.row() == row:
            state |= QStyle.StateFlag.State_MouseOver
        option.rect = self.visualRect(index)  # pyright: ignore[reportAttributeAccessIssue]
        option.state = state  # pyright: ignore[reportAttributeAccessIssue]
        self._delegate.paint(painter, option, index)

    def _draw_header(self, painter: QPainter, number: int, top: int) -> None:
        grid = self.grid
        font = QFont(self.font())
        font.setPixelSize(max(10, scaled(12)))
        painter.setFont(font)
        painter.setPen(QColor(tokens().muted))
        area = QRect(
            grid.margin, grid.tops[number] - top, self.viewport().width() - 2 * grid.margin, grid.header
        )
        text = QFontMetrics(font).elidedText(
            self.day_name(grid.days[number].day), Qt.TextElideMode.ElideRight, area.width()
        )
        painter.drawText(area.adjusted(0, 2, 0, -2), Qt.AlignmentFlag.AlignVCenter, text)

    def day_name(self, day: date) -> str:
        """How a day is headed: Today, Yesterday, or its date as this user writes it."""
        today = date.today()
        if day == today:
            return self.tr("Today")
        if day == today - timedelta(days=1):
            return self.tr("Yesterday")
        if day == date.min:
            return self.tr("Some day")
        kind = QLocale.FormatType.LongFormat
        return self.locale().toString(day, kind)  # pyright: ignore[reportCallIssue, reportArgumentType]

    def _tile_ready(self, identity: str) -> None:
        top = self.verticalOffset()
        for row in self.grid.rows_between(top, top + self.viewport().height()):
            if self._gallery.artifact(row).id == identity:
                self.viewport().update(self.visualRect(self._gallery.index(row)).adjusted(-3, -3, 3, 3))

    # Mouse and keys

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        self._hover(self.indexAt(event.position().toPoint()))

    def viewportEvent(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Leave:
            self._hover(QModelIndex())
        return super().viewportEvent(event)

    def _hover(self, index: QModelIndex) -> None:
        if self._hovered != index:
            for area in (self.visualRect(self._hovered), self.visualRect(index)):
                self.viewport().update(area)
            self._hovered = QPersistentModelIndex(index)

    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and event.button() == Qt.MouseButton.LeftButton:
            self.opened.emit(self._gallery.artifact(index.row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        current = self.current()
        key = Qt.Key(event.key())
        control = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if current and key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.opened.emit(current)
        elif current and key == Qt.Key.Key_Space and not control:
            self.looked.emit(current)
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.delete_pressed.emit()
        elif control and key == Qt.Key.Key_C:
            self.copy_pressed.emit()
        else:
            super().keyPressEvent(event)

    def startDrag(self, supportedActions: Qt.DropAction) -> None:  # noqa: N803
        """Drag files out; the picture under the pointer is a small tile, not the whole grid."""
        indexes = self.selectedIndexes()
        if not indexes or self._gallery.trashed:
            return
        drag = QDrag(self)
        drag.setMimeData(self._gallery.mimeData(indexes))
        tile = self._thumbnails.tile(self._gallery.artifact(indexes[0].row()), self._grid.side)
        if tile is not None:
            small: QPixmap = tile.scaledToWidth(scaled(56), Qt.TransformationMode.SmoothTransformation)
            drag.setPixmap(small)
        drag.exec(Qt.DropAction.CopyAction)


RING = 4
"""Selection rings reach this far out of their square."""
