"""Prefills and seams as pictures: colours spread in, differences at the border are taken back."""

import numpy as np
import pytest
from PIL import Image, ImageChops

from studio.core.requests import PREFILLS
from studio.engine.kits.prefill import prefill, spread_out
from studio.engine.kits.seams import joined, matched


def two_halves(size: tuple[int, int] = (120, 80)) -> Image.Image:
    picture = Image.new("RGB", size, (200, 40, 40))
    picture.paste((40, 40, 200), (size[0] // 2, 0, *size))
    return picture


def box(size: tuple[int, int], area: tuple[int, int, int, int]) -> Image.Image:
    mask = Image.new("L", size)
    mask.paste(255, area)
    return mask


@pytest.mark.parametrize("kind", ["border", "inpaint"])
def test_surroundings_flow_into_the_hole(kind: str) -> None:
    picture = two_halves()
    mask = box(picture.size, (30, 20, 90, 60))
    holed = picture.copy()
    holed.paste((0, 255, 0), (30, 20, 90, 60))
    filled = np.array(prefill(holed, mask, kind, 1)).astype(int)
    assert filled[..., 1].max() < 80, "nothing of the green hole is left"
    assert filled[40, 34, 0] > 150 and filled[40, 86, 2] > 150


@pytest.mark.parametrize("kind", PREFILLS)
@pytest.mark.parametrize("size", [(1, 1), (37, 5), (333, 517)])
def test_prefills_keep_what_is_black_in_any_size(kind: str, size: tuple[int, int]) -> None:
    picture = two_halves(size)
    mask = box(size, (0, 0, (size[0] + 1) // 2, (size[1] + 1) // 2))
    filled = prefill(picture, mask, kind, 3)
    assert (filled.mode, filled.size) == ("RGB", size)
    black = np.array(mask) == 0
    assert (np.array(filled)[black] == np.array(picture)[black]).all()
    assert filled.tobytes() == prefill(picture, mask, kind, 3).tobytes()
    assert prefill(picture, Image.new("L", size, 255), kind, 3).size == size


def test_a_colour_cast_is_taken_back_and_new_content_is_kept() -> None:
    start = Image.linear_gradient("L").resize((333, 517)).convert("RGB")
    mask = box(start.size, (100, 150, 250, 400))
    drawn = ImageChops.add(start, Image.new("RGB", start.size, (12, 0, 6)))
    drawn.paste((20, 160, 30), (150, 250, 200, 300))
    result = np.array(matched(drawn, start, mask)).astype(int)
    inside = result[160:240, 110:240] - np.array(start).astype(int)[160:240, 110:240]
    assert np.abs(inside).mean(axis=(0, 1)).max() < 2
    assert np.abs(result[275, 175] - [8, 160, 24]).max() <= 4


@pytest.mark.parametrize("area", [(0, 0, 1, 1), (0, 0, 64, 64), (0, 0, 64, 63), (31, 0, 32, 64)])
def test_odd_masks_never_move_colours_far(area: tuple[int, int, int, int]) -> None:
    start, drawn = two_halves((64, 64)), Image.new("RGB", (64, 64), (90, 200, 90))
    result = np.array(matched(drawn, start, box((64, 64), area))).astype(int)
    assert np.abs(result - np.array(drawn)).max() <= 32


def test_colours_meet_at_the_edge_and_content_stays() -> None:
    start = Image.linear_gradient("L").resize((333, 517)).convert("RGB")
    mask = box(start.size, (100, 150, 250, 400))
    drawn = start.copy()
    drawn.paste(ImageChops.add(start, Image.new("RGB", start.size, (14, 0, 8))), (0, 0), mask)
    drawn.paste((20, 200, 30), (150, 250, 200, 300))
    result = np.array(joined(drawn, start, mask)).astype(int)
    inside = result[152:398, 102:140] - np.array(start).astype(int)[152:398, 102:140]
    assert np.abs(inside).mean(axis=(0, 1)).max() < 3, "what was lighter is so no more, far inwards too"
    assert np.abs(result[275, 175] - [20, 200, 30]).max() <= 20, "a thing in the middle keeps its colour"


def test_another_thing_at_the_edge_is_not_taken_for_a_cast() -> None:
    start = Image.new("RGB", (128, 128), (40, 160, 60))
    mask = box(start.size, (30, 30, 90, 90))
    drawn = start.copy()
    drawn.paste((60, 120, 230), (30, 30, 90, 90))
    result = np.array(joined(drawn, start, mask)).astype(int)
    assert np.abs(result[60, 60] - [60, 120, 230]).max() <= 6


@pytest.mark.parametrize(
    "area", [(0, 0, 1, 1), (0, 0, 64, 64), (0, 0, 64, 63), (31, 0, 32, 64), (0, 0, 0, 0)]
)
def test_odd_edges_never_move_colours_far(area: tuple[int, int, int, int]) -> None:
    start, drawn = two_halves((64, 64)), Image.new("RGB", (64, 64), (90, 200, 90))
    result = np.array(joined(drawn, start, box((64, 64), area))).astype(int)
    assert np.abs(result - np.array(drawn)).max() <= 32
    if area in ((0, 0, 64, 64), (0, 0, 0, 0)):
        assert (result == np.array(drawn)).all(), "a mask without an edge joins nothing"


def test_what_weighs_is_kept_and_spreads_to_the_nearest() -> None:
    weight = np.zeros((40, 60), np.float32)
    weight[:, :4] = weight[:, -4:] = 1
    values = np.zeros((40, 60, 3), np.float32)
    values[:, :4], values[:, -4:] = 10, 50
    spread = spread_out(values, weight)[..., 0]
    assert (spread[:, :4] == 10).all() and (spread[:, -4:] == 50).all()
    assert (spread[:, 6] < 20).all() and (spread[:, -7] > 40).all() and 15 < spread[20, 30] < 45
