"""Erasing: takes away, as strongly as asked, and never from locked transparency."""

import pytest
from PySide6.QtCore import QEvent, QRect, Qt
from PySide6.QtGui import QKeyEvent

from studio.ui.canvas.tools.eraser import Eraser


@pytest.fixture
def eraser(studio) -> Eraser:
    tool = Eraser(studio.desk, studio.desk)
    studio.set(tool, size=20.0, hardness=100, smoothing=0, pressure_size=False)
    return tool


def test_it_takes_away_as_much_as_its_opacity(studio, eraser: Eraser) -> None:
    studio.fill(QRect(0, 0, 400, 300), "#336699")
    studio.drag(eraser, (100, 100), (200, 100))
    assert studio.pixel(150, 100) == (0, 0, 0, 0)
    studio.set(eraser, opacity=50)
    studio.drag(eraser, (100, 200), (200, 200), (100, 200))
    assert studio.pixel(150, 200)[3] == pytest.approx(127, abs=1)
    studio.document.undo()
    studio.document.undo()
    assert studio.pixel(150, 100) == (0x33, 0x66, 0x99, 255)


def test_an_emptied_tile_is_gone(studio, eraser: Eraser) -> None:
    studio.fill(QRect(50, 50, 4, 4), "red")
    studio.drag(eraser, (52, 52))
    assert not studio.document.planes


def test_erasing_nothing_is_no_step(studio, eraser: Eraser) -> None:
    studio.drag(eraser, (52, 52), (90, 90))
    assert not studio.document.planes
    studio.undo_all()
    assert not studio.document.planes


def test_locked_transparency_is_kept_and_it_says_why(studio, eraser: Eraser) -> None:
    studio.fill(QRect(0, 0, 100, 100), "red")
    studio.document.change_layer("Lock", studio.document.state.active, alpha_locked=True)
    before = studio.bits()
    studio.drag(eraser, (50, 50), (60, 60))
    assert studio.bits() == before and "Paint" in studio.messages[0]


def test_e_goes_back_to_the_brush(qtbot, studio, eraser: Eraser) -> None:
    with qtbot.waitSignal(studio.desk.tool_wanted) as wanted:
        eraser.key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_E, Qt.KeyboardModifier.NoModifier))
    assert wanted.args == ["brush"]
