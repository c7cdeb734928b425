"""Strokes of the brush: strength, shape, spacing, selection, locks, undo."""

import itertools
import math

import msgspec
import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QColor, QKeyEvent

from studio.jobs import offthread
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.brush import Brush


@pytest.fixture
def brush(studio) -> Brush:
    tool = Brush(studio.desk, studio.desk)
    studio.set(tool, size=20.0, hardness=100, smoothing=0, pressure_size=False)
    studio.desk.set_ink(QColor(200, 100, 50))
    return tool


def test_a_click_is_one_round_dab_of_the_ink(studio, brush: Brush) -> None:
    studio.drag(brush, (100, 100))
    assert studio.pixel(100, 100) == (200, 100, 50, 255)
    alphas = studio.alphas(QRect(80, 80, 40, 40))
    assert sum(alphas) / 255 == pytest.approx(math.pi * 100, rel=0.01)
    assert [step.name for step in studio.document.history.steps] == ["Brush stroke"]


def test_a_dab_of_one_pixel_covers_one_pixel(studio, brush: Brush) -> None:
    studio.set(brush, size=1.0)
    studio.drag(brush, (10.5, 10.5))
    assert studio.alphas(QRect(9, 9, 3, 3)) == [0, 0, 0, 0, 255, 0, 0, 0, 0]


def test_opacity_is_not_exceeded_where_a_stroke_crosses_itself(studio, brush: Brush) -> None:
    studio.set(brush, opacity=50)
    studio.drag(brush, (50, 50), (200, 200), (200, 50), (50, 200), (125, 125), (50, 50))
    assert max(studio.alphas(studio.document.area)) in (127, 128)
    studio.drag(brush, (50, 50), (200, 200))
    assert studio.pixel(125, 125)[3] == pytest.approx(191, abs=1)  # another stroke adds


def test_flow_builds_up_within_a_stroke(studio, brush: Brush) -> None:
    studio.set(brush, flow=20, spacing=100)
    studio.drag(brush, (100, 100))
    once = studio.pixel(100, 100)[3]
    studio.drag(brush, (200, 100), (260, 100), (200, 100))
    assert once == 51
    assert studio.pixel(200, 100)[3] > once


def test_a_soft_tip_falls_off_smoothly_to_its_rim(studio, brush: Brush) -> None:
    studio.set(brush, size=100.0, hardness=0)
    studio.drag(brush, (100, 100))
    row = studio.alphas(QRect(100, 100, 60, 1))
    assert row[0] > 250 and row[49] <= 2 and set(row[51:]) == {0}
    assert all(0 <= near - far <= 8 for near, far in itertools.pairwise(row))
    assert row[25] == pytest.approx(128, abs=6)


def test_hardness_keeps_the_inside_full(studio, brush: Brush) -> None:
    studio.set(brush, size=100.0, hardness=60)
    studio.drag(brush, (100, 100))
    row = studio.alphas(QRect(100, 100, 50, 1))
    assert set(row[:29]) == {255} and row[40] < 200


@pytest.mark.parametrize("smoothing", [0, 40])
@pytest.mark.parametrize("hardness", [0, 100])
def test_the_pixels_do_not_depend_on_how_often_the_pointer_reports(
    make_studio, smoothing: int, hardness: int
) -> None:
    bits = []
    for events in (5, 50):
        studio = make_studio()
        brush = Brush(studio.desk, studio.desk)
        studio.set(brush, size=24.0, hardness=hardness, smoothing=smoothing, pressure_size=True)
        way = [
            (40 + 300 * i / events, 60 + 150 * i / events, 0.3 + 0.7 * i / events) for i in range(events + 1)
        ]
        studio.drag(brush, *way)
        bits.append(studio.bits())
    different = [abs(one - other) for one, other in zip(*bits, strict=True)]
    assert sum(different) / max(1, sum(bits[0])) < 0.02


def test_the_middle_of_a_stroke_has_no_beads(studio, brush: Brush) -> None:
    studio.set(brush, size=40.0, hardness=0)
    studio.drag(brush, (60, 100), (300, 100))
    for row in (100, 110, 115):
        alphas = studio.alphas(QRect(120, row, 120, 1))
        assert max(alphas) - min(alphas) <= 4


@pytest.mark.parametrize(("spacing", "dabs"), [(100, 11), (200, 6), (500, 3)])
def test_spacing_sets_dabs_apart(studio, brush: Brush, spacing: int, dabs: int) -> None:
    studio.set(brush, spacing=spacing)
    studio.drag(brush, (50, 100), (250, 100))
    row = studio.alphas(QRect(0, 100, 400, 1))
    middles = [50 + step * 20 * spacing // 100 for step in range(dabs)]
    assert all(row[middle] == 255 for middle in middles if middle <= 250)
    gaps = [middle + 10 * spacing // 100 for middle in middles[:-1]]
    assert spacing == 100 or all(row[gap] == 0 for gap in gaps)
    assert set(row[265:]) == {0}


def test_spacing_follows_the_pressed_size(studio, brush: Brush) -> None:
    studio.set(brush, spacing=200, pressure_size=True)
    studio.drag(brush, (50, 100, 0.5), (250, 100, 0.5))
    row = studio.alphas(QRect(0, 100, 400, 1))
    assert [row[50 + 20 * step] for step in range(11)] == [255] * 11
    assert [row[60 + 20 * step] for step in range(10)] == [0] * 10


def test_smoothing_trails_on_its_string_and_catches_up(studio, brush: Brush) -> None:
    studio.set(brush, smoothing=50, size=6.0)
    brush.press(Pointer(QPointF(50, 100)))
    for x in range(52, 252, 2):
        brush.move(Pointer(QPointF(x, 100 + 8 * (-1) ** (x // 2))))
    reached = max(x for x in range(400) if any(studio.alphas(QRect(x, 90, 1, 21))))
    assert 195 < reached < 220  # 40 of 80 pixels behind, and the way halves between two places
    brush.release(Pointer(QPointF(250, 100)))
    assert studio.pixel(249, 100)[3] == 255
    middle = [y for y in range(80, 121) if studio.pixel(150, y)[3] > 127]
    assert len(middle) <= 8 and min(middle) >= 93 and max(middle) <= 107  # the shaking is gone


@pytest.mark.parametrize("hardness", [0, 25, 50, 75, 100])
@pytest.mark.parametrize("size", [20.0, 101.0, 400.0])
def test_a_tip_is_full_to_its_hardness_and_ends_at_its_size(make_studio, size: float, hardness: int) -> None:
    studio = make_studio(500, 500)
    brush = Brush(studio.desk, studio.desk)
    studio.set(brush, size=size, hardness=hardness, smoothing=0)
    studio.drag(brush, (250, 250))
    row, radius = studio.alphas(QRect(250, 250, 250, 1)), size / 2
    full = next(place for place, alpha in enumerate(row) if alpha < 250)
    end = next(place for place, alpha in enumerate(row) if alpha < 3)
    edge = radius * (1 - hardness / 100)
    assert full == pytest.approx(radius - 0.93 * edge, abs=max(1.5, 0.06 * radius))
    assert end == pytest.approx(radius - 0.06 * edge, abs=max(1.5, 0.06 * radius))
    assert row == sorted(row, reverse=True)
    column = studio.alphas(QRect(250, 250, 1, 250))
    assert column == row


def test_flow_and_opacity_mean_different_things(studio, brush: Brush) -> None:
    """Low flow gathers up to full within a stroke; low opacity stops at its value."""
    there_and_back = [(60, 100), (300, 100)] * 30
    studio.set(brush, flow=10, spacing=50)
    studio.drag(brush, *there_and_back)
    assert studio.pixel(180, 100)[3] > 250
    studio.undo_all()
    studio.set(brush, flow=100, opacity=30)
    studio.drag(brush, *there_and_back)
    assert studio.pixel(180, 100)[3] == pytest.approx(0.3 * 255, abs=1)


def test_a_stroke_that_turns_back_on_its_way_is_painted_there_too(studio, brush: Brush) -> None:
    brush.press(Pointer(QPointF(100, 100)))
    for x in (200, 100, 200):
        brush.move(Pointer(QPointF(x, 100)))
    assert set(studio.alphas(QRect(100, 100, 75, 1))) == {255}
    brush.cancel()


def test_pressure_of_the_flow_adds_less_with_each_dab(studio, brush: Brush) -> None:
    studio.set(brush, pressure_flow=True, flow=50)
    studio.drag(brush, (100, 100, 0.5))
    assert studio.pixel(100, 100)[3] == pytest.approx(64, abs=1)


def test_pressure_changes_size_flow_and_opacity_when_asked(studio, brush: Brush) -> None:
    def width() -> float:
        studio.drag(brush, (60, 60, 0.5), (200, 60, 0.5))
        column = studio.alphas(QRect(130, 40, 1, 40))
        studio.document.undo()
        return sum(column) / 255

    assert width() == pytest.approx(20, abs=0.5)
    studio.set(brush, pressure_size=True)
    assert width() == pytest.approx(10, abs=0.5)
    studio.set(brush, pressure_size=False, pressure_opacity=True)
    assert width() == pytest.approx(10, abs=0.5)
    studio.drag(brush, (60, 60, 0.5), (200, 60, 0.5))
    assert max(studio.alphas(studio.document.area)) in (127, 128)


def test_tilt_flattens_the_tip(studio, brush: Brush) -> None:
    studio.set(brush, tilt=True)
    pointer = Pointer(QPointF(100, 100), tilt=(60.0, 0.0))
    brush.press(pointer)
    brush.release(pointer)
    across = sum(studio.alphas(QRect(80, 100, 40, 1))) / 255
    down = sum(studio.alphas(QRect(100, 80, 1, 40))) / 255
    assert across == pytest.approx(20, abs=1) and down == pytest.approx(5, abs=1)


@pytest.mark.parametrize("pressure", [float("nan"), float("inf"), -5.0, 0.0, 7.0])
def test_impossible_pressure_does_no_harm(studio, brush: Brush, pressure: float) -> None:
    studio.set(brush, pressure_size=True, pressure_opacity=True, pressure_flow=True, tilt=True)
    studio.drag(brush, (50, 50, pressure), (90, 90, pressure))
    assert studio.document.editing is None
    studio.undo_all()
    assert not studio.document.plane(studio.document.state.active).tiles


def test_far_coordinates_cost_nothing_and_cross_the_picture(studio, brush: Brush) -> None:
    studio.set(brush, size=1.0)
    studio.drag(brush, (-1e6, 150.5), (1e6, 150.5))
    assert set(studio.alphas(QRect(0, 150, 400, 1))) == {255}
    assert set(studio.alphas(QRect(0, 140, 400, 5))) == {0}
    plane = studio.document.plane(studio.document.state.active)
    assert set(plane.tiles) == {(0, 0), (1, 0)}


def test_shift_draws_a_straight_line_from_the_last_stroke(studio, brush: Brush) -> None:
    studio.drag(brush, (50, 50))
    studio.drag(brush, (250, 50), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert set(studio.alphas(QRect(50, 50, 200, 1))) == {255}


def test_only_what_is_selected_is_painted_as_strongly_as_it_is_selected(studio, brush: Brush) -> None:
    studio.fill(QRect(0, 0, 400, 300), "#336699")
    studio.select(QRect(100, 100, 50, 50))
    studio.select(QRect(150, 100, 50, 50), 128)
    before = studio.bits()
    studio.set(brush, size=200.0)
    studio.drag(brush, (120, 120), (250, 150))
    after = studio.bits()
    for y in range(300):
        inside = 100 <= y < 150
        start = 4 * 400 * y
        left, right = (start + 400, start + 800) if inside else (start, start)
        assert after[start:left] == before[start:left]
        assert after[right : start + 1600] == before[right : start + 1600]
    assert studio.pixel(120, 120) == (200, 100, 50, 255)
    assert studio.pixel(170, 120)[0] == pytest.approx((0x33 + 200) / 2, abs=2)


def test_a_selection_of_nothing_lets_nothing_through(studio, brush: Brush) -> None:
    studio.document.state = msgspec.structs.replace(studio.document.state, selected=True)
    studio.drag(brush, (50, 50), (200, 200))
    assert not studio.document.history.can_undo
    assert not studio.document.planes


def test_alpha_lock_keeps_transparency_to_the_bit(studio, brush: Brush) -> None:
    studio.fill(QRect(100, 100, 50, 50), "#80336699")
    studio.document.change_layer("Lock", studio.document.state.active, alpha_locked=True)
    before = studio.alphas(studio.document.area)
    studio.drag(brush, (50, 50), (200, 200))
    assert studio.alphas(studio.document.area) == before
    assert studio.pixel(125, 125) == (100, 50, 25, 128)


@pytest.mark.parametrize("field", [{"locked": True}, {"visible": False}])
def test_a_layer_that_may_not_be_painted_says_so(studio, brush: Brush, field: dict[str, bool]) -> None:
    studio.document.change_layer("Change", studio.document.state.active, **field)
    studio.drag(brush, (50, 50), (90, 90))
    assert len(studio.messages) == 1 and "Paint" in studio.messages[0]
    assert not studio.document.planes


def test_undo_and_cancel_are_exact(studio, brush: Brush) -> None:
    studio.drag(brush, (50, 50), (200, 200))
    first = studio.bits()
    studio.set(brush, opacity=37, hardness=10)
    studio.drag(brush, (60, 50), (210, 100), (40, 250))
    assert studio.bits() != first
    studio.document.undo()
    assert studio.bits() == first
    brush.press(Pointer(QPointF(10, 10)))
    brush.move(Pointer(QPointF(300, 200)))
    brush.cancel()
    assert studio.bits() == first and studio.document.editing is None


def test_undo_in_mid_stroke_ends_it(studio, brush: Brush) -> None:
    brush.press(Pointer(QPointF(10, 10)))
    brush.move(Pointer(QPointF(100, 100)))
    studio.document.undo()
    brush.move(Pointer(QPointF(200, 100)))
    brush.release(Pointer(QPointF(200, 100)))
    assert not studio.document.planes and not brush.busy


def test_a_stroke_costs_little_undo_memory(make_studio) -> None:
    studio = make_studio(4096, 4096)
    brush = Brush(studio.desk, studio.desk)
    studio.set(brush, size=200.0, hardness=0, pressure_size=False)
    studio.fill(studio.document.area, "#336699")
    studio.drag(brush, (500, 500), (750, 600), (1000, 500))
    assert offthread.finish()
    step = studio.document.history.steps[-1]
    assert len(step.tiles) <= 12
    assert step.bytes <= 0.03 * 128 * 1024 * 1024


def test_a_document_of_one_pixel(make_studio) -> None:
    studio = make_studio(1, 1)
    brush = Brush(studio.desk, studio.desk)
    studio.set(brush, size=2000.0, pressure_size=False)
    studio.desk.symmetry.wrap = True
    studio.drag(brush, (0, 0), (1, 1))
    assert studio.alphas(QRect(-2, -2, 5, 5)).count(0) == 24


def test_keys_change_the_size(studio, brush: Brush) -> None:
    def press(key: Qt.Key) -> float:
        assert brush.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        return brush.option("size")

    assert press(Qt.Key.Key_BracketRight) > 20
    assert press(Qt.Key.Key_BracketLeft) == 20
    studio.set(brush, size=1.0)
    assert press(Qt.Key.Key_BracketLeft) == 1
    assert press(Qt.Key.Key_BracketRight) == 2
    studio.set(brush, size=2000.0)
    assert press(Qt.Key.Key_BracketRight) == 2000


def test_keys_change_the_opacity_in_whole_tens(studio, brush: Brush) -> None:
    def press(key: Qt.Key) -> int:
        assert brush.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))
        return brush.option("opacity")

    studio.set(brush, opacity=87)
    assert [press(Qt.Key.Key_O) for _ in range(3)] == [90, 100, 100]
    studio.set(brush, opacity=25)
    assert [press(Qt.Key.Key_I) for _ in range(4)] == [20, 10, 1, 1]
    assert press(Qt.Key.Key_O) == 10
    with_control = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_O, Qt.KeyboardModifier.ControlModifier)
    assert not brush.key(with_control)


# Symmetry and wrapping


def test_mirrored_strokes_are_mirror_images(studio, brush: Brush) -> None:
    studio.desk.symmetry.across = True
    studio.desk.symmetry.down = True
    studio.drag(brush, (30, 40), (100, 90))
    for x, y in ((30, 40), (100, 90), (65, 65), (52, 60), (60, 72)):
        here = studio.pixel(x, y)
        assert studio.pixel(399 - x, y) == studio.pixel(x, 299 - y) == studio.pixel(399 - x, 299 - y) == here
    assert studio.pixel(30, 40)[3] == 255


def test_turned_copies_lie_around_the_centre(studio, brush: Brush) -> None:
    studio.desk.symmetry.turns = 4
    studio.desk.symmetry.centre = QPointF(150, 150)
    studio.drag(brush, (200, 150))
    for x, y in ((200, 150), (150, 200), (100, 150), (150, 100)):
        assert studio.pixel(x, y)[3] == 255
    assert studio.pixel(150, 150)[3] == 0


def test_what_leaves_on_one_side_comes_in_on_the_other(studio, brush: Brush) -> None:
    studio.desk.symmetry.wrap = True
    studio.drag(brush, (0, 0))
    for x, y in ((2, 2), (397, 2), (2, 297), (397, 297)):
        assert studio.pixel(x, y)[3] == 255
    total = sum(studio.alphas(studio.document.area)) / 255
    assert total == pytest.approx(math.pi * 100, rel=0.02)
    studio.undo_all()
    studio.drag(brush, (380, 100), (440, 100))
    assert studio.pixel(20, 100)[3] == 255
