"""The row of writing tools over the text: Continue first, what is used less under More."""

from collections.abc import Mapping

from PySide6.QtCore import QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QIcon, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLayout,
    QMenu,
    QPushButton,
    QSizePolicy,
    QWidget,
)

from studio.core.writing.tools import WritingTool
from studio.ui.icons import icon
from studio.ui.param_form import param_text
from studio.ui.theme import scaled
from studio.ui.writing.drafting.bar_button import word_button
from studio.ui.writing.drafting.guide_field import GuideField

SHOWN = ("continue", "rewrite", "describe", "dialogue", "summarise", "illustrate")
GUIDE_LEAST = 110
LENGTHS = (40, 100, 200, 400, 800)


class ToolBar(QWidget):
    """Says which tool was pressed with which values; it knows no model and no text."""

    pressed = Signal(str, dict)
    """Tool and the values of its parameters."""
    settings_wanted = Signal(str)
    """A tool whose options shall be asked for first."""
    length_chosen = Signal(int)
    count_chosen = Signal(int)
    certainty_toggled = Signal(bool)
    instructed = Signal(str)
    """The text of the instruction field was sent."""

    def __init__(self, tools: Mapping[str, WritingTool]) -> None:
        super().__init__()
        self.tools = dict(tools)
        self.buttons: dict[str, QPushButton] = {}
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(2)
        self._row.setSizeConstraint(QLayout.SizeConstraint.SetNoConstraint)  # what has no room is hidden
        for identity in SHOWN:
            if identity in self.tools:
                self._add(self.tools[identity])
        self.more = word_button(self.tr("More") + " ▾", self.tr("All writing tools"))
        self.more.setMenu(self._more_menu())
        self._row.addWidget(self.more)
        self.guide = GuideField()
        self.guide.returnPressed.connect(lambda: self.instructed.emit(self.guide.text()))
        self._row.addSpacing(6)
        self._row.addWidget(self.guide, 1)
        self._row.addStretch(0)
        self.certainty = word_button(self.tr("Certainty"), self.tr("Tint words by how sure the model was"))
        self.certainty.setCheckable(True)
        self.certainty.toggled.connect(self._certainty_toggled)
        self._row.addWidget(self.certainty)
        self._certainty_toggled(False)

    def instruction(self) -> str:
        return self.guide.text().strip()

    def _add(self, tool: WritingTool) -> None:
        made = word_button(param_text(tool.label), param_text(tool.help), strong=tool.id == "continue")
        if tool.id == "continue":
            made.setText(
                made.text() + " ▾"
            )  # a press on the word writes at once, one on the sign opens a menu
            made.clicked.connect(self._continue_clicked)
        elif tool.parameters:
            made.clicked.connect(lambda: self._ask(tool, made))
        else:
            made.clicked.connect(lambda: self.pressed.emit(tool.id, {}))
        self.buttons[tool.id] = made
        self._row.addWidget(made)

    def _continue_clicked(self) -> None:
        made = self.buttons["continue"]
        at = made.mapFromGlobal(made.cursor().pos())
        if made.underMouse() and at.x() > made.width() - scaled(24):
            self.open_continue_menu()
        else:
            self.pressed.emit("continue", {})

    def open_continue_menu(self) -> None:
        """Length and number of alternatives; also by the keyboard (arrow down on the button)."""
        made = self.buttons["continue"]
        self._continue_menu().popup(made.mapToGlobal(QPoint(0, made.height() + 2)))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Down and self.buttons["continue"].hasFocus():
            self.open_continue_menu()
            return
        super().keyPressEvent(event)

    # Menus

    length, count = 200, 1

    def _continue_menu(self) -> QMenu:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        go = menu.addAction(icon("pencil-line"), self.tr("Write on"))
        go.triggered.connect(lambda: self.pressed.emit("continue", {}))
        menu.addSeparator()
        for length in LENGTHS:
            each = menu.addAction(self.tr("About %1 words").replace("%1", str(length * 3 // 4)))
            self._check(each, length == self.length, lambda n=length: self.length_chosen.emit(n))
        menu.addSeparator()
        for count in (1, 2, 3, 4):
            text = (
                self.tr("One answer") if count == 1 else self.tr("%1 alternatives").replace("%1", str(count))
            )
            each = menu.addAction(text)
            self._check(each, count == self.count, lambda n=count: self.count_chosen.emit(n))
        return menu

    @staticmethod
    def _check(action: QAction, on: bool, slot) -> None:
        action.setCheckable(True)
        action.setChecked(on)
        action.triggered.connect(lambda: slot())

    def _more_menu(self) -> QMenu:
        menu = QMenu(self)
        groups: dict[str, list[WritingTool]] = {}
        for tool in self.tools.values():
            if tool.group != "hidden" and tool.applies not in ("chat", "prompt", "picture"):
                groups.setdefault("own" if tool.own else tool.group, []).append(tool)
        for number, tools in enumerate(groups.values()):
            if number:
                menu.addSeparator()
            for tool in tools:
                self._entry(menu, tool)
        return menu

    def _entry(self, menu: QMenu, tool: WritingTool) -> None:
        choices = [each for each in tool.parameters if each.kind == "choice"]
        if len(choices) == 1 and len(tool.parameters) == 1:
            inner = menu.addMenu(icon(tool.icon), param_text(tool.label))
            for choice in choices[0].choices:
                each = inner.addAction(param_text(choice.label))
                values = {choices[0].id: choice.id}
                each.triggered.connect(lambda _=False, v=values: self.pressed.emit(tool.id, v))
            return
        action = menu.addAction(icon(tool.icon), param_text(tool.label) + ("…" if tool.parameters else ""))
        action.setToolTip(param_text(tool.help))
        if tool.parameters:
            action.triggered.connect(lambda: self.settings_wanted.emit(tool.id))
        else:
            action.triggered.connect(lambda: self.pressed.emit(tool.id, {}))

    def _ask(self, tool: WritingTool, made: QPushButton) -> None:
        """A tool with one choice opens its list, one with several its small form."""
        if len(tool.parameters) == 1 and tool.parameters[0].kind == "choice":
            menu = QMenu(self)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            for choice in tool.parameters[0].choices:
                each = menu.addAction(param_text(choice.label))
                values = {tool.parameters[0].id: choice.id}
                each.triggered.connect(lambda _=False, v=values: self.pressed.emit(tool.id, v))
            menu.popup(made.mapToGlobal(QPoint(0, made.height() + 2)))
            return
        self.settings_wanted.emit(tool.id)

    def _certainty_toggled(self, on: bool) -> None:
        self._name_ends()
        self.certainty_toggled.emit(on)

    _tight = False
    """There is no room for the words of the two buttons that are used least."""

    def _name_ends(self) -> None:
        on = self.certainty.isChecked()
        said = self.tr("Certainty on") if on else self.tr("Certainty")
        self.certainty.setText("" if self._tight else said)
        self.certainty.setIcon(icon("percent", "accent" if on else "muted") if self._tight else QIcon())
        self.certainty.setAccessibleName(said)
        self.more.setText("⋯" if self._tight else self.tr("More") + " ▾")
        self.more.setAccessibleName(self.tr("More"))

    def sizeHint(self) -> QSize:
        """Room for all tools, whether they are shown now or not."""
        wide = sum(made.sizeHint().width() + 2 for made in self.buttons.values())
        wide += self.more.sizeHint().width() + self.certainty.sizeHint().width() + scaled(220)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """In a narrow window the tools that are used less are under More alone."""
        super().resizeEvent(event)
        metrics = self.fontMetrics()
        words = self.tr("More") + self.tr("Certainty on") + self.buttons["continue"].text()
        tight = self.width() < metrics.horizontalAdvance(words) + scaled(GUIDE_LEAST) + scaled(110)
        if tight != self._tight:
            self._tight = tight
            self._name_ends()
        first = self.buttons["continue"].sizeHint().width() + self.more.sizeHint().width() + scaled(12)
        left = self.width() - first - self.certainty.sizeHint().width()
        self.certainty.setVisible(left >= scaled(70))  # with large letters its key and the palette stay
        self.guide.setMinimumWidth(max(scaled(40), min(scaled(GUIDE_LEAST), left)))
        room = self.width() - self.more.sizeHint().width() - self.certainty.sizeHint().width() - scaled(150)
        for made in self.buttons.values():
            room -= made.sizeHint().width() + 2
            made.setVisible(room >= 0 or made is self.buttons["continue"])
