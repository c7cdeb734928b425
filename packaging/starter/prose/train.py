"""Step 3: trains the model on the books, from nothing, at a level rate, so that it can be lengthened later.

Step 4 brings the rate down. To go on after that, run this step with more minutes and step 4 once more.
"""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

import torch
from counting import counted_start
from fitting import Budget, Pace, fit
from llama import Llama, Shape, next_token_loss
from read import load_texts
from tokenizer import encode
from tokenizers import Tokenizer
from windows import Windows, load_library


@torch.no_grad()
def mean_loss(model: Llama, tokens: list[int], length: int = 256, most: int = 64) -> float:
    """The mean surprise in nats on up to `most` windows spread over a text."""
    device = next(model.parameters()).device
    count = min(most, (len(tokens) - 1) // length)
    starts = [i * ((len(tokens) - 1 - length) // max(1, count - 1)) for i in range(count)]
    total = 0.0
    for i in range(0, count, 8):
        rows = torch.tensor([tokens[start : start + length + 1] for start in starts[i : i + 8]])
        with torch.autocast(device.type, torch.bfloat16):
            total += float(next_token_loss(model, rows.to(device)))
    return total / (count * length)


def watcher(work: Path, tokenizer: Tokenizer) -> Callable[[Llama], float]:
    """Measures a model on the held-out book that is watched during training."""
    tokens = [token for text in load_texts(work, "watch").values() for token in encode(tokenizer, text)]
    return lambda model: mean_loss(model, tokens)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("build/starter-prose"))
    parser.add_argument("--minutes", type=float, default=75, help="the whole training, all chunks together")
    parser.add_argument("--steps", type=int, help="a number of steps instead, which repeats bit by bit")
    parser.add_argument("--chunk", type=float, help="stop after so many minutes; start again to go on")
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--batch-tokens", type=int, default=3072)
    parser.add_argument("--lanes", type=int, default=2, help="parts of a batch computed side by side")
    parser.add_argument("--device", default="cpu", help="cpu or cuda")
    args = parser.parse_args()
    tokenizer, library = load_library(args.work)
    shape = Shape(vocabulary=tokenizer.get_vocab_size())
    model = counted_start(shape, library.tokens, args.seed).to(args.device)
    outcome = fit(
        model,
        Windows(library, args.batch_tokens, seed=args.seed),
        Budget(steps=args.steps) if args.steps else Budget(minutes=args.minutes),
        Pace(),
        checkpoint=args.work / "train.pt",
        chunk_seconds=args.chunk * 60 if args.chunk else None,
        lanes=args.lanes if args.device == "cpu" else 1,
        watch=watcher(args.work, tokenizer),
    )
    print(
        f"{outcome.step} steps, {outcome.tokens:,} tokens in {outcome.seconds / 60:.1f} minutes; "
        + ("the budget is spent" if outcome.complete else "start again to go on"),
        flush=True,
    )


if __name__ == "__main__":
    main()
