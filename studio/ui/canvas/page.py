"""The canvas page: the document on its desk, header, tools, view and the bar of staged results over it."""

from pathlib import Path

import msgspec
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.core.artifacts import Artifact
from studio.core.layers import walk
from studio.ui.canvas.document import Document
from studio.ui.canvas.header import CanvasHeader
from studio.ui.canvas.options_bar import OptionsBar
from studio.ui.canvas.placing import add_result, is_blank
from studio.ui.canvas.results import Results, Shown
from studio.ui.canvas.stage import Placed, Target
from studio.ui.canvas.staging_bar import StagingBar
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.tool_bar import ToolBar
from studio.ui.canvas.toolbox import Toolbox
from studio.ui.canvas.view import CanvasView
from studio.ui.widgets import hairline

FIRST_SIZE = (512, 512)
NAME_SHOWN = 400
"""Characters of a prompt in the tooltip of the staging bar and in the view's description."""
EDGE = 12
"""Room between the tool bar and the edge of the view, in pixels."""


class CanvasPage(QWidget):
    """Joins one desk with everything that shows and changes its document."""

    picture_dropped = Signal(str, QPointF)
    """Path and the point of the document it was dropped on."""
    picture_changed = Signal()
    """Another result lies on top of the document (see ``accepted_id``)."""
    frame_resized = Signal(int, int)
    """The generation frame has another size in pixels."""
    document_told = Signal()
    """The open document is another one, or something of it has changed; many changes are told once."""
    possible_changed = Signal()
    """What can be done with the canvas may have changed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk = Desk(self._fresh_document(*FIRST_SIZE), self)
        self.view = CanvasView(self.desk)
        self.tools = Toolbox(self.desk, self.view)
        self.options_bar = OptionsBar(self.desk)
        self.header = CanvasHeader(self.view, self.desk, self.options_bar)
        self.bar = StagingBar(self.view)
        self.tool_bar = ToolBar(self.desk)
        self.tool_bar.setParent(self.view)
        self.results = Results(self.desk, self)
        self._over = Shown()
        self._comparing = False
        self._accepted = ""
        self._frame_size = QSize()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        self.setFocusProxy(self.view)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        self._listening: Document | None = None
        self._connect()
        self._listen()
        self._show()

    def _connect(self) -> None:
        self.view.installEventFilter(self)
        self.view.picture_dropped.connect(self.picture_dropped)
        self.view.handle.left_behind.connect(lambda: self.set_comparing(False))
        results, bar = self.results, self.bar
        results.changed.connect(self._show)
        bar.stepped.connect(results.step)
        bar.compare_toggled.connect(self.set_comparing)
        bar.discard_pressed.connect(results.discard)
        bar.keep_all_pressed.connect(results.keep_all)
        bar.accept_pressed.connect(results.accept)
        self.desk.document_changed.connect(self._listen)
        self.tools.changed.connect(self._tool_changed)
        self.tool_bar.chosen.connect(self.tools.choose)
        self.desk.tool_wanted.connect(self.tools.choose)
        self.tools.choose(self.tools.first)

    # The document

    @property
    def document(self) -> Document:
        return self.desk.document

    def _fresh_document(self, width: int, height: int) -> Document:
        document = Document.new(width, height, self.tr("Layer 1"), self)
        document.provisional = True
        return document

    def open_document(self, document: Document) -> None:
        """Show another document; the old one is left to whoever else holds it."""
        document.setParent(self)
        old = self.document
        if old.editing:
            old.editing.commit()
        self.desk.set_document(document)
        self.view.fit()

    @property
    def is_untouched(self) -> bool:
        """Whether nothing was done yet with the document that was there at the start."""
        return is_blank(self.document) and not self.document.history.steps

    def restore(self, image: QImage, artifact: Artifact | None, path: Path, key: str = "") -> None:
        """Put back what was on the canvas at the end of the last session, a document called ``key``;
        no undo step stays.
        """
        document = self._fresh_document(image.width(), image.height())
        with document.edit(self.tr("Place picture")) as edit:
            add_result(edit, Placed(path, artifact), image, image.rect())
        document.history.clear()
        document.show_state(msgspec.structs.replace(document.state, key=key or document.key))
        self.open_document(document)

    def undo(self) -> None:
        self.document.undo()

    def redo(self) -> None:
        self.document.redo()

    @property
    def accepted_id(self) -> str:
        """Artifact id of the uppermost visible result, for the window's state; empty when there is none."""
        results = [
            layer.artifact
            for layer in walk(self.document.state.layers)
            if layer.kind == "result" and layer.visible and layer.artifact
        ]
        return results[-1] if results else ""

    def _listen(self) -> None:
        """Hear of the open document, and no more of the one before."""
        old, self._listening = self._listening, self.document
        if old is self.document:
            return
        for document, join in ((old, False), (self.document, True)):
            if document is None:
                continue
            for signal, slot in (
                (document.state_changed, self._soon.start),
                (document.selection_changed, self._soon.start),
                (document.committed, self._soon.start),
                (document.history.changed, self.possible_changed),
            ):
                signal.connect(slot) if join else signal.disconnect(slot)
        self._tell()
        self.possible_changed.emit()

    def _tell(self) -> None:
        if self.document.frame.size() != self._frame_size:
            self._frame_size = self.document.frame.size()
            self.frame_resized.emit(self._frame_size.width(), self._frame_size.height())
        if self.accepted_id != self._accepted:
            self._accepted = self.accepted_id
            self.picture_changed.emit()
        self._show()
        self.document_told.emit()

    def set_frame(self, width: int, height: int) -> None:
        """The size in pixels of the next generation; a blank document takes it too."""
        document = self.document
        if document.frame.size() == QSize(width, height):
            return
        if is_blank(document):
            document.show_state(
                msgspec.structs.replace(
                    document.state, width=width, height=height, frame=(0, 0, width, height)
                )
            )
        else:
            document.set_frame(_resized(document.frame, QSize(width, height), document.area))

    # What is shown

    def show_preview(self, preview: QImage | None, job: str = "", target: Target | None = None) -> None:
        """Show how a running job's picture comes along; None ends it."""
        self.results.show_preview(preview, job, target)

    def set_comparing(self, comparing: bool) -> None:
        """Divide the picture into before and after."""
        self._comparing = comparing and self.can_compare
        self._show()
        if self._comparing:
            self.view.handle.setFocus()
        elif not comparing:
            self.view.setFocus()

    def toggle_comparing(self) -> None:
        self.set_comparing(not self._comparing)

    @property
    def can_compare(self) -> bool:
        """Whether there is a result and something it can be compared with."""
        return self.results.stage.current is not None and bool(self.document.planes)

    def _show(self) -> None:
        stage, shown = self.results.stage, self.results.shown()
        self._comparing = self._comparing and self.can_compare
        self._show_over(shown)
        self.view.arrows_pan = not stage.staged
        self.view.set_message(shown.broken or self._message(shown.image or shown.preview))
        name = stage.current.name[:NAME_SHOWN] if stage.current else ""
        self.view.setAccessibleDescription(name)
        self.bar.show_place(stage.index, len(stage.staged), self.can_compare, name)
        self.bar.compare.blockSignals(True)
        self.bar.compare.setChecked(self._comparing)
        self.bar.compare.blockSignals(False)
        self.bar.show_covered(shown.covered, len(stage.staged))
        self._settle()
        self.header.say(self.document.state.width, self.document.state.height)
        self.possible_changed.emit()

    def _show_over(self, shown: Shown) -> None:
        """Tell the view what lies over the document, as far as that is news."""
        before, self._over = self._over, shown
        if before.image is not shown.image or before.area != shown.area:
            self.view.show_staged(shown.image, shown.area)
        if before.preview is not shown.preview or before.preview_area != shown.preview_area:
            self.view.show_preview(shown.preview, shown.preview_area)
        if self.view.comparing != (self._comparing and shown.image is not None):
            self.view.set_comparing(not self.view.comparing)

    def _message(self, shown: QImage | None) -> str:
        if shown is not None or self.document.planes or self.results.stage.staged:
            return ""
        return self.tr("Write a prompt and press Generate, or drop a picture here to start from it.")

    def _settle(self) -> None:
        self.bar.settle(self.view.width(), self.view.height())
        room = self.view.height() - 2 * EDGE
        self.tool_bar.setGeometry(
            EDGE, EDGE, self.tool_bar.sizeHint().width(), min(room, self.tool_bar.sizeHint().height())
        )

    def _tool_changed(self, identity: str) -> None:
        spec = self.tools.spec(identity)
        self.tool_bar.show_chosen(identity)
        self.options_bar.show_tool(spec)
        self.possible_changed.emit()

    # Keys

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if not self._pressed(event):
            super().keyPressEvent(event)

    def _pressed(self, event: QKeyEvent) -> bool:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo):
            self.redo()
        elif self.results.stage.staged and self._staging_key(event):
            return True
        else:
            return self.tools.key(event)
        return True

    def _staging_key(self, event: QKeyEvent) -> bool:
        if event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier:
            return False
        key = event.key()
        if key == Qt.Key.Key_Left:
            self.results.step(-1)
        elif key == Qt.Key.Key_Right:
            self.results.step(1)
        elif key in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.results.accept()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.results.discard()
        elif key == Qt.Key.Key_C:
            self.toggle_comparing()
        elif key == Qt.Key.Key_Escape and self._comparing:
            self.set_comparing(False)
        else:
            return False
        return True

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() == QEvent.Type.Resize:
            self._settle()
        return False


def _resized(frame: QRect, size: QSize, document: QRect) -> QRect:
    """``frame`` with another size around its middle, inside the document as far as it fits."""
    now = QRect(frame.topLeft(), size)
    now.moveCenter(frame.center())
    for low, high, least, most, move in (
        (now.left(), now.right(), document.left(), document.right(), now.moveLeft),
        (now.top(), now.bottom(), document.top(), document.bottom(), now.moveTop),
    ):
        if high - low <= most - least:
            move(min(max(low, least), most - (high - low)))
    return now
