"""A number that is dragged sideways or typed: as small as its text, with a line showing how far it goes."""

import math

from PySide6.QtCore import QEvent, QObject, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QWheelEvent
from PySide6.QtWidgets import QApplication, QDoubleSpinBox, QWidget

from studio.core.specs import Param
from studio.ui.theme import scaled, tokens

_TRAVEL = 240.0
"""Window pixels of dragging from the least value to the largest."""
_STARTS_AT = 3.0
_WIDE = 200.0
"""A range with more steps than this is dragged finely at its lower end."""
_CURVE = 3.0


class SlideSpin(QDoubleSpinBox):
    """Drag to change, click to type; Shift drags ten times finer. Return and Esc go back where one was."""

    def __init__(self, param: Param, unit: str = "", parent: QWidget | None = None) -> None:
        """For a ``param`` of kind int or float; ``unit`` stands behind the value."""
        super().__init__(parent)
        self._whole = param.kind == "int"
        self._curve = _CURVE if (param.maximum - param.minimum) / (param.step or 1.0) > _WIDE else 1.0
        self._pressed: QPointF | None = None
        self._share = 0.0
        self._dragging = False
        self._typing = False
        """A press puts the cursor into the text; else it drags, also where Tab has led."""
        self._came_from: QWidget | None = None
        self.setDecimals(0 if self._whole else 2 if param.step < 0.1 else 1)
        self.setRange(param.minimum, param.maximum)
        self.setSingleStep(param.step)
        self.setValue(float(param.default))
        if unit:
            self.setSuffix(unit if unit == "°" else f" {unit}")
        self.setProperty("slide", True)
        self.setKeyboardTracking(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)  # a press drags, and leaves the focus with the canvas
        edit = self.lineEdit()
        edit.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        edit.setTextMargins(4, 0, 4, 0)
        edit.setCursor(Qt.CursorShape.SizeHorCursor)
        edit.installEventFilter(self)
        self.fit()

    def fit(self) -> None:
        """Take the width of the longest value at the text size of now."""
        self.ensurePolished()  # the style sheet makes it heavy
        widest = max((self.textFromValue(end) for end in (self.minimum(), self.maximum())), key=len)
        fraction = "" if self._whole or len(widest) > 3 else ".0"  # of large values it is not shown
        text = "0" * len(widest) + self.suffix() + fraction
        self.setFixedWidth(self.fontMetrics().horizontalAdvance(text) + scaled(14))

    def textFromValue(self, value: float) -> str:
        """Without a fraction where there is none."""
        if self._whole or value == math.floor(value):
            return self.locale().toString(round(value)).replace(self.locale().groupSeparator(), "")
        return super().textFromValue(value)

    # Dragging

    @property
    def share(self) -> float:
        """Where the value lies on the way of a drag, 0 to 1."""
        way = self.maximum() - self.minimum()
        return ((self.value() - self.minimum()) / way) ** (1 / self._curve) if way else 0.0

    def set_share(self, share: float) -> None:
        """The value that lies there, on a whole step above the minimum."""
        way = self.maximum() - self.minimum()
        value = way * max(0.0, min(1.0, share)) ** self._curve
        step = self.singleStep()
        if value < 20 * step or self._whole:
            value = round(value / step) * step
        else:  # large values in steps one can tell apart
            value = round(value)
        self.setValue(self.minimum() + value)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QMouseEvent) and not self._typing:
            return self._mouse(event)
        return False

    def _mouse(self, event: QMouseEvent) -> bool:
        kind, at = event.type(), event.globalPosition()
        if kind == QEvent.Type.MouseButtonPress and event.button() == Qt.MouseButton.LeftButton:
            self._pressed, self._share, self._dragging = at, self.share, False
        elif kind == QEvent.Type.MouseMove and self._pressed is not None:
            self._dragged(at, fine=bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier))
        elif kind == QEvent.Type.MouseButtonRelease and self._pressed is not None:
            self._pressed = None
            if not self._dragging:
                self.begin_typing()
        else:
            return False
        return True

    def _dragged(self, at: QPointF, *, fine: bool) -> None:
        assert self._pressed is not None
        way = at.x() - self._pressed.x()
        self._dragging = self._dragging or abs(way) >= _STARTS_AT
        if self._dragging:
            self._share = max(0.0, min(1.0, self._share + way / _TRAVEL / (10 if fine else 1)))
            self._pressed = at
            self.set_share(self._share)

    def begin_typing(self) -> None:
        """Put the cursor into the number; whoever had the focus gets it back afterwards."""
        before = QApplication.focusWidget()
        self._came_from = None if before is None or before is self else before
        self._typing = True
        self.lineEdit().setFocus(Qt.FocusReason.MouseFocusReason)
        self.lineEdit().setCursor(Qt.CursorShape.IBeamCursor)
        self.selectAll()

    # Keys and wheel

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape:
            text = self.prefix() + self.textFromValue(self.value()) + self.suffix()
            if self._came_from is None and self.lineEdit().text() == text:
                event.ignore()  # nothing to take back: the window around may close
                return
            self.lineEdit().setText(text)
            self._go_back()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            super().keyPressEvent(event)
            self._go_back()
            event.accept()  # Return means something else to the canvas
        else:
            super().keyPressEvent(event)

    def _go_back(self) -> None:
        came, self._came_from, self._typing = self._came_from, None, False
        if came is not None and came.isVisible():
            came.setFocus(Qt.FocusReason.OtherFocusReason)
        else:
            self.selectAll()

    def wheelEvent(self, event: QWheelEvent) -> None:
        self.stepBy(1 if event.angleDelta().y() > 0 else -1)
        event.accept()

    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.FocusOut:
            self._typing = False
            self.lineEdit().setCursor(Qt.CursorShape.SizeHorCursor)
            self.lineEdit().deselect()
        return super().event(event)

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if not self.isEnabled():
            return
        groove = QRectF(5, self.height() - 4, self.width() - 10, 2)
        colours = tokens()
        with QPainter(self) as painter:
            painter.fillRect(groove, QColor(colours.line))
            groove.setWidth(groove.width() * self.share)
            painter.fillRect(groove, QColor(colours.accent))
