"""Thumbnails by artifact: from the cache folder or made from the picture, always off the window thread."""

import contextlib
import logging
import os
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QBuffer, QByteArray, QIODevice, QObject, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QBrush, QImage, QPainter, QPixmap

from studio.core.artifacts import Artifact
from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.ui.pictures import drawable, read_image

SIDE = 256
"""Longer side of a thumbnail in the cache folder, in pixels."""
QUALITY = 88
AT_ONCE = 2
KEPT_BYTES = 32 * 1024 * 1024
ROUNDING = 0.055
"""Corner radius as a part of the side."""

log = logging.getLogger(__name__)


@dataclass(frozen=True)
class _Tile:
    identity: str
    side: int
    image: QImage | None


def _store(image: QImage, target: Path) -> None:
    """Write a thumbnail, all or nothing. Losing one costs only time, so errors are just noted."""
    content = QByteArray()
    buffer = QBuffer(content)
    buffer.open(QIODevice.OpenModeFlag.WriteOnly)
    if not image.save(buffer, "PNG" if target.suffix == ".png" else "JPEG", QUALITY):  # type: ignore[call-overload]
        return
    part = target.with_name(f".{target.stem}-{os.urandom(4).hex()}.part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.write_bytes(content.data())
        os.replace(part, target)
    except OSError as error:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        log.info("The thumbnail %s could not be stored: %s", target.name, error)


def load_thumbnail(folder: Path, identity: str, picture: Path) -> QImage:
    """The thumbnail of a picture, from ``folder`` when it is there, else made and stored there.

    Any thread. Raises StudioError(FILE_BROKEN) when the picture is missing or damaged.
    """
    for ending in (".jpg", ".png"):
        stored = folder / f"{identity}{ending}"
        if stored.is_file():
            try:
                return read_image(stored)
            except StudioError:
                with contextlib.suppress(OSError):  # a damaged one is made anew
                    stored.unlink()
    image = drawable(read_image(picture, within=SIDE))
    if max(image.width(), image.height()) > SIDE:  # formats that cannot scale while decoding
        image = image.scaled(
            SIDE, SIDE, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    _store(image, folder / f"{identity}{'.png' if image.hasAlphaChannel() else '.jpg'}")
    return image


def as_tile(image: QImage, side: int) -> QImage:
    """The middle square of ``image`` at ``side`` pixels with rounded corners, ready to be drawn as it is."""
    short = min(image.width(), image.height())
    square = image.copy(
        QRect((image.width() - short) // 2, (image.height() - short) // 2, short, short)
    ).scaled(
        QSize(side, side), Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )
    tile = QImage(side, side, QImage.Format.Format_ARGB32_Premultiplied)
    tile.fill(Qt.GlobalColor.transparent)
    with QPainter(tile) as painter:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QBrush(square))
        painter.drawRoundedRect(QRectF(0, 0, side, side), side * ROUNDING, side * ROUNDING)
    return tile


def _load_tile(folder: Path, identity: str, picture: Path, side: int) -> _Tile:
    try:
        return _Tile(identity, side, as_tile(load_thumbnail(folder, identity, picture), side))
    except (StudioError, OSError) as error:
        log.info("No thumbnail: %s", error)
        return _Tile(identity, side, None)


class Thumbnails(QObject):
    """Tiles at hand, bounded in bytes. The newest wish is served first; dropped wishes cost nothing."""

    ready = Signal(str)  # artifact id; also when it turned out broken

    def __init__(
        self, folder: Path, path_of: Callable[[Artifact], Path], parent: QObject | None = None
    ) -> None:
        super().__init__(parent)
        self._folder, self._path_of = folder, path_of
        self._tiles: OrderedDict[str, QPixmap] = OrderedDict()
        self._bytes = 0
        self._wishes: OrderedDict[str, tuple[Artifact, int]] = OrderedDict()
        self._under_way: set[str] = set()
        self._broken: set[str] = set()

    def tile(self, artifact: Artifact, side: int) -> QPixmap | None:
        """The tile at ``side`` device pixels if it is at hand, or one of another size meanwhile.

        None while it is being loaded or when it is broken; ``ready`` follows.
        """
        found = self._tiles.get(artifact.id)
        if found is not None:
            self._tiles.move_to_end(artifact.id)
        if (found is None or found.width() != side) and artifact.id not in self._broken:
            self._wishes[artifact.id] = (artifact, side)
            self._wishes.move_to_end(artifact.id)
            self._serve()
        return found

    def is_broken(self, identity: str) -> bool:
        """Whether the picture could not be read."""
        return identity in self._broken

    def only(self, identities: set[str]) -> None:
        """Drop wishes for rows that were scrolled away."""
        for identity in [wish for wish in self._wishes if wish not in identities]:
            del self._wishes[identity]

    def forget(self, identity: str) -> None:
        """Look at the picture again when next asked, for example after it came back from the trash."""
        self._broken.discard(identity)

    @property
    def waiting(self) -> int:
        """Wishes not yet begun."""
        return len(self._wishes)

    def _serve(self) -> None:
        while self._wishes and len(self._under_way) < AT_ONCE:
            identity, (artifact, side) = self._wishes.popitem(last=True)
            if identity in self._under_way:
                continue
            self._under_way.add(identity)
            offthread.run(
                _load_tile, self._folder, identity, self._path_of(artifact), side, done=self._arrived
            )

    def _arrived(self, tile: _Tile) -> None:
        self._under_way.discard(tile.identity)
        if tile.image is None:
            self._broken.add(tile.identity)
        else:
            self._keep(tile.identity, QPixmap.fromImage(tile.image))
        self.ready.emit(tile.identity)
        self._serve()

    def _keep(self, identity: str, pixmap: QPixmap) -> None:
        old = self._tiles.pop(identity, None)
        self._bytes += _bytes(pixmap) - (_bytes(old) if old else 0)
        self._tiles[identity] = pixmap
        while self._bytes > KEPT_BYTES and len(self._tiles) > 1:
            _, dropped = self._tiles.popitem(last=False)
            self._bytes -= _bytes(dropped)


def _bytes(pixmap: QPixmap) -> int:
    return pixmap.width() * pixmap.height() * 4
