"""What can be done with a whole document: scaled, cropped, extended, turned, mirrored. For workers."""

import math
from collections.abc import Callable, Mapping
from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QPointF, QRect, QRectF, QSize
from PySide6.QtGui import QTransform

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import SIDE_MOST, State, walk
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.flatten import SHOWN_KINDS
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.shaping.remapping import Pace, content_bounds, remap
from studio.ui.canvas.shaping.resizing import Remade
from studio.ui.canvas.tile import Key, Tile

Planes = Mapping[str, Plane]
Remaking = Callable[[State, Planes, Pace], Remade]
"""Makes another document of state and planes. May raise StoppedError and StudioError."""
ANCHORS = (0.0, 0.5, 1.0)
"""Where the old picture lies in a larger canvas, as a share of the new room on its left or top."""
_STEADY = 1e-7
"""Sides that miss a whole number by less are taken for it."""


@dataclass(frozen=True)
class _Plan:
    """Every pixel goes along ``way``; the document then is ``size``."""

    way: QTransform
    size: QSize
    how: str = "smooth"
    clamp: bool = False
    """Whether colours at the old edge go on beyond it instead of fading out."""


def check_size(width: int, height: int) -> None:
    """Raises StudioError(INVALID_REQUEST) for a size that no document can have."""
    if width < 1 or height < 1:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The document would become {width} × {height} pixels, which holds no picture.",
            "Choose at least one pixel for each side.",
        )
    if max(width, height) > SIDE_MOST:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The document would become {width} × {height} pixels; {SIDE_MOST} is the longest side.",
            "Choose a smaller size.",
        )


def scale_to(width: int, height: int, how: str = "smooth") -> Remaking:
    """The picture scaled to that size, with one of ``remapping.FILTERS``."""

    def make(state: State, planes: Planes, pace: Pace) -> Remade:
        check_size(width, height)
        way = QTransform.fromScale(width / state.width, height / state.height)
        return _made(state, planes, _Plan(way, QSize(width, height), how, clamp=True), pace)

    return make


def crop_to(area: QRect) -> Remaking:
    """Nothing but ``area`` (document pixels); it may reach outside, which extends the document."""
    area = QRect(area)

    def make(state: State, planes: Planes, pace: Pace) -> Remade:
        check_size(area.width(), area.height())
        way = QTransform.fromTranslate(-area.left(), -area.top())
        return _made(state, planes, _Plan(way, area.size()), pace)

    return make


def canvas_area(state: State, width: int, height: int, anchor: tuple[float, float]) -> QRect:
    """The area that becomes the document when its canvas gets that size.

    ``anchor`` says which share of the new room comes on the left and on the top (0 to 1 each).
    """
    left = math.floor((state.width - width) * anchor[0] + 0.5)
    top = math.floor((state.height - height) * anchor[1] + 0.5)
    return QRect(left, top, width, height)


def crop_to_selection() -> Remaking:
    """Nothing but the rectangle around what is selected."""

    def make(state: State, planes: Planes, pace: Pace) -> Remade:
        selected = content_bounds(planes.get(SELECTION) or Plane(), pace) if state.selected else QRect()
        area = selected.intersected(QRect(0, 0, state.width, state.height))
        if area.isEmpty():
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                "Nothing is selected, so there is nothing to crop to.",
                "Select a part of the picture first.",
            )
        return crop_to(area)(state, planes, pace)

    return make


def trim() -> Remaking:
    """Without the fully transparent rows and columns around what the visible layers show."""

    def make(state: State, planes: Planes, pace: Pace) -> Remade:
        found = QRect()
        for layer in walk(state.layers):
            if layer.visible and layer.kind in SHOWN_KINDS and layer.id in planes:
                found = found.united(content_bounds(planes[layer.id], pace))
        area = found.intersected(QRect(0, 0, state.width, state.height))
        if area.isEmpty():
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                "The whole picture is transparent, so nothing would be left of it.",
                "Paint something or show a layer first.",
            )
        return crop_to(area)(state, planes, pace)

    return make


def quarter_way(area: QRectF, quarters: int) -> tuple[QTransform, QSize]:
    """The way that turns ``area`` clockwise by right angles with its corner at (0, 0), and its new size."""
    quarters %= 4
    sine, cosine = ((0, 1), (1, 0), (0, -1), (-1, 0))[quarters]
    way = QTransform.fromTranslate(-area.x(), -area.y()) * QTransform(cosine, sine, -sine, cosine, 0, 0)
    moved = way.mapRect(area)
    size = QSize(round(moved.width()), round(moved.height()))
    return way * QTransform.fromTranslate(-moved.x(), -moved.y()), size


def flip_way(area: QRectF, *, across: bool) -> QTransform:
    """The way that mirrors ``area`` in itself: left and right with ``across``, else top and bottom."""
    if across:
        return QTransform(-1, 0, 0, 1, 2 * area.x() + area.width(), 0)
    return QTransform(1, 0, 0, -1, 0, 2 * area.y() + area.height())


def rotate_quarters(quarters: int) -> Remaking:
    """Turned clockwise by right angles; no pixel changes."""

    def make(state: State, planes: Planes, pace: Pace) -> Remade:
        way, size = quarter_way(QRectF(0, 0, state.width, state.height), quarters)
        return _made(state, planes, _Plan(way, size), pace)

    return make


def flip(*, across: bool) -> Remaking:
    """Mirrored: left and right with ``across``, else top and bottom."""

    def make(state: State, planes: Planes, pace: Pace) -> Remade:
        way = flip_way(QRectF(0, 0, state.width, state.height), across=across)
        return _made(state, planes, _Plan(way, QSize(state.width, state.height)), pace)

    return make


def turned_size(width: int, height: int, degrees: float) -> QSize:
    """The size that holds the whole picture turned by ``degrees``."""
    turned = QTransform().rotate(degrees).mapRect(QRectF(0, 0, width, height))
    return QSize(math.ceil(turned.width() - _STEADY), math.ceil(turned.height() - _STEADY))


def rotate_by(degrees: float, how: str = "smooth") -> Remaking:
    """Turned clockwise by any angle; the document grows so that all of the picture stays.

    Multiples of 90 change no pixel.
    """

    def make(state: State, planes: Planes, pace: Pace) -> Remade:
        if not math.isfinite(degrees):
            raise StudioError(ErrorKind.INVALID_REQUEST, "This is no angle.", "Choose a number of degrees.")
        if degrees % 90 == 0:
            return rotate_quarters(round(degrees / 90))(state, planes, pace)
        size = turned_size(state.width, state.height, degrees)
        check_size(size.width(), size.height())
        way = QTransform.fromTranslate(-state.width / 2, -state.height / 2)
        way *= QTransform().rotate(degrees)
        way *= QTransform.fromTranslate(size.width() / 2, size.height() / 2)
        return _made(state, planes, _Plan(way, size, how), pace)

    return make


def _made(state: State, planes: Planes, plan: _Plan, pace: Pace) -> Remade:
    """All planes carried along; what comes to lie outside of the new document is dropped."""
    document, size = QRect(0, 0, state.width, state.height), plan.size
    pace.total = max(1.0, sum(len(plane.tiles) for plane in planes.values()))
    made: dict[str, dict[Key, Tile]] = {}
    for identity, plane in planes.items():
        edge = document.united(content_bounds(plane, pace)) if plan.clamp else None
        within = QRect(0, 0, size.width(), size.height())
        tiles = remap(plane, plan.way, plan.how, within=within, edge=edge, pace=pace)
        if tiles:
            made[identity] = tiles
    now = msgspec.structs.replace(
        state,
        width=size.width(),
        height=size.height(),
        selected=state.selected and SELECTION in made,
        frame=_frame(state, plan),
        origin=_origin(state, plan.way),
    )
    return Remade(made, now)


def _frame(state: State, plan: _Plan) -> tuple[int, int, int, int]:
    """The frame on its way; when that is not upright it keeps its size and moves with its middle.

    A frame that was all of the document is so afterwards.
    """
    if state.frame == (0, 0, state.width, state.height):
        return 0, 0, plan.size.width(), plan.size.height()
    frame, way = QRectF(*state.frame), plan.way
    if (way.m12() or way.m21()) and (way.m11() or way.m22()):
        moved = QRectF(frame)
        moved.moveCenter(way.map(frame.center()))
    else:
        moved = way.mapRect(frame)
    width, height = max(1, round(moved.width())), max(1, round(moved.height()))
    return round(moved.x()), round(moved.y()), width, height


def _origin(state: State, way: QTransform) -> tuple[int, int]:
    """Where the first corner has come to. Exact for what only moves; else as near as can be."""
    point = way.map(QPointF(*state.origin))
    return round(point.x()), round(point.y())
