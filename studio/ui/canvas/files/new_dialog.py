"""The question how large a new document shall be."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QGridLayout, QSpinBox, QVBoxLayout, QWidget

from studio.core.layers import SIDE_MOST
from studio.ui.param_form import make_combo
from studio.ui.size_field import size_text
from studio.ui.widgets import label

SIZES = (
    (512, 512),
    (768, 768),
    (1024, 1024),
    (1216, 832),
    (1920, 1080),
    (2048, 2048),
    (2480, 3508),
    (4096, 4096),
)


class NewDialog(QDialog):
    """Asks for width and height in pixels; the sizes offered include the frame's."""

    chosen = Signal(int, int)

    def __init__(self, size: tuple[int, int], parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(self.tr("New document"))
        self.preset = make_combo()
        self.preset.setAccessibleName(self.tr("Size"))
        for width, height in dict.fromkeys([size, *SIZES]):
            self.preset.addItem(size_text(width, height), (width, height))
        self.width_box, self.height_box = self._box(self.tr("Width")), self._box(self.tr("Height"))
        self.preset.activated.connect(self._take)
        grid = QGridLayout()
        for row, (text, control) in enumerate(
            (
                (self.tr("Size"), self.preset),
                (self.tr("Width"), self.width_box),
                (self.tr("Height"), self.height_box),
            )
        ):
            grid.addWidget(label(text), row, 0)
            grid.addWidget(control, row, 1)
        grid.setColumnStretch(1, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        create = buttons.addButton(self.tr("Create"), QDialogButtonBox.ButtonRole.AcceptRole)
        create.setProperty("kind", "primary")
        create.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addLayout(grid)
        column.addWidget(
            label(
                self.tr("The document on the canvas stays: as its file, or among the drafts."),
                "muted",
                wrap=True,
            )
        )
        column.addWidget(buttons)
        self._take(0)
        self.accepted.connect(lambda: self.chosen.emit(self.width_box.value(), self.height_box.value()))

    def _box(self, name: str) -> QSpinBox:
        box = QSpinBox()
        box.setRange(1, SIDE_MOST)
        box.setSuffix(" px")
        box.setAccessibleName(name)
        box.lineEdit().setTextMargins(5, 0, 2, 0)
        return box

    def _take(self, index: int) -> None:
        width, height = self.preset.itemData(index)
        self.width_box.setValue(width)
        self.height_box.setValue(height)
