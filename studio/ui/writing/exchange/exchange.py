"""Import and export joined with the Write page: commands, dialogs, files dropped on the outline."""

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QObject, QStandardPaths, Qt, Signal
from PySide6.QtWidgets import QFileDialog, QMenu, QMessageBox

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.writing.outline import GROUP_KINDS, find, walk
from studio.jobs import offthread
from studio.ui.actions import Command, Commands
from studio.ui.icons import icon
from studio.ui.writing.exchange.outline_drop import OutlineDrop, place_for

if TYPE_CHECKING:
    from studio.storage.exchange.book import ExportOptions
    from studio.storage.exchange.importing import Gathered
    from studio.storage.exchange.landing import Landed
    from studio.storage.manuscripts.project import Project
    from studio.ui.writing.exchange.export_dialog import ExportDialog
    from studio.ui.writing.exchange.import_dialog import ImportDialog
    from studio.ui.writing.page import WritePage

REMEMBERED = "export"
"""Name under which a project remembers how it was exported last."""


class Exchange(QObject):
    """``join`` adds its commands; files dropped on the outline come here as well."""

    _progressed = Signal(int, int)

    def __init__(self, page: "WritePage") -> None:
        super().__init__(page)
        self._page = page
        self._dialog: ImportDialog | None = None
        self._export_dialog: ExportDialog | None = None
        documents = QStandardPaths.writableLocation(QStandardPaths.StandardLocation.DocumentsLocation)
        self._folder = documents or str(Path.home())
        self.save_first: Callable[[], object] = lambda: None
        """Called before an export, so that it holds the last words typed."""

    def join(self, commands: Commands) -> None:
        """Add the commands; their keys work while the Write page shows."""
        self._page.outline.menu_opened.connect(self._fill_menu)
        OutlineDrop(self._page.outline.tree, self._dropped)
        group = self.tr("Manuscript")
        for command, slot in (
            (
                Command("import_texts", self.tr("Import texts…"), group, "", "download-simple"),
                self.ask_import,
            ),
            (
                Command("import_folder", self.tr("Import a folder of texts…"), group, "", "folder-open"),
                self.ask_import_folder,
            ),
            (
                Command(
                    "export_manuscript", self.tr("Export the manuscript…"), group, "Ctrl+Shift+E", "export"
                ),
                self.ask_export,
            ),
        ):
            commands.add(command, slot, only_in="writing")

    def _fill_menu(self, menu: QMenu, chosen: list[str]) -> None:
        """What can be done with the chosen rows of the outline."""
        project = self._project
        if project is None or any(one.id in chosen for one in walk(project.outline.trash)):
            return
        if not project.read_only:
            menu.addAction(
                icon("download-simple", "muted"),
                self.tr("Import texts here…"),
                lambda: self.ask_import(place_for(project.outline, chosen[0]) if chosen else ""),
            )
        from studio.storage.exchange.compile import chosen_items

        texts = tuple(item.id for item in chosen_items(project.outline, tuple(chosen))) if chosen else ()
        if texts:
            menu.addAction(icon("export", "muted"), self.tr("Export these…"), lambda: self.ask_export(texts))

    def _dropped(self, paths: list[Path], row: str) -> None:
        project = self._project
        self.import_paths(paths, place_for(project.outline, row) if project else "")

    @property
    def _project(self) -> "Project | None":
        return self._page.project

    def _ready(self, *, writing: bool) -> bool:
        project = self._project
        if project is None:
            self._page.message.emit(self.tr("Open or begin a project first."))
        elif writing and project.read_only:
            self._page.message.emit(self.tr("This project is open for reading only."))
        else:
            return True
        return False

    # Import

    def ask_import(self, parent: str = "") -> None:
        """Ask for files and show what they will be below the group ``parent``."""
        if not self._ready(writing=True):
            return
        from studio.storage.exchange.catalogue import readable_suffixes

        patterns = " ".join(sorted(f"*{suffix}" for suffix in readable_suffixes()))
        found, _ = QFileDialog.getOpenFileNames(
            self._page.window(), self.tr("Import texts"), self._folder, self.tr("Texts") + f" ({patterns})"
        )
        if found:
            self.import_paths([Path(text) for text in found], parent)

    def ask_import_folder(self) -> None:
        if not self._ready(writing=True):
            return
        found = QFileDialog.getExistingDirectory(
            self._page.window(), self.tr("Import a folder of texts"), self._folder
        )
        if found:
            self.import_paths([Path(found)])

    def import_paths(self, paths: Sequence[Path], parent: str = "") -> None:
        """Show what ``paths`` will be below the group ``parent``; also for files dropped on the outline."""
        if not paths or not self._ready(writing=True):
            return
        from studio.ui.writing.exchange.import_dialog import ImportDialog

        self._folder = str(paths[0].parent)
        dialog = ImportDialog(paths, self._places(parent), self._page.window())
        dialog.chosen.connect(self._land)
        dialog.finished.connect(self._import_closed)
        self._progressed.connect(dialog.show_progress, Qt.ConnectionType.UniqueConnection)
        self._dialog = dialog
        dialog.open()

    def _places(self, parent: str) -> list[tuple[str, str]]:
        assert self._project is not None
        item = find(self._project.outline, parent) if parent else None
        places = [("manuscript", self.tr("Manuscript")), ("notes", self.tr("Notes"))]
        if item is not None and item.kind in GROUP_KINDS:
            places.insert(0, (item.id, item.title or self.tr("Untitled")))
        elif parent == "notes":
            places.reverse()
        return places

    def _import_closed(self) -> None:
        if self._dialog:
            self._dialog.deleteLater()
            self._dialog = None

    def _land(self, gathered: "Gathered", parent: str) -> None:
        from studio.storage.exchange.landing import write

        project, dialog = self._project, self._dialog
        if project is None or dialog is None:
            return

        def go_on(done: int, of: int) -> bool:
            self._progressed.emit(done, of)
            return not dialog.is_stopped()

        def work() -> "Landed":
            return write(project, gathered, parent=parent, progress=go_on)

        offthread.run(work, done=partial(self._landed, project), failed=self._land_failed)

    def _landed(self, project: "Project", landed: "Landed") -> None:
        """The files are there; the outline takes them in here, where nobody else changes it meanwhile."""
        from studio.storage.exchange.landing import settle, take_away

        if self._project is not project or self._dialog is None:
            take_away(landed)  # it was stopped, or its project closed, when all was written already
            return
        try:
            settle(project, landed)
        except (StudioError, ValueError) as error:
            self._land_failed(error)
            return
        self._dialog.accept()
        self._show_outline()
        texts = landed.texts
        if texts:
            self._page.open_item(texts[0])
        said = self.tr("Imported: %n text(s).", "", len(texts))
        self._page.outline.message.emit(said, lambda: self._take_back(project, landed))

    def _take_back(self, project: "Project", landed: "Landed") -> None:
        """Undo of an import: everything it added goes to the trash."""
        if self._project is not project:
            return
        try:
            for identity in landed.tops:
                project.trash(identity)
        except StudioError as error:
            self._page.problem.emit(error.report())
        self._show_outline()

    def _show_outline(self) -> None:
        self._page.outline.recount()
        self._page.outline_changed.emit()

    def _land_failed(self, error: Exception) -> None:
        from studio.storage.exchange.landing import ImportStoppedError

        if self._dialog:
            self._dialog.reject()
        if isinstance(error, ImportStoppedError):
            self._page.message.emit(self.tr("The import was stopped; nothing was added."))
        else:
            self._page.problem.emit(_report(error))

    # Export

    def ask_export(self, items: tuple[str, ...] = ()) -> None:
        """Ask how the manuscript, or the texts ``items`` of it, shall be exported."""
        if not self._ready(writing=False):
            return
        from studio.ui.writing.exchange.export_dialog import ExportDialog

        self.save_first()
        assert self._project is not None
        project, options = self._project, self._remembered()
        if items:
            options = msgspec.structs.replace(options, items=items)
        dialog = ExportDialog(project.outline, options, project.counts(), self._page.window())
        dialog.chosen.connect(self._ask_file)
        dialog.finished.connect(self._export_closed)
        self._export_dialog = dialog
        dialog.open()

    def _remembered(self) -> "ExportOptions":
        from studio.storage.exchange.book import ExportOptions

        assert self._project is not None
        try:
            options = msgspec.convert(self._project.recall(REMEMBERED, {}), ExportOptions)
        except (msgspec.ValidationError, TypeError):
            return ExportOptions()
        gone = [name for name in options.items if find(self._project.outline, name) is None]
        return msgspec.structs.replace(options, items=()) if gone else options

    def _export_closed(self) -> None:
        if self._export_dialog:
            self._export_dialog.deleteLater()
            self._export_dialog = None

    def _ask_file(self, options: "ExportOptions") -> None:
        from studio.ui.writing.exchange.kinds import format_name, writable_formats

        module = writable_formats()[options.format]
        suffix = module.SPEC.suffixes[0]
        assert self._project is not None
        name = "".join(sign for sign in self._project.outline.title if sign not in '\\/:*?"<>|').strip(" .")[
            :100
        ]
        dialog = self._export_dialog or self._page.window()
        text, _ = QFileDialog.getSaveFileName(
            dialog,
            self.tr("Export"),
            str(Path(self._folder) / ((name or self.tr("Untitled")) + suffix)),
            f"{format_name(module)} (*{suffix})",
        )
        if not text:
            return
        path = Path(text)
        agreed = True  # the file dialog asks before it lets a file be chosen that exists
        if path.suffix.lower() not in module.SPEC.suffixes:
            path, agreed = path.with_name(path.name + suffix), False
        if path.exists() and not agreed and not self._may_replace(path):
            return
        self._folder = str(path.parent)
        self.export(options, path, overwrite=True)

    def _may_replace(self, path: Path) -> bool:
        answer = QMessageBox.question(
            self._export_dialog or self._page.window(),
            self.tr("Export"),
            self.tr("There is a file “{name}” already. Replace it?").format(name=path.name),
        )
        return answer == QMessageBox.StandardButton.Yes

    def export(self, options: "ExportOptions", path: Path, *, overwrite: bool = False) -> None:
        """Write the file off the window thread; ``page.message`` tells of it."""
        from studio.storage.exchange.exporting import export
        from studio.ui.writing.exchange.kinds import writable_formats

        project = self._project
        if project is None:
            return
        self._remember(options)
        dialog = self._export_dialog
        if dialog:
            dialog.set_busy(True)
        module = writable_formats()[options.format]

        def stopped() -> bool:
            return dialog is not None and dialog.stopped

        def work() -> tuple[Path, tuple[str, ...]]:
            return path, export(project, options, module, path, overwrite=overwrite, stopped=stopped)

        offthread.run(work, done=self._exported, failed=self._export_failed)

    def _remember(self, options: "ExportOptions") -> None:
        assert self._project is not None
        if not self._project.read_only:
            try:
                self._project.remember(REMEMBERED, msgspec.to_builtins(options))
            except StudioError as error:
                self._page.problem.emit(error.report())

    def _exported(self, answer: tuple[Path, tuple[str, ...]]) -> None:
        from studio.ui.sentences import translate_sentence

        path, remarks = answer
        if self._export_dialog:
            self._export_dialog.accept()
        said = [self.tr("Exported: {path}").format(path=path), *map(translate_sentence, remarks[:2])]
        self._page.message.emit("\n".join(said))

    def _export_failed(self, error: Exception) -> None:
        from studio.storage.exchange.exporting import ExportStoppedError

        if isinstance(error, ExportStoppedError):
            self._page.message.emit(self.tr("The export was stopped; nothing was written."))
            return
        if self._export_dialog:
            self._export_dialog.set_busy(False)
        self._page.problem.emit(_report(error))


def _report(error: Exception) -> ErrorReport:
    if isinstance(error, StudioError):
        return error.report()
    return ErrorReport(
        kind=ErrorKind.BUG, sentence="This file could not be written or read.", detail=repr(error)
    )
