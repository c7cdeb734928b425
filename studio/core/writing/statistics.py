"""What can be counted in a text: sentences, readability, dialogue, frequent and repeated words. Pure."""

import re
from collections import Counter
from collections.abc import Iterable

from msgspec import Struct

from studio.core.writing.words import WIDE, count_words, without_targets

WORDS_A_MINUTE = 230
"""How fast fiction is read silently (Brysbaert 2019: 238 for English prose, a little less elsewhere)."""
WORDS_A_PAGE = 250
"""A manuscript page of the book trade."""
NEAR_WORDS = 40
"""The same word again within so many others is heard."""
NEAR_PHRASES = 600
"""The same phrase again within so many words is remembered."""
PHRASE = 3
_TOKEN = re.compile(rf"[^\W\d_{WIDE}]+(?:['’][^\W\d_{WIDE}]+)*")
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"”’»)\]]*\s+|(?<=[。！？])[」』”]*|\n\s*\n")
_QUOTED = re.compile(
    r"“[^”\n]*(?:”|$)|«[^»\n]*(?:»|$)|„[^“”\n]*(?:[“”]|$)|「[^」\n]*」|\"[^\"\n]*\"", re.MULTILINE
)
_DASHED = re.compile(r"^[ \t]*[–—][^\n]*", re.MULTILINE)
_VOWELS = re.compile(r"[aeiouyà-ÿ]+")
_ENGLISH = """
a about after all also am an and any are as at away back be because been before being but by came
can come could did do does down even for from get go going got had has have he her here him his how
i if in into is it its just know like little long looked made make me more my no not now of off on
one only or other our out over own said same saw see she should so some still such than that the
their them then there these they thing this those though through time to too two under until up upon
us very was way we well went were what when where which while who why will with without would yes
you your it's i'm don't didn't he'd she'd i'd that's was wasn't couldn't wouldn't they'd we'd you're
can't
"""
_COMMON = frozenset(_ENGLISH.split())


class Near(Struct, frozen=True, kw_only=True):
    """A word or phrase that comes again soon, with where it stands in its text."""

    phrase: str
    places: tuple[tuple[int, int], ...]

    @property
    def times(self) -> int:
        return len(self.places)


class TextFigures(Struct, frozen=True, kw_only=True):
    """What was counted in one text; ``together`` adds them up."""

    words: int = 0
    characters: int = 0
    letters: int = 0
    """Characters without spaces."""
    sentences: int = 0
    longest_sentence: int = 0
    syllables: int = 0
    long_words: int = 0
    """Words of more than six letters."""
    spoken: int = 0
    """Characters inside quotation marks."""
    frequent: dict[str, int] = {}
    """How often each word comes, without those that every text is full of."""
    near: tuple[Near, ...] = ()

    @property
    def sentence_length(self) -> float:
        return self.words / self.sentences if self.sentences else 0.0

    @property
    def dialogue(self) -> float:
        """Part of the letters that is spoken, 0 to 1."""
        return min(1.0, self.spoken / self.letters) if self.letters else 0.0

    @property
    def minutes(self) -> float:
        return self.words / WORDS_A_MINUTE

    @property
    def pages(self) -> int:
        return -(-self.words // WORDS_A_PAGE)


def figures(text: str) -> TextFigures:
    """Count one text."""
    characters, text = len(text), without_targets(text)
    tokens = [(found.group().casefold(), found.span()) for found in _TOKEN.finditer(text)]
    sentences = [length for part in _SENTENCE_END.split(text) if (length := count_words(part))]
    counted = Counter(word for word, _ in tokens)
    return TextFigures(
        words=count_words(text),
        characters=characters,
        letters=sum(map(len, text.split())),
        sentences=len(sentences),
        longest_sentence=max(sentences, default=0),
        syllables=sum(times * syllables(word) for word, times in counted.items()),
        long_words=sum(times for word, times in counted.items() if len(word) > 6),
        spoken=_spoken(text),
        frequent={word: times for word, times in counted.items() if _tells(word)},
        near=tuple(_near(tokens)),
    )


def together(parts: Iterable[TextFigures]) -> TextFigures:
    """The sums of several texts; of what is near each other only each text for itself is asked."""
    parts = list(parts)
    words: Counter[str] = Counter()
    for part in parts:
        words.update(part.frequent)
    return TextFigures(
        words=sum(part.words for part in parts),
        characters=sum(part.characters for part in parts),
        letters=sum(part.letters for part in parts),
        sentences=sum(part.sentences for part in parts),
        longest_sentence=max((part.longest_sentence for part in parts), default=0),
        syllables=sum(part.syllables for part in parts),
        long_words=sum(part.long_words for part in parts),
        spoken=sum(part.spoken for part in parts),
        frequent=dict(words),
    )


def syllables(word: str) -> int:
    """About how many syllables an English word has: its runs of vowels, without a silent e at the end."""
    runs = len(_VOWELS.findall(word.casefold()))
    silent = runs > 1 and word.endswith("e") and not word.endswith(("le", "ee"))
    return max(1, runs - silent)


def reading_ease(found: TextFigures) -> float:
    """Flesch 1948, for English: 100 is very easy, 0 is very hard."""
    if not found.words or not found.sentences:
        return 0.0
    ease = 206.835 - 1.015 * found.sentence_length - 84.6 * found.syllables / found.words
    return max(0.0, min(100.0, ease))


def lix(found: TextFigures) -> float:
    """Björnsson 1968, for any language with letters: under 30 is easy, over 50 is hard."""
    return found.sentence_length + 100 * found.long_words / found.words if found.words else 0.0


def most_frequent(found: TextFigures, limit: int = 12) -> list[tuple[str, int]]:
    """Words and how often they come, the most frequent first."""
    return sorted(found.frequent.items(), key=lambda pair: (-pair[1], pair[0]))[:limit]


def _tells(word: str) -> bool:
    return len(word) > 3 and word.replace("’", "'") not in _COMMON


def _spoken(text: str) -> int:
    quoted = sum(len("".join(found.group().split())) for found in _QUOTED.finditer(text))
    return quoted or sum(len("".join(found.group().split())) for found in _DASHED.finditer(text))


def _near(tokens: list[tuple[str, tuple[int, int]]], limit: int = 40) -> list[Near]:
    """Phrases that come again soon, then words that come three times soon; those that come most first."""
    phrases: dict[str, list[int]] = {}
    words: dict[str, list[int]] = {}
    for at, (word, _) in enumerate(tokens):
        if _tells(word):
            words.setdefault(word, []).append(at)
        three = [token for token, _ in tokens[at : at + PHRASE]]
        if len(three) == PHRASE and any(map(_tells, three)):
            phrases.setdefault(" ".join(three), []).append(at)
    found = [
        Near(phrase=phrase, places=tuple(_span(tokens, at, PHRASE) for at in run))
        for phrase, places in phrases.items()
        for run in _runs(places, NEAR_PHRASES, 2)
    ]
    found += [
        Near(phrase=word, places=tuple(_span(tokens, at, 1) for at in run))
        for word, places in words.items()
        for run in _runs(places, NEAR_WORDS, 3)
    ]
    return sorted(found, key=lambda near: (-near.times * near.phrase.count(" "), -near.times))[:limit]


def _span(tokens: list[tuple[str, tuple[int, int]]], at: int, length: int) -> tuple[int, int]:
    return tokens[at][1][0], tokens[at + length - 1][1][1]


def _runs(places: list[int], gap: int, least: int) -> list[list[int]]:
    """Places that follow each other within ``gap``, of at least ``least``."""
    if len(places) < least:
        return []
    runs: list[list[int]] = [[places[0]]]
    for at in places[1:]:
        if at - runs[-1][-1] <= gap:
            runs[-1].append(at)
        else:
            runs.append([at])
    return [run for run in runs if len(run) >= least]
