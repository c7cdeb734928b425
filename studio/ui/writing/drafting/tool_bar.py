"""The row of writing tools over the text: Continue first, what is used less under More."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QObject, QPoint, QSize, Qt, Signal
from PySide6.QtGui import QAction, QFocusEvent, QKeyEvent, QResizeEvent
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
from studio.ui.theme import is_theme_change, scaled
from studio.ui.writing.drafting.bar_button import word_button
from studio.ui.writing.drafting.guide_field import GuideField

SHOWN = ("continue", "rewrite", "describe", "dialogue", "summarise", "illustrate")
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
        self.guide.installEventFilter(self)

    def to_guide(self) -> None:
        """To the instruction field; where there is no room for all it stands there alone."""
        self._guide_alone = True
        self._fit()
        self.guide.setFocus()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if watched is self.guide and self._guide_alone and isinstance(event, QFocusEvent):
            if event.lostFocus() and event.reason() != Qt.FocusReason.PopupFocusReason:
                self._guide_alone = False
                self._fit()
            return False
        return False

    _guide_alone = False

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
        menu.addSeparator()
        self._instruct = menu.addAction(icon("magic-wand"), self.tr("Instruction"), self.to_guide)
        self._certain = menu.addAction(icon("percent"), self.tr("Certainty"), lambda: self.certainty.toggle())
        self._certain.setCheckable(True)
        menu.aboutToShow.connect(self._show_left_out)
        return menu

    def _show_left_out(self) -> None:
        """What the row has no room for is in the menu."""
        self._instruct.setVisible(self.guide.isHidden())
        self._certain.setVisible(self.certainty.isHidden())
        self._certain.setChecked(self.certainty.isChecked())

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
        said = self.tr("Certainty on") if on else self.tr("Certainty")
        self.certainty.setText(said)
        self.certainty.setAccessibleName(said)
        self.certainty_toggled.emit(on)

    def sizeHint(self) -> QSize:
        """Room for all tools, whether they are shown now or not."""
        wide = sum(made.sizeHint().width() + 2 for made in self.buttons.values())
        wide += self.more.sizeHint().width() + self.certainty.sizeHint().width() + scaled(220)
        return QSize(wide, super().sizeHint().height())

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(240), super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "certainty"):
            self._fit()

    def _fit(self) -> None:
        """In a narrow window what is used less is under More alone, and nothing is cut."""
        go = self.buttons["continue"]
        alone = self._guide_alone and self.width() < self._wide(self.more, go, self.guide)
        room = self.width() - self._wide(self.more)
        for made in (
            go,
            self.guide,
            self.certainty,
            *(one for one in self.buttons.values() if one is not go),
        ):
            room -= self._wide(made)
            made.setVisible(made is self.guide if alone else made is go or room >= 0)
        self.more.setVisible(not alone)

    @staticmethod
    def _wide(*parts: QWidget) -> int:
        """Pixels that parts of the row need with the gaps before them."""
        return sum(max(part.minimumSizeHint().width(), part.minimumWidth()) + 4 for part in parts)
