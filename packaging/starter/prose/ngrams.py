"""The yardstick: modified Kneser-Ney over word pieces, rare ones spelt out, so that it reads any text."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence

import numpy as np
from tokenizer import pieces_of
from tokenizers import pre_tokenizers

ORDER = 5
#: The letters that stand for bytes, numbered.
ALPHABET = {letter: i for i, letter in enumerate(sorted(pre_tokenizers.ByteLevel.alphabet()))}


class KneserNey:
    """P(next | up to `order` - 1 before), interpolated modified Kneser-Ney over numbers below `size`.

    Of the sequence it learns from it keeps, for every order, the distinct runs as sorted keys: a run's key is
    the number of the run without its last member, times `size`, plus that member.
    """

    def __init__(self, sequence: np.ndarray, size: int, order: int = ORDER) -> None:
        self.size, self.order = size, order
        sequence = np.asarray(sequence, np.int64)
        numbers, firsts, raw = self._runs(sequence)
        self.values, self.totals, self.held = [], [], []
        for k in range(1, order + 1):
            if k == order:
                counts = raw[k - 1].astype(np.float64)
            else:
                # Lower orders count in how many different surroundings a run was met.
                starts = firsts[k]
                counts = np.bincount(numbers[k - 1][starts + 1], minlength=len(self.keys[k - 1])).astype(
                    float
                )
            self._discount(counts, self.keys[k - 1] // size)
        self.base = self.held[0][0] / size

    def _runs(self, sequence: np.ndarray) -> tuple[list[np.ndarray], list[np.ndarray], list[np.ndarray]]:
        """For every order: the run at each place, the first place of each run, how often it occurs."""
        self.keys, numbers, firsts, raw = list[np.ndarray](), list[np.ndarray](), list[np.ndarray](), []
        for k in range(1, self.order + 1):
            if k == 1:
                keys = sequence
            else:
                keys = numbers[-1][: len(sequence) - k + 1] * self.size + sequence[k - 1 :]
            distinct, first, inverse, count = np.unique(
                keys, return_index=True, return_inverse=True, return_counts=True
            )
            self.keys.append(distinct)
            numbers.append(inverse)
            firsts.append(first)
            raw.append(count)
        return numbers, firsts, raw

    def _discount(self, counts: np.ndarray, contexts: np.ndarray) -> None:
        """Chen and Goodman's three discounts, and what they free in each context."""
        n1, n2, n3, n4 = (max(1, int((counts == i).sum())) for i in (1, 2, 3, 4))
        y = n1 / (n1 + 2 * n2)
        steps = (0.0, 1 - 2 * y * n2 / n1, 2 - 3 * y * n3 / n2, 3 - 4 * y * n4 / n3)
        discounts = np.clip(np.array(steps), 0, (0, 0.95, 1.9, 2.85))[np.minimum(counts, 3).astype(int)]
        many = int(contexts.max()) + 1
        total = np.bincount(contexts, counts, many)
        self.values.append(counts - discounts)
        self.totals.append(total)
        freed = np.bincount(contexts, discounts, many)
        self.held.append(np.divide(freed, total, out=np.ones_like(freed), where=total > 0))

    def _find(self, k: int, keys: np.ndarray) -> np.ndarray:
        """The numbers of runs of length k + 1, -1 for unknown ones."""
        places = np.searchsorted(self.keys[k], keys).clip(max=len(self.keys[k]) - 1)
        return np.where((keys >= 0) & (self.keys[k][places] == keys), places, -1)

    def probabilities(self, sequence: np.ndarray) -> np.ndarray:
        """P of every member but the first, each after those before it."""
        sequence = np.asarray(sequence, np.int64)
        runs = [self._find(0, sequence)]
        for k in range(1, self.order):
            before = runs[-1][: len(sequence) - k]
            runs.append(self._find(k, np.where(before < 0, -1, before * self.size + sequence[k:])))
        count = len(sequence) - 1
        single = runs[0][1:]
        total = self.totals[0][0]
        result = np.where(single >= 0, self.values[0][single], 0) / total + self.base
        for k in range(1, self.order):
            if count < k:
                break
            # The run of k members before each place, and the one of k + 1 that ends there.
            context, whole = runs[k - 1][: len(sequence) - k], runs[k]
            known = (context >= 0) & (context < len(self.totals[k]))
            known[known] = self.totals[k][context[known]] > 0
            place = np.where(known, context, 0)
            seen = np.where(known & (whole >= 0), self.values[k][whole], 0)
            share = seen / np.where(known, self.totals[k][place], 1)
            part = result[k - 1 :]
            result[k - 1 :] = np.where(known, share + self.held[k][place] * part, part)
        return result


class PieceModel:
    """Kneser-Ney over word pieces; one seen once at most is foretold as 'rare' and then spelt in bytes."""

    def __init__(self, texts: Sequence[str], order: int = ORDER) -> None:
        pieces = [piece for text in texts for piece in ["", *cut(text)]]
        counts = Counter(pieces)
        # 0 is 'rare', 1 the break between books.
        kept = [piece for piece, n in counts.items() if n > 1 and piece]
        self.numbers = {"": 1} | {piece: i + 2 for i, piece in enumerate(kept)}
        self.words = KneserNey(self._encode([*pieces, ""]), len(self.numbers) + 1, order)
        spelt = [letter for piece, n in counts.items() if n == 1 for letter in [256, *spelling(piece)]]
        self.letters = KneserNey(np.array([*spelt, 256]), 257, order)

    def _encode(self, pieces: Sequence[str]) -> np.ndarray:
        return np.array([self.numbers.get(piece, 0) for piece in pieces], np.int64)

    def nats(self, text: str) -> float:
        """The surprise of a whole text after a break, in nats."""
        pieces = ["", *cut(text)]
        total = -float(np.log(self.words.probabilities(self._encode(pieces))).sum())
        for piece in pieces:
            if piece not in self.numbers:
                total += self.spelling_nats(piece)
        return total

    def spelling_nats(self, piece: str) -> float:
        """The surprise of one piece's letters and its end."""
        letters = np.array([256, *spelling(piece), 256])
        return -float(np.log(self.letters.probabilities(letters)).sum())


def cut(text: str) -> list[str]:
    """A text in the pieces that the tokenizer starts from, in the byte alphabet; joined they are the text."""
    return [piece for piece, _ in pieces_of().pre_tokenize_str(text)]


def spelling(piece: str) -> list[int]:
    """A piece as numbers below 256, one for each byte."""
    return [ALPHABET[letter] for letter in piece]
