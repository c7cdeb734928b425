"""The gallery as a person uses it: look, search, choose with keys, copy, trash and undo, detail."""

from collections.abc import Callable
from typing import Any

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QMessageBox
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact
from studio.core.paths import Folders
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.library import Library
from studio.ui.gallery.emptying import TURN
from studio.ui.gallery.menu import gallery_menu
from studio.ui.gallery.panel import GalleryPanel

Add = Callable[..., Artifact]
Make = Callable[[], GalleryPanel]


def shown(panel: GalleryPanel) -> list[str]:
    return [panel.model.artifact(row).id for row in range(panel.model.rowCount())]


def test_pictures_appear_live_and_grouped(make_panel: Make, add: Add) -> None:
    panel = make_panel()
    assert panel._empty.isVisible() and "appear here" in panel._empty.text()
    old, new = add(hours=30), add()
    panel.artifact_added(old)
    panel.artifact_added(new)
    assert shown(panel) == [new.id, old.id]
    assert panel.count.text() == "2 pictures" and panel.grid.isVisible()
    names = [panel.grid.day_name(day.day) for day in panel.model.days]
    assert names[0] == "Today" and names[1] != "Today"


def test_search_finds_words_and_beginnings(make_panel: Make, add: Add, qtbot: QtBot) -> None:
    lake, _ = add("a lake at sunset"), add("a forest")
    panel = make_panel()
    QTest.keyClicks(panel.search, "sun lak")
    qtbot.waitUntil(lambda: shown(panel) == [lake.id])
    panel.artifact_added(add("another forest"))
    sunset = add("lake, sunset")
    panel.artifact_added(sunset)
    assert shown(panel) == [sunset.id, lake.id]
    panel.search.setText("zebra")
    QTest.keyClick(panel.search, Qt.Key.Key_Return)
    assert "zebra" in panel._empty.text() and panel._empty.isVisible()
    panel.search.clear()
    qtbot.waitUntil(lambda: len(shown(panel)) == 4)


def test_keys_move_through_days_and_open(make_panel: Make, add: Add) -> None:
    for hours in (0, 0, 0, 0, 50, 50, 100):
        add(hours=hours)
    panel = make_panel()
    grid = panel.grid
    grid.choose(0)

    def row_after(key: Qt.Key) -> int:
        QTest.keyClick(grid, key)
        return grid.currentIndex().row()

    assert [row_after(Qt.Key.Key_Right), row_after(Qt.Key.Key_Down)] == [1, 3]
    assert [row_after(Qt.Key.Key_Down), row_after(Qt.Key.Key_Down), row_after(Qt.Key.Key_Up)] == [4, 6, 4]
    assert [row_after(Qt.Key.Key_End), row_after(Qt.Key.Key_Home)] == [6, 0]
    QTest.keyClick(grid, Qt.Key.Key_End, Qt.KeyboardModifier.ShiftModifier)
    assert len(grid.chosen()) == 7
    grid.choose(2)
    QTest.keyClick(grid, Qt.Key.Key_Return)
    assert panel.detail and panel.detail.artifact == panel.model.artifact(2)


def test_clicking_selects_and_ctrl_adds(make_panel: Make, add: Add) -> None:
    for _ in range(5):
        add()
    panel = make_panel()
    spots = [panel.grid.visualRect(panel.model.index(row)).center() for row in range(5)]
    viewport = panel.grid.viewport()
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=spots[1])
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ControlModifier, spots[3])
    assert [artifact.id for artifact in panel.grid.chosen()] == [shown(panel)[1], shown(panel)[3]]
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, pos=spots[0])
    QTest.mouseClick(viewport, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.ShiftModifier, spots[2])
    assert len(panel.grid.chosen()) == 3
    assert not panel.grid.indexAt(QPoint(2, 2)).isValid()


def test_delete_goes_to_the_trash_and_undo_brings_it_back(
    make_panel: Make, add: Add, library: Library, folders: Folders, qtbot: QtBot
) -> None:
    first, second = add(), add(hours=1)
    panel = make_panel()
    told: list[tuple[str, Any]] = []
    panel.message.connect(lambda text, undo: told.append((text, undo)))
    panel.grid.choose(0)
    with qtbot.waitSignal(panel.trashed) as gone:
        QTest.keyClick(panel.grid, Qt.Key.Key_Delete)
    assert gone.args == [{first.id}]
    assert shown(panel) == [second.id] and not (folders.library / first.path).exists()
    assert panel.grid.chosen() and panel.grid.chosen()[0].id == second.id
    text, undo = told[0]
    assert "trash" in text
    undo()
    qtbot.waitUntil(lambda: shown(panel) == [first.id, second.id])
    assert library.path_of(first) == folders.library / first.path


def test_trash_and_restore_are_told(make_panel: Make, add: Add, qtbot: QtBot) -> None:
    artifact = add()
    panel = make_panel()
    undo: list[Callable[[], object]] = []
    panel.message.connect(lambda _, way_back: undo.append(way_back))
    with qtbot.waitSignal(panel.trashed) as gone:
        panel.trash([artifact])
    assert gone.args == [{artifact.id}]
    with qtbot.waitSignal(panel.restored) as back:
        undo[0]()
    assert back.args == [{artifact.id}]


def test_many_pictures_go_to_the_trash_without_blocking(make_panel: Make, add: Add, qtbot: QtBot) -> None:
    for _ in range(30):
        add()
    panel = make_panel()
    panel.grid.selectAll()
    panel.run("trash")
    assert panel.model.rowCount() == 22  # a few at a time
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    panel.trash_toggle.click()
    assert panel.model.rowCount() == 30
    panel.grid.selectAll()
    panel.restore_button.click()
    qtbot.waitUntil(lambda: panel.model.rowCount() == 0)
    assert "empty" in panel._empty.text()
    panel.trash_toggle.click()
    assert panel.model.rowCount() == 30


def test_emptying_the_trash_asks_first(
    make_panel: Make, add: Add, library: Library, folders: Folders, history: History, qtbot: QtBot
) -> None:
    gone, kept = add(), add()
    library.trash([gone.id])
    panel = make_panel()
    panel.trash_toggle.click()
    panel.empty_button.click()
    box = panel.findChild(QMessageBox)
    assert box and "1 picture" in box.text()
    box.defaultButton().click()
    assert (folders.trash / gone.path).exists()
    qtbot.waitUntil(lambda: panel.findChild(QMessageBox) is None)
    panel.empty_button.click()
    box = panel.findChild(QMessageBox)
    assert box
    next(button for button in box.buttons() if button is not box.defaultButton()).click()
    assert not (folders.trash / gone.path).exists() and history.artifact(gone.id) is None
    assert history.artifact(kept.id) is not None


def test_copying(make_panel: Make, add: Add, library: Library, qtbot: QtBot) -> None:
    artifact = add("a quiet lake")
    panel = make_panel()
    panel.grid.choose(0)
    clipboard = QGuiApplication.clipboard()
    QTest.keyClick(panel.grid, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: clipboard.mimeData().hasImage())
    assert clipboard.mimeData().urls()[0].toLocalFile() == str(library.path_of(artifact))
    panel.run("copy_prompt")
    assert clipboard.text() == "a quiet lake"
    panel.run("copy_seed")
    assert clipboard.text() == str(artifact.manifest.seed)


@pytest.mark.parametrize("action", ["use_settings", "use_as_start", "show_on_canvas"])
def test_the_menu_hands_pictures_on(make_panel: Make, add: Add, qtbot: QtBot, action: str) -> None:
    artifact = add()
    panel = make_panel()
    panel.grid.choose(0)
    menu = gallery_menu(panel, panel.run, several=False, trashed=False)
    chosen = next(entry for entry in menu.actions() if entry.data() == action)
    with qtbot.waitSignal(getattr(panel, action)) as told:
        chosen.trigger()
    assert told.args == [artifact.manifest if action == "use_settings" else artifact]


def test_detail_shows_every_setting_and_steps(make_panel: Make, add: Add, qtbot: QtBot) -> None:
    older, newer = add("the older one", hours=1), add("the newer one")
    panel = make_panel()
    panel.open_detail(older)
    detail = panel.detail
    assert detail
    qtbot.waitUntil(lambda: detail.view.picture() is not None)
    texts = {text.text() for text in detail.findChildren(QLabel)}
    wanted = {
        "the older one",
        "fog",
        "Flat landscapes",
        "DPM++ 2M",
        "Normal",
        "20",
        "5",
        "96 × 64",
        "A processor",
    }
    wanted |= {"bf16", "4.25 s", "2.14.0", "The prompt was cut.", "It is the fastest device here."}
    assert wanted <= texts, wanted - texts
    assert not detail.next.isEnabled()
    QTest.keyClick(detail.view, Qt.Key.Key_Left)
    assert detail.artifact == newer and not detail.previous.isEnabled()
    with qtbot.waitSignal(panel.use_settings) as told:
        detail.use.click()
    assert told.args == [newer.manifest]
    qtbot.waitUntil(lambda: panel.detail is None)


def test_detail_of_a_missing_file_is_a_sentence(
    make_panel: Make, add: Add, library: Library, qtbot: QtBot
) -> None:
    artifact = add()
    library.path_of(artifact).unlink()
    panel = make_panel()
    panel.grid.choose(0)
    QTest.keyClick(panel.grid, Qt.Key.Key_Space)
    detail = panel.detail
    assert detail and not detail.side.isVisible()
    qtbot.waitUntil(lambda: "not there" in detail.view._message)
    QTest.keyClick(detail.view, Qt.Key.Key_Space)
    qtbot.waitUntil(lambda: panel.detail is None)
    told: list[str] = []
    panel.message.connect(lambda text, _: told.append(text))
    panel.run("reveal")
    assert told and artifact.id in told[0]


def test_pictures_of_another_process_appear(
    make_panel: Make, add: Add, history: History, folders: Folders
) -> None:
    panel = make_panel()
    theirs = open_database(folders.database)
    History(theirs).add_artifact(add(stored=False))
    theirs.close()
    panel.look_for_changes()
    assert panel.model.rowCount() == 1 and panel.count.text() == "1 picture"


def test_what_is_in_sight_stays_there_when_a_picture_lands(make_panel: Make, add: Add) -> None:
    for number in range(60):
        add(hours=number * 3)
    panel = make_panel()
    bar = panel.grid.verticalScrollBar()
    bar.setValue(bar.maximum() // 2)
    row = panel.grid.indexAt(QPoint(30, 200)).row()
    row = row if row >= 0 else panel.grid.indexAt(QPoint(30, 230)).row()
    identity, y = panel.model.artifact(row).id, panel.grid.visualRect(panel.model.index(row)).y()
    panel.artifact_added(add())
    row = panel.model.row_of(identity)
    assert panel.grid.visualRect(panel.model.index(row)).y() == y


def test_a_library_that_cannot_be_written_is_said(
    make_panel: Make, add: Add, folders: Folders, qtbot: QtBot
) -> None:
    artifact = add()
    folders.trash.write_text("a file where the folder should be")
    panel = make_panel()
    with qtbot.waitSignal(panel.problem) as told:
        panel.trash([artifact])
    assert told.args and told.args[0].sentence
    assert shown(panel) == [artifact.id]


def test_a_full_trash_is_emptied_a_few_at_a_time(
    make_panel: Make, add: Add, history: History, library: Library, qtbot: QtBot
) -> None:
    many = [add() for _ in range(TURN * 2 + 3)]
    library.trash([artifact.id for artifact in many])
    panel = make_panel()
    panel.trash_toggle.click()
    panel.empty_trash()
    assert history.count(trashed=True) == TURN + 3, "the window has its turn in between"
    assert "32 of 67" in panel.count.text() and not panel.empty_button.isEnabled()
    panel.empty_trash()
    assert history.count(trashed=True) == TURN + 3, "not begun twice"
    qtbot.waitUntil(lambda: history.count(trashed=True) == 0)
    qtbot.waitUntil(lambda: panel.count.text() == "0 pictures")


def test_a_trash_that_cannot_be_emptied_says_so_once(
    make_panel: Make, add: Add, history: History, library: Library, folders: Folders, qtbot: QtBot
) -> None:
    gone = add()
    library.trash([gone.id])
    path = folders.trash / gone.path
    path.unlink()
    path.mkdir()
    panel = make_panel()
    panel.trash_toggle.click()
    with qtbot.waitSignal(panel.problem) as said:
        panel.empty_trash()
    assert said.args and said.args[0].sentence
    qtbot.wait(50)
    assert history.count(trashed=True) == 1 and panel.empty_button.isEnabled()


def test_a_second_detail_takes_the_place_of_the_first(make_panel: Make, add: Add, qtbot: QtBot) -> None:
    older, newer = add(hours=1), add()
    panel = make_panel()
    panel.open_detail(older)
    first = panel.detail
    assert first
    with qtbot.waitSignal(first.destroyed):
        panel.open_detail(newer)
    detail = panel.detail
    assert detail and detail.artifact == newer
    QTest.keyClick(detail.view, Qt.Key.Key_Right)
    assert detail.artifact == older
    QTest.keyClick(detail, Qt.Key.Key_Escape)
    assert panel.detail is None
