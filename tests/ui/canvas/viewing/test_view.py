"""What the canvas really draws of a document, and what goes to the tool in hand."""

from collections.abc import Iterator
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QMimeData, QPoint, QPointF, QRect, QRectF, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QKeyEvent, QPainter
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.ui.canvas.document import SELECTION, Document, Edit
from studio.ui.canvas.tile import Tile
from studio.ui.canvas.tool import Desk, Pointer, Tool, ToolSpec
from studio.ui.canvas.tools.frame import Frame
from studio.ui.canvas.viewing.view import CanvasView
from studio.ui.theme import tokens


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CanvasView]:
    desk = Desk(Document.new(64, 64, "Paint"))
    desk.document.setParent(desk)
    view = CanvasView(desk)
    qtbot.addWidget(view)
    view.resize(800, 600)
    view.show()
    yield view
    view.close()
    shiboken6.delete(view)
    shiboken6.delete(desk)


def fill(document: Document, area: QRect, colour: str, plane: str = "") -> None:
    with document.edit("Fill") as edit:
        edit.paint(
            plane or document.state.active, area, lambda painter: painter.fillRect(area, QColor(colour))
        )


def colour_at(view: CanvasView, x: float, y: float) -> str:
    """The colour drawn for a point of the document."""
    left, top = view.lens.origin
    spot = QPointF(left + x * view.lens.scale, top + y * view.lens.scale).toPoint()
    return view.grab().toImage().pixelColor(spot).name()


class Spy(Tool):
    """Remembers what it was told."""

    def __init__(self, desk: Desk) -> None:
        super().__init__(ToolSpec(id="spy", label="Spy", icon="hand", order=1), desk, desk)
        self.told: list[tuple[str, int, int]] = []

    def _tell(self, what: str, pointer: Pointer) -> None:
        self.told.append((what, round(pointer.at.x()), round(pointer.at.y())))

    @property
    def busy(self) -> bool:
        return bool(self.told) and self.told[-1][0] in ("press", "move")

    def press(self, pointer: Pointer) -> None:
        self._tell("press", pointer)

    def move(self, pointer: Pointer) -> None:
        self._tell("move", pointer)

    def release(self, pointer: Pointer) -> None:
        self._tell("release", pointer)

    def cancel(self) -> None:
        self.told.append(("cancel", 0, 0))

    def draw(self, painter: QPainter, lens) -> None:
        painter.fillRect(0, 0, 5, 5, QColor("#123456"))


def test_the_document_stands_on_the_ground(view: CanvasView) -> None:
    fill(view.desk.document, QRect(0, 0, 32, 64), "#ff0000")
    fill(view.desk.document, QRect(32, 0, 32, 64), "#0000ff")
    assert [colour_at(view, x, 32) for x in (10.5, 50.5)] == ["#ff0000", "#0000ff"]
    assert view.grab().toImage().pixelColor(2, 2).name() == tokens().canvas


def test_above_200_percent_pixels_have_hard_edges(view: CanvasView) -> None:
    fill(view.desk.document, QRect(0, 0, 32, 64), "#ff0000")
    fill(view.desk.document, QRect(32, 0, 32, 64), "#0000ff")
    view.zoom_to(6.0)
    assert [colour_at(view, x, 32.5) for x in (31.9, 32.1)] == ["#ff0000", "#0000ff"]


def test_transparency_shows_a_checkerboard(view: CanvasView) -> None:
    shot = view.grab().toImage()
    area = view.on_screen(view.frame_rect()).toRect().adjusted(12, 12, -12, -12)
    seen = {shot.pixelColor(area.left() + x, area.top() + 3).name() for x in range(40)}
    assert len(seen) == 2


def test_an_undo_is_seen(view: CanvasView) -> None:
    fill(view.desk.document, view.desk.document.area, "#ff0000")
    fill(view.desk.document, view.desk.document.area, "#00ff00")
    assert colour_at(view, 30, 30) == "#00ff00"
    view.desk.document.undo()
    assert colour_at(view, 30, 30) == "#ff0000"


def test_previews_and_results_lie_over_their_area(view: CanvasView) -> None:
    fill(view.desk.document, view.desk.document.area, "#ff0000")
    green = QImage(8, 8, QImage.Format.Format_RGB32)
    green.fill(QColor("#00ff00"))
    view.show_preview(green, QRect(0, 0, 32, 32))
    assert [colour_at(view, x, 16) for x in (16, 50)] == ["#00ff00", "#ff0000"]
    view.dim_preview(0.0)
    assert colour_at(view, 16, 16) == "#ff0000"
    view.show_preview(None)
    view.show_staged(green, QRect(32, 32, 32, 32))
    assert [colour_at(view, x, 48) for x in (16, 48)] == ["#ff0000", "#00ff00"]
    view.show_staged(None)
    assert colour_at(view, 48, 48) == "#ff0000"


def test_comparison_shows_the_canvas_without_the_result(view: CanvasView) -> None:
    document = view.desk.document
    fill(document, document.area, "#ff0000")
    green = QImage(64, 64, QImage.Format.Format_RGB32)
    green.fill(QColor("#00ff00"))
    view.set_comparing(True)
    assert not view.comparing, "there is nothing to compare with"
    view.show_staged(green, document.area)
    view.set_comparing(True)
    assert [colour_at(view, x, 50) for x in (10, 54)] == ["#ff0000", "#00ff00"]


def test_the_tool_in_hand_gets_document_pixels(view: CanvasView) -> None:
    spy = Spy(view.desk)
    view.set_tool(spy)
    view.zoom_to(2.0)
    spots = [view.on_screen(view.frame_rect().adjusted(at, at, 0, 0)).topLeft().toPoint() for at in (10, 20)]
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=spots[0])
    QTest.mouseMove(view, spots[1])
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=spots[1])
    assert [what for what, _, _ in spy.told if what != "cancel"] == ["press", "move", "release"]
    assert spy.told[-1][1:] == pytest.approx((20, 20), abs=1)
    assert view.grab().toImage().pixelColor(2, 2).name() == "#123456"


def test_space_and_the_middle_button_pan_whatever_the_tool(view: CanvasView) -> None:
    spy = Spy(view.desk)
    view.set_tool(spy)
    view.zoom_to(8.0)
    spy.told.clear()
    for button, space in ((Qt.MouseButton.MiddleButton, False), (Qt.MouseButton.LeftButton, True)):
        if space:
            QTest.keyPress(view, Qt.Key.Key_Space)
        x = view.lens.x
        QTest.mousePress(view, button, pos=QPoint(400, 300))
        QTest.mouseMove(view, QPoint(440, 300))
        QTest.mouseRelease(view, button, pos=QPoint(440, 300))
        assert view.lens.x == pytest.approx(x - 40 / 8)
    QTest.keyRelease(view, Qt.Key.Key_Space)
    assert not [what for what in spy.told if what[0] == "press"]


def test_hiding_and_escape_cancel_what_is_under_way(view: CanvasView) -> None:
    spy = Spy(view.desk)
    view.set_tool(spy)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=QPoint(400, 300))
    view.hide()
    assert spy.told[-1][0] == "cancel"


@pytest.mark.parametrize(
    ("name", "taken"),
    [
        ("a.png", True),
        ("a.JPG", True),
        ("a.psd", True),
        ("a.ora", True),
        ("a.atelier", True),
        ("a.txt", False),
    ],
)
def test_what_is_dropped_is_announced_with_its_place(
    view: CanvasView, tmp_path: Path, name: str, taken: bool
) -> None:
    dropped: list[tuple[str, QPointF]] = []
    view.picture_dropped.connect(lambda path, at: dropped.append((path, at)))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name))])
    at = view.on_screen(view.frame_rect()).topLeft()
    event = QDropEvent(
        at, Qt.DropAction.CopyAction, data, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    )
    view.dropEvent(event)
    assert bool(dropped) == taken
    if taken:
        assert dropped[0][0].endswith(name)
        assert (dropped[0][1].x(), dropped[0][1].y()) == pytest.approx((0, 0), abs=1)


def test_all_pictures_that_are_dropped_are_announced(view: CanvasView, tmp_path: Path) -> None:
    dropped: list[str] = []
    view.picture_dropped.connect(lambda path, at: dropped.append(Path(path).name))
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(tmp_path / name)) for name in ("a.png", "b.txt", "c.webp")])
    event = QDropEvent(
        QPointF(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    view.dropEvent(event)
    assert dropped == ["a.png", "c.webp"]


def test_another_document_takes_the_place_of_the_first(view: CanvasView) -> None:
    fill(view.desk.document, view.desk.document.area, "#ff0000")
    other = Document.new(256, 128, "Paint", view.desk)
    fill(other, other.area, "#00ff00")
    view.desk.set_document(other)
    assert colour_at(view, 200, 100) == "#00ff00"
    fill(other, other.area, "#0000ff")
    assert colour_at(view, 200, 100) == "#0000ff"


def test_a_selection_is_outlined(view: CanvasView, qtbot: QtBot) -> None:
    document = view.desk.document
    fill(document, document.area, "#808080")
    plain = view.grab().toImage()
    with document.edit("Select") as edit:
        edit.set_selected(True)
        edit.paint(
            SELECTION, QRect(16, 16, 32, 32), lambda p: p.fillRect(QRect(16, 16, 32, 32), QColor("black"))
        )
    qtbot.waitUntil(lambda: view.grab().toImage() != plain)


def test_control_that_is_held_borrows_the_picker(view: CanvasView) -> None:
    picker = Spy(view.desk)
    view.set_tools({"picker": picker, "brush": Spy(view.desk)})
    brush = Spy(view.desk)
    brush.spec = ToolSpec(id="brush", label="Brush", icon="hand", order=1)
    view.set_tool(brush)
    event = QKeyEvent(QEvent.Type.KeyPress, Qt.Key.Key_Control, Qt.KeyboardModifier.ControlModifier)
    QApplication.sendEvent(view, event)
    spot = view.on_screen(view.frame_rect()).center().toPoint()
    QTest.mousePress(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot)
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spot)
    assert [what for what, _, _ in picker.told if what == "press"] and not [
        what for what, _, _ in brush.told if what == "press"
    ]


def test_a_frame_dragged_past_the_edge_is_seen_whole_when_it_is_let_go(view: CanvasView) -> None:
    view.resize(320, 340)
    view.set_tool(Frame(view.desk, view.desk))
    start = view.on_screen(view.frame_rect()).center().toPoint()
    end = start + QPoint(round(view.on_screen(view.frame_rect()).width() * 0.75), 0)
    QTest.mousePress(view, Qt.MouseButton.LeftButton, pos=start)
    QTest.mouseMove(view, end)
    assert view.frame_rect().right() > 64 + 32
    zoom = view.lens.zoom
    assert not QRectF(view.rect()).contains(view.on_screen(view.frame_rect()))
    QTest.mouseRelease(view, Qt.MouseButton.LeftButton, pos=end)
    assert view.lens.zoom < zoom and QRectF(view.rect()).contains(view.on_screen(view.frame_rect()))


class Filler(Spy):
    """Paints where it is pressed."""

    edit: Edit | None = None

    @property
    def busy(self) -> bool:
        return self.edit is not None

    def press(self, pointer: Pointer) -> None:
        self.edit = self.desk.document.edit("Fill")
        self.edit.writable(self.desk.document.state.active, (0, 0))

    def cancel(self) -> None:
        if self.edit:
            self.edit.cancel()
        self.edit = None


def test_pixels_that_cannot_be_had_are_told_and_not_painted_on(
    view: CanvasView, qtbot: QtBot, expected_warnings: list[str]
) -> None:
    expected_warnings.append("The canvas shows a part as empty")

    def gone() -> bytes:
        raise StudioError(ErrorKind.FILE_BROKEN, "The file was changed.", "Open it again.")

    told: list[ErrorReport] = []
    view.problem.connect(told.append)
    document = Document.new(64, 64, "Paint", view.desk)
    document.put_tile((document.state.active, (0, 0)), Tile(source=gone))
    view.desk.set_document(document)
    qtbot.waitUntil(lambda: bool(told))  # shown as empty
    tool = Filler(view.desk)
    view.set_tool(tool)
    told.clear()
    middle = QPoint(400, 300)
    qtbot.mousePress(view, Qt.MouseButton.LeftButton, pos=middle)
    qtbot.mouseMove(view, middle + QPoint(20, 20))
    qtbot.mouseRelease(view, Qt.MouseButton.LeftButton, pos=middle + QPoint(20, 20))
    assert [report.sentence for report in told] == ["The file was changed."] and told[0].advice
    assert not tool.busy and document.editing is None and not document.history.steps
