"""Fields of the layer properties that report each change with a key, so that one gesture is one step."""

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QColor, QFocusEvent, QPainter
from PySide6.QtWidgets import (
    QColorDialog,
    QHBoxLayout,
    QPlainTextEdit,
    QSlider,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from studio.core.specs import Param
from studio.ui.param_form import make_spin
from studio.ui.theme import is_theme_change, scaled, tokens
from studio.ui.widgets import label

LINES = 2


class TextBox(QPlainTextEdit):
    """A few lines of text. ``edited`` carries the text and a key that is one while it has the focus."""

    edited = Signal(str, str)

    def __init__(self, name: str, hint: str, lines: int = LINES) -> None:
        super().__init__()
        self._visit = 0
        self._lines = lines
        self.setAccessibleName(name)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self._fit()
        self.textChanged.connect(self._tell)

    def show_text(self, text: str) -> None:
        """Show ``text`` without reporting it; the cursor stays while the text is the same."""
        if text != self.toPlainText():
            self.blockSignals(True)
            self.setPlainText(text)
            self.blockSignals(False)

    def _tell(self) -> None:
        self.edited.emit(self.toPlainText(), str(self._visit))

    def _fit(self) -> None:
        room = 2 * (self.frameWidth() + 4) + round(2 * self.document().documentMargin())
        self.setFixedHeight(self.fontMetrics().lineSpacing() * self._lines + room)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) or event.type() == QEvent.Type.FontChange:
            self._fit()

    def focusInEvent(self, event: QFocusEvent) -> None:
        self._visit += 1
        super().focusInEvent(event)


class NumberSlider(QWidget):
    """A label and a number in one line, a slider below. ``edited`` carries the value and a key that is
    one while the slider is dragged, and empty for what is typed."""

    edited = Signal(float, str)

    def __init__(self, name: str, low: float, high: float, step: float = 0.05) -> None:
        super().__init__()
        self._step, self._drag = step, 0
        self.spin = make_spin(
            Param(id=name, label="", kind="float", default=low, minimum=low, maximum=high, step=step)
        )
        self.spin.setProperty("quiet", True)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spin.lineEdit().setTextMargins(0, 0, 0, 0)
        self.spin.setFixedWidth(scaled(52))
        self.slider = QSlider(Qt.Orientation.Horizontal)
        self.slider.setRange(round(low / step), round(high / step))
        for field in (self.spin, self.slider):
            field.setAccessibleName(name)
            field.setToolTip(name)
        row = QHBoxLayout()
        row.setSpacing(4)
        row.addWidget(label(name), 1)
        row.addWidget(self.spin)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addLayout(row)
        column.addWidget(self.slider)
        self.spin.valueChanged.connect(self._typed)
        self.slider.valueChanged.connect(self._moved)
        self.slider.sliderPressed.connect(self._next_drag)
        self.slider.sliderReleased.connect(self._next_drag)

    def show_value(self, value: float) -> None:
        """Show ``value`` without reporting it."""
        for field, shown in ((self.spin, value), (self.slider, round(value / self._step))):
            if field.value() != shown:
                field.blockSignals(True)
                field.setValue(shown)  # pyright: ignore[reportArgumentType]
                field.blockSignals(False)

    def _typed(self, value: float) -> None:
        self.edited.emit(value, "")

    def _moved(self, place: int) -> None:
        value = round(place * self._step, 4)
        self.show_value(value)
        self.edited.emit(value, str(self._drag))

    def _next_drag(self) -> None:
        self._drag += 1


class ColourDot(QToolButton):
    """A colour to click on; ``chosen`` carries the new one as #rrggbb."""

    chosen = Signal(str)

    def __init__(self, name: str) -> None:
        super().__init__()
        self._colour = QColor("white")
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFixedSize(scaled(30), scaled(30))
        self.clicked.connect(self._ask)

    def show_colour(self, colour: str) -> None:
        self._colour = QColor(colour)
        self.setAccessibleDescription(colour)
        self.update()

    def _ask(self) -> None:
        dialog = QColorDialog(self._colour, self.window())
        dialog.setOption(QColorDialog.ColorDialogOption.DontUseNativeDialog)
        dialog.colorSelected.connect(lambda colour: self.chosen.emit(colour.name()))
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def paintEvent(self, event: object) -> None:  # pyright: ignore[reportIncompatibleMethodOverride]
        side = scaled(18)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QColor(tokens().selection if self.hasFocus() else tokens().line))
            painter.setBrush(self._colour)
            left, top = (self.width() - side) // 2, (self.height() - side) // 2
            painter.drawEllipse(left, top, side, side)
