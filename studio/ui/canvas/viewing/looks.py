"""Which layers make a picture look different after a change of their attributes."""

from studio.core.layers import Layer, walk

_Look = tuple[str, str, bool, float, str, bool]


def changed_look(before: tuple[Layer, ...], after: tuple[Layer, ...]) -> set[str] | None:
    """Ids of the planes where the picture looks different; None when it may be anywhere.

    Names, locks, folding, tints and what layers mean to the engine change nothing.
    """
    if before is after:
        return None  # somebody says that everything changed, and it is not the layers
    old, new = _looks(before), _looks(after)
    if [look[0] for look in old] != [look[0] for look in new] or _shape(before) != _shape(after):
        return None
    changed = {look[0] for look, now in zip(old, new, strict=True) if look != now}
    planes: set[str] = set()
    for layer, earlier in zip(walk(after), walk(before), strict=True):
        if layer.id not in changed:
            continue
        if _cuts(layer) or _cuts(earlier):
            return None
        planes |= {inner.id for inner in walk((layer,))}
        if any(_cuts(inner) for inner in walk((layer,))):
            return None
    return planes


def _shape(layers: tuple[Layer, ...]) -> tuple[object, ...]:
    return tuple((layer.id, _shape(layer.children)) for layer in layers)


def _looks(layers: tuple[Layer, ...]) -> list[_Look]:
    return [
        (
            layer.id,
            layer.kind,
            layer.visible,
            layer.opacity,
            layer.blend,
            layer.mask_use == "transparency",
        )
        for layer in walk(layers)
    ]


def _cuts(layer: Layer) -> bool:
    return layer.kind == "mask" and layer.mask_use == "transparency"
