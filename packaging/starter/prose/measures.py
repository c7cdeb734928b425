"""What is measured on written text: slips of grammar, odd pairs of words, repetition, copied runs."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

import numpy as np

WORD = re.compile(r"[A-Za-z]+(?:'[A-Za-z]+)?|[.,;:!?]")
#: Things that no grammar of English allows; each is one slip. They are few and blunt, and real prose shows
#: how often they are wrong.
SLIPS = tuple(
    re.compile(rule)
    for rule in (
        r"\b(?:he|she|it) (?:have|are|were not|do|am)\b",
        r"\bI (?:is|has|are|does|were not)\b",
        r"\b(?:we|they|you) (?:is|was|has|am|does)\b",
        r"\ba (?=[aeio])(?!one\b|once\b|eu)\w+",
        r"\ban (?=[bcdfgjklmnpqrstvwyz])\w+",
        r"\b(?:the|a|an|my|his|its|our|their|your) (?:the|a|an|of|to|and|is|was|were|had|he|she|they|we|I)\b",
        r"\b(?:to|of|at|from|with) (?:of|is|was|were|had|he|she|they|we|I)\b",
        r"\b(?:this|that|a|an|each|every) (?:men|women|people|children|eyes|hands|things|days|years)\b",
        r"\b(?:these|those|many|several|few) (?:man|woman|child|eye|hand|thing|day|year|house)\b",
        r"\b(?:did|could|would|should|must|will|shall|can|may) (?:not )?(?:was|were|is|had been|went)\b",
        r"\b(?:have|had|has) (?:not )?(?:was|were|is|went|had had been)\b",
        r"\b([A-Za-z]{2,}) \1\b(?<!had had)(?<!that that)(?<!very very)(?<!long long)(?<!her her)",
        r"[,;:] ?[,;:.!?]",
        r"\b(?:the|a|an|of|and|to|my|his) ?[,;:.!?]",
    )
)


def words_of(text: str) -> list[str]:
    """Words and marks of punctuation, small."""
    return WORD.findall(text.lower())


def slips(texts: Iterable[str]) -> float:
    """Slips in a thousand words."""
    found, words = 0, 0
    for text in texts:
        joined = " ".join(text.split())
        found += sum(len(rule.findall(joined)) for rule in SLIPS)
        words += len(joined.split())
    return 1000 * found / max(1, words)


class OddPairs:
    """Which neighbours among the most frequent words are hardly ever neighbours in the books."""

    def __init__(self, texts: Iterable[str], frequent: int = 300) -> None:
        singles, pairs = Counter[str](), Counter[tuple[str, str]]()
        for text in texts:
            words = words_of(text)
            singles.update(words)
            pairs.update(pairwise(words))
        total = singles.total()
        self.frequent = {word for word, _ in singles.most_common(frequent)}
        self.odd = {
            (a, b)
            for a in self.frequent
            for b in self.frequent
            if (expected := singles[a] * singles[b] / total) >= 5 and pairs[a, b] < 0.04 * expected
        }

    def share(self, texts: Iterable[str]) -> float:
        """The percentage of pairs of frequent words that are odd."""
        odd, all_pairs = 0, 0
        for text in texts:
            found = [(a, b) for a, b in pairwise(words_of(text)) if a in self.frequent and b in self.frequent]
            odd += sum(pair in self.odd for pair in found)
            all_pairs += len(found)
        return 100 * odd / max(1, all_pairs)


def repetition(texts: Iterable[str], run: int = 4) -> float:
    """The percentage of runs of `run` words that stood in the same text before."""
    again, total = 0, 0
    for text in texts:
        words = words_of(text)
        runs = list(zip(*(words[i:] for i in range(run)), strict=False))
        again += len(runs) - len(set(runs))
        total += len(runs)
    return 100 * again / max(1, total)


def copied_runs(samples: Sequence[str], books: Iterable[str], most: int = 60) -> list[int]:
    """For every sample the length in words of its longest run that stands in the books, up to `most`.

    Runs are compared by hashes of growing length, so that a pass over the books is one array operation.
    """
    numbers = dict[str, int]()

    def numbered(text: str) -> np.ndarray:
        return np.array([numbers.setdefault(w, len(numbers) + 1) for w in words_of(text)], np.uint64)

    library = np.concatenate([np.append(numbered(text), 0) for text in books]).astype(np.uint64)
    texts = [numbered(sample) for sample in samples]
    joined = np.concatenate([np.append(text, len(numbers) + 2 + i) for i, text in enumerate(texts)])
    joined = joined.astype(np.uint64)
    owner = np.repeat(np.arange(len(texts)), [len(text) + 1 for text in texts])
    best, factor = np.zeros(len(texts), int), np.uint64(0x9E3779B97F4A7C15)
    known, asked = np.zeros(len(library), np.uint64), np.zeros(len(joined), np.uint64)
    for length in range(1, most + 1):
        known = known[: len(library) - length + 1] * factor + library[length - 1 :]
        asked = asked[: len(joined) - length + 1] * factor + joined[length - 1 :]
        order = np.unique(asked)
        places = np.searchsorted(order, known).clip(max=len(order) - 1)
        present = np.zeros(len(order), bool)
        present[places[order[places] == known]] = True
        hit = np.unique(owner[: len(asked)][present[np.searchsorted(order, asked)]])
        if not len(hit):
            break
        best[hit] = length
    return best.tolist()


def shuffled(texts: Sequence[str], seed: int = 0) -> list[str]:
    """The same words in any order: what a measure of grammar must call bad."""
    rng = np.random.default_rng(seed)
    return [" ".join(rng.permutation(text.split()).tolist()) for text in texts]
