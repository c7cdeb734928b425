"""A dated ZIP of a whole project in a folder of the writer's choice; unpacking it anywhere brings it back."""

import time
import zipfile
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.storage import files
from studio.storage.manuscripts import names

KEEP = 10
"""Backups of one project that are kept unless the writer says otherwise."""
_LEFT_OUT = {"index.db", "index.db-wal", "index.db-shm", "index.db-journal", "lock", "typing"}
"""In the hidden folder, what is made anew or means nothing elsewhere."""
_PACKED = {".png", ".jpg", ".jpeg", ".webp", ".zip", ".zst", ".gz"}
_EARLIEST = (1980, 1, 1, 0, 0, 0)


def back_up(project: Path, folder: Path, *, keep: int = KEEP) -> Path | None:
    """Pack ``project`` into ``folder`` and remove its oldest backups beyond ``keep``.

    None when nothing changed since the last one. For a worker. Raises StudioError; older backups stay then.
    """
    try:
        if folder.resolve().is_relative_to(project.resolve()):
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"The backups of {project.name} would lie inside the project itself.",
                "Choose a folder elsewhere, best on another disk.",
            )
        packed = sorted(_files(project))
        if not packed:
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"There is nothing to back up in {project}.",
                "Look whether the project was moved or its disk removed.",
            )
        files.make_folder(folder)
        before = backups_of(project, folder)
        newest = max(path.stat().st_mtime for path in packed)
        if before and before[0].stat().st_mtime >= newest:
            return None
        target = _free(folder, f"{_stem(project)} {time.strftime('%Y-%m-%d %H-%M-%S')}")
        with files.whole_file(target) as stream, zipfile.ZipFile(stream, "w") as archive:
            for path in packed:
                _pack(archive, path, f"{project.name}/{path.relative_to(project).as_posix()}")
    except OSError as error:
        raise files.explain_write(error, folder) from error
    for old in backups_of(project, folder)[max(1, keep) :]:
        with suppress(OSError):  # one backup too many harms nothing
            old.unlink()
    return target


def backups_of(project: Path, folder: Path) -> list[Path]:
    """The backups of a project in a folder, newest first."""
    stem = _stem(project)
    length = len(stem) + len(" 2026-01-01 00-00-00")
    found = [
        path
        for path in folder.glob("*.zip")
        if path.name.startswith(f"{stem} 2") and len(path.stem.split(" (")[0]) == length
    ]
    return sorted(found, key=lambda path: path.stem, reverse=True)


def _stem(project: Path) -> str:
    return project.name or "project"


def _free(folder: Path, stem: str) -> Path:
    target, number = folder / f"{stem}.zip", 1
    while target.exists():
        number += 1
        target = folder / f"{stem} ({number}).zip"
    return target


def _files(project: Path) -> Iterator[Path]:
    for path in project.rglob("*"):
        parts = path.relative_to(project).parts
        if parts[0] == names.HIDDEN and len(parts) > 1 and parts[1] in _LEFT_OUT:
            continue
        if path.is_file() and not path.is_symlink() and not path.name.endswith(".part"):
            yield path


def _pack(archive: zipfile.ZipFile, path: Path, name: str) -> None:
    when = time.localtime(path.stat().st_mtime)[:6]
    entry = zipfile.ZipInfo(name, max(when, _EARLIEST))  # type: ignore[arg-type]
    entry.compress_type = zipfile.ZIP_STORED if path.suffix.lower() in _PACKED else zipfile.ZIP_DEFLATED
    entry.external_attr = 0o644 << 16
    with open(path, "rb") as source, archive.open(entry, "w", force_zip64=True) as target:
        while block := source.read(1 << 20):
            target.write(block)
