"""What standard error shows while a picture is drawn."""

import io

import pytest

from studio.cli.progress_line import ProgressLine, seconds_left
from studio.core.messages import Progress


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (-1.0, ""),
        (0.2, "0 s left"),
        (59.4, "59 s left"),
        (60.0, "1 min 00 s left"),
        (125.0, "2 min 05 s left"),
        (3723.0, "1 h 02 min left"),
    ],
)
def test_time_left_in_words(seconds: float, words: str) -> None:
    assert seconds_left(seconds) == words


def progress(done: int, **changes: object) -> Progress:
    return Progress(job="j", done=done, total=20, seconds_left=3.0, **changes)  # type: ignore[arg-type]


def test_a_file_gets_a_line_per_phase_and_not_per_step() -> None:
    stream = io.StringIO()
    line = ProgressLine(stream=stream)
    for phase in ("loading", "encoding", "denoising"):
        line.phase(phase)
    for done in range(20):
        line.progress(progress(done))
    line.phase("saving")
    line.clear()
    assert stream.getvalue() == "loading\ndenoising\n"


def test_quiet_is_quiet() -> None:
    stream = io.StringIO()
    line = ProgressLine(quiet=True, stream=stream)
    line.begin()
    line.phase("loading")
    line.progress(progress(1))
    line.note("a note")
    line.clear()
    assert stream.getvalue() == ""


def test_several_pictures_are_counted() -> None:
    line = ProgressLine(stream=io.StringIO())
    line.phase("denoising")
    line.progress(progress(5, picture=2, pictures=4))
    assert line.text() == "picture 2 of 4 · denoising 5/20 · 3 s left"


def test_a_terminal_without_block_characters_gets_plain_ones() -> None:
    class Old(io.TextIOWrapper):
        def isatty(self) -> bool:
            return True

    raw = io.BytesIO()
    line = ProgressLine(stream=Old(raw, encoding="ascii"))
    line.phase("denoising")
    line.progress(progress(10))
    assert b"############------------ denoising 10/20 - 3 s left" in raw.getvalue()
