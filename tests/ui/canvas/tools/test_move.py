"""Move: exact by whole pixels, one resampling and one step however often it is dragged, and taken back."""

import msgspec
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QEvent, QPoint, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest

from studio.core.layers import Layer
from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.shaping.remapping import content_bounds
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.tools.move import Move
from studio.ui.canvas.viewing.view import CanvasView
from studio.ui.zoom.lens import Lens

PIECE = QRect(40, 30, 60, 50)


@pytest.fixture(autouse=True)
def workers_end():
    yield
    assert offthread.finish(30)


@pytest.fixture
def tool(studio, qtbot):
    studio.fill(PIECE, "#c03010")
    studio.fill(QRect(45, 35, 10, 5), "#2050f0")
    return ready(studio, qtbot)


def ready(studio, qtbot) -> Move:
    made = Move(studio.desk, studio.desk)
    made.activate()
    qtbot.waitUntil(lambda: made.lifted is not None)
    return made


def press_key(tool: Move, key: Qt.Key, modifiers=Qt.KeyboardModifier.NoModifier) -> bool:
    return tool.key(QKeyEvent(QEvent.Type.KeyPress, key, modifiers))


def apply(tool: Move, qtbot) -> None:
    press_key(tool, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tool.busy)


def bounds(studio) -> QRect:
    return content_bounds(studio.document.plane(studio.document.state.active))


@settings(
    max_examples=12,
    deadline=None,
    suppress_health_check=[HealthCheck.function_scoped_fixture],
)
@given(st.integers(-500, 500), st.integers(-500, 500))
def test_moving_by_whole_pixels_is_exact_and_undone_bit_for_bit(studio, qtbot, across, down) -> None:
    if not studio.document.planes:
        studio.fill(PIECE, "#80c03010")
        studio.fill(QRect(45, 35, 10, 5), "#2050f0")
    tool = ready(studio, qtbot)
    before = studio.bits()
    pixels = studio.document.plane(studio.document.state.active).read(PIECE)
    steps = studio.document.history.index
    studio.drag(tool, (50, 40), (50 + across / 2, 41), (50 + across, 40 + down))
    apply(tool, qtbot)
    if across or down:
        assert studio.document.history.index == steps + 1
    moved = PIECE.translated(across, down)
    assert bounds(studio) == moved
    assert studio.document.plane(studio.document.state.active).read(moved) == pixels
    if across or down:
        studio.document.undo()
    assert studio.bits() == before
    tool.deactivate()


def test_the_document_is_untouched_until_it_is_applied_but_looks_moved(studio, qtbot, tool) -> None:
    before, active = studio.bits(), studio.document.state.active
    studio.drag(tool, (50, 40), (150, 140))
    qtbot.waitUntil(lambda: active in studio.document.in_hand)
    assert studio.bits() == before and not studio.document.shown[active].tiles
    state, tiles = studio.document.take_unsaved()
    assert state is not None and all(tile is not None for tile in tiles.values())
    screen = QImage(400, 300, QImage.Format.Format_RGB32)
    screen.fill(Qt.GlobalColor.white)
    with QPainter(screen) as painter:
        tool.draw(painter, Lens(zoom=1.0, x=200, y=150, width=400, height=300))
    assert screen.pixelColor(170, 160).name() == "#c03010" and screen.pixelColor(70, 60).name() == "#ffffff"
    assert press_key(tool, Qt.Key.Key_Escape)
    assert not tool.busy and not studio.document.in_hand and studio.bits() == before


def test_undo_takes_a_waiting_move_back_before_any_step(studio, qtbot, tool) -> None:
    before, steps = studio.bits(), studio.document.history.index
    studio.drag(tool, (50, 40), (70, 80))
    studio.document.undo()
    assert not tool.busy and studio.document.history.index == steps and studio.bits() == before
    studio.document.undo()
    assert studio.document.history.index == steps - 1


def test_stretching_there_and_back_again_leaves_every_pixel(studio, qtbot, tool) -> None:
    before = studio.bits()
    studio.drag(tool, (100, 80), (52, 41))
    assert tool.pending
    studio.drag(tool, (52, 41), (100, 80))
    apply(tool, qtbot)
    assert studio.bits() == before and studio.document.history.index == 2


def test_several_drags_are_one_step_and_one_resampling(studio, qtbot, tool) -> None:
    steps = studio.document.history.index
    studio.drag(tool, (100, 80), (160, 130))  # twice as large
    studio.drag(tool, (60, 60), (70, 65))
    apply(tool, qtbot)
    assert studio.document.history.index == steps + 1
    assert tool.spec.id == "move" and studio.pixel(110, 105) == (0xC0, 0x30, 0x10, 0xFF)
    box = bounds(studio)
    assert box.contains(QRect(50, 35, 120, 100)) and QRect(46, 31, 128, 108).contains(box)


def test_nearest_keeps_the_colours_there_are(studio, qtbot, tool) -> None:
    studio.set(tool, filter="nearest")
    studio.drag(tool, (100, 80), (160, 130))
    apply(tool, qtbot)
    assert bounds(studio) == QRect(40, 30, 120, 100)
    colours = set(memoryview(studio.bits()).cast("I"))
    assert colours == {0, 0xFFC03010, 0xFF2050F0}


def test_shift_keeps_the_ratio_and_alt_the_middle(studio, qtbot, tool) -> None:
    studio.drag(tool, (100, 80), (160, 85), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert (tool.pose.width, tool.pose.height) == (120, 100)
    tool.cancel()
    qtbot.waitUntil(lambda: tool.lifted is not None)
    studio.drag(tool, (100, 55), (110, 55), modifiers=Qt.KeyboardModifier.AltModifier)
    assert (tool.pose.width, tool.pose.height) == (80, 50)
    assert tool.pose.middle == QPointF(70, 55)


def test_turning_by_right_angles_changes_no_pixel(studio, qtbot, tool) -> None:
    before = studio.bits()
    held = Qt.KeyboardModifier.ShiftModifier
    middle = QPointF(70, 55)
    begin = (109.0, 89.0)  # outside of the lower right corner
    for _ in range(4):
        tool.cursor(1.0)
        turned = QPointF(middle.x() - (begin[1] - middle.y()), middle.y() + (begin[0] - middle.x()))
        studio.drag(tool, begin, turned.toTuple(), modifiers=held)
        begin = turned.toTuple()
        if tool.pose.angle == 90:
            assert tool.pose.way.mapRect(tool.pose.box).toRect() == QRect(45, 25, 50, 60)
    assert tool.pose.unmoved
    apply(tool, qtbot)
    assert studio.bits() == before


def test_flipping_twice_is_nothing_and_once_is_exact(studio, qtbot, tool) -> None:
    before = studio.bits()
    tool.flip(across=True)
    tool.flip(across=True)
    assert not tool.pending
    tool.flip(across=True)
    apply(tool, qtbot)
    assert bounds(studio) == PIECE
    assert studio.pixel(94, 37) == (0x20, 0x50, 0xF0, 0xFF) and studio.pixel(50, 37)[0] == 0xC0
    studio.document.undo()
    assert studio.bits() == before


def test_arrow_keys_nudge_by_one_and_ten(studio, qtbot, tool) -> None:
    press_key(tool, Qt.Key.Key_Right)
    press_key(tool, Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    apply(tool, qtbot)
    assert bounds(studio) == PIECE.translated(1, 10)


def test_nudges_count_before_the_pixels_are_lifted(studio, qtbot) -> None:
    studio.fill(PIECE, "red")
    tool = Move(studio.desk, studio.desk)
    tool.nudge(3, 0)
    tool.nudge(0, 4)
    qtbot.waitUntil(lambda: tool.pending)
    apply(tool, qtbot)
    assert bounds(studio) == PIECE.translated(3, 4)


def test_only_what_is_selected_moves_and_the_selection_with_it(studio, qtbot) -> None:
    studio.fill(PIECE, "red")
    studio.select(QRect(50, 40, 10, 10))
    tool = ready(studio, qtbot)
    assert tool.pose.box.toRect() == QRect(50, 40, 10, 10)
    before = studio.bits(), studio.bits(SELECTION)
    studio.drag(tool, (55, 45), (255, 145))
    apply(tool, qtbot)
    assert studio.pixel(55, 45) == (0, 0, 0, 0) and studio.pixel(255, 145) == (255, 0, 0, 255)
    assert studio.pixel(45, 35) == (255, 0, 0, 255)
    assert content_bounds(studio.document.plane(SELECTION)) == QRect(250, 140, 10, 10)
    studio.document.undo()
    assert (studio.bits(), studio.bits(SELECTION)) == before


def test_a_group_moves_with_all_its_children(studio, qtbot) -> None:
    document = studio.document
    children = (Layer(id="a", name="A"), Layer(id="b", name="B"))
    with document.edit("Group") as edit:
        edit.set_layers((Layer(id="g", name="G", kind="group", children=children),), active="g")
    studio.fill(QRect(10, 10, 5, 5), "red", "a")
    studio.fill(QRect(30, 30, 5, 5), "blue", "b")
    tool = ready(studio, qtbot)
    studio.drag(tool, (20, 20), (120, 50))
    apply(tool, qtbot)
    assert content_bounds(document.plane("a")) == QRect(110, 40, 5, 5)
    assert content_bounds(document.plane("b")) == QRect(130, 60, 5, 5)
    assert [step.name for step in document.history.steps][-1] == "Transform"


def test_choosing_another_tool_applies(studio, qtbot, tool) -> None:
    studio.drag(tool, (50, 40), (60, 40))
    tool.deactivate()
    qtbot.waitUntil(lambda: not tool.busy)
    assert bounds(studio) == PIECE.translated(10, 0) and not studio.document.in_hand


def test_painting_on_the_layer_meanwhile_puts_it_back_and_says_so(studio, qtbot, tool) -> None:
    studio.drag(tool, (50, 40), (60, 40))
    studio.fill(QRect(0, 0, 5, 5), "green")
    assert not tool.pending and studio.messages and not studio.document.in_hand
    assert bounds(studio) == QRect(0, 0, 100, 80)


def test_locked_and_empty_layers_are_refused_in_a_sentence(studio, qtbot) -> None:
    tool = Move(studio.desk, studio.desk)
    studio.drag(tool, (50, 40), (60, 40))
    qtbot.waitUntil(lambda: bool(studio.messages))
    assert "no pixels" in studio.messages[-1] and not tool.busy
    state = studio.document.state
    locked = msgspec.structs.replace(state.layers[0], locked=True)
    studio.document.show_state(msgspec.structs.replace(state, layers=(locked,)))
    studio.drag(tool, (50, 40), (60, 40))
    assert "locked" in studio.messages[-1] and not tool.busy


def test_on_the_canvas_keys_and_the_mouse_reach_it(qtbot) -> None:
    desk = Desk(Document.new(200, 150, "Paint"))
    view = CanvasView(desk)
    desk.setParent(view)
    qtbot.addWidget(view)
    view.resize(400, 300)
    view.show()
    document = desk.document
    area = QRect(50, 50, 40, 30)
    with document.edit("Fill") as edit:
        edit.paint(document.state.active, area, lambda painter: painter.fillRect(area, "red"))
    tool = Move(desk, desk)
    view.set_tool(tool)
    view.actual()
    qtbot.waitUntil(lambda: tool.lifted is not None)
    begin = view.on_screen(QRectF(70, 65, 0, 0)).topLeft().toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=begin)
    QTest.mouseMove(view, begin + QPoint(10, 0))
    QTest.mouseMove(view, begin + QPoint(30, 20))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=begin + QPoint(30, 20))
    QTest.keyClick(view, Qt.Key.Key_Left)
    view.hide()
    assert tool.pending  # hiding the page, as another page being shown does, drops nothing
    view.show()
    qtbot.waitUntil(lambda: bool(document.in_hand))
    view.set_tool(None)
    qtbot.waitUntil(lambda: not tool.busy)
    moved = content_bounds(document.plane(document.state.active))
    assert moved == area.translated(29, 20) and len(document.history.steps) == 2
