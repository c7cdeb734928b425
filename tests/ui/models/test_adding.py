"""Models are added where they are, or copied or moved when that was asked for; nothing else is touched."""

import time
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPointF, Qt, QUrl
from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QPushButton

from studio.app import Studio
from studio.storage import model_moving
from studio.storage.model_check import StoppedError
from studio.storage.other_programs import Found
from studio.ui.models import adding
from studio.ui.models.add_dialog import AddDialog
from studio.ui.models.desk import ModelsDesk
from studio.ui.models.programs_dialog import ProgramsDialog
from tests.fakes.model_files import write_lora


def names(desk: ModelsDesk) -> list[str]:
    return [row.entry.name for row in desk.page.rows.all]


def drop(desk: ModelsDesk, *paths: Path) -> AddDialog:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    buttons, keys = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    action = Qt.DropAction.CopyAction
    enter = QDragEnterEvent(QPointF(9, 9).toPoint(), action, data, buttons, keys)
    desk.page.dragEnterEvent(enter)
    assert enter.isAccepted() and desk.page._target.isVisible()
    desk.page.dropEvent(QDropEvent(QPointF(9, 9), action, data, buttons, keys))
    assert not desk.page._target.isVisible()
    dialog = desk.adding.dialog
    assert isinstance(dialog, AddDialog)
    return dialog


@pytest.fixture
def elsewhere(tmp_path: Path) -> Path:
    write_lora(tmp_path / "elsewhere" / "fog.safetensors")
    return tmp_path / "elsewhere"


def test_a_dropped_folder_is_used_in_place_and_watched(
    qtbot, desk: ModelsDesk, studio: Studio, elsewhere: Path
) -> None:
    dialog = drop(desk, elsewhere)
    assert dialog.way() == "place", "nothing is copied unless it is asked for"
    dialog.accept()
    qtbot.waitUntil(lambda: "fog" in names(desk), timeout=10_000)
    assert studio.settings.folders.models == (str(elsewhere),)
    qtbot.waitUntil(lambda: desk.page.row() is not None and desk.page.row().entry.name == "fog")
    assert not (desk.parts.folders.models / "fog.safetensors").exists()
    write_lora(elsewhere / "mist.safetensors")
    desk.shelf.look()
    qtbot.waitUntil(lambda: "mist" in names(desk), timeout=10_000)


@pytest.mark.parametrize("way", ["copy", "move"])
def test_a_dropped_file_is_brought_in_when_asked(
    qtbot, desk: ModelsDesk, studio: Studio, elsewhere: Path, way: str
) -> None:
    dialog = drop(desk, elsewhere / "fog.safetensors")
    next(one for one in dialog.ways.buttons() if one.objectName() == way).setChecked(True)
    dialog.accept()
    qtbot.waitUntil(lambda: "fog" in names(desk), timeout=10_000)
    assert (desk.parts.folders.models / "fog.safetensors").is_file()
    assert (elsewhere / "fog.safetensors").exists() is (way == "copy")
    assert studio.settings.folders.models == ()


def test_cancelled_nothing_happens(desk: ModelsDesk, studio: Studio, elsewhere: Path) -> None:
    drop(desk, elsewhere).reject()
    assert studio.settings.folders.models == () and "fog" not in names(desk)


def test_what_is_no_model_is_refused_in_words(desk: ModelsDesk, studio: Studio, tmp_path: Path) -> None:
    (tmp_path / "letter.txt").write_text("hello")
    desk.adding.offer([tmp_path / "letter.txt"])
    assert "letter.txt" in studio.window.messages.cards[0].report.sentence


def test_what_is_known_already_is_not_watched_twice(desk: ModelsDesk, studio: Studio, files: Path) -> None:
    desk.adding.add_in_place([files / "styles"])
    assert studio.settings.folders.models == ()


def test_a_folder_without_models_is_said_to_hold_none(
    qtbot, desk: ModelsDesk, studio: Studio, tmp_path
) -> None:
    (tmp_path / "empty").mkdir()
    desk.adding.add_in_place([tmp_path / "empty"])

    def told() -> bool:
        return any(
            "Nothing that can be used" in card.sentence.text() for card in studio.window.messages.cards
        )

    qtbot.waitUntil(told, timeout=10_000)


def test_a_watched_folder_can_be_forgotten_and_taken_back(
    qtbot, desk: ModelsDesk, studio: Studio, elsewhere: Path
) -> None:
    desk.adding.add_in_place([elsewhere])
    qtbot.waitUntil(lambda: "fog" in names(desk), timeout=10_000)
    menu = desk.page.facets.folder_menu(str(elsewhere))
    (removing,) = [action for action in menu.actions() if action.objectName() == "remove"]
    removing.trigger()
    qtbot.waitUntil(lambda: "fog" not in names(desk), timeout=10_000)
    assert studio.settings.folders.models == () and (elsewhere / "fog.safetensors").exists()
    studio.window.messages.cards[-1].undo_button.click()
    qtbot.waitUntil(lambda: "fog" in names(desk), timeout=10_000)
    own = desk.page.facets.folder_menu(str(desk.parts.folders.models))
    assert not [action for action in own.actions() if action.objectName() == "remove"]


def test_folders_of_other_programs_are_offered_and_used_in_place(qtbot, theme, elsewhere: Path) -> None:
    def found() -> list[Found]:
        return [
            Found(program="ComfyUI", path="/known", models=1, pickles=0, bytes=1),
            Found(program="Forge", path=str(elsewhere), models=2, pickles=1, bytes=1),
            Found(program="Draw Things", path="/dt", models=0, pickles=4, bytes=1),
        ]

    dialog = ProgramsDialog(["/known"], look=found)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: len(dialog.boxes) == 3)
    assert dialog.chosen() == [str(elsewhere)], "known ones are not added again, useless ones not ticked"
    dialog.look_in(elsewhere)
    qtbot.waitUntil(lambda: not dialog.busy.isVisible())
    assert len(dialog.boxes) == 3, "offered already"
    with qtbot.waitSignal(dialog.decided) as decided:
        dialog.accept_button.click()
    assert decided.args == [[str(elsewhere)]]


def test_nothing_found_leaves_a_way(qtbot, theme) -> None:
    dialog = ProgramsDialog([], look=list)
    qtbot.addWidget(dialog)
    qtbot.waitUntil(lambda: "Nothing was found" in dialog.told.text())
    assert not dialog.accept_button.isEnabled() and dialog.elsewhere.isEnabled()


def test_a_watched_folder_that_is_gone_is_marked_and_is_no_model(
    qtbot, desk: ModelsDesk, tmp_path: Path
) -> None:
    desk.window.change_settings(desk.window.settings.replace("folders", models=(str(tmp_path / "gone"),)))
    facets = desk.page.facets
    qtbot.waitUntil(
        lambda: any("not there" in facets.item(row).toolTip() for row in range(facets.count())),
        timeout=10_000,
    )
    assert not [row for row in desk.page.rows.all if row.entry.path == str(tmp_path / "gone")]


def test_a_copy_can_be_cancelled_and_leaves_nothing(
    qtbot, desk: ModelsDesk, studio: Studio, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def slow(places, target, *, move, progress, stopped):
        while not stopped():
            progress(1, 4)
            time.sleep(0.01)
        raise StoppedError

    monkeypatch.setattr(adding, "bring_in", slow)
    desk.adding.bring_in([elsewhere / "fog.safetensors"], move=False)
    bar = desk.adding._bar
    assert bar
    qtbot.waitUntil(lambda: bar.value() == 250)
    bar.findChild(QPushButton).click()
    qtbot.waitUntil(
        lambda: any("no half file" in card.sentence.text() for card in studio.window.messages.cards)
    )
    assert desk.adding._bar is None


def test_without_room_the_reason_is_said(
    qtbot, desk: ModelsDesk, studio: Studio, elsewhere: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_moving, "SPARE", 2**60)
    desk.adding.bring_in([elsewhere / "fog.safetensors"], move=False)
    qtbot.waitUntil(lambda: bool(studio.window.messages.cards))
    assert "not enough room" in studio.window.messages.cards[0].report.sentence
