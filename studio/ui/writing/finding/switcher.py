"""Jump to a scene or note: type a few letters of its title."""

from PySide6.QtCore import QEvent, QObject, QPoint, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
)

from studio.core.writing.outline import TEXT_KINDS, Item, Outline, every, parents
from studio.ui.command_palette import match_score
from studio.ui.theme import scaled, tokens
from studio.ui.writing.finding.results_model import Index
from studio.ui.writing.page import WritePage

ROWS_SHOWN = 12
LISTED = 200
"""Titles that are listed at most; typing finds the others."""
_ABOVE = Qt.ItemDataRole.UserRole + 1


def fitting(typed: str, outline: Outline, last: str = "") -> list[tuple[Item, str]]:
    """Scenes and notes whose titles, or their groups' titles, fit; best first, with the groups' titles.

    ``last`` stands first while nothing is typed, so that Enter goes back to where one was before.
    """
    found: list[tuple[int, Item, str]] = []
    for item in every(outline):
        if item.kind in TEXT_KINDS:
            above = " · ".join(one.title for one in parents(outline, item.id))
            score = match_score(typed, item.title) * 4 or match_score(typed, f"{above} {item.title}")
            if score:
                found.append((score, item, above))
    if typed:
        found.sort(key=lambda one: -one[0])
    elif last:
        found.sort(key=lambda one: one[1].id != last)
    return [(item, above) for _, item, above in found]


class _WithGroups(QStyledItemDelegate):
    """Writes the groups around a text at the right edge of its row."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if above := index.data(_ABOVE):
            painter.setPen(QColor(tokens().muted))
            area = option.rect.adjusted(option.rect.width() // 2, 0, -scaled(12), 0)  # pyright: ignore[reportAttributeAccessIssue]
            told = painter.fontMetrics().elidedText(above, Qt.TextElideMode.ElideLeft, area.width())
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, told)


class Switcher(QFrame):
    """A popup near the top of the window. Up and Down choose, Enter shows, Escape closes."""

    def __init__(self, page: WritePage) -> None:
        super().__init__(page, Qt.WindowType.Popup)
        self.setProperty("kind", "menu")
        self._page = page
        self.last = ""
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Title of a scene or note"))
        self.edit.setAccessibleName(self.tr("Go to a scene or note"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Scenes and notes"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._delegate = _WithGroups(self.list)
        self.list.setItemDelegate(self._delegate)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self.edit.textChanged.connect(self._filter)
        self.edit.installEventFilter(self)
        self.list.itemClicked.connect(self._go)
        self.setFixedWidth(scaled(560))

    def open(self) -> None:
        self.edit.clear()
        self._filter("")
        window = self._page.window()
        self.move(window.mapToGlobal(QPoint((window.width() - self.width()) // 2, scaled(52))))
        self.show()
        self.edit.setFocus()

    def _filter(self, typed: str) -> None:
        self.list.clear()
        project = self._page.project
        shown = fitting(typed.strip(), project.outline, self.last)[:LISTED] if project else []
        for item, above in shown:
            row = QListWidgetItem(item.title)
            row.setData(Qt.ItemDataRole.UserRole, item.id)
            row.setData(_ABOVE, above or ("" if item.kind == "scene" else self.tr("Note")))
            row.setData(Qt.ItemDataRole.AccessibleTextRole, f"{item.title} {above}".strip())
            self.list.addItem(row)
        if not shown:
            none = QListWidgetItem(self.tr("No scene or note is called that."))
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(none)
        self.list.setCurrentRow(0)
        rows = max(1, min(ROWS_SHOWN, self.list.count()))
        self.list.setFixedHeight(rows * max(scaled(30), self.list.sizeHintForRow(0)) + 4)
        self.adjustSize()

    def _go(self) -> None:
        item = self.list.currentItem()
        identity = item.data(Qt.ItemDataRole.UserRole) if item else ""
        if identity:
            self.hide()
            if self._page.open_item(identity):
                self._page.editor.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step:
                self.list.setCurrentRow((self.list.currentRow() + step) % max(1, self.list.count()))
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._go()
                return True
        return False
