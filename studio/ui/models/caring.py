"""What is done with one file: checked, taken off the list, put into the trash, found again, named by hand."""

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import replace
from PySide6.QtCore import QFile, QObject, Slot
from PySide6.QtWidgets import QFileDialog, QMessageBox

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.file_words import FileWords
from studio.jobs import offthread
from studio.storage.model_book import Noted
from studio.storage.model_check import Checked, check_file, differs
from studio.storage.model_sides import companions_of, parts_of, read_words
from studio.ui.models.long_work import LongWork
from studio.ui.models.rows import Row

if TYPE_CHECKING:
    from studio.ui.main_window import MainWindow
    from studio.ui.models.page import ModelsPage
    from studio.ui.models.shelf import Shelf


class Caring(QObject):
    """Each action by its name; asks before anything leaves the disk."""

    def __init__(self, window: "MainWindow", shelf: "Shelf", page: "ModelsPage") -> None:
        super().__init__(page)
        self.window, self.shelf, self.page = window, shelf, page
        self.book = shelf.parts.models.book
        self.question: QMessageBox | None = None
        self._work = LongWork(self)
        self._checked: Row | None = None
        self._verdicts: dict[str, str] = {}
        self._work.progressed.connect(self._progressed)
        self._work.done.connect(self._check_done)
        self._work.failed.connect(self._check_failed)
        self._work.stopped.connect(lambda: self._show_verdict(""))

    def do(self, name: str, row: Row) -> None:
        """Run an action of the detail."""
        actions = {
            "check": self.check,
            "check_stop": lambda _row: self._work.stop(),
            "remove": self.remove,
            "restore": self.restore,
            "trash": self.ask_to_trash,
            "relink": self.relink,
            "set_kind": self.ask_kind,
        }
        actions[name](row)

    # Checking

    def check(self, row: Row) -> None:
        """Read the whole file and compare it with what is known of it."""
        if self._work.busy:
            self.window.show_message(self.tr("Another file is being checked."))
            return
        path = Path(row.entry.path)
        self._checked = row

        def work(progress, stopped):  # type: ignore[no-untyped-def]
            words = read_words(path)
            return check_file(path, progress, stopped, data=bool(words.data_sha256)), words

        self._work.start(work)
        self.show_check(row)

    def show_check(self, row: Row) -> None:
        """Show in the detail what is known of the check of ``row``."""
        box = self.page.detail.check
        if self._work.busy and self._checked and self._checked.entry.path == row.entry.path:
            box.show_progress(0, 1)
            return
        sha256 = self.book.of(row.entry.path).sha256
        known = self.tr("Checked before. SHA-256: %1").replace("%1", sha256) if sha256 else ""
        box.show_result(self._verdicts.get(row.entry.path, known))

    @Slot(object, object)
    def _progressed(self, done: int, whole: int) -> None:
        shown = self.page.detail.row
        if self._work.busy and shown and self._checked and shown.entry.path == self._checked.entry.path:
            self.page.detail.check.show_progress(done, whole)

    @Slot(object)
    def _check_done(self, answer: tuple[Checked, FileWords]) -> None:
        checked, words = answer
        row = self._checked
        if row is None:
            return
        before = self.book.of(row.entry.path)
        other = differs(checked, words, before.sha256)
        if checked.broken:
            count, names = sum(checked.broken.values()), ", ".join(list(checked.broken)[:3])
            told = self.tr(
                "Broken weights (no numbers): %n. What it makes would be black or noise. In: %1", "", count
            )
            told = told.replace("%1", names)
        elif other:
            told = self.tr("Its content is not what it was or should be: it was changed or damaged.")
        elif other is None:
            told = self.tr("Complete. Later checks compare it with what it is now.")
        else:
            told = self.tr("Complete, and as it was recorded.")
        if not other:
            self._write(replace(self._about(row), sha256=checked.sha256, bytes=checked.bytes))
        self._show_verdict(f"{told}\n{self.tr('SHA-256: %1').replace('%1', checked.sha256)}")

    @Slot(object)
    def _check_failed(self, report: ErrorReport) -> None:
        self._show_verdict("")
        self.window.show_error(report)

    def _show_verdict(self, text: str) -> None:
        row, self._checked = self._checked, None
        if row is None:
            return
        if text:
            self._verdicts[row.entry.path] = text
        if self.page.detail.row and self.page.detail.row.entry.path == row.entry.path:
            self.show_check(row)

    # The list

    def _about(self, row: Row) -> Noted:
        entry = row.entry
        return replace(
            self.book.of(entry.path),
            id=entry.id,
            name=entry.name,
            kind=entry.kind,
            family=entry.family,
            bytes=row.sides.bytes,
        )

    def _write(self, *noted: Noted) -> bool:
        try:
            self.book.write(*noted)
        except StudioError as error:
            self.window.show_error(error.report())
            return False
        return True

    def remove(self, row: Row) -> None:
        """Take it off the list; the file stays. What is kept about a file that is gone is forgotten."""
        before = self.book.of(row.entry.path)
        gone = row.state == "missing"
        after = Noted(path=row.entry.path) if gone else replace(self._about(row), removed=True)
        if not self._write(after):
            return
        self.shelf.noted()

        def undo() -> None:
            if self._write(before):
                self.shelf.noted()

        told = self.tr("“%1” is off the list; the file stays where it is.")
        if gone:
            told = self.tr("“%1” is off the list.")
        self.window.show_message(told.replace("%1", row.entry.name), undo)

    def restore(self, row: Row) -> None:
        """Bring it back to the list."""
        if self._write(replace(self.book.of(row.entry.path), removed=False)):
            self.shelf.noted()

    # The trash

    def ask_to_trash(self, row: Row) -> None:
        box = QMessageBox(self.window)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Move to the trash"))
        box.setText(self.tr("Move “%1” to the system's trash?").replace("%1", row.entry.name))
        path = Path(row.entry.path)
        beside = [] if path.is_dir() else [*parts_of(path)[1:], *companions_of(path)]
        also = ""
        if beside:
            names = ", ".join(each.name for each in beside)
            also = "\n" + self.tr("With it: %1").replace("%1", names)
        box.setInformativeText(
            self.tr("%1 leaves its folder, for other programs that use it as well.").replace("%1", str(path))
            + also
        )
        trash = box.addButton(self.tr("Move to the trash"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.finished.connect(self._answered)
        trash.clicked.connect(lambda: self.trash(row))
        self.question = box
        box.open()

    def _answered(self) -> None:
        if self.question:
            self.question.deleteLater()
            self.question = None

    def trash(self, row: Row) -> None:
        """Move it to the system's trash, on a worker: it may lie on another disk."""
        offthread.run(_to_trash, Path(row.entry.path), done=partial(self._trashed, row))

    def _trashed(self, row: Row, refused: str) -> None:
        if refused:
            self.window.show_error(
                ErrorReport(
                    kind=ErrorKind.NOT_WRITABLE,
                    sentence=self.tr("“%1” could not be moved to the trash.").replace("%1", refused),
                    advice=self.tr("Its disk may have no trash, or the folder may not be writable."),
                )
            )
        else:
            self.window.show_message(self.tr("“%1” is in the trash.").replace("%1", row.entry.name))
            self._write(Noted(path=row.entry.path))
            settings = self.window.settings
            if row.entry.path in settings.folders.models:
                models = tuple(each for each in settings.folders.models if each != row.entry.path)
                self.window.change_settings(settings.replace("folders", models=models))
                return
        self.shelf.look()

    # Found again

    def relink(self, row: Row) -> None:
        """Look for the vanished file among those known: the same size, and if known the same content."""
        rows = [one for one in self.page.rows.all if not one.state and one.sides.bytes == row.sides.bytes]
        noted = self.book.of(row.entry.path)
        if not rows or not row.sides.bytes:
            self._ask_where(row)
            return
        offthread.run(_same, noted, tuple(rows), done=partial(self._relinked, row))

    def _relinked(self, row: Row, found: Row | None) -> None:
        if found is None:
            self._ask_where(row)
        else:
            self.link(row, found)

    def _ask_where(self, row: Row) -> None:
        path, _ = QFileDialog.getOpenFileName(
            self.window, self.tr("Where is “%1” now?").replace("%1", row.entry.name), ""
        )
        if not path:
            return
        found = next((one for one in self.page.rows.all if one.entry.path == path and not one.state), None)
        if found is None:
            self.window.show_error(
                ErrorReport(
                    kind=ErrorKind.INVALID_REQUEST,
                    sentence=self.tr("“%1” is not on the list yet.").replace("%1", Path(path).name),
                    advice=self.tr("Add it or its folder first; then find the missing one again."),
                )
            )
            return
        self.link(row, found)

    def link(self, row: Row, found: Row) -> None:
        """What was kept and made with the vanished file belongs to ``found`` from now on."""
        try:
            self.book.move(row.entry.path, found.entry)
        except StudioError as error:
            self.window.show_error(error.report())
            return
        self.page.choose(found.entry.path)
        self.shelf.noted()
        told = self.tr("“%1” was found again: %2")
        self.window.show_message(told.replace("%1", row.entry.name).replace("%2", found.entry.path))

    # By hand

    def ask_kind(self, row: Row) -> None:
        """Let the user say what a file is."""
        from studio.ui.models.kind_dialog import KindDialog

        dialog = KindDialog(row.entry, self.window)
        dialog.failed.connect(self.window.show_error)
        dialog.written.connect(self.shelf.look)
        self.kind_dialog = dialog
        dialog.open()

    def close(self) -> None:
        """The program ends."""
        self._work.close()


def _to_trash(path: Path) -> str:
    """Move a model with all that belongs to it; the name of what could not be moved."""
    files = [path] if path.is_dir() else [*parts_of(path), *companions_of(path)]
    for file in files:
        moved = QFile.moveToTrash(str(file))
        if not (moved[0] if isinstance(moved, tuple) else moved):
            return file.name
    return ""


def _same(noted: Noted, rows: tuple[Row, ...]) -> Row | None:
    """The row with the same content; without a known checksum the only one of the size."""
    if not noted.sha256:
        return rows[0] if len(rows) == 1 else None
    for row in rows:
        try:
            checked = check_file(Path(row.entry.path), lambda *_: None, lambda: False, data=False)
        except StudioError:
            continue
        if checked.sha256 == noted.sha256:
            return row
    return None
