"""Before and after: a handle over the canvas that is dragged, or moved with the arrow keys."""

from PySide6.QtCore import QPointF, QRectF, Qt, Signal
from PySide6.QtGui import QColor, QFontMetricsF, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QWidget

from studio.ui.theme import scaled, tokens

WIDTH = 36
KEY_STEP, KEY_STEP_LARGE = 0.01, 0.1


class CompareHandle(QWidget):
    """The dividing line with its knob. ``moved`` gives the place wished for, in the parent's x."""

    moved = Signal(float)
    nudged = Signal(float)  # fraction of the picture's width
    left_behind = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._room = parent
        self.setCursor(Qt.CursorShape.SplitHCursor)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setAccessibleName(self.tr("Before and after"))
        self.setToolTip(self.tr("Drag, or press Left and Right, to compare"))
        self.hide()

    def place(self, x: float, top: float, bottom: float) -> None:
        """Stand at ``x`` between ``top`` and ``bottom``, in the parent's pixels."""
        above, below = max(0.0, top), min(float(self._room.height()), bottom)
        self.setGeometry(round(x - WIDTH / 2), round(above), WIDTH, max(1, round(below - above)))

    def paintEvent(self, event: QPaintEvent) -> None:
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        middle = WIDTH / 2
        painter.fillRect(QRectF(middle - 2, 0, 4, self.height()), QColor(0, 0, 0, 50))
        painter.fillRect(QRectF(middle - 1, 0, 2, self.height()), QColor("white"))
        centre = QPointF(middle, self.height() / 2)
        painter.setPen(QPen(QColor(tokens().selection if self.hasFocus() else "#40000000"), 2))
        painter.setBrush(QColor("white"))
        painter.drawEllipse(centre, 14, 14)
        painter.setPen(QPen(QColor("#303338"), 1.6, Qt.PenStyle.SolidLine, Qt.PenCapStyle.RoundCap))
        for way in (-1, 1):
            tip = centre + QPointF(8 * way, 0)
            painter.drawLine(tip, tip + QPointF(-4 * way, -4))
            painter.drawLine(tip, tip + QPointF(-4 * way, 4))

    def mousePressEvent(self, event: QMouseEvent) -> None:
        event.accept() if event.button() == Qt.MouseButton.LeftButton else event.ignore()

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        if event.buttons() & Qt.MouseButton.LeftButton:
            self.moved.emit(self.mapToParent(event.position()).x())

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = KEY_STEP_LARGE if event.modifiers() & Qt.KeyboardModifier.ShiftModifier else KEY_STEP
        ways = {
            Qt.Key.Key_Left: -step,
            Qt.Key.Key_Right: step,
            Qt.Key.Key_Home: -1.0,
            Qt.Key.Key_End: 1.0,
        }
        way = ways.get(Qt.Key(event.key()))
        if way is not None:
            self.nudged.emit(way)
        elif event.key() == Qt.Key.Key_Escape:
            self.left_behind.emit()
        else:
            super().keyPressEvent(event)


def draw_label(painter: QPainter, text: str, corner: QPointF, *, from_right: bool) -> None:
    """A small dark tag with ``text`` whose upper left (or right) corner is ``corner``."""
    font = painter.font()
    font.setPixelSize(scaled(12))
    painter.save()
    painter.setFont(font)
    width = QFontMetricsF(font).horizontalAdvance(text) + scaled(16)
    height = float(scaled(24))
    box = QRectF(corner.x() - (width if from_right else 0), corner.y(), width, height)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QColor(18, 19, 22, 200))
    painter.drawRoundedRect(box, 6, 6)
    painter.setPen(QColor("#f2f3f5"))
    painter.drawText(box, Qt.AlignmentFlag.AlignCenter, text)
    painter.restore()
