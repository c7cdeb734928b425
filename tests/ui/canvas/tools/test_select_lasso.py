"""Lasso and polygon: free and cornered outlines, closing, taking back, clicks."""

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QKeyEvent

from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.selecting.selection import selection_of
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.lasso import Lasso
from studio.ui.canvas.tools.polygon import Polygon

SHIFT, ALT = Qt.KeyboardModifier.ShiftModifier, Qt.KeyboardModifier.AltModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def lasso(studio) -> Lasso:
    return Lasso(studio.desk, studio.desk)


@pytest.fixture
def polygon(studio) -> Polygon:
    return Polygon(studio.desk, studio.desk)


@pytest.fixture
def settle(qtbot, studio):
    return lambda: qtbot.waitUntil(lambda: not selection_of(studio.desk).work.busy)


def click(tool: Polygon, *places: tuple[float, float], modifiers: Qt.KeyboardModifier = NONE) -> None:
    for place in places:
        pointer = Pointer(QPointF(*place), modifiers=modifiers)
        tool.hover(pointer)
        tool.press(pointer)
        tool.release(pointer)


def press_key(tool: Polygon, code: Qt.Key) -> bool:
    return tool.key(QKeyEvent(QEvent.Type.KeyPress, code, NONE))


def strength(studio, x: int, y: int) -> int:
    return studio.pixel(x, y, SELECTION)[3]


def test_a_lasso_selects_what_it_surrounds(studio, lasso, settle) -> None:
    studio.drag(lasso, (100, 100), (200, 100), (200, 200))
    settle()
    assert strength(studio, 180, 120) == 255 and strength(studio, 120, 180) == 0
    assert 0 < strength(studio, 150, 150) < 255, "its slanted edge is smooth"
    assert studio.document.history.steps[-1].name == "Lasso"


def test_a_lasso_joins_by_keys_and_a_click_deselects(studio, lasso, settle) -> None:
    studio.drag(lasso, (10, 10), (60, 10), (60, 60), (10, 60))
    settle()
    studio.drag(lasso, (100, 10), (160, 10), (160, 60), (100, 60), modifiers=SHIFT)
    settle()
    assert strength(studio, 30, 30) == 255 and strength(studio, 130, 30) == 255
    studio.drag(lasso, (0, 0), (80, 0), (80, 80), (0, 80), modifiers=ALT)
    settle()
    assert strength(studio, 30, 30) == 0 and strength(studio, 130, 30) == 255
    studio.drag(lasso, (300, 200))
    assert not studio.document.state.selected


def test_a_lasso_without_area_says_so(studio, lasso, settle) -> None:
    studio.drag(lasso, (10, 10), (60, 10), (30, 10))
    settle()
    assert not studio.document.state.selected and "no pixels" in studio.messages[-1]


@pytest.mark.parametrize("how", ["enter", "double", "first"])
def test_a_polygon_is_closed_in_three_ways(studio, polygon, settle, how: str) -> None:
    click(polygon, (100, 100), (200, 100), (200, 200))
    assert polygon.busy and not studio.document.state.selected
    if how == "enter":
        assert press_key(polygon, Qt.Key.Key_Return)
    elif how == "double":
        click(polygon, (100, 200))
        polygon.press(Pointer(QPointF(100, 200)))
        polygon.double_click(Pointer(QPointF(100, 200)))
        polygon.release(Pointer(QPointF(100, 200)))
    else:
        click(polygon, (103, 98))
    settle()
    assert strength(studio, 180, 120) == 255
    assert strength(studio, 120, 180) == (255 if how == "double" else 0)
    assert not polygon.busy and len(studio.document.history.steps) == 1


def test_backspace_takes_the_last_corner_back(studio, polygon, settle) -> None:
    assert not press_key(polygon, Qt.Key.Key_Backspace), "without corners the key is somebody else's"
    click(polygon, (100, 100), (200, 100), (390, 290))
    assert press_key(polygon, Qt.Key.Key_Backspace)
    click(polygon, (200, 200))
    press_key(polygon, Qt.Key.Key_Enter)
    settle()
    assert selection_of(studio.desk).bounds() == QRect(100, 100, 100, 100)
    click(polygon, (10, 10))
    press_key(polygon, Qt.Key.Key_Backspace)
    assert not polygon.busy


def test_shift_snaps_later_corners_and_adds_at_the_first(studio, polygon, settle) -> None:
    click(polygon, (100, 100))
    click(polygon, (200, 104), modifiers=SHIFT)
    click(polygon, (200, 160), (100, 160))
    press_key(polygon, Qt.Key.Key_Return)
    settle()
    assert strength(studio, 190, 101) == 255, "the first side is level"
    click(polygon, (300, 100), modifiers=SHIFT)
    click(polygon, (350, 100), (350, 150))
    press_key(polygon, Qt.Key.Key_Return)
    settle()
    assert strength(studio, 340, 110) == 255 and strength(studio, 150, 130) == 255


def test_escape_and_another_document_drop_the_corners(make_studio, polygon, studio) -> None:
    click(polygon, (100, 100), (200, 100), (200, 200))
    polygon.cancel()
    assert not polygon.busy and not press_key(polygon, Qt.Key.Key_Return)
    click(polygon, (100, 100), (200, 100), (200, 200))
    studio.desk.set_document(make_studio().document)
    assert not polygon.busy
