"""Who runs next: one running job per lane, interactive before batch before background. Pure."""

from collections.abc import Mapping, Sequence

from studio.core.jobs import Job, Priority
from studio.core.requests import ImageRequest, Request

PICTURES = "pictures"
"""The turn of the torch engine, which computes one job at a time whatever its device."""

_LANES: dict[type, str] = {ImageRequest: PICTURES}
_RANKS = {Priority.INTERACTIVE: 0, Priority.BATCH: 1, Priority.BACKGROUND: 2}


def lane_of(request: Request) -> str:
    """The lane a request needs."""
    return _LANES[type(request)]


def turn(job: Job) -> tuple[int, float, str, str]:
    """Sort key: a smaller one runs earlier."""
    return _RANKS[job.priority], job.position, job.created, job.id


def in_order(waiting: Sequence[Job]) -> list[Job]:
    """The waiting jobs in the order in which they will run."""
    return sorted(waiting, key=turn)


def next_job(waiting: Sequence[Job], running: Mapping[str, Job]) -> Job | None:
    """The first waiting job whose lane is free; None when there is none."""
    free = (job for job in waiting if lane_of(job.request) not in running)
    return min(free, key=turn, default=None)
