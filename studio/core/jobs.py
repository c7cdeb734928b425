"""A job is a request with a state; the table of moves allows exactly one ending."""

from datetime import UTC, datetime
from enum import StrEnum
from uuid import uuid4

import msgspec
from msgspec import Struct

from studio.core.errors import ErrorReport
from studio.core.requests import Request


class JobState(StrEnum):
    QUEUED = "queued"
    STARTING = "starting"
    RUNNING = "running"
    CANCELLING = "cancelling"
    DONE = "done"
    CANCELLED = "cancelled"
    FAILED = "failed"
    LOST = "lost"


class Priority(StrEnum):
    """Lanes serve interactive before batch before background."""

    INTERACTIVE = "interactive"
    BATCH = "batch"
    BACKGROUND = "background"


ENDINGS = frozenset({JobState.DONE, JobState.CANCELLED, JobState.FAILED, JobState.LOST})

_S = JobState
MOVES: dict[JobState, frozenset[JobState]] = {
    _S.QUEUED: frozenset({_S.STARTING, _S.CANCELLED, _S.FAILED, _S.LOST}),
    # Back to queued: what runs in the background gives way to what somebody waits for.
    _S.STARTING: frozenset({_S.RUNNING, _S.QUEUED, _S.CANCELLING, _S.CANCELLED, _S.FAILED, _S.LOST}),
    _S.RUNNING: frozenset({_S.QUEUED, _S.CANCELLING, _S.DONE, _S.CANCELLED, _S.FAILED, _S.LOST}),
    # A cancelled job may still finish or fail first: truth arrives from the engine.
    _S.CANCELLING: frozenset({_S.DONE, _S.CANCELLED, _S.FAILED, _S.LOST}),
    **{ending: frozenset() for ending in ENDINGS},
}


def utc_now() -> str:
    """Now as UTC text with microseconds, the form in which all times are stored (sortable)."""
    return datetime.now(UTC).isoformat(timespec="microseconds")


def new_id() -> str:
    """A sortable unique id: UTC time to the microsecond, then 8 random hex digits."""
    return datetime.now(UTC).strftime("%Y%m%d-%H%M%S-%f-") + uuid4().hex[:8]


class Job(Struct, frozen=True, kw_only=True):
    """A request on its way. ``position`` orders the queue (smaller is earlier)."""

    id: str
    request: Request
    state: JobState = JobState.QUEUED
    priority: Priority = Priority.INTERACTIVE
    position: float = 0.0
    session: str = ""
    created: str = ""
    started: str = ""
    ended: str = ""
    error: ErrorReport | None = None

    def moved(self, state: JobState, error: ErrorReport | None = None) -> "Job":
        """The job in its next state. Raises ValueError for a move the table does not allow."""
        if state not in MOVES[self.state]:
            raise ValueError(f"job {self.id} cannot move from {self.state} to {state}")
        stamps: dict[str, str] = {}
        if state is JobState.STARTING:
            stamps["started"] = utc_now()
        elif state in ENDINGS:
            stamps["ended"] = utc_now()
        return msgspec.structs.replace(self, state=state, error=error or self.error, **stamps)


def new_job(request: Request, *, priority: Priority = Priority.INTERACTIVE, session: str = "") -> Job:
    """A queued job for ``request``, created now."""
    return Job(id=new_id(), request=request, priority=priority, session=session, created=utc_now())
