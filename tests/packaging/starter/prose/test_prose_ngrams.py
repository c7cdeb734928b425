"""The yardstick is a true probability, and reads what it has never seen."""

from __future__ import annotations

import math
from types import SimpleNamespace

import numpy as np
import pytest


@pytest.mark.parametrize(
    "context", [[0], [1, 2], [0, 1, 2], [8, 0, 1], [8, 8, 8], [3, 4, 5, 6], [6, 6, 6, 6]]
)
def test_the_next_member_is_certain_to_be_one_of_all(recipe: SimpleNamespace, context: list[int]) -> None:
    sequence = np.random.default_rng(0).choice(7, size=500, p=[0.3, 0.2, 0.2, 0.1, 0.1, 0.05, 0.05])
    model = recipe.ngrams.KneserNey(sequence, 9, 4)
    chances = [float(model.probabilities(np.array([*context, i]))[-1]) for i in range(9)]
    assert min(chances) > 0
    assert math.isclose(sum(chances), 1, abs_tol=1e-9)


def test_what_always_follows_is_expected(recipe: SimpleNamespace) -> None:
    sequence = np.array([0, 1, 2, 3] * 50 + [0, 2, 1, 3])
    model = recipe.ngrams.KneserNey(sequence, 4, 3)
    assert model.probabilities(np.array([0, 1, 2]))[-1] > 0.9
    assert model.probabilities(np.array([0, 1, 0]))[-1] < 0.05


def test_probabilities_of_a_row_are_those_of_its_beginnings(recipe: SimpleNamespace) -> None:
    rng = np.random.default_rng(1)
    model, row = recipe.ngrams.KneserNey(rng.integers(0, 5, 300), 6, 4), rng.integers(0, 6, 12)
    each = [model.probabilities(row[: i + 1])[-1] for i in range(1, len(row))]
    np.testing.assert_allclose(model.probabilities(row), each)


def test_words_it_never_met_are_spelt(recipe: SimpleNamespace, books: dict[str, str]) -> None:
    model = recipe.ngrams.PieceModel([*books.values(), "Wonder Thunder Blunder Plunder."])
    known, unknown, strange = (
        model.nats(text)
        for text in ("Anna looked at the sea.", "Anna looked at the blunderer.", "夜 🌵 \x00")
    )
    assert 0 < known < unknown < math.inf
    assert 0 < strange < math.inf


def test_letters_of_a_spelling_sum_to_one(recipe: SimpleNamespace, books: dict[str, str]) -> None:
    letters = recipe.ngrams.PieceModel([*books.values(), "Wonder Thunder Blunder"]).letters
    row = [256, *recipe.ngrams.spelling("Bl")]
    assert math.isclose(
        sum(float(letters.probabilities(np.array([*row, i]))[-1]) for i in range(257)), 1, abs_tol=1e-9
    )
