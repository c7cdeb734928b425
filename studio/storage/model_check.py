"""Reads a model file from end to end: whether it is whole, and the SHA-256 by which it can be compared."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.core.broken_numbers import BrokenNumbers
from studio.core.errors import ErrorKind, StudioError
from studio.core.file_words import FileWords
from studio.core.gguf import read_gguf_header
from studio.core.identify import read_safetensors_header
from studio.storage.model_sides import parts_of

BLOCK = 1024 * 1024
WEIGHTS = (".safetensors", ".gguf", ".bin", ".ckpt", ".pt", ".pth")


class StoppedError(Exception):
    """Whoever asked does not want to know any more."""


class Checked(Struct, frozen=True, kw_only=True):
    """``sha256`` is that of the file, of several the one of theirs in a row; ``data_sha256`` leaves the
    header of a safetensors file out. ``broken`` counts weights that are no numbers, by tensors.
    """

    sha256: str
    data_sha256: str
    bytes: int
    broken: dict[str, int] = {}


def check_file(
    path: Path, progress: Callable[[int, int], None], stopped: Callable[[], bool], *, data: bool = True
) -> Checked:
    """Read the model at ``path``; ``progress`` is told bytes done and in all. For a worker.

    Without ``data`` the checksum of the weights alone, which costs time, is left out.

    Raises StudioError(FILE_BROKEN) naming the file and the fault, and StoppedError.
    """
    import hashlib

    files = _files_of(path)
    whole = 0
    for file in files:
        whole += _size(file)
    done, digests, data_digest = 0, [], ""
    broken: dict[str, int] = {}
    for file in files:
        digest, weights = hashlib.sha256(), hashlib.sha256()
        header = _header_of(file)
        try:
            with open(file, "rb") as stream:
                skip = _header_length(file, stream.read(8))
                stream.seek(0)
                at, numbers = 0, BrokenNumbers(header, skip)
                while block := stream.read(BLOCK):
                    if stopped():
                        raise StoppedError
                    digest.update(block)
                    if data:
                        weights.update(block[skip:] if skip else block)
                    numbers.feed(at, block)
                    skip = max(0, skip - len(block))
                    at += len(block)
                    done += len(block)
                    progress(done, whole)
                broken |= numbers.found
        except OSError as error:
            raise _broken(file, f"it cannot be read ({error.strerror or error})") from error
        digests.append(digest.hexdigest())
        data_digest = weights.hexdigest() if data else ""
    if len(digests) == 1:
        return Checked(sha256=digests[0], data_sha256=data_digest, bytes=whole, broken=broken)
    joined = hashlib.sha256("".join(digests).encode()).hexdigest()
    return Checked(sha256=joined, data_sha256="", bytes=whole, broken=broken)


def differs(checked: Checked, words: FileWords, recorded: str) -> bool | None:
    """Whether the content is another than it should be: None when nothing says what it should be.

    ``recorded`` is the SHA-256 kept when it was checked before.
    """
    known = [(checked.sha256, recorded), (checked.sha256, words.sha256)]
    known.append((checked.data_sha256, words.data_sha256))
    compared = [is_now != was for is_now, was in known if is_now and was]
    return any(compared) if compared else None


def _files_of(path: Path) -> list[Path]:
    if path.is_dir():
        files = [
            Path(base) / name
            for base, _folders, names in os.walk(path)
            for name in names
            if name.lower().endswith(WEIGHTS)
        ]
        if not files:
            raise _broken(path, "it holds no weights")
        return sorted(files)
    return parts_of(path)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError as error:
        raise _broken(path, f"it cannot be read ({error.strerror or error})") from error


def _header_of(path: Path) -> dict[str, Any]:
    """The header of a safetensors file, checked against its size, as that of a GGUF file is."""
    try:
        if path.suffix.lower() == ".safetensors":
            return {**read_safetensors_header(path)}
        if path.suffix.lower() == ".gguf":
            read_gguf_header(path)
        return {}
    except OSError as error:
        raise _broken(path, f"it cannot be read ({error.strerror or error})") from error
    except ValueError as error:
        raise _broken(path, str(error)) from error


def _header_length(path: Path, first: bytes) -> int:
    return 8 + int.from_bytes(first, "little") if path.suffix.lower() == ".safetensors" else 0


def _broken(path: Path, fault: str) -> StudioError:
    return StudioError(
        ErrorKind.FILE_BROKEN,
        f"“{path.name}” is damaged: {fault}",
        "Copy or download it again.",
        detail=str(path),
    )
