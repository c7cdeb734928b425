"""Tokens a second through link and child beside bare llama.cpp with the same file, threads and settings.

Run: python tests/bench/text_speed.py [--runs 9] [--tokens 200] [--top 8]
Goal: 0.97 or more. Both sides take turns; on a busy machine look at the ratio of pairs and at the processor
seconds of the engine's process, not at the tokens a second. Models: the bundled one, and one of 34 million
random weights made on the spot (q8_0).
"""

import argparse
import json
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

import psutil
from gguf import GGMLQuantizationType
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, Slot

from studio.core.messages import ENDING_EVENTS, Event, ModelFile, Run, Text, Wrote
from studio.core.paths import resources
from studio.core.text_requests import Piece, TextRequest
from studio.engine.kits.llama_sampling import fields
from studio.jobs.link import EngineLink
from tests.fakes.toy_gguf import STORY, Shape, write_toy_gguf

BARE = """
import json, os, sys, tempfile, time
os.environ["OMP_WAIT_POLICY"] = "PASSIVE"
import xllamacpp
given = json.loads(sys.argv[1])
made = xllamacpp.CommonParams()
made.model.path = given["path"]
made.hostnames = [tempfile.mkdtemp() + "/x.sock"]
made.ui = False
made.n_ctx, made.n_parallel, made.kv_unified = given["cells"], 12, True
made.n_batch = made.n_ubatch = 64
made.cpuparams.n_threads = made.cpuparams_batch.n_threads = given["threads"]
made.warmup, made.verbosity, made.cache_ram_mib = False, 0, 0
server = xllamacpp.Server(made)
print("ready", flush=True)
for line in sys.stdin:
    times = []
    def told(chunk):
        if any(choice.get("text") for choice in chunk.get("choices", ())):
            times.append(time.perf_counter())
        return False
    server.handle_completions(given["body"] | {"seed": int(line), "stream": True}, told)
    print(len(times), times[-1] - times[0], flush=True)
"""


class Window(QObject):
    """The window's end: notes when tokens arrive."""

    def __init__(self) -> None:
        super().__init__()
        self.loop = QEventLoop()
        self.times: list[float] = []
        self.tokens = 0
        self.first = 0
        self.link = EngineLink([sys.executable, "-P", "-m", "studio", "--engine", "text"])
        self.link.became_ready.connect(self.ready)
        self.link.event_arrived.connect(self.heard)
        self.link.start()
        self.loop.exec()

    @Slot(object)
    def ready(self, told: object) -> None:
        self.loop.quit()

    @Slot(object)
    def heard(self, event: Event) -> None:
        if isinstance(event, Text):
            self.times.append(time.perf_counter())
            self.tokens += len(event.tokens)
            self.first = self.first or self.tokens
        elif isinstance(event, Wrote):
            self.times.append(time.perf_counter())
        elif isinstance(event, ENDING_EVENTS):
            self.loop.quit()

    def write(self, request: TextRequest, model: ModelFile) -> float:
        """Tokens a second after the first that arrived."""
        self.times, self.tokens, self.first = [], 0, 0
        self.link.send(Run(job="j", request=request, model=model, staging=""))
        self.loop.exec()
        return (self.tokens - self.first) / (self.times[-1] - self.times[0])


def processor_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


def measure(window: Window, model: ModelFile, options: argparse.Namespace, cells: int) -> None:
    request = TextRequest(
        model=model.id, seed=0, max_tokens=options.tokens, top=options.top,
        pieces=(Piece(kind="text", text=STORY.strip()),),
    )  # fmt: skip
    body = fields(request.sampling) | {"prompt": STORY.strip(), "max_tokens": options.tokens}
    if options.top:
        body["logprobs"] = options.top + 1
    threads = psutil.cpu_count(logical=False) or 1
    given = {"path": model.path, "cells": cells, "threads": threads, "body": body}
    bare = subprocess.Popen(
        [sys.executable, "-c", BARE, json.dumps(given)],
        stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
    )  # fmt: skip
    assert bare.stdin and bare.stdout
    bare.stdout.readline()
    ours, theirs, work, bare_work = [], [], 0.0, 0.0
    window.write(request, model)
    for seed in range(1, options.runs + 1):
        before = processor_seconds(bare.pid)
        print(seed, file=bare.stdin, flush=True)
        count, seconds = bare.stdout.readline().split()
        bare_work += processor_seconds(bare.pid) - before
        theirs.append((int(count) - 1) / float(seconds))
        before = processor_seconds(window.link.pid)
        changed = TextRequest(**{**{f: getattr(request, f) for f in request.__struct_fields__}, "seed": seed})
        ours.append(window.write(changed, model))
        work += processor_seconds(window.link.pid) - before
    bare.stdin.close()
    bare.wait()
    bare.stdout.close()
    pairs = [one / other for one, other in zip(ours, theirs, strict=True)]
    print(
        f"{model.name}: {threads} threads, {options.tokens} tokens, {options.top} others, {options.runs} runs"
    )
    middle, best = statistics.median(pairs), max(ours) / max(theirs)
    print(f"  bare {statistics.median(theirs):.0f} tokens/s, Atelier {statistics.median(ours):.0f}; ", end="")
    print(f"median of pairs {middle:.3f}, of best {best:.3f}; goal 0.97")
    print(f"  processor seconds of the process: bare {bare_work:.2f}, Atelier {work:.2f}, ", end="")
    print(f"ratio {bare_work / work:.3f}")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--tokens", type=int, default=200)
    parser.add_argument("--top", type=int, default=8)
    options = parser.parse_args()
    app = QCoreApplication(sys.argv[:1])
    window = Window()
    starter = resources() / "starter" / "prose" / "starter-prose.gguf"
    measure(window, ModelFile(id="p", name="Bundled", family="gguf", path=str(starter)), options, 1024)
    with tempfile.TemporaryDirectory() as folder:
        shape = Shape(layers=12, width=512, heads=8, kept_heads=8, hidden=1376)
        medium = write_toy_gguf(Path(folder) / "medium.gguf", shape, kind=GGMLQuantizationType.Q8_0)
        measure(window, ModelFile(id="m", name="Medium", family="gguf", path=medium.path), options, 10_240)
    window.link.close()
    app.quit()


if __name__ == "__main__":
    main()
