"""The left column of the Models page: kinds of files and watched folders, one of them chosen."""

from collections import Counter
from collections.abc import Mapping, Sequence
from pathlib import Path

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPoint, QRect, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFontMetrics, QPainter
from PySide6.QtWidgets import (
    QListWidget,
    QListWidgetItem,
    QMenu,
    QStyledItemDelegate,
    QStyleOptionViewItem,
)

from studio.ui.icons import icon
from studio.ui.models.kinds import kind_icon, kind_title
from studio.ui.models.rows import REMOVED
from studio.ui.theme import scaled, tokens

FACET, COUNT = int(Qt.ItemDataRole.UserRole), int(Qt.ItemDataRole.UserRole) + 1
HEAD = "head"
ICON, EDGES = 16, 32
"""Side of an icon, and what margins take of a line."""


class _CountDelegate(QStyledItemDelegate):
    """The number of files at the right edge of a line, and a text that ends before it."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        metrics: QFontMetrics = option.fontMetrics  # pyright: ignore[reportAttributeAccessIssue]
        area: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
        count = index.data(COUNT)
        if count:
            taken = metrics.horizontalAdvance(count) + scaled(ICON) + EDGES
            text: str = option.text  # pyright: ignore[reportAttributeAccessIssue]
            fitted = metrics.elidedText(text, Qt.TextElideMode.ElideRight, area.width() - taken)
            option.text = fitted  # pyright: ignore[reportAttributeAccessIssue]

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        count = index.data(COUNT)
        if count:
            area: QRect = option.rect  # pyright: ignore[reportAttributeAccessIssue]
            painter.save()
            painter.setPen(QColor(tokens().muted))
            painter.drawText(
                area.adjusted(0, 0, -10, 0),
                Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter,
                count,
            )
            painter.restore()


class Facets(QListWidget):
    """``chosen`` carries a kind and a folder, each empty for any."""

    chosen = Signal(str, str)
    remove_wanted = Signal(str)
    """A watched folder shall be forgotten."""
    open_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(self.tr("Kinds of files and folders"))
        self.setItemDelegate(_CountDelegate(self))
        self.setIconSize(QSize(scaled(ICON), scaled(ICON)))
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.customContextMenuRequested.connect(self._open_menu)
        self.currentItemChanged.connect(self._tell)
        self._removable: frozenset[str] = frozenset()
        self._filling = False

    def show_facets(
        self, counts: Mapping[str, int], kinds: Sequence[str], own: str, watched: Sequence[str]
    ) -> None:
        """Offer these kinds, and the folders: ``own`` is the folder of models, ``watched`` can be removed."""
        before = self.facet()
        self._filling = True
        self.clear()
        self._removable = frozenset(watched)
        whole = sum(count for kind, count in counts.items() if kind != REMOVED)
        self._add(self.tr("All files"), "stack", ("", ""), whole)
        for kind in kinds:
            self._add(kind_title(kind), kind_icon(kind), (kind, ""), counts.get(kind, 0))
        if counts.get(REMOVED):
            self._add(self.tr("Taken off the list"), "eye-slash", (REMOVED, ""), counts[REMOVED])
        head = QListWidgetItem(self.tr("Watched folders"))
        head.setFlags(Qt.ItemFlag.NoItemFlags)
        head.setData(FACET, HEAD)
        self.addItem(head)
        folders = [*dict.fromkeys((own, *watched))]
        names = Counter(Path(folder).name for folder in folders)
        for folder in folders:
            path = Path(folder).expanduser()
            there = path.exists()
            name = "/".join(path.parts[-2:]) if names[path.name] > 1 else path.name
            name = self.tr("Folder of models") if folder == own else name
            item = self._add(name or folder, "folder" if there else "warning", ("", folder), 0)
            missing = "" if there else "\n" + self.tr("It is not there: its disk may be disconnected.")
            item.setToolTip(folder + missing)
        self._choose(before)
        self._filling = False
        if self.facet() != before:
            self._tell()

    def _add(self, text: str, name: str, facet: tuple[str, str], count: int) -> QListWidgetItem:
        item = QListWidgetItem(icon(name, "muted"), text)
        number = self.locale().toString(count) if count else ""
        item.setData(FACET, facet)
        item.setData(COUNT, number)
        item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text} {number}".strip())
        self.addItem(item)
        return item

    def facet(self) -> tuple[str, str]:
        """Kind and folder that are chosen."""
        item = self.currentItem()
        found = item.data(FACET) if item else None
        return (found[0], found[1]) if found and found != HEAD else ("", "")

    def choose(self, kind: str = "", folder: str = "") -> None:
        """Choose a kind or a folder; what there is not chooses all files."""
        self._choose((kind, folder))

    def _choose(self, facet: tuple[str, str]) -> None:
        for place in range(self.count()):
            found = self.item(place).data(FACET)
            if found and found != HEAD and tuple(found) == facet:
                self.setCurrentRow(place)
                return
        self.setCurrentRow(0)

    def _tell(self) -> None:
        if not self._filling:
            self.chosen.emit(*self.facet())

    def folder_menu(self, folder: str) -> QMenu:
        """What can be done with a folder."""
        menu = QMenu(self)
        opening = menu.addAction(icon("folder-open", "muted"), self.tr("Open folder"))
        opening.triggered.connect(lambda: self.open_wanted.emit(folder))
        if folder in self._removable:
            removing = menu.addAction(icon("x", "muted"), self.tr("Watch it no more"))
            removing.setObjectName("remove")
            removing.setToolTip(self.tr("Forget the folder; nothing on the disk is deleted"))
            removing.triggered.connect(lambda: self.remove_wanted.emit(folder))
        return menu

    def _open_menu(self, point: QPoint) -> None:
        item = self.itemAt(point)
        facet = item.data(FACET) if item else None
        if facet and facet != HEAD and facet[1]:
            menu = self.folder_menu(facet[1])
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.viewport().mapToGlobal(point))
