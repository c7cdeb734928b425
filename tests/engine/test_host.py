"""The child process at the end of a pipe: what it answers, and that it never outlives its parent."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import psutil
import pytest

from studio.core.errors import ErrorKind
from studio.core.messages import (
    ENDING_EVENTS,
    Cancel,
    Cancelled,
    Failed,
    Finished,
    ModelFile,
    Phase,
    Preview,
    Produced,
    Progress,
    Resident,
    Stop,
    Unload,
)
from studio.engine.context import PHASES
from tests.fakes.child import FAKE, Child
from tests.fakes.family import make_model

posix = pytest.mark.skipif(sys.platform == "win32", reason="POSIX signals")


@pytest.fixture
def fake_model(tmp_path: Path) -> ModelFile:
    return make_model(tmp_path / "model")


def test_a_job_tells_its_phases_its_pictures_and_one_ending(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    fake_child.start(make_request(count=2), fake_model, tmp_path / "staging")
    ending, seen = fake_child.until_end()
    assert isinstance(ending, Finished)
    events = [event for _, event, _ in seen]
    phases = [event.name for event in events if isinstance(event, Phase)]
    assert phases == ["loading", *PHASES[1:], *PHASES[1:]]
    staged = [event.staged for event in events if isinstance(event, Produced)]
    assert [one.manifest.seed for one in staged] == [5, 6]
    assert all(Path(one.path).is_file() for one in staged)
    assert isinstance(fake_child.next()[1], Resident)
    assert fake_child.events.empty()


def test_progress_and_previews_keep_their_pace(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    fake_child.start(make_request(prompt="fast", steps=200, count=30), fake_model, tmp_path / "s")
    _, seen = fake_child.until_end()
    seconds = seen[-1][0] - seen[0][0]
    assert sum(isinstance(event, Progress) for _, event, _ in seen) <= 20 * seconds + 2
    previews = [data for _, event, data in seen if isinstance(event, Preview)]
    assert 1 <= len(previews) <= 5 * seconds + 2
    assert all(data.startswith(b"\xff\xd8") for data in previews)


def test_no_previews_unless_asked(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    fake_child.start(make_request(), fake_model, tmp_path / "s", previews=False)
    _, seen = fake_child.until_end()
    assert not [event for _, event, _ in seen if isinstance(event, Preview)]


@pytest.mark.parametrize("phase", ["loading", "encoding", "denoising", "decoding", "saving"])
def test_cancel_reaches_every_phase(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path, phase: str
) -> None:
    job = fake_child.start(make_request(prompt=f"wait {phase}"), fake_model, tmp_path / "s")
    fake_child.until_phase(phase)
    asked = time.monotonic()
    fake_child.send(Cancel(job=job))
    ending, seen = fake_child.until_end()
    assert ending == Cancelled(job=job)
    assert seen[-1][0] - asked < 0.5
    fake_child.start(make_request(prompt="next"), fake_model, tmp_path / "s2")
    assert isinstance(fake_child.until_end()[0], Finished), "the engine goes on"


def test_a_job_cancelled_while_it_waits_never_starts(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    first = fake_child.start(make_request(prompt="wait"), fake_model, tmp_path / "1")
    second = fake_child.start(make_request(prompt="second"), fake_model, tmp_path / "2")
    fake_child.send(Cancel(job="nobody"))
    fake_child.send(Cancel(job=second))
    fake_child.send(Cancel(job=first))
    endings = [fake_child.until_end()[0] for _ in range(2)]
    assert endings == [Cancelled(job=first), Cancelled(job=second)]
    assert not (tmp_path / "2").exists()


def test_prints_of_libraries_do_not_break_the_stream(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    fake_child.start(make_request(prompt="print"), fake_model, tmp_path / "s")
    assert isinstance(fake_child.until_end()[0], Finished)
    assert b"native code prints too" in fake_child.errors.read_bytes()


@pytest.mark.parametrize(
    ("prompt", "kind", "restart"),
    [
        ("fault", ErrorKind.BUG, False),
        ("poison", ErrorKind.DEVICE_FAULT, True),
        ("memory decoding", ErrorKind.OUT_OF_MEMORY, False),
        ("full saving", ErrorKind.DISK_FULL, False),
    ],
)
def test_faults_become_reports(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path,
    prompt: str, kind: ErrorKind, restart: bool,
) -> None:  # fmt: skip
    fake_child.start(make_request(prompt=prompt), fake_model, tmp_path / "s")
    ending, _ = fake_child.until_end()
    assert isinstance(ending, Failed)
    assert (ending.error.kind, ending.error.restart_engine) == (kind, restart)
    assert ending.error.sentence.endswith(".") and ending.error.advice


def test_a_missing_model_is_named(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    gone = ModelFile(id="g", name="Gone", family="fake", path=str(tmp_path / "nothing"))
    fake_child.start(make_request(), gone, tmp_path / "s")
    ending, _ = fake_child.until_end()
    assert isinstance(ending, Failed)
    assert ending.error.kind is ErrorKind.MODEL_MISSING


def test_unload_frees_and_answers(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    fake_child.start(make_request(), fake_model, tmp_path / "s")
    fake_child.until_end()
    resident = fake_child.next()[1]
    assert isinstance(resident, Resident) and resident.models == ("Fake",)
    fake_child.send(Unload())
    resident = fake_child.next()[1]
    assert isinstance(resident, Resident) and resident.models == ()


def test_stop_ends_an_idle_engine_and_a_working_one(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    fake_child.start(make_request(prompt="wait"), fake_model, tmp_path / "s")
    fake_child.until_phase("denoising")
    fake_child.send(Stop())
    assert fake_child.process.wait(5) == 0
    fake_child.thread.join(5)
    assert not [event for event in fake_child.drain() if isinstance(event, ENDING_EVENTS)], "it is lost"


@pytest.mark.parametrize("prompt", ["hang", "hang loading"])
def test_the_end_of_the_pipe_ends_a_hung_child(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path, prompt: str
) -> None:
    fake_child.start(make_request(prompt=prompt), fake_model, tmp_path / "s")
    fake_child.until_phase(prompt.partition(" ")[2] or "denoising")
    assert fake_child.process.stdin
    fake_child.process.stdin.close()
    assert fake_child.process.wait(3) == 0


def test_garbage_on_the_pipe_ends_the_child_with_a_sentence(fake_child: Child) -> None:
    assert fake_child.process.stdin
    fake_child.process.stdin.write(b"\xff" * 64)
    fake_child.process.stdin.flush()
    assert fake_child.process.wait(3) == 4
    assert "no command" in fake_child.errors.read_text()


@posix
@pytest.mark.parametrize(("prompt", "code"), [("crash", -signal.SIGSEGV), ("exit", 9), ("kill", -9)])
def test_a_crash_is_the_end_of_the_pipe(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path, prompt: str, code: int
) -> None:
    fake_child.start(make_request(prompt=prompt), fake_model, tmp_path / "s")
    with pytest.raises(EOFError):
        fake_child.until_end()
    assert fake_child.process.wait(5) == code


PARENT = """
import subprocess, sys, time
sys.path[:0] = [{fakes!r}]
from pathlib import Path
from child import FAKE, Child
from studio.core.messages import ModelFile
from studio.core.requests import ImageRequest
child = Child(FAKE, Path({home!r}))
child.ready()
model = ModelFile(id="f", name="F", family="fake", path={model!r})
child.start(ImageRequest(prompt="hang", model="f", width=64, height=64, seed=1), model, Path({home!r}) / "s")
child.until_phase("denoising")
print(child.process.pid, flush=True)
time.sleep(60)
"""


@posix
def test_a_child_dies_with_its_killed_parent(fake_model: ModelFile, tmp_path: Path) -> None:
    fakes = str(Path(FAKE[1]).parent)
    script = PARENT.format(fakes=fakes, home=str(tmp_path / "h"), model=fake_model.path)
    parent = subprocess.Popen([sys.executable, "-c", script], stdout=subprocess.PIPE, text=True)
    assert parent.stdout
    child = psutil.Process(int(parent.stdout.readline()))
    os.kill(parent.pid, signal.SIGKILL)
    parent.wait()
    parent.stdout.close()
    deadline = time.monotonic() + 3
    while child.is_running() and child.status() != psutil.STATUS_ZOMBIE and time.monotonic() < deadline:
        time.sleep(0.02)
    assert not child.is_running() or child.status() == psutil.STATUS_ZOMBIE


def test_fifty_jobs_in_a_row_do_not_grow_the_child(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    process = psutil.Process(fake_child.process.pid)
    sizes = []
    for number in range(50):
        fake_child.start(make_request(prompt=f"n{number}", steps=2), fake_model, tmp_path / str(number))
        assert isinstance(fake_child.until_end()[0], Finished)
        sizes.append(process.memory_info().rss)
    assert sizes[-1] - sizes[9] < 4 * 2**20
    assert process.num_threads() <= 8


def test_an_adopted_and_a_waiting_picture_are_told_apart_on_a_second_run(
    fake_child: Child, fake_model: ModelFile, make_request: Callable, tmp_path: Path
) -> None:
    """What is finished in staging is produced again, not redrawn; what is gone is drawn."""
    request = make_request(count=2)
    fake_child.start(request, fake_model, tmp_path / "s")
    fake_child.until_end()
    first = tmp_path / "s" / "picture-000.png"
    before = first.stat().st_mtime_ns
    (tmp_path / "s" / "picture-001.png").unlink()
    fake_child.start(request, fake_model, tmp_path / "s")
    _, seen = fake_child.until_end()
    produced = [event.staged.manifest.index for _, event, _ in seen if isinstance(event, Produced)]
    assert produced == [0, 1]
    assert first.stat().st_mtime_ns == before


def test_the_environment_forbids_the_network() -> None:
    from studio.engine.host import ENVIRONMENT

    assert ENVIRONMENT["HF_HUB_OFFLINE"] == ENVIRONMENT["TRANSFORMERS_OFFLINE"] == "1"
