"""Fields of one colour: a swatch to press, and the pair of ink and ground with swap and default."""

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QColor, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QAbstractButton, QBoxLayout, QWidget

from studio.ui.actions import with_keys
from studio.ui.canvas import keys
from studio.ui.canvas.tool import Desk
from studio.ui.theme import is_theme_change, scaled, tokens
from studio.ui.widgets import icon_button


class Swatch(QAbstractButton):
    """A button that is one colour. A checked one has a ring around it."""

    def __init__(self, name: str, side: int = 22, parent: QWidget | None = None) -> None:
        """``name`` says what the colour is for; ``side`` is in pixels at the base text size."""
        super().__init__(parent)
        self._name, self._side = name, side
        self._colour = QColor()
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setFixedSize(self.sizeHint())
        self.set_colour(QColor("#000000"))

    @property
    def colour(self) -> QColor:
        return QColor(self._colour)

    def set_colour(self, colour: QColor) -> None:
        self._colour = QColor(colour.rgb())
        told = self._colour.name()
        self.setToolTip(f"{self._name}: {told}" if self._name else told)
        self.setAccessibleName(f"{self._name}: {told}" if self._name else told)
        self.update()

    def sizeHint(self) -> QSize:
        return QSize(scaled(self._side), scaled(self._side))

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.setFixedSize(self.sizeHint())

    def paintEvent(self, event: QPaintEvent) -> None:
        colours = tokens()
        box = QRectF(self.rect()).adjusted(1, 1, -1, -1)
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            # Two rims, so that it stands out from a ground of its own colour.
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(colours.panel))
            painter.drawRoundedRect(QRectF(self.rect()), 5, 5)
            marked = self.hasFocus() or self.isChecked()
            painter.setPen(QPen(QColor(colours.selection if marked else colours.muted), 2 if marked else 1))
            painter.setBrush(self._colour)
            inset = 0.5 if marked else 0.0
            painter.drawRoundedRect(box.adjusted(inset, inset, -inset, -inset), 4, 4)


class InkAndGround(QWidget):
    """The two colours of a desk; which one is pressed is told, swap and default are done here."""

    pressed = Signal(bool)
    """True for the ground colour, False for the ink."""

    def __init__(self, desk: Desk, *, upright: bool = False, parent: QWidget | None = None) -> None:
        """``upright`` puts the two buttons below the colours, for a narrow bar."""
        super().__init__(parent)
        self._desk, self._upright = desk, upright
        self._pair = QWidget(self)
        self.ink = Swatch(self.tr("Ink"), parent=self._pair)
        self.ground = Swatch(self.tr("Ground colour"), parent=self._pair)
        self.swap = icon_button("swap", with_keys(self.tr("Swap ink and ground"), keys.SWAP), self, head=True)
        self.defaults = icon_button(
            "circle-half", with_keys(self.tr("Dark ink on white ground"), keys.DEFAULTS), self, head=True
        )
        self.ink.clicked.connect(lambda: self.pressed.emit(False))
        self.ground.clicked.connect(lambda: self.pressed.emit(True))
        self.swap.clicked.connect(desk.swap_colours)
        self.defaults.clicked.connect(desk.default_colours)
        desk.colours_changed.connect(self._show)
        direction = QBoxLayout.Direction.TopToBottom if upright else QBoxLayout.Direction.LeftToRight
        column = QBoxLayout(direction, self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        column.addWidget(self._pair, 0, Qt.AlignmentFlag.AlignCenter)
        buttons = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        buttons.setSpacing(0)
        buttons.addWidget(self.swap)
        buttons.addWidget(self.defaults)
        column.addLayout(buttons)
        self._arrange()
        self._show()

    def buttons(self) -> tuple[QAbstractButton, ...]:
        """In the order of the keyboard."""
        return self.ink, self.ground, self.swap, self.defaults

    def _arrange(self) -> None:
        side, shift = self.ink.sizeHint().width(), scaled(10)
        for button in (self.swap, self.defaults):
            size = scaled(17 if self._upright else 20)
            button.setFixedSize(size, size)
            button.setIconSize(QSize(scaled(13), scaled(13)))
        self._pair.setFixedSize(side + shift, side + shift)
        self.ink.move(0, 0)
        self.ground.move(QPointF(shift, shift).toPoint())
        self.ink.raise_()

    def _show(self) -> None:
        self.ink.set_colour(self._desk.colours.ink)
        self.ground.set_colour(self._desk.colours.ground)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self._arrange()
