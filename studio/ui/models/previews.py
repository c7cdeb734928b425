"""Small copies of the preview pictures beside models, read on a worker and kept while they are few."""

from collections import OrderedDict
from pathlib import Path

from PySide6.QtCore import QObject, QRect, Qt, Signal
from PySide6.QtGui import QImage, QPixmap

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.ui.pictures import drawable, read_image

KEPT = 600
"""Tiles of some 40 pixels: a few megabytes."""
READ_WITHIN = 512


class Previews(QObject):
    """Tiles by path and side. ``arrived`` when one more can be drawn."""

    arrived = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._tiles: OrderedDict[tuple[str, int], QPixmap | None] = OrderedDict()
        self._awaited: set[tuple[str, int]] = set()

    def tile(self, path: str, side: int) -> QPixmap | None:
        """The square middle of a picture; None while it is read, or when it cannot be."""
        key = (path, side)
        if not path:
            return None
        if key in self._tiles:
            self._tiles.move_to_end(key)
            return self._tiles[key]
        if key not in self._awaited:
            self._awaited.add(key)
            offthread.run(_read, path, side, done=self._arrived)
        return None

    def forget(self) -> None:
        """The pictures may be others now."""
        self._tiles.clear()

    def _arrived(self, answer: tuple[str, int, QImage]) -> None:
        path, side, image = answer
        self._awaited.discard((path, side))
        self._tiles[path, side] = None if image.isNull() else QPixmap.fromImage(image)
        while len(self._tiles) > KEPT:
            self._tiles.popitem(last=False)
        self.arrived.emit()


def _read(path: str, side: int) -> tuple[str, int, QImage]:
    try:
        image = drawable(read_image(Path(path), within=READ_WITHIN))
    except StudioError:
        return path, side, QImage()
    scaled = image.scaled(
        side,
        side,
        Qt.AspectRatioMode.KeepAspectRatioByExpanding,
        Qt.TransformationMode.SmoothTransformation,
    )
    cut = QRect(0, 0, side, side)
    cut.moveCenter(scaled.rect().center())
    return path, side, scaled.copy(cut)
