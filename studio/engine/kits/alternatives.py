"""One alternative as it grows: bytes to characters, reasoning apart, stop texts and banned phrases."""

import codecs
from collections.abc import Sequence

from msgspec import Struct
from msgspec.structs import replace

from studio.core.text_requests import OtherToken, Token
from studio.core.writing.thinking import MARKS as THINKING
from studio.engine.kits.watching import Watch
from studio.engine.text_context import TextContext


class Choice(Struct, frozen=True, kw_only=True):
    """A token as the engine chose it; ``data`` are its bytes, a part of a character perhaps."""

    id: int
    """-1 where the engine tells a character of several tokens at once."""
    data: bytes
    probability: float = -1.0
    others: tuple[OtherToken, ...] = ()


class _Waiting(Struct, kw_only=True):
    text: str
    choice: Choice
    number: int
    """Which token of the alternative it is, from 0."""


class Alternative:
    """Takes tokens, tells the window those that may be shown, and says when the text must end or go back."""

    def __init__(
        self,
        ctx: TextContext,
        index: int,
        watch: Watch,
        *,
        begin: Sequence[Token] = (),
        blanks: str = "",
        thinking: str = "",
    ) -> None:
        self._ctx, self.index, self._watch = ctx, index, watch
        self._begin = begin
        """Tokens that the prompt ends with and that the answer is told to begin with."""
        self._blanks = blanks
        """White space that stood at the end of the prompt and that the text need not begin with again."""
        self._end_of_thought = thinking
        self._may_think = ctx.request.form == "chat" and not thinking and not ctx.request.begin
        self._decoder = codecs.getincrementaldecoder("utf-8")("replace")
        self._states = [self._decoder.getstate()]
        """The decoder's state in front of each token, for going back into the middle of a character."""
        self._before = ""
        self._trim = False
        """Whether white space is left out until the answer begins."""
        self._waiting: list[_Waiting] = []
        self.choices: list[Choice] = []
        """All tokens so far, those of thoughts included."""
        self.reason = ""
        """Why it ended; empty while it goes on."""
        self.back_to = -1
        """Number of the token that must be another one, after a banned phrase; else -1."""

    @property
    def is_thinking(self) -> bool:
        """Whether it reasons just now."""
        return bool(self._end_of_thought)

    @property
    def written(self) -> str:
        """All that was chosen so far."""
        return b"".join(choice.data for choice in self.choices).decode("utf-8", "replace")

    def take(self, choice: Choice) -> bool:
        """The next token. Whether the engine must stop now."""
        self._say_begin()
        number = len(self.choices)
        self.choices.append(choice)
        text = self._decoder.decode(choice.data)
        self._states.append(self._decoder.getstate())
        if self._blanks and text:
            blanks, self._blanks = self._blanks, ""
            text = _without(text, blanks)
            others = tuple(replace(other, text=_without(other.text, blanks)) for other in choice.others)
            choice = replace(choice, others=others)
        self._waiting.append(_Waiting(text=text, choice=choice, number=number))
        return self._settle(ended=False)

    def end(self, reason: str) -> None:
        """The engine wrote its last token. May find a banned phrase at the very end."""
        self._say_begin()
        rest = self._decoder.decode(b"", True)
        if rest and self._waiting:
            self._waiting[-1].text += rest
        self._settle(ended=True)
        if not self.reason and self.back_to < 0:
            self.reason = reason

    def go_back(self) -> Choice:
        """Forget everything from ``back_to`` on; the token that stood there."""
        number, self.back_to = self.back_to, -1
        banned = self.choices[number]
        del self.choices[number:]
        self._waiting = [item for item in self._waiting if item.number < number]
        self._decoder.setstate(self._states[number])
        del self._states[number + 1 :]
        return banned

    def give_up(self) -> None:
        """End in front of a phrase that nothing leads around."""
        number, self.back_to = self.back_to, -1
        self._release([item for item in self._waiting if item.number < number])
        self._waiting.clear()
        self.reason = "stop"

    def _say_begin(self) -> None:
        for token in self._begin:
            self._ctx.write(self.index, token)
            self._before = token.text[-1]
        self._begin = ()

    def _settle(self, *, ended: bool) -> bool:
        text = "".join(item.text for item in self._waiting)
        if self._end_of_thought or self._may_think:
            return self._think(text, ended=ended)
        if self._trim:
            self._drop(len(text) - len(text.lstrip()))
            text = text.lstrip()
            self._trim = not text
        if self._watch.idle:
            self._release_up_to(len(text))
            return False
        found = self._watch.find(self._before, text, ended=ended)
        if found is None:
            self._release_up_to(len(text) - (0 if ended else self._watch.waiting(text)))
            return False
        if found.banned:
            self.back_to = self._number_at(found.start)
            return True
        self._release_up_to(found.start, cut=True)
        self._waiting.clear()
        self.reason = "stop"
        return True

    def _think(self, text: str, *, ended: bool) -> bool:
        """Hold back what is, or may become, reasoning."""
        if not self._end_of_thought:
            begun = text.lstrip()
            mark = next((pair for pair in THINKING if begun.startswith(pair[0])), None)
            if mark:
                self._end_of_thought = mark[1]
            elif ended or not any(pair[0].startswith(begun) for pair in THINKING):
                self._may_think = False
                return self._settle(ended=ended)
            else:
                return False
        at = text.find(self._end_of_thought)
        if at < 0 and not ended:
            return False
        thought = text[: at if at >= 0 else len(text)].strip()
        for mark, _ in THINKING:
            thought = thought.removeprefix(mark)
        self._ctx.think(self.index, thought.strip())
        self._drop(at + len(self._end_of_thought) if at >= 0 else len(text))
        self._end_of_thought, self._may_think, self._trim = "", False, True
        return self._settle(ended=ended)

    def _drop(self, count: int) -> None:
        """Take that many characters off the front of what waits."""
        for item in self._waiting:
            taken = min(count, len(item.text))
            item.text, count = item.text[taken:], count - taken

    def _number_at(self, place: int) -> int:
        at = 0
        for item in self._waiting:
            at += len(item.text)
            if at > place:
                return item.number
        return self._waiting[-1].number

    def _release_up_to(self, length: int, *, cut: bool = False) -> None:
        """Tell the tokens that lie within the first ``length`` characters; a cut one in part."""
        at, ready = 0, 0
        for item in self._waiting:
            if at + len(item.text) > length:
                break
            at, ready = at + len(item.text), ready + 1
        rest = self._waiting[ready : ready + 1]
        self._release(self._waiting[:ready])
        del self._waiting[:ready]
        if cut and rest and length > at:
            rest[0].text = rest[0].text[: length - at]
            self._release(rest)

    def _release(self, items: Sequence[_Waiting]) -> None:
        for item in items:
            if item.text:
                choice = item.choice
                token = Token(text=item.text, probability=choice.probability, others=choice.others)
                self._ctx.write(self.index, token)
                self._before = item.text[-1]


def _without(text: str, blanks: str) -> str:
    """The text without blanks at its beginning, as many as stand in front of it already."""
    spare = len(text) - len(text.lstrip(" \t"))
    return text[min(spare, len(blanks)) :]
