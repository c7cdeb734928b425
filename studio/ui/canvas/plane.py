"""A plane: the sparse tiles of one layer (or of the selection), without bounds in any direction."""

from collections.abc import Iterator

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from studio.ui.canvas.tile import FORMAT, SIDE, Key, Tile, area_of, corner_of, keys_in


class Plane:
    """Tiles by key; a missing one is transparent. Changed only through ``document.Edit``."""

    def __init__(self, tiles: dict[Key, Tile] | None = None) -> None:
        self.tiles: dict[Key, Tile] = dict(tiles or {})

    def image(self, key: Key) -> QImage | None:
        """The pixels of one tile, not to be painted on; None when it is transparent."""
        tile = self.tiles.get(key)
        return tile.image() if tile else None

    def touching(self, area: QRect) -> Iterator[tuple[Key, Tile]]:
        """The tiles there are within ``area``."""
        if area.isEmpty():
            return
        if len(self.tiles) < ((area.width() // SIDE) + 2) * ((area.height() // SIDE) + 2):
            left, right = area.left() // SIDE, area.right() // SIDE
            top, bottom = area.top() // SIDE, area.bottom() // SIDE
            for key, tile in list(self.tiles.items()):
                if left <= key[0] <= right and top <= key[1] <= bottom:
                    yield key, tile
            return
        for key in keys_in(area):
            tile = self.tiles.get(key)
            if tile:
                yield key, tile

    def draw(self, painter: QPainter, area: QRect) -> None:
        """Draw what lies in ``area``; the painter's coordinates are the document's."""
        for key, tile in self.touching(area):
            part = area_of(key).intersected(area)
            painter.drawImage(part.topLeft(), tile.image(), part.translated(-corner_of(key)))

    def read(self, area: QRect) -> QImage:
        """A copy of ``area``, transparent where there is nothing."""
        image = QImage(area.size(), FORMAT)
        image.fill(0)
        with QPainter(image) as painter:
            painter.translate(-QPoint(area.topLeft()))
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
            self.draw(painter, area)
        return image

    def bounds(self) -> QRect:
        """The smallest rectangle of whole tiles that holds everything; empty when there is nothing."""
        if not self.tiles:
            return QRect()
        columns = [x for x, _ in self.tiles]
        rows = [y for _, y in self.tiles]
        left, top = min(columns) * SIDE, min(rows) * SIDE
        return QRect(left, top, (max(columns) + 1) * SIDE - left, (max(rows) + 1) * SIDE - top)

    @property
    def bytes(self) -> int:
        """Memory its tiles hold now; a tile that stands in many places is held once."""
        return sum(tile.bytes for tile in set(self.tiles.values()))
