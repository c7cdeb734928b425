"""Filling: what it reaches, what limits it, and what happens when the document moves on meanwhile."""

import msgspec
import pytest
from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QColor

from studio.core.layers import Layer
from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.tools.fill import Fill

SHIFT = Qt.KeyboardModifier.ShiftModifier
INK = (10, 200, 30, 255)


@pytest.fixture
def fill(studio) -> Fill:
    tool = Fill(studio.desk, studio.desk)
    studio.set(tool, smooth=False, tolerance=0)
    studio.desk.set_ink(QColor(*INK[:3]))
    return tool


@pytest.fixture
def pour(qtbot, studio, fill: Fill):
    def pour(x: float, y: float, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
        studio.drag(fill, (x, y), modifiers=modifiers)
        qtbot.waitUntil(lambda: not fill.busy)

    return pour


def outline(studio, area: QRect, gap: int = 0) -> None:
    studio.fill(area, "black")
    with studio.document.edit("Hollow") as edit:
        inside = area.adjusted(3, 3, -3, -3)

        def hollow(painter) -> None:
            painter.setCompositionMode(painter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(inside, QColor("black"))
            painter.fillRect(area.left(), area.center().y(), 3, gap, QColor("black"))

        edit.paint(studio.document.state.active, area, hollow)


def test_it_fills_up_to_an_outline(studio, pour) -> None:
    outline(studio, QRect(100, 100, 80, 60))
    pour(120, 120)
    assert studio.pixel(103, 103) == INK and studio.pixel(176, 156) == INK
    assert studio.pixel(101, 120) == (0, 0, 0, 255) and studio.pixel(90, 90)[3] == 0
    assert studio.document.history.steps[-1].name == "Fill"
    studio.document.undo()
    assert studio.pixel(120, 120)[3] == 0


def test_a_gap_lets_it_out_unless_gaps_are_closed(studio, fill: Fill, pour) -> None:
    outline(studio, QRect(100, 100, 80, 60), gap=4)
    pour(120, 120)
    assert studio.pixel(300, 250) == INK
    studio.document.undo()
    studio.set(fill, gap=8)
    pour(140, 130)
    assert studio.pixel(300, 250)[3] == 0 and studio.pixel(105, 105) == INK


def test_everywhere_fills_what_is_not_joined(studio, fill: Fill, pour) -> None:
    outline(studio, QRect(100, 100, 80, 60))
    studio.set(fill, contiguous=False)
    pour(120, 120)
    assert studio.pixel(300, 250) == INK and studio.pixel(120, 120) == INK
    assert studio.pixel(101, 120) == (0, 0, 0, 255)


def test_tolerance_takes_colours_nearby(studio, fill: Fill, pour) -> None:
    studio.fill(QRect(0, 0, 100, 100), "#646464")
    studio.fill(QRect(100, 0, 100, 100), "#6e6e6e")
    pour(50, 50)
    assert studio.pixel(150, 50) == (0x6E, 0x6E, 0x6E, 255)
    studio.document.undo()
    studio.set(fill, tolerance=10)
    pour(50, 50)
    assert studio.pixel(150, 50) == INK and studio.pixel(50, 150)[3] == 0


@pytest.mark.parametrize(("grow", "width"), [(5, 50), (-5, 30), (0, 40)])
def test_grow_widens_and_narrows(studio, fill: Fill, pour, grow: int, width: int) -> None:
    studio.fill(QRect(100, 100, 40, 40), "white")
    studio.set(fill, grow=grow)
    pour(120, 120)
    row = [studio.pixel(x, 120) for x in range(80, 160)]
    assert row.count(INK) == width


def test_a_smooth_edge_keeps_the_inside_full(studio, fill: Fill, pour) -> None:
    outline(studio, QRect(100, 100, 80, 60))
    studio.set(fill, smooth=True)
    pour(120, 120)
    assert studio.pixel(103, 120) == INK
    assert 0 < studio.pixel(102, 120)[1] < 200
    assert studio.pixel(101, 120) == (0, 0, 0, 255)


def test_this_layer_or_all_layers_decide(studio, fill: Fill, pour) -> None:
    document = studio.document
    outline(studio, QRect(100, 100, 80, 60))
    with document.edit("Layer") as edit:
        upper = Layer(id="upper", name="Upper")
        edit.set_layers((*document.state.layers, upper), active="upper")
    pour(120, 120)
    assert studio.pixel(120, 120) == INK and studio.pixel(300, 250)[3] == 0
    document.undo()
    studio.set(fill, sample="layer")
    pour(120, 120)
    assert studio.pixel(300, 250) == INK


def test_the_selection_limits_it_and_nothing_else_changes(studio, pour) -> None:
    studio.fill(QRect(0, 0, 400, 300), "white")
    studio.select(QRect(50, 50, 20, 20))
    pour(55, 55)
    colours = {studio.pixel(x, y) for x in range(50, 70) for y in (50, 69)}
    assert colours == {INK}
    assert {studio.pixel(x, 71) for x in range(400)} == {(255, 255, 255, 255)}


def test_shift_fills_the_selection_at_once_else_everything(studio, pour) -> None:
    outline(studio, QRect(100, 100, 80, 60))
    studio.select(QRect(90, 90, 200, 100), 128)
    pour(-500, -500, SHIFT)
    assert studio.pixel(250, 150)[3] == 128 and studio.pixel(300, 150)[3] == 0
    with studio.document.edit("None") as edit:
        edit.set_selected(False)
    pour(5, 5, SHIFT)
    assert studio.pixel(399, 299) == INK and studio.pixel(101, 101) == INK


def test_nothing_selected_fills_nothing(studio, pour) -> None:
    studio.document.state = msgspec.structs.replace(studio.document.state, selected=True)
    pour(50, 50)
    pour(50, 50, SHIFT)
    assert not studio.document.planes and not studio.document.history.can_undo


def test_outside_of_the_document_nothing_happens(studio, pour) -> None:
    for place in ((-1, 5), (5, 300), (1e6, 1e6), (float("nan"), 5)):
        pour(*place)
    assert not studio.document.planes


def test_alpha_lock_keeps_transparency(studio, pour) -> None:
    studio.fill(QRect(50, 50, 20, 20), "#80ffffff")
    studio.document.change_layer("Lock", studio.document.state.active, alpha_locked=True)
    before = studio.alphas(studio.document.area)
    pour(60, 60)
    pour(5, 5)
    assert studio.alphas(studio.document.area) == before
    assert studio.pixel(60, 60)[1] == 100


def test_undo_while_it_computes_leaves_it_out_and_says_so(qtbot, studio, fill: Fill) -> None:
    studio.fill(QRect(0, 0, 400, 300), "white")
    studio.drag(fill, (5, 5))
    studio.document.undo()
    qtbot.waitUntil(lambda: not fill.busy)
    assert not studio.document.planes and len(studio.messages) == 1
    assert studio.document.history.can_redo


def test_another_document_is_not_touched(qtbot, studio, fill: Fill) -> None:
    first, other = studio.document, Document.new(400, 300, "Other")
    studio.drag(fill, (5, 5))
    studio.desk.set_document(other)
    qtbot.waitUntil(lambda: not fill.busy)
    assert not first.planes and not other.planes and not other.history.can_undo


def test_the_end_of_the_tool_is_the_end_of_its_work(qtbot, studio) -> None:
    tool = Fill(studio.desk)
    studio.drag(tool, (5, 5))
    document = studio.document
    tool.deleteLater()
    with qtbot.waitSignal(tool.destroyed):
        pass
    assert offthread.finish()
    assert not document.planes


def test_it_waits_for_a_stroke_under_way(qtbot, studio, fill: Fill) -> None:
    studio.drag(fill, (5, 5))
    stroke = studio.document.edit("Stroke")
    edit_name = studio.desk.document.editing.name
    qtbot.waitUntil(lambda: not offthread._courier().under_way)
    assert fill.busy and edit_name == "Stroke" and studio.document.editing is stroke
    stroke.commit()
    qtbot.waitUntil(lambda: not fill.busy)
    assert studio.pixel(200, 200) == INK
