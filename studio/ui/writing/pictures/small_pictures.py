"""Pictures of a project at the size they are shown, decoded off the window thread; a bounded number."""

from collections import OrderedDict
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QImage

from studio.jobs import offthread
from studio.ui.pictures import drawable, read_image

KEPT_BYTES = 64 * 1024 * 1024


def _load(path: Path, side: int) -> tuple[Path, int, QImage]:
    image = drawable(read_image(path, within=side))
    if max(image.width(), image.height()) > side:
        image = image.scaled(
            side, side, Qt.AspectRatioMode.KeepAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
    return path, side, image


class SmallPictures(QObject):
    """``ready`` follows a wish, also when the picture turned out broken or gone."""

    ready = Signal(object)  # Path

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[tuple[Path, int], QImage | None] = OrderedDict()
        self._under_way: set[tuple[Path, int]] = set()

    def get(self, path: Path, side: int) -> QImage | None:
        """The picture with no side longer than ``side``; None while it loads or when it is broken."""
        key = (path, side)
        if key in self._kept:
            self._kept.move_to_end(key)
            return self._kept[key]
        if key not in self._under_way:
            self._under_way.add(key)
            offthread.run(_load, path, side, done=self._loaded, failed=partial(self._failed, key))
        return None

    def is_broken(self, path: Path, side: int) -> bool:
        return (path, side) in self._kept and self._kept[(path, side)] is None

    def forget(self) -> None:
        """Files may have changed."""
        self._kept.clear()

    def _loaded(self, answer: tuple[Path, int, QImage]) -> None:
        path, side, image = answer
        self._keep((path, side), image)

    def _failed(self, key: tuple[Path, int], _error: Exception) -> None:
        self._keep(key, None)

    def _keep(self, key: tuple[Path, int], image: QImage | None) -> None:
        self._under_way.discard(key)
        self._kept[key] = image
        while len(self._kept) > 1 and self._bytes() > KEPT_BYTES:
            self._kept.popitem(last=False)
        self.ready.emit(key[0])

    def _bytes(self) -> int:
        return sum(image.sizeInBytes() for image in self._kept.values() if image is not None)
