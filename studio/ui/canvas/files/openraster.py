"""OpenRaster (.ora): layers to and from Krita, GIMP, MyPaint. https://www.openraster.org, version 0.0.6."""

import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING
from xml.etree import ElementTree

import msgspec
from PySide6.QtCore import QCoreApplication, QRect

from studio.core.errors import StudioError
from studio.core.layers import BLENDS, Layer, State, new_id, walk
from studio.storage.files import whole_file
from studio.ui.canvas.files.interchange import (
    LAYERS_MOST,
    Opened,
    broken,
    check_size,
    flat_pillow,
    pillow_of,
    save_png,
)
from studio.ui.canvas.files.pictures import is_rgb_profile, plain
from studio.ui.canvas.plane import Plane

if TYPE_CHECKING:
    from PIL import Image

MIMETYPE = b"image/openraster"
OPERATIONS = {
    "normal": "svg:src-over",
    "multiply": "svg:multiply",
    "screen": "svg:screen",
    "overlay": "svg:overlay",
    "soft_light": "svg:soft-light",
    "darken": "svg:darken",
    "lighten": "svg:lighten",
    "difference": "svg:difference",
    "colour": "svg:color",
    "luminosity": "svg:luminosity",
}
_BLENDS = {operation: blend for blend, operation in OPERATIONS.items()}
_KIND = "atelier-kind"
"""Our own attribute: masks and control layers are plain hidden layers to other programs."""
THUMBNAIL = 256
XML_BYTES_MOST = 16 * 1024 * 1024
LAYER_BYTES_MOST = 2 * 1024**3
DEPTH_MOST = 64


def read_openraster(path: Path) -> Opened:
    """Read layers, groups, blend modes and opacity. Raises StudioError(FILE_BROKEN). Any thread."""
    try:
        with zipfile.ZipFile(path) as archive:
            return _Reader(path, archive).opened
    except StudioError:
        raise
    except (ElementTree.ParseError, ValueError, OverflowError, UnicodeDecodeError) as error:
        raise broken(path, "its description is damaged", str(error)) from error
    except Exception as error:  # zipfile, zlib and Pillow each raise their own
        said = f"{type(error).__name__}: {error}"
        raise broken(path, "it is damaged or no OpenRaster file", said) from error


class _Reader:
    def __init__(self, path: Path, archive: zipfile.ZipFile) -> None:
        self.path, self.archive = path, archive
        root = ElementTree.fromstring(self._xml())
        width, height = int(root.get("w", "0")), int(root.get("h", "0"))
        check_size(path, width, height)
        stack = root.find("stack")
        if root.tag != "image" or stack is None:
            raise broken(path, "it holds no layers")
        self._count = 0
        self.opened = Opened(State(width=width, height=height, frame=(0, 0, width, height)), {})
        layers = self._children(stack, 0)
        active = next((layer.id for layer in walk(layers) if layer.kind != "group"), "")
        self.opened.state = msgspec.structs.replace(self.opened.state, layers=layers, active=active)

    def _xml(self) -> bytes:
        text = self._entry("stack.xml", XML_BYTES_MOST)
        if b"<!DOCTYPE" in text or b"<!ENTITY" in text:
            raise broken(self.path, "its description defines entities, which no OpenRaster file needs")
        return text

    def _entry(self, name: str, most: int) -> bytes:
        with self.archive.open(name) as stream:
            data = stream.read(most + 1)
        if len(data) > most:
            raise broken(self.path, f"its part “{name[:60]}” is absurdly large")
        return data

    def _children(self, stack: ElementTree.Element, depth: int) -> tuple[Layer, ...]:
        if depth > DEPTH_MOST:
            raise broken(self.path, "its groups are nested too deeply")
        layers = [self._layer(child, depth) for child in stack if child.tag in ("layer", "stack")]
        return tuple(reversed(layers))  # the file lists the top first

    def _layer(self, element: ElementTree.Element, depth: int) -> Layer:
        self._count += 1
        if self._count > LAYERS_MOST:
            raise broken(self.path, f"it has more than {LAYERS_MOST:,} layers")
        kind = element.get(_KIND, "paint")
        layer = Layer(
            id=new_id(),
            name=element.get("name", ""),
            kind=kind if kind in ("paint", "result", "mask", "control") else "paint",
            visible=element.get("visibility", "visible") != "hidden",
            locked=element.get("edit-locked", "false") == "true",
            alpha_locked=element.get("alpha-preserve", "false") == "true",
            opacity=min(1.0, max(0.0, float(element.get("opacity", "1")))),
            blend=self._blend(element.get("composite-op", "svg:src-over")),
        )
        if element.tag == "stack":
            return msgspec.structs.replace(layer, kind="group", children=self._children(element, depth + 1))
        x, y = int(float(element.get("x", "0"))), int(float(element.get("y", "0")))
        self._pixels(layer.id, element.get("src", ""), x, y)
        return layer

    def _blend(self, operation: str) -> str:
        if operation not in _BLENDS:
            self.opened.note(
                QCoreApplication.translate(
                    "CanvasFiles", "The blend mode %1 is not known here; the layer blends normally."
                ).replace("%1", operation.removeprefix("svg:")[:40])
            )
        return _BLENDS.get(operation, "normal")

    def _pixels(self, identity: str, name: str, x: int, y: int) -> None:
        from PIL import Image

        with self._picture(name) as picture:
            try:
                check_size(self.path, *picture.size)
                picture.load()
                profile = picture.info.get("icc_profile") or b""
                if self._count == 1 and profile and is_rgb_profile(profile):
                    self.opened.profile = profile  # OpenRaster has no place of its own for it
                self.opened.add_plane(self.path, identity, picture, x, y, plain)
            except (OSError, SyntaxError, Image.DecompressionBombError, MemoryError) as error:
                raise broken(self.path, f"its layer “{name[:60]}” is damaged", str(error)) from error

    @contextmanager
    def _picture(self, name: str) -> "Iterator[Image.Image]":
        """A PNG in the archive, read from there piece by piece."""
        from PIL import Image

        if self.archive.getinfo(name).file_size > LAYER_BYTES_MOST:
            raise broken(self.path, f"its part “{name[:60]}” is absurdly large")
        try:
            with self.archive.open(name) as stream, Image.open(stream, formats=("PNG",)) as picture:
                yield picture
        except (OSError, SyntaxError, Image.DecompressionBombError) as error:
            raise broken(self.path, f"its layer “{name[:60]}” is damaged", str(error)) from error


def write_openraster(path: Path, state: State, planes: dict[str, Plane], profile: bytes = b"") -> None:
    """Write the file whole or not at all. Any thread. Raises OSError."""
    with whole_file(path) as stream, zipfile.ZipFile(stream, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(zipfile.ZipInfo("mimetype"), MIMETYPE)
        root = ElementTree.Element("image", version="0.0.3", w=str(state.width), h=str(state.height))
        stack = ElementTree.SubElement(root, "stack")
        _describe(archive, stack, state.layers, planes, profile)
        text = ElementTree.tostring(root, encoding="utf-8", xml_declaration=True)
        archive.writestr("stack.xml", text, zipfile.ZIP_DEFLATED)
        merged = flat_pillow(state, planes)
        _add_png(archive, "mergedimage.png", merged, profile)
        merged.thumbnail((THUMBNAIL, THUMBNAIL))
        _add_png(archive, "Thumbnails/thumbnail.png", merged, profile)


def _add_png(archive: zipfile.ZipFile, name: str, picture: "Image.Image", profile: bytes) -> None:
    with archive.open(zipfile.ZipInfo(name), "w", force_zip64=True) as stream:
        save_png(picture, stream, profile)


def _describe(
    archive: zipfile.ZipFile,
    stack: ElementTree.Element,
    layers: tuple[Layer, ...],
    planes: dict[str, Plane],
    profile: bytes,
) -> None:
    for layer in reversed(layers):
        overlay = layer.kind in ("mask", "control")
        told = {
            "name": _xml_text(layer.name),
            "opacity": f"{layer.opacity:.6g}",
            "visibility": "visible" if layer.visible and not overlay else "hidden",
            "composite-op": OPERATIONS[layer.blend if layer.blend in BLENDS else "normal"],
        }
        if layer.locked:
            told["edit-locked"] = "true"
        if layer.alpha_locked:
            told["alpha-preserve"] = "true"
        if layer.kind == "group":
            inner = ElementTree.SubElement(stack, "stack", told | {"isolation": "isolate"})
            _describe(archive, inner, layer.children, planes, profile)
            continue
        plane = planes.get(layer.id, Plane())
        area = plane.bounds()
        source = f"data/{layer.id}.png"
        told |= {"src": source, "x": str(area.x()), "y": str(area.y())}
        if layer.kind != "paint":
            told[_KIND] = layer.kind
        ElementTree.SubElement(stack, "layer", told)
        _add_png(archive, source, pillow_of(area if plane.tiles else QRect(0, 0, 1, 1), plane.read), profile)


def _xml_text(text: str) -> str:
    """Without the characters that XML has no place for."""
    return "".join(letter for letter in text if letter >= " " and letter not in "\ufffe\uffff")
