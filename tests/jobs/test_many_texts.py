"""Two hundred texts in a row through the queue and the real text engine: nothing grows, nothing is left."""

import gc
import os
import threading
from collections.abc import Callable

import psutil
from pytestqt.qtbot import QtBot

from studio.core.jobs import JobState
from studio.core.text_requests import Piece
from studio.jobs.lanes import WORDS
from studio.jobs.link import engine_command
from tests.fakes.bench import Bench, text_request
from tests.fakes.toy_gguf import STORY, write_toy_gguf

JOBS, WARM = 200, 20
GROWTH_MOST = 1.05


def test_two_hundred_texts_in_a_row_leave_the_engine_as_it_was(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = make_bench(text_command=engine_command("text"))
    write_toy_gguf(bench.folders.models / "toy.gguf")

    def write(first: int, last: int) -> None:
        for number in range(first, last):
            # Some go on with one text, others ask something else, so that prompts come and go.
            text = STORY + "It rang. " * number if number % 3 else f"Number {number}. {STORY}"
            bench.queue.submit(
                text_request("", model="toy", pieces=(Piece(kind="text", text=text),), max_tokens=4, top=3)
            )
        qtbot.waitUntil(lambda: len(bench.ear.ended) == last, timeout=120_000)

    def left() -> tuple[int, int, int, int]:
        """Threads and files of the engine, and of this side."""
        gc.collect()
        own = psutil.Process(os.getpid())
        return engine.num_threads(), engine.num_fds(), threading.active_count(), own.num_fds()

    write(0, WARM)
    engine = psutil.Process(bench.queue.pid_of(WORDS))
    bytes_before, left_before = engine.memory_info().rss, left()
    write(WARM, JOBS)
    assert {job.state for job in bench.ear.ended} == {JobState.DONE}
    assert len(bench.links) == 1 and bench.queue.pid_of(WORDS) == engine.pid, "one engine did it all"
    grown = engine.memory_info().rss / bytes_before
    print(f"engine: {bytes_before / 2**20:.0f} MiB after {WARM} texts, {grown:.3f} times that after {JOBS}")
    assert grown <= GROWTH_MOST
    assert left() == left_before
    assert len(bench.ear.texts) == JOBS and bench.queue.pending() == [] and not bench.ear.complaints
    qtbot.waitUntil(lambda: not list((bench.folders.writings / "open").iterdir()), timeout=20_000)
    assert not bench.queue.writings._living
