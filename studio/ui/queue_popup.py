"""The queue as a popup: what waits, in an order one can change, and failed jobs to try again."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QModelIndex, QObject, QPoint, Qt
from PySide6.QtGui import QHideEvent, QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.core.jobs import Job
from studio.jobs.lanes import PICTURES, WORDS
from studio.ui.job_words import job_text, words_of
from studio.ui.sentences import translate_sentence
from studio.ui.theme import scaled
from studio.ui.troubles import Troubles
from studio.ui.widgets import ElidedLabel, button, hairline, icon_button, label

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue

TROUBLES_SHOWN = 6
ROWS_SHOWN = 8


class QueuePopup(QFrame):
    """Opens above its button and closes when anything else is pressed."""

    def __init__(self, queue: "JobQueue", troubles: Troubles, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self.setProperty("kind", "menu")
        self._queue = queue
        self._filling = False
        self._troubles = troubles
        self._make()
        self._button: QWidget | None = None
        for changed in (queue.jobs_changed, queue.paused_changed, queue.job_changed, troubles.changed):
            changed.connect(self._changed)
        self.refresh()

    def _make(self) -> None:
        self.title = label(self.tr("Queue"), "strong")
        self.pause_button = button("", "quiet")
        self.pause_button.clicked.connect(self._toggle_pause)
        self.now = {lane: ElidedLabel("", "muted") for lane in (PICTURES, WORDS)}
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Waiting jobs"))
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setTextElideMode(Qt.TextElideMode.ElideMiddle)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.model().rowsMoved.connect(self._dragged)
        self.list.currentRowChanged.connect(self._show_buttons)
        self.list.installEventFilter(self)
        self.empty = label(
            self.tr("Nothing waits. Press Generate while a picture is made to line up more."),
            "muted",
            wrap=True,
        )
        self.up_button = icon_button("arrow-up", self.tr("Earlier  (Alt+Up)"), colour="text")
        self.down_button = icon_button("arrow-down", self.tr("Later  (Alt+Down)"), colour="text")
        self.remove_button = icon_button("trash", self.tr("Remove  (Delete)"), colour="text")
        self.up_button.clicked.connect(self.move_up)
        self.down_button.clicked.connect(self.move_down)
        self.remove_button.clicked.connect(self.remove)
        head = QHBoxLayout()
        head.addWidget(self.title, 1)
        head.addWidget(self.pause_button)
        self.tools = QWidget()
        tools = QHBoxLayout(self.tools)
        tools.setContentsMargins(0, 0, 0, 0)
        tools.setSpacing(4)
        tools.addWidget(label(self.tr("Drag to reorder"), "muted"), 1)
        for tool in (self.up_button, self.down_button, self.remove_button):
            tools.addWidget(tool)
        self.trouble_box = QWidget()
        self._trouble_column = QVBoxLayout(self.trouble_box)
        self._trouble_column.setContentsMargins(0, 0, 0, 0)
        self._trouble_column.setSpacing(4)
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 8, 8)
        column.setSpacing(8)
        column.addLayout(head)
        for line in self.now.values():
            column.addWidget(line)
        column.addWidget(self.empty)
        column.addWidget(self.list)
        column.addWidget(self.tools)
        column.addWidget(self.trouble_box)
        self.setFixedWidth(scaled(380))

    # Showing

    def open_above(self, button_below: QWidget) -> None:
        """Show the popup with its right lower corner at the button's right upper one."""
        self._button = button_below
        self.refresh()
        self.show()
        self.list.setFocus()

    def _settle(self) -> None:
        """As high as what it holds, and still above its button when that has changed."""
        self.adjustSize()
        if self._button:
            corner = self._button.mapToGlobal(QPoint(self._button.width(), 0))
            self.move(corner.x() - self.width(), corner.y() - self.height() - 4)

    def refresh(self) -> None:
        """Show the queue as it is now. When the chosen job is gone, the one after it is chosen."""
        pending = self._queue.pending()
        chosen, row = self._chosen(), self.list.currentRow()
        self._filling = True
        self.list.clear()
        for job in pending:
            item = QListWidgetItem(job_text(job))
            item.setData(Qt.ItemDataRole.UserRole, job.id)
            item.setToolTip(words_of(job.request, 400))
            self.list.addItem(item)
            if job.id == chosen:
                self.list.setCurrentItem(item)
        if pending and self.list.currentRow() < 0:
            self.list.setCurrentRow(min(max(row, 0), len(pending) - 1))
        self._filling = False
        rows = max(1, min(ROWS_SHOWN, len(pending)))
        self.list.setFixedHeight(rows * max(scaled(30), self.list.sizeHintForRow(0)) + 4)
        self.list.setVisible(bool(pending))
        self.tools.setVisible(bool(pending))
        self.empty.setVisible(not pending)
        for lane, line in self.now.items():
            current = self._queue.current(lane)
            line.setVisible(current is not None)
            if current:
                line.set_whole(self.tr("Now: %1").replace("%1", job_text(current)))
        self.pause_button.setText(self.tr("Go on") if self._queue.paused else self.tr("Pause"))
        self.pause_button.setToolTip(self.tr("While paused the current job ends, and the others wait."))
        self._show_buttons()
        self._show_troubles()

    def _show_buttons(self) -> None:
        row, count = self.list.currentRow(), self.list.count()
        self.up_button.setEnabled(row > 0)
        self.down_button.setEnabled(0 <= row < count - 1)
        self.remove_button.setEnabled(row >= 0)

    def _show_troubles(self) -> None:
        while self._trouble_column.count():
            entry = self._trouble_column.takeAt(0)
            if entry and (old := entry.widget()):
                old.hide()
                old.deleteLater()
        jobs = self._troubles.jobs()
        self.trouble_box.setVisible(bool(jobs))
        if jobs:
            self._trouble_column.addWidget(hairline())
            self._trouble_column.addWidget(label(self.tr("Did not end well"), "label"))
        for job in jobs[:TROUBLES_SHOWN]:
            self._trouble_column.addWidget(_Trouble(self._troubles, job))
        if more := len(jobs[TROUBLES_SHOWN:]):
            self._trouble_column.addWidget(label(self.tr("and {count} more").format(count=more), "muted"))
        self._settle()

    # What the queue says

    def _changed(self) -> None:
        if self.isVisible():  # else it is read anew when it opens; a thousand jobs take a while
            self.refresh()

    # What the user does

    def _chosen(self) -> str:
        item = self.list.currentItem()
        return item.data(Qt.ItemDataRole.UserRole) if item else ""

    def _toggle_pause(self) -> None:
        self._queue.set_paused(not self._queue.paused)

    def move_up(self) -> None:
        self._move_by(-1)

    def move_down(self) -> None:
        self._move_by(1)

    def _move_by(self, rows: int) -> None:
        row = self.list.currentRow()
        if row >= 0 and 0 <= row + rows < self.list.count():
            self._queue.move(self._chosen(), row + rows)
            self.refresh()

    def remove(self) -> None:
        """Take the chosen job out of the queue."""
        if chosen := self._chosen():
            self._queue.cancel(chosen)

    def _dragged(self, parent: QModelIndex, first: int, last: int, to: QModelIndex, row: int) -> None:
        if not self._filling:
            index = row - 1 if row > first else row
            identity = self.list.item(index).data(Qt.ItemDataRole.UserRole)
            self._queue.move(identity, index)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # The list itself would take Alt+Up for Up.
        if not isinstance(event, QKeyEvent) or event.type() != QEvent.Type.KeyPress:
            return False
        alt = event.modifiers() & Qt.KeyboardModifier.AltModifier
        if alt and event.key() == Qt.Key.Key_Up:
            self.move_up()
        elif alt and event.key() == Qt.Key.Key_Down:
            self.move_down()
        elif event.key() == Qt.Key.Key_Delete:
            self.remove()
        else:
            return False
        return True

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        if owner := self.parentWidget():
            owner.update()


class _Trouble(QWidget):
    """One failed or lost job: what it was, why, Retry and forget."""

    def __init__(self, troubles: Troubles, job: Job) -> None:
        super().__init__()
        self._troubles, self._job = troubles, job
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        words = ElidedLabel(job_text(job))
        words.setToolTip(translate_sentence(job.error.sentence) if job.error else "")
        self.retry_button = button(self.tr("Try again"), "quiet")
        self.retry_button.clicked.connect(self._retry)
        forget = icon_button("x", self.tr("Forget this job"))
        forget.clicked.connect(self._forget)
        row.addWidget(words, 1)
        row.addWidget(self.retry_button)
        row.addWidget(forget)

    def _retry(self) -> None:
        self._troubles.retry(self._job)

    def _forget(self) -> None:
        self._troubles.forget(self._job)
