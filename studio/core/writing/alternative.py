"""One answer as it grows: its text as joined to the writer's, and which word has which probability. Pure."""

import re
from collections.abc import Iterable

from msgspec import Struct

from studio.core.text_requests import OtherToken, Token
from studio.core.writing.joins import Join, closing, is_cjk, opening
from studio.core.writing.thinking import length_of_thought

_WORD = re.compile(r"\S+")


class Word(Struct, frozen=True, kw_only=True):
    """A word of an answer from its first ``token`` on, with the probability of all its tokens."""

    start: int
    end: int
    probability: float
    token: int


class Alternative:
    """Tokens come in, joined text goes out. What a model thinks aloud first is not part of the text."""

    def __init__(self, before: str = "", *, fresh: bool = False, lead: int = 0, after: str = "") -> None:
        self.before, self.fresh, self.lead, self.after = before, fresh, lead, after
        self.tokens: list[Token] = []
        self.text = ""
        self.whole = False
        self.reason = ""
        self._raw = ""
        self._starts: list[int] = []
        """Where each token begins in the raw text."""
        self._join: Join | None = None
        self._skip = self._thought = 0
        self.turned = False
        """What was told as new before is no part of ``text`` any more; whoever shows it sets this back."""
        self._words: tuple[int, list[Word]] = (-1, [])
        """The words with the number of characters they were found in: colours ask for them often."""

    def add(self, tokens: Iterable[Token]) -> str:
        """Take tokens; the text that is new at the end of ``text``."""
        for token in tokens:
            self._starts.append(len(self._raw))
            self.tokens.append(token)
            self._raw += token.text
        return self._grow()

    def finish(self, reason: str = "end") -> str:
        """It is whole; what is still to be put at its end."""
        new = self._grow(ended=True)
        if not self.whole:
            self.whole, self.reason = True, reason
            end = closing(self.text, self.after)
            self.text += end
            new += end
        return new

    @property
    def only_thought(self) -> bool:
        """Whether the model thought aloud and came to no answer."""
        return self.whole and not self.text.strip() and bool(self._raw[self.lead :].strip())

    def _grow(self, *, ended: bool = False) -> str:
        if self.whole:
            return ""
        thought = length_of_thought(self._raw[self.lead :], ended=ended)
        if thought is None:
            return ""
        if thought != self._thought:
            # Perhaps a thought that nobody saw begin: what was taken for the answer was part of it.
            self.turned = bool(self.text)
            self._thought, self._join, self.text = thought, None, ""
            self._words = (-1, [])
        if self._join is None:
            self._skip = self.lead + thought
            self._join = opening(self.before, self._raw[self._skip :], fresh=self.fresh or bool(thought))
            if self._join is None:
                return ""
            self._skip += self._join.strip
        shown = self._join.add + self._raw[self._skip :]
        new, self.text = shown[len(self.text) :], shown
        return new

    def _offset(self, token: int) -> int:
        """Where a token begins in ``text``; below 0 for what is not part of it."""
        add = len(self._join.add) if self._join else 0
        return self._starts[token] - self._skip + add

    def words(self) -> list[Word]:
        """The words with their probabilities; scripts without blanks by token."""
        if self._words[0] != len(self.text):
            self._words = (len(self.text), self._found_words())
        return self._words[1]

    def _found_words(self) -> list[Word]:
        spans = [
            (max(0, self._offset(n)), self._offset(n) + len(token.text), n)
            for n, token in enumerate(self.tokens)
            if self._offset(n) + len(token.text) > 0 and token.text.strip()
        ]
        words: list[Word] = []
        at = 0
        for match in _WORD.finditer(self.text):
            inside: list[tuple[int, int, int]] = []
            while at < len(spans) and spans[at][1] <= match.start():
                at += 1
            look = at
            while look < len(spans) and spans[look][0] < match.end():
                inside.append(spans[look])
                look += 1
            if not inside:
                continue
            if any(is_cjk(character) for character in match.group()):
                words += [
                    Word(
                        start=max(start, match.start()),
                        end=min(end, match.end()),
                        probability=self.tokens[number].probability,
                        token=number,
                    )
                    for start, end, number in inside
                ]
                continue
            shares = [self.tokens[number].probability for _, _, number in inside]
            probability = 1.0
            for share in shares:
                probability *= share
            words.append(
                Word(
                    start=match.start(),
                    end=match.end(),
                    probability=-1.0 if min(shares) < 0 else probability,
                    token=inside[0][2],
                )
            )
        return words

    def word_at(self, offset: int) -> Word | None:
        """The word of a character of ``text``."""
        return next((word for word in self.words() if word.start <= offset < word.end), None)

    def choices(self, token: int) -> list[OtherToken]:
        """What could stand at a token's place, likeliest first, the chosen one among them."""
        own = self.tokens[token]
        found = {other.text: other for other in own.others}
        if own.probability >= 0:
            found[own.text] = OtherToken(text=own.text, probability=own.probability)
        return sorted(found.values(), key=lambda other: -other.probability)
