"""The memory panel joined with the project: memory, summary of the scene, lore, banned and forced words."""

from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Qt, Signal, Slot

from studio.core.errors import StudioError
from studio.core.writing.outline import Memory, find
from studio.core.writing.request_builder import Wishes
from studio.ui.writing.drafting.memory_panel import MemoryPanel
from studio.ui.writing.drafting.retrieval import Retrieval
from studio.ui.writing.drafting.summaries import MANUAL, Summaries, digest_of
from studio.ui.writing.drafting.writing_requests import Sources

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage


class MemoryDesk(QObject):
    """``with_words`` puts the project's words into what the sampler panel wishes."""

    changed = Signal()
    problem = Signal(object)

    def __init__(
        self,
        page: "WritePage",
        sources: Sources,
        summaries: Summaries,
        retrieval: Retrieval,
        parent: QObject,
    ) -> None:
        super().__init__(parent)
        self._page, self._sources = page, sources
        self._summaries, self._retrieval = summaries, retrieval
        self._values: dict[str, dict[str, str]] = {}
        self.panel = MemoryPanel()
        self.panel.changed.connect(self._memory_changed)
        self.panel.summary_changed.connect(self._summary_changed)
        self.panel.summarise_wanted.connect(self._summarise)
        self.panel.background_toggled.connect(summaries.set_enabled)
        self.panel.retrieval_toggled.connect(retrieval.set_enabled)
        self.panel.words_wanted.connect(self.edit_words)
        self.panel.retrieval.setChecked(True)
        retrieval.changed.connect(self._show_found)
        summaries.changed.connect(self.show_summary)
        page.project_opened.connect(self._project_opened)
        page.item_opened.connect(lambda _item: self.show_summary())
        page.outline_changed.connect(self._outline_changed)
        self._project_opened(page.project)

    # Remembered for the window

    def restore(self, values: dict[str, Any]) -> None:
        self.panel.background.setChecked(values.get("summaries") is True)
        self.panel.retrieval.setChecked(values.get("retrieval", True) is True)
        tools = values.get("tools")
        if isinstance(tools, dict):
            self._values = {
                str(tool): {str(k): str(v) for k, v in each.items()}
                for tool, each in tools.items()
                if isinstance(each, dict)
            }

    def remembered(self) -> dict[str, Any]:
        return {
            "summaries": self.panel.background.isChecked(),
            "retrieval": self.panel.retrieval.isChecked(),
            "tools": self._values,
        }

    def values_of(self, tool: str) -> dict[str, str]:
        """Options of a tool as they were chosen last."""
        return self._values.get(tool, {})

    def keep_values(self, tool: str, values: dict[str, str]) -> None:
        self._values[tool] = values

    # Memory of the project

    @Slot(object)
    def _project_opened(self, project: object) -> None:
        self.panel.setEnabled(project is not None)
        self.panel.show_memory(self._page.project.outline.memory if self._page.project else Memory())
        self._show_lore()
        self.show_summary()

    @Slot()
    def _outline_changed(self) -> None:
        project = self._page.project
        if project and project.outline.memory != self.panel.memory() and not self.panel.isActiveWindow():
            self.panel.show_memory(project.outline.memory)
        self._show_lore()
        self.show_summary()

    @Slot(object)
    def _memory_changed(self, memory: Memory) -> None:
        project = self._page.project
        if project is None or project.read_only:
            return
        try:
            project.set_outline(replace(project.outline, memory=memory))
        except StudioError as error:
            self.problem.emit(error.report())
            return
        self.changed.emit()

    def _show_lore(self) -> None:
        lore = self._sources.lore() if self._page.project else ()
        if not lore:
            told = self.tr(
                "Notes about people, places and things are read when their names come up. "
                "Make a note, and its title is its name."
            )
        else:
            told = self.tr("%1 notes fire by their titles and aliases; a first line “triggers: …” adds more.")
            told = told.replace("%1", str(len(lore)))
        self.panel.lore.setText(told)

    def _show_found(self) -> None:
        model = self._retrieval.embedder()
        how = (
            self.tr("By words, and by meaning with %1.").replace("%1", model.name)
            if model
            else self.tr("By words. With an embedding model in your folders, by meaning as well.")
        )
        on = self._retrieval.enabled
        self.panel.retrieval_told.setText(f"{how}\n{self._retrieval.told}".strip() if on else how)

    # Summary of the scene

    @Slot()
    def show_summary(self) -> None:
        project = self._page.project
        item = find(project.outline, self._page.editor.item) if project else None
        possible = item is not None and item.kind == "scene" and project is not None and not project.read_only
        told = ""
        if item and self._summaries.item == item.id:
            told = self.tr("Being written…")
        elif item and item.summary_of == MANUAL:
            told = self.tr("Yours: the model leaves it alone.")
        elif item and item.summary and item.summary_of != digest_of(self._sources.text(item.id)):
            told = self.tr("The scene has changed since.")
        elif not self._summaries.can_sum_up():
            told = self.tr("The chosen model cannot sum up; a chat model can.")
        if not self.panel.summary.hasFocus():
            self.panel.show_summary(item.summary if item else "", told, possible=possible)
        own = item is not None and item.summary_of == MANUAL  # to have one written, the writer empties theirs
        self.panel.summarise.setEnabled(possible and not own and self._summaries.can_sum_up())

    @Slot(str)
    def _summary_changed(self, text: str) -> None:
        item = self._page.editor.item
        self._summaries.keep(item, text.strip(), MANUAL if text.strip() else "")

    @Slot()
    def _summarise(self) -> None:
        project, item = self._page.project, self._page.editor.item
        if project is None or not item:
            return
        self._summaries.begin(item, asked=True)

    # Words

    def words(self) -> tuple[list[str], list[str]]:
        """Banned and forced words of the project."""
        project = self._page.project
        found = project.recall("words", {}) if project else {}
        found = found if isinstance(found, dict) else {}
        return _texts(found.get("banned")), _texts(found.get("forced"))

    def with_words(self, wishes: Wishes) -> Wishes:
        banned, forced = self.words()
        return replace(wishes, banned=tuple(banned), forced=tuple(forced))

    @Slot(str)
    def ban(self, word: str) -> None:
        banned, forced = self.words()
        self._keep_words([*banned, word], forced)

    def edit_words(self) -> None:
        from studio.ui.writing.drafting.words_dialog import WordsDialog

        dialog = WordsDialog(self._page, *self.words())
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(lambda: self._keep_words(*dialog.words()))
        dialog.open()

    def _keep_words(self, banned: list[str], forced: list[str]) -> None:
        project = self._page.project
        if project is None:
            return
        try:
            project.remember("words", {"banned": list(dict.fromkeys(banned)), "forced": forced})
        except StudioError as error:
            self.problem.emit(error.report())
        self.changed.emit()


def _texts(value: object) -> list[str]:
    return [text for text in value if isinstance(text, str)] if isinstance(value, list) else []
