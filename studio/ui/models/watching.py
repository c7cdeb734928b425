"""Notices when files come into the folders of models or leave them, and says so once things are calm."""

import os
import time
from collections.abc import Iterable
from pathlib import Path

from PySide6.QtCore import QFileSystemWatcher, QObject, QTimer, Signal

from studio.jobs import offthread
from studio.storage.models import DEPTH
from studio.storage.other_programs import ENDINGS, PICKLES

FOLDERS_MOST = 2_000
"""Systems watch only so many folders; beyond that, pressing the button looks again."""
CALM_MS = 1500
FRESH_SECONDS = 5.0
"""A file changed within this time may still be being copied: it is looked at once more."""


class Watching(QObject):
    """``changed`` comes some time after the last change."""

    changed = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._watcher = QFileSystemWatcher(self)
        self._calm = QTimer(self)
        self._calm.setSingleShot(True)
        self._calm.setInterval(CALM_MS)
        self._calm.timeout.connect(self.changed)
        self._watcher.directoryChanged.connect(lambda _path: self._calm.start())
        self._closed = False

    def watch(self, places: Iterable[str]) -> None:
        """Watch these folders and those below them from now on, no others. Lists them on a worker."""
        if not self._closed:
            offthread.run(folders_below, tuple(places), done=self._listed)

    def folders(self) -> list[str]:
        """What is watched."""
        return self._watcher.directories()

    def close(self) -> None:
        self._closed = True
        self._calm.stop()
        if folders := self._watcher.directories():
            self._watcher.removePaths(folders)

    def _listed(self, answer: tuple[list[str], bool]) -> None:
        folders, fresh = answer
        if self._closed:
            return
        before, after = set(self._watcher.directories()), set(folders)
        if gone := before - after:
            self._watcher.removePaths(list(gone))
        if added := after - before:
            self._watcher.addPaths(list(added))
        if fresh:
            self._calm.start(round(FRESH_SECONDS * 1000))
        self._calm.setInterval(CALM_MS)


def folders_below(places: Iterable[str]) -> tuple[list[str], bool]:
    """The folders to watch, and whether a file in them is so fresh that it may still grow."""
    found: dict[str, None] = {}
    newest = 0.0
    for place in places:
        start = Path(place).expanduser()
        if start.is_file():
            start = start.parent
            found.setdefault(str(start))
            continue
        root = len(start.parts)
        for base, folders, files in os.walk(start):
            if len(found) >= FOLDERS_MOST:
                break
            found.setdefault(base)
            folders[:] = [name for name in folders if not name.startswith(".")]
            if len(Path(base).parts) - root >= DEPTH:
                folders.clear()
            for name in files:
                if not name.lower().endswith((*ENDINGS, *PICKLES)):
                    continue
                try:
                    newest = max(newest, (Path(base) / name).stat().st_mtime)
                except OSError:
                    continue
    return list(found), 0 <= time.time() - newest < FRESH_SECONDS
