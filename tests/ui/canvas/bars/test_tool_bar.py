"""The tool bar: groups, their menus, what is in hand, colours, keys, and a low window."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QPoint, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.settings import AppearanceSettings
from studio.ui.canvas.bars.tool_bar import ToolBar
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk, ToolSpec
from studio.ui.theme import Theme


def spec(identity: str, group: str = "", shortcut: str = "") -> ToolSpec:
    return ToolSpec(
        id=identity,
        label=identity.title(),
        icon="paint-brush",
        order=1,
        group=group,
        shortcut=shortcut,
        help=f"What {identity} does.",
    )


SPECS = [
    spec("brush", shortcut="B"),
    spec("fill", "fill", "F"),
    spec("gradient", "fill", "G"),
    spec("picker"),
]


@pytest.fixture
def desk(theme: Theme) -> Iterator[Desk]:
    kept = QObject()
    yield Desk(Document.new(64, 64, "Paint", kept), kept)
    shiboken6.delete(kept)


@pytest.fixture
def bar(desk: Desk, qtbot: QtBot) -> ToolBar:
    made = ToolBar(desk, SPECS)
    qtbot.addWidget(made)
    made.settle(600)
    made.show()
    qtbot.waitExposed(made)
    made.show_chosen("brush")
    return made


def heard(bar: ToolBar) -> list[str]:
    told: list[str] = []
    bar.chosen.connect(told.append)
    return told


def test_tools_of_a_group_share_a_button_and_every_button_tells_what_it_is(bar: ToolBar) -> None:
    assert list(bar.buttons) == ["brush", "fill", "picker"]
    assert "Brush  (B)" in bar.buttons["brush"].toolTip()
    assert "What brush does." in bar.buttons["brush"].toolTip()
    assert "Fill, Gradient" in bar.buttons["fill"].toolTip()
    assert [button.accessibleName() for button in bar.buttons.values()] == ["Brush", "Fill", "Picker"]


def test_a_press_chooses_and_only_the_tool_in_hand_is_checked(bar: ToolBar) -> None:
    told = heard(bar)
    QTest.mouseClick(bar.buttons["picker"], Qt.MouseButton.LeftButton)
    assert told == ["picker"]
    assert bar.buttons["brush"].isChecked()  # until the toolbox says otherwise
    bar.show_chosen("picker")
    assert [name for name, button in bar.buttons.items() if button.isChecked()] == ["picker"]


def test_the_menu_of_a_group_chooses_and_the_group_remembers(bar: ToolBar) -> None:
    told = heard(bar)
    button = bar.buttons["fill"]
    QTest.mouseClick(button, Qt.MouseButton.RightButton)
    assert button._menu and button._menu.isVisible()
    actions = button._menu.actions()
    assert [action.text() for action in actions] == ["Fill\tF", "Gradient\tG"]
    actions[1].trigger()
    button._menu.close()
    assert told == ["gradient"]
    bar.show_chosen("gradient")
    bar.show_chosen("brush")
    assert button.accessibleName() == "Gradient" and not button.isChecked()
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert told == ["gradient", "gradient"]


def test_the_chosen_group_opens_when_pressed_again_or_held(bar: ToolBar, qtbot: QtBot) -> None:
    bar.show_chosen("fill")
    button = bar.buttons["fill"]
    QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    assert button._menu and button._menu.isVisible() and button._menu.actions()[0].isChecked()
    button._menu.close()
    told = heard(bar)
    bar.show_chosen("brush")
    QTest.mousePress(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(lambda: button._menu is not None and button._menu.isVisible())
    button._menu.close()
    QTest.mouseRelease(button, Qt.MouseButton.LeftButton)
    assert told == []


def test_a_single_tool_has_no_menu(bar: ToolBar) -> None:
    bar.buttons["brush"].open_menu()
    assert bar.buttons["brush"]._menu is None


def test_arrow_keys_walk_and_return_chooses(bar: ToolBar) -> None:
    told = heard(bar)
    bar.activateWindow()
    bar.buttons["brush"].setFocus()
    for key in (Qt.Key.Key_Down, Qt.Key.Key_Down):
        QTest.keyClick(bar.focusWidget(), key)
    assert bar.focusWidget() is bar.buttons["picker"]
    QTest.keyClick(bar.focusWidget(), Qt.Key.Key_Return)
    assert told == ["picker"]
    QTest.keyClick(bar.focusWidget(), Qt.Key.Key_Down)
    assert bar.focusWidget() is bar.colours.ink
    QTest.keyClick(bar.focusWidget(), Qt.Key.Key_Home)
    assert bar.focusWidget() is bar.buttons["brush"]
    QTest.keyClick(bar.focusWidget(), Qt.Key.Key_End)
    assert bar.focusWidget() is bar.colours.defaults
    bar.buttons["fill"].setFocus()
    QTest.keyClick(bar.buttons["fill"], Qt.Key.Key_Right)
    menu = bar.buttons["fill"]._menu
    assert menu and menu.isVisible()
    menu.close()


def test_swatches_follow_the_desk_and_change_it(bar: ToolBar, desk: Desk) -> None:
    desk.set_ink(QColor("#ff0000"))
    assert bar.colours.ink.colour.name() == "#ff0000"
    assert "#ff0000" in bar.colours.ink.accessibleName()
    bar.colours.swap.click()
    assert desk.colours.ground.name() == "#ff0000" and bar.colours.ground.colour.name() == "#ff0000"
    bar.colours.defaults.click()
    assert (desk.colours.ink.name(), desk.colours.ground.name()) == ("#1d1f23", "#ffffff")


@pytest.mark.parametrize("ground", [False, True])
def test_a_swatch_opens_the_choice_of_its_colour(bar: ToolBar, desk: Desk, ground: bool) -> None:
    (bar.colours.ground if ground else bar.colours.ink).click()
    popup = bar._popup
    assert popup and popup.isVisible()
    before = QColor(desk.colours.ink if ground else desk.colours.ground)
    popup.picker.hex.setText("#336699")
    popup.picker.hex.editingFinished.emit()
    assert (desk.colours.ground if ground else desk.colours.ink).name() == "#336699"
    assert (desk.colours.ink if ground else desk.colours.ground) == before
    popup.close()


def test_a_low_window_gets_more_columns_and_nothing_is_cut_off(desk: Desk, qtbot: QtBot) -> None:
    bar = ToolBar(desk, [spec(f"tool{number}") for number in range(18)])
    qtbot.addWidget(bar)
    bar.show()
    for room, columns in ((900, 1), (560, 2), (300, 3)):
        bar.settle(room)
        assert bar.columns == columns
        assert bar.height() <= room
        bar._grid.activate()
        parts = [*bar.buttons.values(), bar.colours]
        assert all(bar.rect().contains(part.geometry()) for part in parts)
        corners = {(part.x(), part.y()) for part in parts}
        assert len(corners) == len(parts)
    bar.settle(900)
    assert bar.columns == 1


def test_it_grows_with_the_text(bar: ToolBar, theme: Theme, qtbot: QtBot) -> None:
    before = bar.size()
    theme.apply(AppearanceSettings(theme="light", text_size=20))
    qtbot.waitUntil(lambda: bar.width() > before.width() and bar.height() > before.height())
    parts = [*bar.buttons.values(), bar.colours]
    assert all(bar.rect().contains(part.geometry()) for part in parts)


def test_a_press_beside_a_button_does_not_reach_the_canvas(desk: Desk, qtbot: QtBot) -> None:
    from PySide6.QtWidgets import QWidget

    class Below(QWidget):
        presses = 0

        def mousePressEvent(self, event) -> None:
            self.presses += 1

    below = Below()
    qtbot.addWidget(below)
    bar = ToolBar(desk, SPECS, below)
    bar.settle(600)
    below.resize(200, 600)
    below.show()
    QTest.mouseClick(bar, Qt.MouseButton.LeftButton, pos=QPoint(1, 1))
    assert below.presses == 0
    QTest.mouseClick(below, Qt.MouseButton.LeftButton, pos=QPoint(150, 300))
    assert below.presses == 1
