"""The real text engine killed or stopped while it loads, reads, writes: what came stays, it goes on."""

import os
import signal
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.jobs import Job, JobState
from studio.core.paths import Folders
from studio.jobs.lanes import WORDS
from studio.jobs.link import engine_command
from studio.storage.models import Models
from studio.ui.writing.drafting.drafting import Drafting
from tests.fakes import bench as benches
from tests.fakes.toy_gguf import STORY, Shape, write_toy_gguf

PATIENCE = 120_000
LONG = STORY * 60
"""More than is read at once: reading it takes long enough to be seen."""
SHORT = STORY.strip()


@pytest.fixture(scope="module")
def slow(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A model that takes a while for everything."""
    path = tmp_path_factory.mktemp("slow") / "slow.gguf"
    write_toy_gguf(path, Shape(layers=12, width=512, hidden=1024))
    return path


class Desk:
    """The Write page with the slow model in the program's own engine."""

    def __init__(self, desk, folders: Folders, bench: benches.Bench, qtbot) -> None:
        self.page, self.queue, self.ear, self.qtbot = desk.page, bench.queue, bench.ear, qtbot
        self.scenes = (desk.one, desk.two)
        self.drafting = Drafting(
            desk.page, bench.queue, Models(folders, [], {}), bench.queue.writings, folders
        )
        self.drafting.panel.models.choose("slow")
        self.problems: list = []
        self.messages: list[str] = []
        self.drafting.problem.connect(self.problems.append)
        self.drafting.message.connect(self.messages.append)
        self.progress: list = []
        self.queue.progressed.connect(self.progress.append)

    @property
    def editor(self):
        return self.page.editor

    def press(self, text: str, scene: int = 0, length: int = 4000):
        """*Continue* at the end of a text."""
        self.page.open_item(self.scenes[scene])
        self.editor.buffer.set_text(text, "set")
        self.editor.select(len(text), len(text))
        self.drafting.samplers.panel.set_length(length)
        self.progress.clear()
        run = self.drafting.press("continue")
        assert run and not self.problems
        return run

    def until(self, condition) -> None:
        self.qtbot.waitUntil(condition, timeout=PATIENCE)

    def until_in(self, phase: str) -> None:
        """Until the engine is in the middle of it."""
        middle = {
            "loading": lambda: "loading" in self.ear.phases,
            "reading": lambda: any(0 < each.done < each.total for each in self.progress),
            "writing": lambda: bool(self.drafting.drafter.draft and self.drafting.drafter.draft.text),
        }
        self.until(middle[phase])

    def until_ended(self, run) -> Job:
        self.until(lambda: any(job.id == run.job for job in self.ear.ended))
        return next(job for job in self.ear.ended if job.id == run.job)

    def goes_on(self) -> None:
        """The next *Continue* writes."""
        self.problems.clear()
        if self.editor.buffer.draft:
            self.editor.buffer.draft.discard()
        run = self.press(SHORT, length=16)
        assert self.until_ended(run).state is JobState.DONE and not self.problems
        assert self.editor.buffer.draft.text == run.current.text != ""


@pytest.fixture
def words(desk, folders: Folders, slow: Path, qtbot) -> Iterator[Desk]:
    folders.models.mkdir(parents=True)
    (folders.models / "slow.gguf").symlink_to(slow)
    bench = benches.Bench(folders, text_command=engine_command("text"))
    yield Desk(desk, folders, bench, qtbot)
    bench.close()


@pytest.mark.parametrize("phase", ["loading", "reading", "writing"])
def test_a_killed_engine_is_told_of_and_the_next_continue_works(words: Desk, phase: str) -> None:
    text = LONG if phase == "reading" else SHORT
    run = words.press(text)
    words.until_in(phase)
    os.kill(words.queue.pid_of(WORDS), signal.SIGKILL)
    job = words.until_ended(run)
    assert job.state is JobState.LOST and run.failed and not words.drafting.drafter.writing
    (problem,) = words.problems
    assert "it was killed" in problem.sentence and "Try again" in problem.advice
    assert words.editor.text() == text
    draft, kept = words.editor.buffer.draft, words.queue.writings.load(job.id)
    if phase == "writing":
        assert draft and kept and draft.text == run.current.text != ""
        assert kept.alternatives[0].text == draft.text
    else:
        assert draft is None and not any(one.text for one in run.alternatives)
    assert words.queue.writings.unfinished() == [], "the window saw it happen"
    words.goes_on()


@pytest.mark.parametrize("phase", ["loading", "reading", "writing"])
def test_stop_ends_it_in_every_phase_and_keeps_what_came(words: Desk, phase: str) -> None:
    text = LONG if phase == "reading" else SHORT
    engine = words.queue.pid_of
    run = words.press(text)
    words.until_in(phase)
    pid = engine(WORDS)
    words.drafting.drafter.stop()
    job = words.until_ended(run)
    assert job.state is JobState.CANCELLED and not run.failed and not words.problems
    assert words.editor.text() == text
    draft, kept = words.editor.buffer.draft, words.queue.writings.load(job.id)
    if phase == "writing":
        assert draft and kept and draft.text == run.current.text != ""
        assert kept.alternatives[0].text == draft.text and kept.alternatives[0].reason == "cancelled"
        assert len(kept.alternatives[0].tokens) < job.request.max_tokens
    else:
        assert draft is None and not any(one.text for one in run.alternatives)
        assert "writing" not in words.ear.phases
        assert all(each.done < each.total for each in words.progress), "it was not read to its end"
    words.goes_on()
    assert engine(WORDS) == pid, "the same engine goes on"


def test_a_waiting_continue_is_taken_back_while_another_is_written(words: Desk) -> None:
    first = words.press(SHORT)
    words.until_in("writing")
    second = words.press(LONG, scene=1)
    assert [job.id for job in words.queue.pending()] == [second.job]
    words.drafting.drafter.stop()
    assert words.until_ended(second).state is JobState.CANCELLED and words.queue.pending() == []
    assert words.editor.buffer.draft is None and words.editor.text() == LONG
    assert words.queue.writings.load(second.job) is None, "nothing was begun"
    words.page.open_item(words.scenes[0])
    before = len(first.current.text)
    words.until(lambda: len(first.current.text) > before)
    assert words.drafting.drafter.run is first
    words.drafting.drafter.stop()
    assert words.until_ended(first).state is JobState.CANCELLED
    assert words.editor.buffer.draft.text == first.current.text


def test_try_again_on_the_card_of_a_lost_answer_writes_it_into_its_draft(words: Desk) -> None:
    lost = words.press(SHORT)
    words.until_in("writing")
    os.kill(words.queue.pid_of(WORDS), signal.SIGKILL)
    job = words.until_ended(lost)
    came = lost.current.text
    words.problems.clear()
    words.queue.retry(job.id)
    run = words.drafting.drafter.run
    assert run is not lost and run.job != job.id
    words.until(lambda: len(run.current.text) > len(came))
    words.drafting.drafter.stop()
    assert words.until_ended(run).state is JobState.CANCELLED and not words.problems
    assert words.editor.buffer.draft.text == run.current.text
    assert run.current.text.startswith(came.rstrip()), "the same seed, the same text"
    assert words.editor.text() == SHORT
