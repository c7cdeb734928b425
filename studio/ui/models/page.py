"""The Models page: kinds and folders, the list of files, and the detail of the chosen one."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QMimeData, QPoint, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QDragEnterEvent, QDragLeaveEvent, QDropEvent, QKeyEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QHBoxLayout,
    QLineEdit,
    QListView,
    QSplitter,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from studio.ui.icons import icon
from studio.ui.models.add_button import AddButton
from studio.ui.models.detail import DetailSide
from studio.ui.models.empty_card import EmptyCard
from studio.ui.models.facets import Facets
from studio.ui.models.kinds import size_text
from studio.ui.models.previews import Previews
from studio.ui.models.row_delegate import RowDelegate
from studio.ui.models.rows import ROW, SORTS, ModelRows, Row, Wish
from studio.ui.param_form import make_combo
from studio.ui.theme import GAP_2, GAP_3, is_theme_change, scaled
from studio.ui.widgets import icon_button, label
from studio.ui.window_state import WindowState

WIDTHS = (200, 620, 360)
NARROW = 480
SEARCH_MS = 120


class ModelsPage(QWidget):
    """Shows rows; what shall be done is told by signals."""

    dropped = Signal(object)
    """Paths of files and folders, dropped onto the page."""
    row_chosen = Signal(object)
    """Row, or None."""
    look_wanted = Signal()
    """The folders shall be looked at again."""

    def __init__(self) -> None:
        super().__init__()
        self.setAcceptDrops(True)
        self.rows = ModelRows()
        self.previews = Previews(self)
        self._wish = Wish()
        self._wanted = ""
        """Path of the row that stays chosen, whatever is filtered."""
        self.facets, self.detail, self.add = Facets(), DetailSide(), AddButton()
        self._make_list()
        self._lay_out()
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(SEARCH_MS)
        self._connect()
        self.detail.show_row(None)

    # Building

    def _make_list(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search models"))
        self.search.setAccessibleName(self.tr("Search models"))
        self.search.setToolTip(self.tr("Words of the name, the family, the kind or the file's name"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.family = make_combo()
        self.family.setAccessibleName(self.tr("Family"))
        self.sort = make_combo()
        self.sort.setAccessibleName(self.tr("Order"))
        names = (
            self.tr("By name"),
            self.tr("By size"),
            self.tr("By family"),
            self.tr("Last used"),
            self.tr("Last changed"),
        )
        for identity, text in zip(SORTS, names, strict=True):
            self.sort.addItem(text, identity)
        self.again = icon_button("arrows-clockwise", self.tr("Look at the folders again"))
        self.list = QListView()
        self.list.setAccessibleName(self.tr("Model files"))
        self.list.setModel(self.rows)
        self.list.setItemDelegate(RowDelegate(self.previews))
        self.list.setUniformItemSizes(True)
        self.list.setMouseTracking(True)
        self.list.setVerticalScrollMode(QListView.ScrollMode.ScrollPerPixel)
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.nothing = label("", "muted", wrap=True)
        self.nothing.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.nothing.setContentsMargins(24, 24, 24, 24)
        self.count = label("", "muted")
        self.card = EmptyCard()
        self.card.hide()

    def _lay_out(self) -> None:
        self._head = head = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        head.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_2)
        head.setSpacing(GAP_2)
        head.addWidget(self.search, 3)
        choices = QHBoxLayout()
        choices.setSpacing(GAP_2)
        choices.addWidget(self.family, 1)
        choices.addWidget(self.sort, 1)
        choices.addWidget(self.again)
        head.addLayout(choices, 4)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.list)
        self._stack.addWidget(self.nothing)
        foot = QHBoxLayout()
        foot.setContentsMargins(GAP_3, GAP_2, GAP_3, GAP_3)
        foot.addWidget(self.count, 1)
        middle = QWidget()
        column = QVBoxLayout(middle)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(head)
        column.addLayout(self._stack, 1)
        card = QVBoxLayout()
        card.setContentsMargins(GAP_3, 0, GAP_3, 0)
        card.addWidget(self.card)
        column.addLayout(card)
        column.addLayout(foot)
        left = QWidget()
        left.setProperty("kind", "panel")
        left.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        side = QVBoxLayout(left)
        side.setContentsMargins(GAP_2, GAP_3, GAP_2, GAP_3)
        side.setSpacing(GAP_2)
        side.addWidget(self.add)
        side.addWidget(self.facets, 1)
        right = QWidget()
        right.setProperty("kind", "panel")
        right.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        inside = QVBoxLayout(right)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.addWidget(self.detail)
        self.columns = QSplitter(Qt.Orientation.Horizontal)
        self.columns.setHandleWidth(1)
        for place, part in enumerate((left, middle, right)):
            self.columns.addWidget(part)
            self.columns.setCollapsible(place, False)
            self.columns.setStretchFactor(place, 1 if part is middle else 0)
        left.setMinimumWidth(scaled(150))
        middle.setMinimumWidth(scaled(300))
        self.columns.splitterMoved.connect(self._give_room)
        self._middle = middle
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.columns, 1)
        self._target = QFrame(self)
        self._target.setProperty("kind", "drop")
        self._target.setProperty("filled", "true")
        self._target.setProperty("target", "true")
        inner = QVBoxLayout(self._target)
        words = label(self.tr("Drop files or folders to add them"), "title")
        words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        inner.addWidget(words)
        self._target.hide()

    def _connect(self) -> None:
        self.search.textChanged.connect(lambda: self._search_soon.start())
        self.search.returnPressed.connect(self._search_now)
        self._search_soon.timeout.connect(self._search_now)
        self.family.activated.connect(lambda: self._ask(family=self.family.currentData() or ""))
        self.sort.activated.connect(lambda: self._ask(sort=self.sort.currentData() or "name"))
        self.facets.chosen.connect(self._facet_chosen)
        self.again.clicked.connect(self.look_wanted)
        self.list.selectionModel().currentChanged.connect(self._current_changed)
        self.list.doubleClicked.connect(lambda: self._do("use"))
        self.list.customContextMenuRequested.connect(self._open_menu)
        self.previews.arrived.connect(self.list.viewport().update)

    # What is shown

    def show_rows(self, rows: Sequence[Row], own: str, watched: Sequence[str]) -> None:
        """Show these files and folders; the chosen one stays chosen when it is still there."""
        self.rows.set_rows(rows)
        self.facets.show_facets(self.rows.counts(), self.rows.kinds(), own, watched)
        self._fill_families()
        self._rearranged()

    def choose(self, path: str) -> None:
        """Choose the row of a path, when it is shown."""
        self._wanted = path
        self._choose_again()

    def show_all(self) -> None:
        """Take every filter away."""
        self.search.clear()
        self._search_soon.stop()
        self._ask(words="", family="")
        self.facets.choose()

    def row(self) -> Row | None:
        """The chosen row."""
        found = self.list.currentIndex().data(ROW)
        return found if isinstance(found, Row) else None

    def show_busy(self, busy: bool) -> None:
        """Whether the folders are being looked at."""
        self.again.setEnabled(not busy)
        self._say(busy)

    def _ask(self, **changes: str) -> None:
        self._wish = replace(self._wish, **changes)
        self.rows.set_wish(self._wish)
        self._rearranged()

    def _facet_chosen(self, kind: str, folder: str) -> None:
        changed = kind != self._wish.kind
        self._ask(kind=kind, folder=folder, family="" if changed else self._wish.family)
        self._fill_families()

    def _search_now(self) -> None:
        self._search_soon.stop()
        if self.search.text() != self._wish.words:
            self._ask(words=self.search.text())

    def _fill_families(self) -> None:
        self.family.clear()
        self.family.addItem(self.tr("Every family"), "")
        for name in self.rows.families():
            self.family.addItem(name, name)
        place = self.family.findData(self._wish.family)
        self.family.setCurrentIndex(max(0, place))
        if place < 0:
            self._ask(family="")

    def _rearranged(self) -> None:
        self._say()
        shown = self.rows.rowCount() > 0
        self._stack.setCurrentIndex(0 if shown else 1)
        words = self._wish.words.strip()
        self.nothing.setText(
            self.tr("No file matches “%1” here.").replace("%1", words)
            if words
            else self.tr("Nothing is here.")
        )
        self._choose_again()

    def _choose_again(self) -> None:
        place = self.rows.place_of(self._wanted)
        if place < 0 and self.rows.rowCount():
            place = 0
        if place >= 0:
            wanted = self._wanted
            index = self.rows.index(place)
            self.list.setCurrentIndex(index)
            self.list.scrollTo(index)
            self._wanted = wanted or self._wanted
        self._show_current()

    def _current_changed(self) -> None:
        if row := self.row():
            self._wanted = row.entry.path
        self._show_current()

    def _show_current(self) -> None:
        self.row_chosen.emit(self.row())

    def _say(self, busy: bool = False) -> None:
        number = self.locale().toString
        shown, whole = self.rows.rowCount(), len(self.rows.all)
        size = size_text(sum(row.sides.bytes for row in self.rows.shown))
        told = self.tr("%n file(s)", "", shown) if shown == whole else self.tr("%1 of %2 files")
        told = told.replace("%1", number(shown)).replace("%2", number(whole))
        looking = self.tr("looking at the folders…") if busy else ""
        self.count.setText(" · ".join(text for text in (told, size, looking) if text))

    # What can be done

    def _do(self, name: str) -> None:
        row = self.row()
        if row and (name != "use" or not self.detail.use.isHidden()):
            self.detail.asked.emit(name, row)

    def _open_menu(self, point: QPoint) -> None:
        if self.list.indexAt(point).isValid():
            menu = self.detail.menu()
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.list.viewport().mapToGlobal(point))

    def start_search(self) -> None:
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self._search_now()
            self.list.setFocus()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and self.list.hasFocus():
            self._do("use")
        elif event.key() == Qt.Key.Key_Delete and self.list.hasFocus():
            row = self.row()
            if row and any(action.objectName() == "trash" for action in self.detail.menu().actions()):
                self.detail.asked.emit("trash", row)
        else:
            super().keyPressEvent(event)

    # Dropping

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        if dropped_places(event.mimeData()):
            event.acceptProposedAction()
            self._target.setGeometry(self.rect().adjusted(12, 12, -12, -12))
            self._target.raise_()
            self._target.show()

    def dragLeaveEvent(self, event: QDragLeaveEvent) -> None:
        self._target.hide()

    def dropEvent(self, event: QDropEvent) -> None:
        self._target.hide()
        if places := dropped_places(event.mimeData()):
            event.acceptProposedAction()
            self.dropped.emit(places)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._target.setGeometry(self.rect().adjusted(12, 12, -12, -12))

        self._give_room()

    def _give_room(self) -> None:
        """In a narrow column the choices stand below the search field."""
        narrow = self._middle.width() < scaled(NARROW)
        way = QBoxLayout.Direction.TopToBottom if narrow else QBoxLayout.Direction.LeftToRight
        if self._head.direction() != way:
            self._head.setDirection(way)

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_room()

    # Remembering

    def restore(self, state: WindowState) -> None:
        """As it was when ``save`` was called."""
        sizes = state.numbers("models_columns")
        self.columns.setSizes(sizes if len(sizes) == 3 else [scaled(width) for width in WIDTHS])
        sort = state.text("models_sort", "name")
        self.sort.setCurrentIndex(max(0, self.sort.findData(sort)))
        self._wanted = state.text("models_chosen")
        self._ask(sort=self.sort.currentData())

    def save(self, state: WindowState) -> None:
        state.set("models_columns", self.columns.sizes())
        state.set("models_sort", self.sort.currentData())
        state.set("models_chosen", self._wanted)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):  # rows of uniform height are measured once
            self.list.doItemsLayout()

    def sizeHint(self) -> QSize:
        return QSize(900, 600)


def dropped_places(data: QMimeData) -> list[Path]:
    """Files and folders of this machine among what is dragged."""
    return [Path(url.toLocalFile()) for url in data.urls() if url.isLocalFile()]
