"""What a canvas document is besides its pixels: layers, sizes, frame. Frozen, so that undo is a swap."""

import secrets
from collections.abc import Callable, Iterator

import msgspec
from msgspec import Struct

from studio.core.requests import Adapter

SIDE_MOST = 16_384
"""Longest side of a document in pixels."""
KINDS = ("paint", "result", "mask", "control", "group")
BLENDS = (
    "normal", "multiply", "screen", "overlay", "soft_light", "darken", "lighten", "difference", "colour",
    "luminosity",
)  # fmt: skip
"""Blend modes, named as artists know them; formulas of the W3C compositing specification."""
MASK_USES = ("transparency", "region", "none")
"""What a mask layer does: hides parts of its group, marks a region with its own prompt, or nothing."""

Rect = tuple[int, int, int, int]
"""(x, y, width, height) in document pixels."""


class Region(Struct, frozen=True, kw_only=True):
    """A mask layer's own prompt; the request's ``Region`` is made from it and the mask's pixels."""

    prompt: str = ""
    negative: str = ""
    weight: float = 1.0
    adapters: tuple[Adapter, ...] = ()


class ControlUse(Struct, frozen=True, kw_only=True):
    """How a control layer steers: the ControlNet's model id (empty: it only shows), its weight and span."""

    model: str = ""
    weight: float = 1.0
    begin: float = 0.0
    end: float = 1.0


class Layer(Struct, frozen=True, kw_only=True):
    """One layer. ``id`` also names its plane of pixels; groups have children (bottom first) and no pixels.

    Mask layers keep their strength in the alpha of their pixels. Control and mask layers are shown
    as an overlay and are no part of the flattened picture (but for transparency masks).
    """

    id: str
    name: str
    kind: str = "paint"
    visible: bool = True
    locked: bool = False
    alpha_locked: bool = False
    opacity: float = 1.0
    blend: str = "normal"
    children: tuple["Layer", ...] = ()
    folded: bool = False
    mask_use: str = "none"
    tint: str = "#e5695f"
    """Colour in which a mask or region is shown over the picture."""
    region: Region = Region()
    control: ControlUse = ControlUse()
    artifact: str = ""
    """Result layers: id of the artifact in the history that the pixels came from."""


class State(Struct, frozen=True, kw_only=True):
    """Everything of a document that is no pixel. ``layers`` are bottom first."""

    width: int
    height: int
    key: str = ""
    """Names the document, also after a restart; results of jobs are placed by it."""
    layers: tuple[Layer, ...] = ()
    active: str = ""
    """Id of the layer that tools work on; empty when there is none."""
    selected: bool = False
    """Whether there is a selection; its strength lies in the selection plane."""
    frame: Rect = (0, 0, 512, 512)
    """Where the next picture is generated; may reach past the document's edge."""
    origin: tuple[int, int] = (0, 0)
    """Where the document's first corner has come to since, by cropping and extending; what was placed
    earlier is found by it."""


def new_id() -> str:
    """A fresh layer id: short, safe in file names."""
    return secrets.token_hex(6)


def walk(layers: tuple[Layer, ...]) -> Iterator[Layer]:
    """All layers, each group before its children, bottom first."""
    for layer in layers:
        yield layer
        yield from walk(layer.children)


def find(layers: tuple[Layer, ...], identity: str) -> Layer | None:
    return next((layer for layer in walk(layers) if layer.id == identity), None)


def parent_of(layers: tuple[Layer, ...], identity: str) -> Layer | None:
    """The group that directly holds a layer; None at the top (or when there is no such layer)."""
    return next(
        (layer for layer in walk(layers) if any(child.id == identity for child in layer.children)), None
    )


def lineage(layers: tuple[Layer, ...], identity: str) -> tuple[Layer, ...]:
    """A layer and the groups around it, from the inside out; empty when there is no such layer."""
    for layer in layers:
        if layer.id == identity:
            return (layer,)
        inside = lineage(layer.children, identity)
        if inside:
            return (*inside, layer)
    return ()


def changed(
    layers: tuple[Layer, ...], identity: str, change: Callable[[Layer], Layer | None]
) -> tuple[Layer, ...]:
    """``layers`` with one of them replaced by ``change(layer)``, or removed when that is None."""
    result: list[Layer] = []
    for layer in layers:
        now: Layer | None = layer
        if layer.id == identity:
            now = change(layer)
        elif layer.children:
            children = changed(layer.children, identity, change)
            if children != layer.children:
                now = msgspec.structs.replace(layer, children=children)
        if now is not None:
            result.append(now)
    return tuple(result)
