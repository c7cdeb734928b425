"""Hand: the point that was taken stays under the pointer."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest

from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.tools.pan import Pan
from studio.ui.canvas.viewing.view import CanvasView


def test_dragging_moves_the_picture_with_the_pointer(qtbot) -> None:
    desk = Desk(Document.new(400, 300, "Paint"))
    view = CanvasView(desk)
    desk.setParent(view)
    qtbot.addWidget(view)
    view.resize(500, 400)
    view.show()
    tool = Pan(desk, desk)
    view.set_tool(tool)
    view.zoom_to(2.0)
    before = view.lens.to_picture(200, 200)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(200, 200))
    assert tool.busy and tool.cursor(1.0).shape() == Qt.CursorShape.ClosedHandCursor
    QTest.mouseMove(view, QPoint(230, 180))
    QTest.mouseMove(view, QPoint(260, 170))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=QPoint(260, 170))
    after = view.lens.to_picture(260, 170)
    assert abs(after[0] - before[0]) < 1 and abs(after[1] - before[1]) < 1
    assert not tool.busy and not desk.document.history.steps
