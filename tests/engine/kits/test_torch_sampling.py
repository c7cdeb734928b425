"""Sampling steps in torch, each against numbers that a person can work out."""

import math
from collections import Counter

import pytest
import torch

from studio.core.text_requests import Sampling
from studio.engine.kits import torch_sampling as steps
from studio.engine.kits.torch_sampling import Sampler, repeats

CHANCES = (0.5, 0.25, 0.15, 0.07, 0.03)
LOGITS = torch.tensor([math.log(chance) for chance in CHANCES])


def left(logits: torch.Tensor) -> list[int]:
    return logits.isfinite().nonzero().flatten().tolist()


@pytest.mark.parametrize(
    ("step", "value", "kept"),
    [
        (steps.top_k, 2, [0, 1]), (steps.top_k, 0, [0, 1, 2, 3, 4]), (steps.top_k, 99, [0, 1, 2, 3, 4]),
        (steps.top_p, 0.5, [0]), (steps.top_p, 0.74, [0, 1]), (steps.top_p, 0.76, [0, 1, 2]),
        (steps.top_p, 1.0, [0, 1, 2, 3, 4]), (steps.min_p, 0.2, [0, 1, 2]),
        (steps.min_p, 0.0, [0, 1, 2, 3, 4]),
        (steps.typical, 0.2, [1]), (steps.typical, 1.0, [0, 1, 2, 3, 4]),
    ],
)  # fmt: skip
def test_what_a_step_leaves(step, value, kept) -> None:
    assert left(step(LOGITS.clone(), value)) == kept


def test_penalties_know_signs_and_counts() -> None:
    given = torch.tensor([2.0, -2.0, 1.0])
    told = Sampling(repeat_penalty=2.0, frequency_penalty=0.5, presence_penalty=0.25)
    assert steps.penalise(given, [0, 1, 1], told).tolist() == pytest.approx([0.25, -5.25, 1.0])


def test_dry_finds_what_would_go_on_repeating() -> None:
    assert repeats([1, 2, 3, 9, 1, 2, 3], lambda token: False) == {9: 3}
    assert repeats([1, 2, 3, 9, 1, 2, 3], lambda token: token == 2) == {9: 1}
    assert repeats([5], lambda token: False) == {}
    told = Sampling(dry_multiplier=1.0, dry_base=2.0, dry_allowed_length=2)
    given = torch.zeros(10)
    assert steps.against_repetition(given, [1, 2, 3, 9, 1, 2, 3], told, lambda token: False)[9] == -2.0


def test_xtc_takes_all_likely_tokens_but_the_least() -> None:
    told = Sampling(xtc_probability=1.0, xtc_threshold=0.1, temperature=1, top_k=0, min_p=0)
    assert left(Sampler(told, 1).left(LOGITS, [])) == [2, 3, 4]
    assert left(Sampler(Sampling(xtc_threshold=0.6, xtc_probability=1.0, min_p=0), 1).left(LOGITS, [])) == [
        0, 1, 2, 3, 4,
    ]  # fmt: skip


def test_the_order_matters_and_zero_is_the_likeliest() -> None:
    hot = Sampling(temperature=4.0, top_p=0.7, min_p=0, top_k=0)
    first = Sampling(temperature=4.0, top_p=0.7, min_p=0, top_k=0, order=("temperature", "top_p"))
    assert left(Sampler(hot, 1).left(LOGITS, [])) == [0, 1]
    assert len(left(Sampler(first, 1).left(LOGITS, []))) > 2
    assert Sampler(Sampling(temperature=0), 1).choose(LOGITS, []) == 0


def test_draws_follow_the_chances_and_the_seed() -> None:
    told = Sampling(temperature=1, top_k=0, min_p=0)
    sampler = Sampler(told, 7)
    drawn = [sampler.choose(LOGITS, []) for _ in range(2000)]
    again = Sampler(told, 7)
    assert drawn == [again.choose(LOGITS, []) for _ in range(2000)]
    counts = Counter(drawn)
    for token, chance in enumerate(CHANCES):
        assert counts[token] / 2000 == pytest.approx(chance, abs=0.04)


@pytest.mark.parametrize("version", [1, 2])
def test_mirostat_holds_the_surprise_near_its_aim(version: int) -> None:
    flat = torch.arange(2000, 0, -1).float().log()
    sampler = Sampler(Sampling(mirostat=version, mirostat_tau=3.0, temperature=1), 3)
    chances = flat.softmax(-1)
    drawn = [-math.log2(float(chances[sampler.choose(flat, [])])) for _ in range(10)]
    free = Sampler(Sampling(mirostat=version, mirostat_tau=15.0, temperature=1), 3)
    loose = [-math.log2(float(chances[free.choose(flat, [])])) for _ in range(200)]
    assert sum(drawn) / len(drawn) < sum(loose) / len(loose)
