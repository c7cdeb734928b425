"""How words are chosen: samplers with presets, seed, length, what ends an answer, grammar."""

from typing import Any

import msgspec
from msgspec.structs import replace
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QInputDialog, QLineEdit, QVBoxLayout, QWidget

from studio.core.errors import StudioError
from studio.core.request_parts import Adapter
from studio.core.text_requests import Sampling
from studio.core.writing.answer_rules import grammar_problem, schema_problem
from studio.core.writing.request_builder import Wishes
from studio.core.writing.sampling import (
    MAX_TOKENS,
    SAMPLING_PARAMS,
    SamplingPreset,
    checked_sampling,
    with_value,
)
from studio.ui.adapter_list import AdapterList, Choices
from studio.ui.param_form import ParamField, SliderField, WheelGuard, make_combo, make_field, param_text
from studio.ui.seed_field import SeedField
from studio.ui.widgets import button, hairline, icon_button, label
from studio.ui.writing.drafting.rule_box import RuleBox
from studio.ui.writing.drafting.step_order import StepOrder

OWN = ""
"""No preset is chosen: the values are as they stand."""


class SamplerState(msgspec.Struct, kw_only=True):
    """What is remembered of the panel; anything of another shape is ignored."""

    sampling: Sampling = Sampling()
    preset: str = "balanced"
    max_tokens: int = 200
    count: int = 1
    seed: int = 0
    seed_kept: bool = False
    stop: str = ""
    grammar: str = ""
    json_schema: str = ""
    adapters: tuple[Adapter, ...] = ()


class SamplerPanel(QWidget):
    """``wishes`` is what the next press writes with."""

    changed = Signal()
    keep_wanted = Signal(str)
    """Keep the values as a preset of that name."""
    forget_wanted = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.state = SamplerState()
        self.presets: dict[str, SamplingPreset] = {}
        self._filling = False
        column = QVBoxLayout(self)
        column.setContentsMargins(12, 12, 12, 12)
        column.setSpacing(10)
        column.addWidget(label(self.tr("Preset")))
        row = QHBoxLayout()
        self.preset = make_combo()
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.currentIndexChanged.connect(self._preset_chosen)
        self.keep = icon_button("floppy-disk", self.tr("Keep these values as a preset"))
        self.keep.clicked.connect(self._ask_name)
        self.forget = icon_button("trash", self.tr("Delete this preset of yours"))
        self.forget.clicked.connect(lambda: self.forget_wanted.emit(self.state.preset))
        row.addWidget(self.preset, 1)
        row.addWidget(self.keep)
        row.addWidget(self.forget)
        column.addLayout(row)
        self.about = label("", "muted", wrap=True)
        column.addWidget(self.about)
        self.length = make_field(MAX_TOKENS)
        self.length.changed.connect(lambda value: self._set("max_tokens", int(value)))
        self.seed = SeedField()
        self.seed.changed.connect(self._seed_changed)
        column.addWidget(self.length)
        column.addWidget(self.seed)
        column.addWidget(hairline())
        self.fields: dict[str, ParamField] = {}
        self._advanced = QWidget()
        inner = QVBoxLayout(self._advanced)
        inner.setContentsMargins(0, 0, 0, 0)
        inner.setSpacing(10)
        for param in SAMPLING_PARAMS.values():
            field = SliderField(param) if param.kind == "float" else make_field(param)
            field.changed.connect(lambda value, name=param.id: self._turned(name, value))
            self.fields[param.id] = field
            (inner if param.advanced else column).addWidget(field)
        self.order = StepOrder()
        self.order.changed.connect(lambda order: self._turned("order", order))
        inner.addWidget(self.order)
        self.more = button(self.tr("More samplers"), "quiet")
        self.more.setCheckable(True)
        self.more.toggled.connect(self._advanced.setVisible)
        self._advanced.hide()
        column.addWidget(self.more)
        column.addWidget(self._advanced)
        column.addWidget(hairline())
        self.adapters = AdapterList(self.tr("Adapters (LoRA) for drafts"))
        self.adapters.edited.connect(lambda adapters, _key: self._weighed(adapters))
        self.no_adapters = label(
            self.tr(
                "None on this machine fits the model. LoRAs of language models lie in the folders of models."
            ),
            "muted",
            wrap=True,
        )
        column.addWidget(self.adapters)
        self.unfit = label("", "danger", wrap=True)
        column.addWidget(self.no_adapters)
        column.addWidget(self.unfit)
        column.addWidget(hairline())
        self.stop = QLineEdit()
        self.stop.setPlaceholderText(self.tr("for example  THE END | ***"))
        self._texts(column, self.tr("Ends an answer (divided by |)"), self.stop, "stop")
        self.grammar = RuleBox(self.tr("Grammar (GBNF)"), 'root ::= "Yes." | "No."', grammar_problem)
        self.schema = RuleBox(self.tr("JSON schema"), '{"type": "object"}', schema_problem)
        self.grammar.changed.connect(lambda text: self._set("grammar", text))
        self.schema.changed.connect(lambda text: self._set("json_schema", text))
        column.addWidget(self.grammar)
        column.addWidget(self.schema)
        column.addStretch(1)
        self._guard = WheelGuard(self)
        self._guard.guard(self)
        self._fill()

    def _texts(self, column: QVBoxLayout, title: str, edit: QLineEdit, name: str) -> None:
        column.addWidget(label(title))
        edit.setAccessibleName(title)
        edit.textChanged.connect(lambda text: self._set(name, text))
        column.addWidget(edit)

    # Values

    def wishes(self) -> Wishes:
        """With the seed of this press."""
        return replace(self.quiet_wishes(), seed=self.seed.next_seed())

    def quiet_wishes(self) -> Wishes:
        """The same for a look ahead; no new seed is drawn."""
        state = self.state
        return Wishes(
            sampling=state.sampling,
            max_tokens=state.max_tokens,
            count=state.count,
            seed=self.seed.seed(),
            stop=tuple(text.strip().replace("\\n", "\n") for text in state.stop.split("|") if text.strip()),
            grammar=state.grammar.strip(),
            json_schema=state.json_schema.strip(),
            adapters=state.adapters,
        )

    def save(self) -> dict[str, Any]:
        self.state.seed, self.state.seed_kept = self.seed.seed(), self.seed.is_kept()
        return msgspec.to_builtins(self.state)

    def restore(self, values: dict[str, Any]) -> None:
        try:
            state = msgspec.convert(values, SamplerState)
            checked_sampling(state.sampling)
        except (msgspec.ValidationError, StudioError):
            return
        self.state = state
        if self.state.seed or self.state.seed_kept:
            self.seed.set_seed(self.state.seed, keep=self.state.seed_kept)
        self._fill()

    def set_presets(self, presets: dict[str, SamplingPreset]) -> None:
        self.presets = dict(presets)
        self._filling = True
        self.preset.clear()
        for preset in presets.values():
            self.preset.addItem(preset.name if preset.own else param_text(preset.name), preset.id)
        self.preset.addItem(self.tr("Own values"), OWN)
        self._filling = False
        self._fill()

    def choose(self, identity: str) -> None:
        """Take a preset's values."""
        preset = self.presets.get(identity)
        if preset:
            self.state.sampling, self.state.preset = preset.sampling, identity
            self._fill()
            self.changed.emit()

    def set_length(self, tokens: int) -> None:
        self.length.set_value(tokens)

    def set_count(self, count: int) -> None:
        self._set("count", count)

    def _set(self, name: str, value: Any) -> None:
        if not self._filling:
            setattr(self.state, name, value)
            self.changed.emit()

    def _turned(self, name: str, value: Any) -> None:
        if self._filling:
            return
        self.state.sampling = with_value(self.state.sampling, name, value)
        same = self.presets.get(self.state.preset)
        if same is None or same.sampling != self.state.sampling:
            self.state.preset = OWN
        self.order.mirostat.setVisible(bool(self.state.sampling.mirostat))
        self._show_preset()
        self.changed.emit()

    def set_adapter_choices(self, choices: Choices) -> None:
        """Which adapters fit the chosen model; asked again whenever the list opens."""
        self._adapter_choices = choices
        self.adapters.set_choices(choices)
        self._show_adapters()

    _adapter_choices: Choices | None = None

    def _show_adapters(self) -> None:
        self.adapters.show_adapters(self.state.adapters)
        choices = self._adapter_choices() if self._adapter_choices else []
        fitting = {identity for identity, _ in choices}
        others = [each.model for each in self.state.adapters if each.model not in fitting]
        self.no_adapters.setVisible(not choices and not self.state.adapters)
        self.adapters.add.setVisible(bool(choices))
        self.unfit.setText(self.tr("Not made for the chosen model: %1").replace("%1", ", ".join(others)))
        self.unfit.setVisible(bool(others))

    def add_adapter(self, model: str) -> None:
        """Add one more, unless it is there already."""
        if all(one.model != model for one in self.state.adapters):
            self._weighed((*self.state.adapters, Adapter(model=model)))

    def _weighed(self, adapters: tuple[Adapter, ...]) -> None:
        self.state.adapters = adapters
        self._show_adapters()
        self.changed.emit()

    def _preset_chosen(self) -> None:
        if not self._filling:
            self.choose(self.preset.currentData() or OWN)

    def _seed_changed(self) -> None:
        self.changed.emit()

    def _fill(self) -> None:
        self._filling = True
        state = self.state
        for name, field in self.fields.items():
            value = getattr(state.sampling, name)
            field.set_value(str(value) if name == "mirostat" else value)
        self.length.set_value(state.max_tokens)
        self.stop.setText(state.stop)
        self.order.set_order(state.sampling.order)
        self.order.mirostat.setVisible(bool(state.sampling.mirostat))
        self._show_adapters()
        self.grammar.set_text(state.grammar)
        self.schema.set_text(state.json_schema)
        self._filling = False
        self._show_preset()

    def _show_preset(self) -> None:
        self._filling = True
        self.preset.setCurrentIndex(max(0, self.preset.findData(self.state.preset)))
        preset = self.presets.get(self.state.preset)
        self.about.setText(param_text(preset.help) if preset else self.tr("Values of your own."))
        self.forget.setVisible(bool(preset and preset.own))
        self._filling = False

    def _ask_name(self) -> None:
        name, said = QInputDialog.getText(self, self.tr("Keep as a preset"), self.tr("Name"))
        if said and name.strip():
            self.keep_wanted.emit(name.strip())
