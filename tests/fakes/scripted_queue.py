"""A queue without an engine: the test says what happens, in the signals of ``jobs.queue.JobQueue``."""

import msgspec
from PySide6.QtCore import QObject, Signal

from studio.core.errors import ErrorReport
from studio.core.jobs import ENDINGS, Job, JobState, Priority, new_job
from studio.core.messages import Ready, Resident
from studio.core.placement import GIB, Device, Hardware
from studio.core.requests import Request, check_request


class EngineState(msgspec.Struct, frozen=True, kw_only=True):
    name: str = "off"
    ready: Ready | None = None
    resident: Resident | None = None


CPU = Device(
    id="cpu",
    kind="cpu",
    name="Two-core test processor",
    memory_total=24 * GIB,
    memory_free=20 * GIB,
    precisions=("bf16", "fp32"),
    note="It computes bf16 natively (AMX).",
)
GPU = Device(
    id="cuda:0",
    kind="cuda",
    name="Test card",
    memory_total=8 * GIB,
    memory_free=7 * GIB,
    precisions=("bf16", "fp16", "fp32"),
)
HARDWARE = Hardware(devices=(GPU, CPU), cores=2)
READY = EngineState(
    name="ready",
    ready=Ready(hardware=Hardware(devices=(CPU,), cores=2, features=("amx_bf16",)), versions={}, pid=1),
    resident=Resident(models=("starter",), process_bytes=int(1.9 * GIB)),
)


class ScriptedQueue(QObject):
    """Jobs start with ``start_next`` and end with ``end``; everything else is as asked."""

    jobs_changed = Signal()
    job_changed = Signal(object)
    phase_changed = Signal(str, str)
    progressed = Signal(object)
    preview_arrived = Signal(str, bytes)
    produced = Signal(object)
    engine_changed = Signal(object)
    ended = Signal(object)
    complaint = Signal(object)
    paused_changed = Signal(bool)
    passed = Signal(str, object)
    retried = Signal(str, str)

    def __init__(self) -> None:
        super().__init__()
        self.paused = False
        self.engine = EngineState()
        self.waiting: list[Job] = []
        self.running: Job | None = None
        self.finished: list[Job] = []
        self.stopped: list[str] = []

    def pending(self) -> list[Job]:
        return list(self.waiting)

    def current(self) -> Job | None:
        return self.running

    def submit(self, request: Request, priority: Priority = Priority.INTERACTIVE) -> Job:
        job = new_job(check_request(request), priority=priority)
        self.waiting.append(job)
        self.job_changed.emit(job)
        self.jobs_changed.emit()
        return job

    def is_passing(self, identity: str) -> bool:
        return False

    def retry(self, identity: str) -> Job:
        old = next(job for job in self.finished if job.id == identity and job.state in ENDINGS)
        return self.submit(old.request)

    def cancel(self, identity: str) -> None:
        if self.running and self.running.id == identity:
            self._run(self.running.moved(JobState.CANCELLING))
            return
        self.waiting = [job for job in self.waiting if job.id != identity]
        self.jobs_changed.emit()

    def stop_now(self, identity: str) -> None:
        self.stopped.append(identity)

    def move(self, identity: str, index: int) -> None:
        job = next(job for job in self.waiting if job.id == identity)
        self.waiting.remove(job)
        self.waiting.insert(index, job)
        self.jobs_changed.emit()

    def set_paused(self, paused: bool) -> None:
        self.paused = paused
        self.paused_changed.emit(paused)

    # What the test makes happen

    def set_engine(self, state: EngineState) -> None:
        self.engine = state
        self.engine_changed.emit(state)

    def start_next(self) -> Job:
        job = self.waiting.pop(0)
        self._run(job.moved(JobState.STARTING))
        self._run(job.moved(JobState.STARTING).moved(JobState.RUNNING))
        self.jobs_changed.emit()
        return job

    def end(self, state: JobState, error: ErrorReport | None = None) -> Job:
        assert self.running
        job = self.running.moved(state, error)
        self.running = None
        self.finished.append(job)
        self.job_changed.emit(job)
        self.ended.emit(job)
        self.jobs_changed.emit()
        return job

    def _run(self, job: Job) -> None:
        self.running = job
        self.job_changed.emit(job)
