"""Soft masks on the grid of the latents: the smallest spot counts, and borders rise inwards."""

import pytest
import torch
from PIL import Image

from studio.engine.kits.masking import SHALLOW, latent_mask, softened

LIKE = torch.zeros(1, 4, 32, 48)


def box(area: tuple[int, int, int, int]) -> torch.Tensor:
    left, top, right, bottom = area
    mask = torch.zeros(1, 1, 32, 48)
    mask[..., top:bottom, left:right] = 1
    return mask


def test_the_smallest_spot_of_a_mask_reaches_its_latent() -> None:
    grey = Image.new("L", (384, 256))
    grey.putpixel((100, 77), 255)
    mask = latent_mask(grey, LIKE)
    assert mask.shape == (1, 1, 32, 48) and mask.sum() == 1 and mask[0, 0, 9, 12] == 1


def test_a_deep_mask_rises_from_its_border() -> None:
    mask = box((4, 4, 44, 28))
    soft = softened(mask, 0.5)[0, 0]
    row = soft[16, 3:24]
    assert row[0] == 0 and (row.diff() >= 0).all() and 0 < row[1] < 0.4 and row[-1] == 1
    assert (soft <= mask[0, 0]).all() and (soft[mask[0, 0] == 0] == 0).all()
    assert (softened(mask, 1.0)[0, 0] <= soft + 1e-6).all()


def test_a_shallow_mask_is_hardly_softened_and_a_dot_not_at_all() -> None:
    strip = box((0, 0, 48, SHALLOW // 2))
    assert (softened(strip, 0.8)[0, 0, : SHALLOW // 2 - 2] == 1).all(), "it is deepest at the picture's edge"
    dot = box((7, 7, 8, 8))
    assert (softened(dot, 1.0) == dot).all()


@pytest.mark.parametrize("area", [(0, 0, 0, 0), (0, 0, 48, 32)])
def test_masks_without_a_border_stay(area: tuple[int, int, int, int]) -> None:
    assert (softened(box(area), 0.5) == box(area)).all()


def test_grey_stays_as_grey_as_it_was() -> None:
    mask = box((4, 4, 44, 28)) * 0.3
    assert softened(mask, 0.5).max() == pytest.approx(0.3)
