"""Computes changes of layers on a worker and lands each as one edit, if nothing changed meanwhile."""

import threading
from functools import partial

from PySide6.QtCore import QObject, QTimer, Signal

from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating.redraw import snapshot
from studio.ui.canvas.layers.edits import RefusedError
from studio.ui.canvas.layers.merging import Change, Tiles, apply
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.undo import Step

SHOWN_AFTER_MS = 300
"""What takes longer shows its progress."""


class StoppedError(Exception):
    """The user cancelled it."""


class Background(QObject):
    """One change at a time. ``landed`` is emitted when it became a step of undo."""

    landed = Signal()
    progressed = Signal(str, float)
    """Name of the step and the share done (0 to 1), a few times a second; an empty name ends it."""

    def __init__(self, desk: Desk, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk = desk
        self._change: Change | None = None
        self._stop = threading.Event()
        self._share = 0.0
        self._timer = QTimer(self)
        self._timer.setInterval(SHOWN_AFTER_MS)
        self._timer.timeout.connect(self._show_progress)

    @property
    def busy(self) -> bool:
        return self._change is not None

    def start(self, change: Change) -> None:
        """Compute it from the planes as they are now. Raises RefusedError while another one is computed."""
        if self.busy:
            raise RefusedError(self.tr("Layers are still being merged; wait for it or cancel it."))
        document = self._desk.document
        if document.editing:
            document.editing.commit()
        self._change, self._stop, self._share = change, threading.Event(), 0.0
        self._timer.start()
        offthread.run(
            change.compute,
            snapshot(document),
            partial(self._told, self._stop),
            done=partial(self._computed, document, _now(document), change),
            failed=self._failed,
        )

    def cancel(self) -> None:
        self._stop.set()

    def _told(self, stop: threading.Event, done: int, whole: int) -> None:
        """On the worker."""
        if stop.is_set():
            raise StoppedError
        self._share = done / max(1, whole)

    def _show_progress(self) -> None:
        if self._change:
            self.progressed.emit(self._change.step, self._share)

    def _computed(self, document: Document, before: object, change: Change, tiles: Tiles) -> None:
        stopped = self._stop.is_set()
        self._end()
        if stopped or document is not self._desk.document:
            return
        if document.editing or _now(document) != before:
            self._desk.message.emit(
                self.tr("The picture was changed meanwhile, so “%1” was not done. Do it again.").replace(
                    "%1", change.step
                )
            )
            return
        apply(document, change, tiles)
        self.landed.emit()

    def _failed(self, error: Exception) -> None:
        self._end()
        if not isinstance(error, StoppedError):
            self._desk.message.emit(str(error))

    def _end(self) -> None:
        self._change = None
        self._timer.stop()
        self.progressed.emit("", 0.0)


def _now(document: Document) -> tuple[object, Step | None, int]:
    """Tells whether layers or pixels are other ones than before."""
    history, state = document.history, document.state
    last = history.steps[history.index - 1] if history.index else None
    return (state.layers, state.width, state.height, state.selected), last, history.index
