"""Rectangle and ellipse selections: boxes, keys, fixed sides, clicks, and moving the outline itself."""

import pytest
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QGuiApplication, QImage, QKeyEvent, QPainter

from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.selecting.marquee import Marquee
from studio.ui.canvas.selecting.selection import selection_of
from studio.ui.canvas.tool import Pointer
from studio.ui.canvas.tools.select_ellipse import SelectEllipse
from studio.ui.canvas.tools.select_rectangle import SelectRectangle
from studio.ui.zoom.lens import Lens

Modifier = Qt.KeyboardModifier
SHIFT, ALT, NONE = Modifier.ShiftModifier, Modifier.AltModifier, Modifier.NoModifier


@pytest.fixture
def rectangle(studio) -> SelectRectangle:
    return SelectRectangle(studio.desk, studio.desk)


@pytest.fixture
def ellipse(studio) -> SelectEllipse:
    return SelectEllipse(studio.desk, studio.desk)


@pytest.fixture
def drag(qtbot, studio):
    """Press, move and release; each place may have its own keys."""

    def drag(tool: Marquee, *places: tuple, modifiers: Modifier = NONE) -> None:
        pointers = [
            Pointer(QPointF(*place[:2]), modifiers=place[2] if len(place) > 2 else modifiers)
            for place in places
        ]
        tool.press(pointers[0])
        for pointer in pointers[1:]:
            tool.move(pointer)
        tool.release(pointers[-1])
        qtbot.waitUntil(lambda: not tool.busy)

    return drag


def bounds(studio) -> QRect:
    return selection_of(studio.desk).bounds()


def strength(studio, x: int, y: int) -> int:
    return studio.pixel(x, y, SELECTION)[3]


def test_a_drag_selects_whole_pixels(studio, rectangle, drag) -> None:
    drag(rectangle, (20.3, 30.4), (50, 60), (119.8, 90.1))
    assert bounds(studio) == QRect(20, 30, 100, 60)
    assert set(studio.alphas(QRect(20, 30, 100, 60), SELECTION)) == {255}
    assert studio.document.history.steps[-1].name == "Select rectangle"
    studio.document.undo()
    assert not studio.document.state.selected


def test_keys_at_the_press_choose_how_it_joins(studio, rectangle, drag) -> None:
    drag(rectangle, (10, 10), (110, 110))
    drag(rectangle, (200, 10), (300, 60), modifiers=SHIFT)
    assert bounds(studio) == QRect(10, 10, 290, 100), "Shift at the press adds, and makes no square"
    drag(rectangle, (10, 10), (60, 110), modifiers=ALT)
    assert strength(studio, 30, 50) == 0 and strength(studio, 80, 50) == 255
    drag(rectangle, (0, 0), (100, 50), modifiers=SHIFT | ALT)
    assert bounds(studio) == QRect(60, 10, 40, 40)
    studio.set(rectangle, mode="add")
    drag(rectangle, (300, 200), (310, 220))
    assert strength(studio, 305, 210) == 255 and strength(studio, 70, 20) == 255


def test_keys_while_dragging_shape_the_box(studio, rectangle, ellipse, drag) -> None:
    drag(rectangle, (100, 100, NONE), (140, 180, SHIFT))
    assert bounds(studio) == QRect(100, 100, 80, 80)
    drag(rectangle, (10, 280, NONE), (15, 285, NONE), (30, 290, ALT))
    assert bounds(studio) == QRect(0, 270, 30, 20)  # its left part lies outside of the document
    drag(rectangle, (200, 100, SHIFT), (210, 110, NONE), (240, 120, SHIFT))
    assert strength(studio, 239, 139) == 255 and strength(studio, 5, 275) == 255
    drag(ellipse, (300, 50, NONE), (340, 60, SHIFT | ALT))
    assert bounds(studio) == QRect(260, 10, 80, 80)


def test_an_ellipse_is_round_with_a_smooth_edge(studio, ellipse, drag) -> None:
    drag(ellipse, (100, 100), (180, 160))
    assert strength(studio, 140, 130) == 255 and strength(studio, 102, 102) == 0
    assert any(0 < level < 255 for level in studio.alphas(QRect(100, 100, 80, 60), SELECTION))
    studio.set(ellipse, antialias=False)
    drag(ellipse, (300, 100), (380, 160))
    assert set(studio.alphas(QRect(290, 90, 100, 80), SELECTION)) == {0, 255}


def test_feather_softens_what_is_added(studio, rectangle, drag) -> None:
    studio.set(rectangle, feather=10)
    drag(rectangle, (100, 100), (200, 200))
    assert strength(studio, 150, 150) == 255
    assert 0 < strength(studio, 96, 150) < 128 <= strength(studio, 102, 150) < 255


def test_fixed_sides(studio, rectangle, drag) -> None:
    studio.set(rectangle, sides="ratio", width=2.0, height=1.0)
    drag(rectangle, (100, 100), (160, 110))
    assert bounds(studio) == QRect(100, 100, 60, 30)
    studio.set(rectangle, sides="size", width=33.0, height=44.0)
    drag(rectangle, (300, 20))
    assert bounds(studio) == QRect(300, 20, 33, 44)


def test_a_click_deselects_and_a_drag_without_area_says_so(studio, rectangle, drag) -> None:
    drag(rectangle, (20, 30), (120, 90))
    drag(rectangle, (300, 200))
    assert not studio.document.state.selected and studio.document.history.steps[-1].name == "Deselect"
    drag(rectangle, (20, 30), (120, 90))
    drag(rectangle, (200, 30), (260, 30))
    assert not studio.document.state.selected and "no pixels" in studio.messages[-1]
    drag(rectangle, (200, 30), modifiers=SHIFT)
    assert studio.document.history.steps[-1].name != "Deselect"


def test_a_drag_inside_moves_the_outline_and_no_pixels(studio, rectangle, drag) -> None:
    studio.fill(QRect(0, 0, 400, 300), "red")
    before = studio.bits()
    drag(rectangle, (20, 30), (120, 90))
    drag(rectangle, (50, 50), (70, 60), (150, 80))
    assert bounds(studio) == QRect(120, 60, 100, 60) and studio.bits() == before
    assert studio.document.history.steps[-1].name == "Move selection"
    studio.document.undo()
    assert bounds(studio) == QRect(20, 30, 100, 60)
    drag(rectangle, (50, 50), (70, 60), modifiers=ALT)
    assert strength(studio, 60, 55) == 0, "with a key it draws"


def key(kind: QEvent.Type, code: Qt.Key = Qt.Key.Key_Space) -> QKeyEvent:
    return QKeyEvent(kind, code, NONE)


def test_space_moves_the_box_until_it_is_let_go(qtbot, studio, rectangle) -> None:
    assert not rectangle.key(key(QEvent.Type.KeyPress))
    rectangle.press(Pointer(QPointF(20, 30)))
    rectangle.move(Pointer(QPointF(60, 60)))
    assert rectangle.key(key(QEvent.Type.KeyPress))
    rectangle.move(Pointer(QPointF(80, 70)))
    QGuiApplication.sendEvent(studio, key(QEvent.Type.KeyRelease))
    rectangle.move(Pointer(QPointF(90, 90)))
    rectangle.release(Pointer(QPointF(90, 90)))
    qtbot.waitUntil(lambda: not rectangle.busy)
    assert bounds(studio) == QRect(40, 40, 50, 50)


def test_cancel_drops_box_and_computation(qtbot, studio, rectangle) -> None:
    rectangle.press(Pointer(QPointF(20, 30)))
    rectangle.move(Pointer(QPointF(60, 60)))
    assert rectangle.busy
    rectangle.cancel()
    rectangle.release(Pointer(QPointF(60, 60)))
    assert not rectangle.busy
    studio.drag(rectangle, (20, 30), (60, 60))
    assert rectangle.busy
    rectangle.cancel()
    qtbot.waitUntil(lambda: not selection_of(studio.desk).work.busy)
    assert not studio.document.history.steps


def test_another_tool_does_not_drop_what_was_selected(qtbot, studio, rectangle) -> None:
    studio.drag(rectangle, (20, 30), (60, 60))
    rectangle.deactivate()
    qtbot.waitUntil(lambda: studio.document.state.selected)
    assert bounds(studio) == QRect(20, 30, 40, 30)


def test_the_outline_is_drawn_while_dragging_and_moving(qtbot, studio, rectangle, drag) -> None:
    lens = Lens(zoom=1, x=100, y=75, width=200, height=150)

    def drawn() -> QImage:
        image = QImage(200, 150, QImage.Format.Format_RGB32)
        image.fill(0xFF808080)
        with QPainter(image) as painter:
            rectangle.draw(painter, lens)
        return image

    empty = drawn()
    rectangle.press(Pointer(QPointF(20, 30)))
    assert drawn() == empty
    rectangle.move(Pointer(QPointF(80, 90)))
    assert drawn().pixel(50, 30) != empty.pixel(50, 30)
    rectangle.release(Pointer(QPointF(80, 90)))
    qtbot.waitUntil(lambda: not rectangle.busy)
    rectangle.press(Pointer(QPointF(50, 50)))
    with qtbot.waitSignal(rectangle.overlay_changed):
        pass
    rectangle.move(Pointer(QPointF(60, 55)))
    assert drawn().pixel(60, 35) != empty.pixel(60, 35) and drawn().pixel(60, 60) == empty.pixel(60, 60)
    rectangle.cancel()
    assert drawn() == empty
