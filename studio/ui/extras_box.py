"""What a picture may have besides prompt and numbers: adapters, and the prompt's share in regions."""

from typing import Any

import msgspec
from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.image_params import IMAGE_PARAMS
from studio.core.requests import Adapter, ImageRequest
from studio.ui.adapter_list import AdapterList, Choices
from studio.ui.param_form import SliderField
from studio.ui.theme import GAP_3


class Extras(msgspec.Struct, frozen=True, kw_only=True):
    """The shape in which it is remembered."""

    adapters: tuple[Adapter, ...] = ()
    region_base: float = 0.1


class ExtrasBox(QWidget):
    """Shown as far as there is something to choose."""

    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.adapters = AdapterList(self.tr("Adapters (LoRA)"))
        self.region_base = SliderField(IMAGE_PARAMS["region_base"], percent=True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GAP_3)
        column.addWidget(self.adapters)
        column.addWidget(self.region_base)
        self.adapters.edited.connect(self._edited)
        self.region_base.changed.connect(lambda *_: self.changed.emit())
        self._has_regions = self._has_choices = False
        self._show()

    def set_adapter_choices(self, choices: Choices | None) -> None:
        """Which adapters fit the chosen model."""
        self._has_choices = bool((choices and choices()) or self.adapters.pickles())
        self.adapters.set_choices(choices)
        self._show()

    def show_regions(self, there: bool) -> None:
        """Whether the document has regions with prompts of their own."""
        if there != self._has_regions:
            self._has_regions = there
            self._show()

    def add_adapter(self, model: str) -> bool:
        """Add one more; False when it is there already."""
        if any(one.model == model for one in self.adapters.adapters):
            return False
        self._edited((*self.adapters.adapters, Adapter(model=model)), "")
        return True

    def now(self) -> Extras:
        return Extras(adapters=self.adapters.adapters, region_base=round(float(self.region_base.value()), 3))

    def set_values(self, request: ImageRequest) -> None:
        """Show what a request says."""
        self._take(Extras(adapters=request.adapters, region_base=request.region_base))

    def state(self) -> Any:
        return msgspec.to_builtins(self.now())

    def restore(self, told: object) -> None:
        """Take over what ``state`` told; nonsense changes nothing."""
        try:
            self._take(msgspec.convert(told, Extras))
        except msgspec.ValidationError:
            return

    def _take(self, extras: Extras) -> None:
        self.adapters.show_adapters(extras.adapters)
        self.region_base.set_value(extras.region_base)
        self._show()

    def _edited(self, adapters: tuple[Adapter, ...], _key: str) -> None:
        self.adapters.show_adapters(adapters)
        self._show()
        self.changed.emit()

    def _show(self) -> None:
        self.adapters.setVisible(self._has_choices or bool(self.adapters.adapters))
        self.region_base.setVisible(self._has_regions)
        self.setVisible(not self.adapters.isHidden() or not self.region_base.isHidden())
