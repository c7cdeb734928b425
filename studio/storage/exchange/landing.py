"""What was read and planned becomes texts of a project: files first, then the outline in one step."""

import tempfile
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path

from msgspec.structs import replace

from studio.core.errors import StudioError
from studio.core.writing.outline import TEXT_KINDS, Item, new_item, placed, walk
from studio.storage.exchange.blocks import Block, Span
from studio.storage.exchange.exporting import cannot_write
from studio.storage.exchange.format import Reading
from studio.storage.exchange.importing import Gathered, Imported
from studio.storage.exchange.markdown_writing import scene_text
from studio.storage.exchange.splitting import Planned, counted
from studio.storage.files import make_folder, whole_file
from studio.storage.manuscripts import names
from studio.storage.manuscripts import pictures as project_pictures
from studio.storage.manuscripts.faults import outside
from studio.storage.manuscripts.project import Project

Progress = Callable[[int, int], bool]
"""Told how many of how many are done; answers False to stop."""


class ImportStoppedError(Exception):
    """The user has stopped the import; nothing was added."""


@dataclass
class Landed:
    """New items with their files and pictures, which the outline knows once ``settle`` was called."""

    parent: str
    items: list[Item] = field(default_factory=list)
    files: list[Path] = field(default_factory=list)

    @property
    def tops(self) -> list[str]:
        """Ids of the outermost new items."""
        return [item.id for item in self.items]

    @property
    def texts(self) -> list[str]:
        """Ids of the new texts, in reading order."""
        return [item.id for item in walk(tuple(self.items)) if item.kind in TEXT_KINDS]


def land(
    project: Project, gathered: Gathered, *, parent: str = "", progress: Progress | None = None
) -> Landed:
    """``write`` and ``settle``."""
    landed = write(project, gathered, parent=parent, progress=progress)
    settle(project, landed)
    return landed


def write(
    project: Project, gathered: Gathered, *, parent: str = "", progress: Progress | None = None
) -> Landed:
    """Write the texts into the project's folder; any thread. Nobody sees them before ``settle``.

    ``parent`` is a group's id, "manuscript" or "notes". When it fails or is stopped, the files are
    taken away again. Raises StudioError, ImportStoppedError.
    """
    as_notes = parent == "notes" or any(item.id == parent for item in walk(project.outline.notes))
    landing = _Landing(project, Landed(parent), as_notes, progress)
    try:
        with tempfile.TemporaryDirectory(prefix="atelier-import-") as folder:
            landing.add_files(gathered, Path(folder))
    except BaseException as error:
        take_away(landing.landed)
        if isinstance(error, OSError):
            raise cannot_write(error, Path(error.filename or project.folder)) from error
        raise
    return landing.landed


def settle(project: Project, landed: Landed) -> None:
    """The new items go into the outline as one change. Raises StudioError, and then takes the files away."""
    outline = project.outline
    try:
        for item in landed.items:
            outline = placed(outline, item, parent=landed.parent)
        project.set_outline(outline)
    except (StudioError, ValueError):
        take_away(landed)
        raise


def take_away(landed: Landed) -> None:
    """What was written and is not wanted after all leaves no file."""
    for path in landed.files:
        with suppress(OSError):
            path.unlink()


class _Landing:
    def __init__(self, project: Project, landed: Landed, as_notes: bool, progress: Progress | None) -> None:
        self._project, self.landed, self._as_notes, self._progress = project, landed, as_notes, progress
        self._done = self._all = 0
        self._addresses: dict[str, str] = {}
        self._owners: dict[int, Imported] = {}
        self._there = set((project.folder / names.PICTURES).glob("*"))
        """Pictures that were in the project before; they stay whatever happens."""

    def add_files(self, gathered: Gathered, folder: Path) -> None:
        items = gathered.items()
        self._all = sum(counted(items).values())
        for file in gathered.files:
            self._take_pictures(file.reading, folder)
            for block in file.blocks:
                self._owners[id(block)] = file
        self.landed.items = [self._made(item) for item in items]

    def _take_pictures(self, reading: Reading, folder: Path) -> None:
        for key, data in reading.pictures.items():
            if key not in self._addresses:
                # The project adds the same mark of the content to the name again.
                stem, _, mark = Path(key).stem.rpartition("-")
                file = folder / mark / f"{stem}{Path(key).suffix}"
                file.parent.mkdir(exist_ok=True)
                file.write_bytes(data)
                address = project_pictures.copied(self._project.folder, file)
                self._addresses[key] = address
                if self._project.folder / address not in self._there:
                    self.landed.files.append(self._project.folder / address)

    def _made(self, item: Planned) -> Item:
        if self._progress and not self._progress(self._done, self._all):
            raise ImportStoppedError
        self._done += 1
        if item.kind == "scene":
            return self._text_item(item)
        made = new_item("folder" if self._as_notes else item.kind, item.title)
        return replace(made, children=tuple(self._made(inner) for inner in item.children))

    def _text_item(self, item: Planned) -> Item:
        kind = "note" if self._as_notes else "scene"
        made = new_item(kind, item.title)
        made = replace(made, file=names.file_name(kind, item.title, made.id))
        owner = self._owners.get(id(item.blocks[0])) if item.blocks else None
        path = self._project.folder / made.file
        if names.leads_out(self._project.folder, path):
            raise outside(path)
        make_folder(path.parent)
        self.landed.files.append(path)
        with whole_file(path) as stream:
            stream.write((self._text(item.blocks, owner.reading) if owner else "").encode())
        return made

    def _text(self, blocks: Iterable[Block], reading: Reading) -> str:
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

        return replace(
            block,
            spans=spans(block.spans),
            blocks=tuple(map(self._settled, block.blocks)),
            rows=tuple(tuple(spans(cell) for cell in row) for row in block.rows),
        )
