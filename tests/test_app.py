"""The whole window with the real engine and the starter model: a picture, its history, and the next start."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.core.jobs import JobState
from studio.core.paths import Folders
from studio.storage.database import open_database
from studio.ui.error_card import ErrorCard

ENGINE_MS = 120_000


@pytest.fixture
def studio(qtbot: QtBot, folders: Folders) -> Iterator[Studio]:
    made = start(qtbot)
    yield made
    made.close()


def start(qtbot: QtBot) -> Studio:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = Studio(application)
    qtbot.addWidget(made.window)
    made.show()
    qtbot.waitUntil(lambda: made.window.panel.chosen_model() is not None, timeout=5000)
    return made


def draw(qtbot: QtBot, studio: Studio) -> None:
    with qtbot.waitSignal(studio.queue.ended, timeout=ENGINE_MS) as ended:
        studio.window.panel.submit()
    assert ended.args is not None
    assert ended.args[0].state is JobState.DONE, ended.args[0].error


def test_one_press_makes_a_picture_that_can_be_made_again(qtbot: QtBot, studio: Studio) -> None:
    studio.window.panel.steps.set_value(3)
    draw(qtbot, studio)
    (first,) = studio.history.page()
    path = studio.library.path_of(first)
    assert path.is_file()
    assert [placed.artifact for placed in studio.paint.page.results.stage.staged] == [first]
    assert studio.gallery.model.rowCount() >= 1

    studio._use_settings(first.manifest)
    draw(qtbot, studio)
    again, _ = studio.history.page()
    assert again.id != first.id
    assert again.manifest.seed == first.manifest.seed
    assert QImage(str(studio.library.path_of(again))) == QImage(str(path)), "other pixels"

    with qtbot.waitSignal(studio.paint.page.results.accepted):
        studio.paint.page.accept()
    layers = studio.paint.page.document.state.layers
    assert layers[-1].kind == "result"
    studio.window.panel.prompt.setPlainText("an unsent thought")
    studio.window.save_state()
    studio.close()
    following = start(qtbot)
    try:
        qtbot.waitUntil(lambda: following.paint.page.document.state.layers == layers)
        assert following.window.panel.prompt.text() == "an unsent thought"
        assert following.history.count() == 2
    finally:
        following.close()


def test_settings_that_are_garbage_are_kept_aside_and_said(qtbot: QtBot, folders: Folders) -> None:
    folders.settings_file.parent.mkdir(parents=True)
    folders.settings_file.write_text("device = [ this is not", encoding="utf-8")
    studio = start(qtbot)
    try:
        assert (folders.config / "settings.unreadable.toml").read_text(encoding="utf-8").startswith("device")
        assert studio.settings == type(studio.settings)()
        cards = studio.window.findChildren(ErrorCard)
        assert any("settings file" in card.full_text() for card in cards)
    finally:
        studio.close()


@pytest.mark.parametrize("state", ['{"draft": "nowhere"}', '{"document": "/no/file.atelier"}', "[]", "{"])
def test_a_document_that_is_gone_does_not_stop_the_start(qtbot: QtBot, folders: Folders, state: str) -> None:
    folders.data.mkdir(parents=True)
    (folders.data / "window.json").write_text(state, encoding="utf-8")
    studio = start(qtbot)
    try:
        qtbot.waitUntil(lambda: studio.queue.engine.name != "off", timeout=5000)
        assert not studio.paint.page.document.planes
    finally:
        studio.close()


def test_changed_settings_are_saved_and_reach_the_next_request(qtbot: QtBot, studio: Studio) -> None:
    studio.window.change_settings(studio.settings.replace("device", precision="fp32"))
    assert 'precision = "fp32"' in studio.folders.settings_file.read_text(encoding="utf-8")
    request = studio.window.panel.request()
    assert request.placement.precision == "fp32"
    assert msgspec.structs.replace(request.placement, precision="auto") == type(request.placement)()


def run_window(home: Path, **changes: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "ATELIER_HOME": str(home), **changes}
    return subprocess.run(
        [sys.executable, "-m", "studio"], env=environment, capture_output=True, text=True, timeout=60
    )


def test_without_a_display_the_headless_twin_is_named(tmp_path: Path) -> None:
    answer = run_window(tmp_path, QT_QPA_PLATFORM="", DISPLAY="", WAYLAND_DISPLAY="")
    if sys.platform in ("win32", "darwin"):
        pytest.fail("has_display() promises a display here")
    assert answer.returncode == 1
    assert len(answer.stderr.splitlines()) == 1
    assert "no display" in answer.stderr and "studio generate" in answer.stderr


def test_a_second_start_goes_away_while_the_first_window_is_open(qtbot: QtBot, folders: Folders) -> None:
    from studio.ui.single_window import SingleWindow

    place = SingleWindow(folders.data)
    assert place.claim()
    answer = run_window(folders.data.parent)
    assert answer.returncode == 0, answer.stderr
    assert "open already" in answer.stdout
    place.release()


def test_a_newer_history_is_refused_before_a_window_opens(qtbot: QtBot, folders: Folders) -> None:
    from studio.core.errors import ErrorKind, StudioError

    database = open_database(folders.database)
    database.connection.execute("PRAGMA user_version = 99")
    database.close()
    before = folders.database.read_bytes()
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    with pytest.raises(StudioError) as refusal:
        Studio(application)
    assert refusal.value.kind is ErrorKind.DATABASE_NEWER
    assert folders.database.read_bytes() == before
