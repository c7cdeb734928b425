"""Files read piece by piece that another file may replace meanwhile, as POSIX allows by nature."""

import os
import stat
import sys
import threading
import weakref
from pathlib import Path

from msgspec import Struct

if sys.platform == "win32":
    import ctypes
    import msvcrt

    _TURN = threading.Lock()
    _READ, _SHARE_ALL, _EXISTING, _PLAIN = 0x80000000, 7, 3, 0x80

    def _open(path: Path) -> int:
        """Open so that others may rename and replace the file, which Python's own ``open`` forbids."""
        create = ctypes.WinDLL("kernel32", use_last_error=True).CreateFileW
        create.restype = ctypes.c_void_p
        handle = create(str(path), _READ, _SHARE_ALL, None, _EXISTING, _PLAIN, None)
        if handle is None or handle == ctypes.c_void_p(-1).value:
            raise ctypes.WinError(ctypes.get_last_error())
        return msvcrt.open_osfhandle(handle, os.O_RDONLY | os.O_BINARY)

    def _read_at(descriptor: int, length: int, offset: int) -> bytes:
        with _TURN:
            os.lseek(descriptor, offset, os.SEEK_SET)
            return os.read(descriptor, length)

    def replace(source: Path, target: Path) -> None:
        """Give ``source`` the name ``target`` even while that is open for reading here."""
        try:
            os.replace(source, target)
            return
        except PermissionError:
            aside = target.with_name(source.name + ".old")
            target.rename(aside)  # an open file may be renamed, not replaced
        try:
            source.rename(target)
        except OSError:
            aside.rename(target)
            raise
        aside.unlink()  # it goes for good when the last reader closes it

else:

    def _open(path: Path) -> int:
        return os.open(path, os.O_RDONLY | os.O_CLOEXEC | os.O_NONBLOCK)  # a pipe must not make us wait

    def _read_at(descriptor: int, length: int, offset: int) -> bytes:
        return os.pread(descriptor, length, offset)

    def replace(source: Path, target: Path) -> None:
        """Give ``source`` the name ``target``; whoever has the old file open goes on reading that."""
        os.replace(source, target)


class Stamp(Struct, frozen=True):
    """Tells whether a file is still the same: its size and the time of its last change (ns)."""

    size: int
    changed: int

    @classmethod
    def of(cls, status: os.stat_result) -> "Stamp":
        return cls(status.st_size, status.st_mtime_ns)


class SharedFile:
    """A regular file open for reading, from any thread; it is closed with the last reference.

    It is read with plain reads, not mapped into memory: when another program shortens a mapped
    file, touching it kills the process, while a read just ends early.
    """

    def __init__(self, path: Path) -> None:
        """Raises OSError; IsADirectoryError for anything but a regular file."""
        self.path = path
        self._descriptor = _open(path)
        self._close = weakref.finalize(self, os.close, self._descriptor)
        status = os.fstat(self._descriptor)
        if not stat.S_ISREG(status.st_mode):
            self._close()
            raise IsADirectoryError(f"{path} is no regular file")
        self.size = status.st_size

    def stamp(self) -> Stamp:
        """As it is now. Raises OSError."""
        return Stamp.of(os.fstat(self._descriptor))

    def read(self, offset: int, length: int) -> bytes:
        """Exactly ``length`` bytes. Raises EOFError when there are fewer, OSError."""
        parts: list[bytes] = []
        while length > 0:
            part = _read_at(self._descriptor, length, offset)
            if not part:
                raise EOFError(f"{self.path} ends too early")
            parts.append(part)
            offset, length = offset + len(part), length - len(part)
        return parts[0] if len(parts) == 1 else b"".join(parts)
