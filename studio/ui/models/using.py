"""Takes a model or an adapter to the page where it works."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QTimer

from studio.core.errors import ErrorKind, ErrorReport
from studio.storage.model_entry import ModelEntry

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow

translate = QCoreApplication.translate


def use_model(window: "MainWindow", entry: ModelEntry) -> None:
    """Choose a model that draws, or one that writes, and show its page."""
    if entry.kind == "text":
        if window.settings.writing.model != entry.id:
            window.change_settings(window.settings.replace("writing", model=entry.id))
        window.pages.show_page("writing")
        return
    panel = window.panel
    chosen = panel.chosen_model()
    if not panel.choose_model(entry.id):
        return
    if chosen and chosen.id == entry.id:  # it was chosen before its settings were changed
        panel.picture_size.set_size(*entry.default_size)
        for field, value in (
            (panel.steps, entry.steps),
            (panel.guidance, entry.guidance_scale),
            (panel.sampler, entry.sampler),
            (panel.schedule, entry.schedule),
        ):
            field.set_value(value)  # pyright: ignore[reportArgumentType]
    window.pages.show_page("paint")


def fitting_models(entry: ModelEntry, models: Sequence[ModelEntry]) -> list[ModelEntry]:
    """The usable ones among ``models`` that an adapter fits, as far as headers tell."""
    return [model for model in models if not model.problem and entry.fits(model)]


def use_adapter(
    window: "MainWindow", entry: ModelEntry, models: Sequence[ModelEntry], wished: str = ""
) -> None:
    """Put a LoRA into the prompt panel, with a model it fits: the wished, the chosen, or the first."""
    panel = window.panel
    chosen = panel.chosen_model()
    fitting = fitting_models(entry, models)
    model = next((one for one in fitting if one.id == (wished or (chosen.id if chosen else ""))), None)
    model = model or next(iter(fitting), None)
    if model is None:
        window.show_error(_fits_none(entry))
        return
    changed = chosen is None or chosen.id != model.id
    if changed:
        panel.choose_model(model.id)
    panel.extras.add_adapter(entry.id)
    window.pages.show_page("paint")
    # Once the panel has its new height: the adapters stand far down in it.
    QTimer.singleShot(0, panel.extras, lambda: panel.scroll_area.ensureWidgetVisible(panel.extras))
    if changed:
        told = translate("ModelUse", "“%1” is in the prompt panel, with the model “%2”, which it fits.")
    else:
        told = translate("ModelUse", "“%1” is in the prompt panel.")
    window.show_message(told.replace("%1", entry.name).replace("%2", model.name))


def use_text_adapter(
    window: "MainWindow", entry: ModelEntry, models: Sequence[ModelEntry], wished: str = ""
) -> None:
    """Put a LoRA for texts among those of the drafts, with a language model it fits."""
    fitting = fitting_models(entry, models)
    wanted = wished or window.settings.writing.model
    model = next((one for one in fitting if one.id == wanted), None) or next(iter(fitting), None)
    if model is None:
        window.show_error(_fits_none(entry))
        return
    if window.settings.writing.model != model.id:
        window.change_settings(window.settings.replace("writing", model=model.id))
    window.pages.show_page("writing")
    window.add_text_adapter(entry.id)
    told = translate("ModelUse", "“%1” is among the adapters of drafts, with the model “%2”, which it fits.")
    window.show_message(told.replace("%1", entry.name).replace("%2", model.name))


def _fits_none(entry: ModelEntry) -> ErrorReport:
    sentence = translate("ModelUse", "“%1” fits none of the models on this machine.")
    return ErrorReport(
        kind=ErrorKind.INVALID_REQUEST,
        sentence=sentence.replace("%1", entry.name),
        advice=translate("ModelUse", "Add a model of the family it was made for."),
    )


def put_into_prompt(window: "MainWindow", words: str) -> None:
    """Put trigger words at the end of the prompt, unless they stand there."""
    prompt = window.panel.prompt
    text = prompt.text()
    if words.casefold() in text.casefold():
        window.show_message(translate("ModelUse", "“%1” stands in the prompt already.").replace("%1", words))
        return
    begun = text.rstrip().rstrip(",")
    prompt.replace_text(f"{begun}, {words}" if begun else words)
    window.show_message(translate("ModelUse", "“%1” was put into the prompt.").replace("%1", words))
