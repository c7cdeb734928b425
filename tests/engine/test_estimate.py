"""The time left: from measured steps, for the whole job."""

import pytest

from studio.engine import estimate as module
from studio.engine.estimate import DECODE_IN_STEPS, Estimate


@pytest.fixture
def clock(monkeypatch: pytest.MonkeyPatch) -> list[float]:
    now = [0.0]
    monkeypatch.setattr(module.time, "perf_counter", lambda: now[0])
    return now


def test_nothing_is_claimed_before_the_first_step() -> None:
    assert Estimate(1).seconds_left(0, 20) == -1.0


def test_the_slow_first_step_is_forgotten_and_outliers_do_not_count(clock: list[float]) -> None:
    estimate = Estimate(1, decode_seconds=3.0)
    estimate.begin_picture(1)
    for spent in (30.0, 1.0, 1.0, 9.0, 1.0):
        clock[0] += spent
        estimate.step()
    assert estimate.seconds_left(5, 20) == pytest.approx(15 * 1.0 + 3.0)


def test_all_pictures_and_their_decoding_are_counted(clock: list[float]) -> None:
    estimate = Estimate(3)
    estimate.begin_picture(3)
    for _ in range(2):
        clock[0] += 2.0
        estimate.step()
    guess = DECODE_IN_STEPS * 2.0
    assert estimate.seconds_left(2, 10) == pytest.approx(16 + guess + 2 * (20 + guess))
    estimate.decoded(1.0)
    estimate.begin_picture(1)
    assert estimate.seconds_left(10, 10) == pytest.approx(1.0)
