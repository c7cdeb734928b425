"""A pen on the canvas, by tablet events as systems send them: pressure, tilt, eraser end, side buttons."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QPointF, QRect, Qt
from PySide6.QtGui import QInputDevice, QPointingDevice, QTabletEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.tools.brush import Brush
from studio.ui.canvas.tools.eraser import Eraser
from studio.ui.canvas.viewing.view import CanvasView

LEFT, NONE = Qt.MouseButton.LeftButton, Qt.MouseButton.NoButton
KINDS = {
    "press": QEvent.Type.TabletPress,
    "move": QEvent.Type.TabletMove,
    "release": QEvent.Type.TabletRelease,
}


class Pen:
    """Sends what a tablet's driver would; places are in document pixels."""

    def __init__(self, view: CanvasView) -> None:
        self._view = view
        self.tip, self.end = (
            QPointingDevice(
                name, number, QInputDevice.DeviceType.Stylus, kind,
                QInputDevice.Capability.Pressure | QInputDevice.Capability.XTilt, 1, 3,
            )
            for name, number, kind in (
                ("pen", 1, QPointingDevice.PointerType.Pen),
                ("eraser", 2, QPointingDevice.PointerType.Eraser),
            )
        )  # fmt: skip

    def send(
        self,
        what: str,
        at: tuple[float, float],
        pressure: float = 1.0,
        *,
        tilt: tuple[float, float] = (0.0, 0.0),
        eraser: bool = False,
        button: Qt.MouseButton = LEFT,
    ) -> bool:
        """Whether the canvas took it."""
        left, top = self._view.lens.origin
        spot = QPointF(left + at[0] * self._view.lens.scale, top + at[1] * self._view.lens.scale)
        event = QTabletEvent(
            KINDS[what], self.end if eraser else self.tip, spot, self._view.mapToGlobal(spot), pressure,
            *tilt, 0.0, 0.0, 0.0, Qt.KeyboardModifier.NoModifier, NONE if what == "move" else button,
            NONE if what == "release" else button,
        )  # fmt: skip
        QApplication.sendEvent(self._view, event)
        return event.isAccepted()

    def stroke(self, *places: tuple[float, float, float], **how) -> None:
        """Places with their pressure; lifted at the last one without pressure, as pens are."""
        (x, y, pressure), *others = places
        self.send("press", (x, y), pressure, **how)
        for x, y, pressure in others:
            self.send("move", (x, y), pressure, **how)
        self.send("release", (x, y), 0.0, **how)


@pytest.fixture
def view(qtbot: QtBot) -> Iterator[CanvasView]:
    desk = Desk(Document.new(400, 300, "Paint"))
    desk.document.setParent(desk)
    view = CanvasView(desk)
    qtbot.addWidget(view)
    view.resize(900, 700)
    view.show()
    brush = Brush(desk, desk)
    view.set_tools({"brush": brush, "eraser": Eraser(desk, desk)})
    view.set_tool(brush)
    for tool in ("brush", "eraser"):
        for name, value in {"size": 40.0, "hardness": 100, "smoothing": 0, "pressure_size": False}.items():
            desk.set_option(tool, name, value)
    yield view
    view.close()
    shiboken6.delete(view)
    shiboken6.delete(desk)


@pytest.fixture
def pen(view: CanvasView) -> Pen:
    return Pen(view)


def alphas(view: CanvasView, area: QRect) -> list[int]:
    document = view.desk.document
    image = document.plane(document.state.active).read(area)  # held while its bytes are read
    return list(bytes(image.constBits())[3::4])


def thickness(view: CanvasView, x: int) -> float:
    return sum(alphas(view, QRect(x, 0, 1, 300))) / 255


def test_a_line_swells_with_the_pressure(view: CanvasView, pen: Pen) -> None:
    view.desk.set_option("brush", "pressure_size", True)
    pen.stroke((50, 150, 0.1), (200, 150, 0.55), (350, 150, 1.0))
    assert thickness(view, 90) < thickness(view, 200) < thickness(view, 310)
    assert thickness(view, 200) == pytest.approx(22, abs=4)
    assert len(view.desk.document.history.steps) == 1


def test_pressure_means_nothing_where_it_was_not_asked_for(view: CanvasView, pen: Pen) -> None:
    pen.stroke((50, 150, 0.1), (200, 150, 0.4), (350, 150, 0.2))
    assert thickness(view, 100) == pytest.approx(40.5, abs=1.0) == thickness(view, 300)
    assert max(alphas(view, QRect(0, 0, 400, 300))) == 255


def test_lifting_without_pressure_leaves_no_mark_of_its_own(view: CanvasView, pen: Pen) -> None:
    view.desk.set_option("brush", "pressure_size", True)
    pen.send("press", (100, 100), 1.0)
    before = alphas(view, QRect(0, 0, 400, 300))
    pen.send("release", (100, 100), 0.0)
    assert alphas(view, QRect(0, 0, 400, 300)) == before and max(before) == 255


@pytest.mark.parametrize(("tilt", "wide"), [((60.0, 0.0), True), ((0.0, 60.0), False)])
def test_a_leaning_pen_draws_with_a_flat_tip_turned_its_way(
    view: CanvasView, pen: Pen, tilt: tuple[float, float], wide: bool
) -> None:
    view.desk.set_option("brush", "tilt", True)
    pen.send("press", (200, 150), tilt=tilt)
    pen.send("release", (200, 150), 0.0, tilt=tilt)
    across, down = (
        sum(alphas(view, area)) / 255 for area in (QRect(150, 150, 100, 1), QRect(200, 100, 1, 100))
    )
    long, short = (across, down) if wide else (down, across)
    assert long == pytest.approx(40, abs=1) and short == pytest.approx(10, abs=1)


def test_the_other_end_erases_whatever_tool_is_in_hand(view: CanvasView, pen: Pen) -> None:
    pen.stroke((50, 150, 1.0), (350, 150, 1.0))
    pen.stroke((200, 100, 1.0), (200, 200, 1.0), eraser=True)
    assert thickness(view, 100) == pytest.approx(40.5, abs=1.0) and thickness(view, 200) == 0
    assert view.tool and view.tool.spec.id == "brush"
    pen.stroke((200, 150, 1.0))
    assert thickness(view, 200) > 30


@pytest.mark.parametrize("button", [Qt.MouseButton.RightButton, Qt.MouseButton.MiddleButton])
def test_side_buttons_do_not_paint_but_are_those_of_a_mouse(
    view: CanvasView, pen: Pen, button: Qt.MouseButton
) -> None:
    assert not pen.send("press", (100, 100), button=button)
    assert not pen.send("move", (200, 100), button=button)
    assert not pen.send("release", (200, 100), button=button)
    assert not view.desk.document.history.can_undo and not view.desk.document.planes
    assert pen.send("press", (100, 100)) and pen.send("release", (100, 100))
    assert view.desk.document.history.can_undo
