"""The canvas page: header with zoom and undo, the canvas, and the bar of staged results over it."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence, QUndoStack
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.artifacts import Artifact
from studio.core.errors import ErrorReport
from studio.ui.canvas.header import CanvasHeader
from studio.ui.canvas.stage import Placed, Stage
from studio.ui.canvas.staging_bar import StagingBar
from studio.ui.canvas.steps import CanvasStep
from studio.ui.canvas.view import CanvasView
from studio.ui.pictures import PictureStore, Pixels
from studio.ui.widgets import hairline

UNDO_STEPS = 200
NAME_SHOWN = 400
"""Characters of a prompt over the canvas and in its tooltip."""


class CanvasPage(QWidget):
    """Holds the document of the canvas. Steps keep file names, not pixels, so undo costs no memory."""

    accepted = Signal(object, object)  # Artifact or None, Path
    discarded = Signal(object)  # Artifact or None
    picture_dropped = Signal(str)
    picture_changed = Signal(object)  # Placed or None: the accepted picture
    problem = Signal(object)  # ErrorReport
    stage_changed = Signal()
    """What can be done with the canvas may have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.document = Stage()
        self.undo_stack = QUndoStack(self)
        self.undo_stack.setUndoLimit(UNDO_STEPS)
        self.store = PictureStore(self)
        self.store.loaded.connect(self._loaded)
        self.store.failed.connect(self._failed)
        self.view = CanvasView()
        self.header = CanvasHeader(self.view, self.undo_stack)
        self.bar = StagingBar(self.view)
        self._comparing = False
        self._broken: dict[Path, str] = {}
        self._trashed: set[str] = set()
        self._preview_job = ""
        self._preview: QImage | None = None
        self._looked_away = ""
        """The job whose preview was left for the staged results."""
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self._connect()
        self._show()

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.view.picture_dropped.connect(self.picture_dropped)
        self.view.handle.left_behind.connect(self._end_compare)
        self.bar.stepped.connect(self.step)
        self.bar.compare_toggled.connect(self.set_comparing)
        self.bar.discard_pressed.connect(self.discard)
        self.bar.keep_all_pressed.connect(self.keep_all)
        self.bar.accept_pressed.connect(self.accept)

    # Results

    def stage(self, results: Iterable[tuple[Artifact, Path]]) -> None:
        """Put results on the stage."""
        for artifact, path in results:
            self.add_staged(artifact, path)

    def add_staged(self, artifact: Artifact, path: Path) -> None:
        """A result has landed. The first one of its job is shown, later ones wait their turn."""
        self._broken.pop(Path(path), None)
        self._set(self.document.with_staged(Placed(Path(path), artifact)))

    def forget(self, identities: set[str]) -> None:
        """Results with these artifact ids went to the trash: they leave the stage; undo keeps them off it."""
        self._trashed |= identities
        self._set(self.document.without(identities))

    def remember(self, identities: set[str]) -> None:
        """These came back from the trash: undo may bring them back to the stage."""
        self._trashed -= identities
        self._broken.clear()
        self._show()

    def step(self, by: int) -> None:
        """Look at the next (1) or previous (-1) result; first of all, back from a preview."""
        if self._uncover():
            return
        self._set(self.document.stepped(by))
        following = self.document.stepped(by).current
        if following:
            self._wanted(following.path)  # ready when the key is pressed again

    def accept(self) -> None:
        """The result that is looked at becomes the picture: one step of undo."""
        current = self.document.current
        if current and not self._uncover():
            self._do(self.tr("Accept result"), self.document.accepted())
            self.accepted.emit(current.artifact, current.path)

    def discard(self) -> None:
        """The result that is looked at leaves the stage; its file stays in the history."""
        current = self.document.current
        if current and not self._uncover():
            self._do(self.tr("Discard result"), self.document.discarded())
            self.discarded.emit(current.artifact)

    def keep_all(self) -> None:
        """Clear the stage without changing the picture; all results stay in the history."""
        if self.document.staged:
            self._do(self.tr("Keep all results"), self.document.kept_all())

    def place(self, path: Path, artifact: Artifact | None = None) -> None:
        """Put any picture on the canvas, from the history or from a file: one step of undo."""
        placed = Placed(Path(path), artifact)
        self._broken.pop(placed.path, None)  # it may be there again
        if placed != self.document.picture:
            self._do(self.tr("Place picture"), replace(self.document, picture=placed))
        else:
            self._show()

    def restore(self, path: Path, artifact: Artifact | None = None) -> None:
        """Put back what was on the canvas at the end of the last session; no undo step."""
        self._set(replace(self.document, picture=Placed(Path(path), artifact)))

    def current_picture(self) -> tuple[Path, QImage] | None:
        """The accepted picture, once it has been read."""
        picture = self.document.picture
        pixels = self.store.want(picture.path) if picture else None
        return (picture.path, pixels.image) if picture and pixels else None

    @property
    def accepted_id(self) -> str:
        """Artifact id of the accepted picture, for the window's state; empty when there is none."""
        return self.document.picture.identity if self.document.picture else ""

    # What is shown

    def set_frame(self, width: int, height: int) -> None:
        """The size in pixels of the next generation."""
        self.document = replace(self.document, frame=(width, height))
        self.view.set_frame(width, height)
        self._say()

    def show_preview(self, preview: QImage | None, job: str = "") -> None:
        """Show how a running job's picture comes along; None ends it.

        Once the first result of ``job`` is on the stage it is looked at, and previews of the
        job's further pictures would only hide it: they are left to the job bar. So are those of a
        job during which the user went back to look at results of an earlier one.
        """
        self._preview, self._preview_job = preview, job
        self._show_preview()

    def _show_preview(self) -> None:
        covered = self._covered()
        self.view.show_preview(self._preview if covered or not self.document.staged else None)
        self.bar.show_covered(covered, len(self.document.staged))

    def _covered(self) -> bool:
        """Whether a preview lies over staged results, so that none of them can be judged."""
        staged, job = self.document.staged, self._preview_job
        landed = any(placed.artifact and placed.artifact.job == job for placed in staged)
        return bool(staged) and self._preview is not None and not landed and self._looked_away != job

    def _uncover(self) -> bool:
        """Look at the staged results again if a preview covers them."""
        covered = self._covered()
        if covered:
            self._looked_away = self._preview_job
            self._show_preview()
        return covered

    def set_comparing(self, comparing: bool) -> None:
        """Divide the picture into before and after."""
        self._comparing = comparing and self.document.before is not None
        self._show()
        if self._comparing and self.view.comparing:
            self.view.handle.setFocus()
        elif not comparing:
            self.view.setFocus()

    def toggle_comparing(self) -> None:
        self.set_comparing(not self._comparing)

    def _end_compare(self) -> None:
        self.set_comparing(False)

    def _do(self, text: str, after: Stage) -> None:
        self.undo_stack.push(CanvasStep(text, self.document, after, self._now, self._return_to))

    def _now(self) -> Stage:
        return self.document

    def _return_to(self, document: Stage) -> None:
        self._set(document.without(self._trashed))

    def _set(self, document: Stage) -> None:
        before, self.document = self.document, document
        if document.before is None or not document.staged:
            self._comparing = False
        self._show()
        if before.picture != document.picture:
            self.picture_changed.emit(document.picture)

    def _show(self) -> None:
        document = self.document
        shown = document.shown
        pixels = self._wanted(shown.path) if shown else None
        if pixels or shown is None or shown.path in self._broken:
            self.view.set_picture(pixels, self._label(shown))
        before = self._wanted(document.before) if self._comparing and document.before else None
        self.view.compare_with(before)
        self.view.arrows_pan = not document.staged
        self.bar.show_place(document.index, len(document.staged), document.before is not None)
        self.bar.compare.blockSignals(True)
        self.bar.compare.setChecked(self._comparing)
        self.bar.compare.blockSignals(False)
        self.bar.settle(self.view.width(), self.view.height())
        self._show_preview()
        self._say()
        self.stage_changed.emit()

    def _wanted(self, path: Path) -> Pixels | None:
        return None if path in self._broken else self.store.want(path)

    def _label(self, placed: Placed | None) -> str:
        if placed is None:
            return ""
        return placed.artifact.manifest.request.prompt if placed.artifact else placed.path.name

    def _say(self) -> None:
        shown = self.document.shown
        if shown and shown.path in self._broken:
            self.view.set_message(self._broken[shown.path])
        elif shown:
            self.view.set_message("")  # it is being read
        else:
            self.view.set_message(
                self.tr("Write a prompt and press Generate, or drop a picture here to start from it.")
            )
        image = self.view.picture()
        width, height = (image.width(), image.height()) if image else self.document.frame
        name = self._label(shown)[:NAME_SHOWN].split("\n")[0]
        self.header.say(width, height, name, staged=self.document.current is not None)

    def _loaded(self, path: Path, pixels: Pixels) -> None:
        self._broken.pop(path, None)
        shown = self.document.shown
        if (shown and path == shown.path) or path == self.document.before:
            self._show()
            if path == self.document.before and self._comparing:
                self.view.handle.setFocus()

    def _failed(self, path: Path, report: ErrorReport) -> None:
        self._broken[path] = report.sentence
        self.problem.emit(report)
        if path == self.document.before:
            self._comparing = False
        self._show()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event):
            super().keyPressEvent(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo_stack.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.undo_stack.redo()
        elif event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier or not self.document.staged:
            return False
        elif event.key() == Qt.Key.Key_Left:
            self.step(-1)
        elif event.key() == Qt.Key.Key_Right:
            self.step(1)
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif event.key() in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.discard()
        elif event.key() == Qt.Key.Key_C:
            self.toggle_comparing()
        elif event.key() == Qt.Key.Key_Escape and self._comparing:
            self.set_comparing(False)
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self.bar.settle(self.view.width(), self.view.height())
        return False
