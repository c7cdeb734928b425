"""Files of other programs into a project: first read, then shown, then added, and all or nothing."""

import re
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import walk
from studio.storage.exchange.blocks import Block, Span
from studio.storage.exchange.catalogue import format_of, readable_suffixes
from studio.storage.exchange.format import Reading, read_source, unreadable
from studio.storage.exchange.markdown_writing import scene_text
from studio.storage.exchange.splitting import Planned, Split, counted, planned, suggest, without_title
from studio.storage.manuscripts import pictures as project_pictures
from studio.storage.manuscripts.project import Project

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
    except (
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
        OSError,
        RecursionError,
        MemoryError,
    ) as error:
        raise unreadable(path, "it is damaged", f"{type(error).__name__}: {error}") from error
    blocks = without_title(reading)
    if not blocks:
        raise unreadable(path, "there is no text in it")
    return Imported(path, reading, blocks, suggest(blocks))


@dataclass
class Landed:
    """What an import has added."""

    tops: list[str]
    """Ids of the outermost new items."""
    scenes: int
    first: str
    """Id of the first new text."""


def land(
    project: Project, gathered: Gathered, *, parent: str = "", progress: Progress | None = None
) -> Landed:
    """Add everything to the project, below ``parent`` or at the end of the manuscript (or "notes").

    When it fails or is stopped, what was added goes to the trash of the project again. Raises StudioError.
    """
    as_notes = parent == "notes" or any(item.id == parent for item in walk(project.outline.notes))
    landing = _Landing(project, as_notes, progress)
    try:
        with tempfile.TemporaryDirectory(prefix="atelier-import-") as folder:
            landing.add_files(gathered, parent, Path(folder))
    except BaseException:
        for identity in landing.landed.tops:
            with suppress(StudioError):
                project.trash(identity)
        raise
    return landing.landed


class ImportStoppedError(Exception):
    """The user has stopped the import."""


class _Landing:
    def __init__(self, project: Project, as_notes: bool, progress: Progress | None) -> None:
        self._project, self._as_notes, self._progress = project, as_notes, progress
        self.landed = Landed([], 0, "")
        self._done = self._all = 0
        self._addresses: dict[str, str] = {}

    def add_files(self, gathered: Gathered, parent: str, folder: Path) -> None:
        items = gathered.items()
        self._all = sum(counted(items).values())
        owners: dict[int, Imported] = {}
        for file in gathered.files:
            self._take_pictures(file.reading, folder)
            for block in file.blocks:
                owners[id(block)] = file
        for item in items:
            self._add(item, parent, owners, top=True)

    def _take_pictures(self, reading: Reading, folder: Path) -> None:
        for key, data in reading.pictures.items():
            if key not in self._addresses:
                # The project adds the same mark of the content to the name again.
                stem, _, mark = Path(key).stem.rpartition("-")
                file = folder / mark / f"{stem}{Path(key).suffix}"
                try:
                    file.parent.mkdir(exist_ok=True)
                    file.write_bytes(data)
                    self._addresses[key] = project_pictures.copied(self._project.folder, file)
                except OSError as error:
                    raise StudioError(
                        ErrorKind.NOT_WRITABLE,
                        f"A picture cannot be written into the project ({error.strerror or error}).",
                        "Free some space or make the folder writable, then import again.",
                    ) from error

    def _add(self, item: Planned, parent: str, owners: dict[int, Imported], *, top: bool = False) -> None:
        if self._progress and not self._progress(self._done, self._all):
            raise ImportStoppedError
        self._done += 1
        if item.kind == "scene":
            kind = "note" if self._as_notes else "scene"
            owner = owners.get(id(item.blocks[0])) if item.blocks else None
            text = self._text(item.blocks, owner.reading) if owner else ""
            made = self._project.add(kind, item.title, parent=parent, text=text)
            self.landed.scenes += 1
            self.landed.first = self.landed.first or made.id
        else:
            made = self._project.add("folder" if self._as_notes else item.kind, item.title, parent=parent)
        if top:
            self.landed.tops.append(made.id)
        for inner in item.children:
            self._add(inner, made.id, owners)

    def _text(self, blocks: list[Block], reading: Reading) -> str:
        blocks = [self._settled(block) for block in blocks]
        notes = {label: tuple(map(self._settled, inner)) for label, inner in reading.notes.items()}
        return scene_text(blocks, notes, reading.definitions)

    def _settled(self, block: Block) -> Block:
        """The block with its pictures where they lie in the project."""

        def spans(found: tuple[Span, ...]) -> tuple[Span, ...]:
            return tuple(
                replace(span, picture=self._addresses.get(span.picture, span.picture))
                if span.picture
                else span
                for span in found
            )

        if block.source and not block.spans and not block.blocks and not block.rows:
            return block
        return replace(
            block,
            spans=spans(block.spans),
            blocks=tuple(map(self._settled, block.blocks)),
            rows=tuple(tuple(spans(cell) for cell in row) for row in block.rows),
        )
