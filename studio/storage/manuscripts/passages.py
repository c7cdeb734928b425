"""Texts cut into passages, the question put to the word index, vectors compared. Pure."""

import math
import re
from array import array
from collections.abc import Sequence
from heapq import nlargest
from operator import mul

from studio.storage.words import indexed

CHARACTERS = 900
"""About a passage's length: what a model can take in beside the text, and a person at a glance."""
CHARACTERS_MOST = 1800
TERMS_MOST = 48
EXACT_MOST = 2000
"""Vectors that are all compared exactly; of more, only those whose signs agree best."""
_PARAGRAPH = re.compile(r"\S(?:[^\n]|\n(?!\s*\n|\s*\Z))*")
_SENTENCE_END = re.compile(r"[.!?。！？…][\"”’»)\]]*\s+|[。！？]|\n")
_TERM = re.compile(r"[^\W_]+")

Known = tuple[str, int, int, int, bytes]
"""Item, start, end, signs, vector."""


def split(text: str) -> list[tuple[int, int]]:
    """Places of passages: whole paragraphs together, long ones cut behind a sentence."""
    spans: list[tuple[int, int]] = []
    for found in _PARAGRAPH.finditer(text):
        start, end = found.start(), found.start() + len(found.group().rstrip())
        while end - start > CHARACTERS_MOST:
            ends = [
                cut.end() for cut in _SENTENCE_END.finditer(text, start + CHARACTERS // 2, start + CHARACTERS)
            ]
            cut = ends[-1] if ends else start + CHARACTERS
            spans.append((start, cut))
            start = cut
        last = spans[-1] if spans else None
        if last and end - last[0] <= CHARACTERS:
            spans[-1] = (last[0], end)
        else:
            spans.append((start, end))
    return spans


def query_of(words: str) -> str:
    """An FTS5 question: any of the words; the last ones when there are many. Never read as syntax."""
    terms = dict.fromkeys(term.lower() for term in reversed(_TERM.findall(indexed(words))))
    wanted = [term for term in terms if len(term) > 2 or not term.isascii()] or list(terms)
    return " OR ".join(f'"{term}"' for term in wanted[:TERMS_MOST])


def packed(vector: Sequence[float]) -> bytes:
    """A vector of length one, as 4-byte numbers."""
    length = math.sqrt(sum(map(mul, vector, vector)))
    if not length or not math.isfinite(length):
        return b""
    return array("f", (value / length for value in vector)).tobytes()


def bits_of(vector: bytes) -> int:
    """The signs of a packed vector as one number."""
    return int("".join("1" if value > 0 else "0" for value in array("f", vector)) or "0", 2)


def near(known: Sequence[Known], vector: Sequence[float], limit: int) -> list[tuple[str, int, int, float]]:
    """The passages nearest to ``vector``, best first, with their cosine."""
    wanted = array("f", packed(vector))
    if not wanted:
        return []
    fitting = [row for row in known if len(row[4]) == 4 * len(wanted)]
    if len(fitting) > EXACT_MOST:
        signs = bits_of(wanted.tobytes())
        fitting = sorted(fitting, key=lambda row: (row[3] ^ signs).bit_count())[: EXACT_MOST // 2]
    scored = ((sum(map(mul, wanted, array("f", row[4]))), row) for row in fitting)
    return [
        (row[0], row[1], row[2], score) for score, row in nlargest(limit, scored, key=lambda pair: pair[0])
    ]
