"""From a pressed tool to an accepted draft: runs, their jobs, what comes of them, taking it by pieces."""

import secrets
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from msgspec.structs import replace
from PySide6.QtCore import QObject, Signal, Slot

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import Job, JobState
from studio.core.messages import Wrote
from studio.core.request_parts import SEED_MAX
from studio.core.text_requests import TextRequest, Token
from studio.core.writing.alternative import Alternative
from studio.core.writing.context import Composed, Passage
from studio.core.writing.request_builder import Built, Place, Wishes
from studio.core.writing.tools import WritingTool
from studio.jobs import offthread
from studio.storage.text_results import TextResult
from studio.ui.param_form import param_text
from studio.ui.sentences import translate_sentence
from studio.ui.writing.drafting.next_piece import next_sentence, next_word
from studio.ui.writing.drafting.restored import restored_alternatives
from studio.ui.writing.drafting.run import Run
from studio.ui.writing.drafting.writing_requests import Sources, build_request
from studio.ui.writing.token_counts import TokenCounts

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.storage.models import ModelEntry
    from studio.ui.writing.draft import Draft
    from studio.ui.writing.page import WritePage

INSERTION = "insertion"


class Drafter(QObject):
    """One run at a time is on the desk; runs of other scenes go on with their drafts."""

    run_changed = Signal(object)
    """Run that is on the desk now, or None."""
    grew = Signal(int)
    state_changed = Signal()
    told = Signal(str)
    problem = Signal(object)
    asking = Signal()
    """The writer is about to ask something: what runs in the background makes room."""
    finished = Signal(object)
    """Run whose job has ended."""
    inserted = Signal(object, int, int)
    """Run and the stretch of the text that was accepted of it."""

    def __init__(self, page: "WritePage", queue: "JobQueue", sources: Sources, counts: TokenCounts) -> None:
        super().__init__(page)
        self._page, self._queue, self._sources, self._counts = page, queue, sources, counts
        self.model: Callable[[], ModelEntry | None] = lambda: None
        self.wishes: Callable[[], Wishes] = Wishes
        self.found: Callable[[], tuple[Passage, ...]] = tuple
        self.run: Run | None = None
        self.composed: Composed | None = None
        """What the run on the desk reads."""
        self._runs: dict[str, Run] = {}
        self._to_keep: list[Callable[[], Any]] = []
        self._keeping = False
        queue.text_arrived.connect(self._arrived)
        queue.wrote.connect(self._wrote)
        queue.ended.connect(self._ended)
        page.editor.draft_changed.connect(self._draft_changed)
        page.project_opened.connect(self._project_opened)

    # Asking

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

    def _follow(self, run: Run) -> None:
        run.grew.connect(self._run_grew)
        run.shown_changed.connect(self._run_grew)
        run.state_changed.connect(self.state_changed)

    def _bind(self, run: Run, draft: "Draft") -> None:
        run.bind(draft)
        draft.accepted.connect(lambda part: self._accepted(run, part))
        draft.ended.connect(lambda taken, whole: self._draft_ended(run, taken))

    def _put_on_desk(self, run: Run | None) -> None:
        self.run = run
        self.run_changed.emit(run)
        self.state_changed.emit()

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
        prefix = draft.text[:offset]
        if words[0].isspace():
            prefix = prefix.rstrip(" \t")  # the word brings its blank along
        if prefix and not prefix[-1].isspace() and not words[0].isspace() and words[0].isalnum():
            inside = offset < len(draft.text) and offset > 0 and draft.text[offset - 1].isalnum()
            words = words if inside else " " + words
        if not prefix:
            words = words.lstrip(" ") if self._after_blank(run, draft) else words
        place = self._sources.place(draft.start, draft.end, text=self._buffer_text(run))
        wishes = replace(self.wishes(), count=1, seed=run.request.seed, instruction="")
        run.draft = None
        return self._begin(
            run.tool, place, wishes, draft.start, draft.end, draft=draft, prefix=prefix + words
        )

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

    def _buffer_text(self, run: Run) -> str:
        known = self._page.buffers.known(run.item) if self._page.buffers else None
        return known.text if known else self._page.editor.text()

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

    # What comes from the engine

    @Slot(str, int, object)
    def _arrived(self, job: str, index: int, tokens: tuple[Token, ...]) -> None:
        run = self._runs.get(job)
        if run:
            run.add(index, tokens)

    @Slot(object)
    def _wrote(self, wrote: Wrote) -> None:
        run = self._runs.get(wrote.job)
        if run:
            run.finish(wrote.written.index, wrote.written.reason, wrote.tokens_per_second)

    @Slot(object)
    def _ended(self, job: Job) -> None:
        run = self._runs.pop(job.id, None)
        if run is None:
            return
        run.failed = job.state in (JobState.FAILED, JobState.LOST)
        run.end()
        if run.failed:
            self.problem.emit(
                job.error
                or ErrorReport(
                    kind=ErrorKind.ENGINE_LOST,
                    sentence="The engine stopped while it was writing.",
                    advice="What was written stays a draft; press Again for more.",
                )
            )
        if run.draft and run.draft.alive and not run.draft.text:
            run.draft.discard()
            if not run.failed and job.state is JobState.DONE and not any(a.text for a in run.alternatives):
                self.told.emit(self.tr("The model wrote nothing here."))
        self.finished.emit(run)

    @Slot(int)
    def _run_grew(self, index: int) -> None:
        if self.sender() is self.run:
            self.grew.emit(index)

    # Deciding

    @property
    def writing(self) -> bool:
        return bool(self.run and self.run.writing)

    @property
    def draft(self) -> "Draft | None":
        """The draft of the run on the desk, while it is one."""
        draft = self.run.draft if self.run else None
        return draft if draft and draft.alive else None

    def stop(self) -> None:
        """Nothing more is written; what is there stays."""
        run = self.run
        if run and run.writing and run.job and not run.stopping:
            run.stopping = True
            self._queue.cancel(run.job)

    def stop_or_discard(self) -> bool:
        """Esc: first it stops, then it takes the draft away; False when there is neither."""
        if self.writing:
            self.stop()
            return True
        if self.draft:
            self.draft.discard()
            return True
        return False

    def accept(self) -> None:
        draft = self.draft
        if draft:
            self.stop()
            draft.accept()

    def accept_word(self) -> None:
        draft = self.draft
        if draft and draft.text:
            draft.accept(next_word(draft.text))

    def accept_sentence(self) -> None:
        draft = self.draft
        if draft and draft.text:
            draft.accept(next_sentence(draft.text))

    def keep_both(self) -> None:
        """Accept the draft and put the next alternative after it, as a draft again."""
        run, draft = self.run, self.draft
        if run is None or draft is None or len(run.alternatives) < 2 or run.writing:
            return
        other = run.alternatives[(run.shown + 1) % len(run.alternatives)].text.strip()
        draft.accept()
        editor = self._page.editor
        at = draft.start
        new = editor.begin_draft(at, at, self.tr("Draft"))
        new.set_text("\n\n" + other)

    def step(self, by: int) -> None:
        """Show the next alternative as the draft, or the one before."""
        if self.run and self.run.draft and len(self.run.alternatives) > 1:
            self.run.show((self.run.shown + by) % len(self.run.alternatives))

    def show(self, index: int) -> None:
        if self.run and self.run.draft:
            self.run.show(index)

    def _accepted(self, run: Run, part: str) -> None:
        draft = run.draft
        if draft is None:
            return
        self.inserted.emit(run, draft.start - len(part), draft.start)
        if not run.kept:
            run.kept = True
            before = self._buffer_text(run)
            at = draft.start - len(part)
            self._keep(run, before[:at] + before[draft.start :])

    def _draft_ended(self, run: Run, taken: str) -> None:
        if run.draft is None:
            return
        if self.run is run and run.writing:
            self.stop()
        if taken:
            self._keep(run, self._buffer_text(run))
        self.state_changed.emit()

    def _keep(self, run: Run, text: str) -> None:
        """A version, off the window's thread; without a label, so that it may be thinned out one day."""
        project = self._page.project
        if project is None or project.read_only or not text:
            return

        def keep() -> Any:
            return project.keep_version(run.item, text, INSERTION, "", run.job)

        self._to_keep.append(keep)
        self._keep_next()

    def _keep_next(self) -> None:
        """One after the other, so that the versions stand in the order of time."""
        if self._to_keep and not self._keeping:
            self._keeping = True
            offthread.run(self._to_keep.pop(0), done=self._kept, failed=self._not_kept)

    def _kept(self, _version: object) -> None:
        self._keeping = False
        self._keep_next()

    def _not_kept(self, error: Exception) -> None:
        self._kept(None)
        if isinstance(error, StudioError):
            self.problem.emit(error.report())

    @Slot(object)
    def _project_opened(self, _project: object) -> None:
        """The drafts went with the project before: nothing may be written into them any more."""
        runs, self._runs = self._runs, {}  # first: what cancelled jobs still tell is nobody's
        for job in runs:
            self._queue.cancel(job)
        for run in self.findChildren(Run):
            run.draft = None
            run.deleteLater()
        self._put_on_desk(None)

    @Slot(object)
    def _draft_changed(self, draft: "Draft | None") -> None:
        """Another scene, or a draft that ended: what is on the desk is the run of this scene."""
        if draft is None:
            self.state_changed.emit()
            return
        runs = [run for run in self.findChildren(Run) if run.draft is draft]
        if runs and runs[-1] is not self.run:
            self._put_on_desk(runs[-1])
