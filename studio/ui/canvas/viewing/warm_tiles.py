"""Keeps the memory of unpacked layer tiles bounded: what was not used for long is packed again."""

from collections import OrderedDict

from studio.jobs import offthread
from studio.storage.packed_tiles import RAW_BYTES
from studio.ui.canvas.document import Document
from studio.ui.canvas.tile import Key, Tile

WARM_BYTES = 256 * 1024 * 1024
"""For unpacked tiles of all layers."""
BATCH = 32
"""Tiles that are packed at a time."""


class WarmTiles:
    """Columns of tiles (one key, all layers) in the order in which they were blended last."""

    def __init__(self, document: Document, limit: int = WARM_BYTES) -> None:
        self._document, self._limit = document, limit
        self._columns: OrderedDict[Key, int] = OrderedDict()
        self._held = 0

    def used(self, key: Key) -> None:
        """The tiles at ``key`` were just unpacked or used."""
        self._held -= self._columns.pop(key, 0)
        count = sum(1 for tile in self._tiles(key) if tile.unpacked)
        if count:
            self._columns[key] = count * RAW_BYTES
            self._held += count * RAW_BYTES
        if self._held > self._limit and not self._document.editing:
            self._cool()

    def _tiles(self, key: Key) -> list[Tile]:
        found = (plane.tiles.get(key) for plane in self._document.planes.values())
        return [tile for tile in found if tile]

    def _cool(self) -> None:
        """Pack the columns that were used longest ago; tiles of an open edit are never packed."""
        batch: list[Tile] = []
        while self._columns and (self._held > self._limit * 7 // 8):
            key, held = self._columns.popitem(last=False)
            self._held -= held
            batch += [tile for tile in self._tiles(key) if tile.unpacked]
        for begin in range(0, len(batch), BATCH):
            offthread.run(_pack, batch[begin : begin + BATCH], done=_nothing)


def _pack(tiles: list[Tile]) -> None:
    for tile in tiles:
        tile.pack()


def _nothing(_answer: object) -> None:
    """Nobody waits for packing."""
