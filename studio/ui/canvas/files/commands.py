"""Commands of the canvas document's file: new, open, save, export, recent, copy and paste."""

from pathlib import Path

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QFileDialog, QWidget

from studio.jobs import offthread
from studio.ui.actions import Command, Commands
from studio.ui.canvas.files import clipboard, formats
from studio.ui.canvas.files.desk_files import DocumentFiles
from studio.ui.window_state import WindowState

FOLDER = "documents_folder"
"""Window state: where the file dialogs begin."""


class FileCommands(QObject):
    """Adds the commands and opens their dialogs over ``window``."""

    def __init__(self, commands: Commands, files: DocumentFiles, state: WindowState, window: QWidget) -> None:
        super().__init__(window)
        self._commands, self._files, self._state, self._window = commands, files, state, window
        group = self.tr("Document")
        for command, slot in (
            (Command("new_document", self.tr("New document…"), group, "Ctrl+N", "file-plus"), self.ask_new),
            (Command("open_document", self.tr("Open…"), group, "Ctrl+O", "folder-open"), self.ask_open),
            (
                Command("recent", self.tr("Recent documents and drafts…"), group, "", "clock"),
                self.show_recent,
            ),
            (Command("save_document", self.tr("Save"), group, "Ctrl+S", "floppy-disk"), self.save),
            (Command("save_as", self.tr("Save as…"), group, "Ctrl+Shift+S", "floppy-disk"), self.ask_save),
            (Command("export", self.tr("Export…"), group, "Ctrl+Shift+E", "export"), self.ask_export),
        ):
            commands.add(command, slot)
        for command, slot in (
            (Command("copy_layer", self.tr("Copy"), group, "Ctrl+C", "copy"), self.copy),
            (
                Command("copy_merged", self.tr("Copy all layers"), group, "Ctrl+Shift+C", "copy"),
                self.copy_all,
            ),
            (Command("paste", self.tr("Paste as a new layer"), group, "Ctrl+V", "clipboard"), self.paste),
        ):
            commands.add(command, slot, only_in="canvas")
        files.busy_changed.connect(self._show_possible)

    def _show_possible(self) -> None:
        for name in ("new_document", "open_document", "recent", "save_document", "save_as", "export"):
            self._commands.action(name).setEnabled(not self._files.busy)

    # Dialogs

    def _folder(self) -> str:
        return self._state.text(FOLDER) or str(Path.home())

    def _remember(self, path: Path) -> Path:
        self._state.set(FOLDER, str(path.parent))
        return path

    def ask_new(self) -> None:
        from studio.ui.canvas.files.new_dialog import NewDialog

        frame = self._files.document.frame
        dialog = NewDialog((frame.width(), frame.height()), self._window)
        dialog.chosen.connect(self._files.new)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def ask_open(self) -> None:
        text, _ = QFileDialog.getOpenFileName(
            self._window, self.tr("Open"), self._folder(), formats.open_filter()
        )
        if text:
            self._files.open(self._remember(Path(text)))

    def show_recent(self) -> None:
        from studio.storage.document_recovery import forget
        from studio.ui.canvas.files.recent_dialog import RecentDialog

        dialog = RecentDialog(self._files.recent(), self._window)
        offthread.run(self._files.drafts, done=dialog.add_drafts)  # it reads whole journals
        dialog.file_chosen.connect(self._files.open)
        dialog.draft_chosen.connect(self._files.open_draft)
        dialog.draft_removed.connect(forget)
        dialog.finished.connect(dialog.deleteLater)
        dialog.open()

    def save(self) -> None:
        """Save where it is; a document without a file is asked for one."""
        if self._files.path:
            self._files.save()
        else:
            self.ask_save()

    def ask_save(self) -> None:
        name = self._files.path.name if self._files.path else self.tr("Untitled") + formats.OWN
        filters = self.tr("Atelier document") + f" (*{formats.OWN})"
        text, _ = QFileDialog.getSaveFileName(
            self._window, self.tr("Save as"), str(Path(self._folder()) / name), filters
        )
        if text:
            self._files.save(self._remember(Path(text)))

    def ask_export(self) -> None:
        name = self._files.path.stem if self._files.path else self.tr("Untitled")
        text, chosen = QFileDialog.getSaveFileName(
            self._window,
            self.tr("Export"),
            str(Path(self._folder()) / (name + ".png")),
            ";;".join(formats.export_filters()),
        )
        if not text:
            return
        path = Path(text)
        if path.suffix.lower() not in formats.FOREIGN_WRITE:
            path = path.with_name(path.name + "." + chosen.partition("*.")[2].rstrip(")"))
        self._files.export(self._remember(path))

    # Clipboard

    def copy(self) -> None:
        self._copy(merged=False)

    def copy_all(self) -> None:
        self._copy(merged=True)

    def _copy(self, *, merged: bool) -> None:
        done = clipboard.copy(self._files.document, merged=merged)
        self._files.message.emit(self.tr("Copied.") if done else self.tr("There is nothing here to copy."))

    def paste(self) -> None:
        """The picture on the clipboard, or picture files, as new layers."""
        image = clipboard.clipboard_image(self._files.document.profile)
        if not image.isNull():
            clipboard.place(self._files.document, image, self.tr("Pasted"), self.tr("Paste"))
            return
        from PySide6.QtGui import QGuiApplication

        data = QGuiApplication.clipboard().mimeData()
        paths = clipboard.picture_files(data) if data else []
        if not paths and clipboard.holds_picture():
            self._files.message.emit(self.tr("The picture on the clipboard is damaged or too large."))
        elif not paths:
            self._files.message.emit(self.tr("There is no picture on the clipboard."))
        for path in paths:
            self._files.place(path)
