"""A file of lines that is only added to; a line is in it whole, or not at all."""

import os
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from studio.storage import files


class LineFile:
    """Appends to ``path``, whose folder is made with the first line. One thread at a time; raises OSError."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.written = 0
        """How many lines of the last ``append`` are in the file."""
        self._descriptor = -1
        self._size = 0

    @property
    def is_open(self) -> bool:
        return self._descriptor >= 0

    def append(self, lines: Sequence[bytes]) -> None:
        """Write lines, each with its line end. After an error ``written`` of them are in the file."""
        self.written = 0
        if self._descriptor < 0:
            self._open()
        for line in lines:
            try:
                self._put(line)
            except OSError:
                with suppress(OSError):
                    os.ftruncate(self._descriptor, self._size)
                raise
            self._size += len(line)
            self.written += 1

    def finish(self, line: bytes) -> None:
        """Add a last line to a file that somebody else left, perhaps in the middle of a line."""
        try:
            torn = self.path.stat().st_size > 0 and not self.path.read_bytes().endswith(b"\n")
        except FileNotFoundError:
            return
        try:
            self.append([b"\n" + line if torn else line])
            self.settle()
        finally:
            self.close()

    def settle(self) -> None:
        """Wait until all of it is on the disk."""
        if self._descriptor >= 0:
            os.fsync(self._descriptor)

    def close(self) -> None:
        if self._descriptor >= 0:
            os.close(self._descriptor)
            self._descriptor = -1

    def _open(self) -> None:
        files.make_folder(self.path.parent)
        flags = os.O_WRONLY | os.O_CREAT | os.O_APPEND | getattr(os, "O_BINARY", 0)
        self._descriptor = os.open(self.path, flags, 0o600)
        self._size = os.fstat(self._descriptor).st_size
        files.flush_folder(self.path.parent)

    def _put(self, data: bytes) -> None:
        view = memoryview(data)
        while view:
            view = view[os.write(self._descriptor, view) :]
