"""The prompt panel: everything a picture is made from, and the one button that makes it."""

from collections.abc import Mapping, Sequence
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, Qt, Signal
from PySide6.QtGui import QTextCursor
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.image_params import IMAGE_PARAMS
from studio.core.presets import Preset, apply_preset, without_preset
from studio.core.requests import ImageRequest, PlacementWish, check_request, clean_text
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.storage.models import ModelEntry
from studio.ui.extras_box import ExtrasBox
from studio.ui.model_combo import fill_models
from studio.ui.panel_state import PanelState
from studio.ui.param_form import ChoiceField, NumberField, SliderField, WheelGuard, make_combo, param_text
from studio.ui.prompt_edit import PromptEdit
from studio.ui.prompt_field import PromptField
from studio.ui.seed_field import SeedField
from studio.ui.sentences import translate_sentence
from studio.ui.size_field import SizeField
from studio.ui.start_box import StartBox
from studio.ui.starter_card import StarterCard
from studio.ui.submit_row import Pressing, SubmitRow
from studio.ui.theme import GAP_2, GAP_3, scaled
from studio.ui.widgets import label

FIRST_PROMPT = "a lake at sunset with snowy mountains"
CANVAS_STRENGTH = msgspec.structs.replace(
    IMAGE_PARAMS["strength"],
    default=1.0,
    help="How much of what is in the frame or the selection is redrawn. 100 % keeps nothing of it.",
)


def _row(left: QWidget, right: QWidget, *, left_share: int = 1, right_share: int = 1) -> QLayout:
    row = QHBoxLayout()
    row.setSpacing(GAP_2)
    row.addWidget(left, left_share, Qt.AlignmentFlag.AlignTop)
    row.addWidget(right, right_share, Qt.AlignmentFlag.AlignTop)
    return row


class PromptPanel(QWidget):
    """Builds an ``ImageRequest`` from what the user set."""

    submitted = Signal(object)
    """ImageRequest; its seed is a real number."""
    refused = Signal(object)
    """ErrorReport: why nothing was submitted, or which value could not be taken over."""
    folders_wanted = Signal()
    """The user wants to add a model folder."""
    starter_card_dismissed = Signal()
    changed = Signal()
    """Something of what the next picture is made from."""

    def __init__(self) -> None:
        super().__init__()
        self.setProperty("kind", "panel")
        self.setAttribute(Qt.WidgetAttribute.WA_StyledBackground)
        self._models: dict[str, ModelEntry] = {}
        self._presets: dict[str, Preset] = {}
        self._model_id = self._awaited = ""
        """``_awaited``: the large start image that was still being read when Generate was pressed."""
        self.placement = PlacementWish()
        """From the settings; part of every request."""
        self._make_controls()
        self._lay_out()
        self._guard = WheelGuard(self)
        self._guard.guard(self.page)
        self._connect()
        self._sampler_changed()
        self._show_intent()

    # Building

    def _make_controls(self) -> None:
        self.prompt_field = PromptField()
        self.prompt = self.prompt_field.edit
        self.prompt.setPlainText(FIRST_PROMPT)
        self.prompt.moveCursor(QTextCursor.MoveOperation.End)
        self.negative = PromptEdit(1, 6)
        self.negative.setAccessibleName(self.tr("Negative prompt"))
        self.negative.setPlaceholderText(self.tr("What it should not show"))
        self.model = make_combo()
        self.model.setAccessibleName(self.tr("Model"))
        self.preset = make_combo()
        self.preset.setAccessibleName(self.tr("Preset"))
        self.preset.addItem(self.tr("None"), "")
        self.picture_size = SizeField()
        self.count = NumberField(IMAGE_PARAMS["count"])
        self.steps = SliderField(IMAGE_PARAMS["steps"], 60)
        self.guidance = SliderField(IMAGE_PARAMS["guidance_scale"], 15)
        self.sampler = ChoiceField(IMAGE_PARAMS["sampler"])
        self.schedule = ChoiceField(IMAGE_PARAMS["schedule"])
        self.seed = SeedField()
        self.start = StartBox()
        self.strength = SliderField(CANVAS_STRENGTH, percent=True)
        self.strength.hide()
        self.extras = ExtrasBox()
        self.card = StarterCard()
        self.card.hide()
        self.foot = SubmitRow()
        self.primary = self.foot.primary

    def _lay_out(self) -> None:
        self.page = QWidget()
        self.page.setProperty("kind", "page")
        column = QVBoxLayout(self.page)
        column.setContentsMargins(GAP_3, GAP_3, GAP_3, GAP_3)
        column.setSpacing(GAP_3)
        column.addWidget(self.card)
        column.addWidget(self.prompt_field)
        column.addLayout(self._group(label(self.tr("Negative prompt")), self.negative))
        model = self._boxed(label(self.tr("Model")), self.model)
        preset = self._boxed(label(self.tr("Preset")), self.preset)
        column.addLayout(_row(model, preset, left_share=4, right_share=3))
        column.addLayout(_row(self.picture_size, self._under_icons(self.count)))
        column.addWidget(self.steps)
        column.addWidget(self.guidance)
        column.addLayout(_row(self.sampler, self.schedule))
        column.addWidget(self.seed)
        for part in (self.strength, self.extras, self.start):
            column.addWidget(part)
        column.addStretch(1)
        scroll = QScrollArea()
        scroll.setWidgetResizable(True)
        scroll.setFrameShape(QFrame.Shape.NoFrame)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        scroll.setWidget(self.page)
        scroll.verticalScrollBar().rangeChanged.connect(self._make_room)
        self.scroll_area = scroll
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(scroll, 1)
        whole.addWidget(self.foot)
        self.setMinimumWidth(scaled(264))

    def _under_icons(self, field: NumberField) -> NumberField:
        """Line a field up with its neighbour, whose head holds an icon button."""
        head = field.column.itemAt(0)
        if head and (words := head.widget()):
            words.setFixedHeight(self.picture_size.swap_button.height())
        return field

    def _make_room(self, _low: int, high: int) -> None:
        """Let the scroll bar stand in the right margin, so that fields keep their width."""
        bar = self.scroll_area.verticalScrollBar().sizeHint().width()
        column = self.page.layout()
        if column:
            column.setContentsMargins(GAP_3, GAP_3, max(2, GAP_3 - bar) if high else GAP_3, GAP_3)

    @staticmethod
    def _group(head: QWidget, control: QWidget) -> QVBoxLayout:
        group = QVBoxLayout()
        group.setSpacing(4)
        group.addWidget(head)
        group.addWidget(control)
        return group

    def _boxed(self, head: QWidget, control: QWidget) -> QWidget:
        box = QWidget()
        group = self._group(head, control)
        group.setContentsMargins(0, 0, 0, 0)
        box.setLayout(group)
        return box

    def _connect(self) -> None:
        self.model.activated.connect(lambda: self.choose_model(self.model.currentData() or ""))
        self.preset.activated.connect(self._preset_chosen)
        self.sampler.changed.connect(self._sampler_changed)
        for signal in (self.count.changed, self.start.changed, self.strength.changed):
            signal.connect(self._show_intent)
        fields = (
            self.picture_size, self.steps, self.guidance, self.sampler, self.schedule, self.count, self.seed,
            self.start, self.strength, self.extras,
        )  # fmt: skip
        for signal in (self.prompt.textChanged, self.negative.textChanged, *(one.changed for one in fields)):
            signal.connect(lambda *_: self.changed.emit())
        self.start.refused.connect(self.refused)
        self.start.ready.connect(self._start_ready)
        self.card.folders_wanted.connect(self.folders_wanted)
        self.card.dismissed.connect(self.starter_card_dismissed)
        self.foot.pressed.connect(self.submit)

    # What the window hands in

    def set_models(self, entries: Sequence[ModelEntry]) -> None:
        """Offer these models; unusable ones are shown disabled with the reason as tooltip.

        The chosen model stays when it is still there; else the first usable one is chosen.
        """
        self._models = {entry.id: entry for entry in entries}
        fill_models(self.model, entries)
        usable = [entry for entry in entries if not entry.problem]
        kept = next((entry for entry in usable if entry.id == self._model_id), None)
        if kept:
            self._show_model(kept)
        elif usable:
            self.choose_model(usable[0].id)
        else:
            self._model_id = ""
            self.model.setCurrentIndex(-1)
        self._show_intent()

    def set_presets(self, presets: Mapping[str, Preset]) -> None:
        """Offer these presets by id."""
        chosen = self.preset.currentData()
        self._presets = dict(presets)
        self.preset.clear()
        self.preset.addItem(self.tr("None"), "")
        for identity, preset in presets.items():
            self.preset.addItem(QCoreApplication.translate("Preset", preset.name), identity)
            if preset.help:
                tip = QCoreApplication.translate("Preset", preset.help)
                self.preset.setItemData(self.preset.count() - 1, tip, Qt.ItemDataRole.ToolTipRole)
        self.preset.setCurrentIndex(max(0, self.preset.findData(chosen)))

    def set_prompts(self, prompts: list[str]) -> None:
        """Used prompts, newest first."""
        self.prompt_field.set_prompts(prompts)

    def set_start(self, path: str) -> None:
        """Begin from the picture at ``path``; empty text begins from noise."""
        self.start.set_path(path)
        if path:
            self.scroll_area.ensureWidgetVisible(self.start)

    def show_starter_card(self, shown: bool) -> None:
        self.card.setVisible(shown)

    def chosen_model(self) -> ModelEntry | None:
        return self._models.get(self._model_id)

    def choose_model(self, identity: str) -> bool:
        """Choose a model and take over the settings it likes; False when it cannot be used."""
        entry = self._models.get(identity)
        if entry is None or entry.problem:
            return False
        changed = identity != self._model_id
        self._show_model(entry)
        if changed:
            self._show_numbers(entry)
            width, height = self.picture_size.size_now()
            if not self.picture_size.offers(width, height) or (width, height) == (512, 512):
                self.picture_size.set_size(*entry.default_size)
        self._show_intent()
        return True

    def _show_numbers(self, told: ModelEntry | ImageRequest | PanelState) -> None:
        self.steps.set_value(told.steps)
        self.guidance.set_value(told.guidance_scale)
        self.sampler.set_value(told.sampler)
        self.schedule.set_value(told.schedule)

    def _show_model(self, entry: ModelEntry) -> None:
        self._model_id = entry.id
        self.model.setCurrentIndex(self.model.findData(entry.id))
        self.model.setToolTip(translate_sentence(entry.about) or entry.name)
        self.picture_size.set_sizes(
            [entry.default_size, *(size for size in entry.sizes if size != entry.default_size)]
        )
        self.changed.emit()

    # Requests

    def request(self, seed: int | None = None) -> ImageRequest:
        """What the panel says now. Raises StudioError for what cannot be drawn."""
        prompt, negative = clean_text(self.prompt.text()), clean_text(self.negative.text())
        preset = self._presets.get(self.preset.currentData() or "")
        if preset:
            prompt, negative = apply_preset(preset, prompt, negative)
        width, height = self.picture_size.size_now()
        extras = self.extras.now()
        return check_request(
            ImageRequest(
                prompt=prompt,
                negative=negative,
                model=self._model_id,
                width=width,
                height=height,
                steps=int(self.steps.value()),
                guidance_scale=round(float(self.guidance.value()), 3),
                sampler=self.sampler.value(),
                schedule=self.schedule.value(),
                seed=self.seed.seed() if seed is None else seed,
                count=int(self.count.value()),
                start=self.start.reference(),
                strength=self.strength_now(),
                preset=preset.id if preset else "",
                adapters=extras.adapters,
                region_base=extras.region_base,
                placement=self.placement,
            )
        )

    def submit(self) -> None:
        """Submit what the panel says, or tell why it cannot be.

        A large start image is read first, off the window thread; the submission follows by itself.
        """
        self._awaited = "" if self.start.is_ready() else self.start.path()
        if self._awaited:
            return
        for field in (self.steps, self.guidance, self.count, self.start.strength, self.strength):
            field.spin.interpretText()
        try:
            self.request()  # refused before a new seed is rolled
            request = self.request(self.seed.next_seed())
        except StudioError as error:
            self.refused.emit(error.report())
            return
        self.submitted.emit(request)

    def _start_ready(self) -> None:
        awaited, self._awaited = self._awaited, ""
        if awaited and awaited == self.start.path():
            self.submit()

    def set_values(self, request: ImageRequest) -> None:
        """*Use these settings*: show ``request`` again, its seed kept."""
        if not self.choose_model(request.model):
            self.refused.emit(
                ErrorReport(
                    kind=ErrorKind.MODEL_MISSING,
                    sentence=self.tr("The model %1 of this picture is not here.").replace(
                        "%1", request.model
                    ),
                    advice=self.tr(
                        "The other settings were taken over; add its folder in Settings, Folders."
                    ),
                )
            )
        prompt, negative, preset = self._unwrapped(request)
        self.prompt.replace_text(prompt)
        self.negative.replace_text(negative)
        self.preset.setCurrentIndex(max(0, self.preset.findData(preset)))
        self.picture_size.set_size(request.width, request.height)
        self._show_numbers(request)
        self.count.set_value(request.count)
        self.seed.set_seed(request.seed, keep=True)
        self.extras.set_values(request)
        if request.intent != "generate":  # its start picture was cut out of a canvas
            self.strength.set_value(request.strength)
            self.start.clear()
            return
        if request.start:
            self.start.strength.set_value(request.strength)
        self.start.set_path(request.start.path if request.start else "")

    def _unwrapped(self, request: ImageRequest) -> tuple[str, str, str]:
        """The user's own words inside the preset's, and the preset; as they are when they do not fit."""
        preset = self._presets.get(request.preset)
        own = without_preset(preset, request.prompt, request.negative) if preset else None
        return (*own, request.preset) if own else (request.prompt, request.negative, "")

    def state(self) -> dict[str, Any]:
        """Everything unsent, to come back at the next start."""
        width, height = self.picture_size.size_now()
        return {
            "prompt": self.prompt.text(),
            "negative": self.negative.text(),
            "model": self._model_id,
            "preset": self.preset.currentData() or "",
            "size": [width, height],
            "steps": self.steps.value(),
            "guidance_scale": self.guidance.value(),
            "sampler": self.sampler.value(),
            "schedule": self.schedule.value(),
            "count": self.count.value(),
            "seed": self.seed.seed(),
            "seed_kept": self.seed.is_kept(),
            "start": self.start.path(),
            "strength": self.start.strength.value(),
            "canvas_strength": self.strength.value(),
            "extras": self.extras.state(),
        }

    def restore(self, state: dict[str, Any]) -> None:
        """Take over what ``state`` told; values that do not fit any more are left as they are."""
        try:
            told = msgspec.convert(state, PanelState)
        except msgspec.ValidationError:
            return
        self.choose_model(told.model)
        self.prompt.setPlainText(told.prompt)
        self.prompt.moveCursor(QTextCursor.MoveOperation.End)
        self.negative.setPlainText(told.negative)
        self.preset.setCurrentIndex(max(0, self.preset.findData(told.preset)))
        self.picture_size.set_size(*told.size)
        self._show_numbers(told)
        self.count.set_value(told.count)
        self.seed.set_seed(told.seed, keep=told.seed_kept)
        self.start.strength.set_value(told.strength)
        self.strength.set_value(told.canvas_strength)
        self.extras.restore(told.extras)
        if told.start:
            self.start.set_path(told.start)

    # Reactions

    def _preset_chosen(self) -> None:
        preset = self._presets.get(self.preset.currentData() or "")
        if preset is None:
            return
        for value, field in (
            (preset.steps, self.steps),
            (preset.guidance_scale, self.guidance),
            (preset.sampler, self.sampler),
            (preset.schedule, self.schedule),
        ):
            if value is not None:
                field.set_value(value)  # pyright: ignore[reportArgumentType]

    def _sampler_changed(self) -> None:
        sampler = SAMPLERS.get(self.sampler.value())
        if sampler:
            self.schedule.set_choices(
                [(name, param_text(SCHEDULES[name].label)) for name in sampler.schedules]
            )

    def strength_now(self) -> float:
        """How much is redrawn, in (0, 1]: of the start image, or else of what is on the canvas."""
        field = self.start.strength if self.start.path() else self.strength
        return round(float(field.value()), 3)

    def show_strength(self, shown: bool) -> None:
        """Offer the strength of drawing over what is on the canvas; the start image has its own."""
        self.strength.setVisible(shown and not self.start.path())

    def _show_intent(self) -> None:
        percent = round(float(self.start.strength.value()) * 100)
        self.foot.show_pressing(
            Pressing(int(self.count.value()), percent if self.start.path() else None, bool(self._model_id))
        )
