"""Autosave: every second the changed tiles go to the journal, so that a kill costs at most two seconds."""

from collections.abc import Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.ui.canvas.document import Document, Place
from studio.ui.canvas.tile import Tile

if TYPE_CHECKING:
    from studio.storage.document_journal import Journal
    from studio.storage.documents import Opened, Stamp

INTERVAL_MS = 1000
"""From a change until it is on its way to the disk."""
SECURE_SECONDS = 60.0
"""How long a document that is left may take to be written; only huge ones on slow disks come near."""


class Autosave(QObject):
    """Keeps the journal of one document. What waits for the disk waits in the journal's own thread."""

    trouble = Signal(object)
    """StudioError when the journal cannot be written, None when it works again."""
    begun = Signal(str)
    """Name of the journal's folder, for finding it again at the next start."""

    def __init__(self, data: Path, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._data, self.document = data, document
        self._opened: Opened | None = None
        self.journal: Journal | None = None
        self._beginning = self._closed = False
        self._requests_told: dict[str, bytes] = {}
        self._refused: StudioError | None = None
        """Why no journal could be begun."""
        self._saved: tuple[Path, Stamp] | None = None
        """The file that holds what was drawn before the journal was begun."""
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(INTERVAL_MS)
        self._timer.timeout.connect(self.write)
        document.committed.connect(self._changed)
        document.state_changed.connect(self._changed)
        document.pixels_changed.connect(self._changed)

    def go_on(self, opened: "Opened | None" = None, journal: "Journal | None" = None) -> None:
        """The document came from a file, or was recovered together with its journal."""
        self._opened, self.journal = opened, journal
        self._requests_told = dict(self.document.requests)
        self.document.take_unsaved()
        if journal:
            self.begun.emit(journal.folder.name)

    def _changed(self) -> None:
        if not self._timer.isActive() and not self._closed:
            self._timer.start()

    def write(self) -> None:
        """Hand what changed to the journal; the first time, begin it."""
        self._timer.stop()
        if self._closed:
            return
        if self.journal is None:
            if not self._beginning:
                self._beginning = True
                offthread.run(_begin, self._data, self._opened, self._told, done=self._begun)
            return
        state, tiles = self.document.take_unsaved()
        requests = self._new_requests()
        if state is None and not tiles and not requests:
            return
        self.journal.append(
            state,
            packed(tiles),
            profile=self.document.profile or None,
            dpi=self.document.dpi,
            requests=requests,
        )

    def _new_requests(self) -> dict[str, bytes | None]:
        now, told = self.document.requests, self._requests_told
        changed: dict[str, bytes | None] = {key: text for key, text in now.items() if told.get(key) != text}
        self._requests_told = dict(now)
        return changed

    def _begun(self, answer: "Journal | StudioError") -> None:
        self._beginning = False
        if isinstance(answer, StudioError):
            if self._refused is None:
                self.trouble.emit(answer)
            self._refused = answer
            self._timer.start()  # the disk may have room again
            return
        if self._closed or self.journal is not None:
            answer.close(discard=True)
            return
        self._take(answer)
        self.write()

    def _begin_now(self) -> None:
        """The document is left before its journal was begun: begin it here, or its strokes would be lost."""
        if self.journal is None:
            answer = _begin(self._data, self._opened, self._told)
            if isinstance(answer, StudioError):
                self._refused = answer
            else:
                self._take(answer)

    def _take(self, journal: "Journal") -> None:
        """From now on changes go there; it learns of a file that was saved before it was begun."""
        self.journal = journal
        if self._refused:
            self._refused = None
            self.trouble.emit(None)
        if self._saved:
            journal.saved(*self._saved, journal.mark)
        self.begun.emit(journal.folder.name)

    def _told(self, error: StudioError | None) -> None:
        """In the journal's thread; the signal carries it over."""
        self.trouble.emit(error)

    def mark(self) -> int:
        """Hand over what changed until now; answers the number of that batch."""
        self.write()
        return self.journal.mark if self.journal else 0

    def saved(self, path: Path, stamp: "Stamp", mark: int) -> None:
        """The file at ``path`` holds everything up to ``mark``."""
        self._saved = (path, stamp)
        if self.journal:
            self.journal.saved(path, stamp, mark)

    def secure(self) -> StudioError | None:
        """Bring everything to the disk now; why that is impossible, or None when it is there."""
        if self.journal is None:
            self._begin_now()
        if self.journal is None:
            return self._refused
        self.write()
        return self.journal.secure(SECURE_SECONDS)

    def close(self, *, keep: bool) -> None:
        """The document is left: ``keep`` its journal to be recovered, or remove it."""
        if self._closed:
            return
        if keep:
            self._begin_now()
            self.write()
        self._closed = True
        self._timer.stop()
        if self.journal:
            if keep:
                self.journal.flush()
            self.journal.close(discard=not keep)


def packed(tiles: Mapping[Place, Tile | None]) -> dict[Place, Any]:
    """Tiles as storage takes them: what gives the packed bytes, in the thread that needs them."""
    return {place: tile.packed if tile else None for place, tile in tiles.items()}


def _begin(data: Path, opened: "Opened | None", told: Any) -> "Journal | StudioError":
    from studio.storage.document_journal import Journal

    try:
        return Journal.begin(data, opened, on_trouble=told)
    except StudioError as error:
        return error
