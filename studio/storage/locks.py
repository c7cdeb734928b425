"""Operating system file locks: held while a process lives, freed by the system when it dies."""

import os
import sys
import time
from pathlib import Path

if sys.platform == "win32":
    import msvcrt

    _FAR = 2**30
    """Windows locks forbid reading the locked bytes, so lock one far behind any content."""

    def _try_lock(descriptor: int, *, shared: bool) -> bool:
        del shared  # Windows has no shared lock here; a tester may then see another tester
        os.lseek(descriptor, _FAR, os.SEEK_SET)
        try:
            msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
        except OSError:
            return False
        return True

else:
    import fcntl

    def _try_lock(descriptor: int, *, shared: bool) -> bool:
        kind = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
        try:
            fcntl.flock(descriptor, kind | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True


class FileLock:
    """An exclusive lock on ``path``, which is created when missing. Not inherited by children."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._descriptor = -1

    def acquire(self, seconds: float = 0.0) -> bool:
        """Take the lock, waiting up to ``seconds``. Raises OSError when the file cannot be made."""
        deadline = time.monotonic() + seconds
        while True:
            descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT, 0o600)
            try:
                taken = _try_lock(descriptor, shared=False)
                if taken and self._still_named(descriptor):
                    self._descriptor, descriptor = descriptor, -1
                    return True
            finally:
                if descriptor >= 0:
                    os.close(descriptor)
            # Locked but unnamed: its last owner removed the file in between, so make a new one.
            if not taken and time.monotonic() >= deadline:
                return False
            time.sleep(0.01)

    def _still_named(self, descriptor: int) -> bool:
        try:
            return os.path.samestat(os.fstat(descriptor), self.path.stat())
        except FileNotFoundError:
            return False

    def release(self, *, remove: bool = False) -> None:
        """Let go; with ``remove`` the file goes too. Harmless when nothing is held."""
        if self._descriptor < 0:
            return
        if remove and sys.platform != "win32":
            self.path.unlink(missing_ok=True)
        os.close(self._descriptor)
        self._descriptor = -1
        if remove and sys.platform == "win32":  # an open file cannot be removed there
            _unlink_quietly(self.path)


def is_locked(path: Path) -> bool:
    """Whether a living process holds an exclusive lock on ``path``."""
    try:
        descriptor = os.open(path, os.O_RDWR)
    except OSError:
        return False
    try:
        return not _try_lock(descriptor, shared=True)
    finally:
        os.close(descriptor)


def _unlink_quietly(path: Path) -> None:
    try:
        path.unlink(missing_ok=True)
    except OSError:
        return  # taken by another process in the meantime
