"""The whole window killed while a model drafts: what it wrote is offered until it is taken or left."""

import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import psutil
import pytest
from PySide6.QtWidgets import QAbstractButton, QApplication
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.core.paths import HOME_VARIABLE, default_folders
from studio.storage.manuscripts.project import Project
from studio.ui.writing.drafting.answer_card import AnswerCard
from tests.fakes.toy_gguf import STORY, Shape, write_toy_gguf

ROOT = Path(__file__).resolve().parents[2]
pytestmark = pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="the signal is POSIX")


def killed(how: str, folder: Path, home: Path) -> str:
    """A window that dies with a draft; the draft it showed then."""
    window = subprocess.run(
        [sys.executable, "-m", "tests.fakes.drafting_window", how, str(folder)],
        capture_output=True, text=True, cwd=ROOT, timeout=120, check=False,
        env={**os.environ, HOME_VARIABLE: str(home)},
    )  # fmt: skip
    assert window.returncode == -signal.SIGKILL, window.stderr
    said = json.loads(window.stdout)
    if said["engine"]:
        psutil.wait_procs([psutil.Process(said["engine"])] if psutil.pid_exists(said["engine"]) else [], 10)
        assert not psutil.pid_exists(said["engine"]), "the engine ends with its window"
    return said["draft"]


@contextmanager
def started(qtbot: QtBot, home: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    """The window started again, as far as the Write page, without an engine."""
    monkeypatch.setenv(HOME_VARIABLE, str(home))
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    studio = Studio(application)
    monkeypatch.setattr(studio.queue, "start_engine", lambda *lanes: None)
    qtbot.addWidget(studio.window)
    studio.show()
    try:
        qtbot.waitUntil(lambda: studio.window.panel.chosen_model() is not None, timeout=20_000)
        yield studio
    finally:
        studio.close()


def offered(studio: Studio) -> list[AnswerCard]:
    """What the Draft panel offers of cut off answers."""
    assert studio.writing, "the page that was open is open again"
    cut = studio.writing.drafting.panel._cut
    return [card for at in range(cut.count()) if isinstance(card := cut.itemAt(at).widget(), AnswerCard)]


def press(card: AnswerCard, words: str) -> None:
    next(button for button in card.findChildren(QAbstractButton) if words in button.text()).click()


def test_an_answer_outlives_two_kills_and_is_offered_until_it_is_taken_or_left(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    home, folder = tmp_path / "home", tmp_path / "book"
    write_toy_gguf(default_folders().models / "toy.gguf", Shape(layers=4, width=128, hidden=256))
    settings = default_folders().settings_file
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('[writing]\nmodel = "toy"\n', encoding="utf-8")
    project = Project.create(folder, "Book")
    scene = project.add("scene", "One", text=STORY.strip()).id
    project.close()

    first = killed("stream", folder, home)
    second = killed("back", folder, home)
    assert second and first.startswith(second), "brought back after the first kill, then killed again"
    shutil.copytree(home, tmp_path / "other home")

    with started(qtbot, home, monkeypatch) as studio:
        (card,) = offered(studio)
        assert card.isVisible() or studio.writing.page.side.isVisible()
        press(card, "Bring it back")
        draft = studio.writing.page.editor.buffer.draft
        assert draft and draft.text == second and not offered(studio)
        assert studio.writing.page.editor.text() == STORY.strip()
        studio.writing.drafting.drafter.accept()
        assert studio.writing.page.editor.text() == STORY.strip() + second
    with started(qtbot, home, monkeypatch) as studio:
        assert studio.writing.page.editor.text() == STORY.strip() + second and not offered(studio)

    folder.rename(tmp_path / "renamed")
    with started(qtbot, tmp_path / "other home", monkeypatch) as studio:
        studio.window.pages.show_page("writing")
        studio.writing.open_project(tmp_path / "renamed")
        assert studio.writing.page.editor.item == scene
        (card,) = offered(studio)
        press(card, "Dismiss")
        assert not offered(studio) and studio.writing.page.editor.buffer.draft is None
    with started(qtbot, tmp_path / "other home", monkeypatch) as studio:
        assert studio.writing.page.editor.text() == STORY.strip() + second and not offered(studio)
