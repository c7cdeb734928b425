"""The picture size: the model's own sizes, or any width and height in steps of eight pixels."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from studio.core.requests import SIDE_MAX, SIDE_MIN, SIZE_MULTIPLE, nearest_side
from studio.ui.param_form import make_combo
from studio.ui.widgets import icon_button, label, lead_focus

CUSTOM = "custom"


def size_text(width: int, height: int) -> str:
    return f"{width} × {height}"


class SizeField(QWidget):
    """A list of sizes with *Custom* at its end, and a button that swaps width and height."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self._sizes: list[tuple[int, int]] = []
        self.combo = make_combo()
        self.combo.setAccessibleName(self.tr("Size"))
        self.swap_button = icon_button("swap", self.tr("Swap width and height"), head=True)
        self.width_box, self.height_box = self._side(self.tr("Width")), self._side(self.tr("Height"))
        head = QHBoxLayout()
        head.setContentsMargins(0, 0, 0, 0)
        head.addWidget(label(self.tr("Size")), 1)
        head.addWidget(self.swap_button)
        self.custom = QWidget()
        sides = QHBoxLayout(self.custom)
        sides.setContentsMargins(0, 0, 0, 0)
        sides.setSpacing(4)
        sides.addWidget(self.width_box, 1)
        sides.addWidget(label("×", "muted"))
        sides.addWidget(self.height_box, 1)
        self.custom.hide()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addLayout(head)
        column.addWidget(self.combo)
        column.addWidget(self.custom)
        lead_focus(self, self.combo)
        self.set_sizes([(512, 512)])
        self.combo.currentIndexChanged.connect(self._chosen)
        self.swap_button.clicked.connect(self._swap)

    def _side(self, name: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(SIDE_MIN, SIDE_MAX)
        box.setSingleStep(SIZE_MULTIPLE * 8)
        box.setKeyboardTracking(False)
        box.lineEdit().setTextMargins(5, 0, 2, 0)
        box.setMinimumWidth(44)
        box.setAccessibleName(name)
        box.setToolTip(
            self.tr("%1, a multiple of %2 pixels").replace("%1", name).replace("%2", str(SIZE_MULTIPLE))
        )
        box.valueChanged.connect(self._side_changed)
        return box

    def set_sizes(self, sizes: list[tuple[int, int]]) -> None:
        """Offer these ``(width, height)``; the size of now stays, as custom if need be."""
        now = self.size_now() if self._sizes else sizes[0]
        self._sizes = list(dict.fromkeys(sizes))
        self.combo.blockSignals(True)
        self.combo.clear()
        for width, height in self._sizes:
            self.combo.addItem(size_text(width, height), (width, height))
        self.combo.addItem(self.tr("Custom"), CUSTOM)
        self.combo.blockSignals(False)
        self.set_size(*now)

    def offers(self, width: int, height: int) -> bool:
        return (width, height) in self._sizes

    def size_now(self) -> tuple[int, int]:
        """Width and height, both multiples of eight."""
        return nearest_side(self.width_box.value()), nearest_side(self.height_box.value())

    def set_size(self, width: int, height: int) -> None:
        for box, side in ((self.width_box, width), (self.height_box, height)):
            box.blockSignals(True)
            box.setValue(side)
            box.blockSignals(False)
        among = self.offers(width, height)
        self.combo.blockSignals(True)
        self.combo.setCurrentIndex(self._sizes.index((width, height)) if among else len(self._sizes))
        self.combo.blockSignals(False)
        self.custom.setVisible(not among)
        self.changed.emit()

    def _chosen(self) -> None:
        chosen = self.combo.currentData()
        if chosen == CUSTOM:
            self.custom.show()
            self.changed.emit()
        elif chosen:
            self.set_size(*chosen)

    def _side_changed(self) -> None:
        for box in (self.width_box, self.height_box):
            snapped = nearest_side(box.value())
            if snapped != box.value():
                box.blockSignals(True)
                box.setValue(snapped)
                box.blockSignals(False)
        self.changed.emit()

    def _swap(self) -> None:
        width, height = self.size_now()
        self.set_size(height, width)
