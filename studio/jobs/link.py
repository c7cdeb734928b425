"""The window's end of the pipe to one engine child: a thread that turns messages into signals."""

import contextlib
import logging
import os
import queue
import subprocess
import sys
import threading
from collections import deque
from collections.abc import Sequence
from pathlib import Path
from typing import BinaryIO

from PySide6.QtCore import QObject, Qt, QThread, Signal, Slot

from studio.core.messages import (
    BrokenFrameError,
    Command,
    Event,
    Preview,
    Ready,
    Stop,
    read_event,
    write_frame,
)

TAIL_LINES = 50
LOG_BYTES_MAX = 1_000_000
_GRACE_SECONDS = 2.0
"""How long a child may live on after it closed its end of the pipe."""
_LINE_BYTES_MAX = 8192

log = logging.getLogger(__name__)


def engine_command(kind: str = "torch") -> list[str]:
    """How the engine of that kind is started, from a checkout, an installation or a frozen program."""
    if getattr(sys, "frozen", False):
        return [sys.executable, "--engine", kind]
    # -P: a file called torch.py where the user happens to stand must not be imported.
    return [sys.executable, "-P", "-m", "studio", "--engine", kind]


def engine_link(logs: Path, kind: str, suffix: str = "") -> "EngineLink":
    """A link to a new engine of that kind, with a log of its own in ``logs``."""
    name = "engine" if kind == "torch" else f"engine-{kind}"
    return EngineLink(engine_command(kind), logs / f"{name}{suffix}.log")


class _ErrorLog:
    """Drains the child's stderr: keeps the last lines, writes all of them to a rotating file."""

    def __init__(self, stream: BinaryIO, path: Path | None) -> None:
        self._stream, self._path = stream, path
        self._lines: deque[str] = deque(maxlen=TAIL_LINES)
        self._thread = threading.Thread(target=self._drain, name="engine stderr", daemon=True)
        self._thread.start()

    def _drain(self) -> None:
        file = self._open()
        with self._stream:
            while line := self._stream.readline(_LINE_BYTES_MAX):
                self._lines.append(line.decode("utf-8", "replace").rstrip())
                file = self._write(file, line)
        if file:
            file.close()

    def _open(self) -> BinaryIO | None:
        if self._path is None:
            return None
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True)
            return open(self._path, "ab", buffering=0)
        except OSError as error:
            log.info("The engine's log %s cannot be written: %s", self._path, error)
            return None

    def _write(self, file: BinaryIO | None, line: bytes) -> BinaryIO | None:
        if file is None or self._path is None:
            return None
        try:
            file.write(line)
            if file.tell() <= LOG_BYTES_MAX:
                return file
            file.close()
            os.replace(self._path, self._path.with_suffix(self._path.suffix + ".1"))
            return self._open()
        except OSError as error:  # a full disk: the tail in memory still works
            log.info("The engine's log stops: %s", error)
            with contextlib.suppress(OSError):
                file.close()
            return None

    def tail(self) -> str:
        """The last lines, once the child is gone."""
        self._thread.join(1.0)
        return "\n".join(self._lines)


class EngineLink(QThread):
    """Owns one child process from ``start()`` to its end. Signals arrive in the window thread.

    ``engine_lost`` is emitted exactly once when the child ends, whatever the reason, unless
    ``close()`` asked for it. One link is one child: make a new link for a new child.
    """

    became_ready = Signal(object)
    """messages.Ready"""
    event_arrived = Signal(object)
    """Every Event but Ready and Preview."""
    preview_arrived = Signal(str, bytes)
    """Job id and JPEG; when the window is busy only the latest is delivered."""
    engine_lost = Signal(int, str)
    """Exit code (negative: signal) and the end of the child's stderr."""
    _preview_waits = Signal()

    def __init__(
        self,
        command: Sequence[str] | None = None,
        log: Path | None = None,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._command = list(command) if command is not None else engine_command()
        self._log = log
        self._outbox: queue.SimpleQueue[Command | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._process: subprocess.Popen[bytes] | None = None
        self._preview: tuple[str, bytes] | None = None
        self._unwanted = False
        """Kill the child as soon as there is one."""
        self._closing = False
        self._preview_waits.connect(self._hand_over_preview, Qt.ConnectionType.QueuedConnection)

    # Window thread

    @property
    def running(self) -> bool:
        """Whether the child (or the thread that waits for its end) is still there."""
        return self.isRunning()

    @property
    def pid(self) -> int:
        """Process id of the child, 0 before it was started."""
        with self._lock:
            return self._process.pid if self._process else 0

    def send(self, command: Command) -> None:
        """Queue a command; never blocks, and is without effect once the child is gone."""
        self._outbox.put(command)

    def kill(self) -> None:
        """End the child at once, whatever it is doing; ``engine_lost`` follows."""
        with self._lock:
            self._unwanted = True
            if self._process and self._process.poll() is None:
                self._process.kill()

    def close(self, seconds: float = 3.0) -> None:
        """Ask the child to stop, wait up to ``seconds``, then kill it. Blocks no longer than that
        plus the moment the system takes to kill. No ``engine_lost`` follows.
        """
        self._closing = True
        if not self.isRunning():
            return
        self.send(Stop())
        if not self.wait(round(seconds * 1000)):
            self.kill()
            self.wait(2000)

    @Slot()
    def _hand_over_preview(self) -> None:
        with self._lock:
            preview, self._preview = self._preview, None
        if preview and not self._closing:
            self.preview_arrived.emit(*preview)

    # Link thread

    def run(self) -> None:
        try:
            process = self._spawn()
        except OSError as error:
            self._tell_lost(-1, f"The engine could not be started: {error}")
            return
        assert process.stdout and process.stdin and process.stderr
        errors = _ErrorLog(process.stderr, self._log)  # type: ignore[arg-type]
        writer = threading.Thread(
            target=self._write_commands, args=(process.stdin,), name="engine commands", daemon=True
        )
        writer.start()
        trouble = ""
        with process.stdout as stream:
            try:
                while True:
                    self._tell(*read_event(stream))  # type: ignore[arg-type]
            except EOFError:
                trouble = ""
            except (BrokenFrameError, OSError) as error:
                trouble = f"The engine sent something that cannot be understood: {error}"
                process.kill()
        code = self._wait_for_end(process)
        self._outbox.put(None)
        writer.join(1.0)
        self._tell_lost(code, "\n".join(part for part in (errors.tail(), trouble) if part))

    def _spawn(self) -> subprocess.Popen[bytes]:
        # A process group of its own: Ctrl+C in the terminal is for the window side alone.
        if sys.platform == "win32":
            flags = subprocess.CREATE_NO_WINDOW | subprocess.CREATE_NEW_PROCESS_GROUP
            apart: dict[str, int] = {"creationflags": flags}
        else:
            apart = {"process_group": 0}
        with self._lock:
            self._process = subprocess.Popen(
                self._command,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                **apart,  # type: ignore[arg-type]
            )
            if self._unwanted:
                self._process.kill()
            return self._process

    def _write_commands(self, stream: BinaryIO) -> None:
        try:
            with stream:
                while (command := self._outbox.get()) is not None:
                    write_frame(stream, command)
        except OSError:
            return  # the child is gone, which the reading side concludes by itself

    def _tell(self, event: Event, data: bytes) -> None:
        if isinstance(event, Preview):
            with self._lock:
                waits, self._preview = self._preview is not None, (event.job, data)
            if not waits:
                self._preview_waits.emit()
        elif isinstance(event, Ready):
            self.became_ready.emit(event)
        else:
            self.event_arrived.emit(event)

    def _wait_for_end(self, process: subprocess.Popen[bytes]) -> int:
        try:
            code = process.wait(_GRACE_SECONDS)
        except subprocess.TimeoutExpired:
            process.kill()
            code = process.wait()
        # Windows statuses are unsigned; signals carry signed 32-bit numbers.
        return code - 2**32 if code > 0x7FFF_FFFF else code

    def _tell_lost(self, code: int, tail: str) -> None:
        if not self._closing:
            self.engine_lost.emit(code, tail)
