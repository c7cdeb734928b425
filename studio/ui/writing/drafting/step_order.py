"""In which order the sampling steps are taken, and which are left out: drag, or move by keys and buttons."""

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from studio.core.text_requests import SAMPLERS
from studio.core.writing.sampling import STEPS
from studio.ui.param_form import param_text
from studio.ui.widgets import icon_button, label

_STEP = Qt.ItemDataRole.UserRole


class StepOrder(QWidget):
    """``changed`` carries the steps that are taken, first to last."""

    changed = Signal(tuple)

    def __init__(self) -> None:
        super().__init__()
        self._filling = False
        self.up = icon_button("caret-up", self.tr("Take this step earlier") + "  (Alt+↑)", head=True)
        self.down = icon_button("caret-down", self.tr("Take this step later") + "  (Alt+↓)", head=True)
        self.reset = icon_button(
            "arrow-counter-clockwise", self.tr("The usual order, with all steps"), head=True
        )
        self.up.clicked.connect(lambda: self.move_step(-1))
        self.down.clicked.connect(lambda: self.move_step(1))
        self.reset.clicked.connect(self._reset)
        head = QHBoxLayout()
        head.addWidget(label(self.tr("Order of the steps")), 1)
        for made in (self.up, self.down, self.reset):
            head.addWidget(made)
        self.list = QListWidget()
        self.list.setAccessibleName(self.tr("Order of the steps"))
        self.list.setToolTip(
            self.tr(
                "From top to bottom. Drag a step, or move it with Alt+↑ and Alt+↓; "
                "without its tick it is left out."
            )
        )
        self.list.setDragDropMode(QAbstractItemView.DragDropMode.InternalMove)
        self.list.setDefaultDropAction(Qt.DropAction.MoveAction)
        self.list.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.list.installEventFilter(self)
        self.list.itemChanged.connect(self._edited)
        self.list.currentRowChanged.connect(lambda _row: self._show_moves())
        self.list.model().rowsMoved.connect(self._edited)
        self.list.model().rowsInserted.connect(self._edited)
        self.list.model().rowsRemoved.connect(self._edited)
        self.mirostat = label(
            self.tr("Mirostat is on: of these steps it takes the temperature alone."), "muted", wrap=True
        )
        self.mirostat.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.list)
        column.addWidget(self.mirostat)
        self.set_order(SAMPLERS)

    def order(self) -> tuple[str, ...]:
        items = [self.list.item(row) for row in range(self.list.count())]
        return tuple(item.data(_STEP) for item in items if item.checkState() is Qt.CheckState.Checked)

    def set_order(self, order: tuple[str, ...]) -> None:
        """Show an order; what it leaves out stands below, without a tick."""
        if order == self.order() and self.list.count():
            return
        self._filling = True
        self.list.clear()
        for step in (*order, *(step for step in SAMPLERS if step not in order)):
            item = QListWidgetItem(param_text(STEPS[step]))
            item.setData(_STEP, step)
            item.setFlags(
                Qt.ItemFlag.ItemIsEnabled
                | Qt.ItemFlag.ItemIsSelectable
                | Qt.ItemFlag.ItemIsDragEnabled
                | Qt.ItemFlag.ItemIsUserCheckable
            )
            item.setCheckState(Qt.CheckState.Checked if step in order else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setFixedHeight(self.list.sizeHintForRow(0) * self.list.count() + 4)
        self._filling = False
        self._show_moves()

    def move_step(self, by: int) -> None:
        """Take the chosen step earlier (-1) or later (1)."""
        row = self.list.currentRow()
        if not (row >= 0 and 0 <= row + by < self.list.count()):
            return
        self._filling = True
        item = self.list.takeItem(row)
        self.list.insertItem(row + by, item)
        self.list.setCurrentRow(row + by)
        self._filling = False
        self._edited()

    def _reset(self) -> None:
        if self.order() != SAMPLERS:
            self.set_order(SAMPLERS)
            self.changed.emit(SAMPLERS)

    def _edited(self, *_what: object) -> None:
        """A step moved or lost its tick; while one is dragged it is there twice, or not at all."""
        if not self._filling and self.list.count() == len(SAMPLERS):
            self._show_moves()
            self.changed.emit(self.order())

    def _show_moves(self) -> None:
        row = self.list.currentRow()
        self.up.setEnabled(row > 0)
        self.down.setEnabled(0 <= row < self.list.count() - 1)
        self.reset.setEnabled(self.order() != SAMPLERS)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.KeyPress and isinstance(event, QKeyEvent):
            by = {Qt.Key.Key_Up: -1, Qt.Key.Key_Down: 1}.get(Qt.Key(event.key()))
            if by and event.modifiers() & Qt.KeyboardModifier.AltModifier:
                self.move_step(by)
                return True
        return False
