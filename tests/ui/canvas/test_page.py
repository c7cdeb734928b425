"""Staging with keys and bar, undo and redo, broken files: the canvas page as a person uses it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import pytest
import shiboken6
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QColor, QImage
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorReport
from studio.core.layers import walk
from studio.core.requests import FileRef
from studio.jobs import offthread
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.generating.stage import Placed, target_at
from studio.ui.canvas.page import CanvasPage


@pytest.fixture
def page(qtbot: QtBot) -> Iterator[CanvasPage]:
    page = CanvasPage()
    qtbot.addWidget(page)
    page.resize(900, 700)
    page.set_frame(64, 64)
    page.show()
    yield page
    offthread.finish()
    page.close()
    shiboken6.delete(page)


def results(page: CanvasPage) -> list[str]:
    """Artifact ids of the result layers, bottom first."""
    return [layer.artifact for layer in walk(page.document.state.layers) if layer.kind == "result"]


def shown(page: CanvasPage) -> str:
    """The colour of the staged result that is looked at."""
    image = page.results.shown().image
    return image.pixelColor(5, 5).name() if image else ""


def pixel(page: CanvasPage, x: int, y: int) -> str:
    document = page.document
    return flatten(document.state, document.planes, QRect(x, y, 1, 1)).pixelColor(0, 0).name()


def lay(page: CanvasPage, qtbot: QtBot, path: Path, artifact: Artifact | None = None) -> None:
    with qtbot.waitSignal(page.results.accepted):
        page.results.place(path, artifact)


@pytest.fixture
def staged(
    page: CanvasPage, make_picture: Callable[..., Path], make_artifact: Callable[..., Artifact], qtbot: QtBot
) -> CanvasPage:
    for colour in ("red", "green", "blue"):
        page.results.add(make_artifact(colour), make_picture(colour, colour))
    qtbot.waitUntil(lambda: shown(page) == QColor("red").name())
    return page


def test_results_appear_and_are_stepped_through(staged: CanvasPage, qtbot: QtBot) -> None:
    assert staged.bar.isVisible() and staged.bar.place.text() == "1 / 3"
    QTest.keyClick(staged.view, Qt.Key.Key_Right)
    qtbot.waitUntil(lambda: shown(staged) == QColor("green").name())
    QTest.keyClick(staged.view, Qt.Key.Key_Left)
    QTest.keyClick(staged.view, Qt.Key.Key_Left)
    qtbot.waitUntil(lambda: shown(staged) == QColor("blue").name())
    assert staged.bar.place.text() == "3 / 3"
    staged.bar.next.click()
    qtbot.waitUntil(lambda: shown(staged) == QColor("red").name())


def test_accepting_is_one_step_of_undo(staged: CanvasPage, qtbot: QtBot) -> None:
    QTest.keyClick(staged.view, Qt.Key.Key_Right)
    with qtbot.waitSignal(staged.results.accepted) as told:
        QTest.keyClick(staged.view, Qt.Key.Key_Return)
    assert told.args and told.args[0].identity == "green"
    assert results(staged) == ["green"] and not staged.bar.isVisible()
    assert len(staged.document.history.steps) == 1
    assert "Accept result" in staged.header.undo.toolTip()
    QTest.keyClick(staged.view, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert results(staged) == [] and staged.bar.place.text() == "2 / 3"
    staged.header.redo.click()
    assert results(staged) == ["green"] and pixel(staged, 5, 5) == QColor("green").name()


def test_keeping_all_makes_layers_of_which_one_is_seen(staged: CanvasPage, qtbot: QtBot) -> None:
    with qtbot.waitSignals([staged.results.accepted] * 3):
        staged.bar.keep_all.click()
    layers = [layer for layer in walk(staged.document.state.layers) if layer.kind == "result"]
    assert {layer.artifact for layer in layers} == {"red", "green", "blue"}
    assert [layer.artifact for layer in layers if layer.visible] == ["red"]
    staged.document.undo()
    assert results(staged) == [] and len(staged.results.stage.staged) == 3


def test_discarding_keeps_the_file_and_can_be_undone(
    staged: CanvasPage, qtbot: QtBot, tmp_path: Path
) -> None:
    with qtbot.waitSignal(staged.results.discarded) as told:
        QTest.keyClick(staged.view, Qt.Key.Key_Delete)
    assert told.args and told.args[0].identity == "red" and (tmp_path / "red.png").is_file()
    assert staged.bar.place.text() == "1 / 2"
    staged.document.undo()
    assert staged.bar.place.text() == "1 / 3"
    staged.results.forget({"red", "blue"})
    assert [result.identity for result in staged.results.stage.staged] == ["green"]


def test_compare_needs_something_before(
    staged: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    assert not staged.bar.compare.isEnabled()
    lay(staged, qtbot, make_picture("old", "yellow"))
    qtbot.waitUntil(staged.bar.compare.isEnabled)
    QTest.keyClick(staged.view, Qt.Key.Key_C)
    qtbot.waitUntil(lambda: staged.view.comparing)
    assert staged.bar.compare.isChecked()
    QTest.keyClick(staged.view.handle, Qt.Key.Key_Escape)
    assert not staged.view.comparing and not staged.bar.compare.isChecked()


def test_enter_on_a_focused_button_presses_that_button(staged: CanvasPage) -> None:
    QTest.keyClick(staged.bar.discard, Qt.Key.Key_Return)
    assert results(staged) == [] and staged.bar.place.text() == "1 / 2"


def test_previews_end_where_the_first_result_of_their_job_begins(
    page: CanvasPage, make_picture: Callable[..., Path], make_artifact: Callable[..., Artifact]
) -> None:
    preview = QImage(8, 8, QImage.Format.Format_RGB32)
    page.show_preview(preview, "job")
    assert page.results.shown().preview is not None
    page.results.add(make_artifact("one", job="job"), make_picture("one"))
    assert page.results.shown().preview is None
    page.show_preview(preview, "job")
    assert page.results.shown().preview is None
    page.show_preview(preview, "the next job")
    assert page.results.shown().preview is not None


def test_a_result_with_a_mask_lies_in_its_place_and_changes_nothing_else(
    page: CanvasPage,
    make_picture: Callable[..., Path],
    make_artifact: Callable[..., Artifact],
    qtbot: QtBot,
    tmp_path: Path,
) -> None:
    lay(page, qtbot, make_picture("ground", "yellow", 128, 128))
    document = page.document
    before = flatten(document.state, document.planes, document.area)
    mask = QImage(64, 64, QImage.Format.Format_Grayscale8)
    mask.fill(0)
    for x in range(20, 40):
        for y in range(20, 40):
            mask.setPixelColor(x, y, QColor("white"))
    mask.save(str(tmp_path / "mask.png"))
    target = msgspec.structs.replace(
        target_at(document.state, document.key, QRect(32, 32, 64, 64)),
        mask=FileRef(path=str(tmp_path / "mask.png"), sha256=""),
    )
    page.results.add(make_artifact("blue"), make_picture("blue", "blue", 256, 256), target)
    with qtbot.waitSignal(page.results.accepted):
        page.results.accept()
    after = flatten(document.state, document.planes, document.area)
    for x in range(0, 128, 3):
        for y in range(0, 128, 3):
            inside = QRect(52, 52, 20, 20).contains(x, y)
            wanted = QColor("blue") if inside else before.pixelColor(x, y)
            assert after.pixelColor(x, y) == wanted, (x, y)


def test_a_result_past_the_edge_enlarges_the_document(
    page: CanvasPage, make_picture: Callable[..., Path], make_artifact: Callable[..., Artifact], qtbot: QtBot
) -> None:
    lay(page, qtbot, make_picture("ground", "yellow"))
    state = page.document.state
    target = msgspec.structs.replace(target_at(state, page.document.key, QRect(-32, 0, 64, 64)), grow=True)
    page.results.add(make_artifact("blue"), make_picture("blue", "blue"), target)
    with qtbot.waitSignal(page.results.accepted):
        page.results.accept()
    assert (page.document.state.width, page.document.state.height) == (96, 64)
    assert [pixel(page, x, 5) for x in (5, 60, 90)] == [QColor(c).name() for c in ("blue", "blue", "yellow")]
    page.document.undo()
    assert page.document.state.width == 64 and pixel(page, 5, 5) == QColor("yellow").name()


@pytest.mark.parametrize("damage", ["cut", "text", "empty", "gone"])
def test_a_broken_file_is_a_sentence(
    page: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot, damage: str
) -> None:
    path = make_picture("noise", width=300, height=300)
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
    with qtbot.waitSignal(page.results.problem) as told:
        page.results.place(path)
    assert told.args and "noise.png" in told.args[0].sentence
    assert not page.document.planes and not page.document.history.steps


def test_names_give_way_in_a_narrow_window(staged: CanvasPage) -> None:
    staged.resize(360, 400)
    assert staged.bar.discard.text() == "" and staged.bar.discard.accessibleName() == "Discard"
    assert staged.bar.geometry().left() >= 0
    staged.resize(900, 700)
    assert staged.bar.discard.text() == "Discard"


def test_undo_keeps_what_is_in_the_trash_off_the_stage(staged: CanvasPage, qtbot: QtBot) -> None:
    told: list[ErrorReport] = []
    staged.results.problem.connect(told.append)
    staged.results.step(1)
    with qtbot.waitSignal(staged.results.accepted):
        staged.results.accept()
    staged.results.forget({"blue"})
    staged.undo()
    assert [placed.identity for placed in staged.results.stage.staged] == ["red", "green"]
    staged.redo()
    staged.results.remember({"blue"})
    staged.undo()
    assert [placed.identity for placed in staged.results.stage.staged] == ["red", "green", "blue"]
    assert not told


def test_a_file_that_is_there_again_is_shown(
    page: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    path = make_picture("red")
    away = path.rename(path.with_name("away.png"))
    with qtbot.waitSignal(page.results.problem):
        page.results.place(path)
    away.rename(path)
    lay(page, qtbot, path)
    assert pixel(page, 5, 5) == QColor("red").name()


def test_the_first_picture_gives_the_document_its_size_and_later_ones_lie_where_dropped(
    page: CanvasPage, make_picture: Callable[..., Path], qtbot: QtBot
) -> None:
    lay(page, qtbot, make_picture("large", "yellow", 300, 200))
    assert (page.document.state.width, page.document.state.height) == (300, 200)
    with qtbot.waitSignal(page.results.accepted):
        page.results.place(make_picture("small", "red", 40, 40), None, QPoint(100, 100))
    assert [pixel(page, x, 100) for x in (70, 100, 130)] == [
        QColor(name).name() for name in ("yellow", "red", "yellow")
    ]
    assert isinstance(page.results.stage.current, Placed | None)


def test_the_live_picture_is_kept_with_enter(page: CanvasPage, qtbot: QtBot) -> None:
    image = QImage(64, 64, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("teal"))
    page.show_live(image, QRect(0, 0, 64, 64))
    assert page.bar.isVisible() and page.bar.accept.text() == "Keep this picture"
    assert not page.bar.discard.isVisible()
    with qtbot.waitSignal(page.live_kept):
        QTest.keyClick(page.view, Qt.Key.Key_Return)
    page.show_live(None)
    assert not page.bar.isVisible()
