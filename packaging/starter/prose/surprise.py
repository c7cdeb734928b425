"""How surprised a model is by a text: the figure that everything else is held against."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import torch
from llama import Llama, next_token_loss
from tokenizer import END, encode, mark
from tokenizers import Tokenizer
from torch.nn import functional


@torch.no_grad()
def text_nats(model: Llama, tokens: Sequence[int], context: int, fresh: int) -> float:
    """The surprise in nats of all tokens but the first.

    Windows of `context` tokens are moved on by `fresh`, at most `context`, at a time; every token after the
    first window is foretold from at least `context` - `fresh` others.
    """
    device, total, done, rows = next(model.parameters()).device, 0.0, 1, list[tuple[int, int, int]]()
    while done < len(tokens):
        last = min(len(tokens), context + 1 if done == 1 else done + fresh)
        rows.append((max(0, last - context - 1), done, last))
        done = last
    for start, begin, last in rows:
        window = torch.tensor([tokens[start:last]], device=device)
        with torch.autocast(device.type, torch.bfloat16):
            scores = model(window[:, :-1])[0, begin - start - 1 :]
        total += float(functional.cross_entropy(scores.float(), window[0, begin - start :], reduction="sum"))
    return total


def books_nats(model: Llama, tokenizer: Tokenizer, texts: Mapping[str, str], fresh: int = 384) -> float:
    """The surprise of whole books, each after the mark that ends the one before."""
    end, context = mark(tokenizer, END), model.shape.context
    return sum(text_nats(model, [end, *encode(tokenizer, text)], context, fresh) for text in texts.values())


@torch.no_grad()
def answer_nats(model: Llama, tokens: Sequence[int], weights: Sequence[int]) -> float:
    """The mean surprise of the tokens of an answer."""
    row, counts = torch.tensor([tokens]), torch.tensor([weights], dtype=torch.float32)
    with torch.autocast("cpu", torch.bfloat16):
        return float(next_token_loss(model, row, counts)) / sum(weights)
