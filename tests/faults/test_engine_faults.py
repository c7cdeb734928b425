"""Engines and windows that die at the worst moment: nothing hangs, nothing is lost, nothing is left."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path

import psutil
import pytest
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind
from studio.core.jobs import JobState
from studio.core.paths import Folders
from studio.storage.sessions import is_alive
from tests.fakes.bench import Bench, request

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="the faults are POSIX signals")
PHASES = ("loading", "encoding", "denoising", "decoding", "saving")
MakeBench = Callable[..., Bench]


def until_ended(qtbot: QtBot, bench: Bench, count: int) -> None:
    qtbot.waitUntil(lambda: len(bench.ear.ended) >= count, timeout=20_000)


def left_in_staging(folders: Folders) -> list[Path]:
    return [path for path in folders.staging.rglob("*") if path.is_file()]


def gone(pid: int, seconds: float = 5.0) -> bool:
    deadline = time.monotonic() + seconds
    while time.monotonic() < deadline:
        if not psutil.pid_exists(pid) or psutil.Process(pid).status() == psutil.STATUS_ZOMBIE:
            return True
        time.sleep(0.01)
    return False


@pytest.mark.parametrize("phase", PHASES)
def test_engine_killed_in_a_phase(
    qtbot: QtBot, make_bench: MakeBench, folders: Folders, tmp_path: Path, phase: str
) -> None:
    bench = make_bench("once_child.py", str(tmp_path / "marker"))
    job = bench.queue.submit(request(f"a lake {phase}"))
    qtbot.waitUntil(lambda: bench.queue.engine_pid > 0, timeout=5000)
    pid = bench.queue.engine_pid
    until_ended(qtbot, bench, 1)
    assert bench.ear.phases[-1] == phase
    lost = bench.ear.ended[0]
    assert lost.state is JobState.LOST
    assert lost.error and lost.error.kind is ErrorKind.ENGINE_LOST and lost.error.advice
    assert not psutil.pid_exists(pid), "the child is neither alive nor a zombie"
    assert left_in_staging(folders) == []
    bench.queue.retry(job.id)
    until_ended(qtbot, bench, 2)
    assert bench.ear.ended[1].state is JobState.DONE
    assert bench.history.count() == 1
    assert left_in_staging(folders) == []


@pytest.mark.parametrize("phase", PHASES)
def test_hung_engine_is_stopped_in_a_phase(
    qtbot: QtBot, make_bench: MakeBench, folders: Folders, phase: str
) -> None:
    bench = make_bench("engine_child.py")
    job = bench.queue.submit(request(f"hang {phase}"))
    qtbot.waitUntil(lambda: phase in bench.ear.phases, timeout=20_000)
    begin = time.monotonic()
    bench.queue.cancel(job.id)
    bench.queue.stop_now(job.id)
    until_ended(qtbot, bench, 1)
    assert time.monotonic() - begin < 1.0
    assert bench.ear.ended[0].state is JobState.CANCELLED
    assert left_in_staging(folders) == []


@pytest.mark.parametrize("phase", ["loading", "denoising", "decoding"])
def test_a_listening_engine_is_cancelled_without_a_kill(
    qtbot: QtBot, make_bench: MakeBench, phase: str
) -> None:
    bench = make_bench("engine_child.py")
    job = bench.queue.submit(request(f"wait {phase}"))
    qtbot.waitUntil(lambda: phase in bench.ear.phases, timeout=20_000)
    begin = time.monotonic()
    bench.queue.cancel(job.id)
    until_ended(qtbot, bench, 1)
    assert time.monotonic() - begin < 1.0
    assert bench.ear.ended[0].state is JobState.CANCELLED
    assert bench.queue.engine.name == "ready"


@pytest.mark.parametrize(
    ("word", "kind", "engines"),
    [
        ("fault", ErrorKind.BUG, 1),
        ("poison", ErrorKind.DEVICE_FAULT, 2),
        ("full", ErrorKind.DISK_FULL, 1),
    ],
)
def test_a_failed_job_and_the_next_one(
    qtbot: QtBot, make_bench: MakeBench, word: str, kind: ErrorKind, engines: int
) -> None:
    bench = make_bench("engine_child.py")
    bench.queue.submit(request(f"{word} denoising"))
    bench.queue.submit(request("a lake"))
    until_ended(qtbot, bench, 2)
    failed, done = bench.ear.ended
    assert failed.state is JobState.FAILED and failed.error and failed.error.kind is kind
    assert done.state is JobState.DONE
    assert len(bench.links) == engines


def test_prints_of_libraries_do_not_break_the_pipe(qtbot: QtBot, make_bench: MakeBench) -> None:
    bench = make_bench("engine_child.py")
    bench.queue.submit(request("print denoising"))
    until_ended(qtbot, bench, 1)
    assert bench.ear.ended[0].state is JobState.DONE


def test_pictures_finished_before_the_engine_died_are_kept(
    qtbot: QtBot, make_bench: MakeBench, folders: Folders
) -> None:
    bench = make_bench("engine_child.py")
    bench.queue.submit(request("slow", count=3, steps=1))
    qtbot.waitUntil(lambda: bench.history.count() == 1, timeout=20_000)
    os.kill(bench.queue.engine_pid, signal.SIGKILL)
    until_ended(qtbot, bench, 1)
    assert bench.ear.ended[0].state is JobState.LOST
    assert bench.history.count() >= 1
    assert left_in_staging(folders) == []


def test_window_killed_in_the_middle_of_a_job(qtbot: QtBot, make_bench: MakeBench, folders: Folders) -> None:
    script = Path(__file__).parent.parent / "fakes" / "window_process.py"
    with subprocess.Popen([sys.executable, str(script)], stdout=subprocess.PIPE, text=True) as window:
        assert window.stdout
        engine_pid, job_id = window.stdout.readline().split()
        window.kill()
    assert gone(int(engine_pid)), "the engine outlived its window"
    bench = make_bench("engine_child.py", session="two")
    assert bench.database.read("PRAGMA integrity_check")[0][0] == "ok"
    assert bench.history.count() == 1, "what was finished is there"
    recovery = bench.queue.recover(partial(is_alive, folders.data))
    assert [job.id for job in recovery.lost] == [job_id]
    assert bench.ear.ended[0].error
    assert [job.request.prompt for job in bench.queue.pending()] == ["drawn after the restart"]
    until_ended(qtbot, bench, 2)
    assert bench.ear.ended[1].state is JobState.DONE
    assert left_in_staging(folders) == []
