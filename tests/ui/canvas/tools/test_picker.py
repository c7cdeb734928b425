"""Picking colours: from picture or layer, averaged, for ink or ground."""

import pytest
from PySide6.QtCore import QPointF, QRect, Qt
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.layers import Layer
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.picker import Picker
from studio.ui.zoom.lens import Lens


@pytest.fixture
def picker(studio) -> Picker:
    studio.fill(QRect(0, 0, 100, 100), "#336699")
    studio.fill(QRect(100, 0, 100, 100), "#ffffff")
    return Picker(studio.desk, studio.desk)


def test_it_takes_the_ink(studio, picker: Picker) -> None:
    studio.drag(picker, (50, 50))
    assert studio.desk.colours.ink.name() == "#336699"
    studio.drag(picker, (50, 50), (150, 50))
    assert studio.desk.colours.ink.name() == "#ffffff"


def test_alt_and_ctrl_take_the_ground_but_a_borrowed_picker_takes_the_ink(studio, picker: Picker) -> None:
    studio.drag(picker, (50, 50), modifiers=Qt.KeyboardModifier.AltModifier)
    assert studio.desk.colours.ground.name() == "#336699"
    studio.drag(picker, (50, 50), modifiers=Qt.KeyboardModifier.ControlModifier)
    assert studio.desk.colours.ink.name() == "#336699"
    picker.activate()
    studio.drag(picker, (150, 50), modifiers=Qt.KeyboardModifier.ControlModifier)
    assert studio.desk.colours.ground.name() == "#ffffff"
    assert studio.desk.colours.ink.name() == "#336699"


def test_the_mean_of_a_square(studio, picker: Picker) -> None:
    studio.set(picker, side=11)
    studio.drag(picker, (100.5, 50))
    expected = (5 * 0x33 + 6 * 255) / 11
    assert studio.desk.colours.ink.red() == pytest.approx(expected, abs=1)


def test_a_transparent_place_and_the_outside_give_none(studio, picker: Picker) -> None:
    before = studio.desk.colours.ink
    for place in ((300, 200), (-5, 5), (1e6, 1e6), (float("nan"), 0), (400, 300)):
        studio.drag(picker, place)
    assert studio.desk.colours.ink == before


def test_half_transparent_pixels_keep_their_colour(studio, picker: Picker) -> None:
    studio.fill(QRect(200, 0, 50, 50), "#80c86432")
    studio.drag(picker, (210, 10))
    red, green, blue, _alpha = studio.desk.colours.ink.getRgb()
    assert (red, green, blue) == pytest.approx((200, 100, 50), abs=1)


def test_picture_or_layer(studio, picker: Picker) -> None:
    document = studio.document
    with document.edit("Layer") as edit:
        edit.set_layers((*document.state.layers, Layer(id="upper", name="Upper")), active="upper")
    studio.drag(picker, (50, 50))
    assert studio.desk.colours.ink.name() == "#336699"
    studio.fill(QRect(0, 0, 10, 10), "#010203")
    studio.set(picker, sample="layer")
    studio.drag(picker, (150, 50))
    assert studio.desk.colours.ink.name() == "#336699"
    studio.drag(picker, (5, 5))
    assert studio.desk.colours.ink.name() == "#010203"


def test_a_swatch_shows_the_colour_beside_the_pointer(studio, picker: Picker) -> None:
    picker.hover(Pointer(QPointF(50, 90)))
    screen = QImage(400, 300, QImage.Format.Format_RGB32)
    screen.fill(0)
    with QPainter(screen) as painter:
        picker.draw(painter, Lens(zoom=1, x=200, y=150, width=400, height=300))
    assert screen.pixelColor(83, 65) == QColor("#336699")
