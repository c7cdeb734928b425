"""Who runs next: one running job per lane, interactive before batch before background. Pure."""

from collections.abc import Mapping, Sequence

from studio.core.jobs import Job, Priority
from studio.core.requests import ImageRequest, Request
from studio.core.text_requests import TextRequest

PICTURES = "pictures"
"""The turn of the torch engine, which computes one job at a time whatever its device."""
WORDS = "words"
"""The turn of the text engine; it may write while a picture is made."""

_LANES: dict[type, str] = {ImageRequest: PICTURES, TextRequest: WORDS}
LANES = (PICTURES, WORDS)
ENGINES = {PICTURES: "torch", WORDS: "text"}
"""The kind of engine that serves each lane."""
_CLOSEST = 1e-6
"""Positions nearer to each other leave no room between."""
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


def moved_positions(job: Job, waiting: Sequence[Job], index: int) -> list[tuple[Job, float]]:
    """New positions that put ``job`` at ``index`` of ``waiting`` (in order), among those of its priority.

    Usually one: between its new neighbours. When there is no room between them, all of its peers'.
    """
    order = [other for other in waiting if other.id != job.id]
    peers = [other for other in order if other.priority is job.priority]
    place = max(0, min(index - (order.index(peers[0]) if peers else 0), len(peers)))
    before = peers[place - 1].position if place else None
    after = peers[place].position if place < len(peers) else None
    if before is not None and after is not None and after - before < _CLOSEST:
        return [
            (other, float(number)) for number, other in enumerate([*peers[:place], job, *peers[place:]], 1)
        ]
    if before is None and after is None:
        return []
    low = before if before is not None else (after or 0.0) - 2.0
    high = after if after is not None else low + 2.0
    return [(job, (low + high) / 2)]
