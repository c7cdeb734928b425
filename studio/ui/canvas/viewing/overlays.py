"""What is drawn over the picture: generation frame, mask tints, control layers, symmetry lines."""

import math
from collections.abc import Iterator

from PySide6.QtCore import QLineF, QPointF, QRect, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QRegion

from studio.core.layers import Layer, State
from studio.ui.canvas.document import Document
from studio.ui.canvas.tile import SIDE, SMALL_LEVEL, Tile, corner_of, rectangles
from studio.ui.canvas.tool import Symmetry
from studio.ui.theme import scaled, tokens
from studio.ui.zoom.backdrop import draw_outline
from studio.ui.zoom.lens import Lens

HANDLE = 7
"""Side of a frame handle in logical pixels."""
TINT = 0.5
"""Strength of a mask's colour where the mask is full."""
CONTROL = 0.6
"""Strength of a control layer's picture."""
OUTSIDE = 0.55
"""How far the canvas outside of a frame that reaches past the document is dimmed."""
SMALL_BELOW = 0.3
"""Zoom below which masks are drawn from their shrunken tiles."""


def on_screen(lens: Lens, area: QRectF) -> QRectF:
    """An area of the document in window pixels."""
    left, top = lens.origin
    return QRectF(
        left + area.x() * lens.scale,
        top + area.y() * lens.scale,
        area.width() * lens.scale,
        area.height() * lens.scale,
    )


def draw_frame(
    painter: QPainter, lens: Lens, document: Document, window: QRect, *, covered: bool = False
) -> None:
    """The outline of the next picture with its handles; what lies outside is dimmed when it reaches out.

    ``covered``: a picture lies over it, whose colours nothing may change.
    """
    frame = on_screen(lens, QRectF(document.frame))
    colours = tokens()
    if not document.area.contains(document.frame):
        shade = QColor(colours.canvas)
        shade.setAlphaF(OUTSIDE)
        for area in rectangles(QRegion(window).subtracted(QRegion(frame.toAlignedRect()))):
            painter.fillRect(area, shade)
        within = on_screen(lens, QRectF(document.area)).toAlignedRect()
        hint = QColor(colours.selection)
        hint.setAlphaF(0.0 if covered else 0.10)
        for area in rectangles(
            QRegion(frame.toAlignedRect()).intersected(QRegion(window)).subtracted(QRegion(within))
        ):
            painter.fillRect(area, hint)
    draw_outline(painter, frame, colours.selection, lens.ratio)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
    painter.setPen(QPen(QColor(colours.selection), 1))
    painter.setBrush(QColor("white"))
    side = scaled(HANDLE)
    for corner in (frame.topLeft(), frame.topRight(), frame.bottomLeft(), frame.bottomRight()):
        left, top = round(corner.x() - side / 2), round(corner.y() - side / 2)
        painter.drawRect(left, top, side - 1, side - 1)
    painter.restore()


def frame_reach(lens: Lens, document: Document) -> QRect:
    """The window pixels that outline and handles of the frame can touch."""
    reach = scaled(HANDLE)
    return on_screen(lens, QRectF(document.frame)).toAlignedRect().adjusted(-reach, -reach, reach, reach)


def tinted_layers(state: State) -> Iterator[Layer]:
    """Layers that are shown over the picture, bottom first: regions, masks, controls that are visible.

    A transparency mask shows by what it hides; it is tinted only while it is the active layer.
    """
    yield from _tinted(state.layers, state.active)


def _tinted(layers: tuple[Layer, ...], active: str) -> Iterator[Layer]:
    for layer in layers:
        if not layer.visible or layer.opacity <= 0:
            continue
        if layer.kind == "group":
            yield from _tinted(layer.children, active)
        elif layer.kind == "control" or (
            layer.kind == "mask" and (layer.mask_use != "transparency" or layer.id == active)
        ):
            yield layer


def draw_tints(painter: QPainter, lens: Lens, document: Document, exposed: QRectF) -> None:
    """Masks, regions and controls over the picture; ``exposed`` in window pixels."""
    layers = [layer for layer in tinted_layers(document.state) if layer.id in document.planes]
    if not layers:
        return
    near = QRectF(*lens.to_picture(exposed.left(), exposed.top()), exposed.width() / lens.scale, 0)
    near.setHeight(exposed.height() / lens.scale)
    area = near.toAlignedRect().adjusted(-1, -1, 1, 1).intersected(document.area)
    left, top = lens.origin
    small = lens.zoom < SMALL_BELOW
    painter.save()
    painter.setClipRect(on_screen(lens, QRectF(document.area)), Qt.ClipOperation.IntersectClip)
    painter.translate(left, top)
    factor = lens.scale * (1 << SMALL_LEVEL) if small else lens.scale
    painter.scale(factor, factor)
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform, lens.zoom < 1.0)
    for layer in layers:
        painter.setOpacity(layer.opacity * (CONTROL if layer.kind == "control" else TINT))
        for key, tile in document.shown[layer.id].touching(area):
            corner = corner_of(key)
            at = corner / (1 << SMALL_LEVEL) if small else corner
            painter.drawImage(at, _tinted_tile(layer, tile, small))
    painter.restore()


def _tinted_tile(layer: Layer, tile: Tile, small: bool) -> QImage:
    image = tile.small() if small else tile.image()
    if layer.kind == "control":
        return image
    coloured = image.copy()
    with QPainter(coloured) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_SourceIn)
        painter.fillRect(0, 0, SIDE, SIDE, QColor(layer.tint))
    return coloured


def draw_symmetry(painter: QPainter, lens: Lens, symmetry: Symmetry, document: Document) -> None:
    """The lines that strokes are mirrored at, or the rays they are turned by."""
    if not (symmetry.across or symmetry.down or symmetry.turns > 1):
        return
    area = on_screen(lens, QRectF(document.area))
    centre = symmetry.centre or QRectF(document.area).center()
    spot = on_screen(lens, QRectF(centre, centre)).topLeft()
    colour = QColor(tokens().selection)
    colour.setAlphaF(0.8)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(colour, 1, Qt.PenStyle.DashLine))
    if symmetry.across:
        painter.drawLine(QLineF(spot.x(), area.top(), spot.x(), area.bottom()))
    if symmetry.down:
        painter.drawLine(QLineF(area.left(), spot.y(), area.right(), spot.y()))
    if symmetry.turns > 1:
        painter.setClipRect(area, Qt.ClipOperation.IntersectClip)
        length = math.hypot(area.width(), area.height())
        for number in range(symmetry.turns):
            angle = 2 * math.pi * number / symmetry.turns - math.pi / 2
            painter.drawLine(spot, spot + QPointF(math.cos(angle), math.sin(angle)) * length)
        painter.drawEllipse(spot, 4.0, 4.0)
    painter.restore()
