"""Texts through the queue, beside pictures, against a child that acts out what the text says."""

from collections.abc import Callable

import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import JobState, Priority
from studio.core.messages import Reads, Wrote
from studio.core.requests import Adapter
from studio.jobs import keeper, lane
from studio.jobs.lanes import PICTURES, WORDS
from studio.jobs.losses import GAVE_UP_WRITING
from studio.storage.text_results import TextResults
from tests.fakes.bench import Bench, request, text_request

MakeBench = Callable[..., Bench]


def until_ended(qtbot: QtBot, bench: Bench, count: int = 1) -> None:
    qtbot.waitUntil(lambda: len(bench.ear.ended) >= count, timeout=10_000)


def until_text(qtbot: QtBot, bench: Bench, job: str) -> None:
    qtbot.waitUntil(lambda: (job, 0) in bench.ear.texts, timeout=10_000)


def test_a_text_from_submit_to_journal(qtbot: QtBot, bench: Bench) -> None:
    read: list[Reads] = []
    wrote: list[Wrote] = []
    bench.queue.reads_told.connect(read.append)
    bench.queue.wrote.connect(wrote.append)
    job = bench.queue.submit(text_request("write on", count=2, document="book:1"))
    assert bench.queue.pending() == [job]
    until_ended(qtbot, bench)
    assert [state for _, state in bench.ear.states] == ["queued", "starting", "running", "done"]
    assert bench.ear.phases == ["reading", "writing"]
    assert bench.ear.texts == {(job.id, index): "threads=0 write on" for index in (0, 1)}
    assert read[0].prompt == "write on" and [event.written.index for event in wrote] == [0, 1]
    kept = bench.queue.writings.load(job.id)
    assert kept and kept.state == "done" and kept.model.id == "writer"
    assert [each.text for each in kept.alternatives] == ["threads=0 write on"] * 2
    assert not bench.library.staging_of(job.id).exists()
    stored = bench.history.job(job.id)
    assert stored and stored.state is JobState.DONE and stored.request == job.request


def test_a_text_is_written_while_a_picture_is_made(qtbot: QtBot, bench: Bench) -> None:
    picture = bench.queue.submit(request("wait denoising"))
    qtbot.waitUntil(lambda: "denoising" in bench.ear.phases, timeout=10_000)
    bench.queue.submit(text_request("write a"))
    waiting = bench.queue.submit(text_request("wait b"))
    until_text(qtbot, bench, waiting.id)
    assert [job.state for job in bench.ear.ended] == [JobState.DONE]
    current = bench.queue.current()
    assert current and current.id == picture.id, "the current job is the picture unless asked otherwise"
    assert bench.queue.current(WORDS) and bench.queue.current(WORDS).id == waiting.id  # type: ignore[union-attr]
    assert bench.queue.pid_of(PICTURES) not in (0, bench.queue.pid_of(WORDS))
    bench.queue.cancel(picture.id)
    bench.queue.cancel(waiting.id)
    until_ended(qtbot, bench, 3)
    assert bench.queue.current(PICTURES) is None and bench.queue.current(WORDS) is None


def test_texts_take_turns_among_themselves(qtbot: QtBot, bench: Bench) -> None:
    jobs = [bench.queue.submit(text_request(f"write {number}")) for number in range(20)]
    until_ended(qtbot, bench, 20)
    assert [job.id for job in bench.ear.ended] == [job.id for job in jobs]
    assert len(bench.links) == 1, "no engine that draws was started"


def test_stopping_keeps_what_is_written(qtbot: QtBot, bench: Bench) -> None:
    job = bench.queue.submit(text_request("wait here"))
    until_text(qtbot, bench, job.id)
    bench.queue.cancel(job.id)
    until_ended(qtbot, bench)
    assert bench.ear.ended[0].state is JobState.CANCELLED
    kept = bench.queue.writings.load(job.id)
    assert kept and (kept.state, kept.alternatives[0].reason) == ("cancelled", "cancelled")
    assert kept.alternatives[0].text == bench.ear.texts[job.id, 0] == "threads=0 wait"


def test_stop_now_ends_the_text_engine_alone(qtbot: QtBot, bench: Bench) -> None:
    picture = bench.queue.submit(request("wait denoising"))
    job = bench.queue.submit(text_request("hang here"))
    until_text(qtbot, bench, job.id)
    qtbot.waitUntil(lambda: "denoising" in bench.ear.phases, timeout=10_000)
    drawing = bench.queue.engine_pid
    bench.queue.stop_now(job.id)
    until_ended(qtbot, bench)
    assert (bench.ear.ended[0].id, bench.ear.ended[0].state) == (job.id, JobState.CANCELLED)
    assert bench.queue.engine_pid == drawing and bench.queue.current().id == picture.id  # type: ignore[union-attr]
    kept = bench.queue.writings.load(job.id)
    assert kept and kept.alternatives[0].text == "threads=1 hang"
    bench.queue.cancel(picture.id)
    until_ended(qtbot, bench, 2)


def test_a_text_that_does_not_stop_is_stopped_by_itself(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane, "STUCK_MS", 100)
    job = bench.queue.submit(text_request("hang here"))
    until_text(qtbot, bench, job.id)
    bench.queue.cancel(job.id)
    until_ended(qtbot, bench)
    assert bench.ear.ended[0].state is JobState.CANCELLED


def test_a_lost_text_keeps_what_came_and_can_be_tried_again(qtbot: QtBot, bench: Bench) -> None:
    job = bench.queue.submit(text_request("crash here"))
    until_ended(qtbot, bench)
    lost = bench.ear.ended[0]
    assert lost.state is JobState.LOST and lost.error
    assert "SIGSEGV" in lost.error.sentence and "what was already written is kept" in lost.error.advice
    kept = bench.queue.writings.load(job.id)
    assert kept and kept.state == "lost" and kept.alternatives[0].text == "threads=0 crash"
    assert bench.queue.writings.unfinished() == [], "the window saw it happen"
    again = bench.queue.retry(job.id)
    assert again.request == job.request
    until_ended(qtbot, bench, 2)


def test_losses_of_one_lane_do_not_pause_the_other(qtbot: QtBot, bench: Bench) -> None:
    for _ in range(3):
        bench.queue.submit(text_request("crash"))
    until_ended(qtbot, bench, 3)
    qtbot.waitUntil(lambda: bench.queue.paused, timeout=5000)
    assert bench.ear.complaints == [GAVE_UP_WRITING]
    waiting = bench.queue.submit(text_request("write after"))
    bench.queue.submit(request("draw a lake"))
    until_ended(qtbot, bench, 4)
    assert bench.ear.ended[3].state is JobState.DONE and bench.queue.pending() == [waiting]
    bench.queue.set_paused(False)
    until_ended(qtbot, bench, 5)
    assert bench.ear.ended[4].id == waiting.id


def test_a_failure_is_told_as_the_engine_said_it(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.submit(text_request("fail"))
    until_ended(qtbot, bench)
    error = bench.ear.ended[0].error
    assert bench.ear.ended[0].state is JobState.FAILED and error and error.sentence == "It failed."


@pytest.mark.parametrize(
    ("changes", "kind"),
    [
        ({"model": "nobody"}, ErrorKind.MODEL_MISSING),
        ({"model": "tiny"}, ErrorKind.MODEL_MISSING),
        ({"max_tokens": 0}, ErrorKind.INVALID_REQUEST),
        ({"adapters": (Adapter(model="none"),)}, ErrorKind.MODEL_MISSING),
    ],
)
def test_nothing_is_queued_when_a_text_is_refused(
    bench: Bench, changes: dict[str, object], kind: ErrorKind
) -> None:
    with pytest.raises(StudioError) as caught:
        bench.queue.submit(text_request("write", **changes))
    assert caught.value.kind is kind and bench.queue.pending() == []
    with pytest.raises(StudioError):
        bench.queue.submit(request("draw", model="writer"))


def test_what_ran_when_the_window_died_is_lost_and_its_text_is_offered(
    qtbot: QtBot, make_bench: MakeBench
) -> None:
    dead = make_bench(session="dead")
    job = dead.queue.submit(text_request("hang here", document="book:1"))
    waiting = dead.queue.submit(text_request("write later"))
    until_text(qtbot, dead, job.id)
    dead.queue.close(0.1)
    later = make_bench(session="later")
    recovery = later.queue.recover(lambda session: False)
    assert [each.id for each in recovery.lost] == [job.id] and recovery.requeued == []
    (cut,) = later.queue.writings.unfinished("book:1")
    assert (cut.job, cut.alternatives[0].text) == (job.id, "threads=0 hang")
    assert [each.id for each in later.ear.ended] == [job.id]
    assert later.queue.writings.load(waiting.id) is None, "nobody waits for it any more"
    later.queue.writings.dismiss(job.id)
    assert later.queue.writings.unfinished() == []


# What is written in the background


def test_a_text_in_the_background_gives_way_and_is_written_afterwards(qtbot: QtBot, bench: Bench) -> None:
    wrote: list[Wrote] = []
    bench.queue.wrote.connect(wrote.append)
    slow = bench.queue.submit(text_request("yield here", document="b"), Priority.BACKGROUND)
    until_text(qtbot, bench, slow.id)
    asked = bench.queue.submit(text_request("write at once"))
    until_ended(qtbot, bench, 2)
    assert [job.id for job in bench.ear.ended] == [asked.id, slow.id]
    assert {job.state for job in bench.ear.ended} == {JobState.DONE}
    assert [event.job for event in wrote] == [asked.id, slow.id], "the part that was cut is not told as whole"
    kept = bench.queue.writings.load(slow.id)
    assert kept and kept.state == "done" and kept.alternatives[0].text == "threads=0 yield here"
    bench.queue.writings.close()
    assert TextResults(bench.folders.writings).load(slow.id) == kept, "and so it is in the file"
    states = [state for job, state in bench.ear.states if job == slow.id]
    assert states == ["queued", "starting", "running", "queued", "starting", "running", "done"]


def test_a_background_text_can_be_cancelled_while_it_gives_way(qtbot: QtBot, bench: Bench) -> None:
    slow = bench.queue.submit(text_request("wait here"), Priority.BACKGROUND)
    until_text(qtbot, bench, slow.id)
    asked = bench.queue.submit(text_request("write at once"))
    bench.queue.cancel(slow.id)
    until_ended(qtbot, bench, 2)
    assert {job.id: job.state for job in bench.ear.ended} == {
        slow.id: JobState.CANCELLED,
        asked.id: JobState.DONE,
    }


def test_texts_somebody_waits_for_do_not_give_way(qtbot: QtBot, bench: Bench) -> None:
    first = bench.queue.submit(text_request("wait here"))
    until_text(qtbot, bench, first.id)
    bench.queue.submit(text_request("write later"))
    bench.queue.submit(text_request("write in the background"), Priority.BACKGROUND)
    assert bench.queue.current(WORDS).id == first.id  # type: ignore[union-attr]
    bench.queue.cancel(first.id)
    until_ended(qtbot, bench, 3)
    assert [job.state for job in bench.ear.ended] == [JobState.CANCELLED, JobState.DONE, JobState.DONE]


# Questions beside jobs


class Answers:
    def __init__(self) -> None:
        self.done: list[object] = []
        self.failed: list[str] = []


def test_tokens_are_counted_by_an_engine_that_is_started_for_it(qtbot: QtBot, bench: Bench) -> None:
    said = Answers()
    bench.queue.count_tokens("writer", ["one two", "", "three"], said.done.append, said.failed.append)
    assert said.done == said.failed == [], "answered later"
    bench.queue.embed("writer", ["a"], said.done.append, said.failed.append)
    qtbot.waitUntil(lambda: len(said.done) == 2, timeout=10_000)
    assert said.done == [(2, 0, 1), ((1.0, 0.0),)] and said.failed == []


def test_questions_in_vain_are_answered_with_a_sentence(qtbot: QtBot, bench: Bench) -> None:
    said = Answers()
    bench.queue.count_tokens("nobody", ["x"], said.done.append, said.failed.append)
    assert len(said.failed) == 1 and "nobody" in said.failed[0]
    bench.queue.count_tokens("writer", ["x" * 4_000_001], said.done.append, said.failed.append)
    assert "characters" in said.failed[1]
    bench.queue.count_tokens("writer", ["refuse"], said.done.append, said.failed.append)
    qtbot.waitUntil(lambda: len(said.failed) == 3, timeout=10_000)
    assert said.failed[2] == "It cannot count."
    bench.queue.count_tokens("writer", ["crash"], said.done.append, said.failed.append)
    bench.queue.embed("writer", ["crash as well"], said.done.append, said.failed.append)
    qtbot.waitUntil(lambda: len(said.failed) == 5, timeout=10_000)
    assert said.failed[3] == said.failed[4] == "The engine ended before it answered."
    bench.queue.count_tokens("writer", ["still here"], said.done.append, said.failed.append)
    qtbot.waitUntil(lambda: said.done == [(2,)], timeout=10_000)


def test_closing_answers_who_still_waits(bench: Bench) -> None:
    said = Answers()
    bench.queue.count_tokens("writer", ["x"], said.done.append, said.failed.append)
    bench.queue.close(0.2)
    assert said.failed == ["The engine ended before it answered."]


# Room between the engines


def held(bench: Bench, lane_name: str) -> tuple[str, ...]:
    state = bench.queue.engine if lane_name == PICTURES else bench.queue.text_engine
    return state.resident.models if state.resident else ()


def test_an_engine_that_idles_makes_room_for_the_other(qtbot: QtBot, make_bench: MakeBench) -> None:
    bench = make_bench(flags=(f"--holds={2**30}",))
    bench.models.size = 2**50
    bench.queue.submit(request("draw a lake"))
    qtbot.waitUntil(lambda: held(bench, PICTURES) == ("Tiny",), timeout=10_000)
    bench.queue.submit(text_request("write"))
    until_ended(qtbot, bench, 2)
    assert held(bench, PICTURES) == (), "it was asked to unload"
    assert bench.ear.ended[1].state is JobState.DONE and len(bench.links) == 2
    qtbot.waitUntil(lambda: held(bench, WORDS) == ("Writer",), timeout=10_000)
    bench.queue.submit(request("draw another"))
    until_ended(qtbot, bench, 3)
    assert held(bench, WORDS) == (), "and the other way round"


def test_where_both_fit_nobody_is_asked(qtbot: QtBot, make_bench: MakeBench) -> None:
    bench = make_bench(flags=(f"--holds={2**30}",))
    bench.queue.submit(request("draw a lake"))
    qtbot.waitUntil(lambda: held(bench, PICTURES) == ("Tiny",), timeout=10_000)
    bench.queue.submit(text_request("write"))
    until_ended(qtbot, bench, 2)
    assert held(bench, PICTURES) == ("Tiny",)


def test_an_engine_that_does_not_listen_is_ended_so_that_there_is_room(
    qtbot: QtBot, make_bench: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper, "UNLOAD_MS", 100)
    bench = make_bench(flags=(f"--holds={2**30}", "--deaf"))
    bench.models.size = 2**50
    bench.queue.submit(request("draw a lake"))
    qtbot.waitUntil(lambda: held(bench, PICTURES) == ("Tiny",), timeout=10_000)
    bench.queue.submit(text_request("write"))
    until_ended(qtbot, bench, 2)
    assert bench.ear.ended[1].state is JobState.DONE and bench.queue.engine.name == "off"


def test_a_text_beside_a_picture_on_the_processor_takes_half_of_it(qtbot: QtBot, bench: Bench) -> None:
    picture = bench.queue.submit(request("wait denoising"))
    qtbot.waitUntil(lambda: "denoising" in bench.ear.phases, timeout=10_000)
    beside = bench.queue.submit(text_request("write"))
    until_ended(qtbot, bench)
    assert bench.ear.texts[beside.id, 0] == "threads=1 write"
    bench.queue.cancel(picture.id)
    until_ended(qtbot, bench, 2)
    alone = bench.queue.submit(text_request("write"))
    until_ended(qtbot, bench, 3)
    assert bench.ear.texts[alone.id, 0] == "threads=0 write"
    assert bench.history.job(beside.id).request == beside.request  # type: ignore[union-attr]
