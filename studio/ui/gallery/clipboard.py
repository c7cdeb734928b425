"""Pictures on the clipboard: as files, and a single one also as pixels."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QMimeData, QUrl
from PySide6.QtGui import QGuiApplication, QImage

from studio.jobs import offthread
from studio.ui.pictures import read_image


def copy_pictures(paths: list[Path], failed: Callable[[Exception], object]) -> None:
    """Copy at once as files; the pixels of a single picture follow when they are read."""
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path)) for path in paths])
    QGuiApplication.clipboard().setMimeData(data)
    if len(paths) == 1:
        path = paths[0]
        offthread.run(lambda: (path, read_image(path)), done=_copy_pixels, failed=failed)


def _copy_pixels(answer: tuple[Path, QImage]) -> None:
    path, image = answer
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    data.setImageData(image)
    QGuiApplication.clipboard().setMimeData(data)
