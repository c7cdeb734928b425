"""Generation frame: sizes that requests may have, edges it snaps to, and no undo step."""

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent

from studio.core.requests import SIDE_MAX
from studio.ui.canvas.shaping.frame_fit import around
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.frame import Frame


@pytest.fixture
def tool(make_studio):
    studio = make_studio(1024, 768)
    studio.document.set_frame(QRect(200, 160, 256, 320))
    made = Frame(studio.desk, studio.desk)
    made.studio = studio
    return made


def frame(tool: Frame) -> QRect:
    return tool.document.frame


def test_its_inside_moves_it_on_multiples_of_eight_without_a_step(tool) -> None:
    tool.studio.drag(tool, (300, 300), (342, 333))
    assert frame(tool) == QRect(240, 192, 256, 320)
    assert not tool.document.history.steps


def test_it_snaps_to_the_documents_edges_and_may_reach_past_them(tool) -> None:
    tool.studio.drag(tool, (300, 300), (107, 300))
    assert frame(tool).left() == 0
    tool.studio.drag(tool, (100, 300), (-40, 300))
    assert frame(tool).left() == -144 and not tool.document.area.contains(frame(tool))
    tool.studio.drag(tool, (10, 300), (1e5, 1e5))
    assert tool.document.area.intersects(frame(tool))


def test_handles_make_sizes_that_requests_may_have(tool) -> None:
    tool.studio.drag(tool, (456, 480), (509, 533))
    assert frame(tool) == QRect(200, 160, 312, 376)
    tool.studio.drag(tool, (200, 160), (5000, 5000))
    assert frame(tool).size().toTuple() == (64, 64)
    tool.studio.drag(tool, (512, 536), (90000, 90000))
    assert frame(tool).width() == SIDE_MAX and frame(tool).left() == 448


def test_shift_keeps_the_ratio_and_the_far_side_stays(tool) -> None:
    tool.studio.drag(tool, (200, 160), (72, 160), modifiers=Qt.KeyboardModifier.ShiftModifier)
    assert frame(tool).size().toTuple() == (384, 480)
    assert frame(tool).x() + 384 == 456 and frame(tool).y() + 480 == 480


def test_a_double_click_fits_it_to_the_selection_or_the_document(tool) -> None:
    tool.double_click(Pointer(QPointF(300, 300)))
    assert frame(tool) == tool.document.area
    tool.studio.select(QRect(100, 100, 200, 201))
    tool.double_click(Pointer(QPointF(300, 300)))
    assert frame(tool).size().toTuple() == (200, 208) and frame(tool).contains(QRect(100, 100, 200, 201))


def test_cancelling_puts_it_back(tool) -> None:
    tool.press(Pointer(QPointF(300, 300)))
    tool.move(Pointer(QPointF(400, 400)))
    assert frame(tool) != QRect(200, 160, 256, 320)
    tool.cancel()
    assert frame(tool) == QRect(200, 160, 256, 320) and not tool.busy


def test_arrow_keys_move_it(tool) -> None:
    assert tool.key(QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Left, Qt.KeyboardModifier.NoModifier))
    assert frame(tool).left() == 192


def test_what_is_larger_or_smaller_than_a_request_is_held_around_its_middle() -> None:
    assert around(QRect(0, 0, 10, 10)) == QRect(-27, -27, 64, 64)
    assert around(QRect(0, 0, 8192, 512)) == QRect(2048, 0, 4096, 512)
