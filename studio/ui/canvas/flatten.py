"""The flattened picture of an area: every visible layer blended in order. The one compositing code."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QPoint, QRect, QSize
from PySide6.QtGui import QImage, QPainter

from studio.core.layers import Layer, State, walk
from studio.ui.canvas.blending import blend
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import FORMAT, SMALL_LEVEL, Tile, area_of, corner_of, keys_in

Planes = Mapping[str, Plane]
LeaveOut = Callable[[Layer], bool]
SHOWN_KINDS = ("paint", "result", "group")
"""Kinds whose pixels are part of the picture."""
_Mode = QPainter.CompositionMode


def _nothing(layer: Layer) -> bool:
    return False


def flatten(
    state: State,
    planes: Planes,
    area: QRect,
    leave_out: LeaveOut = _nothing,
    *,
    small: bool = False,
    sparse: bool = False,
) -> QImage:
    """``area`` of the picture, premultiplied; ``leave_out`` hides layers besides the hidden ones.

    With ``small`` it is a sketch at an eighth of the size, blended from shrunken tiles: quick, and
    close where blend modes are not normal. ``area`` then lies on multiples of eight. With ``sparse``
    tiles are asked where they have anything, which pays when they are drawn again and again.
    """
    level = SMALL_LEVEL if small else 0
    return _Flattening(planes, area, leave_out, level, sparse=sparse).image(state.layers)


def flatten_onto(ground: QImage, layers: tuple[Layer, ...], planes: Planes, area: QRect) -> QImage:
    """``area`` of the picture when ``ground`` (as large as it) is what the layers below make of it."""
    return _Flattening(planes, area, _nothing, 0, sparse=True).image(layers, ground)


def is_opaque(state: State, planes: Planes, area: QRect) -> bool:
    """Whether the picture is known to have no transparency in ``area``; False may mean either."""
    flattening = _Flattening(planes, area, _nothing, 0)
    begin = flattening.first_needed(state.layers)
    layers = state.layers[begin:]
    if not layers or not flattening.covers(layers[0]):
        return False
    return not any(_cuts(layer) for layer in layers)


def _cuts(layer: Layer) -> bool:
    """Whether it makes what lies below it transparent."""
    return layer.visible and layer.kind == "mask" and layer.mask_use == "transparency"


def _seen(layer: Layer) -> bool:
    return layer.visible and layer.opacity > 0


def _nearer_to_white(strength: QImage, share: float) -> QImage:
    """So much of ``strength``, the rest of it white."""
    white = QImage(strength.size(), FORMAT)
    white.fill(0xFFFFFFFF)
    with QPainter(white) as painter:
        painter.setCompositionMode(_Mode.CompositionMode_Source)
        painter.setOpacity(share)
        painter.drawImage(0, 0, strength)
    return white


class _Flattening:
    """One area being flattened, ``level`` halvings smaller."""

    def __init__(
        self, planes: Planes, area: QRect, leave_out: LeaveOut, level: int, *, sparse: bool = False
    ) -> None:
        self._planes, self._area, self._leave_out, self._level = planes, area, leave_out, level
        self._sparse = sparse
        self._size = QSize(area.width() >> level, area.height() >> level)
        self._places = [(key, corner_of(key), area_of(key).intersected(area)) for key in keys_in(area)]
        """The tiles in the area: their corners, and what of them lies in it."""

    def image(self, layers: tuple[Layer, ...], ground: QImage | None = None) -> QImage:
        """The layers blended onto nothing, or onto ``ground``, which becomes the result."""
        image = ground
        if image is None:
            image = QImage(self._size, FORMAT)
            image.fill(0)
        with QPainter(image) as painter:
            painter.translate(-self._at(self._area.topLeft()))
            self._draw(painter, image, layers, untouched=ground is None)
        return image

    def _at(self, point: QPoint) -> QPoint:
        return QPoint(point.x() >> self._level, point.y() >> self._level)

    def _draw(self, painter: QPainter, image: QImage, layers: tuple[Layer, ...], *, untouched: bool) -> None:
        for layer in layers[self.first_needed(layers) :]:
            if not _seen(layer) or self._leave_out(layer):
                continue
            if _cuts(layer):
                self._cut_out(painter, image, layer)
            elif layer.kind == "group":
                self._draw_group(painter, image, layer)
            elif layer.kind in SHOWN_KINDS and layer.id in self._planes:
                # On nothing, a normal layer at full strength is simply copied.
                plain = untouched and layer.blend == "normal" and layer.opacity >= 1.0
                self._draw_plane(painter, image, layer, copy=plain)
            else:
                continue
            untouched = False

    def _draw_plane(self, painter: QPainter, image: QImage, layer: Layer, *, copy: bool) -> None:
        tiles = self._planes[layer.id].tiles
        for key, corner, part in self._places:
            tile = tiles.get(key)
            if tile is None:
                continue
            if self._sparse:
                part = tile.content().translated(corner).intersected(part)
                if part.isEmpty():
                    continue
            at = self._at(part.topLeft())
            pixels = self._pixels(tile)
            size = QSize(part.width() >> self._level, part.height() >> self._level)
            source = QRect(at - self._at(corner), size)
            if copy:
                painter.setCompositionMode(_Mode.CompositionMode_Source)
                painter.drawImage(at, pixels, source)
                painter.setCompositionMode(_Mode.CompositionMode_SourceOver)
            else:
                blend(painter, image, at, pixels, source, layer.opacity, layer.blend)

    def _pixels(self, tile: Tile) -> QImage:
        return tile.small() if self._level else tile.image()

    def _draw_group(self, painter: QPainter, image: QImage, group: Layer) -> None:
        if not any(_seen(layer) and self._has_tiles(layer.id) for layer in walk(group.children)):
            return
        inside = self.image(group.children)
        at = self._at(self._area.topLeft())
        blend(painter, image, at, inside, inside.rect(), group.opacity, group.blend)

    def _has_tiles(self, identity: str) -> bool:
        plane = self._planes.get(identity)
        return plane is not None and any(key in plane.tiles for key, _, _ in self._places)

    def _cut_out(self, painter: QPainter, image: QImage, mask: Layer) -> None:
        """Keep what lies below only where the mask is; a mask of half opacity hides half as much."""
        strength = QImage(self._size, FORMAT)
        strength.fill(0)
        plane = self._planes.get(mask.id)
        if plane:
            with QPainter(strength) as inner:
                inner.translate(-self._at(self._area.topLeft()))
                self._draw_plane(inner, strength, mask, copy=True)
        if mask.opacity < 1.0:
            strength = _nearer_to_white(strength, mask.opacity)
        painter.setCompositionMode(_Mode.CompositionMode_DestinationIn)
        painter.drawImage(self._at(self._area.topLeft()), strength)
        painter.setCompositionMode(_Mode.CompositionMode_SourceOver)

    # What need not be drawn

    def first_needed(self, layers: tuple[Layer, ...]) -> int:
        """Index of the topmost layer that hides everything below it in the area; 0 when there is none."""
        for index in range(len(layers) - 1, 0, -1):
            if self.covers(layers[index]):
                return index
        return 0

    def covers(self, layer: Layer) -> bool:
        """Whether it alone decides every pixel of the area."""
        if layer.kind not in ("paint", "result") or layer.blend != "normal" or layer.opacity < 1.0:
            return False
        plane = self._planes.get(layer.id)
        if plane is None or not layer.visible or self._leave_out(layer):
            return False
        tiles = [plane.tiles.get(key) for key, _, _ in self._places]
        return all(tile is not None for tile in tiles) and all(tile.opaque() for tile in tiles if tile)
