"""Adds models: in place, or copied or moved into the folder of models when that is asked for."""

from collections.abc import Iterable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QFileDialog, QProgressDialog

from studio.core.errors import ErrorKind, ErrorReport
from studio.storage.model_moving import bring_in
from studio.storage.other_programs import ENDINGS, PICKLES
from studio.ui.models.add_dialog import AddDialog
from studio.ui.models.long_work import LongWork
from studio.ui.models.programs_dialog import ProgramsDialog

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow
    from studio.ui.models.page import ModelsPage
    from studio.ui.models.shelf import Shelf


class Adding(QObject):
    """Asks, does, and shows what came of it."""

    def __init__(self, window: "MainWindow", shelf: "Shelf", page: "ModelsPage") -> None:
        super().__init__(page)
        self.window, self.shelf, self.page = window, shelf, page
        self.target = shelf.parts.folders.models
        self.dialog: AddDialog | ProgramsDialog | None = None
        self._work = LongWork(self)
        self._bar: QProgressDialog | None = None
        self._expected: list[str] = []
        """Paths that shall be shown as soon as they are known."""
        self._work.progressed.connect(self._progressed)
        self._work.done.connect(self._brought)
        self._work.failed.connect(self._failed)
        self._work.stopped.connect(self._stopped)
        page.dropped.connect(self.offer)
        for part in (page.add, page.card):
            part.wanted.connect(self._wanted)

    @Slot(str)
    def _wanted(self, name: str) -> None:
        asked = {"folder": self.ask_folder, "files": self.ask_files, "programs": self.ask_programs}
        asked[name]()

    # Asking

    def ask_folder(self) -> None:
        """A folder is used where it is; it is what adding a folder means."""
        path = QFileDialog.getExistingDirectory(self.window, self.tr("A model, or a folder of models"))
        if path:
            self.add_in_place([Path(path)])

    def ask_files(self) -> None:
        kinds = " ".join(f"*{ending}" for ending in (*ENDINGS, *PICKLES))
        paths, _ = QFileDialog.getOpenFileNames(
            self.window, self.tr("Model files"), "", self.tr("Models (%1)").replace("%1", kinds)
        )
        if paths:
            self.offer([Path(path) for path in paths])

    def ask_programs(self) -> None:
        """Show what other programs have."""
        dialog = ProgramsDialog(self._watched(), self.window)
        dialog.decided.connect(lambda paths: self.add_in_place([Path(path) for path in paths]))
        self._open(dialog)

    @Slot(object)
    def offer(self, places: Sequence[Path]) -> None:
        """Ask what shall happen with these files and folders; what is no model is refused."""
        good = [place for place in places if place.is_dir() or place.suffix.lower() in (*ENDINGS, *PICKLES)]
        if not good:
            names = ", ".join(f"“{place.name}”" for place in places[:3])
            self.window.show_error(
                ErrorReport(
                    kind=ErrorKind.INVALID_REQUEST,
                    sentence=self.tr("There is no model in what was dropped (%1).").replace("%1", names),
                    advice=self.tr("Models are folders, or files that end in .safetensors or .gguf."),
                )
            )
            return
        dialog = AddDialog(good, self.target, self.window)
        dialog.decided.connect(partial(self._decided, good))
        self._open(dialog)

    def _open(self, dialog: AddDialog | ProgramsDialog) -> None:
        self.dialog = dialog
        dialog.destroyed.connect(partial(self._dialog_gone, dialog))
        dialog.open()

    def _dialog_gone(self, dialog: object, *_: object) -> None:
        if self.dialog is dialog:
            self.dialog = None

    def _decided(self, places: Sequence[Path], way: str) -> None:
        if way == "place":
            self.add_in_place(places)
        else:
            self.bring_in(places, move=way == "move")

    # Doing

    def _watched(self) -> list[str]:
        return [str(self.target), *self.window.settings.folders.models]

    def add_in_place(self, places: Iterable[Path]) -> None:
        """Look for models there from now on."""
        watched = [Path(path).expanduser().absolute() for path in self._watched()]
        places = [place.absolute() for place in places]
        new = [place for place in places if not any(place.is_relative_to(known) for known in watched)]
        self._expected = [str(place) for place in places]
        if not new:
            self.window.show_message(self.tr("This is known already: its folder is watched."))
            self.shelf.look()
            return
        settings = self.window.settings
        models = tuple(dict.fromkeys((*settings.folders.models, *(str(place) for place in new))))
        self.window.change_settings(settings.replace("folders", models=models))

    def bring_in(self, places: Sequence[Path], *, move: bool) -> None:
        """Copy or move them into the folder of models, on a thread."""
        if self._work.busy:
            self.window.show_message(
                self.tr("Other files are still on their way; add these when they are in.")
            )
            return
        bar = QProgressDialog(
            self.tr("Moving…") if move else self.tr("Copying…"), self.tr("Cancel"), 0, 1000, self.window
        )
        bar.setWindowTitle(self.tr("Add models"))
        bar.setAutoClose(False)
        bar.setAutoReset(False)
        bar.setMinimumDuration(300)
        bar.setValue(0)
        bar.canceled.connect(self._work.stop)
        self._bar = bar

        def work(progress, stopped):  # type: ignore[no-untyped-def]
            return bring_in(places, self.target, move=move, progress=progress, stopped=stopped)

        self._work.start(work)

    @Slot(object, object)
    def _progressed(self, done: int, whole: int) -> None:
        if self._bar and whole:
            self._bar.setValue(round(1000 * done / whole))

    def _put_bar_away(self) -> None:
        bar, self._bar = self._bar, None
        if bar:
            bar.canceled.disconnect(self._work.stop)
            bar.close()
            bar.deleteLater()

    @Slot(object)
    def _brought(self, paths: list[Path]) -> None:
        self._put_bar_away()
        self._expected = [str(path) for path in paths]
        self.shelf.look()

    @Slot(object)
    def _failed(self, report: ErrorReport) -> None:
        self._put_bar_away()
        self.window.show_error(report)
        self.shelf.look()  # some of the files may have come in

    @Slot()
    def _stopped(self) -> None:
        self._put_bar_away()
        self.window.show_message(self.tr("Stopped; no half file was left."))
        self.shelf.look()

    def rows_shown(self) -> None:
        """The list is new: say what was added, and show it."""
        if not self._expected or self.shelf.looking:
            return
        expected, self._expected = self._expected, []
        rows = [
            row
            for row in self.page.rows.all
            if any(Path(row.entry.path).is_relative_to(place) for place in expected)
        ]
        usable = [row for row in rows if not row.entry.problem]
        if rows:
            self.page.show_all()
            self.page.choose((usable or rows)[0].entry.path)
        if not usable:
            told = self.tr("Nothing that can be used was found in %1.").replace("%1", ", ".join(expected[:3]))
            self.window.show_message(told)
            return
        self.window.show_message(self.tr("%n model file(s) found in what was added.", "", len(rows)))

    def close(self) -> None:
        """The program ends."""
        self._work.close()
