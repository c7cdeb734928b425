"""An engine child without an engine: speaks the protocol and acts out what the prompt says.

The first word of a prompt says what happens, the second in which phase. ``draw`` draws (one PNG
of a few bytes per picture), ``wait`` stays in a phase until it is cancelled, ``hang`` stays and
does not listen, ``crash`` ends by SIGSEGV, ``kill`` by SIGKILL, ``fail`` reports an error,
``poison`` one after which the engine must be replaced, ``babble`` sends garbage. Of a text the
first word of its last piece says the same; there ``write`` writes, and ``yield`` waits the first
time only. A token is told before anything happens. With ``--holds=BYTES`` the model stays in memory
after a job.
"""

import os
import signal
import sys
import threading
import time
from pathlib import Path

import msgspec

from studio.core.artifacts import Manifest, ModelUsed, Staged
from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import utc_now
from studio.core.messages import (
    Cancel,
    Cancelled,
    Count,
    Counted,
    Embed,
    Embedded,
    Event,
    Failed,
    Finished,
    Phase,
    Preview,
    Produced,
    Progress,
    Reads,
    Ready,
    Resident,
    Run,
    Stop,
    Text,
    Unload,
    Wrote,
    read_command,
    write_frame,
)
from studio.core.placement import Device, Hardware, Placement
from studio.core.text_requests import TextRequest, Token, Written, text_seed_of

PHASES = ("loading", "encoding", "denoising", "decoding", "saving")
CPU = Device(
    id="cpu",
    kind="cpu",
    name="Scripted processor",
    memory_total=2**30,
    memory_free=2**29,
    precisions=("fp32",),
)
PIXELS = bytes.fromhex(
    "89504e470d0a1a0a0000000d49484452000000010000000108060000001f15c4890000000d49444154"
    "789c6360f8cfc0f01f00050001ff89993d1d0000000049454e44ae426082"
)


class Child:
    """Reads commands on a thread, acts on the main one."""

    def __init__(self) -> None:
        self.events = sys.stdout.buffer
        self.lock = threading.Lock()
        self.runs: list[Run] = []
        self.wake = threading.Condition()
        self.cancelled: set[str] = set()

    def say(self, event: Event, data: bytes = b"") -> None:
        with self.lock:
            write_frame(self.events, event, data)

    def listen(self) -> None:
        while True:
            try:
                command = read_command(sys.stdin.buffer)
            except EOFError:
                os._exit(0)
            match command:
                case Run():
                    with self.wake:
                        self.runs.append(command)
                        self.wake.notify()
                case Cancel():
                    self.cancelled.add(command.job)
                case Count() | Embed() if any(text.startswith("crash") for text in command.texts):
                    os.kill(os.getpid(), signal.SIGSEGV)
                case Count() if command.texts == ("refuse",):
                    self.say(Counted(number=command.number, problem="It cannot count."))
                case Count():
                    counted = tuple(len(text.split()) for text in command.texts)
                    self.say(Counted(number=command.number, tokens=counted))
                case Embed():
                    vectors = tuple((1.0, 0.0) for _ in command.texts)
                    self.say(Embedded(number=command.number, vectors=vectors))
                case Unload() if "--deaf" not in sys.argv:
                    self.say(Resident(models=()))
                case Stop() if "--deaf" not in sys.argv:
                    os._exit(0)

    def act(self) -> None:
        if "--stillborn" in sys.argv:
            print("ImportError: no module named torch", file=sys.stderr, flush=True)
            sys.exit(3)
        threading.Thread(target=self.listen, daemon=True).start()
        time.sleep(0.3 if "--slow-start" in sys.argv else 0)
        self.say(Ready(hardware=Hardware(devices=(CPU,), cores=1), versions={"torch": "0"}, pid=os.getpid()))
        while True:
            with self.wake:
                self.wake.wait_for(lambda: bool(self.runs))
                run = self.runs.pop(0)
            self.write(run) if isinstance(run.request, TextRequest) else self.run(run)
            if held := [flag for flag in sys.argv if flag.startswith("--holds=")]:
                self.say(Resident(models=(run.model.name,), process_bytes=int(held[0].split("=")[1])))

    def write(self, run: Run) -> None:
        request = run.request
        assert isinstance(request, TextRequest) and not run.staging
        words = request.pieces[-1].text.split()
        self.say(Phase(job=run.job, name="reading"))
        self.say(Reads(job=run.job, prompt=request.pieces[-1].text, tokens=(len(words),)))
        self.say(Phase(job=run.job, name="writing"))
        for index in range(request.count):
            tokens = (
                Token(text=f"threads={request.placement.threads}"),
                *(Token(text=f" {w}") for w in words),
            )
            self.say(Text(job=run.job, index=index, tokens=tokens[:2]))
            seed = text_seed_of(request, index)
            if words[0] == "wait" or (words[0] == "yield" and run.job not in self.cancelled):
                while run.job not in self.cancelled:
                    time.sleep(0.005)
                cut = Written(index=index, seed=seed, tokens=tokens[:2], reason="cancelled")
                self.say(Wrote(job=run.job, written=cut))
                self.say(Cancelled(job=run.job))
                return
            if self.interrupts(words[0], run):
                return
            self.say(Text(job=run.job, index=index, tokens=tokens[2:]))
            written = Written(index=index, seed=seed, tokens=tokens)
            self.say(Wrote(job=run.job, written=written, tokens_per_second=9.0))
        self.say(Finished(job=run.job))

    def run(self, run: Run) -> None:
        deed, _, rest = run.request.prompt.partition(" ")
        where = rest.split()[0] if rest.split() and rest.split()[0] in PHASES else "denoising"
        for picture in range(run.request.count):
            for phase in PHASES:
                self.say(Phase(job=run.job, name=phase))
                if phase == "denoising":
                    self.say(Progress(job=run.job, done=1, total=2, seconds_left=0.5, picture=picture + 1))
                    if run.previews:
                        self.say(Preview(job=run.job), b"preview")
                if phase == where and self.interrupts(deed, run):
                    return
            self.say(Produced(job=run.job, staged=self.draw(run, picture)))
        self.say(Finished(job=run.job))

    def interrupts(self, deed: str, run: Run) -> bool:
        match deed:
            case "wait":
                while run.job not in self.cancelled:
                    time.sleep(0.005)
                self.say(Cancelled(job=run.job))
            case "hang":
                time.sleep(60)
            case "crash":
                print("Fatal: something in native code", file=sys.stderr, flush=True)
                os.kill(os.getpid(), signal.SIGSEGV)
            case "kill":
                os.kill(os.getpid(), signal.SIGKILL)
            case "fail":
                self.say(Failed(job=run.job, error=ErrorReport(kind=ErrorKind.BUG, sentence="It failed.")))
            case "poison":
                report = ErrorReport(kind=ErrorKind.DEVICE_FAULT, sentence="Poisoned.", restart_engine=True)
                self.say(Failed(job=run.job, error=report))
            case "babble":
                self.events.write(b"\xff" * 64)
                self.events.flush()
                time.sleep(60)
            case _:
                return False
        return True

    def draw(self, run: Run, index: int) -> Staged:
        folder = Path(run.staging)
        folder.mkdir(parents=True, exist_ok=True)
        path = folder / f"picture-{index:03d}.png"
        path.write_bytes(PIXELS)
        manifest = Manifest(
            program="scripted", request=run.request, index=index, seed=run.request.seed + index,
            model=ModelUsed(id=run.model.id, name=run.model.name, family=run.model.family),
            placement=Placement(device="cpu", precision="fp32"), device_name=CPU.name, versions={},
            seconds={"denoising": 0.1}, created=utc_now(),
        )  # fmt: skip
        staged = Staged(path=str(path), width=1, height=1, manifest=manifest)
        path.with_suffix(".json").write_bytes(msgspec.json.encode(staged))
        return staged


if __name__ == "__main__":
    Child().act()
