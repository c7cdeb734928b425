"""All chats of the project or of the program: search, open, rename, trash."""

from PySide6.QtCore import QDateTime, QLocale, QPoint, Qt, QTimer, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QListWidget,
    QListWidgetItem,
    QMenu,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.storage.chats import ChatFound, Chats
from studio.ui.icons import icon
from studio.ui.theme import GAP_2, scaled
from studio.ui.widgets import icon_button, label
from studio.ui.writing.chat.desk import ChatDesk

WAIT_MS = 150


class ChatList(QWidget):
    """Reads the files off the window thread; the newest search holds."""

    chosen = Signal(str)

    def __init__(self, desk: ChatDesk) -> None:
        super().__init__()
        self._desk = desk
        self._turn = 0
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search in chats"))
        self.search.setAccessibleName(self.tr("Search in chats"))
        self.search.setClearButtonEnabled(True)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Chats"))
        self.list.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        self.list.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.empty = label("", "muted", wrap=True)
        self.trash = icon_button("trash", self.tr("Show chats in the trash"))
        self.trash.setCheckable(True)
        self.trash.toggled.connect(lambda _: self.refresh())
        column = QVBoxLayout(self)
        column.setContentsMargins(GAP_2, GAP_2, GAP_2, GAP_2)
        column.setSpacing(GAP_2)
        row = QHBoxLayout()
        row.setSpacing(GAP_2)
        row.addWidget(self.search, 1)
        row.addWidget(self.trash)
        column.addLayout(row)
        column.addWidget(self.empty)
        column.addWidget(self.list, 1)
        column.addStretch()
        self.setFixedWidth(scaled(216))
        self._later = QTimer(self)
        self._later.setSingleShot(True)
        self._later.setInterval(WAIT_MS)
        self._later.timeout.connect(self.refresh)
        self.search.textChanged.connect(lambda _: self._later.start())
        self.list.itemActivated.connect(self._open)
        self.list.itemClicked.connect(self._open)
        self.list.itemChanged.connect(self._renamed)
        self.list.customContextMenuRequested.connect(self._show_menu)
        desk.listed.connect(self._later.start)
        desk.head_changed.connect(self._mark)

    def refresh(self) -> None:
        """Read the folder again."""
        self._turn += 1
        chats, words, turn = self._desk.chats, self.search.text(), self._turn
        offthread.run(_found, chats, words, self.trash.isChecked(), turn, done=self._filled)

    def _filled(self, answer: tuple[int, list[ChatFound]]) -> None:
        turn, found = answer
        if turn != self._turn:
            return
        if self.list.state() == QListWidget.State.EditingState:  # a name is being written
            self._later.start()
            return
        self.list.blockSignals(True)
        self.list.clear()
        for chat in found:
            item = QListWidgetItem(chat.title or self.tr("New chat"))
            day = QLocale().toString(
                QDateTime.fromSecsSinceEpoch(round(chat.changed)), QLocale.FormatType.ShortFormat
            )
            item.setToolTip("\n".join(filter(None, (chat.title, chat.excerpt, chat.problem, day))))
            item.setData(Qt.ItemDataRole.UserRole, chat.id)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsEditable)
            if chat.trashed:
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if chat.excerpt:
                item.setText(f"{chat.title}\n{chat.excerpt}")
                item.setFlags(item.flags() & ~Qt.ItemFlag.ItemIsEditable)
            if chat.problem:
                item.setIcon(icon("warning", "danger"))
            self.list.addItem(item)
        self.list.blockSignals(False)
        self.list.setVisible(bool(found))
        words = self.tr("The trash is empty.") if self.trash.isChecked() else self.tr("No chats yet.")
        if self.search.text().strip():
            words = self.tr("No chat holds these words.")
        elif self.trash.isChecked() and found:
            words = self.tr("Press Enter on a chat to bring it back.")
        self.empty.setText(words)
        self.empty.setVisible(not found or self.trash.isChecked())
        self._mark()

    def _mark(self) -> None:
        current = self._desk.chat.head.id if self._desk.chat else ""
        for row in range(self.list.count()):
            item = self.list.item(row)
            if item.data(Qt.ItemDataRole.UserRole) == current:
                self.list.setCurrentItem(item)
                return
        self.list.setCurrentRow(-1)

    def _open(self, item: QListWidgetItem) -> None:
        if self.trash.isChecked():
            self._restore(item.data(Qt.ItemDataRole.UserRole))
        else:
            self.chosen.emit(item.data(Qt.ItemDataRole.UserRole))

    def _restore(self, identity: str) -> None:
        self.trash.setChecked(False)
        self._desk.restore_chat(identity)

    def _renamed(self, item: QListWidgetItem) -> None:
        self._desk.rename(item.data(Qt.ItemDataRole.UserRole), item.text())

    def _show_menu(self, point: QPoint) -> None:
        item = self.list.itemAt(point)
        if item is None:
            return
        identity = item.data(Qt.ItemDataRole.UserRole)
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        if self.trash.isChecked():
            back = icon("arrow-counter-clockwise", "muted")
            menu.addAction(back, self.tr("Bring it back"), lambda: self._restore(identity))
            menu.popup(self.list.viewport().mapToGlobal(point))
            return
        menu.addAction(icon("chat", "muted"), self.tr("Open"), lambda: self.chosen.emit(identity))
        rename = menu.addAction(
            icon("pencil-simple", "muted"), self.tr("Rename"), lambda: self.list.editItem(item)
        )
        rename.setEnabled(bool(item.flags() & Qt.ItemFlag.ItemIsEditable))
        menu.addAction(
            icon("trash", "muted"), self.tr("Move to trash"), lambda: self._desk.trash_chat(identity)
        )
        menu.popup(self.list.viewport().mapToGlobal(point))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item = self.list.currentItem()
        if event.key() == Qt.Key.Key_Delete and item and not self.trash.isChecked():
            self._desk.trash_chat(item.data(Qt.ItemDataRole.UserRole))
        else:
            super().keyPressEvent(event)


def _found(chats: Chats, words: str, trashed: bool, turn: int) -> tuple[int, list[ChatFound]]:
    try:
        return turn, chats.find(words, trashed=trashed)
    except StudioError:
        return turn, []
