"""Copies of finished pictures under the names a person asked for with ``-o``."""

import os
import shutil
from pathlib import Path

from studio.cli.answers import near, refuse
from studio.core.artifacts import Manifest
from studio.core.errors import ErrorKind, StudioError

FORMATS = {".png": "png", ".jpg": "jpeg", ".jpeg": "jpeg", ".webp": "webp"}


def targets(output: str, count: int, *, force: bool) -> list[Path]:
    """The file for each picture: lake.png, or lake-1.png, lake-2.png ... for several.

    Raises StudioError before any work is done: INVALID_REQUEST for a name that cannot be used,
    NOT_WRITABLE for a folder that cannot.
    """
    path = Path(output).expanduser().absolute()
    if path.suffix.lower() not in FORMATS:
        raise refuse(
            f"“{output}” does not end in a picture format Atelier writes.",
            near(path.suffix, (".png", ".jpg", ".webp")),
        )
    if not path.parent.is_dir():
        raise StudioError(
            ErrorKind.NOT_WRITABLE, f"The folder {path.parent} does not exist.", "Make it, or choose another."
        )
    if not os.access(path.parent, os.W_OK):
        raise StudioError(
            ErrorKind.NOT_WRITABLE, f"The folder {path.parent} cannot be written.", "Choose another."
        )
    paths = (
        [path]
        if count == 1
        else [path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(1, count + 1)]
    )
    for each in paths:
        if each.is_dir() or (each.exists() and not force):
            raise refuse(
                f"{each.name} exists already.", "Choose another name, or add --force to overwrite it."
            )
    return paths


def copy(source: Path, target: Path, manifest: Manifest, *, quality: int, embed: bool) -> None:
    """Copy a library picture to ``target``, in the format of its name, whole or not at all.

    Raises StudioError(DISK_FULL, NOT_WRITABLE).
    """
    wanted = FORMATS[target.suffix.lower()]
    part = target.with_name(target.name + ".part")
    try:
        if FORMATS.get(source.suffix.lower()) == wanted:
            shutil.copyfile(source, part)
            os.replace(part, target)
        else:
            _convert(source, target, manifest if embed else None, wanted, quality)
    except OSError as error:
        part.unlink(missing_ok=True)
        full = error.errno in (28, 122)
        raise StudioError(
            ErrorKind.DISK_FULL if full else ErrorKind.NOT_WRITABLE,
            f"The picture could not be copied to {target} ({error.strerror or error}).",
            f"It is safe in the library: {source}",
        ) from error


def _convert(source: Path, target: Path, manifest: Manifest | None, wanted: str, quality: int) -> None:
    from PIL import Image

    from studio.engine.media import write_picture

    with Image.open(source) as image:
        write_picture(image.convert("RGB"), target, manifest, wanted, quality)
