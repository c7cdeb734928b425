"""The bundled model in its real engine: what matters is that the texts are its own, and all of them kept."""

import os
import signal
import sys
from collections.abc import Callable

from pytestqt.qtbot import QtBot

from studio.core.jobs import JobState
from studio.core.text_requests import Piece, Sampling
from studio.jobs.lanes import WORDS
from studio.jobs.link import engine_command
from tests.fakes.bench import Bench, request, text_request

BEGIN = "Maren read the letter twice by the lamp, and then she"
LIKELIEST = Sampling(temperature=0)


def real(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench(text_command=engine_command("text"))


def prose(**changes: object):  # a request to the bundled model
    values = {"model": "prose", "pieces": (Piece(kind="text", text=BEGIN),), **changes}
    return text_request("", **values)


def test_the_engine_of_each_kind_is_our_own_program() -> None:
    assert engine_command("text") == [sys.executable, "-P", "-m", "studio", "--engine", "text"]
    assert engine_command()[-1] == "torch"


def test_the_bundled_model_writes_while_a_picture_is_made(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = real(make_bench)
    picture = bench.queue.submit(request("wait denoising"))
    jobs = [bench.queue.submit(prose(max_tokens=24, sampling=LIKELIEST)) for _ in range(2)]
    qtbot.waitUntil(lambda: len(bench.ear.ended) == 2, timeout=60_000)
    assert [job.state for job in bench.ear.ended] == [JobState.DONE] * 2
    texts = [bench.ear.texts[job.id, 0] for job in jobs]
    assert texts[0] == texts[1] and len(texts[0].split()) > 8, "temperature 0 says the same again"
    kept = bench.queue.writings.load(jobs[0].id)
    assert kept and kept.alternatives[0].text == texts[0] and kept.reads and kept.reads.prompt == BEGIN
    assert all(token.others for token in kept.alternatives[0].tokens)
    bench.queue.cancel(picture.id)
    qtbot.waitUntil(lambda: len(bench.ear.ended) == 3, timeout=10_000)


def test_stop_keeps_the_part_that_was_written(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    bench = real(make_bench)
    job = bench.queue.submit(prose(max_tokens=4000, stop=()))
    qtbot.waitUntil(lambda: len(bench.ear.texts.get((job.id, 0), "")) > 20, timeout=60_000)
    bench.queue.cancel(job.id)
    qtbot.waitUntil(lambda: bool(bench.ear.ended), timeout=20_000)
    kept = bench.queue.writings.load(job.id)
    assert kept and kept.alternatives[0].text == bench.ear.texts[job.id, 0]
    assert kept.state in ("cancelled", "done")  # done, when the small context was full first


def test_a_killed_engine_costs_the_job_but_not_its_words(
    qtbot: QtBot, make_bench: Callable[..., Bench]
) -> None:
    bench = real(make_bench)
    job = bench.queue.submit(prose(max_tokens=400))
    qtbot.waitUntil(lambda: len(bench.ear.texts.get((job.id, 0), "")) > 20, timeout=60_000)
    os.kill(bench.queue.pid_of(WORDS), signal.SIGKILL)
    qtbot.waitUntil(lambda: bool(bench.ear.ended), timeout=20_000)
    assert bench.ear.ended[0].state is JobState.LOST
    kept = bench.queue.writings.load(job.id)
    assert kept and kept.alternatives[0].text == bench.ear.texts[job.id, 0]
    again = bench.queue.retry(job.id)
    qtbot.waitUntil(lambda: len(bench.ear.ended) == 2, timeout=60_000)
    assert bench.ear.ended[1].state is JobState.DONE
    assert bench.ear.texts[again.id, 0].startswith(bench.ear.texts[job.id, 0]), "the same seed, the same text"


def test_tokens_are_counted_as_the_model_reads_them(qtbot: QtBot, make_bench: Callable[..., Bench]) -> None:
    bench = real(make_bench)
    answers: list[object] = []
    bench.queue.count_tokens("prose", [BEGIN, "", BEGIN * 3], answers.append, answers.append)
    qtbot.waitUntil(lambda: bool(answers), timeout=60_000)
    once, nothing, thrice = answers[0]  # type: ignore[misc]
    assert nothing == 0 and 8 < once < len(BEGIN) and once * 2 < thrice <= once * 3 + 3
