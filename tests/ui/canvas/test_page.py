"""Staging with keys and bar, undo and redo, broken files: the canvas page as a person uses it."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact
from studio.ui.canvas.page import CanvasPage


@pytest.fixture
def page(qtbot: QtBot) -> CanvasPage:
    page = CanvasPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.set_frame(64, 64)
    page.show()
    return page


def shows(page: CanvasPage, colour: str) -> bool:
    image = page.view.picture()
    return image is not None and image.pixelColor(5, 5) == QColor(colour)


@pytest.fixture
def staged(
    page: CanvasPage, make_picture: Callable[..., Path], make_artifact: Callable[..., Artifact], qtbot: QtBot
) -> CanvasPage:
    for colour in ("red", "green", "blue"):
        page.add_staged(make_artifact(colour), make_picture(colour, colour))
    qtbot.waitUntil(lambda: shows(page, "red"))
    return page


def test_results_appear_and_are_stepped_through(staged: CanvasPage, qtbot: QtBot) -> None:
    assert staged.bar.isVisible() and staged.bar.place.text() == "1 / 3"
    QTest.keyClick(staged.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: shows(staged, "green"))
    QTest.keyClick(staged.view, Qt.Key.Key_Left)
    QTest.keyClick(staged.view, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: shows(staged, "blue"))
    assert staged.bar.place.text() == "3 / 3"
    staged.bar.next.click()
    qtbot.waitUntil(lambda: shows(staged, "red"))


def test_accepting_is_one_step_of_undo(staged: CanvasPage, qtbot: QtBot) -> None:
    QTest.keyClick(staged.view, Qt.Key.Key_Right)
    with qtbot.waitSignal(staged.accepted) as told:
        QTest.keyClick(staged.view, Qt.Key.Key_Return)
    assert told.args and told.args[0].id == "green"
    assert staged.accepted_id == "green" and not staged.bar.isVisible()
    assert staged.undo_stack.count() == 1
    assert "Accept result" in staged.header.undo.toolTip()
    QTest.keyClick(staged.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert staged.accepted_id == "" and staged.bar.place.text() == "2 / 3"
    staged.header.redo.click()
    assert staged.accepted_id == "green"
    qtbot.waitUntil(lambda: shows(staged, "green"))
    found = staged.current_picture()
    assert found and found[0].name == "green.png" and found[1].width() == 64


def test_discarding_keeps_the_file_and_can_be_undone(staged: CanvasPage, qtbot: QtBot) -> None:
    with qtbot.waitSignal(staged.discarded) as told:
        QTest.keyClick(staged.view, Qt.Key.Key_Delete)
    assert told.args and told.args[0].id == "red"
    assert staged.bar.place.text() == "1 / 2"
    qtbot.waitUntil(lambda: shows(staged, "green"))
    staged.undo_stack.undo()
    assert staged.bar.place.text() == "1 / 3"
    staged.bar.keep_all.click()
    assert not staged.bar.isVisible() and staged.accepted_id == ""
    staged.undo_stack.undo()
    assert len(staged.document.staged) == 3
    staged.forget({"red", "blue"})
    assert [result.identity for result in staged.document.staged] == ["green"]


def test_compare_needs_a_before_and_shows_it(
    staged: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    assert not staged.bar.compare.isEnabled()
    staged.restore(make_picture("old", "yellow"))
    assert staged.bar.compare.isEnabled() and staged.undo_stack.count() == 0
    QTest.keyClick(staged.view, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: staged.view.comparing)
    assert staged.bar.compare.isChecked()
    QTest.keyClick(staged.view.handle, Qt.Key.Key_Escape)
    assert not staged.view.comparing and not staged.bar.compare.isChecked()


def test_enter_on_a_focused_button_presses_that_button(staged: CanvasPage) -> None:
    QTest.keyClick(staged.bar.discard, Qt.Key.Key_Return)
    assert staged.accepted_id == "" and staged.bar.place.text() == "1 / 2"


def test_previews_end_where_the_first_result_of_their_job_begins(
    page: CanvasPage, make_picture: Callable[..., Path], make_artifact: Callable[..., Artifact]
) -> None:
    preview = QImage(8, 8, QImage.Format.Format_RGB32)
    page.show_preview(preview, "job")
    assert page.view._preview is not None
    page.add_staged(make_artifact("one", job="job"), make_picture("one"))
    assert page.view._preview is None
    page.show_preview(preview, "job")
    assert page.view._preview is None
    page.show_preview(preview, "the next job")
    assert page.view._preview is not None


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "gone"])
def test_a_broken_file_is_a_sentence(
    page: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot, damage: str
) -> None:
    path = make_picture("noise", width=300, height=300)
    content = path.read_bytes()
    if damage == "cut":
        image = QImage(300, 300, QImage.Format.Format_RGB32)
        for x in range(300):
            for y in range(300):
                image.setPixel(x, y, (x * 7919 + y * 104729) * 2654435761 % 2**24)
        image.save(str(path))
        content = path.read_bytes()
        path.write_bytes(content[: len(content) // 2])
    elif damage == "text":
        path.write_text("this is no picture")
    elif damage == "empty":
        path.write_bytes(b"")
    else:
        path.unlink()
    with qtbot.waitSignal(page.problem) as told:
        page.place(path)
    assert told.args and "noise.png" in told.args[0].sentence
    assert page.view.picture() is None
    assert page.current_picture() is None
    page.undo_stack.undo()
    assert page.document.picture is None


def test_many_undo_steps_hold_no_pixels(
    page: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    page.store._limit = 50_000  # three pictures of 64 × 64
    paths = [make_picture(f"p{number}", "red" if number % 2 else "blue") for number in range(12)]
    for path in paths:
        page.place(path)
        qtbot.waitUntil(lambda: page.current_picture() is not None)
    assert len(page.store._kept) <= 3
    for _ in range(11):
        page.undo_stack.undo()
    qtbot.waitUntil(lambda: shows(page, "blue"))
    assert page.document.picture and page.document.picture.path == paths[0]


def test_names_give_way_in_a_narrow_window(staged: CanvasPage) -> None:
    staged.resize(360, 400)
    assert staged.bar.discard.text() == "" and staged.bar.discard.accessibleName() == "Discard"
    assert staged.bar.geometry().left() >= 0
    staged.resize(900, 700)
    assert staged.bar.discard.text() == "Discard"


def test_undo_keeps_what_is_in_the_trash_off_the_stage(staged: CanvasPage, tmp_path: Path) -> None:
    told: list[object] = []
    staged.problem.connect(told.append)
    staged.step(1)
    staged.accept()
    (tmp_path / "blue.png").rename(tmp_path / "in the trash.png")
    staged.forget({"blue"})
    staged.undo_stack.undo()
    assert [placed.identity for placed in staged.document.staged] == ["red", "green"]
    staged.undo_stack.redo()
    (tmp_path / "in the trash.png").rename(tmp_path / "blue.png")
    staged.remember({"blue"})
    staged.undo_stack.undo()
    assert [placed.identity for placed in staged.document.staged] == ["red", "green", "blue"]
    assert not told


def test_a_file_that_is_there_again_is_shown(
    page: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    path = make_picture("red")
    away = path.rename(path.with_name("away.png"))
    with qtbot.waitSignal(page.problem):
        page.place(path)
    away.rename(path)
    page.place(path)
    qtbot.waitUntil(lambda: shows(page, "red"))
