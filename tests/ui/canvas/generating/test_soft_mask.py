"""Masks with soft edges: fading outwards never covers less, inwards never more, and exact elsewhere."""

import numpy as np
import pytest
from PySide6.QtCore import QRect

from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.generating import soft_mask
from tests.ui.canvas.generating.conftest import select


def square(side: int = 100, low: int = 40, high: int = 60) -> np.ndarray:
    grey = np.zeros((side, side), np.uint8)
    grey[low:high, low:high] = 255
    return grey


def test_outwards_keeps_all_that_was_selected_and_fades_beyond() -> None:
    chosen = square()
    mask = soft_mask.outwards(chosen, 4, 8)
    assert (mask >= chosen).all() and (mask[36:64, 50] == 255).all()
    row = mask[50, 63:90].astype(int)
    assert (np.diff(row) <= 0).all() and 0 < row[3] < 255
    assert mask[50, 80] == 0 and mask[0, 0] == 0


def test_inwards_never_touches_what_was_not_selected() -> None:
    chosen = square()
    mask = soft_mask.inwards(chosen, 8)
    assert (mask <= chosen).all() and mask[50, 50] == 255 and 0 < mask[50, 41] < 255


def test_without_feather_a_mask_is_what_was_selected() -> None:
    chosen = square()
    assert (soft_mask.outwards(chosen, 0, 0) == chosen).all()
    assert (soft_mask.inwards(chosen, 0) == chosen).all()


def test_outside_fades_into_the_document_over_the_overlap_only() -> None:
    mask = soft_mask.outside(QRect(0, 0, 100, 100), QRect(50, 0, 100, 100), 16)
    assert (mask[:, 50:] == 255).all() and (mask[:, :30] == 0).all()
    assert 0 < mask[50, 45] < 255
    assert (soft_mask.outside(QRect(0, 0, 9, 9), QRect(50, 50, 20, 20), 8) == 255).all()


@pytest.mark.parametrize(
    "area", [QRect(3, 5, 7, 9), QRect(250, 250, 20, 20), QRect(0, 0, 512, 384), QRect(511, 383, 1, 1)]
)
def test_the_bounds_of_a_selection_are_exact_across_tiles(document: Document, area: QRect) -> None:
    select(document, area)
    assert soft_mask.selected_bounds(document.plane(SELECTION), document.area) == area


def test_what_is_selected_outside_the_document_does_not_count(document: Document) -> None:
    select(document, QRect(600, 10, 20, 20))
    assert soft_mask.selected_bounds(document.plane(SELECTION), document.area).isEmpty()
    assert soft_mask.selected_bounds(Document.new(8, 8, "").plane(SELECTION), document.area).isEmpty()


def test_images_and_arrays_are_the_same_at_any_width() -> None:
    grey = np.random.default_rng(1).integers(0, 256, (7, 13), np.uint8)
    assert (soft_mask.from_image(soft_mask.to_image(grey)) == grey).all()
