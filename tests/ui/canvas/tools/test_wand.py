"""The wand: what a click reaches, which layers it looks at, how it joins, and that it can be stopped."""

import pytest
from PySide6.QtCore import QRect, Qt

from studio.core.layers import Layer
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.selecting.selection import selection_of
from studio.ui.canvas.tools.wand import Wand

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
ONE, TWO = QRect(50, 40, 60, 50), QRect(200, 40, 60, 50)


@pytest.fixture
def wand(studio) -> Wand:
    studio.fill(ONE, "#c02010")
    studio.fill(TWO, "#c02818")
    tool = Wand(studio.desk, studio.desk)
    studio.set(tool, antialias=False)
    return tool


@pytest.fixture
def click(qtbot, studio, wand: Wand):
    def click(x: float, y: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        studio.drag(wand, (x, y), modifiers=modifiers)
        qtbot.waitUntil(lambda: not wand.busy)

    return click


def bounds(studio) -> QRect:
    return selection_of(studio.desk).bounds()


def test_it_selects_what_is_joined_and_alike(studio, click) -> None:
    click(60, 50)
    assert bounds(studio) == ONE and set(studio.alphas(ONE, SELECTION)) == {255}
    assert studio.document.history.steps[-1].name == "Magic wand"


def test_without_joining_the_tolerance_decides(studio, wand, click) -> None:
    studio.set(wand, contiguous=False)
    click(60, 50)
    assert bounds(studio) == ONE.united(TWO)
    studio.set(wand, tolerance=3)
    click(60, 50)
    assert bounds(studio) == ONE


def test_keys_join_it_with_what_is_selected(studio, click) -> None:
    click(60, 50)
    click(210, 50, SHIFT)
    assert bounds(studio) == ONE.united(TWO)
    click(60, 50, ALT)
    assert bounds(studio) == TWO
    click(60, 50, SHIFT | ALT)
    assert not studio.document.state.selected and "Nothing is left" in studio.messages[-1]


def test_it_grows_feathers_and_smooths(studio, wand, click) -> None:
    studio.set(wand, grow=5)
    click(60, 50)
    assert bounds(studio) == ONE.adjusted(-5, -5, 5, 5)
    studio.set(wand, grow=0, feather=10)
    click(60, 50)
    assert 0 < studio.pixel(47, 60, SELECTION)[3] < 128 < studio.pixel(53, 60, SELECTION)[3] < 255


def test_one_layer_or_the_whole_picture_is_looked_at(studio, wand, click) -> None:
    document = studio.document
    with document.edit("Above") as edit:
        edit.set_layers((*document.state.layers, Layer(id="above", name="Above")), active="above")
    studio.fill(QRect(70, 40, 5, 50), "blue", "above")
    click(60, 50)
    assert bounds(studio) == QRect(50, 40, 20, 50)
    studio.set(wand, sample="layer")
    click(72, 50)
    assert bounds(studio) == QRect(70, 40, 5, 50)
    with document.edit("Group") as edit:
        edit.set_layers((Layer(id="group", name="Group", kind="group"),), active="group")
    studio.drag(wand, (72, 50))
    assert not wand.busy and "layer with pixels" in studio.messages[-1]


def test_outside_of_the_document_nothing_happens_and_escape_stops_it(qtbot, studio, wand) -> None:
    studio.drag(wand, (-5, 20))
    assert not wand.busy
    studio.drag(wand, (60, 50))
    assert wand.busy
    wand.cancel()
    qtbot.waitUntil(lambda: not selection_of(studio.desk).work.busy)
    assert not studio.document.state.selected
