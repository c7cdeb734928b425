"""Crops around a selection have context, a shape models can draw, and stay in the document."""

import pytest
from hypothesis import given
from hypothesis import strategies as some
from PySide6.QtCore import QRect, QSize

from studio.core.requests import SIDE_MAX, SIDE_MIN
from studio.ui.canvas.generating import crop
from tests.ui.canvas.generating.conftest import MODEL

DOCUMENT = QRect(0, 0, 1000, 800)


def test_a_crop_shows_the_surroundings_on_each_side() -> None:
    selected = QRect(400, 300, 200, 200)
    area = crop.around(selected, DOCUMENT, 0.5, (256, 256), 0.5)
    assert area.contains(selected.adjusted(-100, -100, 99, 99))
    assert area.width() < 600
    wide = crop.around(selected, DOCUMENT, 1.0, (256, 256), 0.5)
    assert wide.contains(selected.adjusted(-200, -200, 199, 199))


def test_small_selections_are_shown_at_the_size_the_model_likes() -> None:
    dot = QRect(500, 400, 3, 3)
    assert crop.around(dot, DOCUMENT, 0.5, (256, 256), 1.0).size() == QSize(256, 256)
    assert crop.around(dot, DOCUMENT, 0.5, (256, 256), 0.6).width() < 180
    assert crop.around(dot, DOCUMENT, 0.5, (256, 256), 0.6).contains(dot)


def test_a_strip_is_widened_to_a_shape_that_can_be_drawn() -> None:
    area = crop.around(QRect(0, 390, 1000, 4), DOCUMENT, 0.1, (64, 64), 0.5)
    assert area.width() / area.height() <= crop.ASPECT_MOST + 0.1


def test_at_the_edge_the_crop_moves_inside() -> None:
    area = crop.around(QRect(980, 780, 20, 20), DOCUMENT, 0.5, (256, 256), 1.0)
    assert DOCUMENT.contains(area) and area.size() == QSize(256, 256)


@given(
    some.integers(0, 990), some.integers(0, 790), some.integers(1, 1000), some.integers(1, 800),
    some.integers(1, 1000), some.integers(1, 800), some.floats(0, 2), some.floats(0.1, 1.5),
)  # fmt: skip
def test_any_selection_gives_a_crop_inside_that_covers_what_it_can(
    x: int, y: int, width: int, height: int, wide: int, high: int, context: float, least: float
) -> None:
    inside = QRect(0, 0, max(1, wide), max(1, high))
    selected = QRect(x, y, width, height).intersected(inside)
    if selected.isEmpty():
        return
    area = crop.around(selected, inside, context, (256, 256), least)
    assert inside.contains(area)
    seen = area.intersected(selected)
    assert seen.width() > selected.width() - 8 and seen.height() > selected.height() - 8


@pytest.mark.parametrize(
    ("size", "drawn"),
    [
        ((900, 900), (256, 256)),
        ((1000, 600), (320, 192)),
        ((600, 1000), (200, 328)),
        ((4000, 100), (440, 144)),
    ],
)
def test_the_model_draws_in_its_own_sizes_or_as_many_pixels(
    size: tuple[int, int], drawn: tuple[int, int]
) -> None:
    found = crop.model_size(MODEL, QSize(*size))
    assert (found.width(), found.height()) == drawn


@given(some.integers(1, 20_000), some.integers(1, 20_000))
def test_the_model_size_is_one_a_request_may_have(width: int, height: int) -> None:
    found = crop.model_size(MODEL, QSize(width, height))
    for side in (found.width(), found.height()):
        assert SIDE_MIN <= side <= SIDE_MAX and side % 8 == 0


def test_whole_sizes_and_tiles() -> None:
    assert crop.whole_size(QSize(5, 101)) == QSize(64, 104)
    assert crop.tile_side(MODEL, QSize(512, 512)) == 256
    assert crop.tile_side(MODEL, QSize(512, 128)) == 128
