"""What every foreign format is read into and written from, and the way between Qt's images and Pillow's."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import IO, TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QPoint, QRect, QSize, Qt
from PySide6.QtGui import QImage, QPainter

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import SIDE_MOST, State
from studio.storage.packed_tiles import in_reach
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import FORMAT, SIDE, Key, Tile, area_of, blank, corner_of, is_blank, keys_in

if TYPE_CHECKING:
    from PIL.Image import Image

    Change = Callable[[Image], Image]

translate = QCoreApplication.translate

PIXELS_MOST = 16_384 * 16_384
"""Of one picture in a file: what a document can hold."""
LAYERS_MOST = 2_000
ALL_PIXELS_MOST = 16 * PIXELS_MOST
"""Of all layers of one file together: about two minutes of reading."""
UNPACKED_MOST = 1_000
"""Tiles of one file that are held unpacked, 256 MB; further ones are packed at once."""
STRIP = 4 * SIDE
"""Rows that are converted at a time, so that a large picture is never held twice."""


@dataclass
class Opened:
    """A document as read from a file. ``notes`` are sentences on what could not be kept."""

    state: State
    planes: dict[str, Plane]
    profile: bytes = b""
    """ICC profile; empty means sRGB."""
    notes: list[str] = field(default_factory=list)
    unpacked: int = 0
    pixels: int = 0

    def note(self, sentence: str) -> None:
        """Add a remark, once."""
        if sentence not in self.notes:
            self.notes.append(sentence)

    def add_plane(
        self,
        path: Path,
        identity: str,
        picture: "Image",
        x: int = 0,
        y: int = 0,
        change: "Change | None" = None,
    ) -> None:
        """The tiles of ``picture`` (any mode that converts to RGBA) with its corner at (x, y).

        ``change`` is applied to each strip of it before. Raises StudioError(FILE_BROKEN) for sizes
        that no document has.
        """
        check_size(path, picture.width, picture.height)
        self.pixels += picture.width * picture.height
        if self.pixels > ALL_PIXELS_MOST:
            raise broken(path, f"its layers have more than {ALL_PIXELS_MOST:,} pixels together")
        last = (x + picture.width - 1, y + picture.height - 1)
        if not all(in_reach((at[0] // SIDE, at[1] // SIDE)) for at in ((x, y), last)):
            self.note(translate("CanvasFiles", "A layer far outside of the picture was left out."))
            return
        plane = Plane()
        top = 0
        while top < picture.height:
            bottom = min(picture.height, (y + top) // SIDE * SIDE + STRIP - y)
            strip = picture.crop((0, top, picture.width, bottom))
            for key, tile in tiles_of(from_pillow(change(strip) if change else strip), x, y + top):
                self.unpacked += 1
                if self.unpacked > UNPACKED_MOST:
                    tile.pack()
                plane.tiles[key] = tile
            top = bottom
        if plane.tiles:
            self.planes[identity] = plane


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


def tiles_of(image: QImage, x: int = 0, y: int = 0) -> Iterator[tuple[Key, Tile]]:
    """The tiles of ``image`` with its corner at (x, y); transparent ones are left out."""
    if image.format() != FORMAT:
        image = image.convertToFormat(FORMAT)
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
            yield key, Tile(pixels)


def plane_of(image: QImage, x: int = 0, y: int = 0) -> Plane:
    """The plane of a small ``image`` with its corner at (x, y)."""
    return Plane(dict(tiles_of(image, x, y)))


def pillow_of(area: QRect, read: Callable[[QRect], QImage], *, alpha: bool = True) -> "Image":
    """What ``read`` gives for ``area``, read in strips; without ``alpha`` over white."""
    from PIL import Image

    whole = Image.new("RGBA" if alpha else "RGB", (area.width(), area.height()))
    for top in range(0, area.height(), STRIP):
        strip = QRect(area.x(), area.y() + top, area.width(), min(STRIP, area.height() - top))
        whole.paste(to_pillow(read(strip), alpha=alpha), (0, top))
    return whole


def flat_pillow(state: State, planes: dict[str, Plane], *, alpha: bool = True) -> "Image":
    """The flattened picture."""
    whole = QRect(0, 0, state.width, state.height)
    return pillow_of(whole, lambda area: flatten(state, planes, area), alpha=alpha)


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


def png_bytes(image: QImage, profile: bytes = b"") -> bytes:
    """A PNG in memory, with straight alpha."""
    stream = BytesIO()
    save_png(to_pillow(image), stream, profile)
    return stream.getvalue()


def save_png(picture: "Image", stream: IO[bytes], profile: bytes = b"") -> None:
    """Write a PNG, quickly rather than small."""
    picture.save(stream, format="PNG", compress_level=4, icc_profile=profile or None)
