"""Reads a model file from end to end: whether it is whole, and the SHA-256 by which it can be compared."""

import os
from collections.abc import Callable
from pathlib import Path

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.core.file_words import FileWords
from studio.core.identify import read_safetensors_header
from studio.storage.model_sides import parts_of

BLOCK = 4 * 1024 * 1024
WEIGHTS = (".safetensors", ".gguf", ".bin", ".ckpt", ".pt", ".pth")


class StoppedError(Exception):
    """Whoever asked does not want to know any more."""


class Checked(Struct, frozen=True, kw_only=True):
    """``sha256`` is that of the file, of several the one of theirs in a row; ``data_sha256`` leaves the
    header of a safetensors file out.
    """

    sha256: str
    data_sha256: str
    bytes: int


def check_file(path: Path, progress: Callable[[int, int], None], stopped: Callable[[], bool]) -> Checked:
    """Read the model at ``path``; ``progress`` is told bytes done and in all. For a worker.

    Raises StudioError(FILE_BROKEN) naming the file and the fault, and StoppedError.
    """
    import hashlib

    files = _files_of(path)
    whole = 0
    for file in files:
        whole += _size(file)
        if file.suffix.lower() == ".safetensors":
            _check_header(file)
    done, digests, data_digest = 0, [], ""
    for file in files:
        digest, data = hashlib.sha256(), hashlib.sha256()
        try:
            with open(file, "rb") as stream:
                skip = _header_length(file, stream.read(8))
                stream.seek(0)
                while block := stream.read(BLOCK):
                    if stopped():
                        raise StoppedError
                    digest.update(block)
                    data.update(block[skip:] if skip else block)
                    skip = max(0, skip - len(block))
                    done += len(block)
                    progress(done, whole)
        except OSError as error:
            raise _broken(file, f"it cannot be read ({error.strerror or error})") from error
        digests.append(digest.hexdigest())
        data_digest = data.hexdigest()
    if len(digests) == 1:
        return Checked(sha256=digests[0], data_sha256=data_digest, bytes=whole)
    joined = hashlib.sha256("".join(digests).encode()).hexdigest()
    return Checked(sha256=joined, data_sha256="", bytes=whole)


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


def _check_header(path: Path) -> None:
    try:
        read_safetensors_header(path)
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
