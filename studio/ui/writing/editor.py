"""The editor of a scene: plain Markdown with live styling, own undo, and drafts outside the text."""

from collections.abc import Iterator
from contextlib import contextmanager

from PySide6.QtCore import QEvent, QKeyCombination, QMimeData, QPoint, QRect, Qt, Signal, Slot
from PySide6.QtGui import (
    QFocusEvent,
    QKeyEvent,
    QKeySequence,
    QPaintEvent,
    QResizeEvent,
    QTextBlockFormat,
    QTextCursor,
)
from PySide6.QtWidgets import QApplication, QTextEdit, QWidget

from studio.core.request_parts import clean_text
from studio.ui.theme import is_theme_change, scaled
from studio.ui.writing.buffer import Buffer
from studio.ui.writing.draft import Draft
from studio.ui.writing.draft_places import draft_offset_at, draft_rect
from studio.ui.writing.edits import Edit
from studio.ui.writing.fonts import manuscript_font
from studio.ui.writing.reading import Reading
from studio.ui.writing.shown_edits import alike, show_edit, swap
from studio.ui.writing.shown_text import Shown, cut, showable, units
from studio.ui.writing.styling import Marks, Styling

TEXT_PIXELS = 18
LINE_HEIGHT = 145
"""Per cent of what the font asks for."""
ZOOM = (60, 300)
BELOW_DRAFT = 72
"""Pixels kept free below the growing end of a draft: its bar lies there."""
LONG_PASTE = 200_000
"""Characters that are inserted in one go; more comes in slices, so that the window stays awake."""


class SceneEditor(QTextEdit):
    """All offsets are characters of the accepted text. Several editors may show one buffer."""

    edited = Signal()
    """The accepted text changed, by whatever."""
    caret_moved = Signal()
    draft_changed = Signal(object)
    """Draft that is shown now, or None."""
    item_shown = Signal(str)
    files_pasted = Signal(object)
    """QMimeData with pictures or files, pasted or dropped."""
    long_pasted = Signal(str)
    """A text too long to be inserted in one go."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("kind", "manuscript")
        self.setAccessibleName(self.tr("Text of the scene"))
        self.setAcceptRichText(False)
        self.setUndoRedoEnabled(False)
        self.setCursorWidth(2)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.zoom = 100
        self.buffer = Buffer("", "", self)
        self.shown = Shown()
        self.typing_after_draft = False
        self._showing = 0
        """While the document is brought up to date its changes are not the writer's."""
        self._run = ""
        self.document().contentsChange.connect(self._document_changed)
        self.setFont(manuscript_font(scaled(TEXT_PIXELS)))
        self.styling = Styling(self)
        self.reading = Reading(self)
        self.cursorPositionChanged.connect(self._caret_moved)
        self._join(self.buffer)
        self.setEnabled(False)

    # What is shown

    @property
    def item(self) -> str:
        """Id of the scene or note; empty while none is shown."""
        return self.buffer.item

    def show_buffer(self, buffer: Buffer) -> None:
        """Show another text, with the caret where it was; a draft of the one before grows on unseen."""
        old = self.buffer
        self.keep_place()
        old.changed.disconnect(self._buffer_changed)
        old.drafted.disconnect(self._drafted)
        if old.draft:
            self._leave_draft(old.draft)
        self.buffer = buffer
        self._join(buffer)
        self._write_document()
        self.setReadOnly(buffer.read_only)
        self.setEnabled(bool(buffer.item))
        self.select(*buffer.caret)
        self.verticalScrollBar().setValue(buffer.scroll)
        self.item_shown.emit(buffer.item)
        self.draft_changed.emit(buffer.draft)

    def _join(self, buffer: Buffer) -> None:
        buffer.changed.connect(self._buffer_changed)
        buffer.drafted.connect(self._drafted)
        if buffer.draft:
            self._follow_draft(buffer.draft)
        self._run = ""

    def keep_place(self) -> None:
        """Remember caret and scroll place with the text."""
        self.buffer.caret = self.anchor_and_caret()
        self.buffer.scroll = self.verticalScrollBar().value()

    @contextmanager
    def _shows(self) -> Iterator[None]:
        self._showing += 1
        try:
            yield
        finally:
            self._showing -= 1

    def _write_document(self) -> None:
        """The document whole, from accepted text and draft."""
        shown, draft = self.shown, self.buffer.draft
        shown.text = self.buffer.text
        shown.draft, shown.at = (draft.text, draft.end) if draft else ("", 0)
        whole = showable(shown.text[: shown.at] + shown.draft + shown.text[shown.at :])
        with self._shows():
            self.document().clear()
            cursor = QTextCursor(self.document())
            line = QTextBlockFormat()
            line.setLineHeight(LINE_HEIGHT, QTextBlockFormat.LineHeightTypes.ProportionalHeight.value)
            cursor.setBlockFormat(line)
            cursor.insertText(whole)
        shown.wide = self.document().characterCount() - 1 != len(whole)
        self.reading.lay_out()

    # What others ask and say (offsets of the accepted text)

    def text(self) -> str:
        """The accepted text, never the draft."""
        return self.buffer.text

    def caret(self) -> int:
        return self.shown.offset(self.textCursor().position())

    def selection(self) -> tuple[int, int]:
        """Start and end; both the caret when nothing is selected."""
        cursor = self.textCursor()
        return self.shown.offset(cursor.selectionStart()), self.shown.offset(cursor.selectionEnd())

    def anchor_and_caret(self) -> tuple[int, int]:
        cursor = self.textCursor()
        return self.shown.offset(cursor.anchor()), self.shown.offset(cursor.position())

    def select(self, anchor: int, caret: int) -> None:
        """Select between two offsets; the caret stands at the second."""
        length = len(self.shown.text)
        cursor = self.textCursor()
        cursor.setPosition(self.shown.place(max(0, min(anchor, length))))
        cursor.setPosition(self.shown.place(max(0, min(caret, length))), QTextCursor.MoveMode.KeepAnchor)
        self.setTextCursor(cursor)

    def reveal(self, start: int, end: int) -> None:
        """Select a stretch and bring it to the middle."""
        self.select(start, end)
        bar, rect = self.verticalScrollBar(), self.cursorRect()
        bar.setValue(bar.value() + rect.center().y() - self.viewport().height() // 2)

    def insert_text(self, at: int, text: str, name: str, *, replacing: int = 0) -> None:
        """Replace ``replacing`` characters at ``at``: one step of undo called ``name``; the caret follows."""
        self.buffer.history.seal()
        edit = self.buffer.edit(at, replacing, text, name)
        self.buffer.history.seal()
        if edit.old != edit.new:
            end = edit.at + len(edit.new)
            self.select(end, end)

    def begin_draft(self, start: int, end: int, name: str = "") -> Draft:
        """What comes replaces text[start:end] when accepted; the old stays visible, struck."""
        return self.buffer.begin_draft(start, end, name or self.tr("Draft"))

    def add_marks(self, marks: Marks) -> None:
        """Have words marked while they are shown; see ``styling.Marks``. ``restyle`` asks again."""
        self.styling.add_marks(marks)

    def restyle(self, start: int = 0, end: int | None = None) -> None:
        """Ask for the marks between two offsets again."""
        last = len(self.shown.text) if end is None else end
        with self._shows():
            self.styling.restyle(self.shown.place(start, behind=False), self.shown.place(last))

    def place_of(self, offset: int) -> QRect:
        """Where an accepted character is, in the viewport."""
        cursor = QTextCursor(self.document())
        cursor.setPosition(self.shown.place(max(0, min(offset, len(self.shown.text)))))
        return self.cursorRect(cursor)

    def offset_under(self, point: QPoint) -> int:
        """The accepted offset nearest to a point of the viewport."""
        return self.shown.offset(self.cursorForPosition(point).position())

    # Changes the writer makes in the document

    @Slot(int, int, int)
    def _document_changed(self, position: int, removed: int, added: int) -> None:
        if self._showing or not self.buffer.item:
            return
        shown = self.shown
        whole = shown.text[: shown.at] + shown.draft + shown.text[shown.at :]
        old_units = units(whole) if shown.wide else len(whole)
        new_units = self.document().characterCount() - 1
        removed = min(removed, old_units - position)  # Qt counts the last, invisible break in at times
        added = new_units - old_units + removed
        cursor = QTextCursor(self.document())
        cursor.setPosition(position)
        cursor.setPosition(position + added, QTextCursor.MoveMode.KeepAnchor)
        new = cursor.selectedText().replace("\u2029", "\n")
        first = len(cut(whole, position)) if shown.wide else position
        last = len(cut(whole, position + removed)) if shown.wide else position + removed
        old = showable(whole[first:last])
        if old == new:
            return  # only looks changed
        head = alike(old, new)
        tail = alike(old[head:][::-1], new[head:][::-1])
        self._written(first + head, last - tail, new[head : len(new) - tail])

    def _written(self, first: int, last: int, new: str) -> None:
        """The writer replaced characters ``first`` to ``last`` of text and draft together by ``new``."""
        shown, draft = self.shown, self.buffer.draft
        start, end = shown.at, shown.at + len(shown.draft)
        shown.wide = shown.wide or units(new) != len(new)
        cleaned = clean_text(new)
        if draft is None or last <= start:
            self._typed(first, last - first, cleaned, False)
        elif first >= end:
            self._typed(first - end + start, last - first, cleaned, True)
        else:
            inside = first > start or last < end
            low, high = max(first, start) - start, min(last, end) - start
            if last > end:
                self._typed(start, last - end, "", True)
            shown.draft = shown.draft[:low] + (cleaned if inside else "") + shown.draft[high:]
            draft.mend(low, high - low, cleaned if inside else "")
            if first < start or not inside:
                self._typed(min(first, start), max(0, start - first), "" if inside else cleaned, False)
        if cleaned != new:
            self._write_again()

    def _typed(self, at: int, length: int, new: str, after: bool) -> None:
        if not length and not new:
            return
        run, name = self._run, self.tr("Typing")
        if not run:
            run = "type" if not length and len(new) == 1 else "erase" if length and not new else ""
        if length and not new:
            name = self.tr("Deletion")
        self.typing_after_draft = after
        try:
            self.buffer.edit(at, length, new, name, run=run, origin=self)
        finally:
            self.typing_after_draft = False

    def _write_again(self) -> None:
        """What was typed holds something no text can have; show the text as it is."""
        place = self.anchor_and_caret()
        self._write_document()
        self.select(*place)

    # Changes that have to be shown

    @Slot(object, object)
    def _buffer_changed(self, edit: Edit, origin: object) -> None:
        shown, draft = self.shown, self.buffer.draft
        at_after = draft.end if draft else shown.at
        if origin is not self:
            with self._shows():
                show_edit(self.document(), shown, edit, at_after)
        shown.text = self.buffer.text
        shown.at = at_after if draft else 0
        self.edited.emit()

    # The draft

    @Slot(object)
    def _drafted(self, draft: Draft | None) -> None:
        if draft:
            self.shown.at, self.shown.draft = draft.end, ""
            self._follow_draft(draft)
            self.restyle(draft.start, draft.end)
        else:
            self.shown.at, self.shown.draft = 0, ""
            self.restyle(*self._replaced)
        self.draft_changed.emit(draft)

    _replaced = (0, 0)

    def _follow_draft(self, draft: Draft) -> None:
        draft.view = self
        draft.changing.connect(self._draft_changing)
        draft.appearance_changed.connect(self._draft_restyled)

    def _leave_draft(self, draft: Draft) -> None:
        draft.changing.disconnect(self._draft_changing)
        draft.appearance_changed.disconnect(self._draft_restyled)
        if draft.view is self:
            draft.view = None

    @Slot(int, int, str)
    def _draft_changing(self, at: int, length: int, new: str) -> None:
        shown, draft = self.shown, self.buffer.draft
        if draft is None:
            return
        self._replaced = (draft.start, draft.end)
        base = shown.draft_place()
        start, end = at, at + length
        if shown.wide:
            start, end = units(shown.draft[:start]), units(shown.draft[:end])
        shown.draft = shown.draft[:at] + new + shown.draft[at + length :]
        shown.at = draft.end
        shown.wide = shown.wide or units(new) != len(new)
        bar = self.verticalScrollBar()
        with self._shows():
            place, at_caret = bar.value(), self.textCursor().position() == base + end
            swap(QTextCursor(self.document()), base + start, base + end, new)
            other = QApplication.focusWidget()
            elsewhere = isinstance(other, SceneEditor) and other is not self
            if not at_caret or elsewhere:  # the view that is written in is the one that follows
                bar.setValue(place)
            else:
                self.ensureCursorVisible()
                low = self.cursorRect().bottom() - self.viewport().height() + scaled(BELOW_DRAFT)
                bar.setValue(bar.value() + max(0, low))

    @Slot()
    def _draft_restyled(self) -> None:
        place = self.shown.draft_place()
        with self._shows():
            self.styling.restyle(place, place + self.shown.draft_units())

    def draft_offset_at(self, point: QPoint) -> int | None:
        """Part of ``DraftView``."""
        return draft_offset_at(self, point)

    def draft_rect(self, start: int, end: int) -> QRect:
        """Part of ``DraftView``."""
        return draft_rect(self, start, end)

    # Undo, keys, pasting

    def undo(self) -> None:
        """Take the last step of the text back; drafts are not in it."""
        self._show_step(self.buffer.undo() if not self.isReadOnly() else None)

    def redo(self) -> None:
        self._show_step(self.buffer.redo() if not self.isReadOnly() else None)

    def _show_step(self, edit: Edit | None) -> None:
        if edit:
            self.select(edit.at + len(edit.new), edit.at + len(edit.new))
            self.ensureCursorVisible()

    @Slot()
    def _caret_moved(self) -> None:
        if not self._showing:
            self.caret_moved.emit()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.matches(QKeySequence.StandardKey.Undo):
            self.undo()
        elif event.matches(QKeySequence.StandardKey.Redo) or event.keyCombination() == _REDO_TOO:
            self.redo()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter) and not self.isReadOnly():
            self.textCursor().insertBlock() if not event.modifiers() & _HELD else event.ignore()
            self.ensureCursorVisible()
        else:
            super().keyPressEvent(event)

    def createMimeDataFromSelection(self) -> QMimeData:
        data = QMimeData()
        data.setText(self.textCursor().selectedText().replace("\u2029", "\n"))
        return data

    def canInsertFromMimeData(self, source: QMimeData) -> bool:
        return source.hasText() or source.hasImage() or source.hasUrls()

    def insertFromMimeData(self, source: QMimeData) -> None:
        if source.hasUrls() or (source.hasImage() and not source.hasText()):
            self.files_pasted.emit(source)
            return
        text = clean_text(source.text().replace("\r\n", "\n").replace("\r", "\n"))
        if len(text) > LONG_PASTE:
            self.long_pasted.emit(text)
            return
        self.paste_text(text)

    def paste_text(self, text: str) -> None:
        """Put a text at the caret, in place of what is selected, as one step."""
        if not self.isReadOnly() and text:
            start, end = self.selection()
            self.insert_text(start, text, self.tr("Paste"), replacing=end - start)
            self.ensureCursorVisible()

    # Looks

    def set_zoom(self, percent: int) -> None:
        """Size of the text; 100 is as the settings have it."""
        self.zoom = max(ZOOM[0], min(ZOOM[1], percent))
        self._dress()

    def _dress(self) -> None:
        font = manuscript_font(round(scaled(TEXT_PIXELS) * self.zoom / 100))
        with self._shows():
            if font != self.font():
                self.setFont(font)
            self.styling.dress()
            self.styling.rehighlight()
            self.reading.lay_out()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if is_theme_change(event) and hasattr(self, "reading"):
            self.reading.dress_later()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.reading.lay_out()

    def paintEvent(self, event: QPaintEvent) -> None:
        super().paintEvent(event)
        self.reading.paint()

    def focusInEvent(self, event: QFocusEvent) -> None:
        super().focusInEvent(event)
        if self.buffer.draft:
            self.buffer.draft.view = self


_HELD = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_REDO_TOO = QKeyCombination(Qt.KeyboardModifier.ControlModifier, Qt.Key.Key_Y)
