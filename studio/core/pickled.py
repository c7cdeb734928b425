"""Is this file a pickle? Told by its content, whatever its name; nothing of it is unpickled.

A pickle is a little program that builds what was saved. It can build anything, by calling anything, so
opening one made by somebody else can run programs. Weights in pickles are converted, never loaded so.
"""

import re
from enum import StrEnum
from pathlib import Path
from typing import BinaryIO

from studio.core.zip_records import Record, read_records

SUFFIXES = (".ckpt", ".pt", ".pth", ".bin", ".pkl")
"""What files with pickled weights are called, as a rule."""
SAFETENSORS = ".safetensors"
PICKLE = "data.pkl"
"""The pickle in a zip file as torch writes it, in a folder of any name."""
TORCH_MAGIC = b"\x8a\nl\xfc\x9cF\xf9 j\xa8P\x19."
"""The number torch began its files with before it took to zip files, as a pickle ends with it."""
_HEAD = 512
_TAR_PLACE, _TAR = 257, b"ustar"
_LINES = rb"[A-Za-z_][\w.]*\r?\n[A-Za-z_][\w.]*\r?\n"
_TEXT_PICKLE = re.compile(rb"[(\]}]*(?:[dl]p|[ci]" + _LINES + rb"|\}?q\x00)")
"""How pickles of the first versions begin, which have no mark of their own."""
_HEADER_MAX = 100 * 1024**2


class Nature(StrEnum):
    """What the first bytes of a file (of a zip file also its table of contents) say it is."""

    TORCH = "torch"
    """A zip file with a pickle and the tensors beside it."""
    LEGACY = "legacy"
    """Several pickles with the tensors behind them, as torch wrote them until 2020."""
    TAR = "tar"
    """A tar file, as torch wrote them before 2017."""
    PICKLE = "pickle"
    """A pickle with everything inside."""
    SAFETENSORS = "safetensors"
    GGUF = "gguf"
    ZIP = "zip"
    """A zip file that holds no pickle of torch, or is damaged."""
    OTHER = "other"


PICKLED = frozenset({Nature.TORCH, Nature.LEGACY, Nature.TAR, Nature.PICKLE})


def nature_of(path: Path) -> Nature:
    """What a file is. Raises OSError."""
    with open(path, "rb") as stream:
        return nature_of_stream(stream, path.stat().st_size)


def nature_of_stream(stream: BinaryIO, size: int) -> Nature:
    """What an open file of that size is. Raises OSError."""
    stream.seek(0)
    head = stream.read(_HEAD)
    if head[:4] == b"PK\x03\x04":
        try:
            return Nature.TORCH if pickles_in(read_records(stream, size)) else Nature.ZIP
        except ValueError:
            return Nature.TORCH if PICKLE.encode() in head else Nature.ZIP
    if head[:4] == b"GGUF":
        return Nature.GGUF
    length = int.from_bytes(head[:8], "little")
    if head[8:9] == b"{" and 2 <= length <= min(_HEADER_MAX, size - 8):
        return Nature.SAFETENSORS
    if TORCH_MAGIC in head[:40]:
        return Nature.LEGACY
    if head[_TAR_PLACE : _TAR_PLACE + len(_TAR)] == _TAR:
        return Nature.TAR
    if head[:1] == b"\x80" and len(head) > 2 and head[1] <= 5:
        return Nature.PICKLE
    if _TEXT_PICKLE.match(head) and _last(stream, size) == b".":
        return Nature.PICKLE
    return Nature.OTHER


def pickles_in(records: dict[str, Record]) -> list[Record]:
    """The pickles of torch among the records of a zip file; one, if it is sound."""
    return [
        record for name, record in records.items() if name.count("/") <= 1 and name.split("/")[-1] == PICKLE
    ]


def is_pickled(path: Path) -> bool:
    """Whether a file is a pickle, or a file of torch with one; False for one that cannot be read."""
    try:
        return nature_of(path) in PICKLED
    except OSError:
        return False


def pickled_problem(path: Path) -> str:
    """Why a pickle is not loaded, as a sentence."""
    if path.suffix.lower() == SAFETENSORS:
        return f"“{path.name}” is called a safetensors file but is a pickle, which can run programs."
    return f"“{path.name}” is a pickle, which can run programs when opened, so it is never loaded as it is."


def converted_name(source: Path) -> Path:
    """What the converted file would be called: beside it, and never the file itself."""
    if source.suffix.lower() == SAFETENSORS:
        return source.with_name(f"{source.stem}-converted{SAFETENSORS}")
    stem = source.stem if source.suffix.lower() in SUFFIXES else source.name
    return source.with_name(stem + SAFETENSORS)


def free_name(source: Path) -> Path:
    """A name for the converted file that nothing has yet."""
    wished = converted_name(source)
    found, number = wished, 2
    while found.exists():
        found, number = wished.with_name(f"{wished.stem}-{number}{SAFETENSORS}"), number + 1
    return found


def _last(stream: BinaryIO, size: int) -> bytes:
    stream.seek(max(0, size - 2))
    return stream.read(2).rstrip(b"\n")[-1:]
