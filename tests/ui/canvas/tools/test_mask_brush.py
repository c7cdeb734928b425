"""Painting masks: into a mask layer, or into the selection."""

import msgspec
import pytest
from PySide6.QtCore import Qt

from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.tools.mask_brush import MaskBrush

ALT = Qt.KeyboardModifier.AltModifier


@pytest.fixture
def brush(studio) -> MaskBrush:
    tool = MaskBrush(studio.desk, studio.desk)
    studio.set(tool, size=20.0, hardness=100, smoothing=0)
    return tool


def test_without_a_mask_layer_it_paints_the_selection(studio, brush: MaskBrush) -> None:
    studio.drag(brush, (50, 50), (100, 50))
    assert studio.document.state.selected
    assert studio.pixel(75, 50, SELECTION)[3] == 255
    assert set(studio.document.planes) == {SELECTION}
    studio.document.undo()
    assert not studio.document.state.selected and not studio.document.planes


def test_alt_takes_away_and_a_selection_taken_away_wholly_is_none(studio, brush: MaskBrush) -> None:
    studio.drag(brush, (50, 50))
    studio.drag(brush, (150, 50))
    studio.set(brush, size=60.0)
    studio.drag(brush, (50, 50), modifiers=ALT)
    assert studio.document.state.selected and studio.pixel(50, 50, SELECTION)[3] == 0
    studio.drag(brush, (150, 50), modifiers=ALT)
    assert not studio.document.state.selected and not studio.document.planes
    studio.document.undo()
    assert studio.document.state.selected and studio.pixel(150, 50, SELECTION)[3] == 255


def test_taking_away_from_no_selection_says_so(studio, brush: MaskBrush) -> None:
    studio.set(brush, unmask=True)
    studio.drag(brush, (50, 50), (90, 90))
    assert len(studio.messages) == 1 and not studio.document.history.can_undo
    studio.drag(brush, (50, 50), modifiers=ALT)  # the other way round
    assert studio.document.state.selected


def test_the_active_mask_layer_gets_strength(studio, brush: MaskBrush) -> None:
    document = studio.document
    layer = msgspec.structs.replace(document.active, kind="mask")
    document.state = msgspec.structs.replace(document.state, layers=(layer,))
    studio.set(brush, opacity=50)
    studio.drag(brush, (50, 50), (100, 50))
    assert studio.pixel(75, 50)[3] in (127, 128)
    assert not document.state.selected


def test_a_locked_mask_says_so(studio, brush: MaskBrush) -> None:
    document = studio.document
    layer = msgspec.structs.replace(document.active, kind="mask", locked=True)
    document.state = msgspec.structs.replace(document.state, layers=(layer,))
    studio.drag(brush, (50, 50), (100, 50))
    assert len(studio.messages) == 1 and not document.planes
