"""The options of the tool in hand in one line; what does not fit waits behind a button."""

from PySide6.QtCore import QEvent, QPoint, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QToolButton, QWidget

from studio.core.specs import Param
from studio.ui.canvas.bars.option_editors import OptionEditor, SwitchEditor, make_editor
from studio.ui.canvas.bars.popup_place import open_popup
from studio.ui.canvas.bars.symmetry_popup import SymmetryPopup, is_on
from studio.ui.canvas.bars.tool_text import split_unit, tool_text
from studio.ui.canvas.tool import Desk, ToolSpec
from studio.ui.icons import icon
from studio.ui.theme import is_theme_change, scaled
from studio.ui.widgets import button, icon_button, label

GAP = 12
BEFORE_BUTTON = 6
LEAST = 60
"""Pixels of the name that are left when nothing else fits."""


class MorePopup(QFrame):
    """Options below each other; a press beside it or Esc closes it."""

    def __init__(self, bar: "OptionsBar", spec: ToolSpec, params: list[Param], title: str = "") -> None:
        """``title`` stands above the options, where the popup is not below the name of the tool."""
        super().__init__(bar, Qt.WindowType.Popup)
        self.setProperty("kind", "menu")
        self.setAccessibleName(title or self.tr("More options"))
        self.editors: dict[str, OptionEditor] = {}
        grid = QGridLayout(self)
        grid.setContentsMargins(12, 12, 12, 12)
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(8)
        if title:
            grid.addWidget(label(title, "strong"), 0, 0, 1, 2)
        for row, param in enumerate(params, start=1):
            editor = bar.make_editor(spec, param, bare=True)
            self.editors[param.id] = editor
            if isinstance(editor, SwitchEditor):
                grid.addWidget(editor, row, 0, 1, 2)
            else:
                words = label(split_unit(tool_text(param.label))[0], "text")
                words.setToolTip(tool_text(param.help))
                grid.addWidget(words, row, 0)
                grid.addWidget(editor, row, 1, Qt.AlignmentFlag.AlignRight)
        self.reset = button(self.tr("Reset this tool"), "quiet")
        self.reset.setToolTip(self.tr("Give all options of the tool the values they had at first"))
        self.reset.clicked.connect(bar.reset)
        grid.addWidget(self.reset, len(params) + 1, 0, 1, 2)
        grid.setColumnMinimumWidth(0, scaled(96))

    def open_at(self, corner: QPoint, *, right: bool = True) -> None:
        """Open with its upper right (or else left) corner at ``corner`` (global)."""
        self.adjustSize()
        open_popup(self, corner - QPoint(self.width() if right else 0, 0))
        self.reset.setFocus(Qt.FocusReason.PopupFocusReason)
        self.focusNextChild()


class OptionsBar(QWidget):
    """Editors of the options the desk keeps for one tool at a time; both sides follow each other."""

    def __init__(self, desk: Desk) -> None:
        super().__init__()
        self._desk = desk
        self._spec: ToolSpec | None = None
        self._kept: dict[str, dict[str, OptionEditor]] = {}
        """Editors by tool, made when a tool is first in hand."""
        self._popup: MorePopup | None = None
        self._symmetry: SymmetryPopup | None = None
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
        self.setAccessibleName(self.tr("Options of the tool"))
        self.name = label("", "strong", parent=self)
        self._begin = QWidget(self)
        """Nothing to see: the place in the order of Tab after which the editors stand."""
        self._begin.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self._begin.hide()
        self.symmetry = icon_button("snowflake", "", self)
        self.symmetry.setCheckable(True)
        self.more = icon_button("dots-three", self.tr("More options"), self)
        self.symmetry.clicked.connect(self.open_symmetry)
        self.more.clicked.connect(self.open_more)
        desk.options_changed.connect(self._options_changed)
        desk.symmetry_changed.connect(self._show_symmetry)
        self._show_symmetry()
        self.symmetry.hide()
        self.more.hide()

    # The tool

    @property
    def editors(self) -> dict[str, OptionEditor]:
        """Those of the tool in hand that may stand in the bar, by the id of the option."""
        return self._kept.get(self._spec.id, {}) if self._spec else {}

    def show_tool(self, spec: ToolSpec) -> None:
        """Show the options of ``spec``."""
        for editor in self.editors.values():
            editor.hide()
        if self._popup:
            self._popup.deleteLater()
            self._popup = None
        self._spec = spec
        if spec.id not in self._kept:
            self._kept[spec.id] = {
                param.id: self.make_editor(spec, param) for param in spec.params if not param.advanced
            }
            for editor in self.editors.values():
                editor.setParent(self)
        before = self._begin
        for part in (*(editor.control for editor in self.editors.values()), self.symmetry, self.more):
            QWidget.setTabOrder(before, part)
            before = part
        self.name.setToolTip(tool_text(spec.help))
        self.name.setAccessibleName(tool_text(spec.label))
        self._options_changed(spec.id)
        self._settle()

    def make_editor(self, spec: ToolSpec, param: Param, *, bare: bool = False) -> OptionEditor:
        """An editor that shows and sets an option of ``spec``."""
        editor = make_editor(param, bare=bare)
        editor.show_value(self._desk.option(spec, param.id))
        editor.changed.connect(lambda value: self._desk.set_option(spec.id, param.id, value))
        return editor

    def reset(self) -> None:
        """Give all options of the tool their defaults."""
        if self._spec:
            for param in self._spec.params:
                self._desk.set_option(self._spec.id, param.id, param.default)

    def _options_changed(self, tool: str) -> None:
        if not self._spec or tool != self._spec.id:
            return
        shown = [self.editors]
        if self._popup:
            shown.append(self._popup.editors)
        for editors in shown:
            for name, editor in editors.items():
                editor.show_value(self._desk.option(self._spec, name))

    # What fits

    def sizeHint(self) -> QSize:
        return QSize(scaled(400), scaled(30))

    def minimumSizeHint(self) -> QSize:
        return QSize(scaled(LEAST), scaled(30))

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._settle()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            size = QSize(scaled(16), scaled(16))
            self.symmetry.setIconSize(size)
            self.more.setIconSize(size)
            self._settle()

    def hidden_params(self) -> list[Param]:
        """Options that are not in the bar now."""
        if not self._spec:
            return []
        editors = self.editors
        return [
            param for param in self._spec.params if param.id not in editors or editors[param.id].isHidden()
        ]

    def _settle(self) -> None:
        """Put name, editors and buttons beside each other, as many as there is room for."""
        spec = self._spec
        if spec is None:
            return
        gap, widths = scaled(GAP), [editor.sizeHint().width() for editor in self.editors.values()]
        repeats = repeats_strokes(spec)
        name = self._name_width(spec)
        count = self._fitting(name + gap, widths, repeats)
        if widths and not count and self._fitting(0, widths, repeats):
            count, name = self._fitting(0, widths, repeats), 0  # the tool bar shows the tool as well
        more = self._needs_more(count)
        left = self.width() - self._tail(repeats, more)
        at = self._show_name(spec, min(name, left) if not count else name)
        for place, editor in enumerate(self.editors.values()):
            if place < count:
                at = self._put(editor, at + gap if at else 0)
            editor.setVisible(place < count)
        for part, wanted in ((self.symmetry, repeats), (self.more, more)):
            part.setVisible(wanted)
            if wanted:
                at = self._put(part, at + scaled(BEFORE_BUTTON))

    def _needs_more(self, count: int) -> bool:
        """Whether options are left over when ``count`` editors stand in the bar."""
        return self._spec is not None and count < len(self._spec.params)

    def _tail(self, repeats: bool, more: bool) -> int:
        """Room of the buttons at the end."""
        parts = [part for part, wanted in ((self.symmetry, repeats), (self.more, more)) if wanted]
        return sum(part.sizeHint().width() + scaled(BEFORE_BUTTON) for part in parts)

    def _fitting(self, start: int, widths: list[int], repeats: bool) -> int:
        """How many editors fit from ``start`` on with the buttons behind them."""
        gap = scaled(GAP)
        for count in range(len(widths), 0, -1):
            end = start + sum(widths[:count]) + gap * (count - 1)
            if end + self._tail(repeats, self._needs_more(count)) <= self.width():
                return count
        return 0

    def _name_width(self, spec: ToolSpec) -> int:
        self.name.ensurePolished()
        return self.name.fontMetrics().horizontalAdvance(tool_text(spec.label)) + 2

    def _show_name(self, spec: ToolSpec, width: int) -> int:
        """Show the name, cut where it is wider than ``width``; returns where it ends."""
        width, whole = max(0, width), tool_text(spec.label)
        cut = self.name.fontMetrics().elidedText(whole, Qt.TextElideMode.ElideRight, width)
        self.name.setText(cut)
        self.name.setGeometry(0, 0, width, self.height())
        self.name.setVisible(width > 0)
        return width

    def _put(self, part: QWidget, at: int) -> int:
        size = part.sizeHint()
        part.setGeometry(at, (self.height() - size.height()) // 2, size.width(), size.height())
        return at + size.width()

    # Small windows

    def open_more(self) -> None:
        """Show the options that are not in the bar."""
        if self._spec:
            self._fresh(self._spec, self.hidden_params()).open_at(_below(self.more, right=True))

    def open_all(self, corner: QPoint) -> None:
        """Show all options of the tool at ``corner`` (global), as where the picture was right-clicked."""
        if self._spec and self._spec.params:
            popup = self._fresh(self._spec, list(self._spec.params), tool_text(self._spec.label))
            popup.open_at(corner, right=False)

    def _fresh(self, spec: ToolSpec, params: list[Param], title: str = "") -> MorePopup:
        """A popup in the place of the one before."""
        if self._popup:
            self._popup.deleteLater()
        self._popup = MorePopup(self, spec, params, title)
        return self._popup

    def open_symmetry(self) -> None:
        """Show how strokes repeat."""
        self._show_symmetry()
        if self._symmetry is None:
            self._symmetry = SymmetryPopup(self._desk, self)
        self._symmetry.open_at(_below(self.symmetry, right=False))

    def _show_symmetry(self) -> None:
        on = is_on(self._desk.symmetry)
        self.symmetry.setChecked(on)
        self.symmetry.setIcon(icon("snowflake", "accent" if on else "muted"))
        tip = self.tr("Symmetry: on") if on else self.tr("Symmetry: off")
        self.symmetry.setToolTip(tip)
        self.symmetry.setAccessibleName(tip)


def repeats_strokes(spec: ToolSpec) -> bool:
    """Whether a tool draws by the desk's symmetry: every one with a tip, and shapes."""
    return spec.id == "shapes" or any(param.id == "spacing" for param in spec.params)


def _below(part: QToolButton, *, right: bool) -> QPoint:
    corner = part.rect().bottomRight() if right else part.rect().bottomLeft()
    return part.mapToGlobal(corner) + QPoint(0, 6)
