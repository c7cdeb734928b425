"""Selections computed off the window thread, one after the other, each landing as one undo step."""

import logging
import threading
from collections import deque
from collections.abc import Callable
from dataclasses import dataclass, field

from PySide6.QtCore import QObject, QTimer, Signal

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.selecting.selection_shape import Make
from studio.ui.canvas.selecting.selection_tiles import combined
from studio.ui.canvas.strokes.landing import Snapshot, StoppedError, snapshot
from studio.ui.canvas.tile import Key, Tile
from studio.ui.canvas.tool import Desk

_WAIT = 40
"""Milliseconds until it is looked again whether a stroke that is in the way has ended."""

log = logging.getLogger(__name__)


@dataclass(eq=False)
class Work:
    """One change of the selection. ``name`` is the undo step's, ``empty`` is said when nothing is left."""

    name: str
    make: Make
    mode: str
    empty: str
    over: bool = False
    """It landed, failed or was dropped."""
    stop: threading.Event = field(default_factory=threading.Event)


Answer = tuple[Work, Snapshot, dict[Key, Tile], Exception | None]


class SelectionWork(QObject):
    """The queue. What waits begins from the selection that the one before it left."""

    busy_changed = Signal(bool)
    ended = Signal(object)
    """A Work that is over."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent or desk)
        self._desk = desk
        self._running: Work | None = None
        self._document: Document | None = None
        self._queue: deque[Work | Callable[[], object]] = deque()
        desk.document_changed.connect(self.drop_all)

    @property
    def busy(self) -> bool:
        return self._running is not None

    def add(self, work: Work) -> Work:
        """Compute ``work`` as soon as those before it have landed."""
        self._queue.append(work)
        self._next()
        return work

    def after(self, call: Callable[[], object]) -> None:
        """Call once what was asked for earlier has landed; at once when nothing is under way."""
        self._queue.append(call)
        self._next()

    def drop(self, work: Work) -> None:
        """Nobody wants it any more."""
        if work.over:
            return
        work.stop.set()
        if work is self._running:
            self._finish(work)
        else:
            self._queue.remove(work)
            work.over = True
            self.ended.emit(work)

    def drop_all(self) -> None:
        """Drop what runs and what waits."""
        waiting, self._queue = list(self._queue), deque()
        for work in waiting:
            if isinstance(work, Work):
                work.over = True
                self.ended.emit(work)
        if self._running:
            self.drop(self._running)

    def _next(self) -> None:
        while self._queue and self._running is None:
            first = self._queue.popleft()
            if isinstance(first, Work):
                self._start(first)
            else:  # what it asks for comes before those who wait already
                rest, self._queue = self._queue, deque()
                first()
                self._queue.extend(rest)

    def _start(self, work: Work) -> None:
        document = self._document = self._desk.document
        if document.editing:
            document.editing.commit()
        self._running = work
        taken = snapshot(document)
        shot = Snapshot(taken.state, taken.planes, work.stop)

        def compute() -> Answer:
            try:
                return work, shot, combined(shot, work.make(shot), work.mode), None
            except StoppedError:
                return work, shot, {}, None
            except Exception as error:
                return work, shot, {}, error

        offthread.run(compute, done=self._arrived)
        self.busy_changed.emit(True)

    def _arrived(self, answer: Answer) -> None:
        work, shot, tiles, error = answer
        document = self._document
        if work is not self._running or document is None:
            return
        if error:
            self._failed(error)
        elif document.editing:
            QTimer.singleShot(_WAIT, self, lambda: self._arrived(answer))
            return
        elif not _stands(document, shot):
            self._desk.message.emit(
                self.tr("The selection was changed while this was computed, so it was left out. Do it again.")
            )
        else:
            put(document, work.name, tiles)
            if not tiles and work.empty:
                self._desk.message.emit(work.empty)
        self._finish(work)

    def _failed(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self._desk.message.emit(str(error))
            return
        log.error("A selection could not be computed: %s", error, exc_info=error)
        self._desk.message.emit(self.tr("This could not be computed."))

    def _finish(self, work: Work) -> None:
        self._running = self._document = None
        work.over = True
        self.ended.emit(work)
        self._next()
        if not self.busy:
            self.busy_changed.emit(False)


def _stands(document: Document, shot: Snapshot) -> bool:
    """Whether the selection still is as the answer supposes."""
    if document.area != shot.area or document.state.selected != shot.state.selected:
        return False
    now, then = document.plane(SELECTION).tiles, (shot.planes.get(SELECTION) or Plane()).tiles
    return len(now) == len(then) and all(now.get(key) is tile for key, tile in then.items())


def put(document: Document, name: str, tiles: dict[Key, Tile]) -> None:
    """Make ``tiles`` the selection, none when there are none; one undo step."""
    old = dict(document.plane(SELECTION).tiles)
    with document.edit(name) as edit:
        for key in old.keys() - tiles.keys():
            edit.replace(SELECTION, key, None)
        for key, tile in tiles.items():
            if old.get(key) is not tile:
                edit.replace(SELECTION, key, tile)
        edit.set_selected(bool(tiles))
