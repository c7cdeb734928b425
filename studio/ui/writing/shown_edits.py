"""Changes of the accepted text brought into the document of an editor, around the draft in it."""

from PySide6.QtGui import QTextCursor, QTextDocument

from studio.ui.writing.edits import Edit
from studio.ui.writing.shown_text import Shown, showable, units


def show_edit(document: QTextDocument, shown: Shown, edit: Edit, draft_at: int) -> None:
    """Show an edit that was made elsewhere; ``draft_at`` is where the draft stands after it."""
    end, old_at = edit.at + len(edit.old), shown.at
    cursor = QTextCursor(document)
    cursor.beginEditBlock()
    if not shown.draft:
        swap(cursor, shown.place(edit.at), shown.place(end), edit.new)
    else:
        if end > old_at:
            swap(cursor, shown.place(max(edit.at, old_at)), shown.place(end), "")
        if edit.at < old_at:
            until = shown.place(min(end, old_at), behind=False)
            swap(cursor, shown.place(edit.at, behind=False), until, "")
        shown.text = shown.text[: edit.at] + shown.text[end:]
        shown.at = max(edit.at, old_at - len(edit.old)) if old_at > edit.at else old_at
        behind = shown.at < edit.at or (shown.at == edit.at and draft_at == edit.at)
        place = shown.place(edit.at, behind=behind)
        swap(cursor, place, place, edit.new)
    cursor.endEditBlock()
    shown.wide = shown.wide or units(edit.new) != len(edit.new)


def swap(cursor: QTextCursor, start: int, end: int, new: str) -> None:
    """Replace what is between two document positions."""
    cursor.setPosition(start)
    if end > start:
        cursor.setPosition(end, QTextCursor.MoveMode.KeepAnchor)
        cursor.removeSelectedText()
    if new:
        cursor.insertText(showable(new))


def alike(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    count = 0
    for first, second in zip(one, other, strict=False):
        if first != second:
            break
        count += 1
    return count
