"""Pictures from files: decoded off the window thread, checked, with smaller copies for quick drawing."""

from collections import OrderedDict
from dataclasses import dataclass, field
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QObject, QSize, Qt, Signal
from PySide6.QtGui import QColorSpace, QImage, QImageReader

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.jobs import offthread

ENDINGS = (".png", ".jpg", ".jpeg", ".webp", ".bmp", ".gif", ".tif", ".tiff")
"""File names that are offered and accepted as pictures."""
SIDE_MOST = 16_384
PIXELS_MOST = 64 * 1024 * 1024
"""Larger pictures are refused: at four bytes a pixel Qt itself stops at 256 MiB."""
SMALLEST_LEVEL = 512
KEPT_BYTES = 96 * 1024 * 1024


@dataclass(frozen=True)
class Pixels:
    """A decoded picture; ``smaller`` are copies of half, a quarter … of its sides."""

    image: QImage
    smaller: tuple[QImage, ...] = field(default=())

    @property
    def bytes(self) -> int:
        return self.image.sizeInBytes() + sum(level.sizeInBytes() for level in self.smaller)

    def level(self, zoom: float) -> QImage:
        """The smallest copy that still has a pixel for every device pixel at ``zoom`` (> 0)."""
        number = 0
        while number < len(self.smaller) and zoom * 2 <= 1.0:
            zoom *= 2
            number += 1
        return self.smaller[number - 1] if number else self.image


translate = QCoreApplication.translate


def _broken(sentence: str, path: Path, detail: str = "") -> StudioError:
    return StudioError(
        ErrorKind.FILE_BROKEN,
        sentence.format(name=path.name),
        translate("Pictures", "Choose another picture."),
        detail,
    )


def drawable(image: QImage) -> QImage:
    """``image`` in sRGB and in the pixel format that Qt draws fastest."""
    srgb = QColorSpace(QColorSpace.NamedColorSpace.SRgb)
    space = image.colorSpace()
    if space.isValid() and space != srgb:
        image = image.convertedToColorSpace(srgb)
    kind = (
        QImage.Format.Format_ARGB32_Premultiplied if image.hasAlphaChannel() else QImage.Format.Format_RGB32
    )
    return image.convertToFormat(kind)


def with_levels(image: QImage) -> Pixels:
    """``image`` with its smaller copies. A tenth of a second for 4096 × 4096; meant for a worker."""
    image = drawable(image)
    levels: list[QImage] = []
    last = image
    while max(last.width(), last.height()) > SMALLEST_LEVEL:
        half = QSize(max(1, last.width() // 2), max(1, last.height() // 2))
        last = last.scaled(
            half, Qt.AspectRatioMode.IgnoreAspectRatio, Qt.TransformationMode.SmoothTransformation
        )
        levels.append(last)
    return Pixels(image, tuple(levels))


def read_image(path: Path, within: int = 0) -> QImage:
    """Decode ``path``, upright; with ``within`` scaled while decoding so that no side is longer.

    Any thread. Raises StudioError(FILE_BROKEN) for what is missing, damaged or too large.
    """
    if not path.is_file():
        raise _broken(translate("Pictures", "The picture {name} is not there any more."), path, str(path))
    reader = QImageReader(str(path))
    reader.setDecideFormatFromContent(True)
    reader.setAutoTransform(True)
    size = reader.size()
    if size.isValid():
        if max(size.width(), size.height()) > SIDE_MOST or size.width() * size.height() > PIXELS_MOST:
            sentence = translate("Pictures", "The picture {name} is too large ({width} × {height} pixels).")
            raise _broken(
                sentence.replace("{width}", str(size.width())).replace("{height}", str(size.height())), path
            )
        if within and max(size.width(), size.height()) > within:
            reader.setScaledSize(size.scaled(within, within, Qt.AspectRatioMode.KeepAspectRatio))
    image = reader.read()
    if image.isNull():
        raise _broken(
            translate("Pictures", "The picture {name} is damaged or of an unknown kind."),
            path,
            reader.errorString(),
        )
    return image


def read_pixels(path: Path) -> Pixels:
    """Decode ``path`` ready for the canvas. Raises like ``read_image``."""
    return with_levels(read_image(path))


@dataclass(frozen=True)
class _Answer:
    path: Path
    pixels: Pixels | None
    report: ErrorReport | None = None


def _answer(path: Path) -> _Answer:
    try:
        return _Answer(path, read_pixels(path))
    except StudioError as error:
        return _Answer(path, None, error.report())


class PictureStore(QObject):
    """Decoded pictures by path, at most ``KEPT_BYTES`` of them; what is missing is read on a worker."""

    loaded = Signal(object, object)  # Path, Pixels
    failed = Signal(object, object)  # Path, ErrorReport

    def __init__(self, parent: QObject | None = None, kept_bytes: int = KEPT_BYTES) -> None:
        super().__init__(parent)
        self._kept: OrderedDict[Path, Pixels] = OrderedDict()
        self._awaited: set[Path] = set()
        self._limit = kept_bytes

    def want(self, path: Path) -> Pixels | None:
        """The picture if it is at hand; otherwise None now and ``loaded`` or ``failed`` soon."""
        if path in self._kept:
            self._kept.move_to_end(path)
            return self._kept[path]
        if path not in self._awaited:
            self._awaited.add(path)
            offthread.run(_answer, path, done=self._arrived)
        return None

    def _arrived(self, answer: _Answer) -> None:
        self._awaited.discard(answer.path)
        if answer.pixels is None:
            self.failed.emit(answer.path, answer.report)
            return
        self._kept[answer.path] = answer.pixels
        while len(self._kept) > 1 and sum(pixels.bytes for pixels in self._kept.values()) > self._limit:
            self._kept.popitem(last=False)
        self.loaded.emit(answer.path, answer.pixels)
