"""Pixels taken in hand: of a layer, of all layers in a group, or what is selected of them. For workers."""

from collections.abc import Mapping
from dataclasses import dataclass

from PySide6.QtCore import QRect, QRectF
from PySide6.QtGui import QImage, QPainter, QTransform

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import Layer, State, find, walk
from studio.ui.canvas.document import SELECTION, Place
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.shaping.remapping import Pace, content_bounds, is_whole, remap
from studio.ui.canvas.tile import Tile, is_blank

_Mode = QPainter.CompositionMode


@dataclass(frozen=True)
class Piece:
    """``cut`` is in hand, ``rest`` stays; both by plane, the selection (all of it in hand) among them."""

    state: State
    before: Mapping[str, Plane]
    """The planes as they were."""
    cut: Mapping[str, Plane]
    rest: Mapping[str, Plane]
    box: QRect
    """Around every pixel in hand; never empty."""


def planes_of(layer: Layer) -> list[str]:
    """Ids of the layers with pixels that move when this one moves."""
    return [inner.id for inner in walk((layer,)) if inner.kind != "group"]


def lift(
    state: State, planes: Mapping[str, Plane], identity: str, pace: Pace, *, selected_only: bool = True
) -> Piece:
    """Take the layer or group ``identity`` in hand; only what is selected of it when there is a selection.

    Raises StudioError(INVALID_REQUEST) when that is nothing.
    """
    layer = find(state.layers, identity)
    ids = planes_of(layer) if layer else []
    partly = state.selected and selected_only
    selection = planes.get(SELECTION) or Plane()
    before = {one: planes.get(one) or Plane() for one in ids}
    if partly:
        cut = {one: _within(plane, selection, pace, inside=True) for one, plane in before.items()}
        rest = {one: _within(plane, selection, pace, inside=False) for one, plane in before.items()}
    else:
        cut, rest = dict(before), {one: Plane() for one in ids}
    box = QRect()
    for plane in cut.values():
        box = box.united(content_bounds(plane, pace))
    if box.isEmpty() and partly:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            "Nothing is selected on this layer.",
            "Choose another layer or selection.",
        )
    if box.isEmpty():
        raise StudioError(
            ErrorKind.INVALID_REQUEST, "There are no pixels on this layer.", "Choose another layer."
        )
    if partly:
        before[SELECTION], cut[SELECTION], rest[SELECTION] = selection, selection, Plane()
    return Piece(state, before, cut, rest, box)


def _within(plane: Plane, selection: Plane, pace: Pace, *, inside: bool) -> Plane:
    """The part of a plane that is selected, or that is not."""
    mode = _Mode.CompositionMode_DestinationIn if inside else _Mode.CompositionMode_DestinationOut
    result = Plane()
    for key, tile in plane.tiles.items():
        pace.step()
        strength = selection.image(key)
        if strength is None:
            if not inside:
                result.tiles[key] = tile
            continue
        image = tile.image().copy()
        with QPainter(image) as painter:
            painter.setCompositionMode(mode)
            painter.drawImage(0, 0, strength)
        if not is_blank(image):
            result.tiles[key] = Tile(image)
    return result


def room_of(state: State, box: QRect) -> QRect:
    """Where pixels may come to lie: they are dropped a whole document beyond its edges, or of ``box``."""
    document = QRect(0, 0, state.width, state.height)
    return document.adjusted(-state.width, -state.height, state.width, state.height).united(box)


def settled(piece: Piece, way: QTransform, how: str, pace: Pace) -> dict[Place, Tile | None]:
    """The tiles that change when what is in hand is laid down along ``way``; None removes one."""
    changes: dict[Place, Tile | None] = {}
    if way.isIdentity():
        return changes
    pace.total += sum(len(plane.tiles) for plane in piece.cut.values())
    # Whole pixels go anywhere; where pixels are made, memory is bounded.
    whole = is_whole(way)
    within = None if whole else room_of(piece.state, piece.box)
    document = QRect(0, 0, piece.state.width, piece.state.height)
    for identity, plane in piece.cut.items():
        limit = document if identity == SELECTION else within
        moved = remap(plane, way, how, within=limit, pace=pace)
        before, rest = piece.before[identity], piece.rest[identity]
        for key in {*before.tiles, *moved, *rest.tiles}:
            tile = _joined(rest.tiles.get(key), moved.get(key))
            if tile is not before.tiles.get(key):
                changes[identity, key] = tile
    return changes


def _joined(below: Tile | None, above: Tile | None) -> Tile | None:
    if below is None or above is None:
        return above or below
    image: QImage = below.image().copy()
    with QPainter(image) as painter:
        painter.drawImage(0, 0, above.image())
    return Tile(image)


def centred_way(state: State, box: QRect, *, across: bool, down: bool) -> QTransform:
    """The way by whole pixels that brings the middle of ``box`` to the document's."""
    shift_x = (state.width - box.width()) // 2 - box.x() if across else 0
    shift_y = (state.height - box.height()) // 2 - box.y() if down else 0
    return QTransform.fromTranslate(shift_x, shift_y)


def quarter_way_of(box: QRect, quarters: int) -> QTransform:
    """Turned clockwise by right angles around the middle of ``box``, on whole pixels.

    A turn there and one back again, or four in one direction, lead to where it was.
    """
    from studio.ui.canvas.shaping.geometry import quarter_way

    way, size = quarter_way(QRectF(box), quarters)
    # Boxes with one odd side lie half a pixel beside: to the one side upright, to the other lying.
    left = _half(box.width() - size.width()) + box.x()
    top = _half(box.height() - size.height()) + box.y()
    return way * QTransform.fromTranslate(left, top)


def _half(number: int) -> int:
    """Half of it towards zero, so that there and back again is nothing."""
    return number // 2 if number >= 0 else -(-number // 2)
