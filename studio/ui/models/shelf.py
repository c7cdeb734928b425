"""The models of the window: looked for off its thread, watched on the disk, shown by the Models page."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from studio.core.paths import Folders
from studio.jobs import offthread
from studio.storage.history import History
from studio.storage.model_entry import ModelEntry
from studio.storage.models import Models
from studio.ui.gallery.panel import GalleryPanel
from studio.ui.models.conversions import Conversions
from studio.ui.models.watching import Watching
from studio.ui.window_state import WindowState

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow
    from studio.ui.models.desk import ModelsDesk


@dataclass(frozen=True, kw_only=True)
class ShelfParts:
    """What it works with."""

    folders: Folders
    state: WindowState
    models: Models
    history: History
    gallery: GalleryPanel


class Shelf(QObject):
    """One look at the folders at a time; whoever asks meanwhile gets another one after it."""

    found = Signal(object)
    """The models that draw, after each look."""
    looking_changed = Signal(bool)

    def __init__(self, parts: ShelfParts, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.parts = parts
        self.desk: ModelsDesk | None = None
        self.looking = False
        self._again = False
        self._watching = Watching(self)
        self._watching.changed.connect(self.look)

    def join(self, window: "MainWindow") -> None:
        """The page is built when it is first shown."""
        self.window = window
        window.pages.add_later("models", self._build)
        self.conversions = Conversions(window, self)

    def _build(self) -> QWidget:
        from studio.ui.models.desk import ModelsDesk

        self.desk = ModelsDesk(self, self.parts)
        self.desk.join(self.window)
        return self.desk.page

    @Slot()
    def look(self) -> None:
        """Look at the folders again."""
        if self.looking:
            self._again = True
            return
        self.looking = True
        self.looking_changed.emit(True)
        offthread.run(self.parts.models.scan, done=self._looked)

    def _looked(self, entries: Sequence[ModelEntry]) -> None:
        self.looking = False
        self.looking_changed.emit(False)
        self.found.emit(entries)
        if self._again:
            self._again = False
            self.look()

    def took_in(self) -> None:
        """The models are known: watch their folders, and show them."""
        self._watching.watch([str(self.parts.folders.models), *self.parts.models.extra])
        if self.desk:
            self.desk.refresh()

    def noted(self) -> None:
        """Something the user keeps about models has changed."""
        self.found.emit(self.parts.models.reread_book())

    def close(self) -> None:
        """The program ends."""
        self._watching.close()
        if self.desk:
            self.desk.close()
