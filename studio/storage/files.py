"""File steps that survive a crash: durable moves, free names, errors as sentences."""

import errno
import logging
import os
import secrets
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from studio.core.errors import ErrorKind, StudioError
from studio.storage.shared_files import replace

_BLOCK = 1024 * 1024

log = logging.getLogger(__name__)


def is_full(error: OSError) -> bool:
    """Whether a write failed for lack of room: a full disk, a quota, the most a file may have."""
    return error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG)


def explain_write(error: OSError, folder: Path) -> StudioError:
    """The sentence for a file of the library that could not be written to ``folder``."""
    if is_full(error):
        return StudioError(
            ErrorKind.DISK_FULL,
            f"The disk with the library {folder} is full.",
            "Free some space, or choose another library in the settings. The picture is kept until then.",
            detail=str(error),
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"The library {folder} cannot be written ({error.strerror or error}).",
        "Make the folder writable, or choose another in the settings. The picture is kept until then.",
        detail=str(error),
    )


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's content, in hex. Raises OSError."""
    import hashlib  # loads OpenSSL, which no window needs for its first paint

    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def flush_file(path: Path) -> None:
    """Wait until the content is on the disk. Raises OSError."""
    with open(path, "rb+") as stream:
        os.fsync(stream.fileno())


def flush_folder(path: Path) -> None:
    """Wait until names made in ``path`` are on the disk; Windows does this by itself."""
    if sys.platform == "win32":
        return
    descriptor = os.open(path, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    except OSError as error:
        if error.errno not in (errno.EINVAL, errno.ENOTSUP):  # some network folders cannot
            raise
    finally:
        os.close(descriptor)


def make_folder(path: Path) -> None:
    """Make ``path`` and its parents, durably. Raises OSError."""
    if path.is_dir():
        return
    made = path
    while not made.parent.is_dir() and made.parent != made:
        made = made.parent
    path.mkdir(parents=True, exist_ok=True)
    flush_folder(made.parent)


@contextmanager
def whole_file(path: Path) -> Iterator[BinaryIO]:
    """Write ``path`` whole or not at all; its rights, and a link that leads to it, stay. Raises OSError.

    Whatever happens, the old file stays as it was until the new one is on the disk.
    """
    target = Path(os.path.realpath(path))
    check_replaceable(target)
    part = target.with_name(f".atelier-{secrets.token_hex(8)}.part")
    try:
        with open(part, "xb") as stream:
            yield stream
            stream.flush()
            os.fsync(stream.fileno())
        if target.exists():
            shutil.copymode(target, part)
        replace(part, target)
        flush_folder(target.parent)
    finally:
        with suppress(OSError):  # its folder may be gone or no longer ours to write
            part.unlink(missing_ok=True)


def check_replaceable(target: Path) -> None:
    """Replacing needs only a writable folder, so respect what protects the file itself. Raises OSError."""
    if not target.exists():
        return
    if not target.is_file():
        raise OSError(errno.EEXIST, "something else has this name", str(target))
    if not os.access(target, os.W_OK):
        raise PermissionError(errno.EACCES, "it is write-protected", str(target))


def move_durably(source: Path, target: Path) -> None:
    """Give a file its new place, all or nothing, across volumes as well. Raises OSError.

    When it fails, ``source`` is as it was and nothing lies under ``target``.
    """
    make_folder(target.parent)
    flush_file(source)
    try:
        os.replace(source, target)
    except OSError as error:
        if error.errno != errno.EXDEV:
            raise
        _copy_then_remove(source, target)
    flush_folder(target.parent)


def _copy_then_remove(source: Path, target: Path) -> None:
    part = target.with_name(target.name + ".part")
    try:
        with open(source, "rb") as reader, open(part, "wb") as writer:
            shutil.copyfileobj(reader, writer, _BLOCK)
            writer.flush()
            os.fsync(writer.fileno())
        os.replace(part, target)
    except OSError:
        part.unlink(missing_ok=True)
        raise
    try:
        source.unlink()
    except OSError as error:
        log.info("%s was copied but cannot be removed: %s", source, error)
