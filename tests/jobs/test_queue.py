"""The queue against a child process that acts out what the prompt says."""

import sqlite3
import time
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from studio.core.artifacts import Manifest, ModelUsed, Staged
from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import Job, JobState, Priority, new_job, utc_now
from studio.core.messages import Run
from studio.core.placement import Placement
from studio.core.requests import Adapter
from studio.jobs import keeper as keeper_module
from studio.jobs import lane as lane_module
from studio.jobs.link import EngineLink
from studio.storage.models import ModelEntry
from tests.fakes.bench import Bench, request

MakeBench = Callable[..., Bench]


def until_ended(qtbot: QtBot, bench: Bench, count: int = 1, seconds: float = 10.0) -> list[Job]:
    qtbot.waitUntil(lambda: len(bench.ear.ended) >= count, timeout=round(seconds * 1000))
    return bench.ear.ended


def until_phase(qtbot: QtBot, bench: Bench, name: str = "denoising") -> None:
    qtbot.waitUntil(lambda: name in bench.ear.phases, timeout=10_000)


def test_a_job_from_submit_to_library(qtbot: QtBot, bench: Bench) -> None:
    with qtbot.waitSignal(bench.queue.produced, timeout=10_000) as produced:
        job = bench.queue.submit(request("draw a lake"))
        assert bench.queue.pending() == [job]
    (ended,) = until_ended(qtbot, bench)
    assert ended.state is JobState.DONE
    assert [state for _, state in bench.ear.states] == ["queued", "starting", "running", "done"]
    assert bench.ear.phases == ["loading", "encoding", "denoising", "decoding", "saving"]
    assert bench.ear.previews == [job.id]
    artifact = produced.args[0]  # type: ignore[index]
    assert bench.library.path_of(artifact).exists()
    assert bench.history.artifacts_of(job.id) == [artifact]
    stored = bench.history.job(job.id)
    assert stored and stored.state is JobState.DONE and stored.started and stored.ended
    assert not bench.library.staging_of(job.id).exists()
    assert bench.queue.current() is None and bench.queue.pending() == []


def test_two_hundred_jobs_end_once_each_and_quickly(qtbot: QtBot, bench: Bench) -> None:
    begin = time.monotonic()
    jobs = [bench.queue.submit(request(f"draw {n}", seed=n)) for n in range(200)]
    assert time.monotonic() - begin < 3.0
    until_ended(qtbot, bench, 200, 40)
    assert [job.id for job in bench.ear.ended] == [job.id for job in jobs]
    assert Counter(job.state for job in bench.ear.ended) == {JobState.DONE: 200}
    assert bench.history.count() == 200
    assert len(bench.links) == 1


def test_nothing_is_queued_when_the_request_is_refused(bench: Bench) -> None:
    for bad, kind in (
        (request("draw", width=65), ErrorKind.INVALID_REQUEST),
        (request("x" * 20_001), ErrorKind.INVALID_REQUEST),
        (request("draw", model="other"), ErrorKind.MODEL_MISSING),
    ):
        with pytest.raises(StudioError) as caught:
            bench.queue.submit(bad)
        assert caught.value.kind is kind
    assert bench.queue.pending() == [] and bench.history.unfinished_jobs() == []


@pytest.mark.parametrize(
    "prompt", ["", "draw \x00 NUL", "draw \ud800 half", "draw 🏔️ 湖 \u202e", "d" * 20_000]
)
def test_any_prompt_that_fits_is_drawn(qtbot: QtBot, bench: Bench, prompt: str) -> None:
    bench.queue.submit(request(prompt))
    assert until_ended(qtbot, bench)[0].state is JobState.DONE


def test_a_lora_that_is_not_there_is_refused_and_one_that_is_reaches_the_engine(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    wanted = request("draw a lake", adapters=(Adapter(model="ink"),))
    with pytest.raises(StudioError, match="There is no LoRA “ink”"):
        bench.queue.submit(wanted)
    model = bench.models.get("tiny")
    ink = ModelEntry(id="ink", name="Ink", family="", path="/ink.safetensors", kind="lora")
    monkeypatch.setattr(bench.models, "get", {"ink": ink, "tiny": model}.get)
    sent: list[Run] = []
    send = EngineLink.send
    monkeypatch.setattr(EngineLink, "send", lambda link, message: sent.append(message) or send(link, message))
    bench.queue.submit(wanted)
    until_ended(qtbot, bench)
    assert [run.parts for run in sent if isinstance(run, Run)] == [(ink.file(),)]


def test_a_model_that_went_away_fails_the_job_without_an_engine(qtbot: QtBot, bench: Bench) -> None:
    for n in range(300):
        bench.queue.submit(request(f"draw {n}"))
    bench.models.gone = True
    ended = until_ended(qtbot, bench, 300)
    assert {job.state for job in ended} == {JobState.FAILED}
    assert ended[0].error and ended[0].error.kind is ErrorKind.MODEL_MISSING
    assert bench.links == []


def test_cancelling_a_waiting_job_ends_it_at_once(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.set_paused(True)
    job = bench.queue.submit(request("draw"))
    bench.queue.cancel(job.id)
    assert [each.state for each in bench.ear.ended] == [JobState.CANCELLED]
    bench.queue.cancel(job.id)
    bench.queue.stop_now(job.id)
    assert len(bench.ear.ended) == 1


def test_cancelling_a_running_job_drops_previews_and_keeps_the_engine(qtbot: QtBot, bench: Bench) -> None:
    job = bench.queue.submit(request("wait decoding"))
    until_phase(qtbot, bench, "decoding")
    bench.queue.cancel(job.id)
    current = bench.queue.current()
    assert current and current.state is JobState.CANCELLING
    assert until_ended(qtbot, bench)[0].state is JobState.CANCELLED
    bench.queue.submit(request("draw"))
    assert until_ended(qtbot, bench, 2)[1].state is JobState.DONE
    assert len(bench.links) == 1


def test_cancelling_while_the_engine_starts_needs_no_kill(qtbot: QtBot, make_bench: MakeBench) -> None:
    bench = make_bench(flags=("--slow-start",))
    job = bench.queue.submit(request("hang loading"))
    qtbot.waitUntil(lambda: bench.queue.current() is not None)
    bench.queue.cancel(job.id)
    assert bench.ear.ended[0].state is JobState.CANCELLED
    bench.queue.submit(request("draw"))
    assert until_ended(qtbot, bench, 2)[1].state is JobState.DONE
    assert len(bench.links) == 1


def test_stop_now_ends_a_hung_engine_and_the_next_job_gets_a_new_one(qtbot: QtBot, bench: Bench) -> None:
    job = bench.queue.submit(request("hang loading"))
    following = bench.queue.submit(request("draw"))
    until_phase(qtbot, bench, "loading")
    pid = bench.queue.engine_pid
    bench.queue.cancel(job.id)
    qtbot.wait(100)
    assert bench.ear.ended == []
    begin = time.monotonic()
    bench.queue.stop_now(job.id)
    assert until_ended(qtbot, bench)[0].state is JobState.CANCELLED
    assert time.monotonic() - begin < 0.5
    assert not psutil.pid_exists(pid)
    ended = until_ended(qtbot, bench, 2)
    assert (ended[1].id, ended[1].state) == (following.id, JobState.DONE)
    assert not bench.queue.paused


def test_a_hung_job_is_stopped_by_itself(
    qtbot: QtBot, make_bench: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(lane_module, "STUCK_MS", 200)
    bench = make_bench()
    job = bench.queue.submit(request("hang denoising"))
    until_phase(qtbot, bench)
    bench.queue.cancel(job.id)
    assert until_ended(qtbot, bench)[0].state is JobState.CANCELLED


@pytest.mark.parametrize(("deed", "words"), [("crash", "crashed"), ("kill", "out of memory")])
def test_a_dead_engine_loses_its_job_which_can_be_retried(
    qtbot: QtBot, bench: Bench, deed: str, words: str
) -> None:
    job = bench.queue.submit(request(f"{deed} decoding"))
    lost = until_ended(qtbot, bench)[0]
    assert lost.state is JobState.LOST
    assert lost.error and lost.error.kind is ErrorKind.ENGINE_LOST and words in lost.error.sentence
    assert bench.queue.engine.name == "lost"
    again = bench.queue.retry(job.id)
    assert again.request == job.request and again.id != job.id
    assert until_ended(qtbot, bench, 2)[1].state is JobState.LOST
    bench.queue.submit(request("draw"))
    assert until_ended(qtbot, bench, 3)[2].state is JobState.DONE


def test_retry_hands_saved_latents_over(qtbot: QtBot, bench: Bench) -> None:
    job = bench.queue.submit(request("crash decoding"))
    until_phase(qtbot, bench, "encoding")
    folder = bench.library.staging_of(job.id)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "latents-000.safetensors").write_bytes(b"latents")
    (folder / "picture-000.png.part").write_bytes(b"half")
    until_ended(qtbot, bench)
    bench.queue.set_paused(True)
    again = bench.queue.retry(job.id)
    assert (bench.library.staging_of(again.id) / "latents-000.safetensors").read_bytes() == b"latents"
    assert not folder.exists()


def test_only_ended_jobs_can_be_retried(bench: Bench) -> None:
    bench.queue.set_paused(True)
    job = bench.queue.submit(request("draw"))
    for identity in (job.id, "unknown"):
        with pytest.raises(StudioError):
            bench.queue.retry(identity)


def test_three_losses_pause_the_queue_with_advice(qtbot: QtBot, bench: Bench) -> None:
    for n in range(5):
        bench.queue.submit(request(f"crash {n}"))
    until_ended(qtbot, bench, 3)
    assert bench.queue.paused
    qtbot.wait(200)
    assert len(bench.ear.ended) == 3 and len(bench.queue.pending()) == 2
    assert "paused" in bench.ear.complaints[-1].sentence and bench.ear.complaints[-1].advice
    for job in bench.queue.pending():
        bench.queue.cancel(job.id)
    bench.queue.submit(request("draw"))
    bench.queue.set_paused(False)
    assert until_ended(qtbot, bench, 6)[5].state is JobState.DONE


def test_an_engine_that_cannot_start_loses_the_job_with_its_last_words(
    qtbot: QtBot, make_bench: MakeBench
) -> None:
    bench = make_bench(flags=("--stillborn",))
    bench.queue.submit(request("draw"))
    lost = until_ended(qtbot, bench)[0]
    assert lost.state is JobState.LOST and lost.error
    assert "exit code 3" in lost.error.sentence and "no module named torch" in lost.error.detail


def test_a_failed_job_keeps_the_engine_unless_it_is_poisoned(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.submit(request("fail"))
    assert until_ended(qtbot, bench)[0].state is JobState.FAILED
    assert len(bench.links) == 1
    bench.queue.submit(request("poison"))
    bench.queue.submit(request("draw"))
    ended = until_ended(qtbot, bench, 3)
    assert [job.state for job in ended[1:]] == [JobState.FAILED, JobState.DONE]
    assert ended[1].error and ended[1].error.sentence == "Poisoned."
    assert len(bench.links) == 2


def test_garbage_from_the_engine_counts_as_lost(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.submit(request("babble"))
    assert until_ended(qtbot, bench)[0].state is JobState.LOST


def test_pause_move_and_remove(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.set_paused(True)
    a, b, c = (bench.queue.submit(request(f"draw {name}")) for name in "abc")
    later = bench.queue.submit(request("draw d"), Priority.BATCH)

    def order() -> list[str]:
        return [job.id for job in bench.queue.pending()]

    bench.queue.move(c.id, 0)
    assert order() == [c.id, a.id, b.id, later.id]
    bench.queue.move(c.id, 1)
    assert order() == [a.id, c.id, b.id, later.id]
    bench.queue.move(a.id, 99)
    assert order() == [c.id, b.id, a.id, later.id]
    bench.queue.move(later.id, 0)
    assert order()[-1] == later.id, "a batch job stays behind interactive ones"
    for _ in range(80):  # halving would run out of room between two floats
        bench.queue.move(a.id, 1)
        bench.queue.move(b.id, 1)
    assert order() == [c.id, b.id, a.id, later.id]
    assert [job.id for job in bench.history.unfinished_jobs()][:3] == [c.id, b.id, a.id]
    bench.queue.cancel(b.id)
    qtbot.wait(50)
    assert bench.queue.current() is None
    bench.queue.set_paused(False)
    ended = until_ended(qtbot, bench, 4)
    assert [job.id for job in ended] == [b.id, c.id, a.id, later.id]


def test_waiting_jobs_come_back_and_a_running_one_is_lost(qtbot: QtBot, make_bench: MakeBench) -> None:
    first = make_bench()
    running = first.queue.submit(request("wait"))
    until_phase(qtbot, first)
    waiting = [first.queue.submit(request(f"draw {n}")) for n in range(3)]
    first.queue.move(waiting[2].id, 0)
    first.close()
    second = make_bench(session="two")
    recovery = second.queue.recover(lambda session: False)
    assert [job.id for job in recovery.lost] == [running.id]
    assert second.ear.ended[0].state is JobState.LOST
    ended = until_ended(qtbot, second, 4)
    assert [job.id for job in ended[1:]] == [waiting[2].id, waiting[0].id, waiting[1].id]
    assert {job.state for job in ended[1:]} == {JobState.DONE}


def test_jobs_of_a_living_window_are_left_alone(make_bench: MakeBench) -> None:
    first = make_bench()
    first.queue.set_paused(True)
    first.queue.submit(request("draw"))
    second = make_bench(session="two")
    recovery = second.queue.recover(lambda session: session == "one")
    assert recovery.requeued == recovery.lost == []
    assert second.queue.pending() == []


def test_an_idle_engine_gives_memory_back_and_stays(
    qtbot: QtBot, make_bench: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper_module, "IDLE_MS", 50)
    bench = make_bench()
    bench.queue.submit(request("draw"))
    until_ended(qtbot, bench)
    qtbot.waitUntil(lambda: bench.queue.engine.resident is not None, timeout=5000)
    assert bench.queue.engine.name == "ready" and bench.queue.engine_pid


def test_an_idle_engine_that_does_not_answer_is_ended(
    qtbot: QtBot, make_bench: MakeBench, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(keeper_module, "IDLE_MS", 50)
    monkeypatch.setattr(keeper_module, "UNLOAD_MS", 100)
    bench = make_bench(flags=("--deaf",))
    bench.queue.submit(request("draw"))
    until_ended(qtbot, bench)
    qtbot.waitUntil(lambda: bench.queue.engine.name == "off", timeout=5000)
    assert bench.queue.engine_pid == 0
    assert bench.queue.engine.ready is not None
    bench.queue.submit(request("draw"))
    assert until_ended(qtbot, bench, 2)[1].state is JobState.DONE


def test_a_warm_start_makes_the_engine_ready(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.start_engine()
    bench.queue.start_engine()
    assert bench.queue.engine.name == "starting"
    qtbot.waitUntil(lambda: bench.queue.engine.name == "ready", timeout=5000)
    assert bench.queue.engine.ready and bench.queue.engine.ready.hardware.cores == 1
    assert len(bench.links) == 1


def test_a_library_that_cannot_take_pictures_keeps_them_staged(qtbot: QtBot, bench: Bench) -> None:
    month = bench.folders.library / time.strftime("%Y", time.gmtime())
    month.parent.mkdir(parents=True)
    month.write_text("a file where a folder must be")
    job = bench.queue.submit(request("draw", count=2))
    assert until_ended(qtbot, bench)[0].state is JobState.DONE
    assert bench.recorder.waiting == 2
    assert bench.ear.complaints and bench.ear.complaints[0].advice
    assert len(list(bench.library.staging_of(job.id).glob("picture-*.png"))) == 2
    month.unlink()
    bench.queue.submit(request("draw another"))
    until_ended(qtbot, bench, 2)
    assert bench.recorder.waiting == 0, "a success offers the waiting ones again"
    assert bench.history.count() == 3
    assert not bench.library.staging_of(job.id).exists()


def test_pictures_left_staged_are_offered_at_the_next_start(qtbot: QtBot, make_bench: MakeBench) -> None:
    first = make_bench()
    month = first.folders.library / time.strftime("%Y", time.gmtime())
    month.parent.mkdir(parents=True)
    month.write_text("a file where a folder must be")
    first.queue.submit(request("draw"))
    until_ended(qtbot, first)
    first.close()
    month.unlink()
    second = make_bench(session="two")
    second.queue.recover(lambda session: False)
    assert second.history.count() == 1 and second.recorder.waiting == 0


def test_a_locked_history_does_not_stop_a_running_job(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.submit(request("wait decoding"))
    until_phase(qtbot, bench, "decoding")
    job = bench.queue.current()
    assert job
    bench.database.connection.execute("PRAGMA busy_timeout = 20")
    with closing(sqlite3.connect(bench.folders.database)) as other:
        other.execute("BEGIN IMMEDIATE")  # another program writes and does not end
        bench.queue.cancel(job.id)
        assert until_ended(qtbot, bench)[0].state is JobState.CANCELLED
    assert bench.ear.complaints[0].kind is ErrorKind.DATABASE_LOCKED
    bench.queue.submit(request("draw"))
    assert until_ended(qtbot, bench, 2)[1].state is JobState.DONE


def test_close_ends_the_engine_at_once(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.submit(request("hang denoising"))
    until_phase(qtbot, bench)
    pid = bench.queue.engine_pid
    begin = time.monotonic()
    bench.queue.close(0.5)
    assert time.monotonic() - begin < 1.5
    assert not psutil.pid_exists(pid)
    assert bench.ear.ended == []


def test_an_unwritable_library_is_told_before_any_work(qtbot: QtBot, bench: Bench) -> None:
    bench.folders.library.parent.mkdir(parents=True, exist_ok=True)
    bench.folders.library.write_text("a file where a folder must be")
    bench.queue.submit(request("hang loading"))
    failed = until_ended(qtbot, bench)[0]
    assert failed.state is JobState.FAILED
    assert failed.error and failed.error.kind is ErrorKind.NOT_WRITABLE
    bench.folders.library.unlink()
    bench.queue.submit(request("draw"))
    assert until_ended(qtbot, bench, 2)[1].state is JobState.DONE


def test_a_history_that_fails_at_the_end_of_a_job_leaves_it_ended(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(alive: set[str]) -> int:
        raise StudioError(ErrorKind.DATABASE_LOCKED, "The history is in use by another program.")

    monkeypatch.setattr(bench.recorder, "sweep", fail)
    bench.queue.submit(request("fail"))
    bench.queue.submit(request("draw the next one"))
    first, second = until_ended(qtbot, bench, 2)
    assert (first.state, second.state) == (JobState.FAILED, JobState.DONE)
    assert [report.kind for report in bench.ear.complaints] == [ErrorKind.DATABASE_LOCKED]


def test_an_engine_cannot_name_files_of_the_user(bench: Bench, expected_warnings: list[str]) -> None:
    expected_warnings.append("named a file that is no picture")
    precious = bench.folders.data / "diary.png"
    precious.write_bytes(b"dear diary")
    job = bench.history.add_job(new_job(request("draw")))
    folder = bench.recorder.prepare(job.id)
    note = folder / "notes.txt"
    note.write_bytes(b"no picture")
    manifest = Manifest(
        program="Atelier", request=job.request, index=0, seed=1, device_name="d", versions={}, seconds={},
        model=ModelUsed(id="m", name="M", family="f"), placement=Placement(device="cpu", precision="fp32"),
        created=utc_now(),
    )  # fmt: skip
    for path in (precious, folder / ".." / ".." / ".." / "data" / "diary.png", note):
        staged = Staged(path=str(path), width=1, height=1, manifest=manifest)
        assert bench.recorder.adopt(staged, job.id) is None
    assert precious.read_bytes() == b"dear diary" and note.exists()
    assert bench.history.count() == 0 and bench.recorder.waiting == 0 and len(bench.ear.complaints) == 3


def test_an_order_that_cannot_be_stored_is_said_and_not_shown(
    bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(identity: str, position: float) -> None:
        raise StudioError(ErrorKind.DATABASE_LOCKED, "The history is in use by another program.")

    bench.queue.set_paused(True)
    first, second = (bench.queue.submit(request("draw", seed=seed)) for seed in range(2))
    monkeypatch.setattr(bench.history, "move_job", fail)
    bench.queue.move(second.id, 0)
    assert bench.queue.pending() == [first, second]
    assert [report.kind for report in bench.ear.complaints] == [ErrorKind.DATABASE_LOCKED]


def test_a_passing_job_leaves_nothing_unless_it_is_kept(qtbot: QtBot, bench: Bench) -> None:
    shown: list[tuple[str, Staged]] = []
    bench.queue.passed.connect(lambda job, staged: shown.append((job, staged)))
    first = bench.queue.submit_passing(request("draw a sketch"))
    assert bench.queue.is_passing(first.id)
    until_ended(qtbot, bench)
    assert [job for job, _ in shown] == [first.id]
    assert bench.history.job(first.id) is None and bench.history.count() == 0
    assert Path(shown[0][1].path).is_file(), "it is there to be looked at"
    bench.queue.drop(first.id)
    assert not bench.library.staging_of(first.id).exists()

    second = bench.queue.submit_passing(request("draw a better one"))
    until_ended(qtbot, bench, 2)
    artifact = bench.queue.keep(second.id, shown[1][1])
    assert artifact and bench.library.path_of(artifact).is_file()
    kept = bench.history.job(second.id)
    assert kept and kept.state is JobState.DONE
    assert not bench.queue.is_passing(second.id)


def test_a_passing_job_that_is_dropped_midway_is_cancelled_and_forgotten(qtbot: QtBot, bench: Bench) -> None:
    job = bench.queue.submit_passing(request("wait decoding"))
    until_phase(qtbot, bench, "decoding")
    bench.queue.drop(job.id)
    assert until_ended(qtbot, bench)[0].state is JobState.CANCELLED
    assert not bench.queue.is_passing(job.id)
    assert not bench.library.staging_of(job.id).exists()


def test_passing_jobs_go_before_waiting_ones(qtbot: QtBot, bench: Bench) -> None:
    bench.queue.set_paused(True)
    waiting = bench.queue.submit(request("draw"))
    passing = bench.queue.submit_passing(request("draw"))
    assert bench.queue.pending() == [passing, waiting]
    bench.queue.set_paused(False)
    until_ended(qtbot, bench, 2)
    assert [job.id for job in bench.ear.ended] == [passing.id, waiting.id]


def test_a_passing_job_is_known_as_one_until_all_have_heard_of_its_end(qtbot: QtBot, bench: Bench) -> None:
    heard: list[bool] = []
    bench.queue.ended.connect(lambda job: heard.append(bench.queue.is_passing(job.id)))
    job = bench.queue.submit_passing(request("kill denoising"))
    assert until_ended(qtbot, bench)[0].state is JobState.LOST
    assert heard == [True] and not bench.queue.is_passing(job.id)
    assert bench.history.job(job.id) is None and not bench.library.staging_of(job.id).exists()


def test_a_passing_job_whose_keeping_failed_can_be_kept_later(
    qtbot: QtBot, bench: Bench, monkeypatch: pytest.MonkeyPatch
) -> None:
    shown: list[Staged] = []
    bench.queue.passed.connect(lambda _, staged: shown.append(staged))
    job = bench.queue.submit_passing(request("draw"))
    until_ended(qtbot, bench)
    with monkeypatch.context() as patch:

        def refuse(_: object) -> None:
            raise StudioError(ErrorKind.DATABASE_LOCKED, "The history is busy.")

        patch.setattr(bench.history, "add_job", refuse)
        with pytest.raises(StudioError):
            bench.queue.keep(job.id, shown[0])
    assert bench.queue.is_passing(job.id) and bench.queue.keep(job.id, shown[0])
