"""The colour panel: every way to choose, ink and ground, recent colours, and coming back."""

from collections.abc import Iterator

import pytest
import shiboken6
from PySide6.QtCore import QObject, QPoint, QRect, Qt
from PySide6.QtGui import QColor
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.ui.canvas.colours.colour_fields import colour_of, parts_of
from studio.ui.canvas.colours.panel import RECENT_MOST, ColourPanel
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk
from studio.ui.theme import Theme


@pytest.fixture
def desk(theme: Theme) -> Iterator[Desk]:
    kept = QObject()
    yield Desk(Document.new(64, 64, "Paint", kept), kept)
    shiboken6.delete(kept)


@pytest.fixture
def panel(desk: Desk, qtbot: QtBot) -> ColourPanel:
    made = ColourPanel(desk)
    qtbot.addWidget(made)
    made.resize(320, 300)
    made.show()
    qtbot.waitExposed(made)
    return made


def paint(desk: Desk, colour: str) -> None:
    desk.set_ink(QColor(colour))
    document = desk.document
    with document.edit("Stroke") as edit:
        area = QRect(0, 0, 8, 8)
        edit.paint(document.state.active, area, lambda painter: painter.fillRect(area, QColor(colour)))


def type_hex(panel: ColourPanel, text: str) -> None:
    panel.picker.hex.setText(text)
    panel.picker.hex.editingFinished.emit()


def test_parts_and_colours_are_inverse() -> None:
    for name in ("#000000", "#ffffff", "#f2a65a", "#01fe80", "#7f7f80"):
        assert colour_of(parts_of(QColor(name))).name() == name


def test_a_hex_code_sets_the_ink(panel: ColourPanel, desk: Desk) -> None:
    type_hex(panel, "f2a65a")
    assert desk.colours.ink.name() == "#f2a65a" and panel.picker.hex.text() == "#f2a65a"
    type_hex(panel, "#fa5")
    assert desk.colours.ink.name() == "#ffaa55"
    assert panel.picker.channels["R"].spin.value() == 255
    assert not panel.picker.hex.hasAcceptableInput() or panel.picker.hex.text() == "#ffaa55"


@pytest.mark.parametrize(
    ("letter", "value", "name"),
    [
        ("R", 255, "#ff2030"),
        ("B", 0, "#102000"),
        ("V", 0, "#000000"),
        ("S", 0, "#303030"),
        ("H", 0, "#301010"),
    ],
)
def test_each_slider_sets_its_channel(
    panel: ColourPanel, desk: Desk, letter: str, value: int, name: str
) -> None:
    desk.set_ink(QColor("#102030"))
    panel.picker.channels[letter].slider.setValue(value)
    assert desk.colours.ink.name() == name
    assert panel.picker.channels[letter].spin.value() == value


def test_the_square_and_the_strip_are_pressed(panel: ColourPanel, desk: Desk) -> None:
    square, hue = panel.picker.square, panel.picker.hue
    QTest.mouseClick(hue, Qt.MouseButton.LeftButton, pos=QPoint(5, hue.height() // 3))
    QTest.mouseClick(square, Qt.MouseButton.LeftButton, pos=QPoint(square.width() - 1, 0))
    ink = desk.colours.ink
    assert (ink.saturation(), ink.value()) == (255, 255)
    assert abs(ink.hue() - 240) < 8
    QTest.mouseClick(square, Qt.MouseButton.LeftButton, pos=QPoint(0, square.height() - 1))
    assert desk.colours.ink.name() == "#000000"


def test_hue_and_saturation_survive_grey_and_black(panel: ColourPanel, desk: Desk) -> None:
    desk.set_ink(QColor("#3366cc"))
    channels = panel.picker.channels
    hue, saturation = channels["H"].spin.value(), channels["S"].spin.value()
    channels["V"].slider.setValue(0)
    assert desk.colours.ink.name() == "#000000"
    assert (channels["H"].spin.value(), channels["S"].spin.value()) == (hue, saturation)
    channels["V"].slider.setValue(80)
    assert desk.colours.ink.name() == "#3366cc"


def test_keys_move_the_point_of_the_square(panel: ColourPanel, desk: Desk) -> None:
    desk.set_ink(QColor.fromHsvF(0.5, 0.5, 0.5))
    panel.activateWindow()
    panel.picker.square.setFocus()
    QTest.keyClick(panel.picker.square, Qt.Key.Key_Up, Qt.KeyboardModifier.ShiftModifier)
    QTest.keyClick(panel.picker.square, Qt.Key.Key_Left)
    channels = panel.picker.channels
    assert (channels["V"].spin.value(), channels["S"].spin.value()) == (60, 49)


def test_what_is_pressed_is_what_is_edited(panel: ColourPanel, desk: Desk) -> None:
    panel.pair.ground.click()
    assert panel.pair.ground.isChecked() and not panel.pair.ink.isChecked()
    type_hex(panel, "#008080")
    assert desk.colours.ground.name() == "#008080" and desk.colours.ink.name() == "#1d1f23"
    desk.swap_colours()
    assert panel.picker.hex.text() == "#1d1f23"
    panel.pair.ink.click()
    assert panel.picker.hex.text() == "#008080"


def test_looking_at_a_colour_changes_nothing(panel: ColourPanel, desk: Desk) -> None:
    told: list[QColor] = []
    panel.picker.picked.connect(told.append)
    for name in ("#123456", "#fedcba", "#808080"):
        desk.set_ink(QColor(name))
        assert desk.colours.ink.name() == name
    assert told == []


def test_colours_painted_with_are_remembered_and_chosen_again(panel: ColourPanel, desk: Desk) -> None:
    for name in ("#ff0000", "#00ff00", "#0000ff", "#00ff00"):
        paint(desk, name)
    desk.set_ink(QColor("#777777"))
    assert panel.recent.names == ["#00ff00", "#0000ff", "#ff0000"]
    panel.recent._swatches[2].click()
    assert desk.colours.ink.name() == "#ff0000"
    for number in range(40):
        paint(desk, QColor.fromHsv(number * 9, 200, 200).name())
    assert len(panel.recent.names) == RECENT_MOST
    shown = [swatch for swatch in panel.recent._swatches if swatch.isVisible()]
    assert 8 <= len(shown) <= RECENT_MOST
    assert all(panel.recent.rect().contains(swatch.geometry()) for swatch in shown)


def test_another_documents_colours_are_remembered_too(panel: ColourPanel, desk: Desk) -> None:
    old = desk.document
    desk.set_document(Document.new(32, 32, "Paint", desk))
    paint(desk, "#abcdef")
    assert panel.recent.names == ["#abcdef"]
    desk.set_ink(QColor("#000001"))
    with old.edit("Elsewhere") as edit:
        edit.set_selected(True)
    assert panel.recent.names == ["#abcdef"]


def test_it_comes_back(panel: ColourPanel, desk: Desk, theme: Theme, qtbot: QtBot) -> None:
    paint(desk, "#336699")
    desk.set_ground(QColor("#ffeedd"))
    panel.picker.mode.click()
    state = panel.state()
    kept = QObject()
    other = Desk(Document.new(64, 64, "Paint", kept), kept)
    again = ColourPanel(other)
    qtbot.addWidget(again)
    again.restore(state)
    assert again.state() == state
    assert (other.colours.ink.name(), other.colours.ground.name()) == ("#336699", "#ffeedd")
    assert again.picker.mode.text() == "RGB" and again.picker.channels["H"].isHidden()
    again.restore({"ink": 5, "ground": "no colour", "recent": ["#00ff00", None, "?"], "sliders": "CMYK"})
    assert other.colours.ink.name() == "#336699" and again.recent.names == ["#00ff00"]
    assert again.picker.mode.text() == "RGB"
    shiboken6.delete(kept)


def test_every_control_has_a_name(panel: ColourPanel) -> None:
    picker = panel.picker
    controls = [picker.square, picker.hue, picker.hex, picker.mode, *panel.pair.buttons()]
    for channel in picker.channels.values():
        controls += [channel.slider, channel.spin]
    assert all(control.accessibleName() for control in controls)
    assert all(control.focusPolicy() & Qt.FocusPolicy.TabFocus for control in controls)
