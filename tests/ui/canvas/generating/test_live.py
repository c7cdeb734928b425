"""Live mode: one picture at a time, stale work is dropped, nothing stays unless it is kept."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QObject, QRect, Signal
from PySide6.QtGui import QColor, QImage
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Artifact, Manifest, Staged
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.jobs import Job, JobState, new_job
from studio.core.requests import ImageRequest
from studio.jobs import offthread
from studio.storage.sources import Sources
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating import live as live_module
from studio.ui.canvas.generating.generation import Generation
from studio.ui.canvas.generating.live import STEPS_MOST, Live
from studio.ui.canvas.page import CanvasPage
from studio.ui.canvas.tile import FORMAT
from studio.ui.main_window import MainWindow
from studio.ui.window_state import WindowState
from tests.ui.canvas.generating.conftest import select

BROKEN = ErrorReport(kind=ErrorKind.ENGINE_LOST, sentence="The engine ended.")


class PassingQueue(QObject):
    """The part of the queue that live mode uses; the test says what happens."""

    passed = Signal(str, object)
    ended = Signal(object)

    def __init__(self, manifest: Manifest) -> None:
        super().__init__()
        self.manifest = manifest
        self.submitted: list[Job] = []
        self.dropped: list[str] = []
        self.cancelled: list[str] = []
        self.kept: list[str] = []
        self.others: list[Job] = []
        self.refuse: StudioError | None = None

    def current(self) -> Job | None:
        return self.others[0] if self.others else None

    def pending(self) -> list[Job]:
        return self.others[1:]

    def submit_passing(self, request: ImageRequest) -> Job:
        if self.refuse:
            raise self.refuse
        self.submitted.append(new_job(request))
        return self.submitted[-1]

    def cancel(self, identity: str) -> None:
        self.cancelled.append(identity)

    def drop(self, identity: str) -> None:
        self.dropped.append(identity)

    def keep(self, identity: str, staged: Staged) -> None:
        if self.refuse:
            raise self.refuse
        self.kept.append(identity)

    def finish(self, folder: Path, colour: str = "red", state: JobState = JobState.DONE) -> Job:
        job = self.submitted[-1]
        if state is JobState.DONE:
            image = QImage(job.request.width, job.request.height, QImage.Format.Format_RGB32)
            image.fill(QColor(colour))
            path = folder / f"{job.id}.png"
            image.save(str(path))
            staged = Staged(path=str(path), width=8, height=8, manifest=self.manifest)
            self.passed.emit(job.id, staged)
        error = BROKEN if state in (JobState.FAILED, JobState.LOST) else None
        self.ended.emit(job.moved(JobState.STARTING).moved(JobState.RUNNING).moved(state, error))
        return job


@pytest.fixture
def passing(make_artifact: Callable[..., Artifact]) -> PassingQueue:
    return PassingQueue(make_artifact("live").manifest)


@pytest.fixture
def live(
    page: CanvasPage, window: MainWindow, passing: PassingQueue, queue, tmp_path: Path
) -> Iterator[Live]:
    state = WindowState(tmp_path / "window.json")
    generation = Generation(page, window.panel, Sources(tmp_path / "sources"), state, queue.submit)
    made = Live(page, window.panel, generation, passing)  # type: ignore[arg-type]
    made.seconds = 0.2
    yield made
    made.set_on(False)
    offthread.finish()


def touch(document: Document, colour: str = "yellow") -> None:
    image = QImage(8, 8, FORMAT)
    image.fill(QColor(colour))
    with document.edit("dab") as edit:
        edit.put_image(document.state.active, image, 0, 0)


def begun(live: Live, passing: PassingQueue, qtbot: QtBot, count: int = 1) -> Job:
    qtbot.waitUntil(lambda: len(passing.submitted) == count)
    qtbot.waitUntil(lambda: live._job == passing.submitted[-1].id)
    return passing.submitted[-1]


def seen(page: CanvasPage) -> str:
    return page._live.pixelColor(9, 9).name() if page._live else ""


def test_a_quick_picture_of_the_frame_is_drawn_and_laid_over_it(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    page.header.live_toggled.emit(True)
    job = begun(live, passing, qtbot)
    assert live.on and job.request.intent == "refine" and job.request.count == 1
    assert job.request.steps <= STEPS_MOST
    passing.finish(tmp_path)
    qtbot.waitUntil(lambda: seen(page) == QColor("red").name())
    assert len(passing.submitted) == 1, "nothing changed, nothing is drawn again"
    assert len(page.document.history.steps) == 1, "the document is as it was"


def test_changes_meanwhile_make_one_more_picture_and_not_a_line_of_them(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.set_on(True)
    begun(live, passing, qtbot)
    for colour in ("red", "green", "yellow", "black"):
        touch(page.document, colour)
        qtbot.wait(30)
    assert len(passing.submitted) == 1
    passing.finish(tmp_path)
    begun(live, passing, qtbot, 2)
    passing.finish(tmp_path, "teal")
    qtbot.waitUntil(lambda: seen(page) == QColor("teal").name())
    assert len(passing.submitted) == 2 and passing.submitted[0].id in passing.dropped


def test_a_picture_that_has_just_begun_is_stopped_when_it_is_stale_already(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.seconds = 60.0
    live.set_on(True)
    job = begun(live, passing, qtbot)
    touch(page.document)
    assert job.id in passing.cancelled
    passing.finish(tmp_path, state=JobState.CANCELLED)
    begun(live, passing, qtbot, 2)
    assert seen(page) == ""


def test_the_wait_for_further_changes_follows_the_time_a_picture_takes(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.seconds = 1.0
    live.set_on(True)
    assert live._timer.interval() == round(1000 * live_module.WAIT_SHARE)
    begun(live, passing, qtbot)
    before = live.seconds
    passing.finish(tmp_path)
    assert live.seconds < before, "what was measured is learnt"
    live.seconds = 100.0
    touch(page.document)
    assert live._timer.interval() == round(1000 * live_module.WAIT_MOST)


def test_other_jobs_go_first(
    live: Live, page: CanvasPage, passing: PassingQueue, window: MainWindow, qtbot: QtBot
) -> None:
    other = new_job(window.panel.request())
    passing.others = [other]
    live.set_on(True)
    qtbot.wait(150)
    assert not passing.submitted
    passing.others = []
    passing.ended.emit(other.moved(JobState.CANCELLED))
    begun(live, passing, qtbot)


def test_switched_off_amid_a_picture_nothing_is_left(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.set_on(True)
    job = begun(live, passing, qtbot)
    live.set_on(False)
    assert job.id in passing.dropped
    passing.finish(tmp_path)
    offthread.finish()
    qtbot.wait(50)
    assert seen(page) == "" and not page.bar.isVisible()
    touch(page.document)
    qtbot.wait(120)
    assert len(passing.submitted) == 1


def test_what_is_selected_is_filled_and_an_empty_frame_generated(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    select(page.document, QRect(100, 100, 50, 50))
    live.set_on(True)
    assert begun(live, passing, qtbot).request.intent == "fill"
    passing.finish(tmp_path)
    with page.document.edit("clear") as edit:
        edit.set_selected(False)
        edit.clear(page.document.state.active)
    assert begun(live, passing, qtbot, 2).request.intent == "generate"


def test_a_changed_prompt_is_drawn(
    live: Live, passing: PassingQueue, window: MainWindow, tmp_path: Path, qtbot: QtBot
) -> None:
    live.set_on(True)
    begun(live, passing, qtbot)
    passing.finish(tmp_path)
    window.panel.prompt.setPlainText("the sea at night")
    assert begun(live, passing, qtbot, 2).request.prompt == "the sea at night"


def test_a_kept_picture_joins_the_history_and_ends_live_mode(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.set_on(True)
    job = begun(live, passing, qtbot)
    passing.finish(tmp_path)
    qtbot.waitUntil(lambda: seen(page) != "")
    page.accept()
    assert passing.kept == [job.id] and not live.on and job.id not in passing.dropped
    assert live._generation.target_of(job.id)


def test_a_history_that_refuses_leaves_the_picture_to_be_kept_later(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.set_on(True)
    job = begun(live, passing, qtbot)
    passing.finish(tmp_path)
    qtbot.waitUntil(lambda: seen(page) != "")
    passing.refuse = StudioError(ErrorKind.DATABASE_LOCKED, "The history is busy.")
    with qtbot.waitSignal(live.problem):
        page.accept()
    assert live.on and seen(page)
    passing.refuse = None
    page.accept()
    assert passing.kept == [job.id]


def test_what_lies_over_the_live_picture_cannot_be_mistaken_for_it(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.set_on(True)
    begun(live, passing, qtbot)
    passing.finish(tmp_path)
    qtbot.waitUntil(page.bar.isVisible)
    page.show_preview(QImage(8, 8, QImage.Format.Format_RGB32), "another job")
    assert not page.bar.isVisible() and not page.can_accept
    page.accept()
    assert passing.kept == []
    page.show_preview(None)
    assert page.bar.isVisible()


@pytest.mark.parametrize("state", [JobState.FAILED, JobState.LOST])
def test_an_engine_that_fails_or_dies_switches_live_mode_off(
    live: Live, passing: PassingQueue, tmp_path: Path, qtbot: QtBot, state: JobState
) -> None:
    live.set_on(True)
    begun(live, passing, qtbot)
    told: list[ErrorReport] = []
    live.broken_off.connect(told.append)
    passing.finish(tmp_path, state=state)
    assert not live.on and told == [BROKEN]


def test_a_request_that_is_refused_switches_it_off_with_the_reason(
    live: Live, passing: PassingQueue, qtbot: QtBot
) -> None:
    told: list[ErrorReport] = []
    live.problem.connect(told.append)
    passing.refuse = StudioError(ErrorKind.MODEL_MISSING, "The model is gone.")
    live.set_on(True)
    qtbot.waitUntil(lambda: bool(told))
    assert told[0].sentence == "The model is gone." and not live.on


def test_another_document_has_no_picture_of_the_one_before(
    live: Live, page: CanvasPage, passing: PassingQueue, tmp_path: Path, qtbot: QtBot
) -> None:
    live.set_on(True)
    job = begun(live, passing, qtbot)
    page.desk.set_document(Document.new(64, 64, "other"))
    assert job.id in passing.dropped
    passing.finish(tmp_path)
    offthread.finish()
    assert seen(page) == ""
    begun(live, passing, qtbot, 2)
