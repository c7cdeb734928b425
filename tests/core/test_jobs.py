"""The table of moves: every job ends once, and an ended one stays ended."""

import itertools

import msgspec
import pytest

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import ENDINGS, MOVES, JobState, new_id, new_job, utc_now
from studio.core.requests import ImageRequest

REQUEST = ImageRequest(prompt="", model="starter", width=64, height=64, seed=1)
ALLOWED = [(state, target) for state, targets in MOVES.items() for target in sorted(targets)]
REFUSED = [pair for pair in itertools.product(JobState, JobState) if pair not in ALLOWED]


def test_the_table_knows_every_state_and_leaves_no_ending() -> None:
    assert set(MOVES) == set(JobState)
    assert all(not MOVES[ending] for ending in ENDINGS)


@pytest.mark.parametrize("state", [state for state in JobState if state not in ENDINGS])
def test_every_unfinished_state_can_be_lost_and_fail(state: JobState) -> None:
    assert {JobState.LOST, JobState.FAILED} <= MOVES[state]


@pytest.mark.parametrize(("state", "target"), ALLOWED)
def test_allowed_moves(state: JobState, target: JobState) -> None:
    job = msgspec.structs.replace(new_job(REQUEST), state=state)
    moved = job.moved(target)
    assert moved.state is target and moved.id == job.id
    assert bool(moved.ended) == (target in ENDINGS)
    assert bool(moved.started) == (target is JobState.STARTING)


@pytest.mark.parametrize(("state", "target"), REFUSED)
def test_other_moves_are_refused(state: JobState, target: JobState) -> None:
    with pytest.raises(ValueError, match="cannot move"):
        msgspec.structs.replace(new_job(REQUEST), state=state).moved(target)


def test_an_error_stays_with_the_job() -> None:
    error = ErrorReport(kind=ErrorKind.OUT_OF_MEMORY, sentence="Too large.")
    job = new_job(REQUEST).moved(JobState.STARTING).moved(JobState.RUNNING)
    assert job.error is None and job.moved(JobState.FAILED, error).error == error


def test_ids_and_times_sort_by_age() -> None:
    ids = [new_id() for _ in range(500)]
    assert len(set(ids)) == 500
    assert [identity[:22] for identity in ids] == sorted(identity[:22] for identity in ids)
    times = [utc_now() for _ in range(500)]
    assert times == sorted(times) and times[0].endswith("+00:00") and len(set(map(len, times))) == 1
