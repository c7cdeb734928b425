"""Turns document, frame, selection and panel into the request of an intent; for a worker."""

from dataclasses import dataclass

import msgspec
from PySide6.QtCore import QBuffer, QIODevice, QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import Layer, State
from studio.core.requests import (
    REGIONS_MAX,
    SIDE_MAX,
    Control,
    FileRef,
    ImageRequest,
    Region,
    check_request,
)
from studio.storage.models import ModelEntry
from studio.storage.sources import Sources
from studio.ui.canvas.colour_space import converted
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.generating import crop, soft_mask
from studio.ui.canvas.generating.intent import IntentSpec, strength_of
from studio.ui.canvas.generating.stage import Target, target_at
from studio.ui.canvas.plane import Plane

PAPER = QColor("white")
"""What lies under transparent pixels when the model sees them."""
FEATHER_LEAST, FEATHER_MOST = 4, 64
"""Pixels."""
PNG_QUALITY = 80
"""Of 100: quick to write; the pixels are the same at any."""


@dataclass(frozen=True)
class Order:
    """Everything a worker needs. ``planes`` are copies that nobody paints on."""

    spec: IntentSpec
    request: ImageRequest
    """What the panel says; ``strength`` as the panel's own slider stands."""
    model: ModelEntry
    state: State
    planes: dict[str, Plane]
    profile: bytes
    key: str
    """Of the document."""
    sources: Sources

    @property
    def document(self) -> QRect:
        return QRect(0, 0, self.state.width, self.state.height)

    @property
    def frame(self) -> QRect:
        return QRect(*self.state.frame)


@dataclass(frozen=True)
class Ready:
    """A request and where its results belong."""

    request: ImageRequest
    target: Target


def snapshot(document: Document) -> dict[str, Plane]:
    """The planes as they are now; a stroke under way may go on without changing them."""
    planes = {identity: Plane(plane.tiles) for identity, plane in document.planes.items()}
    if document.editing:
        for (identity, key), tile in document.editing.so_far().items():
            if tile:
                planes.setdefault(identity, Plane()).tiles[key] = tile
    return planes


def needs_pixels(order: Order) -> bool:
    """Whether pictures must be written for the request, which takes a while."""
    return order.spec.picture or order.spec.mask != "none" or bool(_extra_layers(order))


def prepare(order: Order) -> Ready:
    """Cut out, flatten and store what the intent needs, and say everything in one request.

    Raises StudioError(INVALID_REQUEST) when there is nothing to draw, DISK_FULL or NOT_WRITABLE.
    """
    selected = _selected(order)
    area = _area(order, selected)
    spec = order.spec
    fresh = spec.mask == "outside" and not area.intersects(order.document)
    start = mask = None
    if spec.picture and not fresh:
        start = _keep(order, _paper(flat_picture(order, area)))
        mask = _mask(order, area, selected)
    size = _drawing_size(order, area)
    tiled = spec.size == "double"  # each tile is a picture of its own, with one prompt
    request = msgspec.structs.replace(
        order.request,
        width=size.width(),
        height=size.height(),
        intent=spec.id,
        prompt=order.request.prompt if spec.prompt else "",
        start=start,
        strength=strength_of(spec, order.request.strength) if start else 1.0,
        mask=mask,
        prefill=_prefill(order) if mask else "none",
        soften=spec.soften if mask else 0.0,
        regions=() if tiled else _regions(order, area),
        controls=() if tiled else _controls(order, area),
        tile=crop.tile_side(order.model, size) if tiled else 0,
    )
    target = msgspec.structs.replace(
        target_at(order.state, order.key, area),
        mask=mask,
        grow=not order.document.contains(area),
        scale=2 if tiled else 1,
    )
    return Ready(check_request(request), target)


def _selected(order: Order) -> QRect:
    """The bounds of what is selected inside the document; empty when the intent asks for no selection."""
    if order.spec.mask not in ("selection", "background"):
        return QRect()
    bounds = soft_mask.selected_bounds(order.planes.get(SELECTION, Plane()), order.document)
    if bounds.isEmpty() or not order.state.selected:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            "Nothing of the picture is selected.",
            "Select what is to be drawn, or remove the selection to draw the whole frame.",
        )
    return bounds


def _area(order: Order, selected: QRect) -> QRect:
    """The part of the document that is drawn."""
    if order.spec.area == "selection":
        frame = order.frame.intersected(order.document)
        inside = frame if frame.contains(selected) else order.document
        return crop.around(selected, inside, order.spec.context, order.model.default_size, order.spec.least)
    area = order.frame
    if order.spec.mask == "background":
        area = area.intersected(order.document)
        if not area.intersects(selected):
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                "What is selected lies outside the frame.",
                "Move the frame over it, or select something inside the frame.",
            )
    return area


def _drawing_size(order: Order, area: QRect) -> QSize:
    size, spec = area.size(), order.spec
    if spec.size == "double":
        if max(size.width(), size.height()) * 2 > SIDE_MAX:
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"Twice the frame is {size.width() * 2} × {size.height() * 2} pixels; "
                f"{SIDE_MAX} is the most that is drawn at once.",
                "Make the frame smaller.",
            )
        return crop.whole_size(size * 2)
    return crop.model_size(order.model, size) if spec.size == "model" else crop.whole_size(size)


def flat_picture(order: Order, area: QRect) -> QImage:
    """``area`` as it looks, in sRGB, with transparency."""
    return converted(flatten(order.state, order.planes, area), order.profile, b"")


def _paper(image: QImage) -> QImage:
    """``image`` on paper, without transparency."""
    flat = QImage(image.size(), QImage.Format.Format_RGB32)
    flat.fill(PAPER)
    with QPainter(flat) as painter:
        painter.drawImage(0, 0, image)
    return flat.convertToFormat(QImage.Format.Format_RGB888)


def _mask(order: Order, area: QRect, selected: QRect) -> FileRef | None:
    spec = order.spec
    if spec.mask == "none":
        return None
    redrawn = area if selected.isEmpty() else selected
    side = min(redrawn.width(), redrawn.height())
    feather = _pixels(spec.feather, side)
    if spec.mask == "outside":
        grey = soft_mask.outside(order.document, area, feather)
    else:
        chosen = soft_mask.strength_in(order.planes.get(SELECTION, Plane()), area)
        if spec.mask == "background":
            grey = soft_mask.inwards(255 - chosen, feather)
        else:
            grey = soft_mask.outwards(chosen, round(spec.grow * side), feather)
    if not grey.any():
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            "Everything in the frame is selected, so there is no background to replace.",
            "Select only what is to stay.",
        )
    return _keep(order, soft_mask.to_image(grey))


def _pixels(share: float, side: int) -> int:
    return max(FEATHER_LEAST, min(FEATHER_MOST, round(share * side)))


def _prefill(order: Order) -> str:
    """What is there is kept when it is only to be changed a little."""
    spec = order.spec
    kept = spec.mask == "selection" and order.request.strength < 1.0 and not spec.refills
    return "none" if kept else spec.prefill


def _extra_layers(order: Order) -> list[Layer]:
    """Visible layers that say something to the model: regions with a prompt, controls with a model."""
    return [
        layer
        for layer in shown_layers(order.state.layers)
        if has_prompt(layer) or (layer.kind == "control" and layer.control.model)
    ]


def has_prompt(layer: Layer) -> bool:
    """Whether it is a region with a prompt of its own."""
    return layer.kind == "mask" and layer.mask_use == "region" and bool(layer.region.prompt.strip())


def shown_layers(layers: tuple[Layer, ...]) -> list[Layer]:
    """All layers that are visible and in visible groups only, bottom first."""
    seen = (layer for layer in layers if layer.visible)
    return [inner for layer in seen for inner in (layer, *shown_layers(layer.children))]


def _regions(order: Order, area: QRect) -> tuple[Region, ...]:
    found = []
    for layer in _extra_layers(order):
        if layer.kind != "mask":
            continue
        strength = soft_mask.strength_in(order.planes.get(layer.id, Plane()), area)
        if strength.any():
            told = layer.region
            found.append(
                Region(
                    mask=_keep(order, soft_mask.to_image(strength)),
                    prompt=told.prompt,
                    negative=told.negative,
                    weight=told.weight,
                    adapters=told.adapters,
                )
            )
    return tuple(found[-REGIONS_MAX:])


def _controls(order: Order, area: QRect) -> tuple[Control, ...]:
    found = []
    for layer in _extra_layers(order):
        if layer.kind != "control":
            continue
        picture = QImage(area.size(), QImage.Format.Format_RGB32)
        picture.fill(QColor("black"))
        with QPainter(picture) as painter:
            painter.drawImage(0, 0, order.planes.get(layer.id, Plane()).read(area))
        told = layer.control
        found.append(
            Control(
                model=told.model,
                picture=_keep(order, picture.convertToFormat(QImage.Format.Format_RGB888)),
                weight=told.weight,
                begin=told.begin,
                end=told.end,
            )
        )
    return tuple(found)


def _keep(order: Order, image: QImage) -> FileRef:
    buffer = QBuffer()
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    image.save(buffer, "PNG", PNG_QUALITY)  # pyright: ignore[reportCallIssue, reportArgumentType]
    return order.sources.keep(bytes(buffer.data().data()))
