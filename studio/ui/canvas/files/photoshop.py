"""Photoshop documents (.psd), through psd-tools: pixel layers, groups, masks, blend modes, opacity."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any

import msgspec
from PySide6.QtCore import QCoreApplication

from studio.core.layers import Layer, State, new_id, walk
from studio.storage.files import whole_file
from studio.ui.canvas.files.interchange import (
    LAYERS_MOST,
    Opened,
    broken,
    check_size,
    flat_pillow,
    pillow_of,
)
from studio.ui.canvas.plane import Plane

if TYPE_CHECKING:
    from PIL.Image import Image

MODES = {
    "normal": "NORMAL",
    "multiply": "MULTIPLY",
    "screen": "SCREEN",
    "overlay": "OVERLAY",
    "soft_light": "SOFT_LIGHT",
    "darken": "DARKEN",
    "lighten": "LIGHTEN",
    "difference": "DIFFERENCE",
    "colour": "COLOR",
    "luminosity": "LUMINOSITY",
}
_BLENDS = {mode: blend for blend, mode in MODES.items()} | {"PASS_THROUGH": "normal"}
ALLOCATE_MOST = 4 * 1024**3
READ_MOST = 4 * 1024**3
_ICC = 1039
"""Image resource that holds the ICC profile (Adobe Photoshop File Formats, Image Resource IDs)."""

translate = QCoreApplication.translate


def read_photoshop(path: Path) -> Opened:
    """Read a PSD or PSB. Text, shapes and smart objects come as the pixels stored for them.

    Any thread. Raises StudioError(FILE_BROKEN).
    """
    from psd_tools import PSDImage
    from psd_tools.psd.parse_limits import ParseLimits

    limits = ParseLimits(max_total_bytes=READ_MOST, max_nesting_depth=64)
    try:
        _check_header(path)
        psd = PSDImage.open(path, max_alloc_bytes=ALLOCATE_MOST, parse_limits=limits)
        check_size(path, psd.width, psd.height)
        return _read(path, psd)
    except MemoryError as error:
        raise broken(path, "it needs more memory than there is") from error
    except Exception as error:  # a damaged file can trip the parser anywhere
        if type(error).__name__ == "StudioError":
            raise
        raise broken(
            path, "it is damaged or no Photoshop file", f"{type(error).__name__}: {error}"
        ) from error


def _check_header(path: Path) -> None:
    """Refuse absurd sizes before anything is allocated for them."""
    with open(path, "rb") as stream:
        head = stream.read(26)
    if len(head) < 26 or head[:4] != b"8BPS":
        raise broken(path, "it is no Photoshop file")
    check_size(path, int.from_bytes(head[18:22], "big"), int.from_bytes(head[14:18], "big"))


def _read(path: Path, psd: Any) -> Opened:
    opened = Opened(State(width=psd.width, height=psd.height, frame=(0, 0, psd.width, psd.height)), {})
    if psd.depth > 8:
        opened.note(
            translate("CanvasFiles", "The picture has more than 8 bits per channel; it was rounded to 8.")
        )
    profile = psd.image_resources.get_data(_ICC)
    keep = psd.color_mode.name == "RGB" and isinstance(profile, bytes)
    opened.profile = profile if keep else b""
    layers = _children(path, psd, opened, keep)
    if not layers:
        picture = psd.topil(apply_icc=not keep)
        if picture is None:
            raise broken(path, "it holds no pixels")
        layer = Layer(id=new_id(), name=path.stem)
        opened.add_plane(path, layer.id, picture)
        layers = (layer,)
    active = next((layer.id for layer in reversed(list(walk(layers))) if layer.kind != "group"), "")
    opened.state = msgspec.structs.replace(opened.state, layers=layers, active=active)
    return opened


def _children(path: Path, group: Iterable[Any], opened: Opened, keep: bool) -> tuple[Layer, ...]:
    found = []
    for entry in group:
        if len(opened.planes) > LAYERS_MOST:
            raise broken(path, f"it has more than {LAYERS_MOST:,} layers")
        layer = _layer(path, entry, opened, keep)
        if layer:
            found.append(layer)
    return tuple(found)


def _layer(path: Path, entry: Any, opened: Opened, keep: bool) -> Layer | None:
    mode = entry.blend_mode.name
    if mode not in _BLENDS:
        opened.note(
            translate(
                "CanvasFiles", "The blend mode %1 is not known here; the layer blends normally."
            ).replace("%1", mode.lower())
        )
    layer = Layer(
        id=new_id(),
        name=entry.name,
        visible=entry.visible,
        opacity=entry.opacity / 255,
        blend=_BLENDS.get(mode, "normal"),
    )
    if entry.is_group():
        return msgspec.structs.replace(layer, kind="group", children=_children(path, entry, opened, keep))
    picture = entry.topil(apply_icc=not keep) if entry.has_pixels() else None
    if picture is None:
        if entry.kind != "pixel":
            opened.note(translate("CanvasFiles", "Adjustment and fill layers without pixels were left out."))
            return None
        return layer
    if entry.kind not in ("pixel",):
        opened.note(translate("CanvasFiles", "Text, shapes and smart objects were opened as pixels."))
    if entry.has_mask():
        picture = _masked(picture, entry)
    opened.add_plane(path, layer.id, picture, entry.left, entry.top)
    return layer


def _masked(picture: "Image", entry: Any) -> "Image":
    """The layer with its mask baked into the alpha."""
    from PIL import Image, ImageChops

    mask = entry.mask
    if mask is None or mask.disabled:
        return picture
    whole = Image.new("L", picture.size, mask.background_color)
    shape = mask.topil()
    if shape is not None:
        whole.paste(shape.convert("L"), (mask.left - entry.left, mask.top - entry.top))
    rgba = picture.convert("RGBA")
    rgba.putalpha(ImageChops.multiply(rgba.getchannel("A"), whole))
    return rgba


def write_photoshop(path: Path, state: State, planes: dict[str, Plane], profile: bytes = b"") -> list[str]:
    """Write the file whole or not at all; answers with notes on what could not be kept. Any thread.

    Raises OSError.
    """
    from psd_tools import PSDImage
    from psd_tools.constants import Resource
    from psd_tools.psd.image_resources import ImageResource

    psd = PSDImage.frompil(flat_pillow(state, planes, alpha=False))
    notes: list[str] = []
    _add(psd, psd, state.layers, planes, notes)
    if profile:
        psd.image_resources[Resource.ICC_PROFILE] = ImageResource(
            key=Resource.ICC_PROFILE.value, name="", data=profile
        )
    with whole_file(path) as stream:
        psd.save(stream)
    return notes


def _add(psd: Any, home: Any, layers: tuple[Layer, ...], planes: dict[str, Plane], notes: list[str]) -> None:
    from PIL import Image
    from psd_tools.constants import BlendMode

    for layer in layers:
        opacity, mode = round(layer.opacity * 255), BlendMode[MODES.get(layer.blend, "NORMAL")]
        if layer.kind == "group":
            made = psd.create_group(name="group", opacity=opacity, blend_mode=mode)
            _add(psd, made, layer.children, planes, notes)
        else:
            area = planes.get(layer.id, Plane()).bounds()
            empty = Image.new("RGBA", (1, 1))
            picture = empty if area.isEmpty() else pillow_of(area, planes[layer.id].read)
            made = psd.create_pixel_layer(
                picture, name="layer", top=area.y(), left=area.x(), opacity=opacity, blend_mode=mode
            )
        overlay = layer.kind in ("mask", "control")
        if overlay:
            note = translate("CanvasFiles", "Masks and control layers were written as hidden layers.")
            if note not in notes:
                notes.append(note)
        made.name = layer.name[:255]  # the setter writes the Unicode name as well
        made.visible = layer.visible and not overlay
        if home is not psd:
            made.move_to_group(home)
