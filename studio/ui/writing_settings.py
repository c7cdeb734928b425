"""The settings page of the engine that writes: which model, where, how much it reads, and why."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout

from studio.core.errors import StudioError
from studio.core.placement import GIB, Hardware, Need
from studio.core.settings import Settings
from studio.core.text_placement import choose_text_placement
from studio.storage.model_entry import ModelEntry
from studio.storage.text_entries import chosen_writer, need_of
from studio.ui.param_form import ChoiceField, param_text
from studio.ui.sentences import translate_sentence
from studio.ui.settings_pages import Page, gigabytes
from studio.ui.widgets import label

if TYPE_CHECKING:
    from studio.jobs.keeper import EngineState


@dataclass(frozen=True)
class EngineFacts:
    """What is known of the engines: ``need`` is what the chosen picture model asks of a device."""

    picture: "EngineState | None" = None
    need: Need | None = None
    text: "EngineState | None" = None
    text_models: Sequence[ModelEntry] = ()

    @property
    def hardware(self) -> Hardware | None:
        return self.picture.ready.hardware if self.picture and self.picture.ready else None

    @property
    def text_hardware(self) -> Hardware | None:
        """As the engine that writes told it; before that as the one that draws did."""
        return self.text.ready.hardware if self.text and self.text.ready else self.hardware


def size_words(size: int) -> str:
    """Bytes in GB, or MB below a tenth of one."""
    return gigabytes(size) if size >= GIB / 10 else f"{size / 1024**2:.0f} MB"


class WritingEnginePage(Page):
    """Model, device, context and threads, each with what it means."""

    def __init__(self, title: str, settings: Settings, facts: EngineFacts) -> None:
        super().__init__(title)
        self._facts = facts
        card = QFrame()
        card.setProperty("kind", "card")
        inside = QVBoxLayout(card)
        inside.setContentsMargins(12, 8, 12, 8)
        inside.setSpacing(4)
        self.choice = label("", "strong", wrap=True)
        self.reasons = label("", "muted", wrap=True)
        inside.addWidget(self.choice)
        inside.addWidget(self.reasons)
        self.column.addWidget(card)
        self.form = self.add_form("writing", settings)
        self._fill("model", [(each.id, self._named(each)) for each in facts.text_models], settings)
        hardware = facts.text_hardware
        devices = [(each.id, f"{each.name} ({each.id})") for each in hardware.devices] if hardware else []
        self._fill("device", devices, settings)
        self.add_text(
            self.tr(
                "More models: a GGUF file, or a folder in the Hugging Face format, in one of the folders of "
                "the page Folders. LM Studio’s and GPT4All’s folders can be added there as they are."
            )
        )
        self.column.addStretch(1)
        self.show_settings(settings)

    def _fill(self, name: str, known: list[tuple[str, str]], settings: Settings) -> None:
        field = self.form.fields[name]
        if not isinstance(field, ChoiceField):
            return
        chosen = getattr(settings.writing, name)
        automatic = "auto" if name == "device" else ""
        if chosen != automatic and chosen not in [identity for identity, _ in known]:
            known.append((chosen, self.tr("%1 (not on this machine)").replace("%1", chosen)))
        field.blockSignals(True)
        field.set_choices([(automatic, param_text("Automatic")), *known])
        field.set_value(chosen)
        field.blockSignals(False)

    def _named(self, model: ModelEntry) -> str:
        if model.problem:
            return self.tr("%1 (cannot be used)").replace("%1", model.name)
        return f"{model.name} · {size_words(model.bytes)}"

    def show_settings(self, settings: Settings) -> None:
        super().show_settings(settings)
        model = chosen_writer(self._facts.text_models, settings.writing.model)
        if model is None:
            self.choice.setText(self.tr("There is no language model yet."))
            self.reasons.setText(self.tr("Add the folder of one on the page Folders."))
            return
        if model.problem:
            self.choice.setText(translate_sentence(model.problem))
            self.reasons.setText(translate_sentence(model.advice))
            return
        hardware = self._facts.text_hardware
        if hardware is None:
            self.choice.setText(self.tr("Texts are written with: %1").replace("%1", model.name))
            self.reasons.setText(self.tr("The engine has not told yet what this machine can do."))
            return
        automatic = settings.writing == Settings().writing
        lead = self.tr("Automatic picks: %1") if automatic else self.tr("Texts are written with: %1")
        need = need_of(model)
        try:
            placement = choose_text_placement(
                hardware, settings.text_wish, need, context=settings.writing.context
            )
        except StudioError as error:
            self.choice.setText(translate_sentence(error.sentence))
            self.reasons.setText(translate_sentence(error.advice))
            return
        parts = [
            model.name,
            "CPU" if placement.kind == "cpu" else placement.device,
            self.tr("{count} tokens").format(count=f"{placement.context:,}"),
            self.tr("{count} threads").format(count=placement.threads),
        ]
        self.choice.setText(lead.replace("%1", " · ".join(parts)))
        lines = [translate_sentence(reason) for reason in placement.reasons]
        memory = need.bytes + placement.context * need.memory_per_token
        lines.append(self.tr("The model then needs about %1.").replace("%1", size_words(memory)))
        if not model.chat:
            lines.append(
                self.tr(
                    "It writes texts on; it has no template for instructions, so tools ask it by example."
                )
            )
        if model.licence:
            lines.append(self.tr("Licence: %1").replace("%1", model.licence))
        self.reasons.setText("\n".join(lines))
