"""What every foreign format is read into and written from, and the way between Qt's images and Pillow's."""

from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import SIDE_MOST, Layer, State, new_id
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import FORMAT, Tile, area_of, blank, corner_of, is_blank, keys_in

if TYPE_CHECKING:
    from PIL.Image import Image

PIXELS_MOST = 16_384 * 16_384
"""Of one picture in a file: what a document can hold."""
LAYERS_MOST = 2_000


@dataclass
class Opened:
    """A document as read from a file. ``notes`` are sentences on what could not be kept."""

    state: State
    planes: dict[str, Plane]
    profile: bytes = b""
    """ICC profile; empty means sRGB."""
    notes: list[str] = field(default_factory=list)

    def note(self, sentence: str) -> None:
        """Add a remark, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)


def broken(path: Path, fault: str, detail: str = "") -> StudioError:
    """The error for a file that cannot be opened; ``fault`` ends the sentence."""
    return StudioError(
        ErrorKind.FILE_BROKEN,
        f"The file “{path.name}” cannot be opened: {fault}.",
        "Choose another file, or export it again from the program that made it.",
        detail,
    )


def check_size(path: Path, width: int, height: int) -> None:
    """Raises StudioError(FILE_BROKEN) for sizes that no document has."""
    if width < 1 or height < 1:
        raise broken(path, f"it says it is {width} × {height} pixels")
    if max(width, height) > SIDE_MOST:
        raise broken(path, f"it is {width:,} × {height:,} pixels; {SIDE_MOST:,} is the longest side")


def plane_of(image: QImage, x: int = 0, y: int = 0) -> Plane:
    """The tiles of ``image`` with its corner at (x, y); transparent tiles are left out."""
    if image.format() != FORMAT:
        image = image.convertToFormat(FORMAT)
    plane = Plane()
    area = QRect(x, y, image.width(), image.height())
    for key in keys_in(area):
        inside = area_of(key).intersected(area)
        part = inside.translated(-x, -y)
        if inside.size() == area_of(key).size():
            pixels = image.copy(part)
        else:
            pixels = blank()
            with QPainter(pixels) as painter:
                painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Source)
                painter.drawImage(inside.topLeft() - QPoint(corner_of(key)), image, part)
        if not is_blank(pixels):
            plane.tiles[key] = Tile(pixels)
    return plane


def one_layer(image: QImage, name: str) -> Opened:
    """A document of one paint layer."""
    layer = Layer(id=new_id(), name=name)
    width, height = image.width(), image.height()
    state = State(width=width, height=height, layers=(layer,), active=layer.id, frame=(0, 0, width, height))
    return Opened(state, {layer.id: plane_of(image)})


def to_pillow(image: QImage, *, alpha: bool = True) -> "Image":
    """A copy with straight alpha; without ``alpha`` over white."""
    from PIL import Image

    if not alpha:
        ground = QImage(image.size(), QImage.Format.Format_RGB32)
        ground.fill(0xFFFFFFFF)
        with QPainter(ground) as painter:
            painter.drawImage(0, 0, image)
        image = ground
    kind = QImage.Format.Format_RGBA8888 if alpha else QImage.Format.Format_RGB888
    mode = "RGBA" if alpha else "RGB"
    rows = image.convertToFormat(kind)
    raw = bytes(rows.constBits())
    return Image.frombuffer(
        mode, (rows.width(), rows.height()), raw, "raw", mode, rows.bytesPerLine(), 1
    ).copy()


def from_pillow(picture: "Image") -> QImage:
    """A premultiplied copy; ``picture`` may have any mode that converts to RGBA."""
    rgba = picture if picture.mode == "RGBA" else picture.convert("RGBA")
    raw = rgba.tobytes()
    image = QImage(raw, rgba.width, rgba.height, rgba.width * 4, QImage.Format.Format_RGBA8888)
    return image.convertToFormat(FORMAT)  # makes a copy, so that ``raw`` may go


def fitted(image: QImage, side: int) -> QImage:
    """``image``, made smaller if need be so that no side is longer than ``side``."""
    if max(image.width(), image.height()) <= side:
        return image
    size = image.size().scaled(side, side, Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def png_bytes(image: QImage) -> bytes:
    """A PNG in memory, with straight alpha."""
    stream = BytesIO()
    to_pillow(image).save(stream, format="PNG", compress_level=4)
    return stream.getvalue()
