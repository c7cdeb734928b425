"""A library that cannot take pictures: they wait in staging, the window says so and offers to save again."""

from collections.abc import Iterator
from pathlib import Path

import msgspec
import pytest
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from studio.app import Studio
from studio.core.artifacts import Manifest, ModelUsed, Staged
from studio.core.jobs import Job, JobState, new_job
from studio.core.paths import Folders
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.storage.history import LOST
from studio.ui.error_card import ErrorCard

BORN = "2026-01-02T03:04:05.000000+00:00"
REQUEST = ImageRequest(prompt="a sea", model="starter", width=64, height=64, seed=1, count=2)


def start(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Studio:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    made = Studio(application)
    monkeypatch.setattr(made.queue, "start_engine", lambda *lanes: None)
    qtbot.addWidget(made.window)
    made.show()
    qtbot.waitUntil(lambda: made.window.panel.chosen_model() is not None, timeout=5000)
    return made


@pytest.fixture
def studio(qtbot: QtBot, folders: Folders, monkeypatch: pytest.MonkeyPatch) -> Iterator[Studio]:
    made = start(qtbot, monkeypatch)
    yield made
    made.close()


@pytest.fixture
def blocked_year(folders: Folders) -> Path:
    """A file lies where the folder of the year must be."""
    folders.library.mkdir(parents=True, exist_ok=True)
    year = folders.library / "2026"
    year.write_text("in the way")
    return year


def staged_picture(studio: Studio, job: Job, index: int) -> Staged:
    folder = studio.recorder.prepare(job.id)
    image = QImage(64, 64, QImage.Format.Format_RGB32)
    image.fill(QColor("red" if index else "blue"))
    path = folder / f"picture-{index}.png"
    assert image.save(str(path))
    manifest = Manifest(
        program="Atelier", request=REQUEST, index=index, seed=1 + index, created=BORN, device_name="cpu",
        model=ModelUsed(id="starter", name="S", family="sd1", sha256=""), versions={}, seconds={},
        placement=Placement(device="cpu", precision="fp32", reasons=()),
    )  # fmt: skip
    staged = Staged(path=str(path), width=64, height=64, manifest=manifest)
    path.with_suffix(".json").write_bytes(msgspec.json.encode(staged))
    return staged


def cards(studio: Studio) -> list[ErrorCard]:
    return [card for card in studio.window.messages.cards if isinstance(card, ErrorCard)]


def finish_two(studio: Studio) -> None:
    job = studio.history.add_job(new_job(REQUEST, session=studio.session.id))
    for index in range(2):
        assert studio.recorder.adopt(staged_picture(studio, job, index), job.id) is None
    running = job.moved(JobState.STARTING).moved(JobState.RUNNING)
    studio.history.update_job(running)
    studio.history.update_job(running.moved(JobState.DONE))
    studio.recorder.clear(job.id)


def test_one_card_offers_to_save_waiting_pictures_again(studio: Studio, blocked_year: Path) -> None:
    finish_two(studio)
    (card,) = cards(studio)
    assert card.sentence.text().startswith("2 finished pictures")
    action = studio.window.commands.action("save_again")
    assert action.isEnabled()
    card.action_button.click()
    (card,) = cards(studio)
    assert studio.recorder.waiting == 2, "still in the way: said again, nothing lost"
    blocked_year.unlink()
    card.action_button.click()
    assert studio.recorder.waiting == 0 and studio.history.count() == 2
    assert cards(studio) == [] and not action.isEnabled()
    assert "saved" in studio.window.messages.cards[-1].sentence.text()
    assert not list(studio.folders.staging.rglob("picture-*"))
    assert len(studio.paint.page.results.stage.staged) == 2


def test_a_later_success_saves_what_waits_and_takes_the_card_away(studio: Studio, blocked_year: Path) -> None:
    finish_two(studio)
    blocked_year.unlink()
    job = studio.history.add_job(new_job(REQUEST, session=studio.session.id))
    assert studio.recorder.adopt(staged_picture(studio, job, 0), job.id)
    assert cards(studio) == [] and studio.history.count() == 3


def test_waiting_pictures_are_offered_again_after_a_restart(
    qtbot: QtBot, studio: Studio, blocked_year: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finish_two(studio)
    studio.window.close()
    studio.close()
    following = start(qtbot, monkeypatch)
    try:
        qtbot.waitUntil(lambda: following.window.waiting.count == 2)
        (card,) = cards(following)
        assert card.sentence.text().startswith("2 finished pictures")
        blocked_year.unlink()
        following.window.commands.run("save_again")
        assert following.history.count() == 2 and cards(following) == []
    finally:
        following.close()


def test_jobs_lost_with_dead_sessions_share_one_card(
    qtbot: QtBot, folders: Folders, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(3):
        request = msgspec.structs.replace(REQUEST, prompt=f"sea {number}")
        job = studio.history.add_job(new_job(request, session=f"dead-{number}"))
        studio.history.update_job(job.moved(JobState.STARTING).moved(JobState.RUNNING))
    studio.close()
    following = start(qtbot, monkeypatch)
    try:
        qtbot.waitUntil(lambda: len(following.window.job_bar.troubles.jobs()) == 3)
        (card,) = cards(following)
        assert all(f"sea {number}" in card.report.detail for number in range(3))
        following.queue.set_paused(True)
        following.window.job_bar.troubles.retry(following.window.job_bar.troubles.jobs()[0])
        card.action_button.click()
        assert len(following.queue.pending()) == 3, "each once"
        assert following.window.job_bar.troubles.jobs() == []
    finally:
        following.close()


def test_one_lost_job_keeps_its_own_words(
    qtbot: QtBot, studio: Studio, monkeypatch: pytest.MonkeyPatch
) -> None:
    job = studio.history.add_job(new_job(REQUEST, session="dead"))
    studio.history.update_job(job.moved(JobState.STARTING).moved(JobState.RUNNING))
    studio.close()
    following = start(qtbot, monkeypatch)
    try:
        qtbot.waitUntil(lambda: bool(cards(following)))
        (card,) = cards(following)
        assert card.report == LOST and card.action_button.text() == "Try again"
        card.close_button.click()
        assert [lost.id for lost in following.window.job_bar.troubles.jobs()] == [job.id]
    finally:
        following.close()
