"""The outline with a tick before all that shall be exported."""

from collections.abc import Iterable

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import QTreeWidget, QTreeWidgetItem

from studio.core.paths import resources
from studio.core.writing.outline import Item
from studio.ui.icons import icon
from studio.ui.theme import scaled, tokens
from studio.ui.writing.exchange.kinds import ICONS

IDENTITY = Qt.ItemDataRole.UserRole


class ItemTree(QTreeWidget):
    """Ticks of groups follow those inside them."""

    ticked = Signal()

    def __init__(self, items: Iterable[Item], chosen: frozenset[str]) -> None:
        """``chosen`` are the texts that are ticked."""
        super().__init__()
        self.setHeaderHidden(True)
        self.setIconSize(QSize(scaled(16), scaled(16)))
        self.setIndentation(scaled(18))
        self.setStyleSheet(_indicators())
        for item in items:
            self._add(item, self.invisibleRootItem(), chosen)
        self.expandAll()
        self.itemChanged.connect(self._changed)

    def _add(self, item: Item, parent: QTreeWidgetItem, chosen: frozenset[str]) -> None:
        row = QTreeWidgetItem(parent, [item.title or self.tr("Untitled")])
        row.setIcon(0, icon(ICONS.get(item.kind, "file-text"), "muted"))
        row.setData(0, IDENTITY, item.id if item.file else "")
        flags = row.flags() | Qt.ItemFlag.ItemIsUserCheckable
        if not item.file:
            flags |= Qt.ItemFlag.ItemIsAutoTristate
        row.setFlags(flags)
        row.setCheckState(0, Qt.CheckState.Checked if item.id in chosen else Qt.CheckState.Unchecked)
        for inner in item.children:
            self._add(inner, row, chosen)

    def _changed(self) -> None:
        self.ticked.emit()

    def chosen(self) -> tuple[str, ...]:
        """Ids of the ticked texts, in reading order."""
        made: list[str] = []

        def look(row: QTreeWidgetItem | None) -> None:
            if row is None:
                return
            if row.data(0, IDENTITY) and row.checkState(0) == Qt.CheckState.Checked:
                made.append(row.data(0, IDENTITY))
            for at in range(row.childCount()):
                look(row.child(at))

        look(self.invisibleRootItem())
        return tuple(made)


def _indicators() -> str:
    """Ticks in the colours of now, as check boxes have them; half filled where only some are ticked."""
    colours, side = tokens(), scaled(14)
    check = (resources() / "themes" / f"check-{'dark' if colours.dark else 'light'}.svg").as_posix()
    return (
        f"QTreeView::indicator {{ width: {side}px; height: {side}px; border: 1px solid {colours.muted};"
        f" border-radius: 4px; background: {colours.field}; }}"
        f" QTreeView::indicator:checked {{ background: {colours.raised}; image: url({check}); }}"
        f" QTreeView::indicator:indeterminate {{ background: {colours.muted}; }}"
    )
