"""The menu of the right button: every command of the canvas can be reached with the mouse."""

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, QPointF, QRect
from PySide6.QtGui import QAction, QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMainWindow, QMenu
from pytestqt.qtbot import QtBot

from studio.ui.actions import Commands
from studio.ui.canvas.canvas_menu import SHORTENED, CanvasMenu
from studio.ui.canvas.layers import LayersPanel
from studio.ui.canvas.layers.commands import LayerCommands
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.selecting.selection_commands import SelectionCommands
from studio.ui.canvas.shaping.geometry_commands import GeometryCommands
from studio.ui.canvas.tool import Pointer


class Bench:
    def __init__(self, window: QMainWindow) -> None:
        self.page = CanvasPage()
        window.setCentralWidget(self.page)
        self.page.set_frame(200, 160)
        self.commands = self.page.commands = Commands(window)
        self.selection = SelectionCommands(self.commands, self.page).selection
        self.layers = LayersPanel(self.page.desk)
        LayerCommands(self.commands, self.layers)
        GeometryCommands(self.commands, self.page)
        self.menu = CanvasMenu(self.commands, self.page)

    def actions(self) -> dict[str, QAction]:
        """Of the menu and all that are in it, by command."""
        menu = self.menu.made()
        inside = [one.menu() for one in menu.actions() if isinstance(one.menu(), QMenu)]
        return {
            action.objectName(): action
            for one in (menu, *inside)
            for action in one.actions()  # pyright: ignore[reportOptionalMemberAccess, reportAttributeAccessIssue]
            if action.objectName()
        }

    def opened(self, reason: QContextMenuEvent.Reason = QContextMenuEvent.Reason.Mouse) -> list[QMenu]:
        view = self.page.view
        at = QPoint(90, 90)
        event = QContextMenuEvent(reason, at, view.mapToGlobal(at))
        QApplication.sendEvent(view, event)
        return [menu for menu in self.page.findChildren(QMenu) if menu.isVisible()]


@pytest.fixture
def bench(qtbot: QtBot) -> Iterator[Bench]:
    window = QMainWindow()
    qtbot.addWidget(window)
    window.resize(900, 700)
    made = Bench(window)
    window.show()
    qtbot.waitExposed(window)
    yield made


def test_it_offers_every_command_of_the_canvas(bench: Bench) -> None:
    assert set(bench.actions()) == {command.id for command, _ in bench.commands.all()} - set(SHORTENED)


def test_what_means_nothing_now_is_disabled_and_the_rest_is_done(bench: Bench, qtbot: QtBot) -> None:
    assert not bench.actions()["select_invert"].isEnabled()
    bench.actions()["select_all"].trigger()
    qtbot.waitUntil(lambda: bench.page.document.state.selected)
    qtbot.waitUntil(lambda: bench.actions()["select_invert"].isEnabled())
    bench.actions()["select_to_mask"].trigger()
    qtbot.waitUntil(lambda: len(bench.page.document.state.layers) == 2)


def test_the_right_button_opens_it_but_not_in_the_middle_of_an_outline(bench: Bench) -> None:
    bench.page.tools.choose("polygon")
    (menu,) = bench.opened()
    menu.close()
    tool = bench.page.tools.tool
    assert tool
    for corner in (QPointF(10, 10), QPointF(90, 10)):
        tool.press(Pointer(corner))
        tool.release(Pointer(corner))
    assert tool.busy and not bench.opened()
    tool.cancel()
    edit = bench.page.document.edit("Stroke")
    edit.paint(bench.page.document.state.active, QRect(0, 0, 9, 9), lambda painter: None)
    assert not bench.opened()
    edit.cancel()


def test_with_a_brush_in_hand_the_menu_key_still_opens_it(bench: Bench) -> None:
    bench.page.tools.choose("brush")
    assert not bench.opened(), "the right button shows the tip"
    if popup := QApplication.activePopupWidget():
        popup.close()
    (menu,) = bench.opened(QContextMenuEvent.Reason.Keyboard)
    menu.close()
