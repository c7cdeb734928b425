"""What is more than a piece of text: long texts in slices or as scenes, dropped files, pasted pictures."""

import os
from pathlib import Path
from tempfile import TemporaryDirectory
from urllib.parse import quote

from PySide6.QtCore import QMimeData, QObject, QTimer
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QMessageBox

from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.request_parts import clean_text
from studio.core.writing.words import count_words
from studio.ui.pictures import ENDINGS
from studio.ui.writing.buffer import Buffer
from studio.ui.writing.editor import LONG_PASTE, SceneEditor
from studio.ui.writing.edits import Edit, moved_by
from studio.ui.writing.page import WritePage
from studio.ui.writing.splitting import split_into_scenes

ASK_FROM = 600_000
"""Characters from which on it is asked; a scene of that size is longer than most novels."""
SLICE, SLICES_MOST = 40_000, 100
"""Characters of a piece; larger where there would be very many pieces."""
TEXTS = frozenset({".txt", ".md", ".markdown", ".text"})


class Slices(QObject):
    """One long text on its way into a buffer: a piece at each turn of the loop, one step of undo."""

    def __init__(self, buffer: Buffer, at: int, text: str, name: str) -> None:
        super().__init__(buffer)
        self._buffer, self._at, self._text, self._name = buffer, at, text, name
        self._done, self.over = 0, False
        self._size = max(SLICE, len(text) // SLICES_MOST)
        self._own = False
        self._run = f"slices {id(self)}"
        buffer.changed.connect(self._follow)
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def _follow(self, edit: Edit, _origin: object) -> None:
        if not self._own:  # typed meanwhile
            self._at = moved_by(edit, self._at)

    def step(self) -> None:
        """The next piece; cut at the end of a line where there is one."""
        if self.over:
            return
        if self._done >= len(self._text):
            self.over = True
            self._timer.stop()
            self._buffer.history.seal()
            self._buffer.changed.disconnect(self._follow)
            self.deleteLater()
            return
        end = min(self._done + self._size, len(self._text))
        line = self._text.rfind("\n", self._done + self._size // 2, end) + 1
        end = line if line and end < len(self._text) else end
        piece = self._text[self._done : end]
        self._own = True
        self._buffer.edit(self._at, 0, piece, self._name, run=self._run)
        self._own = False
        self._at += len(piece)
        self._done = end


class Scenes(QObject):
    """One long text on its way into the outline of the project that is open: a scene at each turn."""

    def __init__(self, page: WritePage, text: str) -> None:
        super().__init__(page)
        self._page, self._project = page, page.project
        self._waiting = split_into_scenes(text)
        self._near = page.editor.item
        self.over = False
        self._timer = QTimer(self)
        self._timer.setInterval(0)
        self._timer.timeout.connect(self.step)
        self._timer.start()

    def step(self) -> None:
        """The next scene, behind the one before."""
        if self.over:
            return
        if not self._waiting or self._page.project is not self._project:
            self.over = True
            self._timer.stop()
            self._page.outline.recount()
            self.deleteLater()
            return
        title, part = self._waiting.pop(0)
        made = self._page.outline.steps.add(
            "scene", title or self.tr("Pasted"), self._near, self.tr("Paste as scenes"), text=part
        )
        if made is None:
            self._waiting.clear()
        else:
            self._near = made.id


class Pasting(QObject):
    """Hears of long pastes of both editors of the page."""

    def __init__(self, page: WritePage) -> None:
        super().__init__(page)
        self._page = page
        self._coming: list[Slices | Scenes] = []
        self.question: QMessageBox | None = None
        self._watch(page.editor)
        page.second_opened.connect(self._watch)
        page.project_closing.connect(self.finish)

    def _watch(self, editor: SceneEditor) -> None:
        editor.long_pasted.connect(lambda text: self.take(editor, text))
        editor.files_pasted.connect(lambda data: self.take_files(data, editor))

    def take(self, editor: SceneEditor, text: str) -> None:
        """A text that is too long to be put in at once."""
        if editor.isReadOnly():
            return
        if len(text) < ASK_FROM or self._page.project is None:
            self.insert(editor, text)
            return
        words = count_words(text)
        question = QMessageBox(self._page)
        question.setWindowTitle(self.tr("A very long text"))
        question.setText(self.tr("The pasted text has %n word(s).", "", words))
        question.setInformativeText(
            self.tr("As scenes of its own, cut at its headings, it stays quick to write in and easy to move.")
        )
        scenes = question.addButton(self.tr("Make scenes of it"), QMessageBox.ButtonRole.AcceptRole)
        here = question.addButton(self.tr("Put it in here"), QMessageBox.ButtonRole.ActionRole)
        question.addButton(QMessageBox.StandardButton.Cancel)
        question.setDefaultButton(scenes)
        scenes.clicked.connect(lambda: self.make_scenes(text))
        here.clicked.connect(lambda: self.insert(editor, text))
        question.finished.connect(question.deleteLater)
        self.question = question
        question.open()

    def take_files(self, data: QMimeData, editor: SceneEditor | None = None) -> None:
        """Plain texts come in at the caret; pictures are copied into the project and named there."""
        page, editor = self._page, editor or self._page.editor
        if page.project is None or editor.isReadOnly():
            return
        try:
            if data.hasUrls():
                for url in data.urls():
                    if url.isLocalFile():
                        self._take_file(editor, Path(url.toLocalFile()))
                    else:
                        editor.paste_text(url.toString())
            elif isinstance(image := data.imageData(), QImage):
                with TemporaryDirectory() as folder:
                    path = Path(folder) / "pasted.png"
                    if image.save(str(path)):
                        self._insert_picture(editor, path)
        except StudioError as error:
            page.problem.emit(error.report())
        except OSError as error:
            page.problem.emit(
                ErrorReport(
                    kind=ErrorKind.FILE_BROKEN,
                    sentence=f"The dropped file cannot be read ({error.strerror or error}).",
                )
            )

    def _take_file(self, editor: SceneEditor, path: Path) -> None:
        if path.suffix.lower() in ENDINGS:
            self._insert_picture(editor, path)
        elif path.suffix.lower() in TEXTS:
            text = path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
            if len(text) > LONG_PASTE:
                self.take(editor, clean_text(text))
            else:
                editor.paste_text(text)
        else:
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"{path.name} is neither a text nor a picture.",
                "Drop a .txt or .md file or a picture; other documents come in through Import.",
            )

    def _insert_picture(self, editor: SceneEditor, path: Path) -> None:
        project = self._page.project
        if project:
            relative = project.attach_picture(editor.item, path)
            home = project.path_of(editor.item).parent
            target = Path(os.path.relpath(project.folder / relative, home)).as_posix()
            editor.paste_text(f"![{path.stem}]({quote(target)})")
            self._page.outline_changed.emit()

    def insert(self, editor: SceneEditor, text: str) -> Slices:
        """In place of what is selected, slice by slice."""
        start, end = editor.selection()
        if end > start:
            editor.insert_text(start, "", self.tr("Paste"), replacing=end - start)
        slices = Slices(editor.buffer, start, text, self.tr("Paste"))
        self._come(slices)
        return slices

    def make_scenes(self, text: str) -> None:
        """Scenes behind the one that is open, one at each turn of the loop."""
        self._come(Scenes(self._page, text))

    def _come(self, coming: "Slices | Scenes") -> None:
        self._coming.append(coming)
        coming.destroyed.connect(lambda: self._coming.remove(coming))

    def finish(self) -> None:
        """The project closes: what still comes in pieces is there at once."""
        for coming in list(self._coming):
            while not coming.over:
                coming.step()
