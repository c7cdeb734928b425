"""What a conversion of pickled weights tells while it runs, and how it ends: lines of JSON."""

import msgspec
from msgspec import Struct

from studio.core.errors import ErrorReport

CHECKING, WRITING = "checking", "writing"
PHASES = (CHECKING, WRITING)


class Converting(Struct, frozen=True, kw_only=True, tag="converting"):
    """How far it is, in bytes of the phase."""

    phase: str
    done: int
    total: int


class Written(Struct, frozen=True, kw_only=True, tag="written"):
    """It ended well: the file is whole. ``notes`` are sentences on what was left out."""

    tensors: int
    bytes: int
    sha256: str
    """Of the file that was converted."""
    notes: tuple[str, ...] = ()
    confined: tuple[str, ...] = ()
    """What the process could not have done, whatever the file had made of it."""


class Refused(Struct, frozen=True, kw_only=True, tag="refused"):
    """It ended with an error; what it wrote is of no use."""

    error: ErrorReport


Told = Converting | Written | Refused
_decoder = msgspec.json.Decoder(Told)


def read_told(line: bytes) -> Told:
    """A line of the process. Raises ValueError."""
    return _decoder.decode(line)


def told_line(told: Told) -> bytes:
    """The line for the other side."""
    return msgspec.json.encode(told) + b"\n"


_CHECKING_SHARE = 0.25


def share_of(told: Converting) -> float:
    """How much of the whole conversion is done, 0 to 1."""
    part = min(1.0, told.done / told.total) if told.total > 0 else 0.0
    if told.phase == CHECKING:
        return _CHECKING_SHARE * part
    return _CHECKING_SHARE + (1 - _CHECKING_SHARE) * part
