"""The recipe of the bundled prose model, a few made-up books, and a model small enough to train in a test."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
import torch

PEOPLE = ("Anna", "Mr. Brown", "the captain", "my aunt", "the old man", "a stranger", "Rose")
DEEDS = ("went down to", "looked at", "thought of", "came back from", "had never seen", "was afraid of")
PLACES = ("the harbour", "the old house", "a garden full of roses", "the church", "the grey sea", "the mill")


def made_up_book(seed: int, paragraphs: int = 120) -> str:
    """A cleaned book of endless small sentences, some of them spoken."""
    rng, parts = random.Random(seed), []
    for _ in range(paragraphs):
        told = [
            f"{rng.choice(PEOPLE)} {rng.choice(DEEDS)} {rng.choice(PLACES)}" for _ in range(rng.randint(3, 6))
        ]
        told = [sentence[0].upper() + sentence[1:] + "." for sentence in told]
        if rng.random() < 0.5:
            parts.append(f'"{told[0]} {told[1]}" said {rng.choice(("Anna", "Rose", "Mr. Brown"))}.')
        else:
            parts.append(" ".join(told))
    return "\n\n".join(parts) + "\n"


@pytest.fixture(scope="session")
def recipe(load_recipe: Callable[[str], SimpleNamespace]) -> SimpleNamespace:
    """Every module of the recipe by name."""
    return load_recipe("prose")


@pytest.fixture(scope="session")
def books() -> dict[str, str]:
    return {f"book-{seed}": made_up_book(seed) for seed in range(3)}


@pytest.fixture(scope="session")
def tokenizer(recipe: SimpleNamespace, books: dict[str, str]) -> object:
    return recipe.tokenizer.learn_tokenizer(list(books.values()), 360)


@pytest.fixture(scope="session")
def library(recipe: SimpleNamespace, tokenizer: object, books: dict[str, str]) -> object:
    return recipe.windows.Library.of(tokenizer, books)


@pytest.fixture(scope="session")
def shape(recipe: SimpleNamespace) -> object:
    return recipe.llama.Shape(vocabulary=360, width=64, layers=2, heads=2, hidden=96, context=64)


@pytest.fixture
def one_thread() -> Iterator[None]:
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    yield
    torch.set_num_threads(threads)


@pytest.fixture(scope="session")
def trained(recipe: SimpleNamespace, library: object, shape: object) -> object:
    """A model that has learnt a little of the made-up books."""
    model = recipe.counting.counted_start(shape, library.tokens)
    windows = recipe.windows.Windows(library, 512, ((0.0, 64),))
    budget = recipe.training.Budget(steps=12)
    pace = recipe.fitting.Pace(warm_steps=2)
    return recipe.fitting.fit(model, windows, budget, pace, lanes=1, threads=1).model.eval()


@pytest.fixture(scope="session")
def packaged() -> Path:
    """The folder of the bundled model."""
    return Path(__file__).parents[4] / "resources" / "starter" / "prose"
