"""Where the characters of a draft are in the viewport of the editor that shows it."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QTextCursor

from studio.ui.writing.shown_text import cut, units

if TYPE_CHECKING:
    from studio.ui.writing.editor import SceneEditor


def draft_offset_at(editor: "SceneEditor", point: QPoint) -> int | None:
    """The character of the draft under a point; None beside it."""
    scrolled = QPoint(editor.horizontalScrollBar().value(), editor.verticalScrollBar().value())
    layout = editor.document().documentLayout()
    position = layout.hitTest((point + scrolled).toPointF(), Qt.HitTestAccuracy.ExactHit)
    shown = editor.shown
    start = shown.draft_place()
    if position < start or position >= start + shown.draft_units():
        return None
    inside = position - start
    return len(cut(shown.draft, inside)) if shown.wide else inside


def draft_rect(editor: "SceneEditor", start: int, end: int) -> QRect:
    """From its character ``start`` to the end of ``end``, as far as that is in the same line."""
    base, draft = editor.shown.draft_place(), editor.shown.draft
    cursor = QTextCursor(editor.document())
    cursor.setPosition(base + units(draft[:start]))
    first = editor.cursorRect(cursor)
    cursor.setPosition(base + units(draft[:end]))
    last = editor.cursorRect(cursor)
    return QRect(first.topLeft(), last.bottomRight()) if last.top() == first.top() else first
