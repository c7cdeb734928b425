"""Who runs next, case by case."""

import pytest

from studio.core.jobs import Job, Priority
from studio.core.requests import ImageRequest
from studio.jobs.lanes import PICTURES, in_order, lane_of, next_job

REQUEST = ImageRequest(prompt="", model="m", width=64, height=64, seed=0)


def job(name: str, priority: str = "interactive", position: float = 1.0) -> Job:
    return Job(id=name, request=REQUEST, priority=Priority(priority), position=position, created=name)


@pytest.mark.parametrize(
    ("waiting", "running", "expected"),
    [
        ([], {}, None),
        ([job("a")], {}, "a"),
        ([job("a")], {PICTURES: job("x")}, None),
        ([job("a")], {"words": job("x")}, "a"),
        ([job("a", position=2), job("b", position=1)], {}, "b"),
        ([job("a", "batch", 1), job("b", "interactive", 9)], {}, "b"),
        ([job("a", "background", 1), job("b", "batch", 9)], {}, "b"),
        ([job("b"), job("a")], {}, "a"),
        ([job("a", position=-3), job("b", position=0)], {}, "a"),
    ],
)
def test_the_next_job(waiting: list[Job], running: dict[str, Job], expected: str | None) -> None:
    chosen = next_job(waiting, running)
    assert (chosen.id if chosen else None) == expected


def test_the_order_shown_is_the_order_run() -> None:
    waiting = [job("c", "batch", 1), job("b", position=2), job("a", position=1), job("d", "background", 0)]
    order = [each.id for each in in_order(waiting)]
    ran = []
    while chosen := next_job(waiting, {}):
        ran.append(chosen.id)
        waiting.remove(chosen)
    assert order == ran == ["a", "b", "c", "d"]


def test_pictures_share_one_lane() -> None:
    assert lane_of(REQUEST) == PICTURES
