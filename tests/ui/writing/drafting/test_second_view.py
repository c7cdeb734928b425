"""The second view: keys of the draft and the find bar work in it; models write in the first."""

from PySide6.QtCore import Qt

from studio.ui.writing.finding.finding import Finding


def split(qtbot, bench, text: str):
    bench.open(text)
    bench.page.toggle_split()
    second = bench.page.second
    bench.page.window().activateWindow()
    qtbot.waitUntil(bench.page.window().isActiveWindow)
    second.setFocus()
    qtbot.waitUntil(second.hasFocus)
    return second


def test_what_is_asked_in_the_second_view_is_written_at_its_caret(qtbot, bench):
    second = split(qtbot, bench, "One. Two.")
    second.select(4, 4)
    run = bench.press()
    assert run.item == bench.desk.one and bench.editor.caret() == 4


def test_another_text_of_the_second_view_changes_places_with_the_first(qtbot, bench):
    second = split(qtbot, bench, "One.")
    bench.page.open_in_second(bench.desk.two)
    second.setFocus()
    second.select(6, 6)
    run = bench.press()
    assert run.item == bench.desk.two == bench.editor.item
    assert second.item == bench.desk.one and bench.editor.caret() == 6


def test_keys_of_the_draft_work_in_both_views_of_its_text(qtbot, bench, queue):
    second = split(qtbot, bench, "One.")
    bench.press()
    queue.write(" Two", " three.")
    second.setFocus()
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert bench.editor.text() == "One. Two "
    bench.page.open_in_second(bench.desk.two)
    qtbot.keyClick(second, Qt.Key.Key_Tab)
    assert bench.editor.text() == "One. Two "


def test_find_looks_in_the_view_that_is_written_in(qtbot, bench):
    second = split(qtbot, bench, "First scene.")
    bench.page.open_in_second(bench.desk.two)
    second.setFocus()
    finding = Finding(bench.page)
    finding.find()
    bar = finding.bar
    assert bar.editor is second and bar.isVisible()
    bar.field.set_text("Second")
    finding.find_next()
    assert second.selection() == (0, 6) and bench.editor.selection()[0] == bench.editor.selection()[1]
    bar.leave()
    bench.editor.setFocus()
    finding.find()
    assert finding.bar.editor is bench.editor
    bench.page.close_split()
    finding.find()
    bench.page.toggle_split()
    bench.page.second.setFocus()
    finding.find()
    assert finding.bar.editor is bench.page.second
