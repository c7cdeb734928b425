"""The options bar: editors of every kind, both ways; what does not fit; symmetry."""

from collections.abc import Iterator
from itertools import pairwise

import pytest
import shiboken6
from PySide6.QtCore import QEvent, QObject, QPoint, QPointF, Qt
from PySide6.QtGui import QMouseEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from studio.core.discovery import discover
from studio.core.specs import Choice, Param
from studio.ui.canvas.bars.option_editors import FontEditor, NumberEditor
from studio.ui.canvas.bars.options_bar import OptionsBar
from studio.ui.canvas.bars.slide_spin import SlideSpin
from studio.ui.canvas.bars.tool_text import split_unit
from studio.ui.canvas.document import Document
from studio.ui.canvas.tool import Desk, ToolSpec
from studio.ui.theme import Theme

SPEC = ToolSpec(
    id="pen",
    label="Pen",
    icon="paint-brush",
    order=1,
    params=(
        Param(id="size", label="Size", kind="float", default=40.0, minimum=1.0, maximum=2000.0),
        Param(id="opacity", label="Opacity %", kind="int", default=100, minimum=1, maximum=100),
        Param(id="soft", label="Soft", kind="bool", default=False),
        Param(
            id="end",
            label="End",
            kind="choice",
            default="round",
            choices=(Choice(id="round", label="Round"), Choice(id="flat", label="Flat")),
        ),
        Param(id="note", label="Note", kind="text", default=""),
        Param(id="font", label="Font", kind="font", default=""),
        Param(id="spacing", label="Spacing %", kind="int", default=10, minimum=1, maximum=100, advanced=True),
    ),
)
OTHER = ToolSpec(id="other", label="Other", icon="eraser", order=2)


@pytest.fixture
def desk(theme: Theme) -> Iterator[Desk]:
    kept = QObject()
    yield Desk(Document.new(64, 32, "Paint", kept), kept)
    shiboken6.delete(kept)


@pytest.fixture
def bar(desk: Desk, qtbot: QtBot) -> Iterator[OptionsBar]:
    window = QWidget()
    qtbot.addWidget(window)
    column = QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    made = OptionsBar(desk)
    column.addWidget(made)
    window.resize(1200, 38)
    window.show()
    qtbot.waitExposed(window)
    made.show_tool(SPEC)
    yield made  # the window is held until the test ends


def narrow(bar: OptionsBar, width: int) -> list[str]:
    """Make it ``width`` wide; the options that stand in it then."""
    bar.window().resize(width, 38)
    QApplication.sendPostedEvents(None, QEvent.Type.LayoutRequest)
    assert bar.width() == width
    return [name for name, editor in bar.editors.items() if editor.isVisible()]


def test_name_and_plain_options_stand_in_the_bar(bar: OptionsBar) -> None:
    assert bar.name.text() == "Pen"
    assert [name for name, editor in bar.editors.items() if editor.isVisible()] == [
        "size",
        "opacity",
        "soft",
        "end",
        "note",
        "font",
    ]
    assert [param.id for param in bar.hidden_params()] == ["spacing"]
    assert bar.editors["opacity"].control.accessibleName() == "Opacity"
    assert isinstance(spin := bar.editors["opacity"].control, SlideSpin) and spin.text() == "100 %"
    assert isinstance(spin := bar.editors["size"].control, SlideSpin) and spin.text() == "40"


@pytest.mark.parametrize(
    ("name", "value", "kind"),
    [
        ("size", 12.5, float),
        ("opacity", 30, int),
        ("soft", True, bool),
        ("end", "flat", str),
        ("note", "ü", str),
    ],
)
def test_values_go_both_ways(bar: OptionsBar, desk: Desk, name: str, value, kind: type) -> None:
    told: list[str] = []
    desk.options_changed.connect(told.append)
    editor = bar.editors[name]
    editor.set_value(value)
    if isinstance(editor.control, QLineEdit):
        editor.control.editingFinished.emit()
    assert desk.option(SPEC, name) == value and type(desk.option(SPEC, name)) is kind
    assert told == ["pen"]
    default = next(param.default for param in SPEC.params if param.id == name)
    desk.set_option("pen", name, default)
    assert editor.value() == default
    assert told == ["pen", "pen"]  # showing a value sets nothing


def test_another_tools_options_do_not_meddle(bar: OptionsBar, desk: Desk) -> None:
    desk.set_option("other", "size", 3.0)
    assert bar.editors["size"].value() == 40.0
    bar.show_tool(OTHER)
    assert bar.name.text() == "Other" and not bar.editors
    assert not bar.more.isVisible() and not bar.symmetry.isVisible()
    desk.set_option("pen", "size", 7.0)
    bar.show_tool(SPEC)
    assert bar.editors["size"].value() == 7.0 and bar.editors["size"].isVisible()


def test_what_does_not_fit_waits_behind_the_button(bar: OptionsBar, desk: Desk) -> None:
    shown = narrow(bar, 330)
    assert shown and len(shown) < 6 and shown == list(bar.editors)[: len(shown)]
    for part in (*(bar.editors[name] for name in shown), bar.more, bar.symmetry):
        assert bar.rect().contains(part.geometry()), part
    hidden = [param.id for param in bar.hidden_params()]
    assert hidden == [param.id for param in SPEC.params if param.id not in shown]
    bar.more.click()
    popup = bar._popup
    assert popup and popup.isVisible() and list(popup.editors) == hidden
    popup.editors["spacing"].set_value(55)
    assert desk.option(SPEC, "spacing") == 55
    desk.set_option("pen", "spacing", 20)
    assert popup.editors["spacing"].value() == 20
    popup.close()


def test_it_never_widens_the_window(bar: OptionsBar) -> None:
    assert bar.minimumSizeHint().width() <= 80
    assert narrow(bar, 90) == []
    assert bar.more.isVisible() and bar.rect().contains(bar.more.geometry())
    assert bar.rect().contains(bar.symmetry.geometry())


@pytest.mark.parametrize("width", range(150, 1000, 23))
def test_at_every_width_nothing_is_cut_off_and_nothing_is_lost(bar: OptionsBar, width: int) -> None:
    shown = narrow(bar, width)
    places = [bar.editors[name].geometry() for name in shown] + [bar.symmetry.geometry()]
    if bar.name.isVisible():
        places.insert(0, bar.name.geometry())
    if bar.hidden_params():
        assert bar.more.isVisible()
        places.append(bar.more.geometry())
    assert all(bar.rect().contains(place) for place in places)
    assert all(left.right() < right.left() for left, right in pairwise(places))
    assert shown + [param.id for param in bar.hidden_params()] == [param.id for param in SPEC.params]


def test_where_it_is_narrow_the_first_option_matters_more_than_the_name(bar: OptionsBar) -> None:
    width = bar.editors["size"].sizeHint().width() + 80
    assert narrow(bar, width) == ["size"] and not bar.name.isVisible()
    assert narrow(bar, width + 60)[0] == "size" and bar.name.isVisible()


def test_the_tool_gets_its_first_values_back(bar: OptionsBar, desk: Desk) -> None:
    desk.set_option("pen", "size", 9.0)
    desk.set_option("pen", "spacing", 90)
    bar.more.click()
    assert bar._popup
    bar._popup.reset.click()
    assert desk.option(SPEC, "size") == 40.0 and desk.option(SPEC, "spacing") == 10
    assert bar.editors["size"].value() == 40.0 and bar._popup.editors["spacing"].value() == 10
    bar._popup.close()


def mouse(target: QWidget, kind: QEvent.Type, x: int, fine: bool = False) -> None:
    at = QPointF(x, 8)
    left = Qt.MouseButton.LeftButton
    held = Qt.KeyboardModifier.ShiftModifier if fine else Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(
        target, QMouseEvent(kind, at, QPointF(target.mapToGlobal(QPoint(x, 8))), left, left, held)
    )


def drag(spin: SlideSpin, way: int, *, fine: bool = False) -> None:
    edit = spin.lineEdit()
    mouse(edit, QEvent.Type.MouseButtonPress, 5, fine)
    mouse(edit, QEvent.Type.MouseMove, 5 + way, fine)
    mouse(edit, QEvent.Type.MouseButtonRelease, 5 + way, fine)


def test_a_number_is_dragged_and_keeps_the_focus_where_it_was(bar: OptionsBar, desk: Desk) -> None:
    spin = bar.editors["opacity"].control
    assert isinstance(spin, SlideSpin)
    drag(spin, -120)
    assert desk.option(SPEC, "opacity") == 51
    assert not spin.lineEdit().hasFocus()
    drag(spin, 48, fine=True)
    assert desk.option(SPEC, "opacity") == 53
    drag(spin, -2000)
    assert desk.option(SPEC, "opacity") == 1


def test_a_number_that_tab_has_led_to_is_still_dragged(bar: OptionsBar) -> None:
    spin = bar.editors["size"].control
    assert isinstance(spin, SlideSpin)
    spin.setFocus()
    before = spin.value()
    drag(spin, 60)
    assert spin.value() > before


def test_a_wide_range_is_fine_at_its_lower_end(bar: OptionsBar) -> None:
    spin = bar.editors["size"].control
    assert isinstance(spin, SlideSpin)
    spin.setValue(10)
    drag(spin, 10)
    assert 10 < spin.value() < 30
    drag(spin, 2000)
    assert spin.value() == 2000


def test_a_number_is_typed_and_the_focus_goes_back(bar: OptionsBar, desk: Desk, qtbot: QtBot) -> None:
    canvas = QLineEdit(bar.window())
    canvas.show()
    bar.window().activateWindow()
    canvas.setFocus()
    spin = bar.editors["size"].control
    assert isinstance(spin, SlideSpin)
    QTest.mouseClick(spin.lineEdit(), Qt.MouseButton.LeftButton)
    assert spin.lineEdit().hasFocus() and spin.lineEdit().hasSelectedText()
    QTest.keyClicks(spin.lineEdit(), "123")
    QTest.keyClick(spin.lineEdit(), Qt.Key.Key_Return)
    assert desk.option(SPEC, "size") == 123.0 and canvas.hasFocus()
    QTest.mouseClick(spin.lineEdit(), Qt.MouseButton.LeftButton)
    QTest.keyClicks(spin.lineEdit(), "7")
    QTest.keyClick(spin.lineEdit(), Qt.Key.Key_Escape)
    assert desk.option(SPEC, "size") == 123.0 and canvas.hasFocus()


def test_odd_numbers_stay_odd(theme: Theme, qtbot: QtBot) -> None:
    param = Param(id="side", label="Side", kind="int", default=1, minimum=1, maximum=51, step=2)
    editor = NumberEditor(param)
    qtbot.addWidget(editor)
    for share in (0.1, 0.33, 0.5, 0.77, 1.0):
        editor.spin.set_share(share)
        assert editor.value() % 2 == 1


def test_fonts_are_listed_only_when_asked_for(theme: Theme, qtbot: QtBot) -> None:
    editor = FontEditor(Param(id="font", label="Font", kind="font", default=""))
    qtbot.addWidget(editor)
    told: list[object] = []
    editor.changed.connect(told.append)
    assert editor.combo.count() == 1 and editor.value() == ""
    editor.show_value("Some Family")
    assert editor.value() == "Some Family" and editor.combo.count() == 2
    editor.show_value("")
    editor.combo.fill()
    assert editor.value() == "" and told == []
    assert editor.combo.count() > 1
    editor.combo.setCurrentIndex(1)
    assert told == [editor.combo.itemText(1)]


def test_units_stand_behind_the_value() -> None:
    assert split_unit("Opacity %") == ("Opacity", "%")
    assert split_unit("Angle °") == ("Angle", "°")
    assert split_unit("Size") == ("Size", "")
    assert split_unit("不透明度%") == ("不透明度", "%")


def test_symmetry_is_for_tools_that_paint(bar: OptionsBar, desk: Desk) -> None:
    assert bar.symmetry.isVisible() and not bar.symmetry.isChecked()
    bar.symmetry.click()
    popup = bar._symmetry
    assert popup and popup.isVisible() and not bar.symmetry.isChecked()
    told: list[int] = []
    desk.symmetry_changed.connect(lambda: told.append(1))
    popup.across.click()
    popup.turns.setValue(5)
    popup.wrap.click()
    popup.frame_middle.click()
    symmetry = desk.symmetry
    assert (symmetry.across, symmetry.down, symmetry.turns, symmetry.wrap) == (True, False, 5, True)
    assert symmetry.centre == QPointF(32, 16) and len(told) == 4
    assert bar.symmetry.isChecked() and "on" in bar.symmetry.accessibleName()
    popup.middle.click()
    assert desk.symmetry.centre is None
    popup.off.click()
    assert not bar.symmetry.isChecked() and not popup.across.isChecked() and popup.turns.value() == 1
    popup.close()


@pytest.mark.parametrize(
    "spec", [m.SPEC for m in discover("studio.ui.canvas.tools").values()], ids=lambda s: s.id
)
def test_every_tool_there_is_can_be_shown(bar: OptionsBar, desk: Desk, spec: ToolSpec) -> None:
    bar.show_tool(spec)
    shown = {name for name, editor in bar.editors.items() if editor.isVisible()}
    bar.open_more()
    assert bar._popup and shown | set(bar._popup.editors) == {param.id for param in spec.params}
    for editors in (bar.editors, bar._popup.editors):
        for name, editor in editors.items():
            assert editor.value() == desk.option(spec, name)
            assert editor.control.accessibleName()
    bar._popup.close()
