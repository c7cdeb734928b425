"""Beginning a project in a folder, and taking the folder for this window."""

from pathlib import Path

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing.outline import Outline, new_item
from studio.storage import files
from studio.storage.manuscripts import names, outline_file
from studio.storage.manuscripts.faults import explain
from studio.storage.manuscripts.project_lock import ProjectLock


def begin(folder: Path, title: str, *, author: str, language: str, adopt: bool) -> None:
    """Make the folders and the index. Raises StudioError; what was in the folder stays as it is."""
    try:
        if (folder / names.INDEX).exists():
            raise StudioError(
                ErrorKind.INVALID_REQUEST, f"{folder.name} is a project already.", "Open it instead."
            )
        if folder.exists() and (not folder.is_dir() or (not adopt and any(folder.iterdir()))):
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"The folder {folder.name} is not empty.",
                "Choose a new folder, so that nothing of yours gets mixed up.",
            )
        for name in (names.MANUSCRIPT, names.NOTES, names.PICTURES, names.HIDDEN):
            files.make_folder(folder / name)
        outline = Outline(
            id=new_item("", "").id, title=title.strip() or folder.name, author=author, language=language
        )
        outline_file.save(folder / names.INDEX, outline, {})
    except OSError as error:
        raise explain(error, folder if folder.is_dir() else folder.parent) from error


def take(folder: Path) -> tuple[ProjectLock | None, str]:
    """The lock of a project; without one, and with a sentence, when its folder cannot be written.

    A folder that has nothing of a project is not touched. Raises StudioError(DOCUMENT_OPEN).
    """
    hidden = folder / names.HIDDEN
    if not any((folder / name).exists() for name in (names.INDEX, names.HIDDEN, names.MANUSCRIPT)):
        return None, ""
    try:
        for path in (hidden, hidden / "versions", hidden / "typing"):
            files.make_folder(path)
        lock = ProjectLock(hidden)
        lock.take()
    except OSError as error:
        reason = error.strerror or str(error)
        return (
            None,
            f"The project {folder.name} cannot be written ({reason}), so it is open for reading only.",
        )
    return lock, ""
