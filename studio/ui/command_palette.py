"""The command palette: type a few letters of any command and run it."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPersistentModelIndex, QPoint, Qt
from PySide6.QtGui import QAction, QColor, QKeyEvent, QPainter
from PySide6.QtWidgets import (
    QFrame,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QVBoxLayout,
    QWidget,
)

from studio.ui.actions import Command, Commands, keys_text
from studio.ui.theme import scaled, tokens

ROWS_SHOWN = 10
_KEYS = Qt.ItemDataRole.UserRole + 1


def match_score(typed: str, text: str) -> int:
    """How well ``typed`` fits ``text``: 0 not at all, else more is better.

    All letters must occur in order; runs of letters and beginnings of words count more.
    """
    typed, text = typed.casefold().replace(" ", ""), text.casefold()
    if not typed:
        return 1
    if typed in text.replace(" ", ""):
        return 1000 - text.replace(" ", "").index(typed)
    score, place, run = 1, 0, 0
    for letter in typed:
        found = text.find(letter, place)
        if found < 0:
            return 0
        run = run + 1 if found == place else 0
        score += 1 + run + (5 if found == 0 or text[found - 1] == " " else 0)
        place = found + 1
    return score


def best_matches(typed: str, entries: Sequence[tuple[Command, QAction]]) -> list[tuple[Command, QAction]]:
    """The commands that fit, best first; all of them in their order when nothing is typed.

    Those that can be run now stand before the others.
    """
    scored = [
        (match_score(typed, f"{command.group} {command.text}"), command, action)
        for command, action in entries
    ]
    fitting = [entry for entry in scored if entry[0] > 0]
    if typed:
        fitting.sort(key=lambda entry: (not entry[2].isEnabled(), -entry[0]))
    return [(command, action) for _, command, action in fitting]


class _WithKeys(QStyledItemDelegate):
    """Writes the shortcut at the right edge of a row."""

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().paint(painter, option, index)
        keys = index.data(_KEYS)
        if keys:
            painter.setPen(QColor(tokens().muted))
            area = option.rect.adjusted(0, 0, -scaled(12), 0)  # pyright: ignore[reportAttributeAccessIssue]
            painter.drawText(area, Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignRight, keys)


class CommandPalette(QFrame):
    """A popup near the top of the window. Up and Down choose, Enter runs, Escape closes."""

    def __init__(self, commands: Commands, window: QWidget) -> None:
        super().__init__(window, Qt.WindowType.Popup)
        self.setProperty("kind", "menu")
        self._commands = commands
        self._window = window
        self.edit = QLineEdit()
        self.edit.setPlaceholderText(self.tr("Type a command"))
        self.edit.setAccessibleName(self.tr("Search or run a command"))
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Commands"))
        self.list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.list.setItemDelegate(_WithKeys(self.list))
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        column = QVBoxLayout(self)
        column.setContentsMargins(8, 8, 8, 8)
        column.setSpacing(8)
        column.addWidget(self.edit)
        column.addWidget(self.list)
        self.edit.textChanged.connect(self._filter)
        self.edit.installEventFilter(self)
        self.list.itemClicked.connect(self._run)
        self.setFixedWidth(scaled(520))

    def open(self) -> None:
        """Show all commands and wait for letters."""
        self.edit.clear()
        self._filter("")
        top = self._window.mapToGlobal(QPoint((self._window.width() - self.width()) // 2, scaled(52)))
        self.move(top)
        self.show()
        self.edit.setFocus()

    def _filter(self, typed: str) -> None:
        self.list.clear()
        for command, action in best_matches(typed, self._commands.all()):
            keys = keys_text(command.shortcut)
            text = f"{command.group}: {command.text}" if command.group else command.text
            item = QListWidgetItem(action.icon(), text)
            item.setData(Qt.ItemDataRole.UserRole, command.id)
            item.setData(_KEYS, keys)
            item.setData(Qt.ItemDataRole.AccessibleTextRole, f"{text} {keys}".strip())
            if not action.isEnabled():
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEnabled)
            self.list.addItem(item)
        if not self.list.count():
            none = QListWidgetItem(self.tr("No command is called that."))
            none.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(none)
        self._step(1, since=-1)
        rows = max(1, min(ROWS_SHOWN, self.list.count()))
        self.list.setFixedHeight(rows * max(scaled(30), self.list.sizeHintForRow(0)) + 4)
        self.adjustSize()

    def _step(self, step: int, since: int) -> None:
        """Choose the next command that can be run, going round."""
        count = self.list.count()
        for away in range(1, count + 1):
            row = (since + step * away) % count
            if self.list.item(row).flags() & Qt.ItemFlag.ItemIsEnabled:
                self.list.setCurrentRow(row)
                return

    def _run(self) -> None:
        item = self.list.currentItem()
        if item and item.flags() & Qt.ItemFlag.ItemIsEnabled:
            self.hide()
            self._commands.run(item.data(Qt.ItemDataRole.UserRole))

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = {Qt.Key.Key_Down: 1, Qt.Key.Key_Up: -1}.get(Qt.Key(event.key()), 0)
            if step and self.list.count():
                self._step(step, since=self.list.currentRow())
                return True
            if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
                self._run()
                return True
        return False
