"""What opening and saving a canvas document does off the window thread."""

from contextlib import suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from studio.core.errors import StudioError
from studio.ui.canvas.files import content, formats
from studio.ui.canvas.files.interchange import Opened as Foreign
from studio.ui.canvas.files.interchange import fitted, png_bytes
from studio.ui.canvas.plane import Plane

if TYPE_CHECKING:
    from studio.storage.document_recovery import Recovered
    from studio.storage.documents import Content, Opened, Stamp
    from studio.storage.locks import FileLock


@dataclass
class Read:
    """What reading a file gave: an Atelier document with its lock, or one of another program."""

    path: Path
    own: "Opened | None" = None
    lock: "FileLock | None" = None
    foreign: Foreign | None = None
    preview: QImage = field(default_factory=QImage)


def read(path: Path, data: Path) -> Read:
    """Read any document or picture; an Atelier document is locked for this window. Raises StudioError."""
    if path.suffix.lower() != formats.OWN:
        return Read(path, foreign=formats.read_foreign(path))
    from studio.storage.document_locks import take_document
    from studio.storage.documents import open_document

    lock = take_document(data, path)
    try:
        opened = open_document(path)
    except BaseException:
        lock.release(remove=True)
        raise
    answer = Read(path, own=opened, lock=lock)
    answer.preview.loadFromData(opened.content.previews.get(content.PREVIEW, b""))
    return answer


@dataclass
class Draft:
    """A draft taken up again. ``lock`` is None when it belongs to no file, or another has that open."""

    recovered: "Recovered"
    lock: "FileLock | None" = None

    def give_up(self) -> None:
        """It is not shown after all and waits on."""
        self.recovered.journal.close(discard=False)
        if self.lock:
            self.lock.release(remove=True)


def recover_draft(folder: Path, data: Path) -> Draft:
    """Bring back the draft in ``folder``. Raises StudioError."""
    from studio.storage.document_locks import take_document
    from studio.storage.document_recovery import recover

    draft = Draft(recover(folder))
    if draft.recovered.path:
        with suppress(StudioError):
            draft.lock = take_document(data, draft.recovered.path)
    return draft


def restore(name: str, path: Path | None, data: Path) -> "Draft | Read | None":
    """What was on the canvas in the last session: its draft, else its file. Raises StudioError."""
    from studio.storage.document_recovery import lost_documents

    for lost in lost_documents(data) if name else ():
        if lost.folder.name == name:
            return recover_draft(lost.folder, data)
    return read(path, data) if path and path.is_file() else None


def write(
    path: Path,
    saved: "Content",
    planes: dict[str, Plane],
    data: Path | None,
    expected: "Stamp | None" = None,
) -> "tuple[Stamp, FileLock | None]":
    """Save with thumbnail and preview; with ``data`` the file is locked for this window first."""
    from studio.storage.document_locks import take_document
    from studio.storage.documents import save_document

    lock = take_document(data, path) if data else None
    try:
        small = content.reduced(saved.state, planes, content.PREVIEW_SIDE)
        thumbnail = fitted(small, content.THUMBNAIL_SIDE)
        stamp = save_document(
            path,
            replace(saved, thumbnail=png_bytes(thumbnail), previews={content.PREVIEW: png_bytes(small)}),
            expected=expected,
        )
        assert stamp is not None, "nobody cancels it"
    except BaseException:
        if lock:
            lock.release(remove=True)
        raise
    return stamp, lock
