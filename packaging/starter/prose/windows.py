"""Which stretches of the books a training reads, in an order that follows from a seed alone."""

from __future__ import annotations

import argparse
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from books import share
from read import load_texts
from tokenizer import END, encode, mark
from tokenizers import Tokenizer


@dataclass
class Library:
    """All tokens of the training books one after the other, and where each book lies in them."""

    tokens: np.ndarray
    spans: list[tuple[int, int]]
    shares: list[float]

    @classmethod
    def of(cls, tokenizer: Tokenizer, texts: Mapping[str, str]) -> Library:
        """Every book encoded, with the mark END behind it."""
        end, parts, spans, place = mark(tokenizer, END), list[np.ndarray](), list[tuple[int, int]](), 0
        for text in texts.values():
            parts.append(np.array([*encode(tokenizer, text), end], np.uint16))
            spans.append((place, place + len(parts[-1])))
            place = spans[-1][1]
        return cls(np.concatenate(parts), spans, [share(len(text.split())) for text in texts.values()])

    def starts(self, length: int, seed: int, epoch: int) -> np.ndarray:
        """Where the windows of one pass begin, shuffled; long books give only a part of theirs."""
        rng, chosen = np.random.default_rng([seed, epoch, length]), list[np.ndarray]()
        for (first, last), part in zip(self.spans, self.shares, strict=True):
            # A new offset in every pass, so that no window is read twice in the same cut.
            places = np.arange(first + rng.integers(length), last - length, length)
            chosen.append(rng.permutation(places)[: round(len(places) * part)])
        starts = np.concatenate(chosen)
        if not len(starts):
            raise ValueError(f"no book is longer than {2 * length} tokens; give the recipe longer books")
        return rng.permutation(starts)


@dataclass
class Windows:
    """An endless row of batches. The length of a window may change with the progress of a training."""

    library: Library
    batch_tokens: int = 4096
    lengths: tuple[tuple[float, int], ...] = ((0.0, 256),)
    seed: int = 0
    read: dict[int, int] = field(default_factory=dict)
    _passes: dict[tuple[int, int], np.ndarray] = field(default_factory=dict, repr=False)

    def _start(self, length: int, number: int) -> int:
        epoch = 0
        while True:
            if (length, epoch) not in self._passes:
                self._passes[length, epoch] = self.library.starts(length, self.seed, epoch)
            starts = self._passes[length, epoch]
            if number < len(starts):
                return int(starts[number])
            number, epoch = number - len(starts), epoch + 1

    def draw(self, progress: float) -> tuple[torch.Tensor, None]:
        """The next batch (n, length + 1); every token in it counts."""
        length = [length for begin, length in self.lengths if progress >= begin][-1]
        count, done = max(1, self.batch_tokens // length), self.read.get(length, 0)
        rows = [self._start(length, done + i) for i in range(count)]
        self.read[length] = done + count
        tokens = np.stack([self.library.tokens[row : row + length + 1] for row in rows])
        return torch.from_numpy(tokens.astype(np.int64)), None

    def state(self) -> dict[int, int]:
        """How many windows of each length were read; enough to go on from."""
        return dict(self.read)

    def restore(self, state: dict[int, int]) -> None:
        self.read = dict(state)


def load_library(work: Path) -> tuple[Tokenizer, Library]:
    """Tokenizer and training books of a work folder; the tokens are kept in `tokens.npz`."""
    tokenizer, kept = Tokenizer.from_file(str(work / "tokenizer.json")), work / "tokens.npz"
    newest = max((work / name).stat().st_mtime for name in ("tokenizer.json", "books.json"))
    if not kept.exists() or kept.stat().st_mtime < newest:
        library = Library.of(tokenizer, load_texts(work, "train"))
        np.savez(kept, tokens=library.tokens, spans=library.spans, shares=library.shares)
        return tokenizer, library
    with np.load(kept) as values:
        spans = [(int(first), int(last)) for first, last in values["spans"]]
        return tokenizer, Library(values["tokens"], spans, [float(part) for part in values["shares"]])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    args = parser.parse_args()
    tokenizer, library = load_library(args.work)
    figures = {
        "tokens": len(library.tokens),
        "tokens_in_a_pass": len(library.starts(256, 0, 0)) * 256,
        "vocabulary": tokenizer.get_vocab_size(),
    }
    print(json.dumps(figures))


if __name__ == "__main__":
    main()
