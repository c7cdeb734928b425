"""What lies below the layer that is being painted on, blended once for the whole stroke."""

from collections import OrderedDict
from dataclasses import dataclass, field

import msgspec
from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter, QRegion

from studio.core.layers import Layer, find, walk
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import flatten, flatten_onto
from studio.ui.canvas.tile import Key, Tile, blank, corner_of, rectangles

TILES_MOST = 160
"""Of so many tiles the ground is kept: 40 MB."""
WORTH = 2
"""With fewer layers below there is nothing to gain."""


@dataclass
class _Ground:
    """``image`` is right within ``known`` as long as layers and tiles below are these."""

    layers: tuple[Layer, ...]
    tiles: tuple[Tile | None, ...]
    image: QImage = field(default_factory=blank)
    known: QRegion = field(default_factory=QRegion)

    def holds(self, layers: tuple[Layer, ...], tiles: tuple[Tile | None, ...]) -> bool:
        return self.layers == layers and all(
            one is other for one, other in zip(self.tiles, tiles, strict=True)
        )


class Grounds:
    """Flattens like ``flatten``, pixel for pixel, but quicker while an edit paints on one layer."""

    def __init__(self, document: Document) -> None:
        self._document = document
        self._kept: OrderedDict[Key, _Ground] = OrderedDict()

    def flatten(self, key: Key, part: QRect) -> QImage:
        """``part`` of the picture, within the tile ``key``."""
        document = self._document
        layers = document.state.layers
        below = self._layers_below() if document.editing else 0
        if below < WORTH:
            self._kept.clear()
            return flatten(document.state, document.shown, part)
        ground = self._ground(key, layers[:below])
        if ground is None:
            return flatten(document.state, document.shown, part)
        inside = part.translated(-corner_of(key))
        self._learn(ground, key, inside)
        return flatten_onto(ground.image.copy(inside), layers[below:], document.shown, part)

    def _layers_below(self) -> int:
        """How many of the top layers lie below the one with the active layer in it."""
        state = self._document.state
        places = (place for place, layer in enumerate(state.layers) if find((layer,), state.active))
        return next(places, 0)

    def _ground(self, key: Key, layers: tuple[Layer, ...]) -> _Ground | None:
        """What is known of a tile; None while something below is itself being painted on."""
        planes = self._document.shown
        tiles = tuple(
            planes[layer.id].tiles.get(key) if layer.id in planes else None for layer in walk(layers)
        )
        if any(tile is not None and tile.live for tile in tiles):
            return None
        ground = self._kept.pop(key, None)
        if ground is None or not ground.holds(layers, tiles):
            ground = _Ground(layers, tiles)
        self._kept[key] = ground
        while len(self._kept) > TILES_MOST:
            self._kept.popitem(last=False)
        return ground

    def _learn(self, ground: _Ground, key: Key, part: QRect) -> None:
        """Blend what is not known yet of ``part``."""
        missing = QRegion(part) - ground.known
        if missing.isEmpty():
            return
        state = msgspec.structs.replace(self._document.state, layers=ground.layers)
        with QPainter(ground.image) as painter:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            for area in rectangles(missing):
                image = flatten(state, self._document.shown, area.translated(corner_of(key)), sparse=True)
                painter.drawImage(area.topLeft(), image)
        ground.known += missing
