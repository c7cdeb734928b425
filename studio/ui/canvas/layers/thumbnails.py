"""Small pictures of layers for the list: made on a worker, kept, made again when the pixels changed."""

from collections.abc import Mapping
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QObject, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter

from studio.core.layers import Layer, State, walk
from studio.jobs import offthread
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import SMALL_LEVEL, Key, Tile, corner_of

SIDE = 64
"""Longest side in pixels: enough for a row at twice the density."""
AFTER_MS = 150
"""Changes are gathered this long."""
SMALL = 1 << SMALL_LEVEL

_Tiles = dict[Key, Tile]


@dataclass
class _Kept:
    """A thumbnail and what it was made of."""

    image: QImage | None = None
    layer: Layer | None = None
    tiles: tuple[_Tiles, ...] = ()
    seen: int = -1
    """The count of changes when it was last compared."""
    awaited: bool = False


class Thumbnails(QObject):
    """``image`` answers at once with what is known; ``changed`` says that something newer is there."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[str, _Kept] = {}
        self._round = 0
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(AFTER_MS)
        self._timer.timeout.connect(self._refresh)
        self._document = document
        self._listen(True)

    def show(self, document: Document) -> None:
        """Another document is open."""
        if document is not self._document:
            self._listen(False)
            self._document = document
            self._kept.clear()
            self._round += 1
            self._listen(True)

    def _listen(self, join: bool) -> None:
        document = self._document
        for signal, slot in (
            (document.pixels_changed, self._soon),
            (document.state_changed, self._soon),
            (document.committed, self._soon),
        ):
            signal.connect(slot) if join else signal.disconnect(slot)

    def _soon(self) -> None:
        if not self._timer.isActive():
            self._timer.start()

    def _refresh(self) -> None:
        """Not while something is painted: those tiles change under the worker, and the end is told."""
        if self._document.editing is None:
            self._round += 1
            known = {layer.id for layer in walk(self._document.state.layers)}
            self._kept = {name: kept for name, kept in self._kept.items() if name in known}
            self.changed.emit()

    def image(self, layer: Layer) -> QImage | None:
        """The thumbnail as far as it is made; a newer one is begun when the pixels are other ones."""
        kept = self._kept.setdefault(layer.id, _Kept())
        if kept.seen != self._round and not kept.awaited and self._document.editing is None:
            kept.seen = self._round
            tiles = self._tiles(layer)
            if kept.image is None or tiles != kept.tiles or _drawn(layer) != kept.layer:
                self._make(layer, kept, tiles)
        return kept.image

    def _tiles(self, layer: Layer) -> tuple[_Tiles, ...]:
        planes = self._document.planes
        return tuple(dict(planes[inner.id].tiles) if inner.id in planes else {} for inner in walk((layer,)))

    def _make(self, layer: Layer, kept: _Kept, tiles: tuple[_Tiles, ...]) -> None:
        kept.layer, kept.tiles, kept.awaited = _drawn(layer), tiles, True
        planes = {inner.id: Plane(part) for inner, part in zip(walk((layer,)), tiles, strict=True) if part}
        size = self._document.area.size()

        def arrived(image: QImage | None) -> None:
            kept.image, kept.awaited = image, False
            if self._kept.get(layer.id) is kept:
                self._soon() if kept.seen != self._round else self.changed.emit()

        def failed(_: Exception) -> None:
            arrived(kept.image)  # what is broken is said by the canvas itself

        offthread.run(drawn, layer, planes, size, done=arrived, failed=failed)


def _drawn(layer: Layer) -> Layer:
    """``layer`` without what its thumbnail does not show."""
    children = tuple(msgspec.structs.replace(child, name="", folded=False) for child in layer.children)
    return Layer(id=layer.id, name="", kind=layer.kind, children=children)


def drawn(layer: Layer, planes: Mapping[str, Plane], size: QSize) -> QImage:
    """The part of a layer inside a document of ``size``, transparent around. Any thread.

    Masks are white where they are strong, on black. Raises StudioError when a file is damaged.
    """
    fitted = size.scaled(QSize(SIDE, SIDE), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    small = max(size.width(), size.height()) > SIDE * SMALL
    if layer.kind == "group":
        whole = _flat(layer, planes, size, small)
    else:
        whole = _laid(planes.get(layer.id, Plane()), size, SMALL if small else 1)
    image = whole.scaled(
        fitted, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    if layer.kind == "mask":
        return _strength(image)
    return image


def _flat(group: Layer, planes: Mapping[str, Plane], size: QSize, small: bool) -> QImage:
    state = State(width=size.width(), height=size.height(), layers=group.children)
    if not small:
        return flatten(state, planes, QRect(0, 0, size.width(), size.height()))
    width, height = -(-size.width() // SMALL) * SMALL, -(-size.height() // SMALL) * SMALL
    return flatten(state, planes, QRect(0, 0, width, height), small=True)


def _laid(plane: Plane, size: QSize, factor: int) -> QImage:
    image = QImage(
        -(-size.width() // factor), -(-size.height() // factor), QImage.Format.Format_ARGB32_Premultiplied
    )
    image.fill(0)
    with QPainter(image) as painter:
        for key, tile in plane.touching(QRect(0, 0, size.width(), size.height())):
            painter.drawImage(corner_of(key) / factor, tile.small() if factor > 1 else tile.image())
    return image


def _strength(image: QImage) -> QImage:
    """White as strong as the alpha of ``image``, on black."""
    white = QImage(image.size(), QImage.Format.Format_ARGB32_Premultiplied)
    white.fill(Qt.GlobalColor.black)
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(image.rect(), Qt.GlobalColor.white)
    with QPainter(white) as painter:
        painter.drawImage(0, 0, image)
    return white
