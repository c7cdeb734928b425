"""Keys and clicks in the editor while there is a draft: Esc, Tab, Ctrl+Tab, Alt+arrows, a click on a word."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QEvent, QObject, QPoint, Qt, Signal
from PySide6.QtGui import QKeyEvent, QMouseEvent
from PySide6.QtWidgets import QApplication

if TYPE_CHECKING:
    from studio.ui.writing.drafting.drafter import Drafter
    from studio.ui.writing.editor import SceneEditor

_NONE = Qt.KeyboardModifier.NoModifier
_CTRL = Qt.KeyboardModifier.ControlModifier
_ALT = Qt.KeyboardModifier.AltModifier


class DraftKeys(QObject):
    """Works while the editor has the focus and shows the draft's text; other keys stay the editor's."""

    word_clicked = Signal(int)
    """A character of the draft."""
    text_clicked = Signal(int)
    """A character of the accepted text."""

    def __init__(self, editor: "SceneEditor", drafter: "Drafter") -> None:
        super().__init__(editor)
        self._editor, self._drafter = editor, drafter
        self._viewport = editor.viewport()
        self._pressed = QPoint()
        editor.installEventFilter(self)
        self._viewport.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() in (QEvent.Type.KeyPress, QEvent.Type.ShortcutOverride) and watched is self._editor:
            assert isinstance(event, QKeyEvent)
            act = self._act(event)
            if act is None:
                return False
            event.accept()
            if event.type() == QEvent.Type.KeyPress:
                act()
            return True
        if watched is self._viewport and isinstance(event, QMouseEvent):
            self._mouse(event)
        return False

    def _act(self, event: QKeyEvent):
        drafter = self._drafter
        run = drafter.run
        if run is None or not (drafter.draft or drafter.writing):
            return None
        if run.item != self._editor.item:  # of a text that does not show here it can only be stopped
            return drafter.stop if event.key() == Qt.Key.Key_Escape and drafter.writing else None
        held = event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        key = Qt.Key(event.key())
        table = {
            (Qt.Key.Key_Escape, _NONE): drafter.stop_or_discard,
            (Qt.Key.Key_Tab, _NONE): drafter.accept_word,
            (Qt.Key.Key_Tab, _CTRL): drafter.accept_sentence,
            (Qt.Key.Key_Right, _CTRL | _ALT): drafter.accept_sentence,
            (Qt.Key.Key_Left, _ALT): lambda: drafter.step(-1),
            (Qt.Key.Key_Right, _ALT): lambda: drafter.step(1),
        }
        return table.get((key, held))

    def _mouse(self, event: QMouseEvent) -> None:
        if event.button() != Qt.MouseButton.LeftButton:
            return
        point = event.position().toPoint()
        if event.type() == QEvent.Type.MouseButtonPress:
            self._pressed = point
        elif event.type() == QEvent.Type.MouseButtonRelease:
            moved = (point - self._pressed).manhattanLength()
            if moved > QApplication.startDragDistance() // 2 or event.modifiers() != _NONE:
                return
            draft = self._editor.buffer.draft and self._drafter.draft
            offset = draft.offset_at(point) if draft else None
            if offset is not None:
                self.word_clicked.emit(offset)
            else:
                self.text_clicked.emit(self._editor.offset_under(point))
