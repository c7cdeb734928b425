"""Opening a project's folder: its outline, or what can be made of the files when that is damaged or gone."""

import shutil
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import TEXT_KINDS, Item, Outline, every, find, new_item, placed, walk
from studio.storage import files, shared_files
from studio.storage.manuscripts import names, outline_file
from studio.storage.manuscripts.contents import decoded
from studio.storage.manuscripts.outline_file import Loaded

BACKUP = "outline.json"
"""The last outline that was read or written, in the hidden folder."""
ORPHANS_MOST = 10_000


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
            return replace(found, complaint=f"{found.complaint} The index as it was is kept as {aside.name}.")
        return found
    except FileNotFoundError:
        said = "The index of this project was missing"
    except StudioError as error:
        if error.kind != ErrorKind.FILE_BROKEN:
            raise
        said = "The index of this project was damaged"
        if not read_only:
            aside = _free(folder, "project.damaged", ".json")
            shared_files.replace(index, aside)
            said += f" (it is kept as {aside.name})"
    try:
        backup = outline_file.load(folder / names.HIDDEN / BACKUP)
    except (OSError, StudioError):
        backup = None
    if backup:
        extra = adopted(folder, backup.outline, orphans(folder, backup.outline))
        said += "; it was restored from its copy."
        return Loaded(outline=extra, raw=backup.raw, complaint=said)
    empty = Outline(id=new_item("", "").id, title=folder.name)
    left = orphans(folder, empty)
    if not any("/" in relative for relative in left) and not (folder / names.HIDDEN).is_dir():
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The folder {folder.name} is no writing project.",
            "Choose a folder that has a project.json, or begin a new project.",
        )
    said += "; it was made again from the files. Put chapters and scenes in their order."
    return Loaded(outline=adopted(folder, empty, left), raw={}, complaint=said)


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
        if names.key(relative) not in known and names.is_inside(relative):
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


def settle(folder: Path, outline: Outline) -> None:
    """Move the files of what is in the trash there, and of what is not back.

    One that cannot be moved is found where it is (``place_of``), so that is no reason to fail.
    """
    trash = folder / names.HIDDEN / "trash"
    for item in walk(outline.trash):
        _move(item, folder / item.file, trash / item.file)
    for item in every(outline):
        _move(item, trash / item.file, folder / item.file)


def _move(item: Item, source: Path, target: Path) -> None:
    if item.kind in TEXT_KINDS and item.file and not target.exists() and source.is_file():
        with suppress(OSError):
            files.move_durably(source, target)


def place_of(folder: Path, item: Item, *, trashed: bool = False) -> Path | None:
    """Where the text of an item lies now; None when it has none."""
    if item.kind not in TEXT_KINDS or not names.is_inside(item.file):
        return None
    places = (folder / item.file, folder / names.HIDDEN / "trash" / item.file)
    first, other = reversed(places) if trashed else places
    return other if not first.exists() and other.exists() else first
