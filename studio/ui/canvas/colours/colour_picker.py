"""Choosing a colour on a square, a strip of hues or sliders, or by its hex code; all kept in step."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QColor, QRegularExpressionValidator
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QSpinBox, QToolButton, QVBoxLayout, QWidget

from studio.ui.canvas.colours.colour_fields import GradientSlider, Parts, ShadeSquare, colour_of, parts_of
from studio.ui.theme import scaled
from studio.ui.widgets import label

HEX = r"#?([0-9A-Fa-f]{3}|[0-9A-Fa-f]{6})"
TOPS = {"H": 360, "S": 100, "V": 100, "R": 255, "G": 255, "B": 255}
"""The largest value of each channel."""


class Channel(QWidget):
    """One line of the sliders: its letter, the slider and the number."""

    changed = Signal(int)

    def __init__(self, letter: str, name: str) -> None:
        super().__init__()
        self.letter = letter
        self.slider = GradientSlider(TOPS[letter], name)
        self.spin = QSpinBox()
        self.spin.setRange(0, TOPS[letter])
        self.spin.setProperty("quiet", True)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spin.setFixedWidth(scaled(40))
        self.spin.setAccessibleName(name)
        self.spin.setKeyboardTracking(False)
        mark = label(letter, "muted")
        mark.setFixedWidth(scaled(12))
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        for part, stretch in ((mark, 0), (self.slider, 1), (self.spin, 0)):
            row.addWidget(part, stretch)
        self.slider.valueChanged.connect(self.changed)
        self.spin.valueChanged.connect(self.changed)

    def show_value(self, value: int, stops: list[QColor]) -> None:
        for part in (self.slider, self.spin):
            part.blockSignals(True)
            part.setValue(value)
            part.blockSignals(False)
        self.slider.set_stops(stops)
        self.slider.update()


class ColourPicker(QWidget):
    """Every way to say a colour, kept in step. ``picked`` comes only from the user."""

    picked = Signal(QColor)

    def __init__(self, lead: QWidget | None = None) -> None:
        """``lead`` stands before the hex code."""
        super().__init__()
        self._parts: Parts = (0.0, 0.0, 0.0)
        self._colour = QColor(0, 0, 0)
        self.square = ShadeSquare()
        self.hue = GradientSlider(360, self.tr("Hue"), upright=True)
        self.hue.set_stops([colour_of((place / 6, 1.0, 1.0)) for place in range(7)])
        self.hex = QLineEdit()
        self.hex.setAccessibleName(self.tr("Colour as a hex code"))
        self.hex.setToolTip(self.tr("Colour as a hex code, such as #f2a65a or #fa5"))
        self.hex.setValidator(QRegularExpressionValidator(HEX, self.hex))
        self.hex.setMinimumWidth(scaled(68))
        self.mode = QToolButton()
        self.mode.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.channels = {
            letter: Channel(letter, name)
            for letter, name in (
                ("H", self.tr("Hue")),
                ("S", self.tr("Saturation")),
                ("V", self.tr("Value")),
                ("R", self.tr("Red")),
                ("G", self.tr("Green")),
                ("B", self.tr("Blue")),
            )
        }
        self._lay_out(lead)
        self._connect()
        self.show_mode("HSV")
        self._show()

    def _lay_out(self, lead: QWidget | None) -> None:
        grid = QGridLayout()
        grid.setSpacing(8)
        grid.addWidget(self.square, 0, 0)
        grid.addWidget(self.hue, 0, 1)
        line = QHBoxLayout()
        line.setSpacing(8)
        if lead:
            line.addWidget(lead)
        line.addWidget(self.hex, 1)
        line.addWidget(self.mode)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(8)
        column.addLayout(grid, 1)
        column.addLayout(line)
        rows = QVBoxLayout()
        rows.setSpacing(4)
        for channel in self.channels.values():
            rows.addWidget(channel)
        column.addLayout(rows)

    def _connect(self) -> None:
        self.square.moved.connect(lambda saturation, value: self._pick((self._parts[0], saturation, value)))
        self.hue.valueChanged.connect(lambda hue: self._pick((hue / 360, *self._parts[1:])))
        self.hex.editingFinished.connect(self._hex_typed)
        self.mode.clicked.connect(lambda: self.show_mode("RGB" if self.mode.text() == "HSV" else "HSV"))
        for channel in self.channels.values():
            channel.changed.connect(self._channel_changed)

    def show_mode(self, mode: str) -> None:
        """Sliders for "HSV" or "RGB"."""
        self.mode.setText(mode)
        tip = self.tr("Sliders: %1. Press for the others.").replace("%1", mode)
        self.mode.setToolTip(tip)
        self.mode.setAccessibleName(tip)
        for letter, channel in self.channels.items():
            channel.setVisible(letter in mode)

    @property
    def colour(self) -> QColor:
        return QColor(self._colour)

    def set_colour(self, colour: QColor) -> None:
        """Show ``colour``. The hue of a grey and the saturation of black stay as they were."""
        if colour.rgb() == self._colour.rgb():
            return
        self._colour = QColor(colour.rgb())
        hue, saturation, value = parts_of(self._colour)
        if not saturation:
            hue = self._parts[0]
        if not value:
            saturation = self._parts[1]
        self._parts = (hue, saturation, value)
        self._show()

    def _pick(self, parts: Parts) -> None:
        self._parts = parts
        self._colour = colour_of(parts)
        self._show()
        self.picked.emit(self.colour)

    def _channel_changed(self, number: int) -> None:
        channel = self.sender()
        if not isinstance(channel, Channel):
            return
        letter = channel.letter
        share = number / TOPS[letter]
        if letter in "HSV":
            parts = list(self._parts)
            parts["HSV".index(letter)] = share
            self._pick((parts[0], parts[1], parts[2]))
        else:
            levels = [self._colour.red(), self._colour.green(), self._colour.blue()]
            levels["RGB".index(letter)] = number
            self.set_colour(QColor(*levels))
            self.picked.emit(self.colour)

    def _hex_typed(self) -> None:
        colour = QColor("#" + self.hex.text().removeprefix("#"))
        if colour.isValid() and colour.rgb() != self._colour.rgb():
            self.set_colour(colour)
            self.picked.emit(self.colour)
        else:
            self._show()

    def _show(self) -> None:
        self.square.show_parts(self._parts)
        self.hue.blockSignals(True)
        self.hue.setValue(round(self._parts[0] * 360))
        self.hue.blockSignals(False)
        self.hue.update()
        self.hex.setText(self._colour.name())
        hue, saturation, value = self._parts
        stops = {
            "H": [colour_of((place / 6, 1.0, 1.0)) for place in range(7)],
            "S": [colour_of((hue, 0.0, value)), colour_of((hue, 1.0, value))],
            "V": [colour_of((hue, saturation, 0.0)), colour_of((hue, saturation, 1.0))],
        }
        numbers = dict(zip("HSV", self._parts, strict=True))
        for place, letter in enumerate("RGB"):
            ends = []
            for level in (0, 255):
                levels = [self._colour.red(), self._colour.green(), self._colour.blue()]
                levels[place] = level
                ends.append(QColor(*levels))
            stops[letter] = ends
            numbers[letter] = (self._colour.red(), self._colour.green(), self._colour.blue())[place] / 255
        for letter, channel in self.channels.items():
            channel.show_value(round(numbers[letter] * TOPS[letter]), stops[letter])
