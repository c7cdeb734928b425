"""Pictures of a project: copied beside the texts, so that the folder holds all that belongs to it."""

import shutil
from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.storage import files
from studio.storage.manuscripts import names
from studio.storage.manuscripts.faults import outside, unreadable

SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".svg"})


def copied(folder: Path, path: Path) -> str:
    """Copy a picture into the project, once; where it lies, relative to it. Raises StudioError, OSError."""
    if path.suffix.lower() not in SUFFIXES:
        raise StudioError(
            ErrorKind.INVALID_REQUEST, f"{path.name} is no picture.", "Choose a PNG, JPEG or WebP file."
        )
    try:
        mark = files.sha256_of(path)
    except OSError as error:
        raise unreadable(error, path) from error
    relative = f"{names.PICTURES}/{names.slug(path.stem) or 'picture'}-{mark[:8]}{path.suffix.lower()}"
    target = folder / relative
    if names.leads_out(folder, target):
        raise outside(target)
    if not target.exists():
        files.make_folder(target.parent)
        with open(path, "rb") as source, files.whole_file(target) as stream:
            shutil.copyfileobj(source, stream, 1024 * 1024)
    return relative
