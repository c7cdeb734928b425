"""Zoom: clicks step closer and farther around their place, a rectangle fills the window."""

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt

from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk, Pointer, Tool
from studio.ui.canvas.tools.zoom import Zoom
from studio.ui.canvas.viewing.view import CanvasView


@pytest.fixture
def view(qtbot):
    desk = Desk(Document.new(400, 300, "Paint"))
    made = CanvasView(desk)
    desk.setParent(made)
    qtbot.addWidget(made)
    made.resize(500, 400)
    made.show()
    made.set_tool(Zoom(desk, desk))
    made.actual()
    return made


def drag(tool: Tool, *places: tuple[float, float], modifiers=Qt.KeyboardModifier.NoModifier) -> None:
    pointers = [Pointer(QPointF(*place), modifiers=modifiers) for place in places]
    tool.press(pointers[0])
    for pointer in pointers[1:]:
        tool.move(pointer)
    tool.release(pointers[-1])


def test_a_click_goes_closer_and_with_alt_farther_around_its_place(view) -> None:
    at = view.on_screen(QRectF(100, 80, 0, 0)).topLeft()
    drag(view.tool, (100, 80))
    assert view.lens.zoom == 1.25
    now = view.on_screen(QRectF(100, 80, 0, 0)).topLeft()
    assert abs(now.x() - at.x()) <= 1 and abs(now.y() - at.y()) <= 1
    for _ in range(2):
        drag(view.tool, (100, 80), modifiers=Qt.KeyboardModifier.AltModifier)
    assert view.lens.zoom == 0.75


def test_a_rectangle_fills_the_window(view) -> None:
    drag(view.tool, (100, 100), (120, 110), (200, 150))
    assert view.lens.zoom == pytest.approx(5.0)
    assert (view.lens.x, view.lens.y) == (150, 125)


def test_cancelling_leaves_the_view(view) -> None:
    view.tool.press(Pointer(QPointF(10, 10)))
    view.tool.move(Pointer(QPointF(90, 90)))
    view.tool.cancel()
    view.tool.release(Pointer(QPointF(90, 90)))
    assert view.lens.zoom == 1.0 and not view.tool.busy
