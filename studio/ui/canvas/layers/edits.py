"""Operations on the layers of a document that take no time: each is one named step of undo."""

from collections.abc import Callable, Iterable

import msgspec
from PySide6.QtCore import QCoreApplication

from studio.core import layer_tree
from studio.core.layer_tree import Layers, Place
from studio.core.layers import Layer, changed, find, lineage, new_id, walk
from studio.ui.canvas.document import SELECTION, Document, Edit

translate = QCoreApplication.translate

TINTS = ("#e5695f", "#6fb1ff", "#72c08f", "#f2c14e", "#b48ef0", "#4fc3c7", "#f08cb6", "#b5c64b")
"""Colours that new masks and regions take in turn, so that they are told apart."""


class RefusedError(Exception):
    """Why something cannot be done, as a translated sentence."""


def named(layer: Layer, sentence: str) -> str:
    return sentence.replace("%1", layer.name)


def refuse_locked(layers: Layers, several: Iterable[Layer]) -> None:
    """Raises RefusedError when one of ``several``, one inside, or a group around them is locked."""
    wanted = tuple(several)
    around = (one for layer in wanted for one in lineage(layers, layer.id))
    for layer in (*walk(wanted), *around):
        if layer.locked:
            raise RefusedError(
                named(layer, translate("Layers", "The layer “%1” is locked; unlock it to change it."))
            )


# Adding


def add_paint(document: Document) -> str:
    """A new empty paint layer above the active one; the id of it."""
    name = layer_tree.free_name(document.state.layers, translate("Layers", "Layer %1"))
    return _add(document, translate("Layers", "Add layer"), Layer(id=new_id(), name=name))


def add_mask(document: Document) -> str:
    """A mask layer that does nothing yet."""
    return _add(document, translate("Layers", "Add mask"), _mask(document, translate("Layers", "Mask %1")))


def add_region(document: Document) -> str:
    """A mask layer that will have a prompt of its own."""
    layer = _mask(document, translate("Layers", "Region %1"), use="region")
    return _add(document, translate("Layers", "Add region"), layer)


def add_control(document: Document) -> str:
    name = layer_tree.free_name(document.state.layers, translate("Layers", "Control %1"))
    return _add(
        document, translate("Layers", "Add control layer"), Layer(id=new_id(), name=name, kind="control")
    )


def add_group(document: Document) -> str:
    name = layer_tree.free_name(document.state.layers, translate("Layers", "Group %1"))
    return _add(document, translate("Layers", "Add group"), Layer(id=new_id(), name=name, kind="group"))


def mask_from_selection(document: Document, use: str = "none") -> str:
    """A mask layer as strong as the selection, used as one of MASK_USES.

    Raises RefusedError when there is no selection.
    """
    require_selection(document)
    name = translate("Layers", "Region %1") if use == "region" else translate("Layers", "Mask %1")
    layer = _mask(document, name, use)

    def fill(edit: Edit) -> None:
        for key, tile in document.plane(SELECTION).tiles.items():
            edit.replace(layer.id, key, tile)
        edit.touched(layer.id, document.area)

    return _add(document, translate("Layers", "Mask from selection"), layer, fill)


def require_selection(document: Document) -> None:
    if not document.state.selected or not document.plane(SELECTION).tiles:
        raise RefusedError(translate("Layers", "Nothing is selected; select a part of the picture first."))


def _mask(document: Document, pattern: str, use: str = "none") -> Layer:
    layers = document.state.layers
    used = [layer.tint for layer in walk(layers) if layer.kind == "mask"]
    tint = min(TINTS, key=used.count)
    name = layer_tree.free_name(layers, pattern)
    return Layer(id=new_id(), name=name, kind="mask", mask_use=use, tint=tint)


def _add(document: Document, step: str, layer: Layer, fill: Callable[[Edit], object] | None = None) -> str:
    with document.edit(step) as edit:
        edit.add_layer(layer)
        if fill:
            fill(edit)
    return layer.id


def duplicate(document: Document, identities: Iterable[str]) -> list[str]:
    """Each named layer once more above itself, with all inside; pixels are shared until painted on."""
    layers = document.state.layers
    made: list[str] = []
    with document.edit(translate("Layers", "Duplicate layer")) as edit:
        ids: dict[str, str] = {}
        for layer in layer_tree.tops(layers, identities):
            copy, became = layer_tree.copied(layer)
            name = named(layer, translate("Layers", "%1 copy"))
            copy = msgspec.structs.replace(copy, name=name)
            parent, index = layer_tree.place_of(layers, layer.id)
            layers = layer_tree.put(layers, (copy,), (parent, index + 1))
            ids |= became
            made.append(copy.id)
        edit.set_layers(layers, active=made[-1] if made else "")
        for old, new in ids.items():
            for key, tile in document.plane(old).tiles.items():
                edit.replace(new, key, tile)
            edit.touched(new, document.area)
            if old in document.requests:
                document.requests[new] = document.requests[old]
    return made


# Taking away


def delete(document: Document, identities: Iterable[str]) -> None:
    """Remove layers with all inside them. Raises RefusedError when one is locked."""
    layers = document.state.layers
    gone = layer_tree.tops(layers, identities)
    if not gone:
        return
    refuse_locked(layers, gone)
    names = {layer.id for layer in gone}
    after = layer_tree.without(layers, names)
    kept = document.state.active
    if find(after, kept) is None:
        kept = _neighbour(layers, after, gone[0].id)
    with document.edit(translate("Layers", "Delete layer")) as edit:
        edit.set_layers(after, active=kept)


def _neighbour(before: Layers, after: Layers, identity: str) -> str:
    """The layer that is active when ``identity`` is gone: the one below, above, or its group."""
    parent, index = layer_tree.place_of(before, identity)
    among = layer_tree.children_of(before, parent)
    for layer in (*reversed(among[:index]), *among[index:]):
        if find(after, layer.id):
            return layer.id
    return parent if find(after, parent) else ""


def clear(document: Document, identities: Iterable[str]) -> None:
    """Make layers empty. Raises RefusedError when one is locked."""
    several = layer_tree.tops(document.state.layers, identities)
    refuse_locked(document.state.layers, several)
    with document.edit(translate("Layers", "Clear layer")) as edit:
        for layer in walk(several):
            bounds = document.plane(layer.id).bounds()
            if not bounds.isEmpty():
                edit.clear(layer.id)
                edit.touched(layer.id, bounds)


# Rearranging


def move(document: Document, identities: Iterable[str], place: Place) -> bool:
    """Take layers to ``place`` (counted before the move); False when that cannot be."""
    layers = layer_tree.moved(document.state.layers, identities, place)
    if layers is None or layers == document.state.layers:
        return False
    _arrange(document, translate("Layers", "Move layer"), layers)
    return True


def raise_layers(document: Document, identities: Iterable[str], by: int) -> bool:
    """One place up (1) or down (-1), out of the group at its end; False when nothing can move."""
    layers = document.state.layers
    several = [layer.id for layer in layer_tree.tops(layers, identities)]
    still: set[str] = set()
    for identity in several[::-1] if by > 0 else several:
        after = layers if _blocked(layers, identity, by, still) else layer_tree.stepped(layers, identity, by)
        if after == layers:
            still.add(identity)
        layers = after
    if layers == document.state.layers:
        return False
    step = translate("Layers", "Raise layer") if by > 0 else translate("Layers", "Lower layer")
    _arrange(document, step, layers)
    return True


def _blocked(layers: Layers, identity: str, by: int, still: set[str]) -> bool:
    """Whether the next layer is one of those that should move too but cannot."""
    parent, index = layer_tree.place_of(layers, identity)
    among = layer_tree.children_of(layers, parent)
    return 0 <= index + by < len(among) and among[index + by].id in still


def to_end(document: Document, identities: Iterable[str], *, top: bool) -> bool:
    """To the top or the bottom of the group that the lowest of them is in."""
    layers = document.state.layers
    several = layer_tree.tops(layers, identities)
    if not several:
        return False
    parent, _ = layer_tree.place_of(layers, several[0].id)
    end = len(layer_tree.children_of(layers, parent)) if top else 0
    return move(document, identities, (parent, end))


def group(document: Document, identities: Iterable[str]) -> str:
    """Put layers into a new group where the uppermost of them is; the group's id, '' without layers."""
    layers = document.state.layers
    several = layer_tree.tops(layers, identities)
    if not several:
        return ""
    name = layer_tree.free_name(layers, translate("Layers", "Group %1"))
    made = Layer(id=new_id(), name=name, kind="group")
    parent, index = layer_tree.place_of(layers, several[-1].id)
    layers = layer_tree.put(layers, (made,), (parent, index + 1))
    layers = layer_tree.moved(layers, (layer.id for layer in several), (made.id, 0)) or layers
    _arrange(document, translate("Layers", "Group layers"), layers, made.id)
    return made.id


def ungroup(document: Document, identities: Iterable[str]) -> None:
    """Dissolve groups; what was hidden with them stays hidden. Raises RefusedError when none is a group."""
    layers = document.state.layers
    groups = [layer for layer in layer_tree.tops(layers, identities) if layer.kind == "group"]
    if not groups:
        raise RefusedError(translate("Layers", "Choose a group to dissolve."))
    for dissolved in groups:
        refuse_locked(layers, (msgspec.structs.replace(dissolved, children=()),))
    active = ""
    for dissolved in groups:
        children = tuple(
            child if dissolved.visible else msgspec.structs.replace(child, visible=False)
            for child in dissolved.children
        )
        place = layer_tree.place_of(layers, dissolved.id)
        layers = layer_tree.put(layer_tree.without(layers, (dissolved.id,)), children, place)
        active = children[-1].id if children else active
    _arrange(document, translate("Layers", "Ungroup layers"), layers, active)


def _arrange(document: Document, step: str, layers: Layers, active: str = "") -> None:
    with document.edit(step) as edit:
        edit.set_layers(layers, active=active)


# Attributes


def rename(document: Document, identity: str, name: str) -> None:
    """An empty name leaves it as it was."""
    name = " ".join(name.split())
    if name:
        document.change_layer(translate("Layers", "Rename layer"), identity, name=name)


def set_fields(
    document: Document, step: str, identities: Iterable[str], merge: str = "", **fields: object
) -> None:
    """The same fields for several layers in one step, named ``step`` (translated)."""
    layers = document.state.layers
    with document.edit(step, merge) as edit:
        for identity in identities:
            layers = changed(layers, identity, lambda layer: msgspec.structs.replace(layer, **fields))
        edit.set_layers(layers)


def set_visible(document: Document, identities: Iterable[str], visible: bool) -> None:
    step = translate("Layers", "Show layer") if visible else translate("Layers", "Hide layer")
    set_fields(document, step, identities, visible=visible)


def show_alone(document: Document, identity: str) -> None:
    """Hide everything beside a layer in its group; when all that is hidden already, show it again."""
    layers = document.state.layers
    parent, _ = layer_tree.place_of(layers, identity)
    others = [layer for layer in layer_tree.children_of(layers, parent) if layer.id != identity]
    show = not any(layer.visible for layer in others)
    step = translate("Layers", "Show all layers") if show else translate("Layers", "Show one layer alone")
    with document.edit(step) as edit:
        for other in others:
            layers = changed(layers, other.id, lambda layer: msgspec.structs.replace(layer, visible=show))
        layers = changed(layers, identity, lambda layer: msgspec.structs.replace(layer, visible=True))
        edit.set_layers(layers)


def set_locked(document: Document, identities: Iterable[str], locked: bool) -> None:
    step = translate("Layers", "Lock layer") if locked else translate("Layers", "Unlock layer")
    set_fields(document, step, identities, locked=locked)


def set_alpha_locked(document: Document, identities: Iterable[str], locked: bool) -> None:
    """Whether painting leaves the transparency as it is."""
    step = translate("Layers", "Lock transparency") if locked else translate("Layers", "Unlock transparency")
    set_fields(document, step, identities, alpha_locked=locked)


def set_opacity(document: Document, identities: Iterable[str], opacity: float, merge: str = "") -> None:
    """``opacity`` 0 to 1."""
    opacity = max(0.0, min(1.0, opacity))
    set_fields(document, translate("Layers", "Opacity"), identities, merge, opacity=opacity)


def set_blend(document: Document, identities: Iterable[str], blend: str) -> None:
    """``blend`` is one of ``core.layers.BLENDS``."""
    set_fields(document, translate("Layers", "Blend mode"), identities, blend=blend)


def fold(document: Document, identity: str, folded: bool) -> None:
    """Close or open a group in the list; no step of undo."""
    layers = changed(
        document.state.layers, identity, lambda layer: msgspec.structs.replace(layer, folded=folded)
    )
    document.show_state(msgspec.structs.replace(document.state, layers=layers))
