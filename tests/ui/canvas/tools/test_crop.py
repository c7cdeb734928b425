"""Crop: a rectangle that is adjusted, kept in ratio, applied as one step, and may reach outside."""

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent

from studio.jobs import offthread
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.crop import Crop


@pytest.fixture(autouse=True)
def workers_end():
    yield
    assert offthread.finish(30)


@pytest.fixture
def tool(studio):
    studio.fill(QRect(100, 100, 50, 50), "red")
    return Crop(studio.desk, studio.desk)


def press_key(tool: Crop, key: Qt.Key) -> bool:
    return tool.key(QKeyEvent(QEvent.Type.KeyPress, key, Qt.KeyboardModifier.NoModifier))


def test_return_crops_to_what_was_dragged_and_undo_brings_it_back(studio, qtbot, tool) -> None:
    before = studio.bits()
    studio.drag(tool, (90, 80), (140, 130), (190, 180))
    assert tool.area == QRect(90, 80, 100, 100) and studio.document.area == QRect(0, 0, 400, 300)
    assert press_key(tool, Qt.Key.Key_Return)
    qtbot.waitUntil(lambda: not tool.busy)
    assert studio.document.area == QRect(0, 0, 100, 100)
    assert studio.pixel(10, 20) == (255, 0, 0, 255) and studio.pixel(9, 20)[3] == 0
    studio.document.undo()
    assert studio.document.area == QRect(0, 0, 400, 300) and studio.bits() == before


def test_handles_and_inside_adjust_it(studio, tool) -> None:
    studio.drag(tool, (90, 80), (190, 180))
    studio.drag(tool, (190, 180), (240, 200))
    assert tool.area == QRect(90, 80, 150, 120)
    studio.drag(tool, (90, 140), (80, 500))
    assert tool.area == QRect(80, 80, 160, 120)
    studio.drag(tool, (150, 130), (160, 120))
    assert tool.area == QRect(90, 70, 160, 120)


def test_past_the_edge_the_document_grows(studio, qtbot, tool) -> None:
    studio.drag(tool, (-50, -20), (450, 330))
    tool.double_click(Pointer(QPointF(10, 10)))
    qtbot.waitUntil(lambda: not tool.busy)
    assert studio.document.area == QRect(0, 0, 500, 350)
    assert studio.pixel(150, 120) == (255, 0, 0, 255)


def test_escape_drops_it_and_is_left_alone_when_there_is_nothing(studio, tool) -> None:
    assert not press_key(tool, Qt.Key.Key_Escape)
    studio.drag(tool, (90, 80), (190, 180))
    assert press_key(tool, Qt.Key.Key_Escape)
    assert tool.area is None and not tool.busy and studio.document.area == QRect(0, 0, 400, 300)


def test_a_ratio_is_kept_and_taken_on(studio, tool) -> None:
    studio.set(tool, ratio="16:9")
    studio.drag(tool, (10, 10), (170, 30))
    assert tool.area == QRect(10, 10, 160, 90)
    studio.set(tool, ratio="1:1")
    assert tool.area.size().toTuple() == (160, 160)
    studio.set(tool, ratio="same")
    assert tool.ratio() == 400 / 300


def test_wholly_outside_and_too_large_are_refused_in_a_sentence(studio, qtbot, tool) -> None:
    studio.drag(tool, (-200, -200), (-100, -100))
    tool.apply()
    assert "outside" in studio.messages[-1] and studio.document.area == QRect(0, 0, 400, 300)
    tool.cancel()
    studio.drag(tool, (-16000, 10), (16000, 100))
    assert tool.area.width() <= 16384


def test_undo_drops_the_rectangle_before_any_step(studio, tool) -> None:
    studio.drag(tool, (90, 80), (190, 180))
    steps = studio.document.history.index
    studio.document.undo()
    assert tool.area is None and studio.document.history.index == steps
    studio.document.undo()
    assert studio.document.history.index == steps - 1
