"""Makes a document larger: on any side, or by a whole factor. Tiles are made on a worker, then exchanged."""

from collections.abc import Sequence
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QPoint, QRect, QSize, Qt

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import SIDE_MOST, State
from studio.ui.canvas.document import EVERYTHING, Edit
from studio.ui.canvas.generating.stage import Target
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import SIDE, Key, Tile, area_of, is_blank, keys_in

MARGIN = 2
"""Pixels around a part that is scaled, so that no seams show between tiles."""


@dataclass(frozen=True)
class Room:
    """What a document becomes: its pixels within ``whole`` (in its coordinates), ``scale`` times as large."""

    whole: QRect
    scale: int = 1


@dataclass(frozen=True)
class Remade:
    """All tiles and the state of a document that was given room."""

    planes: dict[str, dict[Key, Tile]]
    state: State


def room_for(state: State, targets: Sequence[Target | None]) -> Room | None:
    """The room that results need beyond the document; None when they have it.

    Raises StudioError(INVALID_REQUEST) when the document would become too large.
    """
    whole = document = QRect(0, 0, state.width, state.height)
    scale = 1
    for target in targets:
        if target and target.grow:
            whole = whole.united(target.within(state))
        if target:
            scale = max(scale, target.scale)
    if whole == document and scale == 1:
        return None
    size = whole.size() * scale
    if max(size.width(), size.height()) > SIDE_MOST:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The document would become {size.width()} × {size.height()} pixels; "
            f"{SIDE_MOST} is the longest side.",
            "Make the frame smaller, or move it nearer to the document.",
        )
    return Room(whole, scale)


def remade(state: State, planes: dict[str, Plane], room: Room) -> Remade:
    """The document with that room. For a worker; ``planes`` must be copies."""
    shift = -room.whole.topLeft()
    size = room.whole.size() * room.scale
    x, y, width, height = state.frame
    frame = QRect(QPoint(x, y) + shift, QSize(width, height))
    now = msgspec.structs.replace(
        state,
        width=size.width(),
        height=size.height(),
        frame=tuple(side * room.scale for side in (frame.x(), frame.y(), frame.width(), frame.height())),
        origin=(state.origin[0] + shift.x(), state.origin[1] + shift.y()),
    )
    moved = {identity: _shifted(plane, shift) for identity, plane in planes.items()}
    if room.scale > 1:
        moved = {identity: _enlarged(Plane(tiles), room.scale) for identity, tiles in moved.items()}
    return Remade(moved, now)


def take_over(edit: Edit, made: Remade) -> None:
    """Exchange the whole document for what was made of it."""
    for identity in [*edit.document.planes]:
        edit.clear(identity)
    for identity, tiles in made.planes.items():
        for key, tile in tiles.items():
            edit.replace(identity, key, tile)
    edit.set_state(made.state)
    edit.document.pixels_changed.emit(EVERYTHING)
    edit.document.selection_changed.emit()


def _shifted(plane: Plane, by: QPoint) -> dict[Key, Tile]:
    """The tiles of a plane moved by whole pixels; by whole tiles they are the same ones."""
    if by.x() % SIDE == 0 and by.y() % SIDE == 0:
        columns, rows = by.x() // SIDE, by.y() // SIDE
        return {(x + columns, y + rows): tile for (x, y), tile in plane.tiles.items()}
    wanted = {key for old in plane.tiles for key in keys_in(area_of(old).translated(by))}
    images = {key: plane.read(area_of(key).translated(-by)) for key in wanted}
    return {key: Tile(image) for key, image in images.items() if not is_blank(image)}


def _enlarged(plane: Plane, factor: int) -> dict[Key, Tile]:
    """The tiles of a plane smoothly scaled from the document's corner."""
    found: dict[Key, Tile] = {}
    wanted = {
        (x * factor + across, y * factor + down)
        for x, y in plane.tiles
        for across in range(-1, factor + 1)
        for down in range(-1, factor + 1)
    }
    for key in wanted:
        area = area_of(key)
        left, top = area.left() // factor - MARGIN, area.top() // factor - MARGIN
        source = QRect(left, top, SIDE // factor + 2 * MARGIN + 1, SIDE // factor + 2 * MARGIN + 1)
        large = plane.read(source).scaled(
            source.size() * factor,
            Qt.AspectRatioMode.IgnoreAspectRatio,
            Qt.TransformationMode.SmoothTransformation,
        )
        image = large.copy(QRect(area.topLeft() - source.topLeft() * factor, area.size()))
        if not is_blank(image):
            found[key] = Tile(image)
    return found
