"""A picture of pixels in hand, to be drawn over the canvas while they are dragged. For workers."""

import msgspec
from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.layers import Layer, find
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.shaping.floating import Piece
from studio.ui.canvas.shaping.remapping import Pace
from studio.ui.canvas.tile import FORMAT, SMALL_LEVEL
from studio.ui.pictures import Pixels, with_levels

FULL_MOST = 4096
"""Longest side of a piece that is shown at full size; larger ones at an eighth."""
_BLOCK = 2048
_TINT = 0.5


class Preview:
    """The piece as it looks, over ``area`` (document pixels)."""

    def __init__(self, pixels: Pixels, area: QRect) -> None:
        self._pixels, self.area = pixels, area

    def draw(self, painter: QPainter, zoom: float) -> None:
        """Draw it in document coordinates; ``zoom`` in device pixels per document pixel."""
        across = self._pixels.image.width() / max(1, self.area.width())
        level = self._pixels.level(max(1e-3, zoom / across))
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, zoom < 2.0)
        painter.drawImage(QRectF(self.area), level, QRectF(level.rect()))


def preview_of(piece: Piece, identity: str, pace: Pace) -> Preview:
    """The layer or group ``identity`` of a piece, as a picture of its own."""
    layer = find(piece.state.layers, identity)
    assert layer
    shown = msgspec.structs.replace(piece.state, layers=(_plain(layer),))
    small = max(piece.box.width(), piece.box.height()) > FULL_MOST
    grain = 1 << SMALL_LEVEL if small else 1
    left, top = piece.box.left() // grain * grain, piece.box.top() // grain * grain
    right, bottom = (
        -(-(piece.box.right() + 1) // grain) * grain,
        -(-(piece.box.bottom() + 1) // grain) * grain,
    )
    area = QRect(left, top, right - left, bottom - top)
    image = QImage(area.width() // grain, area.height() // grain, FORMAT)
    image.fill(0)
    packed = {
        plane: [one for one in cut.tiles.values() if not one.unpacked] for plane, cut in piece.cut.items()
    }
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
        for y in range(area.top(), area.bottom() + 1, _BLOCK):
            for x in range(area.left(), area.right() + 1, _BLOCK):
                pace.step()
                block = QRect(x, y, _BLOCK, _BLOCK).intersected(area)
                part = flatten(shown, piece.cut, block, small=small)
                painter.drawImage((x - left) // grain, (y - top) // grain, part)
            for tiles in packed.values() if small else ():
                for tile in tiles:
                    if tile.unpacked:
                        tile.pack()
    if layer.kind == "mask":
        _tint(image, QColor(layer.tint))
    return Preview(with_levels(image), area)


def _plain(layer: Layer) -> Layer:
    """The layer as if it lay alone on the canvas."""
    kind = layer.kind if layer.kind == "group" else "paint"
    return msgspec.structs.replace(layer, visible=True, blend="normal", kind=kind)


def _tint(image: QImage, colour: QColor) -> None:
    colour.setAlphaF(_TINT)
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(image.rect(), colour)
