"""The brush on a string: follows, steadies, catches up, however often it is told."""

import math

import pytest

from studio.ui.canvas.strokes.smoothing import PulledString, Sample


def test_without_a_string_it_follows_exactly() -> None:
    string = PulledString(0.0, Sample(0, 0))
    assert string.to(Sample(5, 7, 0.5)) == [Sample(5, 7, 0.5)] and string.end() == []


def test_small_shakes_do_not_move_the_brush() -> None:
    string = PulledString(10.0, Sample(0, 0))
    assert all(string.to(Sample(4 * math.sin(i), 4 * math.cos(i))) == [] for i in range(50))


@pytest.mark.parametrize("events", [5, 200])
def test_it_trails_by_its_length_and_catches_up(events: int) -> None:
    string = PulledString(10.0, Sample(0, 0))
    places = [place for i in range(1, events + 1) for place in string.to(Sample(100 * i / events, 0))]
    assert places[-1].x == pytest.approx(90) and places[-1].y == 0
    assert string.end() == [Sample(100, 0)]
