"""Stop texts and banned phrases in a text that grows: what may be shown, and what must not stand. Pure."""

import unicodedata

from msgspec import Struct


class Found(Struct, frozen=True, kw_only=True):
    """A stop text or a banned phrase, from ``start`` to ``end`` in the text that waits."""

    banned: bool
    start: int
    end: int


class Watch:
    """Looks at the end of one alternative.

    Banned phrases are found whatever their case, and as whole words where they begin or end with a
    letter of a script that parts words by spaces: “he” does not ban “the”.
    """

    def __init__(self, stop: tuple[str, ...], banned: tuple[str, ...]) -> None:
        self._stop = tuple(filter(None, stop))
        self._banned = tuple(filter(None, map(fold, banned)))

    @property
    def idle(self) -> bool:
        """Whether there is nothing to watch for."""
        return not self._stop and not self._banned

    def find(self, before: str, text: str, *, ended: bool) -> Found | None:
        """The first thing found in ``text``; ``before`` is the character in front of it.

        Until the text has ended, a phrase at its very end is not yet found: the word may go on.
        """
        found: list[Found] = []
        for stop in self._stop:
            at = text.find(stop)
            if at >= 0:
                found.append(Found(banned=False, start=at, end=at + len(stop)))
        low = fold(text)
        for phrase in self._banned:
            at = low.find(phrase)
            while at >= 0:
                end = at + len(phrase)
                left = text[at - 1] if at else before
                open_end = end == len(text) and not ended and _is_letter(phrase[-1])
                if not open_end and _parts(left, phrase[0]) and _parts(text[end : end + 1], phrase[-1]):
                    found.append(Found(banned=True, start=at, end=end))
                    break
                at = low.find(phrase, at + 1)
        return min(found, key=lambda each: (each.start, not each.banned), default=None)

    def waiting(self, text: str) -> int:
        """How many characters at the end might still become something that must not be shown."""
        most = 0
        for words, line in ((self._stop, text), (self._banned, fold(text) if self._banned else "")):
            for word in words:
                whole = len(word) if words is self._banned else len(word) - 1
                for length in range(min(whole, len(line)), most, -1):
                    if line.endswith(word[:length]):
                        most = length
                        break
        return most


def fold(text: str) -> str:
    """The text in lower case with as many characters as before."""
    low = text.lower()
    if len(low) == len(text):
        return low
    return "".join(c.lower() if len(c.lower()) == 1 else c for c in text)


def _is_letter(character: str) -> bool:
    """Whether it is part of a word in a script that parts words by spaces."""
    if not character.isalnum():
        return False
    name = unicodedata.name(character, "")
    return not name.startswith(("CJK", "HIRAGANA", "KATAKANA", "THAI", "LAO", "KHMER", "MYANMAR", "TIBETAN"))


def _parts(neighbour: str, edge: str) -> bool:
    """Whether a phrase with that letter at its edge ends there, next to ``neighbour``."""
    return not (neighbour and _is_letter(edge) and _is_letter(neighbour))
