"""Copies of a stroke and the shifts under which a box meets a document that repeats."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PySide6.QtCore import QPointF, QRect

from studio.ui.canvas.strokes.symmetry import transforms, turned, wrapped
from studio.ui.canvas.tool import Symmetry

AREA = QRect(0, 0, 100, 60)


@pytest.mark.parametrize(
    ("symmetry", "copies"),
    [
        (Symmetry(), 1),
        (Symmetry(across=True), 2),
        (Symmetry(across=True, down=True), 4),
        (Symmetry(turns=6), 6),
        (Symmetry(turns=6, across=True), 12),
        (Symmetry(turns=2, across=True, down=True), 4),
        (Symmetry(turns=-3), 1),
        (Symmetry(turns=100_000), 64),
    ],
)
def test_each_copy_is_there_once(symmetry: Symmetry, copies: int) -> None:
    found = transforms(symmetry, AREA)
    assert len(found) == copies and found[0].isIdentity()
    middle = QPointF(50, 30)
    for copy in found:
        assert (copy.map(middle) - middle).manhattanLength() < 1e-6


def test_directions_are_mirrored_with_their_copies() -> None:
    mirror = transforms(Symmetry(across=True), AREA)[1]
    assert turned(mirror, 30) == pytest.approx(150)


@given(st.integers(-500, 500), st.integers(1, 90), st.integers(1, 40))
def test_wrapping_meets_the_document_wherever_the_box_lies(left: int, width: int, side: int) -> None:
    area = QRect(0, 0, side, side)
    box = QRect(left, 0, width, 1)
    shifts = list(wrapped(box, area))
    assert shifts and len(shifts) == len(set(shifts))
    assert all(box.translated(*shift).intersects(area) and shift[0] % side == 0 for shift in shifts)
    if width <= side:
        covered = sum(box.translated(*shift).intersected(area).width() for shift in shifts)
        assert covered == width
