"""Zooming holds the point under the cursor, fitting shows everything, limits hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.ui.zoom.lens import ZOOM_LEAST, ZOOM_MOST, Lens


@given(
    st.floats(0.01, 100),
    st.floats(0, 800),
    st.floats(0, 600),
    st.floats(0, 4096),
    st.sampled_from([1.0, 1.5, 2.0]),
)
def test_the_point_under_the_cursor_stays(
    zoom: float, x: float, y: float, centre: float, ratio: float
) -> None:
    lens = Lens(zoom=1.0, x=centre, y=centre, width=800, height=600, ratio=ratio)
    before = lens.to_picture(x, y)
    lens.zoom_to(zoom, x, y)
    assert ZOOM_LEAST <= lens.zoom <= ZOOM_MOST
    after = lens.to_picture(x, y)
    for old, new in zip(before, after, strict=True):
        assert new == pytest.approx(old, abs=1.01 / lens.scale)  # the origin lies on whole device pixels


def test_fit_shows_everything_inside_the_margins() -> None:
    lens = Lens(width=800, height=600, ratio=2.0)
    lens.fit(0, 0, 4096, 2048, (10, 20, 30, 40))
    left, top = lens.origin
    assert left == pytest.approx(10, abs=0.5)
    assert left + 4096 * lens.scale == pytest.approx(770, abs=0.5)
    assert top >= 20 and top + 2048 * lens.scale <= 560
    assert lens.zoom == pytest.approx(2 * 760 / 4096)


def test_steps_climb_and_descend_to_the_limits() -> None:
    lens = Lens(zoom=0.9)
    assert lens.next_step(True) == 1.0
    assert lens.next_step(False) == 0.75
    assert Lens(zoom=ZOOM_MOST).next_step(True) == ZOOM_MOST
    assert Lens(zoom=ZOOM_LEAST).next_step(False) == ZOOM_LEAST
