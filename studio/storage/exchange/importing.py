"""Files of other programs read and cut into what they will be in a project; nothing is added yet."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.storage.exchange.blocks import Block
from studio.storage.exchange.catalogue import format_of, readable_suffixes
from studio.storage.exchange.format import Reading, read_source, unreadable
from studio.storage.exchange.splitting import Planned, Split, planned, suggest, without_title

FILES_MOST = 2_000
Progress = Callable[[int, int], bool]
"""Told how many of how many are done; answers False to stop."""


@dataclass
class Imported:
    """A file as read, with how it is to be cut; ``groups`` are the folders it lay in, outermost first."""

    path: Path
    reading: Reading
    blocks: list[Block]
    split: Split
    groups: tuple[str, ...] = ()

    @property
    def name(self) -> str:
        """What it is called when it has no headings."""
        return self.reading.title or self.path.stem

    def items(self) -> list[Planned]:
        return planned(self.blocks, self.split, self.name)


@dataclass
class Gathered:
    """All files of one import, with the sentences on those that could not be read."""

    files: list[Imported] = field(default_factory=list)
    problems: list[StudioError] = field(default_factory=list)

    def items(self) -> list[Planned]:
        """Everything that will be added: several files have a chapter each unless they are one scene."""
        made: list[Planned] = []
        groups: dict[tuple[str, ...], Planned] = {}
        for file in self.files:
            target = made
            for depth in range(1, len(file.groups) + 1):
                key = file.groups[:depth]
                if key not in groups:
                    groups[key] = Planned(kind="part", title=key[-1])
                    target.append(groups[key])
                target = groups[key].children
            items = file.items()
            if len(self.files) > 1 and len(items) > 1:
                items = [Planned(kind="chapter", title=file.name, children=items)]
            target += items
        return made


def found_files(paths: Iterable[Path]) -> list[tuple[Path, tuple[str, ...]]]:
    """Files, and those inside folders, by name, each with the folders it lies in below the given one."""
    made: list[tuple[Path, tuple[str, ...]]] = []
    for path in sorted(paths, key=lambda path: _natural(path.name)):
        if path.is_dir():
            made += [(inner, inner.relative_to(path).parts[:-1]) for inner in _inside(path)]
        else:
            made.append((path, ()))
    if len(made) > FILES_MOST:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"There are more than {FILES_MOST} files to import.",
            "Choose fewer files, or one folder after the other.",
        )
    return made


def _inside(folder: Path) -> Iterator[Path]:
    suffixes = readable_suffixes()
    try:
        entries = sorted(folder.iterdir(), key=lambda path: _natural(path.name))
    except OSError:
        return
    for entry in entries:
        if entry.name.startswith((".", "~$")) or entry.is_symlink():
            continue
        if entry.is_dir():
            yield from _inside(entry)
        elif entry.suffix.lower() in suffixes:
            yield entry


def _natural(name: str) -> list[tuple[int, str]]:
    """Chapter 2 before chapter 10."""
    return [
        (int(part), "") if part.isdigit() else (0, part.casefold()) for part in re.split(r"(\d{1,9})", name)
    ]


def gather(paths: Iterable[Path], progress: Progress | None = None) -> Gathered:
    """Read files and folders. What cannot be read is a sentence in the answer, the others are still there."""
    made = Gathered()
    files = found_files(paths)
    for number, (path, groups) in enumerate(files):
        if progress and not progress(number, len(files)):
            return Gathered()
        try:
            file = read_file(path)
            file.groups = groups
            made.files.append(file)
        except StudioError as error:
            made.problems.append(error)
    return made


def read_file(path: Path, encoding: str = "") -> Imported:
    """Read one file. Raises StudioError with a sentence, whatever is in it."""
    module = format_of(path)
    if module is None or not module.SPEC.reads:
        known = ", ".join(sorted(readable_suffixes()))
        raise unreadable(path, f"Atelier imports {known}")
    source = read_source(path, encoding)
    try:
        reading = module.read(source)
    except StudioError:
        raise
    except Exception as error:  # hostile bytes find every way out of a library (LZMAError, struct.error…)
        raise unreadable(path, "it is damaged", f"{type(error).__name__}: {error}") from error
    blocks = without_title(reading)
    if not blocks:
        raise unreadable(path, "there is no text in it")
    return Imported(path, reading, blocks, suggest(blocks))
