"""Corkboard and table in a narrow column: nothing overlaps, nothing has to be scrolled sideways."""

import pytest

from studio.ui.writing.corkboard.corkboard import Corkboard
from studio.ui.writing.corkboard.scene_table import SceneTable

NARROW = 440


def test_the_lists_over_the_corkboard_do_not_overlap(qtbot, desk) -> None:
    board = Corkboard(desk.page)
    qtbot.addWidget(board)
    board.resize(NARROW, 500)
    board.show()
    qtbot.waitExposed(board)
    assert board.group.geometry().right() < board.status.geometry().left()
    assert board.status.geometry().right() < board.zoom.geometry().left() < board.width()
    assert board.count.isHidden()
    board.resize(900, 500)
    qtbot.waitUntil(lambda: not board.count.isHidden())


@pytest.mark.parametrize("width", [NARROW, 640, 1000])
def test_the_table_of_scenes_shows_all_of_its_columns(qtbot, desk, width: int) -> None:
    table = SceneTable(desk.page)
    qtbot.addWidget(table)
    table.resize(width, 500)
    table.show()
    qtbot.waitExposed(table)
    qtbot.waitUntil(lambda: table.view.horizontalHeader().length() <= table.view.viewport().width())
