"""The disk fills up while it is typed and an answer streams: it is said, and all is kept in the end."""

import resource
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from studio.core.errors import ErrorKind
from studio.core.jobs import JobState
from studio.core.paths import Folders
from studio.jobs.link import engine_command
from studio.storage import text_results
from studio.storage.manuscripts import typing_journal
from studio.storage.models import Models
from studio.storage.text_results import TextResults
from studio.ui.writing.drafting.drafting import Drafting
from tests.fakes.bench import Bench
from tests.fakes.toy_gguf import STORY, Shape, write_toy_gguf

PATIENCE = 60_000
TEXT = STORY.strip()


@contextmanager
def full_disk() -> Iterator[None]:
    """The system refuses to let any file grow."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


@pytest.fixture
def bench(folders: Folders, qapp: object) -> Iterator[Bench]:
    write_toy_gguf(folders.models / "toy.gguf", Shape(layers=6, width=256, hidden=512))
    made = Bench(folders, text_command=engine_command("text"))
    yield made
    made.close()


def test_typing_and_drafting_go_on_and_both_are_kept_when_there_is_room(
    qtbot, desk, folders: Folders, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text_results, "RETRY_SECONDS", 0.05)
    monkeypatch.setattr(typing_journal, "RETRY_SECONDS", 0.05)
    autosave = desk.desk.autosave
    autosave._retry_timer.setInterval(100)
    drafting = Drafting(desk.page, bench.queue, Models(folders, [], {}), bench.queue.writings, folders)
    drafting.problem.connect(desk.problems.append)
    drafting.panel.models.choose("toy")
    drafting.samplers.panel.set_length(1200)
    desk.page.open_item(desk.one)
    editor = desk.page.editor
    editor.buffer.set_text(TEXT, "set")
    editor.select(len(TEXT), len(TEXT))
    run = drafting.press("continue")
    assert run
    qtbot.waitUntil(lambda: bool(run.draft and run.draft.text), timeout=PATIENCE)
    with full_disk():
        editor.select(0, 0)
        qtbot.keyClicks(editor, "Typed. ")
        autosave._journal()
        autosave.save_all()
        before = len(run.current.text)
        qtbot.waitUntil(lambda: autosave.state == "failed", timeout=PATIENCE)
        qtbot.waitUntil(
            lambda: any("kept there" in one.sentence for one in bench.ear.complaints), timeout=PATIENCE
        )
        told = [one for one in bench.ear.complaints if "kept there" in one.sentence]
        assert [one.kind for one in told] == [ErrorKind.DISK_FULL] and "stays on the screen" in told[0].advice
        assert {one.kind for one in desk.problems} == {ErrorKind.DISK_FULL}
        assert all("disk is full" in one.sentence and one.advice for one in desk.problems)
        qtbot.waitUntil(lambda: len(run.current.text) > before, timeout=PATIENCE)
        qtbot.keyClicks(editor, "More. ")
        assert editor.text() == "Typed. More. " + TEXT
        drafting.drafter.stop()
        qtbot.waitUntil(lambda: bool(bench.ear.ended), timeout=PATIENCE)
        assert bench.ear.ended[0].state is JobState.CANCELLED
        assert run.draft.alive and run.draft.text == run.current.text
        autosave._journal()
    qtbot.waitUntil(lambda: autosave.state == "saved", timeout=PATIENCE)
    assert desk.on_disk(desk.one).strip() == editor.text()
    qtbot.waitUntil(lambda: not list((folders.writings / "open").iterdir()), timeout=PATIENCE)
    kept = TextResults(folders.writings).load(run.job)
    assert kept and kept.state == "cancelled" and kept.alternatives[0].text == run.draft.text
    drafting.drafter.accept()
    qtbot.waitUntil(lambda: desk.on_disk(desk.one).strip() == editor.text(), timeout=PATIENCE)
    assert editor.text() == "Typed. More. " + TEXT + run.current.text
