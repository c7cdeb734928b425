"""Puts pictures into a document: fitted to their place and mask, as result layers, one undo step each."""

from dataclasses import dataclass
from pathlib import Path

import msgspec
from PySide6.QtCore import QObject, QRect, QSize, Qt, Signal
from PySide6.QtGui import QImage, QPainter

from studio.core.errors import StudioError
from studio.core.layers import Layer, new_id
from studio.jobs import offthread
from studio.ui.canvas.colour_space import converted
from studio.ui.canvas.document import Document, Edit
from studio.ui.canvas.generating.intent import label_of
from studio.ui.canvas.generating.stage import Placed, Target
from studio.ui.canvas.tile import FORMAT
from studio.ui.pictures import drawable, read_image

KEPT_BYTES = 128 * 1024 * 1024
NAME_MOST = 60
"""Characters of a prompt in the name of a layer."""

Key = tuple[Path, Target | None]


def fitted_area(size: QSize, frame: QRect) -> QRect:
    """Where a picture of ``size`` goes in ``frame``: as large as fits, in the middle."""
    if size == frame.size():
        return frame
    area = QRect(
        frame.topLeft(), size.scaled(frame.size(), Qt.AspectRatioMode.KeepAspectRatio).expandedTo(QSize(1, 1))
    )
    area.moveCenter(frame.center())
    return area


def fitted(path: Path, target: Target | None, profile: bytes) -> QImage:
    """The picture as it will lie on the canvas: scaled to the target, cut by its mask. For a worker.

    Raises StudioError(FILE_BROKEN) when picture or mask cannot be read.
    """
    image = drawable(read_image(path))
    if target:
        image = stretched(image, target.size)
    image = converted(image.convertToFormat(FORMAT), b"", profile)
    if target and target.mask:
        cut(image, read_image(Path(target.mask.path)))
    return image


def stretched(image: QImage, size: QSize) -> QImage:
    """``image`` in exactly that size."""
    if image.size() == size:
        return image
    return image.scaled(
        size, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
    )


def cut(image: QImage, mask: QImage) -> None:
    """Multiply the alpha of ``image`` (premultiplied) by the grey picture ``mask``, scaled to it."""
    alpha = stretched(mask.convertToFormat(QImage.Format.Format_Grayscale8), image.size())
    alpha = alpha.convertToFormat(QImage.Format.Format_Grayscale8)
    alpha.reinterpretAsFormat(QImage.Format.Format_Alpha8)
    with QPainter(image) as painter:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_DestinationIn)
        painter.drawImage(0, 0, alpha)


@dataclass(frozen=True)
class _Answer:
    key: Key
    image: QImage | None = None
    error: StudioError | None = None


def _read(key: Key, profile: bytes) -> _Answer:
    try:
        return _Answer(key, fitted(*key, profile))
    except StudioError as error:
        return _Answer(key, error=error)


class FittedPictures(QObject):
    """Pictures fitted to their targets, read on a worker; a bounded number of them is kept."""

    loaded = Signal(object, object)
    """Key, QImage"""
    failed = Signal(object, object)
    """Key, ErrorReport"""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._kept: dict[Key, QImage] = {}
        self._awaited: set[Key] = set()

    def want(self, key: Key, profile: bytes) -> QImage | None:
        """The picture if it is at hand; otherwise None now and ``loaded`` or ``failed`` soon."""
        image = self._kept.pop(key, None)
        if image is not None:
            self._kept[key] = image  # used last
        elif key not in self._awaited:
            self._awaited.add(key)
            offthread.run(_read, key, profile, done=self._arrived)
        return image

    def forget(self) -> None:
        """Files may have changed: read everything anew."""
        self._kept.clear()

    def _arrived(self, answer: _Answer) -> None:
        self._awaited.discard(answer.key)
        if answer.image is None:
            assert answer.error
            self.failed.emit(answer.key, answer.error.report())
            return
        self._kept[answer.key] = answer.image
        while len(self._kept) > 1 and sum(kept.sizeInBytes() for kept in self._kept.values()) > KEPT_BYTES:
            del self._kept[next(iter(self._kept))]
        self.loaded.emit(answer.key, answer.image)


def is_blank(document: Document) -> bool:
    """Whether nobody chose its size and nothing was drawn yet, so that the first picture gives the size."""
    return document.provisional and not document.planes


def add_result(edit: Edit, placed: Placed, image: QImage, at: QRect, *, visible: bool = True) -> str:
    """Add ``image`` (as ``fitted`` made it) at ``at`` as a result layer above the active one; returns its id.

    A blank document takes the size of the picture instead.
    """
    document = edit.document
    if is_blank(document):
        _take_size(edit, image)
        at = image.rect()
    image = stretched(image, at.size())
    layer = Layer(
        id=new_id(), name=_name_of(placed), kind="result", artifact=placed.identity, visible=visible
    )
    edit.add_layer(layer)
    edit.put_image(layer.id, image, at.x(), at.y())
    if placed.artifact:
        document.requests[layer.id] = msgspec.json.encode(placed.artifact.manifest)
    return layer.id


def _name_of(placed: Placed) -> str:
    """The prompt it was made from, what was done where there was none, or the name of its file."""
    text = placed.name.strip().split("\n")[0][:NAME_MOST]
    done = label_of(placed.artifact.manifest.request.intent) if placed.artifact else ""
    return text or done or placed.path.stem


def _take_size(edit: Edit, image: QImage) -> None:
    """Make a blank document as large as its first picture."""
    width, height = image.width(), image.height()
    state = edit.document.state
    edit.set_state(msgspec.structs.replace(state, width=width, height=height, frame=(0, 0, width, height)))
