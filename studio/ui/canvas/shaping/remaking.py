"""Remakes the open document or some of its planes on a worker, and takes the outcome over as one step."""

import logging
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

import msgspec
from PySide6.QtCore import QObject, QRect, QTimer, Signal

from studio.core.errors import StudioError
from studio.core.layers import State
from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION, Document, Edit, Place
from studio.ui.canvas.shaping.remapping import Pace
from studio.ui.canvas.shaping.resizing import Remade, take_over
from studio.ui.canvas.strokes.landing import Snapshot, StoppedError, snapshot
from studio.ui.canvas.tile import Tile, area_of
from studio.ui.canvas.tool import Desk

WAIT = 40
"""Milliseconds until it is looked again whether a stroke that is in the way has ended."""
TICK = 100
"""Milliseconds between two words on the progress."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Patch:
    """Tiles that some planes get; None removes one."""

    tiles: dict[Place, Tile | None]


Made = Remade | Patch
Work = Callable[[Snapshot, Pace], Made]
"""Runs off the window thread. May raise StoppedError and StudioError."""
_Answer = tuple[Snapshot, Made | None, Exception | None]


def put_patch(edit: Edit, patch: Patch) -> None:
    """Exchange the tiles, and tell where."""
    areas: dict[str, QRect] = {}
    for (identity, key), tile in patch.tiles.items():
        edit.replace(identity, key, tile)
        areas[identity] = areas.get(identity, QRect()).united(area_of(key))
    for identity, area in areas.items():
        edit.touched(identity, area)


class Remaker(QObject):
    """One remaking at a time; what is there is left alone until all of it can be exchanged."""

    started = Signal()
    progress = Signal(float)
    """Share that is done, 0 to 1, every TICK."""
    ended = Signal()
    """It was taken over, failed or was dropped."""
    problem = Signal(object)
    """ErrorReport of why it could not be done."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shot: Snapshot | None = None
        self._document: Document | None = None
        self._name = ""
        self._pace = Pace()
        self._clock = QTimer(self)
        self._clock.setInterval(TICK)
        self._clock.timeout.connect(self._tick)
        desk.document_changed.connect(self._document_changed)

    @property
    def busy(self) -> bool:
        return self._shot is not None

    def start(self, name: str, work: Work) -> None:
        """Do ``work`` on the open document; it becomes the step ``name``. What was under way is dropped."""
        self.cancel()
        document = self._desk.document
        if document.editing:
            document.editing.commit()
        shot = self._shot = snapshot(document)
        pace = self._pace = Pace(stop=shot.stop)
        self._document, self._name = document, name

        def run() -> _Answer:
            try:
                return shot, work(shot, pace), None
            except StoppedError:
                return shot, None, None
            except Exception as error:
                return shot, None, error

        offthread.run(run, done=self._arrived)
        self._clock.start()
        self.started.emit()

    def cancel(self) -> None:
        """Drop what is being computed."""
        if self._shot:
            self._shot.stop.set()
            self._end()

    def _end(self) -> None:
        self._shot = self._document = None
        self._clock.stop()
        self.ended.emit()

    def _tick(self) -> None:
        self.progress.emit(max(0.0, min(1.0, self._pace.done / self._pace.total)))

    def _document_changed(self) -> None:
        if self._document is not self._desk.document:
            self.cancel()

    def _arrived(self, answer: _Answer) -> None:
        shot, made, error = answer
        document = self._document
        if shot is not self._shot or document is None:
            return
        if error or made is None:
            self._end()
            if error:
                self._failed(error)
        elif document.editing:
            QTimer.singleShot(WAIT, self, partial(self._arrived, answer))
        else:
            name = self._name
            self._end()
            self._land(document, shot, made, name)

    def _land(self, document: Document, shot: Snapshot, made: Made, name: str) -> None:
        if not stands(document, shot, made):
            self._desk.message.emit(
                self.tr("The document was changed while this was computed, so it was left out. Do it again.")
            )
            return
        with document.edit(name) as edit:
            if isinstance(made, Patch):
                put_patch(edit, made)
            else:
                active = document.state.active
                take_over(edit, Remade(made.planes, msgspec.structs.replace(made.state, active=active)))
        document.provisional = False

    def _failed(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.problem.emit(error.report())
            return
        log.error("The document could not be remade: %s", error, exc_info=error)
        self._desk.message.emit(self.tr("This could not be computed."))


def stands(document: Document, shot: Snapshot, made: Made) -> bool:
    """Whether everything that ``made`` was computed from still is as it was."""
    if isinstance(made, Remade):
        planes = set(document.planes) | set(shot.planes)
        return _same_state(document.state, shot.state) and all(
            document.plane(identity).tiles == _tiles(shot, identity) for identity in planes
        )
    planes = {identity for identity, _ in made.tiles}
    missing = any(identity != SELECTION and document.layer(identity) is None for identity in planes)
    return (
        not missing
        and document.area == shot.area
        and document.state.selected == shot.state.selected
        and all(document.plane(identity).tiles == _tiles(shot, identity) for identity in planes)
    )


def _tiles(shot: Snapshot, identity: str) -> dict:
    plane = shot.planes.get(identity)
    return plane.tiles if plane else {}


def _same_state(now: State, then: State) -> bool:
    """Whether all is as it was then but for the layer that is chosen."""
    return msgspec.structs.replace(now, active=then.active) == then
