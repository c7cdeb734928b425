"""Text of a model that is not accepted yet: it streams in at the caret and stays outside the text."""

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, QPoint, QRect, Signal
from PySide6.QtGui import QColor

from studio.core.request_parts import clean_text
from studio.ui.writing.edits import Edit, moved_by

if TYPE_CHECKING:
    from studio.ui.writing.buffer import Buffer

Colours = list[tuple[int, int, QColor | None]]


class DraftView(Protocol):
    """What shows a draft: tells where its characters are on the screen."""

    def draft_offset_at(self, point: QPoint) -> int | None: ...

    def draft_rect(self, start: int, end: int) -> QRect: ...


class Draft(QObject):
    """It stays with its scene when another one is opened, and goes on growing there.

    What was at ``start`` to ``end`` of the accepted text is replaced when the draft is accepted; until then
    it stays visible, struck. The writer may mend the draft by hand before accepting it (``mended``).
    """

    changing = Signal(int, int, str)
    """At, length and new text of a change that editors have to show; ``text`` is the new one already."""
    appearance_changed = Signal()
    mended = Signal(int, int, str)
    """At, length and new text of a change the writer made in the draft."""
    accepting = Signal()
    """Before the first of its words becomes text: the last moment to keep the text as it was."""
    accepted = Signal(str)
    """A part, or the rest, became text of the writer."""
    ended = Signal(str, bool)
    """All that was accepted of it, and whether it was the whole rest (False: discarded)."""

    def __init__(self, buffer: "Buffer", start: int, end: int, name: str) -> None:
        super().__init__(buffer)
        self._buffer, self.name = buffer, name
        self.start, self.end = start, end
        self.text = ""
        self.alive = True
        self.growing = False
        """More may come: it then lives on when all that is there was accepted word by word."""
        self.colours: Colours = []
        self.view: DraftView | None = None
        """The editor that shows it now; the one used last when there are two."""
        self._taken = ""

    @property
    def item(self) -> str:
        return self._buffer.item

    @property
    def replaced(self) -> str:
        """What it would replace."""
        return self._buffer.text[self.start : self.end]

    # Growing

    def append(self, text: str) -> None:
        """More text at its end."""
        text = clean_text(text)
        if self.alive and text:
            at = len(self.text)
            self.text += text
            self.changing.emit(at, 0, text)

    def set_text(self, text: str) -> None:
        """Another text whole, such as another alternative."""
        text = clean_text(text)
        if self.alive and text != self.text:
            length, self.text = len(self.text), text
            self.colours = []
            self.changing.emit(0, length, text)

    def mend(self, at: int, length: int, new: str) -> None:
        """The writer typed in it; the editor shows it already."""
        self.text = self.text[:at] + new + self.text[at + length :]
        edit = Edit(at, " " * length, new)
        self.colours = [
            (moved_by(edit, start), moved_by(edit, end, stays=True), colour)
            for start, end, colour in self.colours
        ]
        self.mended.emit(at, length, new)

    # Deciding

    def accept(self, characters: int | None = None) -> None:
        """The first ``characters``, or all of it, become text: one step of undo. The rest stays a draft."""
        if not self.alive:
            return
        count = len(self.text) if characters is None else max(0, min(characters, len(self.text)))
        whole = count == len(self.text) and (characters is None or (bool(count) and not self.growing))
        part, rest = self.text[:count], self.text[count:]
        if not count and not whole:
            return
        buffer, start, length = self._buffer, self.start, self.end - self.start
        if part and not self._taken:
            self.accepting.emit()
        if self.text:
            # Out of sight first: then what is shown is the accepted text alone, whatever is replaced.
            self.text = ""
            self.changing.emit(0, len(part) + len(rest), "")
        if part:
            buffer.history.seal()
            buffer.edit(start, length, part, self.name)
            buffer.history.seal()
        self._taken += part
        self.start = self.end = start + len(part)
        if not whole:
            self.colours = [
                (start - count, end - count, colour) for start, end, colour in self.colours if end > count
            ]
            self.text = rest
            self.changing.emit(0, 0, rest)
        self.accepted.emit(part)
        if whole:
            self._end(True)

    def discard(self) -> None:
        """It goes; the text is as it was, with what was accepted of it before."""
        if self.alive:
            length, self.text = len(self.text), ""
            self.changing.emit(0, length, "")
            self._end(False)

    def _end(self, whole: bool) -> None:
        self.alive = False
        self._buffer.drop_draft(self)
        self.ended.emit(self._taken, whole)

    def follow(self, edit: Edit, *, after: bool) -> None:
        """The accepted text changed around it. ``after``: typed behind the draft, not before it."""
        self.start = moved_by(edit, self.start, stays=after and self.start == self.end)
        self.end = max(self.start, moved_by(edit, self.end, stays=after))

    # Looks

    def set_colours(self, colours: Colours) -> None:
        """Tint stretches of it (start, end, colour); ``None`` takes the tint away."""
        self.colours = [one for one in colours if one[2] is not None]
        self.appearance_changed.emit()

    def offset_at(self, point: QPoint) -> int | None:
        """The character of the draft under a point of the editor's viewport."""
        return self.view.draft_offset_at(point) if self.view and self.alive else None

    def rect_of(self, start: int, end: int) -> QRect:
        """Where characters of it are in the editor's viewport; empty when it is not shown."""
        return self.view.draft_rect(start, end) if self.view and self.alive else QRect()
