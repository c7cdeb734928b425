"""Which file goes through which format, by its ending; the filters of the file dialogs."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication, QRect

from studio.core.layers import State
from studio.ui.canvas.files import openraster, photoshop, pictures
from studio.ui.canvas.files.interchange import Opened
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.plane import Plane

OWN = ".atelier"
LAYERED = (".ora", ".psd", ".psb")
FLAT_READ = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".gif")
FOREIGN_READ = (*LAYERED, *FLAT_READ)
FOREIGN_WRITE = (".ora", ".psd", *pictures.FORMATS)


def read_foreign(path: Path) -> Opened:
    """Open a document or picture of another program. Any thread; raises StudioError(FILE_BROKEN).

    The ending says the format; an unknown ending is tried as a picture.
    """
    ending = path.suffix.lower()
    if ending == ".ora":
        return openraster.read_openraster(path)
    if ending in (".psd", ".psb"):
        return photoshop.read_photoshop(path)
    return pictures.read_picture(path)


def write_foreign(
    path: Path, state: State, planes: dict[str, Plane], profile: bytes = b"", quality: int = 95
) -> list[str]:
    """Export what is given; answers with notes on what could not be kept. Any thread.

    Raises OSError, StudioError(INVALID_REQUEST).
    """
    ending = path.suffix.lower()
    if ending == ".ora":
        openraster.write_openraster(path, state, planes)
        return []
    if ending == ".psd":
        return photoshop.write_photoshop(path, state, planes, profile)
    image = flatten(state, planes, QRect(0, 0, state.width, state.height))
    pictures.write_picture(image, path, profile, quality)
    return []


def open_filter() -> str:
    """For the dialog that opens files."""
    said = QCoreApplication.translate("CanvasFiles", "Documents and pictures")
    return f"{said} ({' '.join('*' + ending for ending in (OWN, *FOREIGN_READ))})"


def export_filters() -> list[str]:
    """For the dialog that exports: one line per format."""
    names = {
        ".png": "PNG",
        ".jpg": "JPEG",
        ".webp": "WebP",
        ".avif": "AVIF",
        ".tif": "TIFF",
        ".ora": "OpenRaster",
        ".psd": "Photoshop",
    }
    return [f"{name} (*{ending})" for ending, name in names.items()]
