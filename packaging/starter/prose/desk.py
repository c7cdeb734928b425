"""Step 4: brings the rate down on a mixture of books and requests, which teaches the desk's instructions."""

from __future__ import annotations

import argparse
import json
import random
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from fitting import Budget, Pace, fit, load_model
from pairs import Pair, all_pairs
from read import load_texts
from tokenizer import ANSWER, ASK, END, encode, mark
from tokenizers import Tokenizer
from train import watcher
from windows import Windows, load_library

LENGTH = 512
#: The part of every batch that is books as they are.
BOOKS = 0.6


def encode_pair(tokenizer: Tokenizer, pair: Pair) -> tuple[list[int], list[int]]:
    """The tokens of a pair and which of them count: the answer and the mark that ends it."""
    asked = [mark(tokenizer, ASK), *encode(tokenizer, pair.ask), mark(tokenizer, ANSWER)]
    answered = [*encode(tokenizer, pair.answer), mark(tokenizer, END)]
    return [*asked, *answered], [0] * len(asked) + [1] * len(answered)


def pack(encoded: list[tuple[list[int], list[int]]], length: int) -> tuple[np.ndarray, np.ndarray]:
    """Whole pairs one after the other in rows of `length` + 1; what is left of a row counts for nothing."""
    rows, counts = list[list[int]](), list[list[int]]()
    row, count = list[int](), list[int]()
    for tokens, weights in encoded:
        if len(tokens) > length + 1:
            continue
        if len(row) + len(tokens) > length + 1:
            rows.append(row)
            counts.append(count)
            row, count = [], []
        row, count = row + tokens, count + weights
    if row:
        rows.append(row)
        counts.append(count)
    packed = np.zeros((len(rows), length + 1), np.int64), np.zeros((len(rows), length + 1), np.float32)
    for i, (row, count) in enumerate(zip(rows, counts, strict=True)):
        packed[0][i, : len(row)], packed[1][i, : len(count)] = row, count
    return packed


@dataclass
class Desk:
    """Batches of books and requests together."""

    books: Windows
    rows: np.ndarray
    counts: np.ndarray
    rows_per_batch: int
    seed: int = 0
    read: int = 0
    _order: dict[int, list[int]] = field(default_factory=dict, repr=False)

    def _row(self, number: int) -> int:
        epoch, place = divmod(number, len(self.rows))
        if epoch not in self._order:
            order = list(range(len(self.rows)))
            random.Random(f"{self.seed} {epoch}").shuffle(order)
            self._order = {epoch: order}
        return self._order[epoch][place]

    def draw(self, progress: float) -> tuple[torch.Tensor, torch.Tensor]:
        """The next batch; books count wholly, of the requests only the answers."""
        books, _ = self.books.draw(progress)
        chosen = [self._row(self.read + i) for i in range(self.rows_per_batch)]
        self.read += self.rows_per_batch
        tokens = torch.cat([books, torch.from_numpy(self.rows[chosen])])
        return tokens, torch.cat([torch.ones_like(books).float(), torch.from_numpy(self.counts[chosen])])

    def state(self) -> dict[str, object]:
        return {"books": self.books.state(), "read": self.read}

    def restore(self, state: dict) -> None:
        self.books.restore(state["books"])
        self.read = state["read"]


def load_pairs(work: Path, part: str, seed: int, most: int = 4000) -> list[Pair]:
    """The pairs of one part of the books."""
    openings = json.loads((work / "chapters.json").read_text(encoding="utf-8"))
    return all_pairs(load_texts(work, part), openings, seed, most)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    parser.add_argument("--minutes", type=float, default=25)
    parser.add_argument("--steps", type=int, help="a number of steps instead, which repeats bit by bit")
    parser.add_argument("--chunk", type=float, help="stop after so many minutes; start again to go on")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--batch-tokens", type=int, default=3072)
    parser.add_argument("--lanes", type=int, default=2, help="parts of a batch computed side by side")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    args = parser.parse_args()
    tokenizer, library = load_library(args.work)
    model, before = load_model(args.work / "train.pt")
    pairs = load_pairs(args.work, "train", args.seed)
    rows, counts = pack([encode_pair(tokenizer, pair) for pair in pairs], LENGTH)
    of_books = round(args.batch_tokens * BOOKS)
    # Books in cuts that the first training has not seen: their seed is another one.
    books = Windows(library, of_books, ((0.0, LENGTH),), seed=args.seed)
    desk = Desk(books, rows, counts, max(1, (args.batch_tokens - of_books) // LENGTH), args.seed)
    outcome = fit(
        model.train().to(args.device),
        desk,
        Budget(steps=args.steps) if args.steps else Budget(minutes=args.minutes),
        Pace(warm_steps=5, level=0.0),
        checkpoint=args.work / "desk.pt",
        chunk_seconds=args.chunk * 60 if args.chunk else None,
        lanes=args.lanes if args.device == "cpu" else 1,
        watch=watcher(args.work, tokenizer),
    )
    figures = {
        "desk_steps": outcome.step,
        "desk_tokens": outcome.tokens,
        "desk_minutes": round(outcome.seconds / 60, 1),
        "desk_pairs": len(pairs),
        "train_steps": before["step"],
        "train_tokens": before["tokens"],
        "train_minutes": round(before["seconds"] / 60, 1),
        "train_passes": round(before["tokens"] / (len(library.starts(256, 0, 0)) * 256), 2),
    }
    (args.work / "training.json").write_text(json.dumps(figures) + "\n", encoding="utf-8")
    print(
        f"{outcome.step} steps, {outcome.tokens:,} tokens in {outcome.seconds / 60:.1f} minutes; "
        + ("the budget is spent" if outcome.complete else "start again to go on"),
        flush=True,
    )


if __name__ == "__main__":
    main()
