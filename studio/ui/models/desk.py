"""The Models page whole: its rows, what is done with them, and ways to add more, joined with the window."""

from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QObject, QTimer, Slot

from studio.core.errors import ErrorReport, StudioError
from studio.core.file_words import FileWords
from studio.jobs import offthread
from studio.storage.model_book import Liked, Noted
from studio.storage.model_entry import ModelEntry
from studio.storage.model_sides import read_words
from studio.storage.models import BUNDLED
from studio.ui.actions import Command
from studio.ui.folder_opening import open_folder
from studio.ui.models.adding import Adding
from studio.ui.models.caring import Caring
from studio.ui.models.detail import ADAPTERS
from studio.ui.models.gathering import Sources, gather
from studio.ui.models.page import ModelsPage
from studio.ui.models.rows import Row
from studio.ui.models.using import fitting_models, put_into_prompt, use_adapter, use_model, use_text_adapter
from studio.ui.window_state import WindowState

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow
    from studio.ui.models.shelf import Shelf, ShelfParts

LIKED_MS = 500


class ModelsDesk(QObject):
    """Owns what belongs to the Models page; ``join`` connects it with the window."""

    def __init__(self, shelf: "Shelf", parts: "ShelfParts") -> None:
        super().__init__(shelf)
        self.shelf, self.parts = shelf, parts
        self.models, self.book = parts.models, parts.models.book
        self.page = ModelsPage()
        self._gathering = self._again = False
        self._asked_words = ""
        self._liked: dict[str, Liked] = {}
        self._liked_soon = QTimer(self)
        self._liked_soon.setSingleShot(True)
        self._liked_soon.setInterval(LIKED_MS)
        self._liked_soon.timeout.connect(self._keep_liked)

    def join(self, window: "MainWindow") -> None:
        """Commands, messages, state; then the first rows."""
        self.window = window
        page, detail = self.page, self.page.detail
        self.adding = Adding(window, self.shelf, page)
        self.caring = Caring(window, self.shelf, page)
        page.row_chosen.connect(self._row_chosen)
        page.look_wanted.connect(self.shelf.look)
        page.facets.open_wanted.connect(self._open_folder)
        page.facets.remove_wanted.connect(self._watch_no_more)
        detail.asked.connect(self._asked)
        detail.use_with.connect(self._use_with)
        detail.insert_wanted.connect(lambda words: put_into_prompt(window, words))
        detail.note.written.connect(self._note_written)
        detail.liked.changed.connect(self._liked_changed)
        window.saving.connect(self._save)
        window.pages.page_changed.connect(self._page_changed)
        window.panel.changed.connect(self._model_may_have_changed)
        self.shelf.looking_changed.connect(page.show_busy)
        page.restore(self.parts.state)
        self._add_commands()
        self.refresh()

    def _add_commands(self) -> None:
        group, commands = self.tr("Models"), self.window.commands
        with commands.of_page("models"):
            for command, slot in (
                (
                    Command("models_search", self.tr("Search models"), group, "Ctrl+F", "magnifying-glass"),
                    self.page.start_search,
                ),
                (
                    Command(
                        "models_folder", self.tr("Add a folder of models…"), group, "Ctrl+O", "folder-plus"
                    ),
                    self.adding.ask_folder,
                ),
                (
                    Command("models_files", self.tr("Add model files…"), group, "Ctrl+Shift+O", "file-plus"),
                    self.adding.ask_files,
                ),
                (
                    Command(
                        "models_programs",
                        self.tr("Add models of other programs…"),
                        group,
                        "",
                        "squares-four",
                    ),
                    self.adding.ask_programs,
                ),
                (
                    Command("models_look", self.tr("Look for models again"), group, "F5", "arrows-clockwise"),
                    self.shelf.look,
                ),
            ):
                commands.add(command, slot)

    # Rows

    def refresh(self) -> None:
        """Show anew what there is. One gathering at a time."""
        if self._gathering:
            self._again = True
            return
        self._gathering = True
        labels = {identity: spec.label for identity, spec in self.models.families.items()}
        sources = Sources(models=self.models, database=self.parts.history.database, labels=labels)
        offthread.run(gather, sources, self._defaults(), done=self._gathered)

    def _defaults(self) -> frozenset[str]:
        """Ids of the models that draw and write now."""
        drawing = self.window.panel.chosen_model()
        writing = self.models.writer(self.window.settings.writing.model)
        return frozenset(entry.id for entry in (drawing, writing) if entry)

    def _gathered(self, rows: list[Row]) -> None:
        self._gathering = False
        self._shown_defaults = self._defaults()
        self.page.show_rows(rows, str(self.parts.folders.models), self._watched())
        self.page.card.setVisible(all(row.entry.id in BUNDLED for row in rows))
        self.adding.rows_shown()
        if self._again:
            self._again = False
            self.refresh()

    def _watched(self) -> list[str]:
        return list(self.window.settings.folders.models)

    _shown_defaults: frozenset[str] = frozenset()

    @Slot()
    def _model_may_have_changed(self) -> None:
        if self.page.isVisible() and self._defaults() != self._shown_defaults:
            self.refresh()

    @Slot(str)
    def _page_changed(self, page: str) -> None:
        if page == "models":
            self.page.list.setFocus()
            self.refresh()  # pictures may have been made meanwhile

    def row_of(self, path: str) -> Row | None:
        return next((row for row in self.page.rows.all if row.entry.path == path), None)

    @Slot(object)
    def _row_chosen(self, row: Row | None) -> None:
        detail = self.page.detail
        before = detail.row
        detail.show_row(row, self.book.of(row.entry.path) if row else None)
        if row is None:
            return
        self.caring.show_check(row)
        if row.entry.kind in ADAPTERS and not row.state and not row.entry.problem:
            fitting = fitting_models(row.entry, self._models_for(row.entry.kind))
            usable = row.entry.kind != "controlnet"
            detail.show_fitting([(model.id, model.name) for model in fitting], usable=usable)
        if before is None or before.entry.path != row.entry.path or before.sides != row.sides:
            self._asked_words = row.entry.path
            offthread.run(_words_at, row.entry.path, done=self._words_read)

    def _words_read(self, answer: tuple[str, FileWords]) -> None:
        path, words = answer
        if path == self._asked_words:
            self.page.detail.show_words(path, words)

    # What is asked for

    @Slot(str, object)
    def _asked(self, name: str, row: Row) -> None:
        if name == "use":
            self._keep_liked()
            entry = self.models.get(row.entry.id) or row.entry  # the row may be older than its settings
            if entry.kind in ADAPTERS:
                self._use_with(row, "")
            else:
                use_model(self.window, entry)
        elif name == "pictures":
            self.window.pages.show_page("paint")
            self.parts.gallery.show_matching(row.entry.name)
        elif name == "reveal":
            self.parts.gallery.reveal_path(Path(row.entry.path))
        elif name == "convert":
            self.shelf.conversions.offer(row.entry.path)
        else:
            self.caring.do(name, row)

    @Slot(object, str)
    def _use_with(self, row: Row, model: str) -> None:
        use = use_text_adapter if row.entry.kind == "text_lora" else use_adapter
        use(self.window, row.entry, self._models_for(row.entry.kind), model)

    def _models_for(self, kind: str) -> list[ModelEntry]:
        """The models that an adapter of that kind may fit."""
        return self.models.of_kind("text" if kind == "text_lora" else "image")

    def _open_folder(self, folder: str) -> None:
        path = Path(folder).expanduser()
        if report := open_folder(path if not path.is_file() else path.parent):
            self.window.show_error(report)

    def _watch_no_more(self, folder: str) -> None:
        before = self._watched()
        after = tuple(each for each in before if each != folder)
        settings = self.window.settings
        self.window.change_settings(settings.replace("folders", models=after))

        def undo() -> None:
            self.window.change_settings(self.window.settings.replace("folders", models=tuple(before)))

        told = self.tr("%1 is not watched any more; nothing on the disk was deleted.")
        self.window.show_message(told.replace("%1", folder), undo)

    # What the user keeps about them

    def noted_of(self, row: Row) -> Noted:
        """The note about a row, naming the model it is about."""
        entry = row.entry
        return replace(
            self.book.of(entry.path),
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            family=entry.family,
            bytes=row.sides.bytes,
        )

    @Slot(str, str)
    def _note_written(self, path: str, note: str) -> None:
        row = self.row_of(path)
        noted = self.noted_of(row) if row else self.book.of(path)
        self.write(replace(noted, note=note))

    @Slot(str, object)
    def _liked_changed(self, path: str, liked: Liked) -> None:
        self._liked[path] = liked
        self._liked_soon.start(0 if liked == Liked() else LIKED_MS)

    def _keep_liked(self) -> None:
        self._liked_soon.stop()
        wanted, self._liked = self._liked, {}
        noted = [
            replace(self.noted_of(row), liked=liked)
            for path, liked in wanted.items()
            if (row := self.row_of(path))
        ]
        if noted and self.write(*noted):
            self.shelf.noted()

    def write(self, *noted: Noted) -> bool:
        """Keep these notes; a failure is shown and answered with False."""
        try:
            self.book.write(*noted)
        except StudioError as error:
            self.tell(error.report())
            return False
        return True

    def tell(self, report: ErrorReport) -> None:
        self.window.show_error(report)

    # Coming and going

    @Slot(object)
    def _save(self, state: WindowState) -> None:
        self.page.save(state)
        self.page.detail.note.write_down()
        self._keep_liked()

    def close(self) -> None:
        """The program ends."""
        self.adding.close()
        self.caring.close()


def _words_at(path: str) -> tuple[str, FileWords]:
    return path, read_words(Path(path))
