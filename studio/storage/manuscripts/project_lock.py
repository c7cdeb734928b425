"""One window per project: a lock in its hidden folder that says who holds it, where and since when."""

import errno
import os
import time
from contextlib import suppress
from pathlib import Path

import msgspec

from studio.core.errors import ErrorKind, StudioError
from studio.storage.locks import FileLock

NAME = "lock"
MOMENT = 0.1
"""How long the lock is waited for: another process may just be testing it."""
BEAT_SECONDS = 60.0
"""How often a holder that writes renews its sign of life."""
DEAD_SECONDS = 600.0
"""A holder on another computer (a shared or synchronised folder) silent for so long is gone."""
_NO_LOCKS = {errno.ENOLCK, errno.ENOSYS, errno.EOPNOTSUPP, errno.EINVAL}


class Holder(msgspec.Struct, frozen=True, kw_only=True):
    """Who has a project."""

    host: str = ""
    pid: int = 0
    start: float = 0.0
    """Unix time when it was opened."""


class ProjectLock:
    """Held while a project is open for writing; the system frees it when the process dies."""

    def __init__(self, hidden: Path) -> None:
        self.path = hidden / NAME
        self._lock = FileLock(self.path)
        self._beat = 0.0
        self._bare = False
        """On a disk without locks: what the file says is all there is."""

    def take(self) -> None:
        """Raises StudioError(DOCUMENT_OPEN) saying who has it, OSError when no lock can be made."""
        folder = self.path.parent.parent
        try:
            free = self._lock.acquire(seconds=MOMENT)
        except OSError as error:
            if error.errno not in _NO_LOCKS:
                raise
            free = self._bare = True
        holder = self._holder()
        if not free or (holder and self._is_alive(holder)):
            self._lock.release()
            raise _taken(folder, holder)
        try:
            self._write(Holder(host=_host(), pid=os.getpid(), start=time.time()))
        except OSError:
            self._lock.release()
            raise

    def _is_alive(self, holder: Holder) -> bool:
        """Whether the owner that the file names still has it, where the lock itself cannot tell."""
        if holder.host != _host():
            return bool(holder.host) and time.time() - self.path.stat().st_mtime < DEAD_SECONDS
        if not self._bare:
            return False
        import psutil  # rarely needed

        try:
            return psutil.Process(holder.pid).create_time() <= holder.start
        except psutil.Error:
            return False

    def alive(self) -> None:
        """A sign of life for other computers; costs nothing when the last was just now."""
        now = time.monotonic()
        if now - self._beat > BEAT_SECONDS:
            self._beat = now
            with suppress(OSError):
                os.utime(self.path)

    def release(self) -> None:
        if self._bare:
            self.path.unlink(missing_ok=True)
        self._lock.release(remove=True)

    def _write(self, holder: Holder) -> None:
        with open(self.path, "r+b") as stream:  # in place: a new file would not be the locked one
            stream.truncate()
            stream.write(msgspec.json.encode(holder))
        self._beat = time.monotonic()

    def _holder(self) -> Holder | None:
        try:
            with open(self.path, "rb") as stream:
                return msgspec.json.decode(stream.read(4096), type=Holder)
        except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
            return None


def _host() -> str:
    """The name of this computer."""
    from socket import gethostname  # no window needs it for its first paint

    return gethostname()


def _taken(folder: Path, holder: Holder | None) -> StudioError:
    who = "another window"
    if holder and holder.host and holder.host != _host():
        who = f"a window on the computer {holder.host}"
    elif holder and holder.pid == os.getpid():
        who = "this window"
    said = [f"The project {folder.name} is already open in {who}."]
    if holder:
        since = time.strftime("%Y-%m-%d %H:%M", time.localtime(holder.start))
        said.append(f"It was opened there at {since}.")
    return StudioError(
        ErrorKind.DOCUMENT_OPEN,
        " ".join(said),
        "Go on there or close it there first. It can be opened here for reading only.",
        detail=repr(holder),
    )
