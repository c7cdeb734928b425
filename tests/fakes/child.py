"""The window's side of the pipe, reduced to what tests of the engine need."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from pathlib import Path

from studio.core.messages import (
    ENDING_EVENTS,
    BrokenFrameError,
    Cancelled,
    Command,
    Event,
    Failed,
    Finished,
    ModelFile,
    Phase,
    Ready,
    Run,
    read_event,
    write_frame,
)
from studio.core.requests import ImageRequest

FAKE = [sys.executable, str(Path(__file__).resolve().parent / "engine_child.py")]
REAL = [sys.executable, "-P", "-m", "studio", "--engine", "torch"]
PATIENCE = 60.0


class Child:
    """A child process; events arrive with the time they were read."""

    def __init__(self, command: list[str], home: Path) -> None:
        self.errors = home / "stderr.txt"
        home.mkdir(parents=True, exist_ok=True)
        with self.errors.open("wb") as errors:  # the child keeps its own copy of the descriptor
            self.process = subprocess.Popen(
                command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=errors,
                env={**os.environ, "ATELIER_HOME": str(home)},
            )  # fmt: skip
        self.events: queue.Queue[tuple[float, Event, bytes] | None] = queue.Queue()
        self.thread = threading.Thread(target=self._read, daemon=True)
        self.thread.start()
        self.jobs = 0

    def _read(self) -> None:
        assert self.process.stdout
        try:
            while True:
                event, data = read_event(self.process.stdout)  # type: ignore[arg-type]
                self.events.put((time.monotonic(), event, data))
        except (EOFError, BrokenFrameError, OSError, ValueError):
            self.events.put(None)

    def ready(self) -> Ready:
        event = self.next()[1]
        assert isinstance(event, Ready)
        return event

    def next(self, patience: float = PATIENCE) -> tuple[float, Event, bytes]:
        found = self.events.get(timeout=patience)
        if found is None:
            raise EOFError(self.errors.read_text(errors="replace"))
        return found

    def send(self, command: Command) -> None:
        assert self.process.stdin
        write_frame(self.process.stdin, command)  # type: ignore[arg-type]

    def start(self, request: ImageRequest, model: ModelFile, staging: Path, **options: object) -> str:
        self.jobs += 1
        job = f"job-{self.jobs}"
        self.send(Run(job=job, request=request, model=model, staging=str(staging), **options))  # type: ignore[arg-type]
        return job

    def until_phase(self, name: str, picture: int = 1) -> float:
        while True:
            when, event, _ = self.next()
            assert not isinstance(event, ENDING_EVENTS), event
            if isinstance(event, Phase) and event.name == name:
                picture -= 1
                if not picture:
                    return when

    def until_end(self) -> tuple[Finished | Cancelled | Failed, list[tuple[float, Event, bytes]]]:
        seen = []
        while True:
            found = self.next()
            seen.append(found)
            if isinstance(found[1], ENDING_EVENTS):
                return found[1], seen

    def drain(self) -> list[Event]:
        """What is there now."""
        found = []
        while not self.events.empty():
            item = self.events.get()
            if item:
                found.append(item[1])
        return found

    def close(self) -> None:
        if self.process.poll() is None:
            self.process.kill()
        self.process.wait(10)
        for stream in (self.process.stdin, self.process.stdout):
            if stream:
                with contextlib.suppress(OSError):
                    stream.close()
        self.thread.join(5)
