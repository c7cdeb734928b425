"""The texts of the open project that were looked at in this session, with their undo and their drafts."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal

from studio.core.writing.words import count_words
from studio.storage.manuscripts.project import Project
from studio.ui.writing.buffer import Buffer


class Buffers(QObject):
    """One buffer for each scene or note. Reading a file may raise StudioError."""

    edited = Signal(str)
    """The accepted text of an item changed."""
    drafted = Signal(str, object)
    """Item, and its Draft or None."""

    def __init__(self, project: Project, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.project = project
        self.digests: dict[str, str] = {}
        """Of each text the state of its file over which it is saved."""
        self.saved: dict[str, str] = {}
        """Of each text what its file holds."""
        self._buffers: dict[str, Buffer] = {}

    def get(self, item: str) -> Buffer:
        """The text of an item, read when it is first asked for."""
        if item not in self._buffers:
            scene = self.project.read(item)
            self.digests[item], self.saved[item] = scene.digest, scene.text
            buffer = Buffer(item, scene.text, self)
            buffer.read_only = self.project.read_only
            buffer.changed.connect(self._teller(item))
            buffer.drafted.connect(lambda draft: self.drafted.emit(item, draft))
            self._buffers[item] = buffer
        return self._buffers[item]

    def _teller(self, item: str) -> Callable[[object, object], None]:
        return lambda _edit, _origin: self.edited.emit(item)

    def known(self, item: str) -> Buffer | None:
        """The text of an item if it was looked at."""
        return self._buffers.get(item)

    def unsaved(self) -> list[str]:
        """Items whose text is not what their file holds."""
        return [item for item, buffer in self._buffers.items() if buffer.text != self.saved[item]]

    def text(self, item: str) -> str:
        """A text as it stands in the window, else in its file. Raises StudioError."""
        known = self._buffers.get(item)
        return known.text if known else self.project.read(item).text

    def texts(self) -> dict[str, str]:
        """The texts that were looked at, as they stand in the window."""
        return {item: buffer.text for item, buffer in self._buffers.items()}

    def counts(self) -> dict[str, int]:
        """Words of all texts, those that are not saved yet as they stand in the window."""
        counts = self.project.counts()
        return counts | {
            item: count_words(self._buffers[item].text) for item in self.unsaved() if item in counts
        }

    def drafting(self) -> list[str]:
        """Items with a draft."""
        return [item for item, buffer in self._buffers.items() if buffer.draft]
