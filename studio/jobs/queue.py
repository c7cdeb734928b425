"""The queue: durable order, three ways to cancel, and exactly one ending for every job."""

import logging
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QTimer, Signal, Slot

from studio.core.artifacts import Artifact, Staged
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import ENDINGS, Job, JobState, Priority, new_job
from studio.core.messages import Cancel, Cancelled, Event, Failed, Finished, Phase, Produced, Progress, Run
from studio.core.requests import Request, check_request, cleaned
from studio.core.settings import Settings
from studio.jobs.keeper import EngineKeeper, EngineState, Loss
from studio.jobs.lanes import PICTURES, in_order, moved_positions, next_job
from studio.jobs.losses import GAVE_UP
from studio.jobs.passing import PassingJobs
from studio.jobs.recorder import Recorder
from studio.storage.history import History, Recovery
from studio.storage.models import ModelEntry, Models

if TYPE_CHECKING:
    from studio.jobs.link import EngineLink

STUCK_MS = 15_000
"""A job that is still cancelling after this long is stopped hard by itself."""

log = logging.getLogger(__name__)


class JobQueue(QObject):
    """Owns the unfinished jobs of this session and the engine they run on. Window thread only."""

    jobs_changed = Signal()
    """Which jobs wait, or their order; many changes at once are told once."""
    job_changed = Signal(object)
    """Job in its new state."""
    phase_changed = Signal(str, str)
    """Job id; loading, encoding, denoising, decoding or saving."""
    progressed = Signal(object)
    """messages.Progress"""
    preview_arrived = Signal(str, bytes)
    """Job id and JPEG; none after a cancel."""
    produced = Signal(object)
    """Artifact"""
    passed = Signal(str, object)
    """Id of a passing job and the Staged picture it drew; nothing of it is kept unless asked for."""
    engine_changed = Signal(object)
    """EngineState"""
    ended = Signal(object)
    """Job, exactly once per job."""
    retried = Signal(str, str)
    """Ids of an ended job and of the one that runs its request again."""
    complaint = Signal(object)
    """ErrorReport about something beside a job: a full disk, an engine given up."""
    paused_changed = Signal(bool)

    def __init__(
        self,
        history: History,
        recorder: Recorder,
        models: Models,
        session: str,
        make_link: Callable[[], "EngineLink"],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._history, self._recorder, self._models = history, recorder, models
        self._session = session
        self.settings = Settings()
        """Of these, what the engine must know: previews, file format, embedded metadata."""
        self._jobs: dict[str, Job] = {}
        self._passing = PassingJobs(recorder)
        self._current = ""
        self._sent = False
        """The engine knows of the current job."""
        self._paused = False
        self._closed = False
        self._keeper = EngineKeeper(make_link, self)
        self._keeper.state_changed.connect(self._on_engine)
        self._keeper.event_arrived.connect(self._on_event)
        self._keeper.preview_arrived.connect(self._on_preview)
        self._keeper.lost.connect(self._on_loss)
        recorder.complaint.connect(self.complaint)
        self._pump_soon = self._timer(0, self._pump)
        self._tell_soon = self._timer(0, self.jobs_changed.emit)
        self._stuck = self._timer(STUCK_MS, self._stop_stuck)

    def _timer(self, milliseconds: int, method: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.setInterval(milliseconds)
        timer.timeout.connect(method)
        return timer

    # What the window asks

    @property
    def paused(self) -> bool:
        """Whether waiting jobs stay waiting; the current one goes on."""
        return self._paused

    @property
    def engine(self) -> EngineState:
        """What is known of the engine now."""
        return self._keeper.state

    @property
    def engine_pid(self) -> int:
        """Process id of the engine, 0 when there is none."""
        return self._keeper.pid

    def pending(self) -> list[Job]:
        """Waiting jobs in the order in which they will run."""
        return in_order([job for job in self._jobs.values() if job.state is JobState.QUEUED])

    def current(self) -> Job | None:
        """The job that is starting, running or being cancelled."""
        return self._jobs.get(self._current)

    # What the window wants

    def submit(self, request: Request, priority: Priority = Priority.INTERACTIVE) -> Job:
        """Check, store and queue a request.

        Raises StudioError (INVALID_REQUEST, MODEL_MISSING, MODEL_BROKEN, DATABASE) and queues nothing.
        """
        return self._enqueue(new_job(self._checked(request), priority=priority, session=self._session))

    def submit_passing(self, request: Request) -> Job:
        """Queue a request before all others whose result is only looked at; raises like ``submit``.

        The history does not hear of it until ``keep``; end it with ``keep`` or ``drop``.
        """
        job = new_job(self._checked(request), session=self._session)
        self._jobs[job.id] = job
        self._passing.store(job)
        self._tell_soon.start()
        self._pump_soon.start()
        return job

    def is_passing(self, identity: str) -> bool:
        """Whether the result of this job is only looked at."""
        return identity in self._passing

    def keep(self, identity: str, staged: Staged) -> Artifact | None:
        """Take what a passing job drew into the library after all; None after a complaint.

        Raises StudioError of a DATABASE kind.
        """
        self._history.add_job(self._passing.job(identity))
        self._passing.take(identity)  # not before: what the history refuses can be kept later on
        artifact = self._recorder.adopt(staged, identity)
        if artifact:
            self.produced.emit(artifact)
        return artifact

    def drop(self, identity: str) -> None:
        """Nobody wants to look at this passing job any more: it is cancelled and leaves nothing."""
        if identity in self._passing:
            self.cancel(identity)
        if identity in self._passing:
            self._passing.drop(identity, ended=identity not in self._jobs)

    def retry(self, identity: str) -> Job:
        """Queue the request of an ended job again; pictures sampled but not decoded are not drawn twice.

        Raises StudioError like ``submit``, and INVALID_REQUEST when the job has not ended.
        """
        old = self._history.job(identity)
        if old is None or old.state not in ENDINGS:
            raise StudioError(
                ErrorKind.INVALID_REQUEST, "This job has not ended, so it cannot run again yet."
            )
        job = new_job(self._checked(old.request), priority=old.priority, session=self._session)
        self._recorder.hand_over(old.id, job.id)
        try:
            job = self._enqueue(job)
        except StudioError:
            self._recorder.hand_over(job.id, old.id)
            raise
        self.retried.emit(old.id, job.id)
        return job

    def cancel(self, identity: str) -> None:
        """A waiting job ends at once; a running one is asked to, and is *cancelling* from now on."""
        job = self._jobs.get(identity)
        if job is None or job.state is JobState.CANCELLING:
            return
        if identity != self._current or not self._sent:
            self._end(job, JobState.CANCELLED)
            return
        self._keeper.send(Cancel(job=identity))
        self._change(job.moved(JobState.CANCELLING))
        self._stuck.start()

    def stop_now(self, identity: str) -> None:
        """Cancel by ending the engine, which must load its model again afterwards."""
        if identity != self._current:
            self.cancel(identity)
            return
        self._keeper.kill()
        self.cancel(identity)

    def move(self, identity: str, index: int) -> None:
        """Put a waiting job at ``index`` of ``pending()``, among the jobs of its priority."""
        job = self._jobs.get(identity)
        if job is None or job.state is not JobState.QUEUED:
            return
        for other, position in moved_positions(job, self.pending(), index):
            self._place(other, position)

    def set_paused(self, paused: bool) -> None:
        """Stop or go on starting waiting jobs. Going on forgets the losses that paused the queue."""
        if paused == self._paused:
            return
        self._paused = paused
        if not paused:
            self._keeper.losses.forget()
            self._pump_soon.start()
        self.paused_changed.emit(paused)

    def start_engine(self) -> None:
        """Start the engine before it is needed, so that the first job need not wait for imports."""
        self._keeper.start()

    def recover(self, alive: Callable[[str], bool]) -> Recovery:
        """For start-up: take over the jobs of dead sessions and what they left in staging.

        Waiting jobs wait here; those that ran are lost, told by ``ended``. Raises StudioError(DATABASE).
        """
        recovery = self._history.recover(self._session, alive)
        for job in recovery.requeued:
            self._jobs[job.id] = job
        self._sweep()
        for job in recovery.lost:
            self.ended.emit(job)
        self._tell_soon.start()
        self._pump_soon.start()
        return recovery

    def close(self, seconds: float = 3.0) -> None:
        """Stop the engine, blocking up to about ``seconds``. Waiting jobs come back at the next start;
        one that was running is then lost and can be retried.
        """
        self._closed = True
        for identity in self._passing.ids:
            self.drop(identity)
        for timer in (self._pump_soon, self._tell_soon, self._stuck):
            timer.stop()
        self._keeper.close(seconds)

    # Starting

    def _checked(self, request: Request) -> Request:
        request = check_request(cleaned(request))
        self._model(request)
        self._models.parts_of(request)
        return request

    def _model(self, request: Request) -> ModelEntry:
        entry = self._models.get(request.model)
        if entry is None:
            raise StudioError(
                ErrorKind.MODEL_MISSING,
                f"The model “{request.model}” is not among the known models.",
                "Choose another model, or add its folder in Settings, Folders.",
            )
        if entry.problem:
            raise StudioError(ErrorKind.MODEL_BROKEN, entry.problem, entry.advice)
        return entry

    def _enqueue(self, job: Job) -> Job:
        job = self._history.add_job(job)
        self._jobs[job.id] = job
        self.job_changed.emit(job)
        self._tell_soon.start()
        self._pump_soon.start()
        return job

    @Slot()
    def _pump(self) -> None:
        """Start the next job if its lane is free."""
        current = self.current()
        running = {PICTURES: current} if current else {}
        job = None if self._paused or self._closed else next_job(self.pending(), running)
        if job is None:
            if not current:
                self._keeper.idle()
            return
        try:
            self._model(job.request)  # it may have gone while the job was waiting
        except StudioError as error:
            self._end(job, JobState.FAILED, error.report())
            return
        self._current, self._sent = job.id, False
        self._keeper.busy()
        self._change(job.moved(JobState.STARTING))
        self._tell_soon.start()
        self._keeper.start()
        self._send()

    def _send(self) -> None:
        """Hand the current job to the engine if it is ready and does not have it yet."""
        job = self.current()
        if job is None or self._sent or not self._keeper.is_ready:
            return
        pictures = self.settings.pictures
        try:
            run = Run(
                job=job.id,
                request=job.request,
                model=self._model(job.request).file(),
                parts=self._models.parts_of(job.request),
                staging=str(self._recorder.prepare(job.id)),
                previews=pictures.previews,
                picture_format=pictures.format,
                quality=pictures.quality,
                embed_metadata=self.settings.privacy.embed_metadata,
            )
        except StudioError as error:
            self._end(job, JobState.FAILED, error.report())
            return
        self._sent = True
        self._keeper.send(run)

    # Changing and ending

    def _change(self, job: Job) -> None:
        self._jobs[job.id] = job
        self._store(job)
        self.job_changed.emit(job)

    def _store(self, job: Job) -> None:
        if job.id in self._passing:
            self._passing.store(job)
            return
        try:
            self._history.update_job(job)
        except StudioError as error:  # the job goes on; what the disk does not know is lost at worst
            self.complaint.emit(error.report())
        except ValueError as error:
            log.error("%s", error)

    def _place(self, job: Job, position: float) -> None:
        try:
            self._history.move_job(job.id, position)
        except StudioError as error:  # it runs in the old order, as the history has it
            self.complaint.emit(error.report())
        else:
            self._jobs[job.id] = msgspec.structs.replace(job, position=position)
        self._tell_soon.start()

    def _end(self, job: Job, state: JobState, error: ErrorReport | None = None) -> None:
        """The one place where jobs end."""
        if self._jobs.pop(job.id, None) is None:
            return
        if job.id == self._current:
            self._current, self._sent = "", False
            self._stuck.stop()
        job = job.moved(state, error)
        self._store(job)
        if job.id not in self._passing:
            self._recorder.clear(job.id) if state in (JobState.DONE, JobState.CANCELLED) else self._sweep()
        self.job_changed.emit(job)
        self.ended.emit(job)  # who hears of it may still ask whether it was a passing one
        self._passing.end(job)
        self._tell_soon.start()
        self._pump_soon.start()

    def _sweep(self) -> None:
        """Adopt what was finished, remove what is half-written; other jobs' folders are left alone."""
        try:
            alive: Iterable[Job] = self._history.unfinished_jobs()
            self._recorder.sweep({job.id for job in alive} | self._passing.ids)
        except StudioError as error:  # swept at the next end or start; the job ends all the same
            self.complaint.emit(error.report())

    # What the engine says

    @Slot(object)
    def _on_engine(self, state: EngineState) -> None:
        self.engine_changed.emit(state)
        self._send()

    @Slot(object)
    def _on_event(self, event: Event) -> None:
        job = self.current()
        if job is None or not self._sent or getattr(event, "job", "") != job.id:
            return  # of a job that has ended here already
        if job.state is JobState.STARTING:
            job = job.moved(JobState.RUNNING)
            self._change(job)
        match event:
            case Phase():
                self.phase_changed.emit(event.job, event.name)
            case Progress():
                self.progressed.emit(event)
            case Produced() if job.id in self._passing:
                self.passed.emit(job.id, event.staged)
            case Produced():
                artifact = self._recorder.adopt(event.staged, event.job)
                if artifact:
                    self.produced.emit(artifact)
            case Finished():
                self._end(job, JobState.DONE)
            case Cancelled():
                self._end(job, JobState.CANCELLED)
            case Failed():
                if event.error.restart_engine:
                    self._keeper.replace()
                self._end(job, JobState.FAILED, event.error)
                self._give_up_after_losses()

    @Slot(str, bytes)
    def _on_preview(self, identity: str, picture: bytes) -> None:
        job = self.current()
        if job and job.id == identity and job.state in (JobState.STARTING, JobState.RUNNING):
            self.preview_arrived.emit(identity, picture)

    @Slot(object)
    def _on_loss(self, loss: Loss) -> None:
        job = self.current()
        if loss.wanted:
            if job and self._sent:
                self._end(job, JobState.CANCELLED)
            return  # a job not sent yet waits for the next engine, which is already on its way
        if job:
            self._end(job, JobState.LOST, loss.report)
        self._give_up_after_losses()

    def _give_up_after_losses(self) -> None:
        if self._keeper.losses.too_many(time.monotonic()) and not self._paused:
            self.set_paused(True)
            self.complaint.emit(GAVE_UP)

    @Slot()
    def _stop_stuck(self) -> None:
        if self._current:
            log.info("job %s did not end after its cancel; its engine is ended", self._current)
            self._keeper.kill()
