"""Loads the modules of a recipe, which are scripts beside each other and no package."""

from __future__ import annotations

import importlib
import sys
from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import pytest

RECIPES = Path(__file__).parents[3] / "packaging" / "starter"


@pytest.fixture(scope="session")
def load_recipe() -> Callable[[str], SimpleNamespace]:
    """Every module of the recipe of that name, those that recipes share among them, by its own name.

    Their short names are taken out of `sys.modules` again, so that another recipe may use the same ones.
    """

    def load(recipe: str) -> SimpleNamespace:
        folders = [RECIPES / recipe, RECIPES]
        names = [path.stem for folder in folders for path in sorted(folder.glob("*.py"))]
        others = {name: sys.modules.pop(name) for name in names if name in sys.modules}
        sys.path[:0] = map(str, folders)
        try:
            return SimpleNamespace(**{name: importlib.import_module(name) for name in names})
        finally:
            for folder in folders:
                sys.path.remove(str(folder))
            for name in names:
                sys.modules.pop(name, None)
            sys.modules.update(others)

    return load
