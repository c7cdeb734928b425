"""While typing: printer's quotes and dashes, and lists that go on; one Backspace gives the keys back."""

from PySide6.QtCore import QEvent, QObject, Qt, Slot
from PySide6.QtGui import QKeyEvent

from studio.core.writing.typography import TRIGGERS, next_in_list, replaced
from studio.ui.window_state import WindowState
from studio.ui.writing.editor import SceneEditor
from studio.ui.writing.page import WritePage

STATE, LISTS = "writing_typography", "writing_lists"
REACH = 4000
"""Characters before the caret that are looked at, beside the fences of code above them."""


class TypingAids(QObject):
    """Watches both editors of the page. ``typography`` and ``lists`` are the writer's wishes, remembered with
    the window.
    """

    def __init__(self, page: WritePage, state: WindowState) -> None:
        super().__init__(page)
        self._page, self._state = page, state
        self.typography = state.flag(STATE, True)
        self.lists = state.flag(LISTS, True)
        self._watch(page.editor)
        page.second_opened.connect(self._watch)

    @Slot(object)
    def _watch(self, editor: SceneEditor) -> None:
        _EditorAids(editor, self)

    def toggle(self) -> bool:
        """Typographic quotes and dashes on or off."""
        self.typography = not self.typography
        self._state.set(STATE, self.typography)
        self._page.message.emit(
            self.tr("Quotes and dashes are set as a printer does, in the project's language.")
            if self.typography
            else self.tr("Quotes and dashes stay as they are typed.")
        )
        return self.typography

    def toggle_lists(self) -> bool:
        """Lists that go on with Enter, or not."""
        self.lists = not self.lists
        self._state.set(LISTS, self.lists)
        return self.lists

    def language(self) -> str:
        """Of the open project; empty when nothing is to be replaced."""
        return self._page.project.outline.language if self._page.project and self.typography else ""


class _EditorAids(QObject):
    """Of one editor. What it changed last is taken back by Backspace as long as nothing else was done."""

    def __init__(self, editor: SceneEditor, aids: TypingAids) -> None:
        super().__init__(editor)
        self._editor, self._aids = editor, aids
        self._changed: tuple[str, int, str] | None = None
        """Item, caret and text after the last change of ours."""
        editor.installEventFilter(self)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if event.type() != QEvent.Type.KeyPress or not isinstance(event, QKeyEvent):
            return False
        editor = self._editor
        if editor.isReadOnly() or editor.buffer.draft or not editor.item:
            return False
        held = event.modifiers() & ~(
            Qt.KeyboardModifier.ShiftModifier
            | Qt.KeyboardModifier.KeypadModifier
            | Qt.KeyboardModifier.GroupSwitchModifier
        )
        if event.key() == Qt.Key.Key_Backspace and not event.modifiers():
            return self._taken_back()
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not (
            event.modifiers() & ~Qt.KeyboardModifier.KeypadModifier
        ):
            return self._new_line()
        if len(event.text()) == 1 and event.text() in TRIGGERS and not held:
            return self._typed(event.text())
        return False

    def _typed(self, key: str) -> bool:
        editor, language = self._editor, self._aids.language()
        if not language:
            return False
        editor.textCursor().insertText(key)
        caret = editor.caret()
        found = replaced(_ahead(editor.text(), caret), language)
        if found:
            self._change(caret - found[0], found[0], found[1], self.tr("Typography"))
        editor.ensureCursorVisible()
        return True

    def _new_line(self) -> bool:
        editor = self._editor
        start, end = editor.selection()
        if start != end or not self._aids.lists:
            return False
        text = editor.text()
        begin = text.rfind("\n", 0, start) + 1
        stop = text.find("\n", start)
        mark = next_in_list(text[begin : stop if stop >= 0 else len(text)], start - begin)
        if mark is None:
            return False
        if mark:
            editor.textCursor().insertBlock()
            self._change(editor.caret(), 0, mark, self.tr("List"))
        else:  # Enter in an empty entry ends the list
            self._change(begin, (stop if stop >= 0 else len(text)) - begin, "", self.tr("List"))
        editor.ensureCursorVisible()
        return True

    def _change(self, at: int, length: int, new: str, name: str) -> None:
        editor = self._editor
        editor.insert_text(at, new, name, replacing=length)
        self._changed = (editor.item, editor.caret(), editor.text())

    def _taken_back(self) -> bool:
        editor, changed, self._changed = self._editor, self._changed, None
        if changed is None or changed != (editor.item, editor.caret(), editor.text()):
            return False
        if editor.selection()[0] != editor.selection()[1]:
            return False
        editor.undo()
        return True


def _ahead(text: str, caret: int) -> str:
    """The text before the caret, of a long one only its end, with an open fence of code before it."""
    if caret <= REACH:
        return text[:caret]
    cut = text.rfind("\n", 0, caret - REACH) + 1
    above = text.count("\n```", 0, cut) + text.startswith("```")
    return ("```\n" if above % 2 else "\n") + text[cut:caret]
