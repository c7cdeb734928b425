"""Brings models into the folder of models, by copying or moving; only when somebody asks for it."""

import errno
import os
import shutil
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.storage.files import is_full, make_folder
from studio.storage.model_check import StoppedError
from studio.storage.model_sides import companions_of, parts_of

BLOCK = 4 * 1024 * 1024
SPARE = 256 * 1024 * 1024
"""Bytes of the disk that stay free."""


def bring_in(
    places: Iterable[Path],
    target: Path,
    *,
    move: bool,
    progress: Callable[[int, int], None],
    stopped: Callable[[], bool],
) -> list[Path]:
    """Copy or move files and folders into ``target``; answers where they lie now. For a worker.

    What a model consists of, and small files beside it, come with it. A name that is taken gets a number.
    Raises StudioError(DISK_FULL, NOT_WRITABLE, FILE_BROKEN) and StoppedError; half a copy never stays.
    """
    pairs = [(source, goal) for place in places for source, goal in _pairs(place, target)]
    whole = sum(_size(source) for source, _ in pairs)
    _check_room(pairs, target, whole, move)
    done = 0
    brought: list[Path] = []

    def told(count: int) -> None:
        nonlocal done
        done += count
        progress(done, whole)

    try:
        make_folder(target)
        for source, goal in pairs:
            if move and _renamed(source, goal):
                told(_size(goal))
            else:
                _copied(source, goal, told, stopped)
                if move:
                    shutil.rmtree(source) if source.is_dir() else source.unlink()
            brought.append(goal)
    except OSError as error:
        raise _explained(error, target) from error
    return brought


def _pairs(place: Path, target: Path) -> list[tuple[Path, Path]]:
    """What goes where. Files that belong together stay beside each other under one new name."""
    if place.is_dir():
        return [(place, _free(target, place.name, ""))]
    sources = [*parts_of(place), *companions_of(place)]
    if all(not (target / source.name).exists() for source in sources):
        return [(source, target / source.name) for source in sources]
    if len(sources) > 1 and sources[1].suffix == place.suffix:  # parts must keep their names
        folder = _free(target, place.stem, "")
        return [(source, folder / source.name) for source in sources]
    goal = _free(target, place.stem, place.suffix)
    return [(source, goal.with_name(goal.stem + source.name.removeprefix(place.stem))) for source in sources]


def _free(folder: Path, stem: str, ending: str) -> Path:
    number, path = 1, folder / f"{stem}{ending}"
    while path.exists():
        number += 1
        path = folder / f"{stem} ({number}){ending}"
    return path


def _size(place: Path) -> int:
    try:
        if place.is_dir():
            return sum(
                (Path(base) / name).stat().st_size for base, _, names in os.walk(place) for name in names
            )
        return place.stat().st_size
    except OSError:
        return 0


def _check_room(pairs: list[tuple[Path, Path]], target: Path, whole: int, move: bool) -> None:
    place = target
    while not place.exists() and place.parent != place:
        place = place.parent
    try:
        device = place.stat().st_dev
        if move and all(source.stat().st_dev == device for source, _ in pairs):
            return
        free = shutil.disk_usage(place).free
    except OSError as error:
        raise _explained(error, target) from error
    if whole + SPARE > free:
        raise StudioError(
            ErrorKind.DISK_FULL,
            f"There is not enough room in {target}: {whole / 2**30:.1f} GB are needed, "
            f"{free / 2**30:.1f} GB are free.",
            "Free some space, or use the files where they are.",
        )


def _renamed(source: Path, goal: Path) -> bool:
    goal.parent.mkdir(exist_ok=True)
    _check_free(goal)
    try:
        source.rename(goal)
    except OSError:  # another disk
        return False
    return True


def _check_free(goal: Path) -> None:
    """Somebody else may have taken the name since it was chosen. Raises OSError."""
    if goal.exists():
        raise FileExistsError(errno.EEXIST, "something else has this name", str(goal))


def _copied(source: Path, goal: Path, told: Callable[[int], None], stopped: Callable[[], bool]) -> None:
    """Copy under a name that no scan looks at, then give it its own."""
    part = goal.with_name(f".{goal.name}.part")
    _check_free(goal)
    try:
        if source.is_dir():
            for base, _folders, names in os.walk(source):
                inside = part / Path(base).relative_to(source)
                inside.mkdir(parents=True, exist_ok=True)
                for name in names:
                    _copy_file(Path(base) / name, inside / name, told, stopped)
        else:
            part.parent.mkdir(exist_ok=True)
            _copy_file(source, part, told, stopped)
        part.rename(goal)
    finally:
        with suppress(OSError):
            shutil.rmtree(part) if part.is_dir() else part.unlink(missing_ok=True)


def _copy_file(source: Path, goal: Path, told: Callable[[int], None], stopped: Callable[[], bool]) -> None:
    with open(source, "rb") as reader, open(goal, "xb") as writer:
        while block := reader.read(BLOCK):
            if stopped():
                raise StoppedError
            writer.write(block)
            told(len(block))
        writer.flush()
        os.fsync(writer.fileno())
    with suppress(OSError):
        shutil.copystat(source, goal)


def _explained(error: OSError, target: Path) -> StudioError:
    if is_full(error):
        return StudioError(
            ErrorKind.DISK_FULL,
            f"The disk with the folder of models {target} is full.",
            "Free some space, or use the files where they are.",
            detail=str(error),
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"The files cannot be brought into {target} ({error.strerror or error}).",
        "Make the folder writable, or use the files where they are.",
        detail=str(error),
    )
