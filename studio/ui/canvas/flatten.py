"""The flattened picture of an area: every visible layer blended in order."""

from collections.abc import Callable, Mapping

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage, QPainter

from studio.core.layers import Layer, State
from studio.ui.canvas.blending import blend
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import FORMAT, corner_of

Planes = Mapping[str, Plane]
SHOWN_KINDS = ("paint", "result", "group")
"""Kinds whose pixels are part of the picture."""


def flatten(
    state: State, planes: Planes, area: QRect, leave_out: Callable[[Layer], bool] = lambda layer: False
) -> QImage:
    """``area`` of the picture, premultiplied; ``leave_out`` hides layers besides the hidden ones."""
    image = QImage(area.size(), FORMAT)
    image.fill(0)
    with QPainter(image) as painter:
        painter.translate(-area.topLeft())
        _draw(painter, image, state.layers, planes, area, leave_out)
    return image


def _draw(
    painter: QPainter,
    image: QImage,
    layers: tuple[Layer, ...],
    planes: Planes,
    area: QRect,
    leave_out: Callable[[Layer], bool],
) -> None:
    for layer in layers:
        if not layer.visible or layer.opacity <= 0 or leave_out(layer):
            continue
        if layer.kind == "mask" and layer.mask_use == "transparency":
            _cut_out(painter, planes.get(layer.id), area)
        elif layer.kind == "group":
            inside = QImage(area.size(), FORMAT)
            inside.fill(0)
            with QPainter(inside) as inner:
                inner.translate(-area.topLeft())
                _draw(inner, inside, layer.children, planes, area, leave_out)
            blend(painter, image, inside, area.topLeft(), layer.opacity, layer.blend)
        elif layer.kind in SHOWN_KINDS and layer.id in planes:
            for key, tile in planes[layer.id].touching(area):
                corner = corner_of(key)
                part = QRect(corner, tile.image().size()).intersected(area)
                pixels = tile.image()
                if part.size() != pixels.size():
                    pixels = pixels.copy(part.translated(-corner))
                blend(painter, image, pixels, part.topLeft(), layer.opacity, layer.blend)


def _cut_out(painter: QPainter, mask: Plane | None, area: QRect) -> None:
    """Keep what lies below only where the mask is."""
    strength = (mask or Plane()).read(area)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
    painter.drawImage(area.topLeft(), strength)
    painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceOver)
