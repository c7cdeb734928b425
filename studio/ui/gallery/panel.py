"""The history gallery: search, grid, trash, and what can be done with pictures."""

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QPoint, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QHideEvent, QKeyEvent, QShowEvent, Qt
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMessageBox,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from studio.core.artifacts import Artifact
from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.storage.history import History
from studio.storage.library import Library
from studio.ui.gallery.clipboard import copy_pictures
from studio.ui.gallery.emptying import Emptying
from studio.ui.gallery.grid import GalleryGrid
from studio.ui.gallery.model import GalleryModel
from studio.ui.gallery.moves import Moves
from studio.ui.gallery.opened import OpenedPicture
from studio.ui.gallery.thumbnails import Thumbnails
from studio.ui.icons import icon
from studio.ui.widgets import button, icon_button, label

if TYPE_CHECKING:
    from studio.ui.gallery.detail import DetailDialog

SEARCH_MS = 150
POLL_MS = 2000


class GalleryPanel(QWidget):
    """Every picture of the library. ``message`` carries a sentence and how to undo it, or None."""

    use_settings = Signal(object)  # Manifest
    show_on_canvas = Signal(object)  # Artifact
    use_as_start = Signal(object)  # Artifact
    describe = Signal(object)  # Artifact
    attach = Signal(object)  # Artifact
    trashed = Signal(object)  # set of artifact ids
    restored = Signal(object)  # set of artifact ids
    message = Signal(str, object)  # sentence, callable or None
    problem = Signal(object)  # ErrorReport
    choice_changed = Signal()
    """What can be done with the chosen pictures may have changed."""
    shown_wanted = Signal()
    """A command needs the gallery to be seen."""

    def __init__(
        self, history: History, library: Library, thumbnails: Thumbnails, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._history, self._library, self._thumbnails = history, library, thumbnails
        self._version = -1
        self.setProperty("kind", "panel")
        self.model = GalleryModel(history, library, self)
        self.grid = GalleryGrid(self.model, thumbnails)
        self._moves = Moves(self)
        self._opened = OpenedPicture(self.grid, library, self)
        self._make_head()
        self._empty = label("", "muted", wrap=True)
        self._empty.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._empty.setContentsMargins(24, 24, 24, 24)
        self._stack = QStackedLayout()
        self._stack.addWidget(self.grid)
        self._stack.addWidget(self._empty)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 12, 0, 0)
        column.setSpacing(4)
        column.addLayout(self._head)
        column.addLayout(self._foot)
        column.addLayout(self._stack, 1)
        self._search_soon = QTimer(self)
        self._search_soon.setSingleShot(True)
        self._search_soon.setInterval(SEARCH_MS)
        self._emptying = Emptying(library, self)
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._connect()
        self.refresh()

    def _make_head(self) -> None:
        self.search = QLineEdit()
        self.search.setPlaceholderText(self.tr("Search history"))
        self.search.setAccessibleName(self.tr("Search history"))
        self.search.setToolTip(self.tr("Words of the prompt or the model's name; beginnings are enough"))
        self.search.setClearButtonEnabled(True)
        self.search.addAction(icon("magnifying-glass", "muted"), QLineEdit.ActionPosition.LeadingPosition)
        self.trash_toggle = icon_button("trash", self.tr("Show the trash"))
        self.trash_toggle.setCheckable(True)
        self._head = QHBoxLayout()
        self._head.setContentsMargins(12, 0, 12, 0)
        self._head.setSpacing(4)
        self._head.addWidget(self.search, 1)
        self._head.addWidget(self.trash_toggle)
        self.count = label("", "muted")
        self.restore_button = button(self.tr("Restore"), "quiet")
        self.empty_button = button(self.tr("Empty trash…"), "quiet")
        self._foot = QHBoxLayout()
        self._foot.setContentsMargins(12, 0, 12, 0)
        self._foot.addWidget(self.count, 1)
        self._foot.addWidget(self.restore_button)
        self._foot.addWidget(self.empty_button)

    def _connect(self) -> None:
        self.search.textEdited.connect(lambda: self._search_soon.start())
        self.search.textChanged.connect(self._search_changed)
        self.search.returnPressed.connect(self._search_now)
        self._search_soon.timeout.connect(self._search_now)
        self._poll.timeout.connect(self.look_for_changes)
        self._emptying.progressed.connect(self._say_deleted)
        self._emptying.failed.connect(self.problem)
        self._emptying.ended.connect(self.refresh)
        self.trash_toggle.toggled.connect(self._trash_toggled)
        self.restore_button.clicked.connect(lambda: self.restore(self.grid.chosen()))
        self.empty_button.clicked.connect(self.ask_to_empty)
        self.model.failed.connect(self.problem)
        self._moves.moved.connect(self._rows_moved)
        self._moves.failed.connect(self.problem)
        self._opened.use_wanted.connect(self._use)
        self._opened.copy_wanted.connect(self._copy_one)
        self._opened.folder_wanted.connect(self.reveal)
        self._opened.trash_wanted.connect(self._trash_one)
        self.grid.opened.connect(self.open_detail)
        self.grid.looked.connect(lambda artifact: self.open_detail(artifact, quick=True))
        self.grid.delete_pressed.connect(lambda: self.run("trash"))
        self.grid.copy_pressed.connect(lambda: self.run("copy"))
        self.grid.customContextMenuRequested.connect(self._show_menu)
        self.grid.selectionModel().selectionChanged.connect(self._selection_changed)

    # What is shown

    def refresh(self) -> None:
        """Read everything anew from the history."""
        self._note_version()
        self.model.show(self.search.text(), self.trash_toggle.isChecked())
        self._say()

    def artifact_added(self, artifact: Artifact) -> None:
        """A picture has landed in the library: it appears on top at once."""
        if self.model.words.strip() or self.model.trashed:
            self.model.catch_up()
        else:
            self.model.insert(artifact)
        self._say()

    def look_for_changes(self) -> None:
        """Take in what another window or the command line has added or removed."""
        if self._note_version():
            self.model.catch_up()
            self._say()

    def _note_version(self) -> bool:
        try:
            version = self._history.database.data_version()
        except StudioError:
            return False  # asked again in two seconds; reading rows will tell the user
        if self._emptying.busy:
            return False  # our own deleting; the whole is read anew at its end
        changed, self._version = version != self._version, version
        return changed

    def _say(self) -> None:
        trashed, words = self.model.trashed, self.model.words.strip()
        try:
            count = self._history.count(self.model.words, trashed=trashed)
        except StudioError as error:
            self.problem.emit(error.report())
            return
        number = self.locale().toString(count)
        self.count.setText(
            self.tr("1 picture") if count == 1 else self.tr("{count} pictures").format(count=number)
        )
        self.restore_button.setVisible(trashed)
        self.empty_button.setVisible(trashed)
        self.empty_button.setEnabled(count > 0)
        if words:
            self._empty.setText(self.tr("No picture matches “{words}”.").format(words=words))
        elif trashed:
            self._empty.setText(self.tr("The trash is empty."))
        else:
            self._empty.setText(self.tr("Pictures you make appear here, newest first."))
        self._stack.setCurrentIndex(0 if self.model.rowCount() else 1)
        self._selection_changed()

    def _selection_changed(self) -> None:
        self.restore_button.setEnabled(self.grid.selectionModel().hasSelection())
        self.choice_changed.emit()

    def _search_changed(self, text: str) -> None:
        if not text:  # the clear button does not count as editing
            self._search_soon.start(0)

    def _search_now(self) -> None:
        self._search_soon.stop()
        if self.search.text() != self.model.words:
            self.refresh()

    def _trash_toggled(self, on: bool) -> None:
        tip = self.tr("Back to the history") if on else self.tr("Show the trash")
        self.trash_toggle.setToolTip(tip)
        self.trash_toggle.setAccessibleName(tip)
        self.refresh()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._poll.start()
        self.look_for_changes()

    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._poll.stop()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() == QEvent.Type.LocaleChange:
            self._say()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() == Qt.Key.Key_Escape and self.search.text():
            self.search.clear()
            self.grid.setFocus()
        else:
            super().keyPressEvent(event)

    # What can be done

    def start_search(self) -> None:
        """Put the cursor into the search field, even when the gallery is hidden."""
        self.shown_wanted.emit()
        self.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.search.selectAll()

    def show_matching(self, words: str) -> None:
        """Show what the search finds for ``words``, even when the gallery is hidden or shows its trash."""
        self.shown_wanted.emit()
        self.trash_toggle.setChecked(False)
        self.search.setText(words)
        self._search_now()

    def toggle_trash(self) -> None:
        """From the history to the trash, or back."""
        self.shown_wanted.emit()
        self.trash_toggle.toggle()

    def can_empty(self) -> bool:
        """Whether the trash is shown and holds something."""
        return self.model.trashed and self.empty_button.isEnabled()

    def _show_menu(self, point: QPoint) -> None:
        chosen = self.grid.chosen()
        if chosen:
            from studio.ui.gallery.menu import gallery_menu

            menu = gallery_menu(self, self.run, several=len(chosen) > 1, trashed=self.model.trashed)
            menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            menu.popup(self.grid.viewport().mapToGlobal(point))

    def run(self, action: str) -> None:
        """Do one of the menu's actions with the chosen pictures."""
        chosen = self.grid.chosen()
        if not chosen:
            return
        if action == "trash":
            self.trash(chosen)
        elif action == "restore":
            self.restore(chosen)
        elif action == "copy":
            self.copy(chosen)
        else:
            self._run_single(action, chosen[0])

    def _run_single(self, action: str, artifact: Artifact) -> None:
        request = artifact.manifest.request
        actions: dict[str, Callable[[], object]] = {
            "open": lambda: self.open_detail(artifact),
            "use_settings": lambda: self.use_settings.emit(artifact.manifest),
            "use_as_start": lambda: self.use_as_start.emit(artifact),
            "show_on_canvas": lambda: self.show_on_canvas.emit(artifact),
            "describe": lambda: self.describe.emit(artifact),
            "attach": lambda: self.attach.emit(artifact),
            "copy_prompt": lambda: QGuiApplication.clipboard().setText(request.prompt),
            "copy_seed": lambda: QGuiApplication.clipboard().setText(str(artifact.manifest.seed)),
            "reveal": lambda: self.reveal(artifact),
        }
        actions[action]()

    def copy(self, artifacts: list[Artifact]) -> None:
        """Copy pictures as files; one alone as picture, too."""
        copy_pictures([self._library.path_of(artifact) for artifact in artifacts], self._tell_failure)

    def _copy_one(self, artifact: Artifact) -> None:
        self.copy([artifact])

    def _use(self, artifact: Artifact) -> None:
        self.use_settings.emit(artifact.manifest)

    def reveal(self, artifact: Artifact) -> None:
        """Show the file in the file manager."""
        self.reveal_path(self._library.path_of(artifact))

    def reveal_path(self, path: Path) -> None:
        """Show any file in the file manager."""
        from studio.ui.gallery import reveal

        if not path.exists():
            self.message.emit(self.tr("{name} is not there any more.").format(name=path.name), None)
            return
        offthread.run(lambda: (path, reveal.reveal(path)), done=self._revealed, failed=self._tell_failure)

    def _revealed(self, answer: tuple) -> None:
        from studio.ui.gallery import reveal

        path, done = answer
        if not done and not reveal.open_folder(path):
            self.message.emit(
                self.tr("No file manager could be opened. The file is {path}").format(path=path), None
            )

    def _tell_failure(self, error: Exception) -> None:
        if isinstance(error, StudioError):
            self.problem.emit(error.report())
        else:
            raise error

    # Trash

    def trash(self, artifacts: list[Artifact]) -> None:
        """Move pictures to the trash; the message offers Undo."""
        if self.model.trashed or not artifacts:
            return
        row = self.model.row_of(artifacts[0].id)
        identities = [artifact.id for artifact in artifacts]

        def ended(count: int) -> None:
            self._choose_again(row)
            if count:
                text = (
                    self.tr("Picture moved to the trash.")
                    if count == 1
                    else self.tr("{count} pictures moved to the trash.").format(count=count)
                )
                self.trashed.emit(set(identities[:count]))
                self.message.emit(text, lambda: self._bring_back(identities[:count]))

        self._moves.start(identities, self._library.trash, ended)

    def _trash_one(self, artifact: Artifact) -> None:
        self.trash([artifact])

    def restore(self, artifacts: list[Artifact]) -> None:
        """Bring pictures back from the trash."""
        if self.model.trashed and artifacts:
            self._bring_back([artifact.id for artifact in artifacts])

    def _bring_back(self, identities: list[str]) -> None:
        for identity in identities:
            self._thumbnails.forget(identity)

        def ended(count: int) -> None:
            if not self.model.trashed:
                self.model.catch_up() if len(identities) == 1 else self.model.reload()
            self._say()
            if count:
                self.restored.emit(set(identities[:count]))
                self.message.emit(
                    self.tr("Picture restored.")
                    if count == 1
                    else self.tr("{count} pictures restored.").format(count=count),
                    None,
                )

        self._moves.start(identities, self._library.restore, ended)

    def _rows_moved(self, identities: list[str]) -> None:
        in_trash = {identity for identity in identities if self._is_trashed(identity)}
        self.model.remove(identities if self.model.trashed else in_trash)
        self._say()

    def _is_trashed(self, identity: str) -> bool:
        artifact = self._history.artifact(identity)
        return artifact is None or bool(artifact.trashed)

    def _choose_again(self, row: int) -> None:
        """After a removal the next picture is chosen, so that Delete can be pressed again."""
        self.grid.choose(min(max(row, 0), self.model.rowCount() - 1))

    def ask_to_empty(self) -> None:
        try:
            count = self._history.count(trashed=True)
        except StudioError as error:
            self.problem.emit(error.report())
            return
        box = QMessageBox(self)
        box.setIcon(QMessageBox.Icon.NoIcon)
        box.setWindowTitle(self.tr("Empty trash"))
        box.setText(
            self.tr("Delete 1 picture for good?")
            if count == 1
            else self.tr("Delete {count} pictures for good?").format(count=count)
        )
        box.setInformativeText(self.tr("This cannot be undone."))
        delete = box.addButton(self.tr("Delete for good"), QMessageBox.ButtonRole.DestructiveRole)
        cancel = box.addButton(QMessageBox.StandardButton.Cancel)
        box.setDefaultButton(cancel)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        delete.clicked.connect(self.empty_trash)
        box.open()

    def empty_trash(self) -> None:
        """Delete for good what is in the trash, a few pictures at a time."""
        self._emptying.start()

    def _say_deleted(self, done: int, whole: int) -> None:
        number = self.locale().toString
        self.count.setText(
            self.tr("Deleting: {done} of {whole}").format(done=number(done), whole=number(whole))
        )
        self.empty_button.setEnabled(False)

    # Detail

    def open_detail(self, artifact: Artifact, *, quick: bool = False) -> None:
        """Show one picture large; ``quick`` without its settings."""
        self._opened.open(artifact, quick=quick)

    @property
    def detail(self) -> "DetailDialog | None":
        """The detail view while it is open."""
        return self._opened.dialog
