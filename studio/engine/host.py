"""The engine child: reads commands on a thread, runs jobs on the main one, tells events."""

import contextlib
import faulthandler
import gc
import logging
import os
import queue
import signal
import sys
import threading
from collections.abc import Callable, Mapping
from typing import Any, BinaryIO, NamedTuple

from studio.core.discovery import discover
from studio.core.errors import ErrorReport
from studio.core.messages import (
    BrokenFrameError,
    Cancel,
    Command,
    Count,
    Counted,
    Embed,
    Embedded,
    Event,
    Failed,
    Finished,
    Ready,
    Resident,
    Run,
    Stop,
    Unload,
    read_command,
    write_frame,
)
from studio.core.messages import Cancelled as CancelledEvent
from studio.core.placement import Hardware
from studio.core.requests import ImageRequest
from studio.core.text_requests import TextRequest
from studio.engine import faults, sharing
from studio.engine.context import Cancelled, Context
from studio.engine.residency import Memory, Residency
from studio.engine.tasks import image, text
from studio.engine.tasks.image import Families
from studio.engine.text_context import TextContext
from studio.engine.text_residency import TextResidency

ENVIRONMENT = {
    "HF_HUB_OFFLINE": "1",
    "HF_HUB_DISABLE_TELEMETRY": "1",
    "TRANSFORMERS_OFFLINE": "1",
    "DIFFUSERS_DISABLE_REMOTE_CODE": "1",
    "TOKENIZERS_PARALLELISM": "false",
}
"""Set before any library is imported: no network, no code from models."""
EXIT_END_OF_PIPE = 0
EXIT_BROKEN_PIPE = 4
_OOM_SCORE = b"600"

log = logging.getLogger(__name__)


class Task(NamedTuple):
    """The code for one kind of request, and what it tells the window through."""

    run: Callable[..., None]
    context: type[Context]


TASKS: Mapping[type, Task] = {
    ImageRequest: Task(image.run, Context),
    TextRequest: Task(text.run, TextContext),
}
"""By the type of the request; a further kind joins with a line here."""


class Machine:
    """What the host needs to know of the machine; tests put another in its place."""

    def residency(self, hardware: Hardware) -> Any:
        """What keeps the models of this kind of engine."""
        return Residency(hardware, self.memory, self.release)

    def survey(self) -> tuple[Hardware, dict[str, str]]:
        """Import the heavy libraries and look at the devices; returns their versions too."""
        from studio.engine import device

        return device.survey()

    def memory(self, identity: str) -> Memory:
        from studio.engine import device

        return device.memory(identity)

    def release(self) -> None:
        """Give memory that libraries keep for later back to the system."""
        from studio.engine import device

        device.release()


class TextMachine(Machine):
    """The machine as language models see it: nothing here imports torch."""

    def residency(self, hardware: Hardware) -> Any:
        from studio.engine import text_device

        return TextResidency(hardware, text_device.measure, self.memory, self.release)

    def survey(self) -> tuple[Hardware, dict[str, str]]:
        from studio.engine import text_device

        return text_device.survey()

    def memory(self, identity: str) -> Memory:
        from studio.engine import text_device

        return text_device.memory(identity)

    def release(self) -> None:
        from studio.engine import text_device

        text_device.release()


MACHINES: Mapping[str, type[Machine]] = {"torch": Machine, "text": TextMachine}


class Host:
    """One engine: a reader thread that only notes things, and a loop that does them in order."""

    def __init__(
        self,
        commands: BinaryIO,
        events: BinaryIO,
        *,
        families: Families | None = None,
        machine: Machine | None = None,
        end: Callable[[int], object] = os._exit,
    ) -> None:
        self._commands, self._events = commands, events
        self._families = families
        self._machine = machine or Machine()
        self._end = end
        self._todo: queue.SimpleQueue[Run | Count | Embed | Unload | None] = queue.SimpleQueue()
        self._lock = threading.Lock()
        self._tokens: dict[str, threading.Event] = {}
        self._stopping = threading.Event()
        self._versions: dict[str, str] = {}

    def run(self) -> None:
        """Serve until Stop. The end of the command stream ends the process at once."""
        threading.Thread(target=self._read, name="commands", daemon=True).start()
        families = self._families if self._families is not None else discover("studio.families")
        hardware, versions = self._machine.survey()
        gc.freeze()  # what the imports made stays; looking through it at every collection takes 0.3 s
        self._versions = versions
        residency = self._machine.residency(hardware)
        self._send(Ready(hardware=hardware, versions=versions, pid=os.getpid()))
        while not self._stopping.is_set():
            command = self._todo.get()
            if isinstance(command, Run):
                self._job(command, residency, families)
            elif isinstance(command, Count | Embed):
                before = residency.names
                self._send(self._answer(command, residency, families))
                if residency.names == before:
                    continue
            elif isinstance(command, Unload):
                residency.unload()
            if command is not None and not self._stopping.is_set():
                self._tell_resident(residency)

    # Reader thread

    def _read(self) -> None:
        try:
            while True:
                self._note(read_command(self._commands))
        except (EOFError, OSError):
            self._end(EXIT_END_OF_PIPE)
        except BrokenFrameError as error:
            # Frames cannot be found again in a broken stream, so going on would be guessing.
            print(f"The engine was sent something that is no command: {error}", file=sys.stderr, flush=True)
            self._end(EXIT_BROKEN_PIPE)

    def _note(self, command: Command) -> None:
        match command:
            case Run():
                with self._lock:
                    self._tokens[command.job] = threading.Event()
                self._todo.put(command)
            case Cancel():
                with self._lock:
                    token = self._tokens.get(command.job)
                if token:
                    token.set()
            case Unload() | Count() | Embed():
                self._todo.put(command)
            case Stop():
                self._stopping.set()
                with self._lock:
                    for token in self._tokens.values():
                        token.set()
                self._todo.put(None)

    # Main thread

    def _send(self, event: Event, data: bytes = b"") -> None:
        try:
            write_frame(self._events, event, data)
        except (OSError, ValueError):
            self._end(EXIT_END_OF_PIPE)  # nobody listens any more

    def _answer(self, command: Count | Embed, residency: Any, families: Families) -> Counted | Embedded:
        if isinstance(residency, TextResidency):
            ask = text.count if isinstance(command, Count) else text.embed
            return ask(residency, families, command)  # type: ignore[arg-type]
        problem = "This engine draws; it neither counts words nor compares them."
        kind = Counted if isinstance(command, Count) else Embedded
        return kind(number=command.number, problem=problem)

    def _job(self, run: Run, residency: Any, families: Families) -> None:
        """Run one job to exactly one ending event; after Stop there is none, and the job is lost."""
        task = TASKS[type(run.request)]
        ctx = task.context(run, self._send, self._tokens[run.job], self._versions)
        ending: Event
        try:
            ctx.check_cancel()
            task.run(ctx, residency, families, run.request, run.model)
            ending = Finished(job=run.job)
        except Cancelled:
            ending = CancelledEvent(job=run.job)
        except Exception as error:
            ending = Failed(job=run.job, error=self._report(error, ctx))
        with self._lock:
            del self._tokens[run.job]
        if not (self._stopping.is_set() and isinstance(ending, CancelledEvent)):
            self._send(ending)

    def _report(self, error: Exception, ctx: Context) -> ErrorReport:
        report = faults.report(error)
        log.info("job %s failed: %s\n%s", ctx.job, report.sentence, report.detail)
        return report

    def _tell_resident(self, residency: Any) -> None:
        memory = residency.memory()
        self._send(
            Resident(
                models=residency.names,
                device_bytes=memory.device_bytes,
                device_total=memory.device_total,
                process_bytes=memory.process_bytes,
            )
        )


def serve(
    commands: BinaryIO,
    events: BinaryIO,
    kind: str = "torch",
    *,
    families: Families | None = None,
    machine: Machine | None = None,
    end: Callable[[int], object] = os._exit,
) -> None:
    """Serve jobs of one engine ``kind`` until Stop; the thread that calls this runs the jobs.

    ``end`` ends the process when the command stream does. ``families`` and ``machine`` stand in
    for the real ones in tests.
    """
    if families is None:
        found = discover("studio.families")
        families = {name: family for name, family in found.items() if family.SPEC.engine == kind}
    machine = machine or MACHINES[kind]()
    Host(commands, events, families=families, machine=machine, end=end).run()


def open_pipes() -> tuple[BinaryIO, BinaryIO]:
    """Take stdin and stdout for frames; whatever libraries print goes to stderr instead."""
    sys.stdout.flush()
    commands, events = os.dup(0), os.dup(1)
    null = os.open(os.devnull, os.O_RDONLY)
    os.dup2(null, 0)
    os.close(null)
    os.dup2(2, 1)
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (commands, events):
            msvcrt.setmode(descriptor, os.O_BINARY)
    return os.fdopen(commands, "rb"), os.fdopen(events, "wb")


def settle(kind: str = "torch") -> None:
    """Make this process a good child: dies with its parent, is the first to go when memory is short."""
    os.environ.update(ENVIRONMENT | sharing.environment(kind))
    sharing.stand_back(kind)
    faulthandler.enable()
    with contextlib.suppress(ValueError, OSError):
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl+C is the parent's to decide on
    if sys.platform != "linux":
        return
    with contextlib.suppress(OSError):
        descriptor = os.open("/proc/self/oom_score_adj", os.O_WRONLY)
        try:
            os.write(descriptor, _OOM_SCORE)
        finally:
            os.close(descriptor)
    with contextlib.suppress(OSError, AttributeError):
        import ctypes

        # PR_SET_PDEATHSIG: also covers native code that holds the interpreter's lock for long. It
        # follows the thread that started us, which in EngineLink lives exactly as long as we do.
        ctypes.CDLL(None).prctl(1, signal.SIGKILL, 0, 0, 0)


def main(argv: list[str]) -> int:
    """``studio --engine KIND``: serve one window over stdin and stdout."""
    logging.basicConfig(level=logging.INFO, stream=sys.stderr, format="%(levelname)s %(name)s: %(message)s")
    kind = argv[0] if argv else "torch"
    settle(kind)
    commands, events = open_pipes()
    serve(commands, events, kind)
    events.flush()
    sys.stderr.flush()
    # Leave without the teardown of native libraries, which has nothing to save and can hang.
    os._exit(0)
