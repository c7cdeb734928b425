"""Which file goes through which format, by its ending; the filters of the file dialogs."""

from pathlib import Path

from PySide6.QtCore import QCoreApplication

from studio.core.layers import State
from studio.ui.canvas.files import openraster, photoshop, pictures
from studio.ui.canvas.files.interchange import Opened, broken
from studio.ui.canvas.plane import Plane

OWN = ".atelier"
LAYERED = (".ora", ".psd", ".psb")
FLAT_READ = (".png", ".jpg", ".jpeg", ".webp", ".avif", ".tif", ".tiff", ".bmp", ".gif")
FOREIGN_READ = (*LAYERED, *FLAT_READ)
FOREIGN_WRITE = (".ora", ".psd", *pictures.FORMATS)
HEAD_BYTES = 16


def read_foreign(path: Path) -> Opened:
    """Open a document or picture of another program. Any thread; raises StudioError(FILE_BROKEN).

    The content says the format, whatever the ending.
    """
    try:
        with open(path, "rb") as stream:
            head = stream.read(HEAD_BYTES)
    except IsADirectoryError as error:
        raise broken(path, "it is a folder") from error
    except OSError as error:
        raise broken(path, "it is not there" if not path.exists() else str(error.strerror)) from error
    if head.startswith(b"8BPS"):
        return photoshop.read_photoshop(path)
    if head.startswith(b"PK\x03\x04"):
        return openraster.read_openraster(path)
    return pictures.read_picture(path)


def write_foreign(
    path: Path, state: State, planes: dict[str, Plane], profile: bytes = b"", quality: int = 95
) -> list[str]:
    """Export what is given; answers with notes on what could not be kept. Any thread.

    Raises OSError, StudioError(INVALID_REQUEST).
    """
    ending = path.suffix.lower()
    if ending == ".ora":
        openraster.write_openraster(path, state, planes, profile)
        return []
    if ending == ".psd":
        return photoshop.write_photoshop(path, state, planes, profile)
    pictures.write_picture(path, state, planes, profile, quality)
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
