"""Shapes: their pixels, modifiers, preview, symmetry."""

import math

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.shapes import Shapes
from studio.ui.zoom.lens import Lens

INK, GROUND = (200, 0, 0, 255), (0, 0, 200, 255)


@pytest.fixture
def shapes(studio) -> Shapes:
    tool = Shapes(studio.desk, studio.desk)
    studio.desk.set_ink(QColor(*INK[:3]))
    studio.desk.set_ground(QColor(*GROUND[:3]))
    return tool


@pytest.fixture
def drag(qtbot, studio, shapes: Shapes):
    def drag(*places: tuple[float, float], **how: Qt.KeyboardModifier) -> None:
        studio.drag(shapes, *places, **how)
        qtbot.waitUntil(lambda: not shapes.busy)

    return drag


def coverage(studio) -> float:
    return sum(studio.alphas(studio.document.area)) / 255


def test_a_filled_rectangle_has_exactly_its_pixels(studio, drag) -> None:
    drag((100, 100), (150, 140))
    assert coverage(studio) == 50 * 40
    assert studio.pixel(100, 100) == INK == studio.pixel(149, 139)
    assert studio.pixel(150, 140)[3] == 0


@pytest.mark.parametrize(
    ("shape", "area"),
    [
        ("ellipse", math.pi * 50 * 40),
        ("polygon", 5 / 2 * math.sin(2 * math.pi / 5) * 50 * 40),
        ("star", 5 * 0.5 * math.sin(math.pi / 5) * 50 * 40),
    ],
)
def test_other_shapes_cover_their_area(studio, shapes: Shapes, drag, shape: str, area: float) -> None:
    studio.set(shapes, shape=shape)
    drag((100, 100), (200, 180))
    assert coverage(studio) == pytest.approx(area, rel=0.01)


def test_a_line_is_as_wide_as_asked(studio, shapes: Shapes, drag) -> None:
    studio.set(shapes, shape="line", width=6.0)
    drag((50, 100), (150, 100))
    assert sum(studio.alphas(QRect(100, 80, 1, 40))) == 6 * 255


def test_outline_and_both(studio, shapes: Shapes, drag) -> None:
    studio.set(shapes, style="outline", width=4.0)
    drag((100, 100), (200, 180))
    assert studio.pixel(150, 140)[3] == 0 and studio.pixel(100, 140) == INK
    studio.document.undo()
    studio.set(shapes, style="both")
    drag((100, 100), (200, 180))
    assert studio.pixel(150, 140) == GROUND and studio.pixel(100, 140) == INK


def test_rounded_corners_are_open(studio, shapes: Shapes, drag) -> None:
    studio.set(shapes, rounding=20.0)
    drag((100, 100), (200, 180))
    assert studio.pixel(101, 101)[3] == 0 and studio.pixel(150, 101) == INK


def test_shift_makes_sides_equal_and_alt_draws_from_the_middle(studio, drag) -> None:
    drag((100, 100), (150, 120), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert coverage(studio) == 50 * 50
    studio.document.undo()
    drag((100, 100), (150, 120), modifiers=Qt.KeyboardModifier.AltModifier)
    assert coverage(studio) == 100 * 40 and studio.pixel(50, 80) == INK


def test_dragged_backwards_it_is_the_same(studio, drag) -> None:
    drag((150, 140), (100, 100))
    assert coverage(studio) == 50 * 40 and studio.pixel(100, 100) == INK


def test_it_repeats_in_symmetry(studio, drag) -> None:
    studio.desk.symmetry.across = True
    drag((20, 20), (40, 60))
    assert coverage(studio) == 2 * 20 * 40 and studio.pixel(365, 30) == INK


def test_selection_and_edges_limit_it(studio, drag) -> None:
    studio.select(QRect(0, 0, 100, 100), 128)
    drag((-50, -50), (5000, 5000))
    assert studio.pixel(50, 50)[3] == 128 and studio.pixel(100, 50)[3] == 0
    with studio.document.edit("None") as edit:
        edit.set_selected(False)
    drag((-1e6, -1e6), (1e6, 1e6))
    assert coverage(studio) == 400 * 300
    assert set(studio.alphas(QRect(400, 0, 20, 20))) == {0}


def test_opacity_counts_once_in_overlapping_copies(studio, shapes: Shapes, drag) -> None:
    studio.desk.symmetry.across = True
    studio.set(shapes, opacity=50)
    drag((150, 100), (250, 140))
    assert studio.pixel(200, 120)[3] in (127, 128)


def test_the_preview_touches_no_pixels(studio, shapes: Shapes) -> None:
    shapes.press(Pointer(QPointF(100, 100)))
    shapes.move(Pointer(QPointF(150, 140)))
    screen = QImage(400, 300, QImage.Format.Format_RGB32)
    screen.fill(0)
    with QPainter(screen) as painter:
        shapes.draw(painter, Lens(zoom=1, x=200, y=150, width=400, height=300))
    assert screen.pixelColor(120, 120).getRgb() == INK
    assert not studio.document.planes and studio.document.editing is None
    shapes.cancel()
    assert not shapes.busy


@pytest.mark.parametrize("shape", ["rectangle", "ellipse", "line", "polygon", "star"])
def test_a_click_draws_nothing(studio, shapes: Shapes, drag, shape: str) -> None:
    studio.set(shapes, shape=shape)
    drag((50, 50))
    assert not studio.document.history.can_undo and not studio.document.planes
