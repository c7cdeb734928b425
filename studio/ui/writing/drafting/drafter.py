"""From a pressed tool to a draft: what is asked of the model, again, and from other words."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import Signal

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import SEED_MAX
from studio.core.text_requests import TextRequest
from studio.core.writing.alternative import Alternative
from studio.core.writing.context import Composed, Passage
from studio.core.writing.request_builder import Built, Place, Wishes
from studio.core.writing.taking import with_chosen
from studio.core.writing.tools import WritingTool
from studio.storage.text_results import TextResult
from studio.ui.param_form import param_text
from studio.ui.sentences import translate_sentence
from studio.ui.writing.drafting.restored import restored_alternatives
from studio.ui.writing.drafting.run import Run
from studio.ui.writing.drafting.run_desk import RunDesk
from studio.ui.writing.drafting.writing_requests import Sources, build_request
from studio.ui.writing.token_counts import TokenCounts

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.models import ModelEntry
    from studio.ui.writing.draft import Draft
    from studio.ui.writing.page import WritePage


class Drafter(RunDesk):
    """Puts what it asks on the desk, and in the text as a draft."""

    asking = Signal()
    """The writer is about to ask something: what runs in the background makes room."""

    def __init__(self, page: "WritePage", queue: "JobQueue", sources: Sources, counts: TokenCounts) -> None:
        super().__init__(page, queue)
        self._sources, self._counts = sources, counts
        self.model: Callable[[], ModelEntry | None] = lambda: None
        self.wishes: Callable[[], Wishes] = Wishes
        self.found: Callable[[], tuple[Passage, ...]] = tuple
        self.composed: Composed | None = None
        """What the run on the desk reads."""

    def press(
        self, tool: WritingTool, values: dict[str, str] | None = None, instruction: str = ""
    ) -> Run | None:
        """A tool at the caret or with the selection; the run that began, None when it could not."""
        editor = self._page.editor
        if not editor.item:
            self.told.emit(self.tr("Open a scene first."))
            return None
        inserts = tool.answer in ("insert", "replace")
        if inserts and editor.isReadOnly():
            self.told.emit(self.tr("This text is open for reading only."))
            return None
        draft = editor.buffer.draft
        if inserts and draft and draft.alive:
            draft.accept() if draft.text else draft.discard()  # writing on means that it is wanted
        start, end = editor.selection()
        place = self._place(tool, start, end)
        wishes = replace(self.wishes(), values=values or {}, instruction=instruction)
        if tool.applies == "caret" or (tool.applies == "any" and not place.selection):
            start = end
        return self._begin(tool, place, wishes, start, end)

    def _place(self, tool: WritingTool, start: int, end: int) -> Place:
        text = self._page.editor.text()
        place = self._sources.place(start, end)
        if tool.applies == "scene" and start == end:
            return replace(place, before="", selection=text, after="")
        if tool.applies == "caret":
            return replace(place, before=text[:end])
        return place

    def _begin(
        self,
        tool: WritingTool,
        place: Place,
        wishes: Wishes,
        start: int,
        end: int,
        *,
        draft: "Draft | None" = None,
        prefix: str = "",
    ) -> Run | None:
        model = self.model()
        try:
            if model is None:
                raise StudioError(
                    ErrorKind.MODEL_MISSING,
                    "There is no language model.",
                    "Add one in the settings, under Folders.",
                )
            built = self._built(tool, place, wishes, model, prefix)
            self.asking.emit()
            job = self._queue.submit(built.request)
        except StudioError as error:
            self.problem.emit(error.report())
            return None
        run = self._new_run(tool, built, place)
        run.job, run.prefix = job.id, prefix
        self._runs[job.id] = run
        if tool.answer in ("insert", "replace"):
            made = draft or self._page.editor.begin_draft(start, end, param_text(tool.label))
            made.set_text(prefix)
            self._bind(run, made)
        self.composed = built.composed
        self._put_on_desk(run)
        return run

    def _built(
        self, tool: WritingTool, place: Place, wishes: Wishes, model: "ModelEntry", prefix: str
    ) -> Built:
        count = self._counts.counter(model.id)
        wishes = replace(wishes, begin=prefix)
        found = self.found() if tool.reads == "story" else ()
        return build_request(
            tool, self._sources, place, model, wishes, item=self._page.editor.item, found=found, count=count
        )

    def _new_run(self, tool: WritingTool, built: Built, place: Place) -> Run:
        run = Run(tool, built.request, self._page.editor.item, self)
        inserts = tool.answer in ("insert", "replace")
        before = place.before if inserts else ""
        after = place.after if inserts else ""
        count = built.request.count
        run.expect(
            [Alternative(before, fresh=built.fresh, lead=built.lead, after=after) for _ in range(count)]
        )
        run.notice = translate_sentence(built.notice) if built.notice else ""
        run.place = place
        self._follow(run)
        return run

    def again(self) -> Run | None:
        """Another answer to the same with a new seed; the one before is found under this place."""
        old = self.run
        if old is None:
            return None
        self.stop()
        seed = secrets.randbelow(SEED_MAX + 1)
        request = replace(old.request, seed=seed)
        draft = old.draft if old.draft and old.draft.alive else None
        if draft and draft.start != len(old.place.before):
            # Words of it were accepted or the text changed: it is another place now.
            place = self._sources.place(draft.start, draft.end, text=self._buffer_text(old))
            return self._begin(
                old.tool, place, replace(self.wishes(), seed=seed), draft.start, draft.end, draft=draft
            )
        try:
            job = self._queue.submit(request)
        except StudioError as error:
            self.problem.emit(error.report())
            return None
        return self.ask_again(old, request, job.id, draft)

    def ask_again(self, old: Run, request: TextRequest, job: str, draft: "Draft | None") -> Run:
        """The same once more under a new job: what is written now takes the place of the draft."""
        run = Run(old.tool, request, old.item, self)
        first = old.alternatives[0]
        run.expect(
            [
                Alternative(first.before, fresh=first.fresh, lead=first.lead, after=first.after)
                for _ in range(request.count)
            ]
        )
        run.notice, run.place, run.job = old.notice, old.place, job
        self._follow(run)
        self._runs[job] = run
        old.draft = None
        if draft:
            draft.set_text("")
            self._bind(run, draft)
        self._put_on_desk(run)
        return run

    def go_on_from(self, offset: int, words: str) -> Run | None:
        """Cut the draft at a character and write on from other words there."""
        run = self.run
        if run is None or run.draft is None or not run.draft.alive or not words:
            return None
        draft = run.draft
        self.stop()
        prefix = with_chosen(draft.text, offset, words, after_blank=self._after_blank(run, draft))
        place = self._sources.place(draft.start, draft.end, text=self._buffer_text(run))
        wishes = replace(self.wishes(), count=1, seed=run.request.seed, instruction="")
        run.draft = None
        return self._begin(run.tool, place, wishes, draft.start, draft.end, draft=draft, prefix=prefix)

    def go_on_in_text(self, tool: WritingTool, start: int, end: int, words: str) -> Run | None:
        """Write on from other words in place of accepted text; the old stays until the draft is accepted."""
        place = self._sources.place(start, end)
        if start == 0 or place.before[-1:].isspace():
            words = words.lstrip(" ")
        wishes = replace(self.wishes(), count=1)
        return self._begin(tool, place, wishes, start, end, prefix=words)

    def _after_blank(self, run: Run, draft: "Draft") -> bool:
        before = self._buffer_text(run)[: draft.start]
        return not before or before[-1].isspace()

    def restore(self, result: TextResult, tool: WritingTool, start: int, end: int, index: int = 0) -> Run:
        """A draft of what was written before: a branch, or an answer that was cut off."""
        text = self._page.editor.text()
        run = Run(tool, result.request, self._page.editor.item, self)
        run.place = self._sources.place(start, end)
        run.expect(restored_alternatives(result, text[:start]))
        run.job = result.job
        run.writing = run.reading = False
        run.shown = min(index, len(run.alternatives) - 1)
        self._follow(run)
        draft = self._page.editor.begin_draft(start, end, param_text(tool.label))
        draft.set_text(run.current.text)
        self._bind(run, draft)
        self._put_on_desk(run)
        return run
