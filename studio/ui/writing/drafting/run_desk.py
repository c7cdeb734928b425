"""The run on the desk: what the engine tells of it, and what the writer decides about its draft."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import Job, JobState
from studio.core.messages import Wrote
from studio.core.text_requests import Token
from studio.core.writing.taking import next_sentence, next_word
from studio.ui.writing.drafting.insertion_versions import InsertionVersions
from studio.ui.writing.drafting.run import Run

if TYPE_CHECKING:
    from studio.jobs.queue import JobQueue
    from studio.ui.writing.draft import Draft
    from studio.ui.writing.page import WritePage


class RunDesk(QObject):
    """One run at a time is on the desk; runs of other scenes go on with their drafts."""

    run_changed = Signal(object)
    """Run that is on the desk now, or None."""
    grew = Signal(int)
    state_changed = Signal()
    told = Signal(str)
    problem = Signal(object)
    finished = Signal(object)
    """Run whose job has ended."""
    inserted = Signal(object, int, int)
    """Run and the stretch of the text that was accepted of it."""

    def __init__(self, page: "WritePage", queue: "JobQueue") -> None:
        super().__init__(page)
        self._page, self._queue = page, queue
        self.run: Run | None = None
        self._runs: dict[str, Run] = {}
        """Those whose jobs have not ended."""
        self._versions = InsertionVersions(page)
        self._versions.problem.connect(self.problem)
        queue.text_arrived.connect(self._arrived)
        queue.wrote.connect(self._wrote)
        queue.ended.connect(self._ended)
        page.editor.draft_changed.connect(self._draft_changed)
        page.project_opened.connect(self._project_opened)

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

    def _buffer_text(self, run: Run) -> str:
        known = self._page.buffers.known(run.item) if self._page.buffers else None
        return known.text if known else self._page.editor.text()

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
            run.thought = run.thought or bool(wrote.written.reasoning)
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
                self.told.emit(self._nothing(run))
        self.finished.emit(run)

    def _nothing(self, run: Run) -> str:
        if run.only_thought:
            return self.tr(
                "The model thought aloud and came to no answer. Give it more length, or press Again."
            )
        return self.tr("The model wrote nothing here.")

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
            self._versions.keep(run.item, before[:at] + before[draft.start :], run.job)

    def _draft_ended(self, run: Run, taken: str) -> None:
        if run.draft is None:
            return
        if self.run is run and run.writing:
            self.stop()
        if taken:
            self._versions.keep(run.item, self._buffer_text(run), run.job)
        self.state_changed.emit()

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
