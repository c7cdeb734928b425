"""One press of a tool: its request, its alternatives as they grow, and which of them is the draft."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal
from PySide6.QtGui import QColor

from studio.core.text_requests import TextRequest, Token
from studio.core.writing.alternative import Alternative, Word
from studio.core.writing.request_builder import Place
from studio.core.writing.tools import WritingTool

if TYPE_CHECKING:
    from studio.ui.writing.draft import Draft


class Run(QObject):
    """The shown alternative is kept in step with the draft, which the writer may mend or take by words."""

    grew = Signal(int)
    shown_changed = Signal(int)
    state_changed = Signal()

    def __init__(self, tool: WritingTool, request: TextRequest, item: str, parent: QObject) -> None:
        super().__init__(parent)
        self.tool, self.request, self.item = tool, request, item
        self.job = ""
        self.writing = True
        self.failed = self.stopping = False
        self.reading = True
        """Nothing has been written yet."""
        self.thought = False
        """The engine told of reasoning, which is no part of any alternative."""
        self.kept = False
        """A version of the text before it was kept."""
        self.place = Place(before="")
        self.notice = ""
        self.speed = 0.0
        self.alternatives: list[Alternative] = []
        self.shown = 0
        self.chosen = False
        """The writer chose which alternative is shown."""
        self.draft: Draft | None = None
        self.prefix = ""
        """Text the draft holds from the beginning because the writer chose its words."""
        self._mends: list[tuple[int, int, int]] = []
        """At, length and new length of what was changed in the draft since it is the alternative's text."""

    def expect(self, alternatives: list[Alternative]) -> None:
        self.alternatives = alternatives

    def bind(self, draft: "Draft") -> None:
        """``draft`` shows the chosen alternative from now on."""
        self.draft = draft
        draft.growing = self.writing
        draft.accepted.connect(self._accepted)
        draft.mended.connect(self._mended)

    @property
    def current(self) -> Alternative:
        return self.alternatives[self.shown]

    @property
    def only_thought(self) -> bool:
        """The model reasoned, and nothing came of it."""
        return self.thought or any(alternative.only_thought for alternative in self.alternatives)

    # What comes

    def add(self, index: int, tokens: tuple[Token, ...]) -> None:
        if not 0 <= index < len(self.alternatives):
            return
        self.reading = False
        self._grown(index, self.alternatives[index].add(tokens))

    def finish(self, index: int, reason: str, speed: float) -> None:
        if 0 <= index < len(self.alternatives):
            self.speed = speed
            self._grown(index, self.alternatives[index].finish(reason))

    def end(self) -> None:
        """Nothing more comes."""
        for index, alternative in enumerate(self.alternatives):
            self._grown(index, alternative.finish("cancelled"))
        self.writing = self.reading = False
        if self.draft:
            self.draft.growing = False
        self.state_changed.emit()

    def _grown(self, index: int, new: str) -> None:
        if self.alternatives[index].turned:
            self.alternatives[index].turned = False
            if index == self.shown and self.draft and self.draft.alive:
                self._mends, self.prefix = [], ""
                self.draft.set_text(self.current.text)
        elif new and index == self.shown and self.draft and self.draft.alive:
            self._extend(new)
        self.grew.emit(index)

    def _extend(self, new: str) -> None:
        assert self.draft
        if self.prefix:
            # The words the writer chose are told again by the engine; they stand there already.
            text = self.current.text
            if len(text) <= len(self.prefix) and self.prefix.startswith(text):
                return
            new = text[len(self.prefix) :] if text.startswith(self.prefix) else ""
            if not new:
                self.draft.set_text(text)
            self.prefix = ""
        self.draft.append(new)

    # Choosing

    def show(self, index: int) -> None:
        """Make another alternative the draft; what was accepted of the one before stays accepted."""
        if index == self.shown or not 0 <= index < len(self.alternatives):
            return
        self.shown, self.chosen, self.prefix = index, True, ""
        self._mends = []
        if self.draft and self.draft.alive:
            self.draft.set_text(self.current.text)
        self.shown_changed.emit(index)

    def _accepted(self, part: str) -> None:
        self._mends.append((0, len(part), 0))

    def _mended(self, at: int, length: int, new: str) -> None:
        self._mends.append((at, length, len(new)))

    @property
    def is_own(self) -> bool:
        """Whether the draft is what the model wrote, in full or as far as it is not accepted yet."""
        return bool(self.draft and self.current.text.endswith(self.draft.text))

    # Places in draft and alternative

    def in_answer(self, offset: int) -> int | None:
        """The character of the alternative that a character of the draft is; None for the writer's own."""
        for at, length, new in reversed(self._mends):
            if offset >= at + new:
                offset += length - new
            elif offset >= at:
                return None
        return offset

    def in_draft(self, start: int, end: int) -> tuple[int, int] | None:
        """Where a stretch of the alternative is in the draft now."""
        for at, length, new in self._mends:
            if start >= at + length:
                start, end = start + new - length, end + new - length
            elif end > at:
                return None
        return start, end

    def word_at(self, offset: int) -> Word | None:
        place = self.in_answer(offset)
        return None if place is None else self.current.word_at(place)

    def colours(self, colour_of: Callable[[float], QColor | None]) -> list[tuple[int, int, QColor | None]]:
        """The draft's words tinted by their probability."""
        found: list[tuple[int, int, QColor | None]] = []
        for word in self.current.words():
            colour = colour_of(word.probability)
            place = self.in_draft(word.start, word.end) if colour is not None else None
            if place:
                found.append((*place, colour))
        return found
