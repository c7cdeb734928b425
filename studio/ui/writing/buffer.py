"""The accepted text of one scene or note, with its undo and its draft; shown by any number of editors."""

from collections.abc import Sequence
from time import monotonic

from PySide6.QtCore import QObject, Signal

from studio.core.request_parts import clean_text
from studio.ui.writing.draft import Draft
from studio.ui.writing.edits import Edit, EditHistory


class Buffer(QObject):
    """What is typed, pasted or accepted goes through ``edit``; a draft is never part of ``text``."""

    changed = Signal(object, object)
    """Edit, and the editor that made it (None: all have to show it)."""
    drafted = Signal(object)
    """Draft that began, or None when it ended."""

    def __init__(self, item: str, text: str, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.item, self.text = item, text
        self.read_only = False
        self.draft: Draft | None = None
        self.history = EditHistory()
        self.caret: tuple[int, int] = (0, 0)
        """Selection of the editor that showed it last, and where it was scrolled to."""
        self.scroll = 0

    def edit(
        self, at: int, length: int, new: str, name: str, *, run: str = "", origin: QObject | None = None
    ) -> Edit:
        """Replace ``length`` characters at ``at``; one step of undo, unless it goes on with a ``run``."""
        at = max(0, min(at, len(self.text)))
        edit = Edit(at, self.text[at : at + max(0, length)], clean_text(new))
        if edit.old != edit.new:
            self.history.add(edit, name, run, monotonic())
            self._apply(edit, origin)
        return edit

    def edit_many(self, edits: Sequence[tuple[int, int, str]], name: str) -> None:
        """Several replacements (at, length, new) as one step; places are those of the text before."""
        self.history.seal()
        for at, length, new in sorted(edits, reverse=True):
            self.edit(at, length, new, name, run=f"many {name}")
        self.history.seal()

    def set_text(self, text: str, name: str) -> None:
        """Another text whole, as one step that changes only what differs."""
        text, old = clean_text(text), self.text
        start = _common(old, text)
        end = min(_common(old[::-1], text[::-1]), min(len(old), len(text)) - start)
        self.history.seal()
        self.edit(start, len(old) - start - end, text[start : len(text) - end], name)

    def undo(self) -> Edit | None:
        """Take the last step back; the last edit made, for the caret."""
        return self._run(self.history.undo())

    def redo(self) -> Edit | None:
        return self._run(self.history.redo())

    def _run(self, edits: list[Edit]) -> Edit | None:
        for edit in edits:
            self._apply(edit, None)
        return edits[-1] if edits else None

    def _apply(self, edit: Edit, origin: QObject | None) -> None:
        self.text = self.text[: edit.at] + edit.new + self.text[edit.at + len(edit.old) :]
        if self.draft:
            self.draft.follow(edit, after=getattr(origin, "typing_after_draft", False))
        self.changed.emit(edit, origin)

    # The draft

    def begin_draft(self, start: int, end: int, name: str = "") -> Draft:
        """What comes will replace text[start:end] when it is accepted. A draft still there is discarded."""
        if self.draft:
            self.draft.discard()
        start, end = sorted((max(0, min(start, len(self.text))), max(0, min(end, len(self.text)))))
        self.history.seal()
        self.draft = Draft(self, start, end, name)
        self.drafted.emit(self.draft)
        return self.draft

    def drop_draft(self, draft: Draft) -> None:
        if self.draft is draft:
            self.draft = None
            self.drafted.emit(None)


def _common(one: str, other: str) -> int:
    """How many characters two texts begin with alike."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        if one[low:middle] == other[low:middle]:
            low = middle
        else:
            high = middle - 1
    return low
