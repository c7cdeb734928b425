"""Unpacks what one tile of the picture is made of bit by bit, so that no turn of the event loop is long."""

import time
from collections.abc import Iterator

from studio.core.errors import StudioError
from studio.core.layers import Layer
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import Planes
from studio.ui.canvas.tile import Key, Tile


def unpack(document: Document, key: Key, until: float) -> bool:
    """Unpack what blending the tiles at ``key`` needs; False when there is more after ``until``.

    ``until`` is a time of ``time.perf_counter``. At least one tile is unpacked at a call, so that
    calling it again and again comes to an end. What is damaged is left to whoever blends it.
    """
    for tile, hides in _column(document.state.layers, document.shown, key, top=True):
        if not tile.unpacked:
            try:
                tile.image()
            except StudioError:
                continue
            if time.perf_counter() >= until:
                return False
        if hides and tile.opaque():
            break
    return True


def _column(layers: tuple[Layer, ...], planes: Planes, key: Key, *, top: bool) -> Iterator[tuple[Tile, bool]]:
    """The tiles that are seen, from the top; whether each, when it is opaque, hides all that follow."""
    for layer in reversed(layers):
        if not layer.visible or layer.opacity <= 0:
            continue
        if layer.kind == "group":
            yield from _column(layer.children, planes, key, top=False)
        elif layer.id in planes and (tile := planes[layer.id].tiles.get(key)):
            plain = layer.kind in ("paint", "result") and layer.blend == "normal" and layer.opacity >= 1.0
            yield tile, top and plain
