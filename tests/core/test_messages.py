"""Frames on the pipe: every message comes back as it was, and garbage is told from the end."""

import io
import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from studio.core.artifacts import Manifest, ModelUsed, Staged
from studio.core.errors import ErrorKind, ErrorReport
from studio.core.messages import (
    ENDING_EVENTS,
    FRAME_MAX,
    BrokenFrameError,
    Cancel,
    Cancelled,
    Command,
    Count,
    Counted,
    Embed,
    Embedded,
    Event,
    Failed,
    Finished,
    ModelFile,
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
    read_event,
    write_frame,
)
from studio.core.placement import Device, Hardware, Placement
from studio.core.requests import ImageRequest
from studio.core.text_requests import OtherToken, Piece, TextRequest, Token, Written

REQUEST = ImageRequest(prompt="湖 ☃", model="m", width=64, height=64, seed=1)
TEXT_REQUEST = TextRequest(model="m", pieces=(Piece(kind="text", text="Once"),), seed=1)
TOKENS = (Token(text=" upon", probability=0.5, others=(OtherToken(text=" more", probability=0.25),)),)
MODEL = ModelFile(id="m", name="M", family="sd1", path="/m")
HARDWARE = Hardware(
    devices=(Device(id="cpu", kind="cpu", name="c", memory_total=1, memory_free=1, precisions=("fp32",)),),
    cores=2,
)
STAGED = Staged(
    path="p", width=1, height=1,
    manifest=Manifest(
        program="A", request=REQUEST, index=0, seed=1, model=ModelUsed(id="m", name="M", family="f"),
        placement=Placement(device="cpu", precision="fp32"), device_name="c", versions={},
        seconds={}, created="t",
    ),
)  # fmt: skip
COMMANDS: list[Command] = [
    Run(job="j", request=REQUEST, model=MODEL, staging="s"), Cancel(job="j"), Unload(), Stop(),
    Run(job="j", request=TEXT_REQUEST, model=MODEL, staging="s"),
    Count(number=1, model=MODEL, texts=("a", "湖")), Embed(number=2, model=MODEL, texts=("a",)),
]  # fmt: skip
EVENTS: list[Event] = [
    Ready(hardware=HARDWARE, versions={"torch": "2"}, pid=1), Phase(job="j", name="loading"),
    Progress(job="j", done=1, total=2), Preview(job="j"), Produced(job="j", staged=STAGED),
    Reads(job="j", prompt="Once", tokens=(1,), cached=1, context=512), Text(job="j", index=0, tokens=TOKENS),
    Wrote(job="j", written=Written(index=0, seed=1, tokens=TOKENS), tokens_per_second=9.5),
    Counted(number=1, tokens=(1, 2)), Embedded(number=2, vectors=((1.0, 0.0),)),
    Resident(models=("m",)), Finished(job="j"), Cancelled(job="j"),
    Failed(job="j", error=ErrorReport(kind=ErrorKind.BUG, sentence="x", restart_engine=True)),
]  # fmt: skip


def test_every_kind_is_covered_here() -> None:
    assert {type(message) for message in COMMANDS} == set(Command.__args__)
    assert {type(message) for message in EVENTS} == set(Event.__args__)
    assert set(ENDING_EVENTS) <= set(Event.__args__)


def test_commands_and_events_come_back_in_order() -> None:
    stream = io.BytesIO()
    for command in COMMANDS:
        write_frame(stream, command)
    stream.seek(0)
    assert [read_command(stream) for _ in COMMANDS] == COMMANDS
    stream = io.BytesIO()
    for number, event in enumerate(EVENTS):
        write_frame(stream, event, bytes([number]) * number)
    stream.seek(0)
    assert [read_event(stream) for _ in EVENTS] == [(e, bytes([n]) * n) for n, e in enumerate(EVENTS)]
    with pytest.raises(EOFError):
        read_event(stream)


class _Dripping(io.RawIOBase):
    """A pipe that gives one byte at a time."""

    def __init__(self, data: bytes) -> None:
        self._rest = io.BytesIO(data)

    def read(self, size: int = -1, /) -> bytes:
        return self._rest.read(min(size, 1))


def test_a_slow_pipe_gives_whole_frames() -> None:
    stream = io.BytesIO()
    write_frame(stream, Preview(job="j"), b"jpeg")
    assert read_event(_Dripping(stream.getvalue())) == (Preview(job="j"), b"jpeg")  # type: ignore[arg-type]


def test_every_cut_is_the_end_of_the_stream() -> None:
    stream = io.BytesIO()
    write_frame(stream, Preview(job="j"), b"jpeg")
    whole = stream.getvalue()
    for length in range(len(whole)):
        with pytest.raises(EOFError):
            read_event(io.BytesIO(whole[:length]))


def _frame(body: bytes) -> io.BytesIO:
    return io.BytesIO(struct.pack(">II", len(body), 0) + body)


@pytest.mark.parametrize(
    "body",
    [b"", b"null", b"[]", b"{}", b"\xff", b'{"type":"unheard"}', b'{"type":"phase"}',
     b'{"type":"progress","job":"j","done":"x","total":1}', b'{"type":"run"}',
     b'{"type":"cancel","job":"\xff"}', b'{"type":"cancel","job":"j","more":' + b"[" * 100_000],
)  # fmt: skip
def test_garbage_is_a_broken_frame(body: bytes) -> None:
    with pytest.raises(BrokenFrameError):
        read_event(_frame(body))
    with pytest.raises(BrokenFrameError):
        read_command(_frame(body))


def test_a_length_beyond_reason_is_refused_before_reading() -> None:
    for sizes in ((FRAME_MAX + 1, 0), (2, FRAME_MAX + 1), (2**32 - 1, 2**32 - 1)):
        with pytest.raises(BrokenFrameError):
            read_event(io.BytesIO(struct.pack(">II", *sizes)))


@given(st.binary(max_size=200))
def test_any_bytes_end_in_one_of_the_two_errors(data: bytes) -> None:
    with pytest.raises((EOFError, BrokenFrameError)):
        read_event(io.BytesIO(data))
