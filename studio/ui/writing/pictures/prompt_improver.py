"""Improve prompt, in the prompt panel: a suggestion to take or leave, never more."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QObject, Signal, Slot

from studio.core.errors import ErrorReport
from studio.core.paths import Folders, resources
from studio.core.presets import SLOT, load_presets
from studio.core.writing.picture_prompts import prompts_in
from studio.storage.models import ModelEntry, Models
from studio.ui.actions import Command, Commands
from studio.ui.prompt_panel import PromptPanel
from studio.ui.writing.asking import Asking
from studio.ui.writing.pictures.wording import IMPROVE, asked
from studio.ui.writing.talkers import talker

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.writing.pictures.improve_dialog import ImproveDialog


class PromptImprover(QObject):
    """A model that follows instructions rewrites; without one the words of the presets are offered."""

    message = Signal(str, object)  # sentence, callable for Undo or None
    problem = Signal(object)  # ErrorReport

    def __init__(
        self,
        panel: PromptPanel,
        queue: "JobQueue",
        models: Models,
        folders: Folders,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._panel, self._models, self._config = panel, models, folders.config
        self.asking = Asking(queue, self)
        self.preferred = ""
        self.dialog: ImproveDialog | None = None
        self._prompt = ""
        self.asking.changed.connect(self._streams)
        self.asking.done.connect(self._streams)
        self.asking.failed.connect(self._failed)
        panel.prompt_field.improve_wanted.connect(self.improve)

    def join(self, commands: Commands) -> None:
        command = Command(
            "improve", self.tr("Improve the prompt…"), self.tr("Picture"), "Ctrl+Shift+P", "magic-wand"
        )
        commands.add(command, self.improve, only_in="paint")

    def _model(self) -> ModelEntry | None:
        return talker(self._models.of_kind("text"), self.preferred)

    @Slot()
    def improve(self) -> None:
        """Open the suggestion for the prompt as it stands."""
        from studio.ui.writing.pictures.improve_dialog import ImproveDialog

        prompt = self._panel.prompt.text().strip()
        if not prompt:
            self.message.emit(self.tr("Write a prompt first."), None)
            return
        if self.dialog:
            self.dialog.close()
        self._prompt = prompt
        self.dialog = dialog = ImproveDialog(prompt, self._panel.window())
        dialog.taken.connect(self._take)
        dialog.again_wanted.connect(self._ask)
        dialog.finished.connect(self._closed)
        if self._model():
            self._ask()
        else:
            dialog.offer(
                self.additions(prompt),
                self.tr(
                    "No language model that follows instructions is here, so nothing is rewritten. These are "
                    "the words of Atelier's own looks; choose what fits."
                ),
            )
        dialog.open()

    @staticmethod
    def additions(prompt: str) -> list[tuple[str, str]]:
        """Names of presets and the words they add to a prompt that lacks them."""
        found: list[tuple[str, str]] = []
        folded = prompt.casefold()
        for preset in load_presets(resources() / "presets").values():
            before, _, after = preset.prompt.partition(SLOT)
            words = ", ".join(part.strip(" ,") for part in (before, after) if part.strip(" ,"))
            if words and words.casefold() not in folded:
                found.append((QCoreApplication.translate("Preset", preset.name), words))
        return found

    def _ask(self) -> None:
        model = self._model()
        if model and self.dialog:
            self.dialog.edit.document().setModified(False)
            note = self.tr("%1 is writing a better prompt…").replace("%1", model.name)
            self.dialog.show_suggestion("", note, busy=True)
            self.asking.ask(model, asked(IMPROVE, self._prompt, self._config), IMPROVE)

    @Slot(str)
    def _streams(self, answer: str) -> None:
        model = self._model()
        if self.dialog is None or model is None:
            return
        if self.asking.busy:
            note = self.tr("%1 is writing a better prompt…").replace("%1", model.name)
            self.dialog.show_suggestion(" ".join(answer.split()), note, busy=True)
            return
        (text,) = prompts_in(answer, 1) or (self._prompt,)
        note = self.tr("Suggested by %1. Nothing changes until you take it.").replace("%1", model.name)
        self.dialog.show_suggestion(text, note)

    @Slot(object)
    def _failed(self, report: ErrorReport | None) -> None:
        if self.dialog:
            self.dialog.show_suggestion("", self.tr("The model could not write; your prompt is as it was."))
        if report:
            self.problem.emit(report)

    def _take(self, prompt: str) -> None:
        before, edit = self._panel.prompt.text(), self._panel.prompt
        edit.replace_text(prompt)
        self.message.emit(self.tr("The prompt is changed."), lambda: edit.replace_text(before))

    def _closed(self) -> None:
        self.asking.cancel()
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None
