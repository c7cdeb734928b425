"""The queue: durable order, three ways to cancel, and exactly one ending for every job."""

import logging
import time
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from studio.core.artifacts import Artifact, Staged
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import ENDINGS, Job, JobState, Priority, new_job
from studio.core.messages import (
    Cancel,
    Cancelled,
    Counted,
    Embedded,
    Event,
    Failed,
    Finished,
    Phase,
    Produced,
    Progress,
    Reads,
    Text,
    Wrote,
)
from studio.core.requests import ImageRequest, Request
from studio.core.settings import Settings
from studio.core.text_requests import TextRequest
from studio.jobs.journal import Journal
from studio.jobs.keeper import EngineState, Loss
from studio.jobs.lane import Lane
from studio.jobs.lanes import ENGINES, PICTURES, WORDS, lane_of, moved_positions, next_job
from studio.jobs.ledger import Ledger
from studio.jobs.losses import GAVE_UP, GAVE_UP_WRITING
from studio.jobs.orders import Orders
from studio.jobs.passing import PassingJobs
from studio.jobs.questions import Questions
from studio.jobs.recorder import Recorder
from studio.jobs.room import Room
from studio.jobs.telling import Telling
from studio.storage.history import History, Recovery
from studio.storage.models import Models
from studio.storage.text_results import TextResults

if TYPE_CHECKING:
    from studio.jobs.link import EngineLink

log = logging.getLogger(__name__)


class JobQueue(Telling):
    """Owns the unfinished jobs of this session and the lanes they run in. Window thread only."""

    def __init__(
        self,
        history: History,
        recorder: Recorder,
        models: Models,
        session: str,
        make_link: Callable[[str], "EngineLink"],
        parent: QObject | None = None,
    ) -> None:
        """``make_link`` makes a link to a new engine of a kind, torch or text."""
        super().__init__(parent)
        self._history, self._recorder, self._session = history, recorder, session
        self._orders = Orders(models, recorder)
        self._passing = PassingJobs(recorder)
        self._ledger = Ledger(history, recorder, self._passing, self.complaint.emit)
        self._jobs = self._ledger.jobs
        self._closed = False
        self._lanes = {name: Lane(name, partial(make_link, kind), self) for name, kind in ENGINES.items()}
        for lane in self._lanes.values():
            lane.engine_changed.connect(self._on_engine)
            lane.heard.connect(self._on_event)
            lane.previewed.connect(self._on_preview)
            lane.lost.connect(self._on_loss)
            lane.stuck.connect(self._stop_stuck)
        self._room = Room(self._lanes, models)
        self._questions = Questions(self._lanes[WORDS].keeper, self._orders.model_of)
        self.count_tokens, self.embed = self._questions.count, self._questions.embed
        self._lanes[WORDS].answered.connect(self._on_answer)
        self.writings = TextResults(recorder.library.folders.writings)
        """What text jobs have written, of this session and of all before."""
        self._journal = Journal(self.writings, session, self)
        self._journal.complaint.connect(self.complaint)
        recorder.complaint.connect(self.complaint)
        self._pump_soon = self._timer(self._pump)
        self._tell_soon = self._timer(self.jobs_changed.emit)

    def _timer(self, method: Callable[[], object]) -> QTimer:
        timer = QTimer(self)
        timer.setSingleShot(True)
        timer.timeout.connect(method)
        return timer

    # What the window asks

    @property
    def settings(self) -> Settings:
        """Of these, what the engine must know: previews, file format, embedded metadata."""
        return self._orders.settings

    @settings.setter
    def settings(self, settings: Settings) -> None:
        self._orders.settings = settings

    @property
    def paused(self) -> bool:
        """Whether waiting jobs (of any lane) stay waiting; the current ones go on."""
        return any(lane.paused for lane in self._lanes.values())

    @property
    def engine(self) -> EngineState:
        """What is known of the engine that draws."""
        return self._lanes[PICTURES].keeper.state

    @property
    def text_engine(self) -> EngineState:
        """What is known of the engine that writes."""
        return self._lanes[WORDS].keeper.state

    @property
    def engine_pid(self) -> int:
        """Process id of the engine that draws, 0 when there is none."""
        return self.pid_of(PICTURES)

    def pid_of(self, lane: str) -> int:
        """Process id of a lane's engine, 0 when there is none."""
        return self._lanes[lane].keeper.pid

    def pending(self) -> list[Job]:
        """Waiting jobs in the order in which they will run."""
        return self._ledger.pending()

    def current(self, lane: str = PICTURES) -> Job | None:
        """The job of that lane that is starting, running or being cancelled."""
        return self._jobs.get(self._lanes[lane].current)

    # What the window wants

    def submit(self, request: Request, priority: Priority = Priority.INTERACTIVE) -> Job:
        """Check, store and queue a request.

        Raises StudioError (INVALID_REQUEST, MODEL_MISSING, MODEL_BROKEN, DATABASE) and queues nothing.
        """
        return self._enqueue(new_job(self._orders.checked(request), priority=priority, session=self._session))

    def submit_passing(self, request: ImageRequest) -> Job:
        """Queue a picture before all others whose result is only looked at; raises like ``submit``.

        The history does not hear of it until ``keep``; end it with ``keep`` or ``drop``.
        """
        job = new_job(self._orders.checked(request), session=self._session)
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
        job = new_job(self._orders.checked(old.request), priority=old.priority, session=self._session)
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
        lane = self._lane(job)
        if identity != lane.current or not lane.sent:
            self._end(job, JobState.CANCELLED)
            return
        lane.keeper.send(Cancel(job=identity))
        self._change(job.moved(JobState.CANCELLING))
        lane.watch()

    def stop_now(self, identity: str) -> None:
        """Cancel by ending the engine, which must load its model again afterwards."""
        for lane in self._lanes.values():
            if identity and identity == lane.current:
                lane.keeper.kill()
        self.cancel(identity)

    def move(self, identity: str, index: int) -> None:
        """Put a waiting job at ``index`` of ``pending()``, among the jobs of its priority."""
        job = self._jobs.get(identity)
        if job is None or job.state is not JobState.QUEUED:
            return
        for other, position in moved_positions(job, self.pending(), index):
            self._ledger.place(other, position)
        self._tell_soon.start()

    def set_paused(self, paused: bool) -> None:
        """Stop or go on starting waiting jobs. Going on forgets the losses that paused a lane."""
        if all(lane.paused == paused for lane in self._lanes.values()):
            return
        for lane in self._lanes.values():
            lane.paused = paused
            if not paused:
                lane.keeper.losses.forget()
        if not paused:
            self._pump_soon.start()
        self.paused_changed.emit(paused)

    def start_engine(self, lane: str = PICTURES) -> None:
        """Start an engine before it is needed, so that the first job need not wait for imports."""
        self._lanes[lane].keeper.start()

    def recover(self, alive: Callable[[str], bool]) -> Recovery:
        """For start-up: take over the jobs of dead sessions and what they left in staging.

        Waiting jobs wait here; those that ran are lost, told by ``ended``. Raises StudioError(DATABASE).
        """
        recovery = self._history.recover(self._session, alive)
        for job in recovery.requeued:
            self._jobs[job.id] = job
        self._ledger.sweep()
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
        for timer in (self._pump_soon, self._tell_soon):
            timer.stop()
        for lane in self._lanes.values():
            lane.close(seconds)
        self._questions.engine_ended()
        self._journal.close()

    # Starting

    def _lane(self, job: Job) -> Lane:
        return self._lanes[lane_of(job.request)]

    def _enqueue(self, job: Job) -> Job:
        job = self._history.add_job(job)
        self._jobs[job.id] = job
        self.job_changed.emit(job)
        lane = self._lane(job)
        if (current := self.current(lane.name)) and lane.makes_way(current, job):
            self._put_back(lane, current)
        self._tell_soon.start()
        self._pump_soon.start()
        return job

    def _put_back(self, lane: Lane, job: Job) -> None:
        lane.free()
        self._change(job.moved(JobState.QUEUED))
        self._tell_soon.start()
        self._pump_soon.start()

    @Slot()
    def _pump(self) -> None:
        """Start the next job of every lane that is free."""
        for lane in self._lanes.values():
            waiting = [job for job in self.pending() if self._lane(job) is lane]
            running = {lane.name: job} if (job := self.current(lane.name)) else {}
            job = None if lane.paused or self._closed else next_job(waiting, running)
            if job:
                self._start(lane, job)
            elif not running and not (lane.name == WORDS and self._questions.open):
                lane.keeper.idle()
        self._send()

    def _start(self, lane: Lane, job: Job) -> None:
        try:
            self._orders.model(job.request)  # it may have gone while the job was waiting
        except StudioError as error:
            self._end(job, JobState.FAILED, error.report())
            return
        lane.take(job.id)
        self._change(job.moved(JobState.STARTING))
        self._tell_soon.start()
        lane.keeper.start()

    def _send(self) -> None:
        """Hand every lane's job to its engine if that is ready, has room and does not have it yet."""
        for lane in self._lanes.values():
            job = self.current(lane.name)
            if job is None or lane.sent or not lane.keeper.is_ready:
                continue
            try:
                model = self._orders.model(job.request)
                if not self._room.is_there(lane, job.request, model):
                    continue
                if isinstance(job.request, TextRequest):
                    lane.threads = self._room.threads(lane, job.request, model)
                run = self._orders.run(job, lane.threads)
            except StudioError as error:
                self._end(job, JobState.FAILED, error.report())
                continue
            lane.sent = True
            self._journal.begin(job, run.model)
            lane.keeper.send(run)

    # Changing and ending

    def _change(self, job: Job) -> None:
        self._ledger.store(job)
        self.job_changed.emit(job)

    def _end(self, job: Job, state: JobState, error: ErrorReport | None = None) -> None:
        """The one place where jobs end."""
        if job.id not in self._jobs:
            return
        lane = self._lane(job)
        if job.id == lane.current:
            lane.free()
        job = self._ledger.end(job.moved(state, error))
        self._journal.end(job)
        self.job_changed.emit(job)
        self.ended.emit(job)  # who hears of it may still ask whether it was a passing one
        self._passing.end(job)
        self._tell_soon.start()
        self._pump_soon.start()

    # What the engines say

    @Slot(object, object)
    def _on_engine(self, lane: Lane, state: EngineState) -> None:
        (self.engine_changed if lane.name == PICTURES else self.text_engine_changed).emit(state)
        if lane.name == WORDS:
            self._questions.send()
        self._send()

    @Slot(object)
    def _on_answer(self, event: Counted | Embedded) -> None:
        self._questions.answer(event)
        self._pump_soon.start()

    @Slot(object, object)
    def _on_event(self, lane: Lane, event: Event) -> None:
        job = self.current(lane.name)
        if job is None:
            return
        if job.state is JobState.STARTING:
            job = job.moved(JobState.RUNNING)
            self._change(job)
        match event:
            case Phase():
                self.phase_changed.emit(event.job, event.name)
            case Progress():
                self.progressed.emit(event)
            case Text() | Wrote() if lane.drops(event):
                pass  # it will be written again
            case Reads() | Text() | Wrote():
                self._journal.note(event)
                self.tell_text(event)
            case Produced() if job.id in self._passing:
                self.passed.emit(job.id, event.staged)
            case Produced():
                artifact = self._recorder.adopt(event.staged, event.job)
                if artifact:
                    self.produced.emit(artifact)
            case Finished():
                self._end(job, JobState.DONE)
            case Cancelled() if lane.gives_way(job):
                self._put_back(lane, job)
            case Cancelled():
                self._end(job, JobState.CANCELLED)
            case Failed():
                if event.error.restart_engine:
                    lane.keeper.replace()
                self._end(job, JobState.FAILED, event.error)
                self._give_up_after_losses(lane)

    @Slot(object, bytes)
    def _on_preview(self, lane: Lane, picture: bytes) -> None:
        job = self.current(lane.name)
        if job and job.state in (JobState.STARTING, JobState.RUNNING):
            self.preview_arrived.emit(job.id, picture)

    @Slot(object, object)
    def _on_loss(self, lane: Lane, loss: Loss) -> None:
        if lane.name == WORDS:
            self._questions.engine_ended()
        job = self.current(lane.name)
        if loss.wanted:
            if job and lane.gives_way(job):
                self._put_back(lane, job)
            elif job and lane.sent:
                self._end(job, JobState.CANCELLED)
            return  # a job not sent yet waits for the next engine, which is already on its way
        if job:
            self._end(job, JobState.LOST, loss.report)
        self._give_up_after_losses(lane)

    def _give_up_after_losses(self, lane: Lane) -> None:
        if lane.keeper.losses.too_many(time.monotonic()) and not lane.paused:
            lane.paused = True
            self.paused_changed.emit(True)
            self.complaint.emit(GAVE_UP if lane.name == PICTURES else GAVE_UP_WRITING)

    @Slot(object)
    def _stop_stuck(self, lane: Lane) -> None:
        log.info("job %s did not end after its cancel; its engine is ended", lane.current)
        lane.keeper.kill()
