"""Answers that are no draft, branches at a place, and what a kill cut off: what can be done with them."""

from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from studio.core.errors import StudioError
from studio.core.writing.outline import find
from studio.core.writing.tools import WritingTool
from studio.core.writing.words import count_words
from studio.storage.text_results import TextResults
from studio.ui.param_form import param_text
from studio.ui.writing.drafting.answer_card import copy_text
from studio.ui.writing.drafting.desk_panel import DeskPanel
from studio.ui.writing.drafting.drafter import Drafter
from studio.ui.writing.drafting.restored import before_of

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage


class Answers(QObject):
    """Works for the cards of the desk panel."""

    problem = Signal(object)
    message = Signal(str)

    def __init__(
        self,
        page: "WritePage",
        drafter: Drafter,
        panel: DeskPanel,
        results: TextResults,
        tools: Mapping[str, WritingTool],
    ) -> None:
        super().__init__(page)
        self._page, self.drafter, self.panel, self._results, self.tools = page, drafter, panel, results, tools
        panel.alternatives.answer_pressed.connect(self._answer_pressed)
        panel.alternatives.branch_chosen.connect(self._branch_chosen)
        panel.cut_off_pressed.connect(self._cut_off_pressed)
        self._on_desk: set[str] = set()
        """Jobs that were cut off and are a draft now; until that ends they are unfinished still."""
        self._offered: set[str] = set()
        page.project_opened.connect(lambda _project: self._on_desk.clear())

    @contextmanager
    def _told_problems(self) -> Iterator[None]:
        """A StudioError of the block is told on the page."""
        try:
            yield
        except StudioError as error:
            self.problem.emit(error.report())

    @Slot(str, str)
    def _answer_pressed(self, name: str, text: str) -> None:
        editor, project, run = self._page.editor, self._page.project, self.drafter.run
        about = run.item if run else editor.item  # another text may be open by now
        if name == "copy":
            copy_text(text)
        elif name == "insert" and text and not editor.isReadOnly():
            editor.insert_text(editor.selection()[1], text, self.tr("Insertion"))
        elif name == "title" and project and text:
            title = text.strip().split("\n")[0].strip(' "“”*#.')
            if title:
                self._page.outline.steps.set_values([about], self.tr("Rename"), title=title)
        elif name == "notes" and project and text:
            item = find(project.outline, about)
            title = f"{param_text(run.tool.label) if run else ''}: {item.title if item else ''}".strip(": ")
            with self._told_problems():
                project.add("note", title, parent="notes", text=text, note_kind="research")
                self._page.outline_changed.emit()
                self.message.emit(self.tr("Kept as a note: %1").replace("%1", title))

    @Slot(str, int)
    def _branch_chosen(self, job: str, index: int) -> None:
        result = self._results.load(job)
        if result is None or self._page.editor.isReadOnly():
            return
        draft = self.drafter.draft
        caret = self._page.editor.caret()
        start, end = (draft.start, draft.end) if draft else (caret, caret)
        self.drafter.stop()
        tool = self.tools.get(result.request.tool, self.tools["continue"])
        self.drafter.restore(result, tool, start, end, index)
        self._page.editor.setFocus()

    def offer_cut_off(self) -> bool:
        """Show what a kill cut off in this text; whether there is any that was not shown before.

        The text is known by its own id: the folder of the project may have another name by now.
        """
        item = self._page.editor.item
        found = []
        with suppress(StudioError):
            for result in self._results.unfinished() if item else []:
                text = result.alternatives[0].text if result.alternatives else ""
                here = result.request.document.endswith(f"#{item}")
                if here and text.strip() and result.job not in self._on_desk:
                    found.append((result.job, text, count_words(text)))
        self.panel.show_cut_off(found)
        before, self._offered = self._offered, self._offered | {job for job, _, _ in found}
        return self._offered != before

    @Slot(str, str)
    def _cut_off_pressed(self, job: str, name: str) -> None:
        result = self._results.load(job)
        if name == "back" and result:
            editor = self._page.editor
            tail = before_of(result.request)[-120:].rstrip()
            at = editor.text().rfind(tail) if tail else -1
            place = at + len(tail) if at >= 0 else editor.caret()
            tool = self.tools.get(result.request.tool, self.tools["continue"])
            run = self.drafter.restore(result, tool, place, place)
            editor.select(place, place)
            self._on_desk.add(job)
            if run.draft:
                run.draft.ended.connect(lambda *_: self._settled(job))
        else:
            self._settled(job)
        self.offer_cut_off()

    def _settled(self, job: str) -> None:
        """The writer took it or left it: it need not be offered again."""
        self._on_desk.discard(job)
        with self._told_problems():
            self._results.dismiss(job)
