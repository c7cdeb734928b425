"""The commands of the selection: reached by palette and keys, disabled without meaning, asking for pixels."""

import threading

import pytest
from PySide6.QtCore import QPoint, QRect, QRectF, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QMainWindow

from studio.core.layers import SIDE_MOST
from studio.ui.actions import Commands
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.selecting.selection_commands import SelectionCommands
from studio.ui.canvas.selecting.selection_edges import PIXELS_MOST
from studio.ui.canvas.selecting.selection_shape import Shape, whole
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.icons import icon_exists

Key, Modifier = Qt.Key, Qt.KeyboardModifier
CONTROL = Modifier.ControlModifier
CONTROL_SHIFT = CONTROL | Modifier.ShiftModifier


class Bench:
    def __init__(self, page: CanvasPage, commands: Commands, qtbot) -> None:
        self.page, self.commands, self._qtbot = page, commands, qtbot
        self.own = SelectionCommands(commands, page)
        self.messages: list[str] = []
        page.desk.message.connect(self.messages.append)

    def settle(self) -> None:
        work, landing = self.own.selection.work, self.own.pixels.landing
        self._qtbot.waitUntil(lambda: not work.busy and not landing.busy)
        with self._qtbot.waitSignal(self.page.document_told):
            self.page.document.state_changed.emit()

    def run(self, identity: str) -> None:
        self.commands.run(f"select_{identity}")
        self.settle()

    def press(self, key: Key, modifiers: Modifier = Modifier.NoModifier) -> None:
        QTest.keyClick(self.page.view, key, modifiers)
        self.settle()

    def bounds(self) -> QRect:
        return self.own.selection.bounds()

    def pixel(self, x: int, y: int) -> QColor:
        document = self.page.document
        return document.plane(document.state.active).read(QRect(x, y, 1, 1)).pixelColor(0, 0)


@pytest.fixture
def bench(qtbot) -> Bench:
    window = QMainWindow()
    page = CanvasPage()
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(900, 700)
    page.set_frame(200, 160)
    commands = page.commands = Commands(window)
    window.show()
    qtbot.waitExposed(window)
    page.view.setFocus()
    made = Bench(page, commands, qtbot)
    made.settle()
    return made


def test_keys_of_the_canvas_select(bench: Bench) -> None:
    bench.press(Key.Key_A, CONTROL)
    assert bench.bounds() == QRect(0, 0, 200, 160)
    bench.press(Key.Key_A, CONTROL_SHIFT)
    assert not bench.page.document.state.selected
    bench.press(Key.Key_D, CONTROL_SHIFT)
    assert bench.bounds() == QRect(0, 0, 200, 160)
    bench.press(Key.Key_I, CONTROL_SHIFT)
    assert not bench.page.document.state.selected and "Everything" in bench.messages[-1]


def test_what_means_nothing_is_disabled(bench: Bench) -> None:
    grow, mask = bench.commands.action("select_grow"), bench.commands.action("select_to_region")
    assert not grow.isEnabled() and not mask.isEnabled()
    bench.run("all")
    assert grow.isEnabled() and mask.isEnabled()
    assert not bench.commands.action("select_stop").isEnabled()


@pytest.mark.parametrize(
    ("name", "bounds"),
    [
        ("grow", QRect(43, 33, 64, 54)),
        ("shrink", QRect(57, 47, 36, 26)),
        ("border", QRect(47, 37, 56, 46)),
    ],
)
def test_a_number_of_pixels_is_asked_for_and_remembered(bench: Bench, name: str, bounds: QRect) -> None:
    bench.own.selection.combine_rectangle(QRect(50, 40, 50, 40))
    bench.settle()
    bench.commands.run(f"select_{name}")
    dialog = bench.own.dialog
    assert dialog and dialog.isVisible() and dialog.box.maximum() == PIXELS_MOST < SIDE_MOST
    dialog.box.setValue(7)
    dialog.accept()
    bench.settle()
    assert bench.bounds() == bounds and bench.own.dialog is None
    bench.page.document.undo()
    bench.settle()
    bench.commands.run(f"select_{name}")
    dialog = bench.own.dialog
    assert dialog and dialog.box.value() == 7
    dialog.reject()
    bench.settle()
    assert bench.bounds() == QRect(50, 40, 50, 40)


def test_feather_and_smooth_ask_too(bench: Bench) -> None:
    bench.own.selection.combine_rectangle(QRect(50, 40, 50, 40))
    for name in ("feather", "smooth"):
        bench.settle()
        steps = bench.page.document.history.index
        bench.commands.run(f"select_{name}")
        assert bench.own.dialog
        bench.own.dialog.accept()
        bench.settle()
        assert bench.page.document.history.index == steps + 1


def test_pixels_are_filled_and_cleared_within_the_selection(bench: Bench) -> None:
    bench.page.desk.set_ink(QColor("#112233"))
    bench.page.desk.set_ground(QColor("#445566"))
    bench.own.selection.combine_rectangle(QRect(50, 40, 50, 40))
    bench.settle()
    bench.press(Key.Key_Backspace, Modifier.ShiftModifier)
    assert bench.pixel(60, 50) == QColor("#112233") and bench.pixel(30, 50).alpha() == 0
    bench.press(Key.Key_Backspace)
    assert bench.pixel(60, 50) == QColor("#445566")
    bench.press(Key.Key_Delete)
    assert bench.pixel(60, 50).alpha() == 0
    names = [step.name for step in bench.page.document.history.steps[-3:]]
    assert names == ["Fill with ink", "Fill with ground colour", "Clear"]
    bench.page.document.undo()
    assert bench.pixel(60, 50) == QColor("#445566")


def test_without_a_selection_the_whole_layer_is_cleared(bench: Bench) -> None:
    bench.run("fill_ink")
    assert bench.pixel(3, 3).alpha() == 255
    bench.press(Key.Key_Delete)
    assert bench.page.document.state.active not in bench.page.document.planes


def test_locked_transparency_is_not_cleared(bench: Bench) -> None:
    bench.run("fill_ink")
    document = bench.page.document
    document.change_layer("Lock", document.state.active, alpha_locked=True)
    bench.press(Key.Key_Delete)
    assert bench.pixel(3, 3).alpha() == 255 and "locked" in bench.messages[-1]


@pytest.mark.parametrize(
    ("command", "use"), [("to_mask", "none"), ("to_region", "region"), ("to_transparency", "transparency")]
)
def test_the_selection_becomes_a_mask_layer_and_comes_back(bench: Bench, command: str, use: str) -> None:
    bench.own.selection.combine_rectangle(QRect(50, 40, 50, 40))
    bench.settle()
    bench.run(command)
    layer = bench.page.document.active
    assert layer and layer.kind == "mask" and layer.mask_use == use
    assert layer.name == ("Region 1" if use == "region" else "Mask 1")
    bench.run(command)  # another one has a name and a colour of its own
    twin = bench.page.document.active
    assert twin and twin.name == layer.name.replace("1", "2") and twin.tint != layer.tint
    bench.run("none")
    assert SELECTION not in bench.page.document.planes
    bench.run("layer")
    assert bench.bounds() == QRect(50, 40, 50, 40)


def at(bench: Bench, x: float, y: float) -> QPoint:
    """The place of a point of the document in the view."""
    return bench.page.view.on_screen(QRectF(x, y, 0, 0)).topLeft().toPoint()


def test_mouse_and_keys_reach_the_tools_through_the_view(bench: Bench) -> None:
    view, left = bench.page.view, Qt.MouseButton.LeftButton
    QTest.keyClick(view, Key.Key_L, Modifier.ShiftModifier)
    assert bench.page.tools.current == "polygon"
    for x, y in ((20, 20), (120, 20), (120, 90), (60, 150)):
        QTest.mouseClick(view, left, pos=at(bench, x, y))
    QTest.keyClick(view, Key.Key_Backspace)
    QTest.mouseDClick(view, left, pos=at(bench, 20, 90))
    bench.settle()
    bounds = bench.bounds()
    assert abs(bounds.width() - 100) <= 2 and abs(bounds.height() - 70) <= 2
    assert bench.page.document.history.steps[-1].name == "Polygon lasso"
    QTest.keyClick(view, Key.Key_M)
    QTest.mousePress(view, left, pos=at(bench, 150, 100))
    QTest.mouseMove(view, at(bench, 190, 150))
    QTest.keyClick(view, Key.Key_Escape)
    QTest.mouseRelease(view, left, pos=at(bench, 190, 150))
    bench.settle()
    assert bench.bounds() == bounds


def test_escape_stops_what_is_computed_and_a_late_one_says_so(qtbot, bench: Bench) -> None:
    document, begun, go_on = bench.page.document, threading.Event(), threading.Event()

    def make(shot: Snapshot) -> Shape:
        begun.set()
        go_on.wait(20)
        return whole(shot)

    work = bench.own.selection.combine("Slow", make)
    qtbot.waitUntil(lambda: begun.is_set() and any("Esc" in said for said in bench.messages))
    assert bench.commands.action("select_stop").isEnabled()
    QTest.keyClick(bench.page.view, Key.Key_Escape)
    assert work.over and not bench.own.selection.work.busy
    go_on.set()
    bench.settle()
    assert not document.state.selected and not bench.commands.action("select_stop").isEnabled()


def test_the_subject_is_reached_by_its_command(bench: Bench) -> None:
    bench.run("subject")
    assert "no picture" in bench.messages[-1]


def test_every_command_has_an_icon_of_the_set(bench: Bench) -> None:
    own = [command for command, _ in bench.commands.all() if command.id.startswith("select_")]
    assert len(own) == 18 and all(icon_exists(command.icon) and command.group for command in own)
