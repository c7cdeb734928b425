"""Short seeded trainings end with the same weights, with or without an interruption."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
import torch


def weights(model: torch.nn.Module) -> list[torch.Tensor]:
    return [parameter.detach().clone() for parameter in model.parameters()]


def assert_same(first: list[torch.Tensor], second: list[torch.Tensor]) -> None:
    assert all(torch.equal(a, b) for a, b in zip(first, second, strict=True))


def train(recipe: SimpleNamespace, library: Any, shape: Any, **settings: Any) -> Any:
    model = recipe.counting.counted_start(shape, library.tokens, seed=5)
    windows = recipe.windows.Windows(library, 256, ((0.0, 32), (0.5, 64)), seed=5)
    pace = recipe.fitting.Pace(warm_steps=2)
    budget = recipe.training.Budget(steps=6)
    return recipe.fitting.fit(model, windows, budget, pace, lanes=2, threads=1, **settings)


@pytest.mark.usefixtures("one_thread")
def test_the_same_seed_gives_the_same_model(recipe: SimpleNamespace, library: Any, shape: Any) -> None:
    first, second = (train(recipe, library, shape) for _ in range(2))
    assert first.complete and first.step == 6
    assert_same(weights(first.model), weights(second.model))


@pytest.mark.usefixtures("one_thread")
def test_an_interrupted_training_ends_the_same(
    recipe: SimpleNamespace, library: Any, shape: Any, tmp_path: Path
) -> None:
    whole = train(recipe, library, shape)
    checkpoint = tmp_path / "train.pt"
    part = train(recipe, library, shape, checkpoint=checkpoint, chunk_steps=4)
    assert (part.step, part.complete) == (4, False)
    rest = train(recipe, library, shape, checkpoint=checkpoint)
    assert (rest.step, rest.tokens, rest.complete) == (6, whole.tokens, True)
    assert_same(weights(whole.model), weights(rest.model))


@pytest.mark.usefixtures("one_thread")
def test_counting_is_a_better_start_than_chance(
    recipe: SimpleNamespace, library: Any, shape: Any, trained: Any
) -> None:
    torch.manual_seed(0)
    tokens = library.tokens[:600].tolist()
    chance, counted, after = (
        recipe.train.mean_loss(model, tokens, length=32)
        for model in (
            recipe.llama.Llama(shape),
            recipe.counting.counted_start(shape, library.tokens),
            trained,
        )
    )
    assert counted < chance - 2
    assert after < counted - 0.1


def test_attention_sees_only_what_came_before(recipe: SimpleNamespace, trained: Any) -> None:
    tokens = torch.arange(40)[None] + 10
    changed = tokens.clone()
    changed[0, 30:] = 3
    with torch.no_grad():
        assert torch.equal(trained(tokens)[0, :30], trained(changed)[0, :30])


def test_plain_attention_is_the_fused_one(recipe: SimpleNamespace) -> None:
    torch.manual_seed(0)
    parts = torch.randn(3, 2, 2, 20, 8)
    fused = torch.nn.functional.scaled_dot_product_attention(*parts, is_causal=True)
    torch.testing.assert_close(recipe.llama.attend(*parts), fused, atol=1e-5, rtol=1e-4)


def test_a_pass_reads_every_window_once_and_long_books_in_part(recipe: SimpleNamespace, library: Any) -> None:
    starts = library.starts(32, 0, 0)
    assert len(starts) == len(set(starts.tolist()))
    assert np.array_equal(starts, library.starts(32, 0, 0))
    assert not np.array_equal(starts, library.starts(32, 0, 1))
    short = recipe.windows.Library(library.tokens, library.spans, [0.5, 1.0, 1.0])
    first, last = library.spans[0]
    inside = [int(((s >= first) & (s < last)).sum()) for s in (starts, short.starts(32, 0, 0))]
    assert abs(inside[1] - inside[0] / 2) <= 1


def test_a_batch_never_runs_over_the_end_of_a_book(recipe: SimpleNamespace, library: Any) -> None:
    for start in library.starts(32, 1, 0):
        assert any(first <= start and start + 33 <= last for first, last in library.spans)


def test_of_a_request_only_the_answer_counts(recipe: SimpleNamespace, tokenizer: Any) -> None:
    pair = recipe.pairs.Pair("describe", "Describe the mill.", "The mill was old.")
    tokens, counts = recipe.desk.encode_pair(tokenizer, pair)
    assert len(tokens) == len(counts)
    answer = [token for token, count in zip(tokens, counts, strict=True) if count]
    assert answer == [*recipe.tokenizer.encode(tokenizer, pair.answer), 0]
    rows, weights_of_rows = recipe.desk.pack([(tokens, counts)] * 5, 2 * len(tokens))
    assert rows.shape == weights_of_rows.shape == (3, 2 * len(tokens) + 1)
    assert weights_of_rows.sum() == 5 * sum(counts)


@pytest.mark.usefixtures("one_thread")
def test_the_desk_stage_goes_on_where_it_stopped(
    recipe: SimpleNamespace, library: Any, tokenizer: Any, shape: Any, books: dict[str, str], tmp_path: Path
) -> None:
    pairs = recipe.pairs.all_pairs(books, {}, seed=0, most=20)
    packed = recipe.desk.pack([recipe.desk.encode_pair(tokenizer, pair) for pair in pairs], 64)

    def desk(**settings: Any) -> Any:
        model = recipe.counting.counted_start(shape, library.tokens)
        stream = recipe.desk.Desk(recipe.windows.Windows(library, 128, ((0.0, 64),), 1), *packed, 2, 1)
        pace = recipe.fitting.Pace(warm_steps=1, level=0.0)
        budget = recipe.training.Budget(steps=4)
        return recipe.fitting.fit(model, stream, budget, pace, lanes=1, threads=1, **settings)

    whole, checkpoint = desk(), tmp_path / "desk.pt"
    desk(checkpoint=checkpoint, chunk_steps=3)
    assert_same(weights(whole.model), weights(desk(checkpoint=checkpoint).model))
