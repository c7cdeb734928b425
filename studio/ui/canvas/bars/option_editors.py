"""Small controls for the options of a tool, one for each kind of Param."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QStringListModel, Qt, Signal
from PySide6.QtGui import QFont, QFontDatabase
from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLineEdit, QWidget

from studio.core.specs import Param
from studio.ui.canvas.bars.slide_spin import SlideSpin
from studio.ui.canvas.bars.tool_text import split_unit, tool_text
from studio.ui.param_form import make_combo
from studio.ui.theme import is_theme_change, scaled
from studio.ui.widgets import label


class OptionEditor(QWidget):
    """The control of one option, its label before it unless it is ``bare``."""

    changed = Signal(object)
    """The value the user gave it."""

    def __init__(self, param: Param, control: QWidget, *, bare: bool, words: str = "") -> None:
        """``words`` is the label when the control does not say it itself."""
        super().__init__()
        self.param, self.control = param, control
        name, help_text = split_unit(tool_text(param.label))[0], tool_text(param.help)
        control.setAccessibleName(name)
        control.setAccessibleDescription(help_text)
        self.setToolTip(f"{name}\n{help_text}".strip())
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(4)
        if words and not bare:
            row.addWidget(label(words, "muted"))
        row.addWidget(control, 1)

    def value(self) -> Any:
        raise AssertionError

    def set_value(self, value: Any) -> None:
        """Show a value; ``changed`` stays silent."""
        raise AssertionError

    def show_value(self, value: Any) -> None:
        """Show a value that came from elsewhere."""
        if value != self.value():
            self.control.blockSignals(True)
            self.set_value(value)
            self.control.blockSignals(False)

    def _tell(self) -> None:
        self.changed.emit(self.value())


class NumberEditor(OptionEditor):
    def __init__(self, param: Param, *, bare: bool = False) -> None:
        words, unit = split_unit(tool_text(param.label))
        self.spin = SlideSpin(param, unit)
        if bare:
            self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        super().__init__(param, self.spin, bare=bare, words=words)
        self.spin.valueChanged.connect(self._tell)

    def value(self) -> int | float:
        return round(self.spin.value()) if self.param.kind == "int" else self.spin.value()

    def set_value(self, value: Any) -> None:
        self.spin.setValue(float(value))
        self.spin.update()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event):
            self.spin.fit()


class SwitchEditor(OptionEditor):
    def __init__(self, param: Param, *, bare: bool = False) -> None:
        self.box = QCheckBox(tool_text(param.label))
        self.box.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        super().__init__(param, self.box, bare=bare)
        self.box.toggled.connect(self._tell)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: Any) -> None:
        self.box.setChecked(bool(value))


class ChoiceEditor(OptionEditor):
    def __init__(self, param: Param, *, bare: bool = False) -> None:
        self.combo = make_combo()
        self.combo.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToContents)
        for choice in param.choices:
            self.combo.addItem(tool_text(choice.label), choice.id)
        super().__init__(param, self.combo, bare=bare, words=tool_text(param.label))
        self.combo.currentIndexChanged.connect(self._tell)

    def value(self) -> str:
        return self.combo.currentData() or ""

    def set_value(self, value: Any) -> None:
        self.combo.setCurrentIndex(max(0, self.combo.findData(value)))


class FontNames(QStringListModel):
    """Families, each shown in its own letters."""

    def data(
        self, index: QModelIndex | QPersistentModelIndex, role: int = Qt.ItemDataRole.DisplayRole
    ) -> Any:
        if role == Qt.ItemDataRole.FontRole and index.row() > 0:
            return QFont(str(super().data(index, Qt.ItemDataRole.DisplayRole)))
        return super().data(index, role)


class FontCombo(QComboBox):
    """Families of letters. They are listed only when the list opens: a machine may hold thousands."""

    def __init__(self) -> None:
        super().__init__()
        self._names = FontNames(self)
        self._full = False
        self.setModel(self._names)
        self.setMaxVisibleItems(16)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.setMinimumContentsLength(12)
        self.show_family("")

    @property
    def family(self) -> str:
        """The chosen family; empty is that of the program."""
        return "" if self.currentIndex() <= 0 else self.currentText()

    def show_family(self, family: str) -> None:
        if not self._full:
            self._names.setStringList([self.tr("Program's own"), *([family] if family else [])])
        at = self.findText(family, Qt.MatchFlag.MatchFixedString) if family else 0
        self.setCurrentIndex(max(0, at))

    def fill(self) -> None:
        """List all families that can be scaled."""
        if not self._full:
            self._full = True
            family, silent = self.family, self.blockSignals(True)
            names = [
                name
                for name in QFontDatabase.families()
                if not QFontDatabase.isPrivateFamily(name) and QFontDatabase.isSmoothlyScalable(name)
            ]
            self._names.setStringList([self._names.stringList()[0], *names])
            self.show_family(family)
            self.blockSignals(silent)

    def showPopup(self) -> None:
        self.fill()
        self.view().setMinimumWidth(scaled(240))
        super().showPopup()

    def event(self, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.FocusIn, QEvent.Type.Wheel):
            self.fill()
        return super().event(event)


class FontEditor(OptionEditor):
    def __init__(self, param: Param, *, bare: bool = False) -> None:
        self.combo = FontCombo()
        super().__init__(param, self.combo, bare=bare, words=tool_text(param.label))
        self.combo.currentIndexChanged.connect(self._tell)

    def value(self) -> str:
        return self.combo.family

    def set_value(self, value: Any) -> None:
        self.combo.show_family(str(value))


class TextEditor(OptionEditor):
    def __init__(self, param: Param, *, bare: bool = False) -> None:
        self.edit = QLineEdit(str(param.default))
        self.edit.setMinimumWidth(scaled(90))
        super().__init__(param, self.edit, bare=bare, words=tool_text(param.label))
        self.edit.editingFinished.connect(self._tell)

    def value(self) -> str:
        return self.edit.text()

    def set_value(self, value: Any) -> None:
        self.edit.setText(str(value))


_KINDS: dict[str, Callable[..., OptionEditor]] = {
    "int": NumberEditor,
    "float": NumberEditor,
    "bool": SwitchEditor,
    "choice": ChoiceEditor,
    "font": FontEditor,
    "text": TextEditor,
}


def make_editor(param: Param, *, bare: bool = False) -> OptionEditor:
    """The control for ``param``. Raises ValueError for a kind that has none."""
    if param.kind not in _KINDS:
        raise ValueError(f"no control for the kind {param.kind}")
    return _KINDS[param.kind](param, bare=bare)
