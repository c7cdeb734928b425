"""The canvas page: the document on its desk, header, tools, view and the bar of staged results over it."""

import msgspec
from PySide6.QtCore import QEvent, QObject, QPointF, QRect, QSize, Qt, QTimer, Signal
from PySide6.QtGui import QContextMenuEvent, QImage, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QVBoxLayout, QWidget

from studio.ui.actions import Commands
from studio.ui.canvas.bars.busy_card import BusyCard
from studio.ui.canvas.bars.header import CanvasHeader
from studio.ui.canvas.bars.options_bar import OptionsBar
from studio.ui.canvas.bars.tool_bar import ToolBar
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating.placing import is_blank
from studio.ui.canvas.generating.results import Results, Shown
from studio.ui.canvas.generating.stage import Target
from studio.ui.canvas.generating.staging_bar import StagingBar
from studio.ui.canvas.strokes.stroke_tool import StrokeTool
from studio.ui.canvas.tool import Desk
from studio.ui.canvas.toolbox import Toolbox
from studio.ui.canvas.undo import BUDGET
from studio.ui.canvas.viewing.view import CanvasView
from studio.ui.widgets import hairline, lead_focus
from studio.ui.zoom.zoom_view import MARGINS

FIRST_SIZE = (512, 512)
NAME_SHOWN = 400
"""Characters of a prompt in the tooltip of the staging bar and in the view's description."""
NOWHERE = QRect()
DIMMED = 0.25
"""How strongly a live picture covers what is being painted."""
EDGE = 12
"""Room between the tool bar and the edge of the view, in pixels."""


class CanvasPage(QWidget):
    """Joins one desk with everything that shows and changes its document."""

    picture_dropped = Signal(str, QPointF)
    """Path and the point of the document it was dropped on."""
    live_kept = Signal()
    """The live picture is to become a layer."""
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
        self.busy = BusyCard(self.view)
        self.tool_bar = ToolBar(self.desk, self.tools.specs, self.view)
        self.results = Results(self.desk, self)
        self._over = Shown()
        self._comparing = False
        self._live: QImage | None = None
        self._live_area = QRect()
        self.commands: Commands | None = None
        """Whose keys work while the canvas has the focus."""
        self._frame_size = QSize()
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self.header)
        column.addWidget(hairline())
        column.addWidget(self.view, 1)
        lead_focus(self, self.view)
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.timeout.connect(self._tell)
        self._listening: Document | None = None
        self._undo_budget = BUDGET
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
        bar.accept_pressed.connect(self.accept)
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

    def undo(self) -> None:
        self.document.undo()

    def redo(self) -> None:
        self.document.redo()

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
        self.document.history.set_budget(self._undo_budget)
        self._tell()
        self.possible_changed.emit()

    def set_undo_budget(self, budget: int) -> None:
        """Bytes that undo may hold, for this document and every one that is opened later."""
        self._undo_budget = budget
        if self.document.history.budget != budget:
            self.document.history.set_budget(budget)

    def _tell(self) -> None:
        if self.document.frame.size() != self._frame_size:
            self._frame_size = self.document.frame.size()
            self.frame_resized.emit(self._frame_size.width(), self._frame_size.height())
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

    def show_live(self, image: QImage | None, area: QRect = NOWHERE) -> None:
        """Lay a live picture over ``area``, or none any more."""
        self._live, self._live_area = image, area
        self._show()

    def dim_live(self, dim: bool) -> None:
        """Let what is being painted be seen through the live picture."""
        self.view.dim_preview(DIMMED if dim and self._live is not None else 1.0)

    def accept(self) -> None:
        """What is looked at becomes a layer: the staged result, else the live picture."""
        if self.results.stage.staged:
            self.results.accept()
        elif self.live_is_seen:
            self.live_kept.emit()

    @property
    def live_is_seen(self) -> bool:
        """Whether there is a live picture and nothing lies over it: neither result nor preview."""
        over = self.results.shown()
        return self._live is not None and over.preview is None and not self.results.stage.staged

    @property
    def can_accept(self) -> bool:
        return bool(self.results.stage.staged) or self.live_is_seen

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
        self.bar.show_live(self.live_is_seen)
        self._settle()
        self.header.say(self.document.state.width, self.document.state.height)
        self.possible_changed.emit()

    def _show_over(self, shown: Shown) -> None:
        """Tell the view what lies over the document, as far as that is news."""
        if shown.preview is None and shown.image is None and self._live is not None:
            shown = Shown(preview=self._live, preview_area=self._live_area)
        before, self._over = self._over, shown
        if before.image is not shown.image or before.area != shown.area:
            self.view.show_staged(shown.image, shown.area)
        if before.preview is not shown.preview or before.preview_area != shown.preview_area:
            self.view.show_preview(shown.preview, shown.preview_area)
        if self.view.comparing != (self._comparing and shown.image is not None):
            self.view.set_comparing(not self.view.comparing)

    def _message(self, shown: QImage | None) -> str:
        if shown or self._live or self.document.planes or self.results.stage.staged:
            return ""
        return self.tr("Write a prompt and press Generate, or drop a picture here to start from it.")

    def _settle(self) -> None:
        self.bar.settle(self.view.width(), self.view.height())
        self.busy.settle(self.view.width())
        self.tool_bar.settle(self.view.height() - 2 * EDGE)
        self.tool_bar.move(EDGE, EDGE)
        left, top, right, bottom = MARGINS
        margins = (max(left, self.tool_bar.width() + 2 * EDGE), top, right, bottom)
        if margins != self.view.margins:
            self.view.margins = margins
            self.view.arrange()

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
        elif self.live_is_seen and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.accept()
        elif self.commands and self.commands.press(event, "canvas"):
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
        elif isinstance(event, QContextMenuEvent) and self._wants_tip(event):
            self.options_bar.open_all(event.globalPos())
            return True
        return False

    def _wants_tip(self, event: QContextMenuEvent) -> bool:
        """With a brush in hand the right button is for its tip, as painters know it; else for the menu."""
        by_mouse = event.reason() == QContextMenuEvent.Reason.Mouse
        return by_mouse and isinstance(self.tools.tool, StrokeTool) and not self.view.pressed


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
