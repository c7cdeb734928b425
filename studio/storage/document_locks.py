"""Which documents are open: one window per file, told by locks in the data folder."""

import os
from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.storage.locks import FileLock

MOMENT = 0.1
"""How long a lock is waited for: another process may just be testing it."""
OPEN = "open"
"""Folder of the locks of open files, among the journals."""


def documents_folder(data: Path) -> Path:
    """Where the journals of open documents lie."""
    return data / "documents"


def take_document(data: Path, path: Path) -> FileLock:
    """Reserve the file ``path`` for one window; release with ``remove=True`` when it is closed.

    Links to the same place count as the same file. The lock ends with the process as well.
    Raises StudioError: DOCUMENT_OPEN when it is open already, NOT_WRITABLE.
    """
    import hashlib  # loads OpenSSL, which no window needs for its first paint

    real = os.path.normcase(os.path.realpath(path))
    mark = hashlib.sha256(os.fsencode(real)).hexdigest()[:32]
    lock = FileLock(documents_folder(data) / OPEN / f"{mark}.lock")
    if not _take(lock, data):
        raise StudioError(
            ErrorKind.DOCUMENT_OPEN,
            f"The document {path.name} is already open.",
            "Go on in the window that has it, or close it there first.",
        )
    return lock


def take_journal(folder: Path) -> FileLock:
    """Reserve a journal folder. Raises like ``take_document``."""
    lock = FileLock(lock_of(folder))
    if not _take(lock, folder):
        raise StudioError(
            ErrorKind.DOCUMENT_OPEN,
            "Another window has this document.",
            "Go on there, or close it there first.",
        )
    return lock


def lock_of(folder: Path) -> Path:
    """The lock beside a journal folder, so that it lasts while the folder is made and removed."""
    return folder.with_name(folder.name + ".lock")


def _take(lock: FileLock, place: Path) -> bool:
    try:
        lock.path.parent.mkdir(parents=True, exist_ok=True)
        return lock.acquire(seconds=MOMENT)
    except OSError as error:
        raise StudioError(
            ErrorKind.NOT_WRITABLE,
            f"Atelier cannot write into its data folder {place} ({error.strerror}).",
            "Make the folder writable, or set ATELIER_HOME to another folder.",
            detail=str(error),
        ) from error
