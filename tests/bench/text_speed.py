"""Tokens a second through link and child beside bare llama.cpp with the same file, threads and settings.

Run: python tests/bench/text_speed.py [--runs 9] [--tokens 200] [--tops 0 8]
Goal: 0.97 or more. Both sides get the same request, with the same number of likely other tokens (``tops``),
and take turns in runs of a second or less, who is first changing each time. "Atelier" is all from the engine
to the window's end of the pipe, "bare" the library alone in a process of its own, which throws each chunk
away. On a busy machine a single tokens a second says nothing: look at the median of the pairs, at
the fastest run of each side, and at the processor time a token costs the engine's process, reading of the
prompt and all else of a job included. Models: the bundled one, and one of 34 million random
weights made on the spot (q8_0).
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
from studio.core.text_requests import Piece, Sampling, TextRequest
from studio.engine.kits.llama_sampling import fields
from studio.jobs.link import EngineLink
from tests.fakes.toy_gguf import STORY, Shape, write_toy_gguf

BARE = """
import json, os, sys, tempfile, time
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
    times, asked = [], json.loads(line)
    def told(chunk):
        if any(choice.get("text") for choice in chunk.get("choices", ())):
            times.append(time.perf_counter())
        return False
    server.handle_completions(given["body"] | asked | {"stream": True, "id_slot": 0}, told)
    print(len(times), times[-1] - times[0] if times else 0.0, flush=True)
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
        return (self.tokens - self.first) / (self.times[-1] - self.times[0] or 1.0)


def processor_seconds(pid: int) -> float:
    times = psutil.Process(pid).cpu_times()
    return times.user + times.system


class Bare:
    """The library alone in a process of its own."""

    def __init__(self, path: str, cells: int, tokens: int) -> None:
        body = fields(Sampling()) | {"prompt": STORY.strip(), "max_tokens": tokens}
        given = {"path": path, "cells": cells, "threads": THREADS, "body": body}
        self.process = subprocess.Popen(
            [sys.executable, "-c", BARE, json.dumps(given)],
            stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, text=True,
        )  # fmt: skip
        self._line()

    def _line(self) -> str:
        assert self.process.stdout
        return self.process.stdout.readline()

    def write(self, seed: int, top: int) -> tuple[float, int]:
        """Tokens a second after the first, and how many there were."""
        asked = {"seed": seed} | ({"logprobs": top + 1} if top else {})
        assert self.process.stdin
        print(json.dumps(asked), file=self.process.stdin, flush=True)
        count, seconds = self._line().split()
        return (int(count) - 1) / (float(seconds) or 1.0), int(count)

    def close(self) -> None:
        self.process.communicate()


THREADS = psutil.cpu_count(logical=False) or 1


def measure(window: Window, model: ModelFile, options: argparse.Namespace, cells: int) -> None:
    bare = Bare(model.path, cells, options.tokens)
    for top in options.tops:
        compare(window, bare, model, options, top)
    bare.close()


def compare(window: Window, bare: Bare, model: ModelFile, options: argparse.Namespace, top: int) -> None:
    """Print how both sides do with ``top`` other tokens asked for with each."""

    def ours(seed: int) -> tuple[float, float, int]:
        before = processor_seconds(window.link.pid)
        speed = window.write(
            TextRequest(
                model=model.id,
                seed=seed,
                max_tokens=options.tokens,
                top=top,
                pieces=(Piece(kind="text", text=STORY.strip()),),
            ),
            model,
        )
        used = processor_seconds(window.link.pid) - before
        return speed, 1000 * used / max(window.tokens, 1), window.tokens

    def theirs(seed: int) -> tuple[float, float, int]:
        before = processor_seconds(bare.process.pid)
        speed, count = bare.write(seed, top)
        return speed, 1000 * (processor_seconds(bare.process.pid) - before) / max(count, 1), count

    sides = {"bare": theirs, "Atelier": ours}
    found: dict[str, list[tuple[float, float]]] = {"bare": [], "Atelier": []}
    seed = 0
    while len(found["bare"]) < options.runs:
        results = {side: sides[side](seed) for side in sorted(sides, reverse=bool(seed % 2))}
        seed += 1
        # The first one loads and warms; one where the model ended soon says little.
        if seed > 1 and min(count for _, _, count in results.values()) > options.tokens // 2:
            for side, (speed, cost, _) in results.items():
                found[side].append((speed, cost))
    speeds = {side: [one for one, _ in pairs] for side, pairs in found.items()}
    costs = {side: [one for _, one in pairs] for side, pairs in found.items()}
    pairs = statistics.median(a / b for a, b in zip(speeds["Atelier"], speeds["bare"], strict=True))
    work = statistics.median(b / a for a, b in zip(costs["Atelier"], costs["bare"], strict=True))
    print(
        f"{model.name}, {top} others asked of both: {options.runs} pairs of {options.tokens} tokens, ", end=""
    )
    print(f"{THREADS} threads")
    print("  tokens/s, Atelier to bare: ", end="")
    print(
        f"median {statistics.median(speeds['Atelier']):.0f} to {statistics.median(speeds['bare']):.0f}, ",
        end="",
    )
    best, other = max(speeds["Atelier"]), max(speeds["bare"])
    print(f"median of pairs {pairs:.3f}; fastest {best:.0f} to {other:.0f}, {best / other:.3f}; goal 0.97")
    print("  processor ms a token, Atelier to bare: ", end="")
    print(
        f"median {statistics.median(costs['Atelier']):.2f} to {statistics.median(costs['bare']):.2f}, ",
        end="",
    )
    least, other = min(costs["Atelier"]), min(costs["bare"])
    print(
        f"bare as share of ours {work:.3f}; least {least:.2f} to {other:.2f}, {other / least:.3f}", flush=True
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=9)
    parser.add_argument("--tokens", type=int, default=200)
    parser.add_argument("--tops", type=int, nargs="+", default=[0, 8])
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
