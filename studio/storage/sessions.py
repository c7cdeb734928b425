"""A session is one running window or command line; it lives as long as its file lock is held."""

from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import new_id
from studio.storage.locks import FileLock, is_locked


def _lock_path(data: Path, identity: str) -> Path:
    return data / "sessions" / f"{identity}.lock"


class Session:
    """Proof that this process lives; jobs carry its ``id`` so that others know whose they are."""

    def __init__(self, identity: str, lock: FileLock) -> None:
        self.id = identity
        self._lock = lock

    @classmethod
    def start(cls, data: Path, kind: str) -> "Session":
        """Begin a session; ``kind`` is window or cli and shows in its id.

        Raises StudioError(NOT_WRITABLE) when the data folder cannot be written.
        """
        identity = f"{new_id()}-{kind}"
        path = _lock_path(data, identity)
        lock = FileLock(path)
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            _remove_dead(path.parent)
            lock.acquire(seconds=1.0)
        except OSError as error:
            raise StudioError(
                ErrorKind.NOT_WRITABLE,
                f"Atelier cannot write into its data folder {data} ({error.strerror}).",
                "Make the folder writable, or set ATELIER_HOME to another folder.",
                detail=str(error),
            ) from error
        return cls(identity, lock)

    def close(self) -> None:
        """End the session; its unfinished jobs may then be taken over."""
        self._lock.release(remove=True)


def is_alive(data: Path, identity: str) -> bool:
    """Whether the process that started session ``identity`` still runs."""
    return bool(identity) and is_locked(_lock_path(data, identity))


def _remove_dead(folder: Path) -> None:
    """Clear away the lock files of processes that died; a missing file counts as dead as well."""
    for path in folder.glob("*.lock"):
        lock = FileLock(path)
        if lock.acquire():
            lock.release(remove=True)
