"""Gradients: their run, their ends, their preview, and no bands."""

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.gradient import Gradient
from studio.ui.zoom.lens import Lens


@pytest.fixture
def gradient(studio) -> Gradient:
    tool = Gradient(studio.desk, studio.desk)
    studio.desk.set_ink(QColor(0, 0, 0))
    studio.desk.set_ground(QColor(255, 255, 255))
    return tool


@pytest.fixture
def drag(qtbot, studio, gradient: Gradient):
    def drag(*places: tuple[float, float], **how: Qt.KeyboardModifier) -> None:
        studio.drag(gradient, *places, **how)
        qtbot.waitUntil(lambda: not gradient.busy)

    return drag


def test_it_runs_from_ink_to_ground(studio, drag) -> None:
    drag((100, 50), (300, 50))
    assert studio.pixel(20, 200) == (0, 0, 0, 255)
    assert studio.pixel(200, 10)[0] == pytest.approx(128, abs=2)
    assert studio.pixel(390, 290) == (255, 255, 255, 255)
    assert [step.name for step in studio.document.history.steps] == ["Gradient"]


def test_transparent_mirrored_reversed_and_radial(studio, gradient: Gradient, drag) -> None:
    studio.set(gradient, to="nothing")
    drag((100, 50), (300, 50))
    assert studio.pixel(50, 50)[3] == 255 and studio.pixel(350, 50)[3] == 0
    studio.document.undo()
    studio.set(gradient, shape="mirrored")
    drag((200, 50), (300, 50))
    assert studio.pixel(200, 50)[3] >= 253
    assert studio.pixel(150, 50)[3] == pytest.approx(studio.pixel(249, 50)[3], abs=2)
    studio.document.undo()
    studio.set(gradient, shape="radial", reverse=True)
    drag((200, 150), (200, 50))
    assert studio.pixel(200, 150)[3] <= 3 and studio.pixel(390, 10)[3] == 255


def test_a_slow_run_has_no_bands(make_studio, qtbot) -> None:
    studio = make_studio(1024, 64)
    tool = Gradient(studio.desk, studio.desk)
    studio.desk.set_ink(QColor(100, 100, 100))
    studio.desk.set_ground(QColor(108, 108, 108))
    studio.drag(tool, (0, 0), (1024, 0))
    qtbot.waitUntil(lambda: not tool.busy)
    image = studio.document.plane(studio.document.state.active).read(QRect(0, 0, 1024, 64))
    values = bytes(image.constBits())[::4]
    columns = [sum(values[x::1024]) / 64 for x in range(1024)]
    for start in range(0, 1024 - 32, 32):
        mean = sum(columns[start : start + 32]) / 32
        assert mean == pytest.approx(100 + 8 * (start + 16) / 1024, abs=0.15)


def test_no_colour_exceeds_its_alpha(studio, gradient: Gradient, drag) -> None:
    studio.desk.set_ink(QColor(255, 128, 3))
    studio.set(gradient, to="nothing")
    drag((0, 0), (400, 300))
    bits = studio.bits()
    assert all(max(bits[at : at + 3]) <= bits[at + 3] for at in range(0, len(bits), 4))


def test_shift_snaps_to_15_degrees(studio, drag) -> None:
    drag((100, 100), (300, 104), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert studio.pixel(200, 10)[0] == pytest.approx(studio.pixel(200, 290)[0], abs=1)


def test_the_selection_limits_it(studio, drag) -> None:
    studio.select(QRect(100, 100, 50, 50))
    drag((0, 0), (400, 0))
    assert studio.pixel(120, 120)[3] == 255 and studio.pixel(99, 120)[3] == 0


def test_the_preview_shows_it_without_touching_pixels(studio, gradient: Gradient) -> None:
    studio.select(QRect(0, 0, 200, 300))
    steps = len(studio.document.history.steps)
    gradient.press(Pointer(QPointF(0, 150)))
    gradient.move(Pointer(QPointF(400, 150)))
    screen = QImage(400, 300, QImage.Format.Format_RGB32)
    screen.fill(QColor("red"))
    with QPainter(screen) as painter:
        gradient.draw(painter, Lens(zoom=1, x=200, y=150, width=400, height=300))
    assert screen.pixelColor(100, 20).red() == pytest.approx(64, abs=2)
    assert screen.pixelColor(300, 20) == QColor("red")
    assert studio.document.editing is None and len(studio.document.history.steps) == steps
    gradient.cancel()
    assert not gradient.busy


def test_a_click_does_nothing(studio, drag) -> None:
    drag((50, 50))
    assert not studio.document.planes
