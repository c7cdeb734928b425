"""Commands and events that cross the pipe between window and engine, and their framing.

A frame is two big-endian 32-bit lengths, then that many bytes of JSON, then that many bytes of
attached data (a preview JPEG, else nothing). JSON, never pickle: a broken or hostile engine
cannot make the window execute anything.
"""

from struct import Struct as Layout
from typing import BinaryIO

import msgspec
from msgspec import Struct

from studio.core.artifacts import Staged
from studio.core.errors import ErrorReport
from studio.core.placement import Hardware
from studio.core.requests import Request
from studio.core.text_requests import Token, Written

FRAME_MAX = 32 * 1024 * 1024
_LENGTHS = Layout(">II")


class ModelFile(Struct, frozen=True, kw_only=True):
    """A model as the engine needs it: which family, and where it lies."""

    id: str
    name: str
    family: str
    path: str
    licence: str = ""
    kind: str = "image"
    """image, lora or controlnet; text, text_lora, embedding or projector."""


# Commands: window to engine.


class Run(Struct, frozen=True, kw_only=True, tag_field="type", tag="run"):
    """Run a request; results go to ``staging``, a folder of this job alone.

    ``picture_format`` is png, jpeg or webp; ``quality`` 1 to 100 for the latter two (100 is lossless
    WebP); ``embed_metadata`` puts manifest and settings text into the file.
    """

    job: str
    request: Request
    model: ModelFile
    staging: str
    parts: tuple[ModelFile, ...] = ()
    """The LoRAs, ControlNets or LoRAs of language models the request names; for a request with pictures
    also the projector that lies beside the language model.
    """
    previews: bool = True
    picture_format: str = "png"
    quality: int = 95
    embed_metadata: bool = True


class Cancel(Struct, frozen=True, kw_only=True, tag_field="type", tag="cancel"):
    job: str


class Count(Struct, frozen=True, kw_only=True, tag_field="type", tag="count"):
    """How many tokens each text is to a language model; answered by Counted, between jobs."""

    number: int
    model: ModelFile
    texts: tuple[str, ...]


class Embed(Struct, frozen=True, kw_only=True, tag_field="type", tag="embed"):
    """What each text means to an embedding model; answered by Embedded, between jobs."""

    number: int
    model: ModelFile
    texts: tuple[str, ...]


class Unload(Struct, frozen=True, kw_only=True, tag_field="type", tag="unload"):
    """Free all models; answered by Resident."""


class Stop(Struct, frozen=True, kw_only=True, tag_field="type", tag="stop"):
    """End the process after the current step."""


# Events: engine to window.


class Ready(Struct, frozen=True, kw_only=True, tag_field="type", tag="ready"):
    """Sent once, when libraries are imported and devices probed."""

    hardware: Hardware
    versions: dict[str, str]
    pid: int


class Phase(Struct, frozen=True, kw_only=True, tag_field="type", tag="phase"):
    """``name``: loading, encoding, denoising, decoding, saving; of text loading, reading, writing."""

    job: str
    name: str


class Progress(Struct, frozen=True, kw_only=True, tag_field="type", tag="progress"):
    """``done`` of ``total`` units in the phase; ``seconds_left`` for the whole job, -1 if unknown.

    ``picture``/``pictures`` count from 1.
    """

    job: str
    done: int
    total: int
    seconds_left: float = -1.0
    picture: int = 1
    pictures: int = 1


class Preview(Struct, frozen=True, kw_only=True, tag_field="type", tag="preview"):
    """A JPEG of at most 512 pixels a side, attached as data."""

    job: str
    picture: int = 1


class Produced(Struct, frozen=True, kw_only=True, tag_field="type", tag="produced"):
    job: str
    staged: Staged


class Reads(Struct, frozen=True, kw_only=True, tag_field="type", tag="reads"):
    """What the model really got: the text with its template's marks, and how it fills the context.

    ``tokens`` has one count for each piece of the request, ``marks`` those of the template between them,
    ``cached`` is how many need not be read again, ``context`` how many the model holds here.
    """

    job: str
    prompt: str
    tokens: tuple[int, ...]
    marks: int = 0
    cached: int = 0
    context: int = 0
    note: str = ""
    """An honest remark, such as that the model cannot fill a gap and reads a plain text instead."""


class Text(Struct, frozen=True, kw_only=True, tag_field="type", tag="text"):
    """New tokens of alternative ``index``, those of about 30 ms together."""

    job: str
    index: int
    tokens: tuple[Token, ...]


class Wrote(Struct, frozen=True, kw_only=True, tag_field="type", tag="wrote"):
    """An alternative is whole; also sent for what a cancel cut short."""

    job: str
    written: Written
    tokens_per_second: float = 0.0


class Counted(Struct, frozen=True, kw_only=True, tag_field="type", tag="counted"):
    """Answer to Count; ``tokens`` is empty and ``problem`` a sentence when it could not be done."""

    number: int
    tokens: tuple[int, ...] = ()
    problem: str = ""


class Embedded(Struct, frozen=True, kw_only=True, tag_field="type", tag="embedded"):
    """Answer to Embed: unit vectors, or none and ``problem``."""

    number: int
    vectors: tuple[tuple[float, ...], ...] = ()
    problem: str = ""


class Resident(Struct, frozen=True, kw_only=True, tag_field="type", tag="resident"):
    """Models held in memory and bytes used, on the device and by the process."""

    models: tuple[str, ...]
    device_bytes: int = 0
    device_total: int = 0
    process_bytes: int = 0


class Finished(Struct, frozen=True, kw_only=True, tag_field="type", tag="finished"):
    job: str


class Cancelled(Struct, frozen=True, kw_only=True, tag_field="type", tag="cancelled"):
    job: str


class Failed(Struct, frozen=True, kw_only=True, tag_field="type", tag="failed"):
    job: str
    error: ErrorReport


Command = Run | Cancel | Count | Embed | Unload | Stop
Event = (
    Ready
    | Phase
    | Progress
    | Preview
    | Produced
    | Reads
    | Text
    | Wrote
    | Counted
    | Embedded
    | Resident
    | Finished
    | Cancelled
    | Failed
)
ENDING_EVENTS = (Finished, Cancelled, Failed)

_encoder = msgspec.json.Encoder()
_commands = msgspec.json.Decoder(Command)
_events = msgspec.json.Decoder(Event)
_UNREADABLE = (msgspec.DecodeError, UnicodeDecodeError, RecursionError)
"""What decoding garbage raises: no JSON, no UTF-8, or nested without end."""


class BrokenFrameError(ValueError):
    """The stream does not hold a well-formed frame."""


def write_frame(stream: BinaryIO, message: Command | Event, data: bytes = b"") -> None:
    """Write one frame and flush. Raises OSError when the other end is gone."""
    body = _encoder.encode(message)
    stream.write(_LENGTHS.pack(len(body), len(data)) + body + data)
    stream.flush()


def _read_exactly(stream: BinaryIO, size: int) -> bytes:
    parts = []
    while size:
        part = stream.read(size)
        if not part:
            raise EOFError
        parts.append(part)
        size -= len(part)
    return b"".join(parts)


def _read_body(stream: BinaryIO) -> tuple[bytes, bytes]:
    body_size, data_size = _LENGTHS.unpack(_read_exactly(stream, _LENGTHS.size))
    if body_size > FRAME_MAX or data_size > FRAME_MAX:
        raise BrokenFrameError(f"frame of {body_size}+{data_size} bytes")
    return _read_exactly(stream, body_size), _read_exactly(stream, data_size)


def read_command(stream: BinaryIO) -> Command:
    """Next command. Raises EOFError at the end, BrokenFrameError for garbage."""
    body, _ = _read_body(stream)
    try:
        return _commands.decode(body)
    except _UNREADABLE as error:
        raise BrokenFrameError(str(error)) from error


def read_event(stream: BinaryIO) -> tuple[Event, bytes]:
    """Next event and its attached data. Raises EOFError at the end, BrokenFrameError for garbage."""
    body, data = _read_body(stream)
    try:
        return _events.decode(body), data
    except _UNREADABLE as error:
        raise BrokenFrameError(str(error)) from error
