"""One window per data folder: a second start calls the first window to the front and ends."""

import contextlib
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, Signal, Slot

from studio.storage.locks import FileLock

_CALL = "call"


class SingleWindow(QObject):
    """Holds the window's place. Calls are files in a watched folder: no socket, no port."""

    called = Signal()
    """Somebody started the program again."""

    def __init__(self, data: Path, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._folder = data / "window"
        self._lock = FileLock(self._folder / "window.lock")
        self._watcher = QFileSystemWatcher(self)
        self._watcher.directoryChanged.connect(self._look)

    def claim(self) -> bool:
        """True when this is the only window; else the other one has been called to the front.

        Raises OSError when the data folder cannot be written.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        if not self._lock.acquire():
            (self._folder / _CALL).touch()
            return False
        self._answer()
        self._watcher.addPath(str(self._folder))
        return True

    def release(self) -> None:
        """Give the place up."""
        self._watcher.removePath(str(self._folder))
        self._lock.release()

    def _answer(self) -> bool:
        with contextlib.suppress(FileNotFoundError):
            (self._folder / _CALL).unlink()
            return True
        return False

    @Slot()
    def _look(self) -> None:
        if self._answer():
            self.called.emit()
