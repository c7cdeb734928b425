"""The question by how many pixels something is done."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QSpinBox, QVBoxLayout, QWidget

from studio.ui.widgets import label


class PixelsDialog(QDialog):
    """Asks for a whole number of pixels from 1 to ``most``; Enter takes it."""

    chosen = Signal(int)

    def __init__(self, title: str, question: str, value: int, most: int, parent: QWidget) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.box = QSpinBox()
        self.box.setRange(1, most)
        self.box.setValue(value)
        self.box.setSuffix(self.tr(" px"))
        self.box.lineEdit().setTextMargins(6, 0, 6, 0)
        self.box.setAccessibleName(question)
        self.box.setToolTip(self.tr("1 to %1 pixels").replace("%1", str(most)))
        self.box.selectAll()
        row = QHBoxLayout()
        row.setSpacing(12)
        row.addWidget(label(question))
        row.addWidget(self.box, 1)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Cancel)
        apply = buttons.addButton(self.tr("Apply"), QDialogButtonBox.ButtonRole.AcceptRole)
        apply.setProperty("kind", "primary")
        apply.setDefault(True)
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        column = QVBoxLayout(self)
        column.setContentsMargins(24, 16, 24, 16)
        column.setSpacing(16)
        column.addLayout(row)
        column.addWidget(buttons)
        self.box.setFocus()
        self.accepted.connect(lambda: self.chosen.emit(self.box.value()))
