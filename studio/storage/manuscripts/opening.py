"""Opening a project's folder: its outline, or what can be made of the files when that is damaged or gone."""

import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import (
    TEXT_KINDS,
    Item,
    Outline,
    changed,
    every,
    find,
    new_item,
    placed,
    walk,
)
from studio.storage import files, shared_files
from studio.storage.manuscripts import names, outline_file
from studio.storage.manuscripts.contents import decoded
from studio.storage.manuscripts.outline_file import Loaded
from studio.storage.manuscripts.versions import digest_of

BACKUP = "outline.json"
"""The last outline that was read or written, in the hidden folder."""
ORPHANS_MOST = 10_000
SWEEP_SECONDS = 600.0


def loaded(folder: Path, *, read_only: bool) -> Loaded:
    """The outline of a project. A damaged index is kept aside, and the outline made again from what is there.

    Raises StudioError when it is no project or a newer one, OSError.
    """
    index = folder / names.INDEX
    try:
        found = outline_file.load(index)
        if found.complaint and not read_only:
            aside = _free(folder, "project.damaged", ".json")
            shutil.copyfile(index, aside)
            return replace(found, complaint=" ".join((found.complaint, _kept(aside))))
        return found
    except FileNotFoundError:
        said = ["The index of this project was missing."]
    except StudioError as error:
        if error.kind != ErrorKind.FILE_BROKEN:
            raise
        said = ["The index of this project was damaged."]
        if not read_only:
            aside = _free(folder, "project.damaged", ".json")
            shared_files.replace(index, aside)
            said.append(_kept(aside))
    try:
        backup = outline_file.load(folder / names.HIDDEN / BACKUP)
    except (OSError, StudioError):
        backup = None
    if backup:
        extra = adopted(folder, backup.outline, _own(orphans(folder, backup.outline)))
        said.append("The outline was restored from its copy.")
        return Loaded(outline=extra, raw=backup.raw, complaint=" ".join(said))
    empty = Outline(id=new_item("", "").id, title=folder.name)
    left = orphans(folder, empty)
    if not _own(left) and not (folder / names.HIDDEN).is_dir():
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The folder {folder.name} is no writing project.",
            "Choose a folder that has a project.json, or begin a new project.",
        )
    said.append("The outline was made again from the files; put chapters and scenes in their order.")
    return Loaded(outline=adopted(folder, empty, _own(left) or left), raw={}, complaint=" ".join(said))


def _kept(aside: Path) -> str:
    return f"It is kept as {aside.name} as it was."


def _own(relatives: list[str]) -> list[str]:
    """Those in the folders for texts; what lies beside them may be exports or notes of other programs."""
    return [relative for relative in relatives if "/" in relative]


def _free(folder: Path, stem: str, suffix: str) -> Path:
    number = 1
    while (path := folder / f"{stem}-{number}{suffix}").exists():
        number += 1
    return path


def orphans(folder: Path, outline: Outline) -> list[str]:
    """Texts in the folder that the outline does not know, relative to it."""
    known = {names.key(item.file) for item in (*every(outline), *walk(outline.trash)) if item.file}
    found: list[str] = []
    for path in _texts(folder):
        relative = path.relative_to(folder).as_posix()
        new = names.key(relative) not in known and names.is_inside(relative)
        if new and not names.leads_out(folder, path):
            found.append(relative)
        if len(found) >= ORPHANS_MOST:
            break
    return found


def _texts(folder: Path) -> Iterator[Path]:
    for path in (*sorted((folder / names.MANUSCRIPT).rglob("*")), *sorted((folder / names.NOTES).rglob("*")),
                 *sorted(folder.glob("*"))):  # fmt: skip
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if path.suffix.lower() in names.SUFFIXES and not hidden and path.is_file():
            yield path


def adopted_item(folder: Path, relative: str, outline: Outline) -> Item:
    """A line of the outline for a file that has none. The id in its name is its id, for its versions."""
    kind = "note" if relative.startswith(names.NOTES + "/") else "scene"
    try:
        with open(folder / relative, "rb") as stream:
            head = decoded(stream.read(4096)).text
    except OSError:
        head = ""
    item = new_item(kind, names.title_of(folder / relative, head), file=relative)
    own = names.identity_in(relative)
    return replace(item, id=own) if own and find(outline, own) is None else item


def adopted(folder: Path, outline: Outline, left: list[str]) -> Outline:
    """The outline with all these files at its end."""
    for relative in left:
        item = adopted_item(folder, relative, outline)
        outline = placed(outline, item, parent="notes" if item.kind == "note" else "")
    return outline


def relinked(
    folder: Path, outline: Outline, digest_of_item: Callable[[str], str]
) -> tuple[Outline, list[str]]:
    """Find the files of items again that another program renamed; the outline, and titles of those found.

    They are known by the id at the end of their names, else by their content.
    """
    gone = {item for item, places in spots(folder, outline).items() if not any(map(Path.exists, places))}
    titles: list[str] = []
    left = orphans(folder, outline) if gone else []
    contents = {mark: item for item in gone if left and (mark := digest_of_item(item))}
    for relative in left:
        item = names.identity_in(relative)
        if item not in gone and contents:
            with suppress(OSError):
                item = contents.get(digest_of((folder / relative).read_bytes()), "")
        found = find(outline, item)
        if found and item in gone:
            gone.discard(item)
            outline = changed(outline, item, file=relative)
            titles.append(found.title)
    return outline, titles


def sweep(folder: Path) -> None:
    """Remove what writes that were killed long ago left half done."""
    long_ago = time.time() - SWEEP_SECONDS
    for place in (".", "*", f"{names.HIDDEN}/*", f"{names.HIDDEN}/*/*/*"):
        for path in folder.glob(f"{place}/.atelier-*.part"):
            with suppress(OSError):
                if path.stat().st_mtime < long_ago:
                    path.unlink()


Spots = tuple[Path, Path]
"""Where a text should lie, and where else it may when moving it failed."""


def spots(folder: Path, outline: Outline) -> dict[str, Spots]:
    """The spots of all texts, by item."""
    trash = folder / names.HIDDEN / "trash"
    found: dict[str, Spots] = {}
    for items, home, other in (
        (walk(outline.trash), trash, folder),
        (every(outline), folder, trash),
    ):
        for item in items:
            if item.kind in TEXT_KINDS and names.is_inside(item.file):
                found[item.id] = (home / item.file, other / item.file)
    return found


def settle(folder: Path, spots: dict[str, Spots]) -> None:
    """Move texts to where they should lie: into the trash, or back from it.

    One that cannot be moved is found where it is (``place_of``), so that is no reason to fail.
    """
    for first, other in spots.values():
        if not first.exists() and other.is_file() and not names.leads_out(folder, other):
            with suppress(OSError):
                files.move_durably(other, first)


def place_of(spots: Spots) -> Path:
    """Where a text lies now."""
    first, other = spots
    return other if not first.exists() and other.exists() else first
