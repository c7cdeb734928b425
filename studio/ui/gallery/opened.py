"""The picture of the gallery that is looked at large: at most one, stepped through in the gallery's order."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QWidget

from studio.core.artifacts import Artifact
from studio.storage.library import Library
from studio.ui.gallery.grid import GalleryGrid

if TYPE_CHECKING:
    from studio.ui.gallery.detail import DetailDialog


class OpenedPicture(QObject):
    """Opens the detail view over the window of ``panel`` and keeps it in step with ``grid``."""

    use_wanted = Signal(object)  # Artifact
    copy_wanted = Signal(object)
    folder_wanted = Signal(object)
    trash_wanted = Signal(object)

    def __init__(self, grid: GalleryGrid, library: Library, panel: QWidget) -> None:
        super().__init__(panel)
        self._grid, self._library, self._panel = grid, library, panel
        self.dialog: DetailDialog | None = None
        """The detail view while it is open."""

    def open(self, artifact: Artifact, *, quick: bool = False) -> None:
        """Show ``artifact`` in place of what is shown; ``quick`` without its settings."""
        from studio.ui.gallery.detail import DetailDialog

        before, dialog = self.dialog, DetailDialog(self._library, self._panel.window(), quick=quick)
        self.dialog = dialog
        if before:
            before.close()
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.stepped.connect(self._step)
        dialog.use_settings.connect(self._use)
        dialog.show_in_folder.connect(self.folder_wanted)
        dialog.copy_asked.connect(self.copy_wanted)
        dialog.trash_asked.connect(self._trash)
        dialog.finished.connect(self._finished)
        self._show(artifact)
        dialog.show()

    def _finished(self) -> None:
        if self.sender() is self.dialog:  # and not one that gave way to it
            self.dialog = None

    def _show(self, artifact: Artifact) -> None:
        model = self._grid.model_shown
        row = model.row_of(artifact.id)
        if self.dialog:
            self.dialog.show_artifact(artifact, has_newer=row > 0, has_older=0 <= row < model.rowCount() - 1)

    def _step(self, by: int) -> None:
        if self.dialog and self.dialog.artifact:
            model = self._grid.model_shown
            row = model.row_of(self.dialog.artifact.id) + by
            if 0 <= row < model.rowCount():
                self._grid.choose(row)
                self._show(model.artifact(row))

    def _use(self, artifact: Artifact) -> None:
        self.use_wanted.emit(artifact)
        if self.dialog:
            self.dialog.close()

    def _trash(self, artifact: Artifact) -> None:
        model = self._grid.model_shown
        row = model.row_of(artifact.id)
        self.trash_wanted.emit(artifact)
        row = min(row, model.rowCount() - 1)
        if self.dialog and row >= 0:
            self._show(model.artifact(row))
        elif self.dialog:
            self.dialog.close()
