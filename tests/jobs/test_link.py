"""One engine child at the end of a pipe: messages become signals, its end is told once."""

import sys
import textwrap
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest
from PySide6.QtCore import QObject, Slot
from pytestqt.qtbot import QtBot

from studio.core.messages import Cancel, Progress, Ready
from studio.jobs import link as link_module
from studio.jobs.link import EngineLink, engine_command

CHILD = """
import sys, os, time
from studio.core.messages import *
from studio.core.placement import Hardware
out = sys.stdout.buffer
def say(event, data=b""): write_frame(out, event, data)
"""


class Ear(QObject):
    def __init__(self, link: EngineLink) -> None:
        super().__init__()
        self.ready: list[Ready] = []
        self.events: list[object] = []
        self.previews: list[bytes] = []
        self.losses: list[tuple[int, str]] = []
        link.became_ready.connect(self.on_ready)
        link.event_arrived.connect(self.on_event)
        link.preview_arrived.connect(self.on_preview)
        link.engine_lost.connect(self.on_lost)

    @Slot(object)
    def on_ready(self, ready: Ready) -> None:
        self.ready.append(ready)

    @Slot(object)
    def on_event(self, event: object) -> None:
        self.events.append(event)

    @Slot(str, bytes)
    def on_preview(self, job: str, picture: bytes) -> None:
        self.previews.append(picture)

    @Slot(int, str)
    def on_lost(self, code: int, tail: str) -> None:
        self.losses.append((code, tail))


@pytest.fixture
def start(qtbot: QtBot, tmp_path: Path) -> Iterator[Callable[..., tuple[EngineLink, Ear]]]:
    links: list[EngineLink] = []

    def begin(script: str, log: Path | None = None) -> tuple[EngineLink, Ear]:
        path = tmp_path / f"child{len(links)}.py"
        path.write_text(CHILD + textwrap.dedent(script), encoding="utf-8")
        link = EngineLink([sys.executable, str(path)], log=log)
        links.append(link)
        ear = Ear(link)
        link.start()
        return link, ear

    yield begin
    for link in links:
        link.close(0.2)


def test_five_thousand_events_arrive_in_order(qtbot: QtBot, start: Callable) -> None:
    """PySide6 6.12.0 under Python 3.11 aborts after about 570 emitted signals."""
    _, ear = start("for n in range(5000): say(Progress(job='j', done=n, total=5000))")
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=20_000)
    assert [event.done for event in ear.events if isinstance(event, Progress)] == list(range(5000))
    assert ear.losses == [(0, "")]


def test_a_busy_window_gets_only_the_latest_preview(qtbot: QtBot, start: Callable) -> None:
    link, ear = start(
        """
        for n in range(300): say(Preview(job='j'), str(n).encode())
        say(Phase(job='j', name='saving'))
        time.sleep(30)
        """
    )
    time.sleep(1.0)  # the window is busy: nothing is delivered meanwhile
    qtbot.waitUntil(lambda: bool(ear.events), timeout=5000)
    qtbot.waitUntil(lambda: ear.previews[-1:] == [b"299"], timeout=5000)
    assert len(ear.previews) <= 3
    link.kill()


def test_ready_carries_the_hardware(qtbot: QtBot, start: Callable) -> None:
    _, ear = start(
        "say(Ready(hardware=Hardware(devices=(), cores=7), versions={'torch': '2'}, pid=os.getpid()))"
    )
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    assert ear.ready[0].hardware.cores == 7


@pytest.mark.parametrize(
    ("script", "code"),
    [
        ("sys.exit(3)", 3),
        ("os.kill(os.getpid(), 11)", -11),
        ("os.kill(os.getpid(), 9)", -9),
    ],
)
@pytest.mark.skipif(sys.platform == "win32", reason="signals end processes on POSIX only")
def test_the_end_is_told_once_with_code_and_tail(
    qtbot: QtBot, start: Callable, script: str, code: int
) -> None:
    link, ear = start(f"print('last words', file=sys.stderr, flush=True); {script}")
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    qtbot.wait(50)
    assert ear.losses == [(code, "last words")]
    assert link.wait(1000)
    assert not link.running


def test_a_program_that_cannot_start_is_lost_too(qtbot: QtBot, tmp_path: Path) -> None:
    link = EngineLink([str(tmp_path / "nothing-here")])
    ear = Ear(link)
    link.start()
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    assert ear.losses[0][0] == -1
    assert "could not be started" in ear.losses[0][1]
    link.wait()


@pytest.mark.parametrize(
    "script",
    [
        "out.write(b'\\xff' * 64); out.flush(); time.sleep(60)",
        "out.write(b'\\0\\0\\0\\4\\0\\0\\0\\0nope'); out.flush(); time.sleep(60)",
        "out.close(); os.close(1); time.sleep(60)",
    ],
    ids=["huge frame", "no JSON", "pipe closed"],
)
def test_a_child_that_talks_nonsense_is_ended(
    qtbot: QtBot, start: Callable, script: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(link_module, "_GRACE_SECONDS", 0.2)
    link, ear = start(script)
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    assert not psutil.pid_exists(link.pid)


def test_kill_is_told_within_a_moment(qtbot: QtBot, start: Callable) -> None:
    link, ear = start("say(Phase(job='j', name='loading'))\nwhile True: pass")
    qtbot.waitUntil(lambda: bool(ear.events), timeout=5000)
    begin = time.monotonic()
    link.kill()
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    assert time.monotonic() - begin < 0.5
    assert ear.losses[0][0] != 0


def test_kill_before_the_child_was_spawned(qtbot: QtBot, start: Callable) -> None:
    link = EngineLink([sys.executable, "-c", "import time; time.sleep(60)"])
    ear = Ear(link)
    link.kill()
    link.start()
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    link.wait()


def test_close_asks_first_and_tells_no_loss(qtbot: QtBot, start: Callable) -> None:
    link, ear = start(
        """
        say(Phase(job='j', name='loading'))
        assert isinstance(read_command(sys.stdin.buffer), Stop)
        print('stopped', file=sys.stderr)
        """
    )
    qtbot.waitUntil(lambda: bool(ear.events), timeout=5000)
    link.close(5.0)
    qtbot.wait(50)
    assert not link.running
    assert ear.losses == []


def test_close_never_blocks_longer_than_asked(qtbot: QtBot, start: Callable) -> None:
    link, ear = start("say(Phase(job='j', name='loading'))\nwhile True: pass")
    qtbot.waitUntil(lambda: bool(ear.events), timeout=5000)
    begin = time.monotonic()
    link.close(0.3)
    assert time.monotonic() - begin < 1.0
    assert not psutil.pid_exists(link.pid)


def test_sending_to_a_deaf_or_dead_child_does_not_block(qtbot: QtBot, start: Callable) -> None:
    link, ear = start("say(Phase(job='j', name='loading'))\nwhile True: time.sleep(1)")
    qtbot.waitUntil(lambda: bool(ear.events), timeout=5000)
    begin = time.monotonic()
    for _ in range(50):
        link.send(Cancel(job="x" * 20_000))
    assert time.monotonic() - begin < 0.2
    link.kill()
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    link.send(Cancel(job="j"))


def test_the_log_rotates_and_the_tail_is_short(qtbot: QtBot, start: Callable, tmp_path: Path) -> None:
    log = tmp_path / "logs" / "engine.log"
    _, ear = start("for n in range(20000): print(f'line {n} ' + 'x' * 60, file=sys.stderr)", log)
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=10_000)
    lines = ear.losses[0][1].splitlines()
    assert len(lines) == link_module.TAIL_LINES
    assert lines[-1].startswith("line 19999 ")
    assert log.stat().st_size <= link_module.LOG_BYTES_MAX
    assert log.with_suffix(".log.1").exists()


def test_an_unwritable_log_costs_nothing_but_the_log(qtbot: QtBot, start: Callable, tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    _, ear = start("print('words', file=sys.stderr)", tmp_path / "file" / "engine.log")
    qtbot.waitUntil(lambda: bool(ear.losses), timeout=5000)
    assert ear.losses == [(0, "words")]


def test_the_engine_is_never_found_where_the_user_stands() -> None:
    assert engine_command()[1:4] == ["-P", "-m", "studio"]
