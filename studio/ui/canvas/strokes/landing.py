"""Paint computed off the window thread: read a snapshot, compute tiles, and land them as one undo step."""

import logging
import threading
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from studio.core.errors import StudioError
from studio.core.layers import State
from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tile import SIDE, Key, Tile, area_of, blank, corner_of, is_blank, keys_in
from studio.ui.canvas.tool import Desk

if TYPE_CHECKING:
    from numpy import ndarray

_WAIT = 40
"""Milliseconds until it is looked again whether a stroke that is in the way has ended."""


log = logging.getLogger(__name__)


class StoppedError(Exception):
    """Nobody wants the answer any more."""


@dataclass(frozen=True)
class Snapshot:
    """A document as it was when the work began; its tiles never change."""

    state: State
    planes: Mapping[str, Plane]
    stop: threading.Event

    @property
    def area(self) -> QRect:
        return QRect(0, 0, self.state.width, self.state.height)

    def check(self) -> None:
        """Raises StoppedError when the work is to end."""
        if self.stop.is_set():
            raise StoppedError

    def selection(self) -> "ndarray | None":
        """Strength 0 to 255 of the selection over the whole document; None when there is none."""
        if not self.state.selected:
            return None
        return strengths(self.planes.get(SELECTION) or Plane(), self.area)


def strengths(plane: Plane, area: QRect) -> "ndarray":
    """Alpha of a plane within ``area`` (uint8, rows first)."""
    import numpy as np

    from studio.ui.canvas.strokes.wash import alpha_of

    result = np.zeros((area.height(), area.width()), np.uint8)
    for key, tile in plane.touching(area):
        part = area_of(key).intersected(area)
        inner, outer = part.translated(-corner_of(key)), part.translated(-area.topLeft())
        image = tile.image()
        result[_rows(outer), _columns(outer)] = alpha_of(image)[_rows(inner), _columns(inner)]
    return result


def _rows(area: QRect) -> slice:
    return slice(area.top(), area.bottom() + 1)


def _columns(area: QRect) -> slice:
    return slice(area.left(), area.right() + 1)


def snapshot(document: Document) -> Snapshot:
    planes = {identity: Plane(plane.tiles) for identity, plane in document.planes.items()}
    return Snapshot(document.state, planes, threading.Event())


TileSource = Callable[[Key], QImage | None]
"""The fresh paint of a tile, SIDE × SIDE premultiplied; None for none."""
Compute = Callable[[Snapshot], tuple[QRect, TileSource]]
"""Where there is fresh paint, and what it is. Runs off the window thread; may raise StoppedError."""
Tiles = dict[Key, Tile | None]
Answer = tuple[Snapshot, Tiles, Exception | None]


def coat(shot: Snapshot, ink: Ink, area: QRect, source: TileSource) -> Tiles:
    """The tiles of ``ink.plane`` with fresh paint on them, limited to document and selection.

    The colour of ``ink`` is not used: the paint has its own.
    """
    plane = shot.planes.get(ink.plane) or Plane()
    selection = shot.planes.get(SELECTION) or Plane()
    result: Tiles = {}
    for key in keys_in(area.intersected(shot.area)):
        shot.check()
        selected = selection.image(key) if shot.state.selected and ink.within_selection else None
        if selected is None and shot.state.selected and ink.within_selection:
            continue
        fresh = source(key)
        if fresh is None:
            continue
        if selected is not None:
            fresh = fresh.copy()
            with QPainter(fresh) as painter:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
                painter.drawImage(0, 0, selected)
        if is_blank(fresh):
            continue
        before = plane.image(key)
        image = before.copy() if before else blank()
        with QPainter(image) as painter:
            painter.setClipRect(shot.area.translated(-corner_of(key)))
            painter.setOpacity(ink.opacity)
            painter.setCompositionMode(ink.mode)
            painter.drawImage(QPoint(0, 0), fresh)
        if image != (before or blank()):
            result[key] = None if is_blank(image) else Tile(image)
    return result


class Landing(QObject):
    """One computation at a time for one tool."""

    ended = Signal()
    """It landed, failed or was dropped."""

    def __init__(self, desk: Desk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._shot: Snapshot | None = None
        self._document: Document | None = None
        self._waiting: Answer | None = None
        """What is to land once the edit that is in the way has ended."""
        self._name, self._plane = "", ""

    @property
    def busy(self) -> bool:
        return self._shot is not None

    def start(self, name: str, ink: Ink, compute: Compute) -> None:
        """Compute paint for the open document; it becomes the step ``name``."""
        self.cancel()
        document = self._desk.document
        if document.editing:
            document.editing.commit()
        self._document, self._name, self._plane = document, name, ink.plane
        shot = self._shot = snapshot(document)

        def work() -> Answer:
            try:
                return shot, coat(shot, ink, *compute(shot)), None
            except StoppedError:
                return shot, {}, None
            except Exception as error:
                return shot, {}, error

        offthread.run(work, done=self._arrived)

    def cancel(self) -> None:
        """Drop what is being computed."""
        shot, self._shot, self._document, self._waiting = self._shot, None, None, None
        if shot:
            shot.stop.set()
            self.ended.emit()

    def _arrived(self, answer: Answer) -> None:
        shot, tiles, error = answer
        document = self._document
        if shot is not self._shot or document is None:
            return
        if document is not self._desk.document:
            self.cancel()
        elif error:
            self._failed(error)
        elif document.editing:
            self._waiting = answer
            QTimer.singleShot(_WAIT, self, self._look_again)
        else:
            self._land(document, shot, tiles)

    def _look_again(self) -> None:
        answer, self._waiting = self._waiting, None
        if answer:
            self._arrived(answer)

    def _land(self, document: Document, shot: Snapshot, tiles: Tiles) -> None:
        self._shot = self._document = None
        if self._stands(document, shot, tiles):
            if tiles:
                with document.edit(self._name) as edit:
                    for key, tile in tiles.items():
                        edit.replace(self._plane, key, tile)
                    edit.touched(self._plane, _bounds(tiles))
        else:
            self._desk.message.emit(
                self.tr("The layer was changed while this was computed, so it was left out. Do it again.")
            )
        self.ended.emit()

    def _stands(self, document: Document, shot: Snapshot, tiles: Tiles) -> bool:
        """Whether the layer still is as the answer supposes."""
        if document.area != shot.area or document.layer(self._plane) is None:
            return False
        now, then = document.plane(self._plane).tiles, (shot.planes.get(self._plane) or Plane()).tiles
        return all(now.get(key) is then.get(key) for key in tiles)

    def _failed(self, error: Exception) -> None:
        self._shot = self._document = None
        log.error("Paint could not be computed: %s", error, exc_info=error)
        expected = isinstance(error, StudioError)
        self._desk.message.emit(str(error) if expected else self.tr("This could not be computed."))
        self.ended.emit()


def _bounds(keys: Iterable[Key]) -> QRect:
    area = QRect()
    for key in keys:
        area = area.united(area_of(key))
    return area


def tile_of(pixels: "ndarray", corner: QPoint, key: Key) -> QImage | None:
    """The tile ``key`` of pixels (uint32, premultiplied) whose first one lies at ``corner``."""
    area = QRect(corner.x(), corner.y(), pixels.shape[1], pixels.shape[0])
    part = area.intersected(area_of(key))
    if part.isEmpty():
        return None
    import numpy as np

    result = np.zeros((SIDE, SIDE), np.uint32)
    outer, inner = part.translated(-corner_of(key)), part.translated(-corner)
    result[_rows(outer), _columns(outer)] = pixels[_rows(inner), _columns(inner)]
    return QImage(result.data, SIDE, SIDE, SIDE * 4, blank().format()).copy()
