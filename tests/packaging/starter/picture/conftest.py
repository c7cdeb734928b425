"""The recipe of the bundled picture model, and its result."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest


@pytest.fixture(scope="session")
def recipe(load_recipe: Callable[[str], SimpleNamespace]) -> SimpleNamespace:
    """Every module of the recipe by name."""
    return load_recipe("picture")


@pytest.fixture(scope="session")
def packaged() -> Path:
    """The folder of the bundled model."""
    return Path(__file__).parents[4] / "resources" / "starter" / "picture"
