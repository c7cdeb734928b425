"""Layers in words: kinds, blend modes, the small note in the list, tooltips and screen readers."""

from PySide6.QtCore import QCoreApplication

from studio.core.layers import Layer

translate = QCoreApplication.translate


def blend_name(blend: str) -> str:
    """A blend mode of ``core.layers.BLENDS`` as artists know it."""
    return {
        "normal": translate("Layers", "Normal"),
        "multiply": translate("Layers", "Multiply"),
        "screen": translate("Layers", "Screen"),
        "overlay": translate("Layers", "Overlay"),
        "soft_light": translate("Layers", "Soft light"),
        "darken": translate("Layers", "Darken"),
        "lighten": translate("Layers", "Lighten"),
        "difference": translate("Layers", "Difference"),
        "colour": translate("Layers", "Colour"),
        "luminosity": translate("Layers", "Luminosity"),
    }.get(blend, blend)


def kind_name(layer: Layer) -> str:
    if layer.kind == "mask":
        return {
            "transparency": translate("Layers", "transparency mask"),
            "region": translate("Layers", "region"),
        }.get(layer.mask_use, translate("Layers", "mask"))
    return {
        "paint": translate("Layers", "paint layer"),
        "result": translate("Layers", "generated result"),
        "control": translate("Layers", "control layer"),
        "group": translate("Layers", "group"),
    }.get(layer.kind, layer.kind)


def kind_icon(layer: Layer) -> str:
    """The icon that tells a kind; empty for paint layers, which are the rule."""
    if layer.kind == "mask":
        return {"transparency": "eraser", "region": "chat-text"}.get(layer.mask_use, "circle-half")
    icons = {"result": "sparkle", "control": "sliders", "group": "folder-simple"}
    return icons.get(layer.kind, "")


def note(layer: Layer) -> str:
    """The note at the right of a row: what is not as usual, or how opaque it is."""
    if not layer.visible:
        return translate("Layers", "hidden")
    share = f"{round(layer.opacity * 100)} %"
    if layer.kind == "mask":
        weak = f" {share}" if layer.opacity < 1.0 else ""
        return {
            "transparency": translate("Layers", "mask") + weak,
            "region": _weight(layer.region.weight),
        }.get(layer.mask_use, translate("Layers", "off"))
    if layer.kind == "control":
        return _weight(layer.control.weight) if layer.control.model else ""
    if layer.blend == "normal":
        return share
    return blend_name(layer.blend) if layer.opacity >= 1.0 else f"{blend_name(layer.blend)} {share}"


def _weight(weight: float) -> str:
    return "× " + f"{weight:.2f}".rstrip("0").rstrip(".")


def spoken(layer: Layer, column: int = 0) -> str:
    """What a cell of the list says: its tooltip, and its text for screen readers."""
    if column == 1:
        hint = translate("Layers", "Hide “%1”") if layer.visible else translate("Layers", "Show “%1”")
        return hint.replace("%1", layer.name)
    if column == 2:
        hint = translate("Layers", "Unlock “%1”") if layer.locked else translate("Layers", "Lock “%1”")
        return hint.replace("%1", layer.name)
    parts = [layer.name, kind_name(layer), note(layer)]
    if layer.locked:
        parts.append(translate("Layers", "locked"))
    if layer.alpha_locked:
        parts.append(translate("Layers", "transparency locked"))
    if layer.kind == "mask" and layer.mask_use == "region" and layer.region.prompt:
        parts.append(layer.region.prompt)
    return ", ".join(part for part in parts if part)
