"""Layers made into one, and layers made of the selected part: planned at once, computed on a worker."""

import math
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field

import msgspec
from PySide6.QtCore import QCoreApplication
from PySide6.QtGui import QImage, QPainter

from studio.core import layer_tree
from studio.core.layer_tree import Layers
from studio.core.layers import Layer, State, find, new_id, walk
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.flatten import SHOWN_KINDS, flatten
from studio.ui.canvas.layers.edits import RefusedError, refuse_locked, require_selection
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import FORMAT, SIDE, Key, Tile, area_of, is_blank

translate = QCoreApplication.translate
_Mode = QPainter.CompositionMode
UNPACKED_MOST = 256
"""Fresh tiles that are held unpacked; further ones are packed at once."""
_CUT = _Mode.CompositionMode_DestinationIn

Planes = Mapping[str, Plane]
Tiles = dict[str, dict[Key, Tile | None]]
"""New tiles by plane; None removes one."""
Told = Callable[[int, int], object]
"""Called with how many tiles are done and how many there are; may raise to stop."""


@dataclass(frozen=True)
class Change:
    """What becomes of the document: other layers, and tiles that ``compute`` makes of its planes."""

    step: str
    layers: Layers
    active: str
    compute: Callable[[Planes, Told], Tiles] = field(repr=False)


def apply(document: Document, change: Change, tiles: Tiles) -> None:
    """The one step of undo in which a computed change lands."""
    with document.edit(change.step) as edit:
        edit.set_layers(change.layers, active=change.active)
        for plane, fresh in tiles.items():
            for key, tile in fresh.items():
                edit.replace(plane, key, tile)
            bounds = document.plane(plane).bounds()
            for key in fresh:
                bounds = bounds.united(area_of(key))
            if not bounds.isEmpty():
                edit.touched(plane, bounds)


# Merging


def merge_down(state: State, identity: str) -> Change:
    """A layer and the one below it as one layer. Raises RefusedError when these two cannot be joined.

    What is hidden adds nothing, unless both are. The lower layer's blend mode and name stay.
    """
    upper = find(state.layers, identity)
    if upper is None:
        raise RefusedError(translate("Layers", "There is no layer to merge."))
    parent, index = layer_tree.place_of(state.layers, identity)
    if index == 0:
        raise RefusedError(translate("Layers", "There is no layer below to merge with."))
    among = layer_tree.children_of(state.layers, parent)
    lower = among[index - 1]
    refuse_locked(state.layers, (lower, upper))
    mode = _joint(lower, upper, among[: index - 1])
    seen = lower.visible or upper.visible
    parts = tuple(layer if seen else msgspec.structs.replace(layer, visible=True) for layer in (lower, upper))
    base = lower if lower.visible or not seen else upper
    if mode is not None:  # masks and controls keep what they mean
        opacity = _joint_opacity(parts) if mode == _CUT else lower.opacity
        result = msgspec.structs.replace(lower, id=new_id(), visible=seen, opacity=opacity)
    else:
        result = Layer(id=new_id(), name=lower.name, blend=base.blend, visible=seen)
    lifted = layer_tree.extras((lower, upper)) if mode is None else ()
    layers = layer_tree.put(
        layer_tree.without(state.layers, (lower.id, upper.id)), (result, *lifted), (parent, index - 1)
    )
    return _merge(translate("Layers", "Merge down"), layers, result.id, parts, mode)


def _joint(lower: Layer, upper: Layer, below: Layers) -> _Mode | None:
    """How the pixels of two masks or controls join; None when both are part of the picture."""
    if lower.kind in SHOWN_KINDS and upper.kind in SHOWN_KINDS:
        return None
    if lower.kind in SHOWN_KINDS and upper.kind == "mask" and upper.mask_use == "transparency":
        if any(layer.kind in SHOWN_KINDS and layer.visible for layer in below):
            raise RefusedError(
                translate(
                    "Layers",
                    "The mask also hides parts of layers further below; group it with the layer it is for.",
                )
            )
        return None
    if lower.kind == upper.kind == "mask" and lower.mask_use == upper.mask_use:
        cuts = lower.mask_use == "transparency"
        return _CUT if cuts else _Mode.CompositionMode_SourceOver
    if lower.kind == upper.kind == "control":
        return _Mode.CompositionMode_SourceOver
    raise RefusedError(
        translate("Layers", "“%1” and “%2” are of different kinds and cannot become one layer.")
        .replace("%1", upper.name)
        .replace("%2", lower.name)
    )


def merge_chosen(state: State, identities: tuple[str, ...]) -> Change:
    """Several layers of one group as one layer in the place of the uppermost, hidden ones left out.

    Raises RefusedError when they are masks or controls, or lie in different groups.
    """
    several = layer_tree.tops(state.layers, identities)
    places = [layer_tree.place_of(state.layers, layer.id) for layer in several]
    if len({parent for parent, _ in places}) != 1 or any(one.kind not in SHOWN_KINDS for one in several):
        raise RefusedError(translate("Layers", "Choose layers with pictures that lie in the same group."))
    refuse_locked(state.layers, several)
    upper = several[-1]
    result = Layer(id=new_id(), name=upper.name)
    lifted = (result, *layer_tree.extras(several))
    parent, index = places[-1]
    place = (parent, index + 1 - len(several))  # those below it in its group are gone by then
    layers = layer_tree.put(layer_tree.without(state.layers, identities), lifted, place)
    return _merge(translate("Layers", "Merge layers"), layers, result.id, several)


def merge_group(state: State, identity: str) -> Change:
    """A group as one layer that looks the same; masks and controls inside come to lie above it."""
    group = find(state.layers, identity)
    if group is None or group.kind != "group":
        raise RefusedError(translate("Layers", "Choose a group to merge."))
    refuse_locked(state.layers, (group,))
    result = Layer(
        id=new_id(), name=group.name, visible=group.visible, opacity=group.opacity, blend=group.blend
    )
    place = layer_tree.place_of(state.layers, group.id)
    several = (result, *layer_tree.extras(group.children, visible=group.visible))
    layers = layer_tree.put(layer_tree.without(state.layers, (group.id,)), several, place)
    return _merge(translate("Layers", "Merge group"), layers, result.id, group.children)


def merge_visible(state: State) -> Change:
    """All that is to be seen as one layer; hidden layers, masks and controls stay."""
    seen = [layer for layer in state.layers if layer.visible and layer.kind in SHOWN_KINDS]
    if not seen:
        raise RefusedError(translate("Layers", "No visible layer holds a picture."))
    refuse_locked(state.layers, seen)
    result = Layer(id=new_id(), name=seen[0].name)
    below = state.layers[: state.layers.index(seen[0])]
    layers = layer_tree.put(
        layer_tree.left_over(state.layers), (result,), ("", len(layer_tree.left_over(below)))
    )
    return _merge(translate("Layers", "Merge visible layers"), layers, result.id, state.layers)


def flatten_all(state: State) -> Change:
    """The whole picture as one layer; hidden layers go, masks and controls for the engine stay above."""
    if not any(layer.kind in SHOWN_KINDS for layer in state.layers):
        raise RefusedError(translate("Layers", "There is no picture to flatten."))
    shown = [layer for layer in state.layers if layer.kind in SHOWN_KINDS]
    refuse_locked(state.layers, shown)
    result = Layer(id=new_id(), name=shown[0].name)
    layers = (result, *layer_tree.extras(state.layers))
    return _merge(translate("Layers", "Flatten the picture"), layers, result.id, state.layers)


def _merge(step: str, layers: Layers, result: str, parts: Layers, mode: _Mode | None = None) -> Change:
    def compute(planes: Planes, told: Told) -> Tiles:
        if mode is None:
            return {result: dict(_flat(parts, planes, told))}
        return {result: _joined(parts, planes, mode, told)}

    return Change(step, layers, result, compute)


def _flat(parts: Layers, planes: Planes, told: Told) -> dict[Key, Tile]:
    """The picture of ``parts`` tile by tile, also outside of the document."""
    shown = [layer.id for layer in walk(parts) if layer.kind in SHOWN_KINDS and layer.id in planes]
    keys = sorted({key for identity in shown for key in planes[identity].tiles})
    state = State(width=1, height=1, layers=parts)
    found: dict[Key, Tile] = {}
    for number, key in enumerate(keys):
        told(number, len(keys))
        with _packed_again(planes, shown, key):
            image = flatten(state, planes, area_of(key))
        if not is_blank(image):
            found[key] = Tile(image)
            if len(found) > UNPACKED_MOST:
                found[key].pack()
    return found


@contextmanager
def _packed_again(planes: Planes, identities: Iterable[str], key: Key) -> Iterator[None]:
    """Tiles that are only read here hold no more memory afterwards than before."""
    tiles = [tile for one in identities if one in planes and (tile := planes[one].tiles.get(key))]
    packed = [tile for tile in tiles if not tile.unpacked]
    try:
        yield
    finally:
        for tile in packed:
            tile.pack()


def _joined(parts: Layers, planes: Planes, mode: _Mode, told: Told) -> dict[Key, Tile | None]:
    """The pixels of two masks or controls laid together."""
    seen = [(layer.opacity, planes.get(layer.id, Plane()).tiles) for layer in parts if layer.visible]
    if len(seen) == 1:
        return dict(seen[0][1])
    (weak, lower), (strong, upper) = seen
    if mode == _CUT and min(weak, strong) < 1.0:
        return _both_cut(seen, told)
    found: dict[Key, Tile | None] = {} if mode == _CUT else {**lower, **upper}
    both = lower.keys() & upper.keys()
    for number, key in enumerate(sorted(both)):
        told(number, len(both))
        found[key] = _blended(lower[key], upper[key], mode)
    return {key: tile for key, tile in found.items() if tile}


def _joint_opacity(parts: Layers) -> float:
    """How much two transparency masks hide together at most."""
    seen = [layer.opacity for layer in parts if layer.visible]
    return 1.0 - math.prod(1.0 - opacity for opacity in seen)


def _both_cut(seen: list[tuple[float, dict[Key, Tile]]], told: Told) -> dict[Key, Tile | None]:
    """The one mask that, at the joint opacity, lets through what is left by two that hide only in part."""
    import numpy as np

    least = math.prod(1.0 - opacity for opacity, _ in seen)
    keys = sorted({key for _, tiles in seen for key in tiles})
    found: dict[Key, Tile | None] = {}
    for number, key in enumerate(keys):
        told(number, len(keys))
        through = np.ones((SIDE, SIDE))
        for opacity, tiles in seen:
            alpha = np.zeros((SIDE, SIDE))
            if key in tiles:
                raw = np.frombuffer(tiles[key].image().constBits(), np.uint8)
                alpha = raw.reshape(SIDE, SIDE, 4)[..., 3] / 255
            through *= 1.0 - opacity * (1.0 - alpha)
        strength = np.rint(255 * (through - least) / max(1e-9, 1.0 - least))
        pixels = np.repeat(strength.astype(np.uint8)[..., None], 4, axis=2)
        image = QImage(pixels.tobytes(), SIDE, SIDE, SIDE * 4, FORMAT).copy()
        if not is_blank(image):
            found[key] = Tile(image)
    return found


def _blended(lower: Tile, upper: Tile, mode: _Mode) -> Tile | None:
    image = lower.image().copy()
    with QPainter(image) as painter:
        painter.setCompositionMode(mode)
        painter.drawImage(0, 0, upper.image())
    return None if is_blank(image) else Tile(image)


# Of the selected part


def layer_from_selection(document: Document, *, cut: bool) -> Change:
    """The selected part of the active layer as a layer above it; with ``cut`` it is taken out of that."""
    require_selection(document)
    state, source = document.state, document.active
    if source is None or source.kind == "group":
        raise RefusedError(translate("Layers", "Choose a layer that holds pixels."))
    if cut:
        refuse_locked(state.layers, (source,))
    made = msgspec.structs.replace(
        source,
        id=new_id(),
        name=layer_tree.free_name(state.layers, translate("Layers", "Layer %1")),
        kind="paint" if source.kind == "result" else source.kind,
        artifact="",
        locked=False,
        alpha_locked=False,
    )
    parent, index = layer_tree.place_of(state.layers, source.id)
    layers = layer_tree.put(state.layers, (made,), (parent, index + 1))
    step = translate("Layers", "Cut to a new layer") if cut else translate("Layers", "Copy to a new layer")

    def compute(planes: Planes, told: Told) -> Tiles:
        pixels = planes.get(source.id, Plane()).tiles
        selection = planes.get(SELECTION, Plane()).tiles
        both = sorted(pixels.keys() & selection.keys())
        tiles: Tiles = {made.id: {}, source.id: {}}
        for number, key in enumerate(both):
            told(number, len(both))
            with _packed_again(planes, (source.id, SELECTION), key):
                inside = _blended(pixels[key], selection[key], _Mode.CompositionMode_DestinationIn)
                if inside is None:
                    continue
                tiles[made.id][key] = inside
                if cut:
                    out = _Mode.CompositionMode_DestinationOut
                    tiles[source.id][key] = _blended(pixels[key], selection[key], out)
            for fresh in (inside, tiles[source.id].get(key)) if number > UNPACKED_MOST else ():
                if fresh:
                    fresh.pack()
        if not tiles[made.id]:
            raise RefusedError(translate("Layers", "The layer is empty where something is selected."))
        return tiles

    return Change(step, layers, made.id, compute)
