"""What a colour is chosen on: a slider with a ramp of colours, a square of saturation and value."""

import colorsys

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QLinearGradient, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QSlider, QWidget

from studio.ui.theme import scaled, tokens

Parts = tuple[float, float, float]
"""Hue, saturation and value, each 0 to 1; kept apart from the colour, for grey has no hue."""


def parts_of(colour: QColor) -> Parts:
    return colorsys.rgb_to_hsv(colour.redF(), colour.greenF(), colour.blueF())


def colour_of(parts: Parts) -> QColor:
    """The colour in 8 bits, opaque."""
    red, green, blue = (round(part * 255) for part in colorsys.hsv_to_rgb(*parts))
    return QColor(red, green, blue)


class GradientSlider(QSlider):
    """A slider whose groove shows what it would choose; a press goes there at once."""

    def __init__(self, top: int, name: str, *, upright: bool = False) -> None:
        super().__init__(Qt.Orientation.Vertical if upright else Qt.Orientation.Horizontal)
        self._stops: list[QColor] = []
        self.setRange(0, top)
        self.setPageStep(max(1, top // 10))
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def set_stops(self, stops: list[QColor]) -> None:
        """Colours at even distances from the least value to the largest."""
        if stops != self._stops:
            self._stops = stops
            self.update()

    def sizeHint(self) -> QSize:
        thick, long = scaled(18), scaled(80)
        return QSize(thick, long) if self.orientation() == Qt.Orientation.Vertical else QSize(long, thick)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def _groove(self) -> QRectF:
        box = QRectF(self.rect())
        if self.orientation() == Qt.Orientation.Vertical:
            return box.adjusted(3, 0, -3, 0)
        return box.adjusted(0, (box.height() - scaled(10)) / 2, 0, -(box.height() - scaled(10)) / 2)

    def paintEvent(self, event: QPaintEvent) -> None:
        groove, upright = self._groove(), self.orientation() == Qt.Orientation.Vertical
        ramp = QLinearGradient(groove.bottomLeft(), groove.topLeft() if upright else groove.bottomRight())
        for place, stop in enumerate(self._stops):
            ramp.setColorAt(place / max(1, len(self._stops) - 1), stop)
        colours = tokens()
        share = self.value() / max(1, self.maximum())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(QPen(QColor(colours.selection if self.hasFocus() else colours.line), 1))
            painter.setBrush(ramp)
            painter.drawRoundedRect(groove.adjusted(0.5, 0.5, -0.5, -0.5), 4, 4)
            if upright:
                y = groove.bottom() - 3 - share * (groove.height() - 6)
                knob = QRectF(1, y - 3, self.width() - 2, 6)
            else:
                x = groove.left() + 3 + share * (groove.width() - 6)
                knob = QRectF(x - 3, groove.top() - 3, 6, groove.height() + 6)
            painter.setPen(QPen(QColor(0, 0, 0, 160), 1))
            painter.setBrush(QColor("#ffffff"))
            painter.drawRoundedRect(knob, 3, 3)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        event.accept()

    def _go(self, at: QPointF) -> None:
        groove = self._groove()
        if self.orientation() == Qt.Orientation.Vertical:
            share = (groove.bottom() - 3 - at.y()) / max(1.0, groove.height() - 6)
        else:
            share = (at.x() - groove.left() - 3) / max(1.0, groove.width() - 6)
        self.setValue(round(max(0.0, min(1.0, share)) * self.maximum()))


class ShadeSquare(QWidget):
    """Saturation from left to right, value from bottom to top, of one hue. Arrow keys move the point."""

    moved = Signal(float, float)
    """Saturation and value."""

    def __init__(self) -> None:
        super().__init__()
        self._parts: Parts = (0.0, 0.0, 0.0)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setMinimumSize(scaled(96), scaled(72))
        self.setCursor(Qt.CursorShape.CrossCursor)
        self.setAccessibleName(self.tr("Saturation and value"))

    def show_parts(self, parts: Parts) -> None:
        if parts != self._parts:
            self._parts = parts
            told = self.tr("Saturation %1 %, value %2 %")
            told = told.replace("%1", f"{parts[1] * 100:.0f}").replace("%2", f"{parts[2] * 100:.0f}")
            self.setAccessibleDescription(told)
            self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        box = QRectF(self.rect()).adjusted(0.5, 0.5, -0.5, -0.5)
        across = QLinearGradient(box.topLeft(), box.topRight())
        across.setColorAt(0, QColor("#ffffff"))
        across.setColorAt(1, colour_of((self._parts[0], 1.0, 1.0)))
        down = QLinearGradient(box.topLeft(), box.bottomLeft())
        down.setColorAt(0, QColor(0, 0, 0, 0))
        down.setColorAt(1, QColor(0, 0, 0))
        colours = tokens()
        at = QPointF(box.left() + self._parts[1] * box.width(), box.bottom() - self._parts[2] * box.height())
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            for ramp in (across, down):
                painter.setBrush(ramp)
                painter.drawRoundedRect(box, 4, 4)
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(colours.selection if self.hasFocus() else colours.line), 1))
            painter.drawRoundedRect(box, 4, 4)
            for radius, colour in ((6.0, QColor(0, 0, 0, 190)), (5.0, QColor("#ffffff"))):
                painter.setPen(QPen(colour, 1.5))
                painter.drawEllipse(at, radius, radius)

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.LeftButton:
            self._go(event.position())

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self._go(event.position())

    def _go(self, at: QPointF) -> None:
        self._tell(at.x() / max(1, self.width() - 1), 1 - at.y() / max(1, self.height() - 1))

    def _tell(self, saturation: float, value: float) -> None:
        self.moved.emit(max(0.0, min(1.0, saturation)), max(0.0, min(1.0, value)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = 0.1 if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else 0.01
        across, up = {
            Qt.Key.Key_Left: (-step, 0.0),
            Qt.Key.Key_Right: (step, 0.0),
            Qt.Key.Key_Up: (0.0, step),
            Qt.Key.Key_Down: (0.0, -step),
        }.get(Qt.Key(event.key()), (0.0, 0.0))
        if across or up:
            self._tell(self._parts[1] + across, self._parts[2] + up)
        else:
            super().keyPressEvent(event)
