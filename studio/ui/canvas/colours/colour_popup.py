"""The choice of ink or ground as a small window beside what was pressed."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from studio.ui.canvas.bars.popup_place import open_popup
from studio.ui.canvas.colours.colour_picker import ColourPicker
from studio.ui.canvas.tool import Desk
from studio.ui.theme import scaled
from studio.ui.widgets import label

WIDTH = 260


class ColourPopup(QFrame):
    """Changes a colour of the desk while it is chosen; a press beside it or Esc closes it."""

    def __init__(self, desk: Desk, parent: QWidget) -> None:
        super().__init__(parent, Qt.WindowType.Popup)
        self._desk, self._ground = desk, False
        self.setProperty("kind", "menu")
        self.title = label("", "strong")
        self.picker = ColourPicker()
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 8, 12, 12)
        column.setSpacing(8)
        column.addWidget(self.title)
        column.addWidget(self.picker)
        self.picker.picked.connect(self._picked)

    def open_for(self, ground: bool, corner: QPoint) -> None:
        """Open with its lower left corner at ``corner`` (global), as far as the screen allows."""
        self._ground = ground
        text = self.tr("Ground colour") if ground else self.tr("Ink")
        self.title.setText(text)
        self.setAccessibleName(text)
        colours = self._desk.colours
        self.picker.set_colour(colours.ground if ground else colours.ink)
        self.setFixedWidth(scaled(WIDTH))
        self.adjustSize()
        open_popup(self, corner - QPoint(0, self.height()))
        self.picker.square.setFocus(Qt.FocusReason.PopupFocusReason)

    def _picked(self, colour: QColor) -> None:
        self._desk.set_ground(colour) if self._ground else self._desk.set_ink(colour)
