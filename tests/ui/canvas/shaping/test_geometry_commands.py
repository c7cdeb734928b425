"""Image, layer and frame commands: each one step, dialogs that remember and refuse in a sentence."""

import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QMainWindow
from pytestqt.qtbot import QtBot

from studio.jobs import offthread
from studio.ui.actions import Commands
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.shaping.geometry_commands import GeometryCommands
from studio.ui.canvas.shaping.geometry_dialogs import CanvasDialog, RotateDialog, ScaleDialog
from studio.ui.canvas.shaping.remapping import content_bounds
from studio.ui.canvas.tool import Pointer
from studio.ui.icons import icon_exists

SPOT = QRect(30, 20, 11, 8)


@pytest.fixture
def made(qtbot: QtBot) -> GeometryCommands:
    window = QMainWindow()
    page = CanvasPage()
    window.setCentralWidget(page)
    qtbot.addWidget(window)
    window.resize(900, 700)
    page.desk.set_document(Document.new(120, 80, "Paint", page))
    with page.document.edit("Fill") as edit:
        edit.paint(page.document.state.active, SPOT, lambda painter: painter.fillRect(SPOT, "red"))
    page.document.history.clear()
    made = GeometryCommands(Commands(window), page)
    yield made
    assert offthread.finish(30)


def run(made: GeometryCommands, identity: str, qtbot: QtBot) -> Document:
    made._commands.run(identity)
    qtbot.waitUntil(lambda: not made.remaker.busy)
    return made._page.document


def spot(document: Document) -> QRect:
    return content_bounds(document.plane(document.state.active))


def test_every_command_has_an_icon_and_an_accessible_text(made: GeometryCommands) -> None:
    for command, action in made._commands.all():
        assert icon_exists(command.icon) and action.toolTip(), command.id
    assert not made._commands.action("image_crop").isEnabled()


@pytest.mark.parametrize(
    ("identity", "size", "place"),
    [
        ("image_right", (80, 120), QRect(80 - 28, 30, 8, 11)),
        ("image_left", (80, 120), QRect(20, 120 - 41, 8, 11)),
        ("image_half", (120, 80), QRect(120 - 41, 80 - 28, 11, 8)),
        ("image_across", (120, 80), QRect(120 - 41, 20, 11, 8)),
        ("image_down", (120, 80), QRect(30, 80 - 28, 11, 8)),
        ("image_trim", (11, 8), QRect(0, 0, 11, 8)),
        ("layer_across", (120, 80), SPOT),
        ("layer_right", (120, 80), QRect(31, 19, 8, 11)),
        ("layer_centre", (120, 80), QRect(54, 36, 11, 8)),
        ("layer_centre_across", (120, 80), QRect(54, 20, 11, 8)),
        ("layer_centre_down", (120, 80), QRect(30, 36, 11, 8)),
    ],
)
def test_each_is_exact_and_one_step(made, qtbot, identity, size, place) -> None:
    document = run(made, identity, qtbot)
    assert (document.area.size().toTuple(), spot(document)) == (size, place)
    assert len(document.history.steps) == 1
    document.undo()
    assert document.area == QRect(0, 0, 120, 80) and spot(document) == SPOT


def test_turning_a_layer_there_and_back_or_four_times_is_nothing(made, qtbot) -> None:
    document = made._page.document
    before = document.plane(document.state.active).read(document.area)
    for identity in ("layer_right", "layer_left", *["layer_right"] * 4, "layer_half", "layer_half"):
        run(made, identity, qtbot)
    assert document.plane(document.state.active).read(document.area) == before


def test_crop_and_frame_follow_the_selection(made, qtbot) -> None:
    document = made._page.document
    area = QRect(10, 10, 70, 64)
    with document.edit("Select") as edit:
        edit.set_selected(True)
        edit.paint(SELECTION, area, lambda painter: painter.fillRect(area, QColor("white")))
    qtbot.waitUntil(lambda: made._commands.action("image_crop").isEnabled())
    made._commands.run("frame_selection")
    assert document.frame == QRect(9, 10, 72, 64)
    run(made, "image_crop", qtbot)
    assert document.area == QRect(0, 0, 70, 64) and document.frame == QRect(-1, 0, 72, 64)
    made._commands.run("frame_document")
    assert document.frame.contains(document.area)


def test_scaling_asks_keeps_the_ratio_and_remembers(made, qtbot) -> None:
    made._commands.run("image_scale")
    dialog = made.dialog
    assert isinstance(dialog, ScaleDialog) and dialog.lock.isChecked()
    dialog.width_box.setValue(240)
    assert dialog.height_box.value() == 160 and dialog.percent_box.value() == 200
    assert "240 × 160" in dialog.outcome.text() and "MiB" in dialog.outcome.text()
    dialog.filter.setCurrentIndex(dialog.filter.findData("nearest"))
    dialog.accept()
    qtbot.waitUntil(lambda: not made.remaker.busy)
    document = made._page.document
    assert document.area == QRect(0, 0, 240, 160) and spot(document) == QRect(60, 40, 22, 16)
    made._commands.run("image_scale")
    assert made.dialog.filter.currentData() == "nearest"


def test_absurd_sizes_are_refused_in_a_sentence_before_anything_is_done(made) -> None:
    made._commands.run("image_scale")
    dialog = made.dialog
    for width in (0, 99_999):
        dialog.width_box.setValue(width)
        assert not dialog.done_button.isEnabled() and dialog.refusal.text().endswith(".")
    dialog.percent_box.setValue(50)
    assert dialog.done_button.isEnabled() and not dialog.refusal.text()
    dialog.reject()
    assert made.dialog is None


def test_the_canvas_grows_around_its_anchor(made, qtbot) -> None:
    made._commands.run("image_canvas")
    dialog = made.dialog
    assert isinstance(dialog, CanvasDialog) and dialog.anchor() == (0.5, 0.5)
    dialog.width_box.setValue(220)
    assert not any(place.icon().isNull() for place in dialog.anchors.buttons()), "all nine are seen"
    dialog.anchors.button(2).click()
    dialog.accept()
    qtbot.waitUntil(lambda: not made.remaker.busy)
    document = made._page.document
    assert document.area == QRect(0, 0, 220, 80) and spot(document) == SPOT.translated(100, 0)


def test_an_angle_is_asked_for(made, qtbot) -> None:
    made._commands.run("image_turn")
    dialog = made.dialog
    assert isinstance(dialog, RotateDialog)
    dialog.angle.setValue(90)
    assert "80 × 120" in dialog.outcome.text()
    dialog.accept()
    qtbot.waitUntil(lambda: not made.remaker.busy)
    assert spot(made._page.document) == QRect(80 - 28, 30, 8, 11)


def test_what_the_move_tool_has_in_hand_is_laid_down_first(made, qtbot) -> None:
    page = made._page
    page.tools.choose("move")
    tool = page.tools.tool
    qtbot.waitUntil(lambda: tool.lifted is not None)
    tool.press(Pointer(QPointF(35, 24)))
    tool.move(Pointer(QPointF(45, 24)))
    tool.release(Pointer(QPointF(45, 24)))
    made._commands.run("image_right")
    qtbot.waitUntil(lambda: page.document.area.width() == 80)
    assert spot(page.document) == QRect(80 - 28, 40, 8, 11)
    assert len(page.document.history.steps) == 2
