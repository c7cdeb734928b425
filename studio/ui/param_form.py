"""Widgets made from ``core.specs.Param``: one factory for the prompt panel and the settings dialog."""

from typing import Any

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QDoubleSpinBox,
    QHBoxLayout,
    QLineEdit,
    QSizePolicy,
    QSlider,
    QSpinBox,
    QVBoxLayout,
    QWidget,
)

from studio.core.specs import Param
from studio.ui.theme import scaled
from studio.ui.widgets import label, lead_focus

LIST_EDGES = 24
"""What a row of an open list needs besides its text, in pixels at the base text size."""


def param_text(source: str) -> str:
    """A label or help text of a Param in the user's language."""
    return QCoreApplication.translate("Param", source) if source else ""


class ParamField(QWidget):
    """One labelled control. ``changed`` carries the new value when the user or code changes it."""

    changed = Signal(object)

    def __init__(self, param: Param) -> None:
        super().__init__()
        self.param = param
        self.setToolTip(param_text(param.help))
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(4)

    def value(self) -> Any:
        raise TypeError(f"{type(self).__name__} has no value")

    def set_value(self, value: Any) -> None:
        raise TypeError(f"{type(self).__name__} has no value")

    def _tell(self) -> None:
        self.changed.emit(self.value())

    def _name(self, control: QWidget) -> None:
        control.setAccessibleName(param_text(self.param.label))
        control.setAccessibleDescription(param_text(self.param.help))
        lead_focus(self, control)


def make_spin(param: Param) -> QSpinBox | QDoubleSpinBox:
    """A number box; the style sheet hides its arrows: digits, wheel and arrow keys do.

    ``NoButtons`` would leave the text no room once a style sheet draws the border (Qt 6.11).
    """
    if param.kind == "int":
        spin: QSpinBox | QDoubleSpinBox = QSpinBox()
        spin.setRange(int(param.minimum), min(int(param.maximum), 2**31 - 1))
        spin.setSingleStep(int(param.step))
        spin.setValue(int(param.default))
    else:
        spin = QDoubleSpinBox()
        spin.setDecimals(2 if param.step < 0.1 else 1)
        spin.setRange(param.minimum, param.maximum)
        spin.setSingleStep(param.step)
        spin.setValue(float(param.default))
    if param.least:
        spin.setSpecialValueText(param_text(param.least))
    spin.setKeyboardTracking(False)
    spin.lineEdit().setTextMargins(6, 0, 6, 0)  # the style sheet's padding does not reach inside
    return spin


class NumberField(ParamField):
    """A label over a number box."""

    def __init__(self, param: Param) -> None:
        super().__init__(param)
        self.spin = make_spin(param)
        self.spin.valueChanged.connect(self._tell)
        self._name(self.spin)
        self.column.addWidget(label(param_text(param.label)))
        self.column.addWidget(self.spin)

    def value(self) -> int | float:
        return self.spin.value()

    def set_value(self, value: int | float) -> None:
        self.spin.setValue(value)  # pyright: ignore[reportArgumentType]  # int for int params


class SliderField(ParamField):
    """A label and a number in one line, a slider below. ``slider_max`` keeps the useful range wide.

    The number box takes the whole range of the param; with ``percent`` it shows 0.4 as 40 %.
    """

    def __init__(self, param: Param, slider_max: float | None = None, *, percent: bool = False) -> None:
        super().__init__(param)
        self._factor = 100.0 if percent else 1.0
        shown = param
        if percent:
            shown = Param(
                id=param.id,
                label=param.label,
                kind="int",
                default=round(float(param.default) * 100),
                minimum=param.minimum * 100,
                maximum=param.maximum * 100,
            )
        self._step = shown.step
        self.spin = make_spin(shown)
        self.spin.setProperty("quiet", True)
        self.spin.setAlignment(Qt.AlignmentFlag.AlignRight)
        self.spin.lineEdit().setTextMargins(0, 0, 0, 0)
        self.spin.setFixedWidth(scaled(60))
        if percent:
            self.spin.setSuffix(" %")
        self.slider = QSlider(Qt.Orientation.Horizontal)
        top = min(shown.maximum, slider_max if slider_max is not None else shown.maximum)
        self.slider.setRange(round(shown.minimum / self._step), round(top / self._step))
        self.slider.setPageStep(max(1, round((top - shown.minimum) / self._step / 10)))
        self.slider.setAccessibleName(param_text(param.label))
        self._name(self.spin)
        self._follow_spin()
        self.spin.valueChanged.connect(self._follow_spin)
        self.slider.valueChanged.connect(self._follow_slider)
        row = QHBoxLayout()
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(label(param_text(param.label)), 1)
        row.addWidget(self.spin)
        self.column.setSpacing(0)
        self.column.addLayout(row)
        self.column.addWidget(self.slider)

    def value(self) -> int | float:
        return self.spin.value() / self._factor if self._factor != 1.0 else self.spin.value()

    def set_value(self, value: int | float) -> None:
        if isinstance(self.spin, QSpinBox):
            self.spin.setValue(round(value * self._factor))
        else:
            self.spin.setValue(value)

    def _follow_spin(self) -> None:
        self.slider.blockSignals(True)
        self.slider.setValue(round(self.spin.value() / self._step))
        self.slider.blockSignals(False)
        self.changed.emit(self.value())

    def _follow_slider(self, position: int) -> None:
        number = position * self._step
        self.spin.setValue(round(number) if isinstance(self.spin, QSpinBox) else number)  # pyright: ignore[reportArgumentType]


class ChoiceField(ParamField):
    """A label over a list to choose from; the data of each entry is the choice's id."""

    def __init__(self, param: Param) -> None:
        super().__init__(param)
        self.combo = make_combo()
        self.set_choices([(choice.id, param_text(choice.label)) for choice in param.choices])
        self.set_value(param.default)
        self.combo.currentIndexChanged.connect(self._tell)
        self._name(self.combo)
        self.column.addWidget(label(param_text(param.label)))
        self.column.addWidget(self.combo)

    def set_choices(self, choices: list[tuple[str, str]]) -> None:
        """Offer ``(id, text)`` pairs; the chosen one stays when it is among them, else the first."""
        before = self.value()
        self.combo.blockSignals(True)
        self.combo.clear()
        for identity, text in choices:
            self.combo.addItem(text, identity)
        self.combo.setCurrentIndex(max(0, self.combo.findData(before)))
        self.combo.blockSignals(False)
        if self.value() != before:
            self.changed.emit(self.value())

    def value(self) -> str:
        return self.combo.currentData() or ""

    def set_value(self, value: object) -> None:
        index = self.combo.findData(value)
        if index >= 0:
            self.combo.setCurrentIndex(index)


class SwitchField(ParamField):
    """A check box; its help stands below in small print."""

    def __init__(self, param: Param) -> None:
        super().__init__(param)
        self.box = QCheckBox(param_text(param.label))
        self.box.setChecked(bool(param.default))
        self.box.toggled.connect(self._tell)
        self._name(self.box)
        self.column.addWidget(self.box)

    def value(self) -> bool:
        return self.box.isChecked()

    def set_value(self, value: object) -> None:
        self.box.setChecked(bool(value))


class TextField(ParamField):
    """A label over one line of text."""

    def __init__(self, param: Param) -> None:
        super().__init__(param)
        self.edit = QLineEdit(str(param.default))
        self.edit.editingFinished.connect(self._tell)
        self._name(self.edit)
        self.column.addWidget(label(param_text(param.label)))
        self.column.addWidget(self.edit)

    def value(self) -> str:
        return self.edit.text()

    def set_value(self, value: object) -> None:
        self.edit.setText(str(value))


class RoomyCombo(QComboBox):
    """Its list is as wide as what stands in it, however narrow the box itself is."""

    def showPopup(self) -> None:
        view = self.view()
        bar = view.verticalScrollBar().sizeHint().width() if self.count() > self.maxVisibleItems() else 0
        view.setMinimumWidth(view.sizeHintForColumn(0) + bar + scaled(LIST_EDGES))
        super().showPopup()


def make_combo() -> QComboBox:
    """A list to choose from that gives way in a narrow panel instead of widening it."""
    combo = RoomyCombo()
    combo.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
    combo.setMinimumContentsLength(4)
    combo.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
    combo.setMaxVisibleItems(16)
    return combo


def make_field(param: Param) -> ParamField:
    """The plain control for ``param``. Raises ValueError for a kind that has none."""
    kinds: dict[str, type[ParamField]] = {
        "int": NumberField,
        "float": NumberField,
        "choice": ChoiceField,
        "bool": SwitchField,
        "text": TextField,
    }
    if param.kind not in kinds:
        raise ValueError(f"no control for the kind {param.kind}")
    return kinds[param.kind](param)


class ParamForm(QWidget):
    """Params below each other, each with its help; ``changed`` carries id and value."""

    changed = Signal(str, object)

    def __init__(self, params: tuple[Param, ...], values: object) -> None:
        """``values`` has one attribute per param id, such as a section of the settings."""
        super().__init__()
        self.fields: dict[str, ParamField] = {}
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(16)
        for param in params:
            field = make_field(param)
            field.set_value(getattr(values, param.id))
            if param.help:
                field.column.addWidget(label(param_text(param.help), "muted", wrap=True))
            field.changed.connect(self._field_changed)
            self.fields[param.id] = field
            self.column.addWidget(field)

    def show_values(self, values: object) -> None:
        """Show ``values``, shaped as at the beginning; ``changed`` stays silent."""
        for identity, field in self.fields.items():
            if field.value() != getattr(values, identity):
                field.blockSignals(True)
                field.set_value(getattr(values, identity))
                field.blockSignals(False)

    def _field_changed(self, value: object) -> None:
        field = self.sender()
        if isinstance(field, ParamField):
            self.changed.emit(field.param.id, value)


class WheelGuard(QObject):
    """Keeps the wheel for scrolling: a control changes by it only once it was clicked or tabbed into."""

    def guard(self, widget: QWidget) -> None:
        """Watch all number boxes, sliders and lists inside ``widget``."""
        for kind in (QSpinBox, QDoubleSpinBox, QComboBox, QSlider):
            for control in widget.findChildren(kind):
                control.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
                control.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return False
