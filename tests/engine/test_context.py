"""What a job may tell and ask: times per phase, pace, notes, the cancel token."""

import threading
import time
from collections.abc import Callable

import pytest

from studio.core.messages import ModelFile, Phase, Preview, Progress
from studio.engine.context import Cancelled

MODEL = ModelFile(id="m", name="M", family="f", path="/m")


def test_a_token_stops_the_job_at_the_next_question(make_context: Callable, make_request: Callable) -> None:
    token = threading.Event()
    ctx = make_context(make_request(), MODEL, token)
    ctx.check_cancel()
    ctx.phase("loading")
    token.set()
    with pytest.raises(Cancelled):
        ctx.check_cancel()
    with pytest.raises(Cancelled):
        ctx.phase("encoding")


def test_times_belong_to_the_picture_they_were_spent_on(
    make_context: Callable, make_request: Callable, heard
) -> None:
    ctx = make_context(make_request(count=2), MODEL)
    ctx.phase("loading")
    time.sleep(0.02)
    ctx.begin_picture(1)
    with ctx.timed("denoising"):
        time.sleep(0.02)
    assert ctx.seconds["loading"] >= 0.02 and ctx.seconds["denoising"] >= 0.02
    ctx.seconds["saving"] = 0.1
    ctx.begin_picture(2)
    assert ctx.seconds == {}
    assert [event.name for event in heard.of(Phase)] == ["loading", "denoising"]


def test_a_phase_is_told_once_however_often_it_is_entered(
    make_context: Callable, make_request: Callable, heard
) -> None:
    ctx = make_context(make_request(), MODEL)
    for _ in range(3):
        ctx.phase("denoising")
    assert len(heard) == 1


def test_the_pace_is_kept(make_context: Callable, make_request: Callable, heard) -> None:
    ctx = make_context(make_request(), MODEL)
    end = time.monotonic() + 0.5
    while time.monotonic() < end:
        ctx.progress(1, 2, 3.0)
        if ctx.preview_is_due():
            ctx.preview(b"jpeg")
    assert 5 <= len(heard.of(Progress)) <= 11
    assert 2 <= len(heard.of(Preview)) <= 3


def test_a_note_is_kept_once(make_context: Callable, make_request: Callable) -> None:
    ctx = make_context(make_request(), MODEL)
    for sentence in ("One.", "Two.", "One."):
        ctx.note(sentence)
    assert ctx.notes == ["One.", "Two."]
