"""A queue without an engine: the test says what happens, in the signals of ``jobs.queue.JobQueue``."""

from collections.abc import Callable, Sequence

import msgspec
from PySide6.QtCore import QObject, Signal

from studio.core.errors import ErrorReport
from studio.core.jobs import ENDINGS, Job, JobState, Priority, new_job
from studio.core.messages import Reads, Ready, Resident, Text, Wrote
from studio.core.placement import GIB, Device, Hardware
from studio.core.requests import Request, check_request
from studio.core.settings import Settings
from studio.core.text_requests import OtherToken, TextRequest, Token, Written, text_seed_of
from studio.jobs.lanes import PICTURES, WORDS, lane_of


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
    text_arrived = Signal(str, int, object)
    reads_told = Signal(object)
    wrote = Signal(object)
    text_engine_changed = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.paused = False
        self.settings = Settings()
        self.engine = EngineState()
        self.text_engine = EngineState()
        self.waiting: list[Job] = []
        self.lanes: dict[str, Job] = {}
        """What runs now, by lane."""
        self.counted: list[tuple[str, tuple[str, ...]]] = []
        """What ``count_tokens`` and ``embed`` were asked: model and texts."""
        self.embedded: list[tuple[str, tuple[str, ...]]] = []
        self.problem = ""
        """Set, it is what those two answer."""
        self.written: dict[tuple[str, int], list[Token]] = {}
        self.finished: list[Job] = []
        self.stopped: list[str] = []

    def pending(self) -> list[Job]:
        return list(self.waiting)

    @property
    def running(self) -> Job | None:
        """The picture that is made."""
        return self.lanes.get(PICTURES)

    def current(self, lane: str = PICTURES) -> Job | None:
        return self.lanes.get(lane)

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
        job = self.submit(old.request)
        self.retried.emit(identity, job.id)
        return job

    def cancel(self, identity: str) -> None:
        for job in self.lanes.values():
            if job.id == identity:
                self._run(job.moved(JobState.CANCELLING))
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

    def count_tokens(
        self,
        model: str,
        texts: Sequence[str],
        done: Callable[[tuple[int, ...]], object],
        failed: Callable[[str], object],
    ) -> None:
        """A token is a word; the answer comes at once."""
        self.counted.append((model, tuple(texts)))
        failed(self.problem) if self.problem else done(tuple(len(text.split()) for text in texts))

    def embed(
        self,
        model: str,
        texts: Sequence[str],
        done: Callable[[tuple[tuple[float, ...], ...]], object],
        failed: Callable[[str], object],
    ) -> None:
        """Texts with the same first letter mean the same; the answer comes at once."""
        self.embedded.append((model, tuple(texts)))
        letters = "abcdefghijklmnopqrstuvwxyz"
        failed(self.problem) if self.problem else done(
            tuple(tuple(float(text[:1].lower() == letter) for letter in letters) for text in texts)
        )

    # What the test makes happen

    def set_engine(self, state: EngineState) -> None:
        self.engine = state
        self.engine_changed.emit(state)

    def set_text_engine(self, state: EngineState) -> None:
        self.text_engine = state
        self.text_engine_changed.emit(state)

    def start_next(self) -> Job:
        """Start the first waiting job, whatever its lane does."""
        job = self.waiting.pop(0)
        self._run(job.moved(JobState.STARTING))
        self._run(job.moved(JobState.STARTING).moved(JobState.RUNNING))
        self.jobs_changed.emit()
        return job

    def tell_reads(self, prompt: str, tokens: Sequence[int] = (), **values: int) -> None:
        """What the model got for the text that is written."""
        self.reads_told.emit(Reads(job=self.lanes[WORDS].id, prompt=prompt, tokens=tuple(tokens), **values))

    def write(
        self, *words: str, index: int = 0, probability: float = 0.5, others: dict[str, float] | None = None
    ) -> None:
        """Tokens of the text that is written arrive together; ``words`` are the texts of tokens."""
        beside = tuple(OtherToken(text=text, probability=share) for text, share in (others or {}).items())
        tokens = tuple(Token(text=word, probability=probability, others=beside) for word in words)
        job = self.lanes[WORDS].id
        self.written.setdefault((job, index), []).extend(tokens)
        event = Text(job=job, index=index, tokens=tokens)
        self.text_arrived.emit(event.job, event.index, event.tokens)

    def finish_alternative(self, index: int = 0, reason: str = "end", speed: float = 40.0) -> None:
        """An alternative is whole: what ``write`` brought of it."""
        job = self.lanes[WORDS]
        assert isinstance(job.request, TextRequest)
        written = Written(
            index=index,
            seed=text_seed_of(job.request, index),
            tokens=tuple(self.written.get((job.id, index), ())),
            reason=reason,
        )
        self.wrote.emit(Wrote(job=job.id, written=written, tokens_per_second=speed))

    def end(self, state: JobState, error: ErrorReport | None = None, lane: str = "") -> Job:
        """End what runs; with a job in both lanes say which."""
        running = self.lanes.pop(lane or next(iter(self.lanes)))
        job = running.moved(state, error)
        self.finished.append(job)
        self.job_changed.emit(job)
        self.ended.emit(job)
        self.jobs_changed.emit()
        return job

    def _run(self, job: Job) -> None:
        self.lanes[lane_of(job.request)] = job
        self.job_changed.emit(job)
