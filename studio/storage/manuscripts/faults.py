"""Why a project's files could not be read or written, as sentences; and the conflict with an outside edit."""

from pathlib import Path

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.storage.files import is_full


class SceneText(Struct, frozen=True, kw_only=True):
    """A text as its file has it. ``digest`` names the file's very bytes; hand it back when saving."""

    text: str
    digest: str
    note: str = ""
    """A sentence about the file when it is not plain UTF-8."""


class Conflict(StudioError):  # noqa: N818 - the word of the field, and no error of the writer
    """The file was changed outside since it was read. Both texts are here; nothing was written."""

    def __init__(self, item_id: str, mine: str, theirs: SceneText) -> None:
        super().__init__(
            ErrorKind.DOCUMENT_CHANGED,
            "This text was changed by another program since it was opened here.",
            "Compare both texts, then keep yours, theirs, or parts of each.",
        )
        self.item_id, self.mine, self.theirs = item_id, mine, theirs


def explain(error: OSError, folder: Path, name: str = "") -> StudioError:
    """The sentence for a text or another file of the project in ``folder`` that could not be written."""
    if not folder.is_dir():
        return StudioError(
            ErrorKind.NOT_WRITABLE,
            f"The folder of the project {folder.name} is no longer at {folder}.",
            "Was it moved or renamed, or its disk removed? Put it back, or open it at its new place. "
            "What you wrote stays in the window until then.",
            detail=str(error),
        )
    if is_full(error):
        return StudioError(
            ErrorKind.DISK_FULL,
            f"“{name or folder.name}” could not be saved: the disk is full.",
            "Free some space there; it is tried again. What is on the disk is as it was before.",
            detail=str(error),
        )
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"“{name or folder.name}” cannot be written ({error.strerror or error}).",
        "Make the folder and its files writable, or save a copy elsewhere.",
        detail=str(error),
    )


def read_only(folder: Path) -> StudioError:
    """For a change in a project that is open for reading alone."""
    return StudioError(
        ErrorKind.NOT_WRITABLE,
        f"The project {folder.name} is open for reading only.",
        "Make its folder writable or close the other window that has it, then open it again.",
    )


def unreadable(error: Exception, path: Path) -> StudioError:
    """For a text that cannot be read."""
    if isinstance(error, FileNotFoundError):
        return StudioError(
            ErrorKind.FILE_BROKEN,
            f"The file {path.name} is not in the project's folder any more.",
            "Put it back where it was, or restore the text from its versions.",
            detail=str(error),
        )
    reason = getattr(error, "strerror", None) or str(error)
    return StudioError(
        ErrorKind.FILE_BROKEN,
        f"The file {path.name} cannot be read ({reason}).",
        "Look at it with another program, or restore the text from its versions.",
        detail=str(error),
    )


def outside(path: Path) -> StudioError:
    """For a text behind a link: a project from elsewhere must not reach the writer's other files."""
    return StudioError(
        ErrorKind.INVALID_REQUEST,
        f"The file {path.name} lies outside of the project's folder; a link leads there.",
        "Put the file itself into the project's folder, in place of the link.",
        detail=str(path.resolve()),
    )


def unknown_item(item_id: str) -> StudioError:
    return StudioError(
        ErrorKind.INVALID_REQUEST, "This text is not in the project any more.", detail=f"no item {item_id}"
    )
