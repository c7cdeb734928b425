"""The start of the training: word matrices that already hold what counting pairs of tokens teaches.

From random weights a small model spends its first hundreds of steps on which token follows which, and far
more on rare words. The counts say it at once: `log(1 + count / expected)` is factored into the two word
matrices, one column is left for how frequent a word is, and one makes all rows equally long, so that the last
norm of the untrained model changes nothing. The layers start near zero and learn what pairs cannot tell.
"""

from __future__ import annotations

import numpy as np
import torch
from llama import Llama, Shape

#: How many expected occurrences weigh against the counted ones.
SMOOTHING = 400.0
#: How much frequent words rule the factors; 0 treats all rows alike.
EMPHASIS = 0.45


def pair_counts(tokens: np.ndarray, vocabulary: int) -> np.ndarray:
    """How often token b (column) follows token a (row)."""
    pairs = tokens[:-1].astype(np.int64) * vocabulary + tokens[1:]
    return np.bincount(pairs, minlength=vocabulary * vocabulary).reshape(vocabulary, vocabulary)


def factors(matrix: torch.Tensor, rank: int, generator: torch.Generator) -> tuple[torch.Tensor, torch.Tensor]:
    """Two matrices (n, rank) whose product comes near `matrix`, by subspace iteration."""
    spread = min(len(matrix), rank + 32)
    basis = torch.linalg.qr(matrix @ torch.randn(len(matrix), spread, generator=generator))[0]
    for _ in range(3):
        basis = torch.linalg.qr(matrix @ torch.linalg.qr(matrix.T @ basis)[0])[0]
    left, sizes, right = torch.linalg.svd(basis.T @ matrix, full_matrices=False)
    root = sizes[:rank].sqrt()
    return (basis @ left[:, :rank]) * root, right[:rank].T * root


def counted_start(shape: Shape, tokens: np.ndarray, seed: int = 0) -> Llama:
    """An untrained model that predicts from pairs as well as its width allows."""
    torch.manual_seed(seed)
    generator = torch.Generator().manual_seed(seed)
    model = Llama(shape)
    counts = torch.from_numpy(pair_counts(tokens, shape.vocabulary).astype(np.float32))
    first, second = counts.sum(1), counts.sum(0)
    frequency = (second + 1) / (second + 1).sum()
    counts /= SMOOTHING * frequency
    weights = (first + 1) ** EMPHASIS, (second + 1) ** EMPHASIS
    surprise = counts.log1p_().mul_(weights[0][:, None]).mul_(weights[1])
    left, right = factors(surprise, shape.width - 2, generator)
    left, right = left / weights[0][:, None], right / weights[1][:, None]
    # Each column as large on one side as on the other would be; then all rows one length.
    lengths = left.square().sum(1)
    longest = lengths.quantile(0.995)
    left = left * (longest / lengths.clamp(min=longest)).sqrt()[:, None]
    slack = (longest * 1.02 - left.square().sum(1)).clamp(min=0).sqrt()
    level = (longest / shape.width).sqrt()
    rows = torch.cat([left, level.expand(len(left), 1), slack[:, None]], 1)
    size = rows.square().mean(1).mean().sqrt()
    out = torch.cat([right, (frequency.log() / level)[:, None], torch.zeros(len(right), 1)], 1)
    with torch.no_grad():
        model.embed_tokens.weight.copy_(rows / size)
        model.lm_head.weight.copy_(out * size)
    return model
