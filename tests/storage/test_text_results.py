"""What a model wrote outlives whatever ends the window, and a disk that is full costs none of it."""

import errno
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, ErrorReport
from studio.core.jobs import Job, new_job
from studio.core.messages import ModelFile, Reads, Text, Wrote
from studio.core.requests import ImageRequest
from studio.core.text_requests import OtherToken, Piece, TextRequest, Token, Written
from studio.storage import line_file, text_results
from studio.storage.text_results import TextResults

CHILD = Path(__file__).parents[1] / "fakes" / "writing_process.py"
MODEL = ModelFile(id="m", name="M", family="gguf", path="/m.gguf", kind="text")


def text_job(document: str = "", count: int = 1) -> Job:
    pieces = (Piece(kind="text", text="Once upon"),)
    return new_job(TextRequest(model="m", pieces=pieces, seed=7, document=document, count=count))


def token(text: str) -> Token:
    return Token(text=text, probability=0.5, others=(OtherToken(text="x", probability=0.25),))


def until(condition: Callable[[], bool]) -> None:
    end = time.monotonic() + 10
    while not condition():
        assert time.monotonic() < end, "it did not happen"
        time.sleep(0.005)


@pytest.fixture
def results(tmp_path: Path) -> Iterator[TextResults]:
    made = TextResults(tmp_path / "data" / "writings")
    yield made
    made.close()


def anew(results: TextResults) -> TextResults:
    """As another program that starts later would read them."""
    return TextResults(results.folder)


def write_two(results: TextResults, job: Job) -> None:
    results.begin(job, MODEL, "session")
    results.add(Reads(job=job.id, prompt="Once upon", tokens=(2,)))
    results.add(Text(job=job.id, index=0, tokens=(token(" a"), token(" time"))))
    results.add(Text(job=job.id, index=1, tokens=(token(" the"),)))
    first = Written(index=0, seed=7, tokens=(token(" a"), token(" time")), reason="stop")
    results.add(Wrote(job=job.id, written=first))


def test_a_text_is_read_back_as_it_was_written(results: TextResults) -> None:
    job = text_job(count=2)
    write_two(results, job)
    results.end(job.id, "done")
    at_once = results.load(job.id)
    results.close()
    later = anew(results).load(job.id)
    assert at_once == later and later is not None
    assert (later.job, later.request, later.model, later.state) == (job.id, job.request, MODEL, "done")
    assert later.reads and later.reads.prompt == "Once upon"
    first, second = later.alternatives
    assert (first.text, first.reason, first.seed) == (" a time", "stop", 7)
    assert first.tokens[0].others[0].text == "x"
    assert (second.text, second.reason, second.seed) == (" the", "cancelled", 8)


def test_tokens_are_not_written_twice_but_what_was_never_streamed_is_kept(results: TextResults) -> None:
    job = text_job()
    results.begin(job, MODEL, "session")
    results.add(Text(job=job.id, index=0, tokens=(token(" streamed"),)))
    results.add(Wrote(job=job.id, written=Written(index=0, seed=7, tokens=(token(" streamed"),))))
    results.add(Wrote(job=job.id, written=Written(index=1, seed=8, tokens=(token(" silent"),))))
    results.end(job.id, "done")
    results.close()
    (file,) = results.folder.glob("*/*/*.jsonl")
    content = file.read_text(encoding="utf-8")
    assert content.count("streamed") == 1 and content.count("silent") == 1
    loaded = anew(results).load(job.id)
    assert loaded and [each.text for each in loaded.alternatives] == [" streamed", " silent"]


def test_an_ended_job_takes_no_more_and_an_unknown_one_none(results: TextResults) -> None:
    job = text_job()
    results.begin(job, MODEL, "session")
    results.end(job.id, "cancelled")
    results.add(Text(job=job.id, index=0, tokens=(token("late"),)))
    results.add(Text(job=text_job().id, index=0, tokens=(token("lost"),)))
    results.close()
    loaded = anew(results).load(job.id)
    assert loaded and loaded.alternatives == () and loaded.state == "cancelled"
    assert len(list(results.folder.glob("*/*/*.jsonl"))) == 1


def test_pictures_have_no_journal(results: TextResults) -> None:
    with pytest.raises(ValueError, match="does not write"):
        results.begin(new_job(ImageRequest(prompt="", model="m", width=64, height=64, seed=0)), MODEL, "s")


@pytest.mark.parametrize("name", ["", "nothing", "../../etc/passwd", "20261125-../../x", "20261125-0"])
def test_no_journal_is_no_error(results: TextResults, name: str) -> None:
    assert results.load(name) is None


def test_a_torn_last_line_costs_that_line_alone(results: TextResults) -> None:
    job = text_job()
    write_two(results, job)
    results.close()
    (file,) = results.folder.glob("*/*/*.jsonl")
    whole = file.read_bytes()
    for cut in range(len(whole) - 1, len(whole) - 60, -7):
        file.write_bytes(whole[:cut])
        loaded = anew(results).load(job.id)
        assert loaded and [each.text for each in loaded.alternatives] == [" a time", " the"]
    for cut in (0, 1, 40):
        file.write_bytes(whole[:cut])
        assert anew(results).load(job.id) is None
    file.write_bytes(b"\xff\x00{}[[[" * 1000)
    assert anew(results).load(job.id) is None


# Kills


@pytest.mark.parametrize("delay", [0.0, 0.05, 0.3])
def test_a_kill_costs_no_more_than_the_last_second(tmp_path: Path, delay: float) -> None:
    folder = tmp_path / "data" / "writings"
    with subprocess.Popen(
        [sys.executable, str(CHILD), str(folder), "dead-session"],
        stdout=subprocess.PIPE,
        text=True,
        env={**os.environ, "PYTHONPATH": str(CHILD.parents[2])},
    ) as child:
        assert child.stdout
        job = child.stdout.readline().strip()
        told: dict[int, float] = {}
        begin = time.monotonic()
        while len(told) < 10 or time.monotonic() - begin < delay:
            number, when = child.stdout.readline().split()
            told[int(number)] = float(when)
        killed = time.monotonic()
        os.kill(child.pid, signal.SIGKILL)
    results = TextResults(folder)
    (found,) = results.unfinished("book:1")
    assert found.job == job and found.state == ""
    kept = {int(each.text) for each in found.alternatives[0].tokens}
    assert all(number in kept for number, when in told.items() if killed - when > 1.0)
    assert kept == set(range(len(kept))), "there is no gap"
    assert found.alternatives[0].reason == "cancelled"


def test_what_was_cut_off_is_offered_until_it_is_dismissed(results: TextResults) -> None:
    cut, other = text_job("book:1"), text_job("book:2")
    for job in (cut, other):
        write_two(results, job)
    ended = text_job("book:1")
    write_two(results, ended)
    results.end(ended.id, "done")
    assert results.unfinished() == [], "they are being written here"
    results.close()
    later = anew(results)
    assert [each.job for each in later.unfinished("book:1")] == [cut.id]
    assert [each.job for each in later.unfinished()] == [cut.id, other.id]
    later.dismiss(cut.id)
    assert later.unfinished("book:1") == []
    loaded = anew(results).load(cut.id)
    assert loaded and loaded.state == "lost" and loaded.alternatives[0].text == " a time"
    later.dismiss(cut.id)
    later.dismiss("20261125-nothing")


def test_dismissing_a_torn_journal_keeps_what_is_whole(results: TextResults) -> None:
    job = text_job("book:1")
    write_two(results, job)
    results.close()
    (file,) = results.folder.glob("*/*/*.jsonl")
    file.write_bytes(file.read_bytes() + b'{"type":"text","job":"')
    later = anew(results)
    later.dismiss(job.id)
    loaded = later.load(job.id)
    assert loaded and loaded.state == "lost" and loaded.alternatives[0].text == " a time"


def test_what_another_living_window_writes_is_not_offered(
    results: TextResults, monkeypatch: pytest.MonkeyPatch
) -> None:
    write_two(results, text_job("book:1"))
    results.close()
    monkeypatch.setattr(text_results, "is_alive", lambda data, session: session == "session")
    assert anew(results).unfinished() == []


# Disks


class Disk:
    """Stands for ``os.write``: full from ``room`` bytes on."""

    def __init__(self, room: int) -> None:
        self.room = room
        self.write = os.write

    def __call__(self, descriptor: int, data: bytes) -> int:
        if self.room <= 0:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        written = self.write(descriptor, bytes(data)[: self.room])
        self.room -= written
        return written


@pytest.mark.parametrize("room", [0, 40, 700, 900])
def test_a_full_disk_is_told_once_and_costs_nothing_when_there_is_room_again(
    results: TextResults, monkeypatch: pytest.MonkeyPatch, room: int
) -> None:
    disk = Disk(room)
    monkeypatch.setattr(line_file.os, "write", disk)
    monkeypatch.setattr(text_results, "RETRY_SECONDS", 0.02)
    told: list[ErrorReport] = []
    results.trouble = told.append
    job = text_job()
    write_two(results, job)
    results.add(Text(job=job.id, index=1, tokens=(token(" end"),)))
    until(lambda: bool(told))
    results.end(job.id, "done")
    on_screen = results.load(job.id)
    assert on_screen and on_screen.alternatives[1].text == " the end", "it is in memory"
    disk.room = 10**9
    until(lambda: not list((results.folder / "open").iterdir()))
    assert anew(results).load(job.id) == on_screen
    assert [report.kind for report in told] == [ErrorKind.DISK_FULL]
    assert "is full" in told[0].sentence and "kept" in told[0].advice


def test_a_folder_that_cannot_be_written_is_a_sentence(results: TextResults) -> None:
    results.folder.parent.mkdir(parents=True)
    results.folder.write_text("a file where the folder should be")
    told: list[ErrorReport] = []
    results.trouble = told.append
    job = text_job()
    write_two(results, job)
    until(lambda: bool(told))
    assert told[0].kind is ErrorKind.NOT_WRITABLE and str(results.folder) in told[0].sentence
    loaded = results.load(job.id)
    assert loaded and loaded.alternatives[0].text == " a time"
