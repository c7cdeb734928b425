"""The button and its menu: what it says, what it queues, where the results belong."""

from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QAction
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorReport
from studio.core.jobs import Job
from studio.core.requests import FileRef, ImageRequest
from studio.storage.sources import Sources
from studio.ui.canvas.generating.generation import TARGETS_KEPT, Generation
from studio.ui.canvas.generating.stage import Target, target_at
from studio.ui.canvas.page import CanvasPage
from studio.ui.main_window import MainWindow
from studio.ui.window_state import WindowState
from tests.ui.canvas.generating.conftest import select


@pytest.fixture
def state(tmp_path: Path) -> WindowState:
    return WindowState(tmp_path / "window.json")


@pytest.fixture
def generation(page: CanvasPage, window: MainWindow, queue, state: WindowState, tmp_path: Path) -> Generation:
    made = Generation(page, window.panel, Sources(tmp_path / "sources"), state, queue.submit)
    window.prepare = made.submit
    return made


def says(generation: Generation, qtbot: QtBot, text: str) -> None:
    foot = generation._panel.foot
    qtbot.waitUntil(lambda: foot.text() == text)


def action(generation: Generation, identity: str) -> QAction:
    return generation._actions[identity]


@pytest.fixture
def pressed(generation: Generation, window: MainWindow, queue, qtbot: QtBot) -> Callable[[], Job]:
    def press() -> Job:
        before = len(queue.waiting)
        window.panel.submit()
        qtbot.waitUntil(lambda: len(queue.waiting) > before)
        return queue.waiting[-1]

    return press


def test_the_button_says_what_it_will_do(generation: Generation, page: CanvasPage, qtbot: QtBot) -> None:
    panel = generation._panel
    says(generation, qtbot, "Generate")
    panel.strength.set_value(0.4)
    says(generation, qtbot, "Refine 40 %")
    panel.count.set_value(3)
    says(generation, qtbot, "Refine 40 % × 3")
    select(page.document, QRect(100, 100, 50, 50))
    says(generation, qtbot, "Fill 40 % × 3")
    panel.strength.set_value(1.0)
    panel.count.set_value(1)
    says(generation, qtbot, "Fill")
    with page.document.edit("deselect") as edit:
        edit.set_selected(False)
    page.document.set_frame(QRect(400, 0, 256, 256))
    says(generation, qtbot, "Expand")
    generation.choose("generate")
    says(generation, qtbot, "Generate")


def test_the_menu_offers_what_means_something_and_a_choice_holds_until_things_change(
    generation: Generation, page: CanvasPage, qtbot: QtBot
) -> None:
    assert action(generation, "refine").isEnabled() and not action(generation, "fill").isEnabled()
    generation.choose("refine")
    says(generation, qtbot, "Refine 50 %")
    assert action(generation, "refine").isChecked()
    assert generation._panel.strength.value() == 0.5, "the field says what the button says"
    select(page.document, QRect(100, 100, 50, 50))
    says(generation, qtbot, "Fill")
    assert generation._panel.strength.value() == 1.0, "what Refine had set goes with it"
    assert action(generation, "").isChecked() and action(generation, "remove").isEnabled()
    generation.choose("remove")
    says(generation, qtbot, "Remove")


def test_a_strength_that_was_set_by_hand_stays(
    generation: Generation, page: CanvasPage, qtbot: QtBot
) -> None:
    generation.choose("refine")
    generation._panel.strength.set_value(0.7)
    says(generation, qtbot, "Refine 70 %")
    select(page.document, QRect(100, 100, 50, 50))
    says(generation, qtbot, "Fill 70 %")


def test_a_press_queues_what_the_intent_wants_and_remembers_the_place(
    generation: Generation, page: CanvasPage, pressed: Callable[[], Job], state: WindowState, tmp_path: Path
) -> None:
    select(page.document, QRect(200, 150, 100, 80))
    job = pressed()
    assert job.request.intent == "fill" and job.request.mask and job.request.start
    target = generation.target_of(job.id)
    assert target and target.mask == job.request.mask and target.document == page.document.key
    again = WindowState(tmp_path / "window.json")
    assert msgspec.convert(again.mapping("targets")[job.id], Target) == target


def test_a_retry_belongs_where_the_first_try_did(generation: Generation, pressed: Callable[[], Job]) -> None:
    job = pressed()
    generation.retried(job.id, "again")
    assert generation.target_of("again") == generation.target_of(job.id)
    generation.retried("unknown", "nothing")
    assert generation.target_of("nothing") is None


def test_only_so_many_places_are_remembered(generation: Generation, page: CanvasPage) -> None:
    target = target_at(page.document.state, page.document.key, QRect(0, 0, 8, 8))
    for number in range(TARGETS_KEPT + 5):
        generation.remember(f"job{number}", target)
    assert generation.target_of("job4") is None and generation.target_of("job5") == target


def test_a_start_picture_of_the_panel_goes_before_the_canvas(
    generation: Generation, page: CanvasPage, queue, window: MainWindow
) -> None:
    select(page.document, QRect(200, 150, 100, 80))
    start = FileRef(path="/a.png", sha256="0")
    request = msgspec.structs.replace(window.panel.request(), start=start, strength=0.5)
    generation.submit(request)
    assert queue.waiting[-1].request == request


def test_what_cannot_be_drawn_is_said_and_nothing_is_queued(
    generation: Generation, page: CanvasPage, queue, window: MainWindow, qtbot: QtBot
) -> None:
    told: list[ErrorReport] = []
    generation.problem.connect(told.append)
    select(page.document, QRect(2000, 2000, 5, 5))
    window.panel.submit()
    qtbot.waitUntil(lambda: bool(told))
    assert "Nothing of the picture is selected" in told[0].sentence and not queue.waiting


def test_a_disk_that_cannot_be_written_is_said(
    page: CanvasPage, window: MainWindow, queue, state: WindowState, tmp_path: Path, qtbot: QtBot
) -> None:
    (tmp_path / "file").write_text("no folder")
    generation = Generation(page, window.panel, Sources(tmp_path / "file"), state, queue.submit)
    generation.choose("refine")
    with qtbot.waitSignal(generation.problem) as told:
        generation.submit(window.panel.request())
    assert told.args and told.args[0].sentence and not queue.waiting


def test_a_command_runs_an_intent_once(
    generation: Generation, page: CanvasPage, queue, window: MainWindow, qtbot: QtBot
) -> None:
    generation.run("refine")
    qtbot.waitUntil(lambda: bool(queue.waiting))
    assert queue.waiting[-1].request.intent == "refine"
    says(generation, qtbot, "Generate")
    generation.run("fill")  # nothing is selected
    assert len(queue.waiting) == 1


def test_without_a_usable_model_the_plain_request_is_left_to_the_queue(
    generation: Generation, page: CanvasPage, window: MainWindow
) -> None:
    request: ImageRequest = window.panel.request()
    window.panel._model_id = ""
    assert generation.order(request, generation.current) is None
