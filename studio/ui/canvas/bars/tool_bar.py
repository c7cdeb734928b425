"""The bar of tools over the left edge of the canvas: one button for each group, the two colours below."""

from collections.abc import Iterable

from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QAction, QColor, QKeyEvent, QMouseEvent, QPainter, QPaintEvent, QPolygonF
from PySide6.QtWidgets import QAbstractButton, QFrame, QGridLayout, QMenu, QToolButton, QWidget

from studio.ui.actions import keys_text
from studio.ui.canvas.bars.tool_text import tool_text, tool_tip
from studio.ui.canvas.colours.colour_popup import ColourPopup
from studio.ui.canvas.colours.swatch import InkAndGround
from studio.ui.canvas.tool import Desk, ToolSpec
from studio.ui.icons import icon
from studio.ui.theme import is_theme_change, scaled, tokens
from studio.ui.widgets import hairline

BUTTON = 32
"""Side of a button in pixels at the base text size."""
EDGE = 4
LONG_PRESS_MS = 350


class GroupButton(QToolButton):
    """One place in the bar: shows the tool of its group that was in hand last."""

    chosen = Signal(str)

    def __init__(self, specs: list[ToolSpec], parent: QWidget) -> None:
        super().__init__(parent)
        self.specs, self.shown = specs, specs[0]
        self.setCheckable(True)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._hold = QTimer(self)
        self._hold.setSingleShot(True)
        self._hold.setInterval(LONG_PRESS_MS)
        self._hold.timeout.connect(self.open_menu)
        self._menu: QMenu | None = None
        self.show_tool(self.shown, in_hand=False)
        self.fit()

    def show_tool(self, spec: ToolSpec, *, in_hand: bool) -> None:
        """``spec`` stands for the group from now on."""
        self.shown = spec
        self.setChecked(in_hand)
        self.setIcon(icon(spec.icon, "text" if in_hand else "muted"))
        tip = tool_tip(spec)
        if len(self.specs) > 1:
            names = ", ".join(tool_text(other.label) for other in self.specs)
            tip = "\n".join((tip, self.tr("Hold or right-click: %1").replace("%1", names)))
        self.setToolTip(tip)
        self.setAccessibleName(tool_text(spec.label))
        self.setAccessibleDescription(tool_text(spec.help))

    def fit(self) -> None:
        """Take the size that goes with the text size."""
        self.setFixedSize(scaled(BUTTON), scaled(BUTTON))
        self.setIconSize(QSize(scaled(18), scaled(18)))

    def make_menu(self) -> QMenu:
        """The tools of the group with their keys."""
        menu = QMenu(self)
        for spec in self.specs:
            keys = f"\t{keys_text(spec.shortcut)}" if spec.shortcut else ""
            action = menu.addAction(icon(spec.icon), tool_text(spec.label) + keys)
            action.setData(spec.id)
            action.setCheckable(True)
            action.setChecked(self.isChecked() and spec is self.shown)
            action.setToolTip(tool_text(spec.help))
        menu.triggered.connect(self._picked)
        return menu

    def open_menu(self) -> None:
        """Show the tools of the group beside the button; nothing where it is only one."""
        self._hold.stop()
        self.setDown(False)
        if len(self.specs) < 2:
            return
        if self._menu:
            self._menu.deleteLater()
        self._menu = self.make_menu()
        self._menu.popup(self.mapToGlobal(QPoint(self.width() + EDGE, -EDGE)))

    def _picked(self, action: QAction) -> None:
        self.chosen.emit(str(action.data()))

    def nextCheckState(self) -> None:
        """What is in hand comes from the toolbox, not from the press."""

    def mousePressEvent(self, event: QMouseEvent) -> None:
        if event.button() == Qt.MouseButton.RightButton:
            self.open_menu()
            return
        super().mousePressEvent(event)
        if event.button() == Qt.MouseButton.LeftButton and len(self.specs) > 1:
            self._hold.start()

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        self._hold.stop()
        super().mouseReleaseEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:
        super().mouseMoveEvent(event)
        if not self.rect().contains(event.position().toPoint()):
            self._hold.stop()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        if len(self.specs) < 2:
            return
        side, corner = scaled(4), QPointF(self.width() - 3, self.height() - 3)
        mark = QPolygonF([corner, corner - QPointF(side, 0), corner - QPointF(0, side)])
        with QPainter(self) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing)
            painter.setPen(Qt.PenStyle.NoPen)
            painter.setBrush(QColor(tokens().muted))
            painter.drawPolygon(mark)


class ToolBar(QFrame):
    """Says which tool was chosen; shows the one in hand."""

    chosen = Signal(str)

    def __init__(self, desk: Desk, specs: Iterable[ToolSpec], parent: QWidget | None = None) -> None:
        """``specs`` in the order they are to stand."""
        super().__init__(parent)
        self._desk = desk
        self.setProperty("kind", "tools")
        self.setAccessibleName(self.tr("Tools"))
        self.setCursor(Qt.CursorShape.ArrowCursor)
        self.setAttribute(Qt.WidgetAttribute.WA_NoMousePropagation)  # a press beside a button paints nothing
        groups: dict[str, list[ToolSpec]] = {}
        for spec in specs:
            groups.setdefault(spec.group or spec.id, []).append(spec)
        self.buttons = {name: GroupButton(group, self) for name, group in groups.items()}
        self.line = hairline()
        self.colours = InkAndGround(desk, upright=True, parent=self)
        self.colours.pressed.connect(self.choose_colour)
        self._popup: ColourPopup | None = None
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(EDGE, EDGE, EDGE, EDGE + 2)
        self._grid.setSpacing(2)
        self._grid.setSizeConstraint(QGridLayout.SizeConstraint.SetNoConstraint)  # or it cannot get lower
        self._columns = self._room = 0
        for button in self.buttons.values():
            button.clicked.connect(self._pressed)
            button.chosen.connect(self.chosen)
        for button in self._walk():
            button.installEventFilter(self)
        self._arrange(1)

    # Which tool

    def show_chosen(self, identity: str) -> None:
        """The tool ``identity`` is in hand."""
        for button in self.buttons.values():
            spec = next((spec for spec in button.specs if spec.id == identity), None)
            button.show_tool(spec or button.shown, in_hand=spec is not None)

    def _pressed(self) -> None:
        button = self.sender()
        if not isinstance(button, GroupButton):
            return
        if button.isChecked():
            button.open_menu()
        else:
            self.chosen.emit(button.shown.id)

    def choose_colour(self, ground: bool) -> None:
        """Open the choice of a colour beside the bar."""
        if self._popup is None:
            self._popup = ColourPopup(self._desk, self)
        button = self.colours.ground if ground else self.colours.ink
        self._popup.open_for(ground, button.mapToGlobal(QPoint(self.width(), button.height())))

    # Room

    def settle(self, room: int) -> None:
        """Fit into ``room`` pixels of height, in as many columns as that takes."""
        self._room = room
        columns, most = 1, max(1, len(self.buttons))
        while columns < most and self._height_in(columns) > room:
            columns += 1
        self._arrange(columns)
        self.resize(self._grid.sizeHint())

    @property
    def columns(self) -> int:
        return self._columns

    def _height_in(self, columns: int) -> int:
        rows, margins = -(-len(self.buttons) // columns), self._grid.contentsMargins()
        below = 1 + self.colours.sizeHint().height() + 2 * self._grid.spacing()
        cell = scaled(BUTTON) + self._grid.spacing()
        return rows * cell - self._grid.spacing() + below + margins.top() + margins.bottom()

    def _arrange(self, columns: int) -> None:
        if columns == self._columns:
            return
        self._columns = columns
        while self._grid.takeAt(0):
            pass
        for place, button in enumerate(self.buttons.values()):
            self._grid.addWidget(button, place // columns, place % columns)
        below = -(-len(self.buttons) // columns)
        self._grid.addWidget(self.line, below, 0, 1, columns)
        self._grid.addWidget(self.colours, below + 1, 0, 1, columns, Qt.AlignmentFlag.AlignHCenter)

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            for button in self.buttons.values():
                button.fit()

    def event(self, event: QEvent) -> bool:
        done = super().event(event)
        if event.type() == QEvent.Type.LayoutRequest and self._room:
            self.settle(self._room)  # another text size
        return done

    # Keys

    def _walk(self) -> list[QAbstractButton]:
        return [*self.buttons.values(), *self.colours.buttons()]

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            return self._walked(watched, event)
        return False

    def _walked(self, watched: QObject, event: QKeyEvent) -> bool:
        """Arrow keys go from button to button; Right on a group of one column opens it."""
        buttons = self._walk()
        if not isinstance(watched, QAbstractButton) or watched not in buttons or event.modifiers():
            return False
        key, place = event.key(), buttons.index(watched)
        in_tools = place < len(self.buttons)
        if key == Qt.Key.Key_Menu and isinstance(watched, GroupButton):
            watched.open_menu()
            return True
        if key == Qt.Key.Key_Right and self._columns == 1 and isinstance(watched, GroupButton):
            watched.open_menu()
            return True
        if key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            watched.click()
            return True
        step = {
            Qt.Key.Key_Up: -self._columns if in_tools else -1,
            Qt.Key.Key_Down: self._columns if in_tools else 1,
            Qt.Key.Key_Left: -1,
            Qt.Key.Key_Right: 1,
            Qt.Key.Key_Home: -len(buttons),
            Qt.Key.Key_End: len(buttons),
        }.get(Qt.Key(key), 0)
        if not step:
            return False
        buttons[max(0, min(len(buttons) - 1, place + step))].setFocus(Qt.FocusReason.TabFocusReason)
        return True
