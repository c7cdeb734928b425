"""The file of the document on the canvas: new, open, save, export, and what comes back at the next start."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QImage

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.jobs import offthread
from studio.ui.canvas.colour_space import converted
from studio.ui.canvas.document import Document
from studio.ui.canvas.files import clipboard, content, disk, formats
from studio.ui.canvas.files.autosave import Autosave
from studio.ui.canvas.files.interchange import Opened as Foreign
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.tool import Desk
from studio.ui.window_state import WindowState

if TYPE_CHECKING:
    from studio.storage.document_recovery import LostDocument
    from studio.storage.documents import Stamp
    from studio.storage.locks import FileLock

RECENT_MOST = 20


class DocumentFiles(QObject):
    """Which file the canvas belongs to. Reading and writing happen off the window thread."""

    problem = Signal(object)  # ErrorReport
    message = Signal(str)
    named = Signal(str, bool)
    """What to call the document (empty: it has no file), and whether it has unsaved changes."""
    previewed = Signal(QImage)
    """A small flattened picture of the document just opened, to be shown until its tiles are read."""
    restored = Signal()
    """Bringing back the last session has ended, whether or not there is a document."""
    busy_changed = Signal(str)
    """What is being done, empty when nothing is."""

    def __init__(self, desk: Desk, data: Path, state: WindowState, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._desk, self._data, self._state = desk, data, state
        self.path: Path | None = None
        self.modified = False
        self.busy = ""
        self._saving = False
        self._stamp: Stamp | None = None
        """Of the file, as it was opened or saved here."""
        self._lock: FileLock | None = None
        self._autosave = self._follow(desk.document)

    # What is open

    @property
    def document(self) -> Document:
        return self._desk.document

    @property
    def is_untouched(self) -> bool:
        """Nothing would be lost if the document were replaced."""
        safe = self.path is not None or not self.document.planes
        return safe and not self.modified and not self._saving

    def _follow(self, document: Document) -> Autosave:
        autosave = Autosave(self._data, document, self)
        autosave.trouble.connect(self._autosave_trouble)
        autosave.begun.connect(self._journal_begun)
        document.committed.connect(self._modified)
        return autosave

    def _modified(self) -> None:
        if not self.modified:
            self.modified = True
            self._tell()

    def _tell(self) -> None:
        self.named.emit(self.path.stem if self.path else "", self.modified)

    def _journal_begun(self, folder: str) -> None:
        self._state.set("draft", folder)
        self._state.save()

    def _autosave_trouble(self, error: StudioError | None) -> None:
        if error:
            self.problem.emit(error.report())
        else:
            self.message.emit(self.tr("Autosave works again."))

    def unsafe(self) -> StudioError | None:
        """Why the document cannot be left without losing something; None when it can. Blocks for a moment."""
        if self.document.editing:
            self.document.editing.commit()
        return None if self.is_untouched else self._autosave.secure()

    def _may_leave(self) -> bool:
        error = self.unsafe()
        if error:
            self.problem.emit(
                ErrorReport(
                    kind=error.kind,
                    sentence="The document stays open: its latest changes could not be kept as a draft.",
                    advice="Save it elsewhere or free some space, then try again.",
                    detail=f"{error.sentence} {error.detail}",
                )
            )
        return error is None

    def show(self, document: Document, path: Path | None = None, *, keep: bool = False) -> None:
        """Put ``document`` on the canvas. ``keep``: the one before stays among the drafts."""
        before = self._desk.document
        if before.editing:
            before.editing.commit()
        self._autosave.close(keep=keep and not self.is_untouched)
        self._autosave.deleteLater()
        before.committed.disconnect(self._modified)
        self._state.set("draft", "")
        self._autosave = self._follow(document)
        self.path, self.modified, self._stamp = path, False, None
        document.setParent(self._desk)
        self._desk.set_document(document)
        before.deleteLater()
        self._remember_path()
        self._tell()

    def _remember_path(self) -> None:
        self._state.set("document", str(self.path) if self.path else "")
        self._state.save()

    def _release(self) -> None:
        if self._lock:
            self._lock.release(remove=True)
            self._lock = None

    # New and open

    def new(self, width: int, height: int) -> None:
        """Begin an empty document; the one before, when unsaved, stays among the drafts."""
        if self.busy or not self._may_leave():
            return
        self.show(Document.new(width, height, self.tr("Layer 1")), keep=True)
        self._release()

    def open(self, path: Path) -> None:
        """Open a document or picture; the one before, when unsaved, stays among the drafts."""
        if self.busy:
            return
        path = Path(path)
        self._begin(self.tr("Opening %1 …").replace("%1", path.name))
        offthread.run(disk.read, path, self._data, done=self._opened, failed=self._failed)

    def _opened(self, answer: disk.Read) -> None:
        self._end()
        if not self._may_leave():
            if answer.lock:
                answer.lock.release(remove=True)
            return
        previous = self._lock
        if answer.own:
            self.show(content.document_of(answer.own.content), answer.path, keep=True)
            self._stamp = answer.own.stamp
            self._autosave.go_on(opened=answer.own)
            if not answer.preview.isNull():
                self.previewed.emit(answer.preview)
        elif answer.foreign:
            self.show(content.foreign_document(answer.foreign), keep=True)
            self._autosave.write()
            for note in answer.foreign.notes:
                self.message.emit(note)
        self._lock = answer.lock
        if previous:
            previous.release(remove=True)
        self._add_recent(answer.path)

    def _failed(self, error: Exception) -> None:
        self._end()
        self.problem.emit(_report(error))

    def place(self, path: Path, middle: QPoint | None = None) -> None:
        """Lay the picture at ``path`` as a new layer, its middle at ``middle``; documents are opened."""
        if path.suffix.lower() in (formats.OWN, *formats.LAYERED):
            self.open(path)
            return

        def arrived(opened: Foreign) -> None:
            document = self.document
            if not document.planes and not document.history.steps and self.path is None:
                self._opened(disk.Read(path, foreign=opened))
                return
            image = flatten(opened.state, opened.planes, QRect(0, 0, opened.state.width, opened.state.height))
            image = converted(image, opened.profile, document.profile)
            clipboard.place(document, image, path.stem, self.tr("Place picture"), middle)
            for note in opened.notes:
                self.message.emit(note)

        offthread.run(formats.read_foreign, path, done=arrived, failed=self._failed)

    # Save and export

    def save(self, path: Path | None = None, done: Callable[[bool], object] | None = None) -> None:
        """Save as ``path`` (or where it is already) as an Atelier document; ``done`` hears how it went."""
        target = path or self.path
        if target is None or self.busy:
            return
        if target.suffix.lower() != formats.OWN:
            target = target.with_name(target.name + formats.OWN)
        if self.path and os.path.realpath(target) == os.path.realpath(self.path):
            target = self.path  # the same file by another name
        if self.document.editing:
            self.document.editing.commit()
        whole, planes = content.snapshot(self.document), content.planes_now(self.document)
        mark, document = self._autosave.mark(), self.document
        self._begin(self.tr("Saving %1 …").replace("%1", target.name))
        self.modified, self._saving = False, True
        lock = self._lock if target == self.path else None
        expected = self._stamp if target == self.path else None

        def written(answer: "tuple[Stamp, FileLock | None]") -> None:
            self._end()
            if self.document is document:
                if target != self.path:
                    self._release()
                self._lock = answer[1] or self._lock
                self.path, self._stamp = target, answer[0]
                self._autosave.saved(target, answer[0], mark)
                self._remember_path()
                self._tell()
            self._add_recent(target)
            self.message.emit(self.tr("Saved as %1.").replace("%1", target.name))
            if done:
                done(True)

        def failed(error: Exception) -> None:
            if isinstance(error, StudioError) and error.kind is ErrorKind.DOCUMENT_CHANGED:
                self._stamp = None  # said once; who saves again means it
            self.modified = True
            self._failed(error)
            self._tell()
            if done:
                done(False)

        data = None if lock else self._data
        offthread.run(disk.write, target, whole, planes, data, expected, done=written, failed=failed)

    def export(self, path: Path, quality: int = 95) -> None:
        """Write a flat picture, OpenRaster or PSD beside the document."""
        if self.busy:
            return
        if self.document.editing:
            self.document.editing.commit()
        self._begin(self.tr("Exporting %1 …").replace("%1", path.name))

        def written(notes: list[str]) -> None:
            self._end()
            self.message.emit(" ".join([self.tr("Exported as %1.").replace("%1", path.name), *notes]))

        document = self.document
        offthread.run(
            formats.write_foreign,
            path,
            document.state,
            content.planes_now(document),
            document.profile,
            quality,
            done=written,
            failed=self._failed,
        )

    # Recent files and drafts

    def recent(self) -> list[Path]:
        """Files opened and saved lately that are still there, newest first."""
        return [path for path in map(Path, self._state.texts("recent_documents")) if path.is_file()]

    def _add_recent(self, path: Path) -> None:
        others = [text for text in self._state.texts("recent_documents") if text != str(path)]
        self._state.set("recent_documents", [str(path), *others][:RECENT_MOST])
        self._state.save()

    def drafts(self) -> "list[LostDocument]":
        """Documents that were left unsaved, newest first."""
        from studio.storage.document_recovery import lost_documents

        return lost_documents(self._data)

    def open_draft(self, folder: Path) -> None:
        """Take up an unsaved document again."""
        if self.busy:
            return
        self._begin(self.tr("Opening the draft …"))
        offthread.run(disk.recover_draft, folder, self._data, done=self._recovered, failed=self._failed)

    def _recovered(self, draft: disk.Draft) -> None:
        self._end()
        if not self._may_leave():
            draft.give_up()
            return
        recovered, previous = draft.recovered, self._lock
        document = content.document_of(recovered.content)
        self.show(document, recovered.path if draft.lock else None, keep=True)
        self._lock = draft.lock
        if previous:
            previous.release(remove=True)
        self._stamp = recovered.stamp
        self._autosave.go_on(journal=recovered.journal)
        self.modified = True
        self._tell()
        if not recovered.whole:
            self.message.emit(self.tr("Some parts of the document could not be brought back."))

    # Start and end

    def restore(self) -> bool:
        """Bring back what was on the canvas at the end of the last session; False when there was nothing."""
        name, text = self._state.text("draft"), self._state.text("document")
        path = Path(text) if text else None
        if not name and not (path and path.is_file()):
            return False
        self._begin(self.tr("Opening the document of the last session …"))
        offthread.run(disk.restore, name, path, self._data, done=self._restored, failed=self._not_restored)
        return True

    def _not_restored(self, error: Exception) -> None:
        self._failed(error)
        self._remember_path()  # it is said once, not at every start; the list of recent files still has it
        self.restored.emit()

    def _restored(self, answer: disk.Draft | disk.Read | None) -> None:
        if isinstance(answer, disk.Draft):
            self._recovered(answer)
        elif answer:
            self._opened(answer)
        else:
            self._end()
        self.restored.emit()

    def close(self) -> None:
        """The program ends: what is unsaved waits in its draft for the next start."""
        if self.document.editing:
            self.document.editing.commit()
        keep = not self.is_untouched
        self._autosave.close(keep=keep)
        if not keep:
            self._state.set("draft", "")
            self._state.save()
        self._release()

    # Small parts

    def _begin(self, text: str) -> None:
        self.busy = text
        self.busy_changed.emit(text)

    def _end(self) -> None:
        self._saving = False
        self.busy = ""
        self.busy_changed.emit("")


def _report(error: Exception) -> ErrorReport:
    if isinstance(error, StudioError):
        return error.report()
    if isinstance(error, OSError):
        return ErrorReport(
            kind=ErrorKind.NOT_WRITABLE,
            sentence=f"The file could not be written or read ({error.strerror or error}).",
            advice="Choose another folder, or make room on the disk.",
            detail=str(error),
        )
    return ErrorReport(
        kind=ErrorKind.BUG, sentence="Something went wrong with this file.", detail=repr(error)
    )
