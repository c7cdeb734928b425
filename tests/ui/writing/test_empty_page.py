"""Without a project the page shows ways to begin, by mouse and by keys."""

from PySide6.QtCore import Qt

from studio.ui.writing.empty_page import EmptyPage


def test_enter_presses_the_button_that_has_the_focus(qtbot, theme):
    page = EmptyPage()
    qtbot.addWidget(page)
    page.show()
    qtbot.waitExposed(page)
    page.new_button.setFocus()
    qtbot.waitUntil(page.new_button.hasFocus)
    with qtbot.waitSignal(page.new_wanted), qtbot.assertNotEmitted(page.sample_wanted):
        qtbot.keyClick(page.new_button, Qt.Key.Key_Return)
