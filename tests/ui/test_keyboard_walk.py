"""Tab goes through the whole window, past every control once, and each of them says what it is."""

from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QAbstractButton, QApplication, QLineEdit, QTabBar, QWidget
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.ui.widgets import lead_focus

MOST = 200


def walk(qtbot: QtBot, start: QWidget) -> list[QWidget]:
    """What has the focus one after the other while Tab is pressed, until it is at ``start`` again."""
    start.setFocus()
    found = [start]
    while len(found) < MOST:
        qtbot.keyClick(found[-1], Qt.Key.Key_Tab)
        now = QApplication.focusWidget()
        assert now is not None and now is not found[-1], f"Tab does not leave {found[-1]}"
        if now is start:
            return found
        assert now not in found, f"Tab goes in a circle from {found[-1]} to {now}"
        found.append(now)
    raise AssertionError("Tab does not come back")


def takes_focus(part: QWidget) -> bool:
    inside_a_number = isinstance(part, QLineEdit) and part.objectName() == "qt_spinbox_lineedit"
    wanted = bool(part.focusPolicy() & Qt.FocusPolicy.TabFocus) and not part.focusProxy()
    return wanted and part.isVisible() and part.isEnabled() and not inside_a_number


def name_of(part: QWidget) -> str:
    return part.accessibleName() or (part.text() if isinstance(part, QAbstractButton) else "")


def test_tab_reaches_every_control_with_every_tool_and_panel(studio: Studio, qtbot: QtBot) -> None:
    window, page = studio.window, studio.paint.page
    tabs = window.findChild(QTabBar)
    assert tabs
    for turn, spec in enumerate(page.tools.specs):
        page.tools.choose(spec.id)
        tabs.setCurrentIndex(turn % tabs.count())
        walked = walk(qtbot, page.view)
        every = [part for part in window.findChildren(QWidget) if takes_focus(part)]
        missed = [part for part in every if part not in walked]
        assert not missed, (spec.id, missed)
        assert not [part for part in walked if not name_of(part)], spec.id


def test_options_come_before_the_buttons_beside_them_and_the_canvas_before_its_tools(
    studio: Studio, qtbot: QtBot
) -> None:
    page = studio.paint.page
    for identity in ("brush", "fill", "brush", "shapes", "brush"):
        page.tools.choose(identity)
    walked = walk(qtbot, studio.window.panel.prompt)
    across = [part for part in walked if page.header.isAncestorOf(part)]
    places = [part.mapTo(page.header, QPoint(0, 0)).x() for part in across]
    assert places == sorted(places) and len(across) >= 6
    assert walked.index(across[-1]) < walked.index(page.view) < walked.index(page.tool_bar.buttons["brush"])


def test_led_focus_arrives_and_tab_skips_nothing_before_it(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    before, outer = QLineEdit(window), QWidget(window)
    first, second = QLineEdit(outer), QLineEdit(outer)
    lead_focus(outer, second)
    window.show()
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    outer.setFocus()
    assert second.hasFocus()
    before.setFocus()
    qtbot.keyClick(before, Qt.Key.Key_Tab)
    assert first.hasFocus()
