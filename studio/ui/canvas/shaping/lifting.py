"""Takes layers in hand on a worker, and makes the picture of them that is dragged about."""

import logging
from dataclasses import dataclass

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QTransform

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.shaping.floating import Piece, lift, settled
from studio.ui.canvas.shaping.floating_preview import Preview, preview_of
from studio.ui.canvas.shaping.remaking import Patch
from studio.ui.canvas.shaping.remapping import Pace
from studio.ui.canvas.strokes.landing import StoppedError, snapshot
from studio.ui.canvas.tool import Desk

log = logging.getLogger(__name__)


@dataclass
class Lifted:
    """A piece of the layer or group ``identity``, and the picture of it when that is made."""

    identity: str
    piece: Piece
    preview: Preview | None = None

    def stands(self, document: Document) -> bool:
        """Whether the document still is what the piece was lifted from."""
        state, then = document.state, self.piece.state
        return (
            state.active == self.identity
            and (state.key, state.width, state.height) == (then.key, then.width, then.height)
            and state.selected == then.selected
            and document.layer(self.identity) is not None
            and all(document.plane(one).tiles == plane.tiles for one, plane in self.piece.before.items())
        )

    def laid_down(self, way: QTransform, how: str, pace: Pace) -> Patch:
        """What the document gets when the piece is carried along ``way``. For a worker."""
        return Patch(settled(self.piece, way, how, pace))


class Lifting(QObject):
    """One piece at a time; a newer wish replaces an older one."""

    arrived = Signal(object)
    """Lifted"""
    previewed = Signal()
    refused = Signal(str)
    """Why there is nothing to take in hand; '' when nobody asked aloud."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._pace: Pace | None = None
        self._quiet, self._identity = True, ""
        self._previewing: Lifted | None = None

    def start(self, identity: str, *, quiet: bool) -> None:
        """Lift the layer or group; when it is under way already it only becomes less ``quiet``."""
        if self._pace and self._identity == identity:
            self._quiet = self._quiet and quiet
            return
        self.cancel()
        document = self._desk.document
        if document.editing:
            document.editing.commit()
        shot = snapshot(document)
        pace = self._pace = Pace(stop=shot.stop)
        self._quiet, self._identity = quiet, identity

        def work() -> tuple[Pace, Piece | None, Exception | None]:
            try:
                return pace, lift(shot.state, shot.planes, identity, pace), None
            except StoppedError:
                return pace, None, None
            except Exception as error:
                return pace, None, error

        offthread.run(work, done=self._arrived)

    def cancel(self) -> None:
        """Nobody wants it any more."""
        pace, self._pace, self._previewing = self._pace, None, None
        if pace:
            pace.stop.set()

    def want_preview(self, lifted: Lifted) -> None:
        """Make its picture; ``previewed`` says that it has one."""
        if self._previewing is lifted:
            return
        self._previewing = lifted

        def work() -> tuple[Lifted, Preview]:
            return lifted, preview_of(lifted.piece, lifted.identity, Pace())

        offthread.run(work, done=self._previewed)

    def _arrived(self, answer: tuple[Pace, Piece | None, Exception | None]) -> None:
        pace, piece, error = answer
        if pace is not self._pace:
            return
        self._pace = None
        if piece:
            lifted = Lifted(self._identity, piece)
            if lifted.stands(self._desk.document):
                self.arrived.emit(lifted)
            else:  # painted on meanwhile
                self.start(self._identity, quiet=self._quiet)
            return
        if error and not isinstance(error, StudioError):
            log.error("A layer could not be taken in hand: %s", error, exc_info=error)
        self.refused.emit("" if self._quiet else str(error))

    def _previewed(self, answer: tuple[Lifted, Preview]) -> None:
        lifted, preview = answer
        lifted.preview = preview
        if self._previewing is lifted:
            self._previewing = None
            self.previewed.emit()
