"""Where a pickle can be met, its conversion is offered: models and adapters of the panel, the Models page."""

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot

from studio.storage.pickled_entries import small_pickles

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow
    from studio.ui.models.convert_dialog import ConvertDialog
    from studio.ui.models.shelf import Shelf


class Conversions(QObject):
    """Opens the dialog, one at a time, and has the folders looked at when a file has come of it."""

    def __init__(self, window: "MainWindow", shelf: "Shelf") -> None:
        super().__init__(shelf)
        self.window, self.shelf = window, shelf
        self.dialog: ConvertDialog | None = None
        window.panel.model.activated.connect(self._model_activated)
        adapters = window.panel.extras.adapters
        adapters.set_pickles(self._adapters)
        adapters.convert_wanted.connect(self.offer)
        window.closed.connect(self._close)

    @Slot(str)
    def offer(self, path: str) -> None:
        """Ask whether to convert the pickle at ``path``."""
        from studio.ui.models.convert_dialog import ConvertDialog

        if self.dialog:
            self.dialog.activateWindow()
            return
        dialog = self.dialog = ConvertDialog(Path(path), self.window)
        dialog.converted.connect(self._converted)
        dialog.trashed.connect(self.shelf.look)
        dialog.finished.connect(self._finished)
        dialog.open()

    @Slot(int)
    def _model_activated(self, row: int) -> None:
        """A pickle in the list of models cannot be chosen: the list goes back, and the dialog opens."""
        panel = self.window.panel
        entry = self.shelf.parts.models.get(panel.model.itemData(row) or "")
        if entry is None or not entry.unsafe:
            return
        chosen = panel.chosen_model()
        panel.model.setCurrentIndex(panel.model.findData(chosen.id) if chosen else -1)
        self.offer(entry.path)

    def _adapters(self) -> list[tuple[str, str]]:
        """Paths and names of the pickles that may be adapters."""
        return [(entry.path, entry.name) for entry in small_pickles(self.shelf.parts.models.all())]

    @Slot(object)
    def _converted(self, path: Path) -> None:
        if self.shelf.desk:
            self.shelf.desk.page.choose(str(path))
        self.shelf.look()

    @Slot()
    def _finished(self) -> None:
        dialog, self.dialog = self.dialog, None
        if dialog:
            dialog.deleteLater()

    @Slot()
    def _close(self) -> None:
        if self.dialog:
            self.dialog.reject()
