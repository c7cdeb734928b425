"""Layer trees rearranged: pure functions from one tuple of layers (bottom first) to another."""

from collections.abc import Iterable

import msgspec

from studio.core.layers import Layer, changed, find, new_id, parent_of, walk

Layers = tuple[Layer, ...]
Place = tuple[str, int]
"""Id of the group ('' is the top) and the index among its children, 0 at the bottom."""


def children_of(layers: Layers, parent: str) -> Layers:
    """What lies directly in a group, or at the top for ''."""
    if not parent:
        return layers
    group = find(layers, parent)
    return group.children if group else ()


def place_of(layers: Layers, identity: str) -> Place:
    """Where a layer is. Raises KeyError when there is no such layer."""
    group = parent_of(layers, identity)
    for index, layer in enumerate(group.children if group else layers):
        if layer.id == identity:
            return (group.id if group else ""), index
    raise KeyError(identity)


def tops(layers: Layers, identities: Iterable[str]) -> Layers:
    """The named layers bottom first, without those inside another named one."""
    wanted = set(identities)

    def chosen(among: Layers) -> list[Layer]:
        found: list[Layer] = []
        for layer in among:
            found += [layer] if layer.id in wanted else chosen(layer.children)
        return found

    return tuple(chosen(layers))


def without(layers: Layers, identities: Iterable[str]) -> Layers:
    """``layers`` with the named ones and all inside them gone."""
    gone = set(identities)
    kept: list[Layer] = []
    for layer in layers:
        if layer.id in gone:
            continue
        children = without(layer.children, gone)
        kept.append(
            layer if children == layer.children else msgspec.structs.replace(layer, children=children)
        )
    return tuple(kept)


def put(layers: Layers, several: Iterable[Layer], place: Place) -> Layers:
    """``several`` (bottom first) laid in at ``place``."""
    parent, index = place
    among = children_of(layers, parent)
    joined = (*among[:index], *several, *among[index:])
    if not parent:
        return joined
    return changed(layers, parent, lambda group: msgspec.structs.replace(group, children=joined))


def above(layers: Layers, active: str) -> Place:
    """Where a new layer goes: on top inside an open group, else above the active one."""
    layer = find(layers, active)
    if layer is None:
        return "", len(layers)
    if layer.kind == "group" and not layer.folded:
        return layer.id, len(layer.children)
    parent, index = place_of(layers, active)
    return parent, index + 1


def moved(layers: Layers, identities: Iterable[str], place: Place) -> Layers | None:
    """The named layers taken to ``place`` as it is counted before the move, in their present order.

    None when that cannot be: into itself, into something inside it, or into no group.
    """
    several = tops(layers, identities)
    parent, index = place
    inside = {inner.id for layer in several for inner in walk((layer,))}
    group = find(layers, parent) if parent else None
    if not several or parent in inside or (parent and (group is None or group.kind != "group")):
        return None
    taken = {layer.id for layer in several}
    among = children_of(layers, parent)
    index = max(0, min(index, len(among)))
    index -= sum(layer.id in taken for layer in among[:index])
    return put(without(layers, taken), several, (parent, index))


def stepped(layers: Layers, identity: str, by: int) -> Layers:
    """One layer taken one place up (1) or down (-1); from the end of its group it leaves the group."""
    parent, index = place_of(layers, identity)
    among = children_of(layers, parent)
    if 0 <= index + by < len(among):
        place = (parent, index + 2 if by > 0 else index - 1)
    elif parent:
        outer, where = place_of(layers, parent)
        place = (outer, where + 1 if by > 0 else where)
    else:
        return layers
    return moved(layers, (identity,), place) or layers


def copied(layer: Layer) -> tuple[Layer, dict[str, str]]:
    """A deep copy with new ids, and which id each old one became."""
    children, ids = [], {layer.id: new_id()}
    for child in layer.children:
        copy, inner = copied(child)
        children.append(copy)
        ids |= inner
    return msgspec.structs.replace(layer, id=ids[layer.id], children=tuple(children)), ids


def free_name(layers: Layers, pattern: str) -> str:
    """``pattern`` with %1 as the first number that no layer's name has yet."""
    names = {layer.name for layer in walk(layers)}
    number = 1
    while pattern.replace("%1", str(number)) in names:
        number += 1
    return pattern.replace("%1", str(number))


def extras(layers: Layers, *, visible: bool = True) -> Layers:
    """Masks and controls that are no part of the picture, lifted out of their groups, bottom first."""
    found: list[Layer] = []
    for layer in layers:
        seen = visible and layer.visible
        if layer.kind == "group":
            found += extras(layer.children, visible=seen)
        elif layer.kind == "control" or (layer.kind == "mask" and layer.mask_use != "transparency"):
            found.append(layer if layer.visible == seen else msgspec.structs.replace(layer, visible=seen))
    return tuple(found)


def left_over(layers: Layers) -> Layers:
    """What stays when all that is to be seen is merged: hidden layers, masks and controls."""
    kept: list[Layer] = []
    for layer in layers:
        if not layer.visible or layer.kind == "control":
            kept.append(layer)
        elif layer.kind == "mask":
            kept += [layer] if layer.mask_use != "transparency" else []
        elif layer.kind == "group":
            children = left_over(layer.children)
            kept += [msgspec.structs.replace(layer, children=children)] if children else []
    return tuple(kept)
