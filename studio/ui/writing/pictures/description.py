"""Pictures become words: seen by a model that sees, else from the picture's own record, and said so."""

from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtGui import QImage

from studio.core.errors import ErrorReport, StudioError
from studio.core.request_parts import FileRef
from studio.jobs import offthread
from studio.storage import files
from studio.storage.models import ModelEntry
from studio.storage.picture_metadata import read_any_parameters, read_manifest
from studio.ui.pictures import read_image
from studio.ui.writing.asking import Asking
from studio.ui.writing.pictures.illustration import PictureParts
from studio.ui.writing.pictures.wording import DESCRIBE, asked

if TYPE_CHECKING:
    from studio.ui.writing.page import WritePage
    from studio.ui.writing.pictures.describe_dialog import DescribeDialog

SHOWN = 640


class _Looked(NamedTuple):
    path: Path
    image: QImage
    digest: str
    prompt: str
    """What it was made from, when it says so itself."""
    model: str


def _look(path: Path) -> _Looked:
    """Everything about a picture that is not looking at it. Raises StudioError."""
    image = read_image(path, within=SHOWN)
    prompt = model = ""
    try:
        manifest = read_manifest(path)
        if manifest:
            prompt, model = manifest.request.prompt, manifest.model.name
        else:
            told = read_any_parameters(path)
            prompt, model = str(told.get("prompt", "")), str(told.get("model", ""))
    except (StudioError, OSError, ValueError):
        pass  # a picture without a record
    return _Looked(path, image, files.sha256_of(path), prompt.strip(), model)


class Description(QObject):
    """Opens the dialog at once; what it says comes when it is known."""

    message = Signal(str, object)
    problem = Signal(object)  # ErrorReport
    noted = Signal(str)
    """Id of a new note."""

    def __init__(self, page: "WritePage", parts: PictureParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._page, self._parts = page, parts
        self.asking = Asking(parts.queue, self)
        self.dialog: DescribeDialog | None = None
        self._path: Path | None = None
        self._looked: _Looked | None = None
        self.asking.changed.connect(self._streams)
        self.asking.done.connect(self._streams)
        self.asking.failed.connect(self._failed)
        self.asking.busy_changed.connect(self._show_busy)

    def seer(self) -> ModelEntry | None:
        """A language model that sees, when there is one."""
        entries = self._parts.models.of_kind("text")
        return next((entry for entry in entries if entry.sees and not entry.problem), None)

    @Slot(object)
    def describe(self, path: Path) -> None:
        """Show the dialog for a picture."""
        from studio.ui.writing.pictures.describe_dialog import DescribeDialog

        if self.dialog:
            self.dialog.close()
        self._path, self._looked = path, None
        self.dialog = dialog = DescribeDialog(path, self._page.window())
        dialog.insert_wanted.connect(self._insert)
        dialog.note_wanted.connect(self._note)
        dialog.again_wanted.connect(self._ask)
        dialog.stop_wanted.connect(self.asking.cancel)
        dialog.finished.connect(self._closed)
        dialog.show_places(
            bool(self._page.project and self._page.editor.item), self._page.project is not None
        )
        dialog.open()
        offthread.run(_look, path, done=self._known, failed=self._unreadable)

    def _known(self, looked: _Looked) -> None:
        if self.dialog is None or looked.path != self._path:
            return
        self._looked = looked
        self.dialog.show_picture(looked.image)
        if self.seer():
            self._ask()
        elif looked.prompt:
            unseen = self.tr("Nobody looked at the picture: no model that sees is here.")
            said = self.tr("This is the prompt it was made from, as the file says.")
            if looked.model:
                said = self.tr("This is the prompt %1 made it from, as the file says.")
            self.dialog.show_text(looked.prompt, f"{unseen} {said.replace('%1', looked.model)}")
        else:
            self.dialog.show_text(
                "",
                self.tr(
                    "No model that sees is here, and the file does not say what it shows. Write it "
                    "yourself, or add a vision model with its projector in Settings, Folders."
                ),
            )

    def _unreadable(self, error: Exception) -> None:
        if self.dialog:
            self.dialog.close()
        if isinstance(error, StudioError):
            self.problem.emit(error.report())
        elif isinstance(error, OSError):
            name = self._path.name if self._path else ""
            self.message.emit(self.tr("%1 cannot be read.").replace("%1", name), None)

    def _ask(self) -> None:
        model, looked = self.seer(), self._looked
        if model is None or looked is None or self.dialog is None:
            return
        self.dialog.edit.document().setModified(False)
        self.dialog.show_text("", self.tr("%1 is looking at the picture…").replace("%1", model.name))
        self.asking.ask(
            model,
            asked(DESCRIBE, "", self._parts.folders.config),
            DESCRIBE,
            pictures=(FileRef(path=str(looked.path), sha256=looked.digest),),
        )

    @Slot(str)
    def _streams(self, text: str) -> None:
        model = self.seer()
        if self.dialog and model:
            note = "" if self.asking.busy else self.tr("Described by %1.").replace("%1", model.name)
            self.dialog.show_text(text.strip(), note)

    @Slot(object)
    def _failed(self, report: ErrorReport | None) -> None:
        if self.dialog:
            self.dialog.note.setText(self.tr("The model could not describe it."))
            if self._looked and self._looked.prompt and not self.dialog.edit.text().strip():
                self.dialog.show_text(
                    self._looked.prompt, self.tr("The model could not describe it; this is its prompt.")
                )
        if report:
            self.problem.emit(report)

    def _show_busy(self, busy: bool) -> None:
        if self.dialog:
            self.dialog.show_busy(busy, again=self.seer() is not None)

    def _closed(self) -> None:
        self.asking.cancel()
        if self.dialog:
            self.dialog.deleteLater()
            self.dialog = None

    # Where it goes

    def _insert(self, text: str) -> None:
        editor = self._page.editor
        if not editor.item:
            return
        start, end = editor.selection()
        editor.insert_text(start, text, self.tr("Insert the description"), replacing=end - start)
        self.message.emit(self.tr("The description is in the scene; Undo there takes it back."), None)

    def _note(self, text: str) -> None:
        project = self._page.project
        if project is None or self._path is None:
            return
        title = self.tr("Picture %1").replace("%1", self._path.stem[:40])
        try:
            item = project.add("note", title, parent="notes", text=text, note_kind="research")
            project.attach_picture(item.id, self._path)
        except StudioError as error:
            self.problem.emit(error.report())
            return
        self.noted.emit(item.id)
        self.message.emit(self.tr("The description is a note of the project, with the picture."), None)
