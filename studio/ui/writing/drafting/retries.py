"""*Try again* on an answer that was lost with its engine: it comes where the lost one stood."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from studio.ui.param_form import param_text
from studio.ui.writing.draft import Draft
from studio.ui.writing.drafting.drafter import Drafter
from studio.ui.writing.drafting.run import Run

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.writing.page import WritePage


class Retries(QObject):
    """Hears of jobs that are queued again, by a card or by the queue."""

    def __init__(self, page: "WritePage", drafter: Drafter, queue: "JobQueue") -> None:
        super().__init__(page)
        self._page, self._drafter = page, drafter
        queue.retried.connect(self._retried)

    @Slot(str, str)
    def _retried(self, old: str, new: str) -> None:
        for run in self._drafter.findChildren(Run):
            if run.job == old and not run.writing:
                self._drafter.ask_again(run, run.request, new, self._draft_for(run))
                return

    def _draft_for(self, lost: Run) -> Draft | None:
        """The draft that takes it; none when its place is not there any more.

        What the writer mended or took words of is accepted first, as it is when a tool is pressed.
        """
        if lost.draft and lost.draft.alive and not lost.kept and lost.is_own:
            return lost.draft
        if lost.draft and lost.draft.alive:
            lost.draft.accept()
        if lost.kept or lost.tool.answer not in ("insert", "replace"):
            return None
        editor, place = self._page.editor, lost.place
        end = len(place.before) + (len(place.selection) if lost.tool.answer == "replace" else 0)
        free = editor.item == lost.item and not editor.isReadOnly() and editor.buffer.draft is None
        if not free or not editor.text().startswith(place.before):
            return None
        return editor.begin_draft(len(place.before), end, param_text(lost.tool.label))
