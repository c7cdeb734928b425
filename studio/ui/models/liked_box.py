"""The settings the user wants with a picture model; the prompt panel takes them over when it is chosen."""

from PySide6.QtCore import QSignalBlocker, Signal
from PySide6.QtWidgets import QHBoxLayout

from studio.core.image_params import IMAGE_PARAMS
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.storage.model_book import Liked
from studio.storage.model_entry import ModelEntry
from studio.ui.models.boxes import Box
from studio.ui.param_form import ChoiceField, NumberField, ParamField, WheelGuard, param_text
from studio.ui.size_field import SizeField
from studio.ui.theme import GAP_2
from studio.ui.widgets import button


class LikedBox(Box):
    """``changed`` carries the path and what of it differs from what the model says itself."""

    changed = Signal(str, object)

    def __init__(self) -> None:
        super().__init__(self.tr("Begins with"))
        self.own = button(self.tr("As the model says"), "quiet")
        self.own.setToolTip(self.tr("Forget these settings; use those of the model's card or family"))
        self.head.addWidget(self.own)
        self.size_field = SizeField()
        self.steps = NumberField(IMAGE_PARAMS["steps"])
        self.guidance = NumberField(IMAGE_PARAMS["guidance_scale"])
        self.sampler = ChoiceField(IMAGE_PARAMS["sampler"])
        self.schedule = ChoiceField(IMAGE_PARAMS["schedule"])
        self.column.addWidget(self.size_field)
        for pair in ((self.steps, self.guidance), (self.sampler, self.schedule)):
            row = QHBoxLayout()
            row.setSpacing(GAP_2)
            for field in pair:
                row.addWidget(field, 1)
            self.column.addLayout(row)
        self._guard = WheelGuard(self)
        self._guard.guard(self)
        self._path = ""
        self._last = ""
        self._told: Liked | None = None
        """What was told and has not come back."""
        self.size_field.changed.connect(self._tell)
        self.sampler.changed.connect(self._offer_schedules)
        for field in self._fields():
            field.changed.connect(self._tell)
        self.own.clicked.connect(self._forget)

    def _fields(self) -> tuple[ParamField, ...]:
        return self.steps, self.guidance, self.sampler, self.schedule

    def show_entry(self, entry: ModelEntry, liked: Liked) -> None:
        """Show what is used with ``entry`` (as known to the models, wishes included)."""
        if entry.path == self._last and self._told not in (None, liked):
            return  # what was set just now is still being written down
        self._path, self._last, self._told = "", entry.path, None
        self.size_field.set_sizes([entry.default_size, *entry.sizes])
        self.size_field.set_size(*entry.default_size)
        for field, value in (
            (self.steps, entry.steps),
            (self.guidance, entry.guidance_scale),
            (self.sampler, entry.sampler),
        ):
            field.set_value(value)  # pyright: ignore[reportArgumentType]
        self._offer_schedules()
        self.schedule.set_value(entry.schedule)
        self.own.setVisible(liked != Liked())
        self._path = entry.path

    def _offer_schedules(self) -> None:
        sampler = SAMPLERS.get(self.sampler.value())
        if sampler:
            with QSignalBlocker(self.schedule):
                self.schedule.set_choices(
                    [(name, param_text(SCHEDULES[name].label)) for name in sampler.schedules]
                )

    def _tell(self, *_: object) -> None:
        if not self._path:
            return
        liked = Liked(
            size=self.size_field.size_now(),
            steps=int(self.steps.value()),
            guidance_scale=round(float(self.guidance.value()), 3),
            sampler=self.sampler.value(),
            schedule=self.schedule.value(),
        )
        self.own.show()
        self._told = liked
        self.changed.emit(self._path, liked)

    def _forget(self) -> None:
        if self._path:
            self._told = Liked()
            self.changed.emit(self._path, self._told)
