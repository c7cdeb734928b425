"""Loads the modules of the recipe, which are scripts beside each other and no package."""

from __future__ import annotations

import importlib
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest

ROOT = Path(__file__).parents[4]
RECIPE = ROOT / "packaging" / "starter" / "picture"


@pytest.fixture(scope="session")
def recipe() -> SimpleNamespace:
    """Every module of the recipe by name.

    Their short names are taken out of `sys.modules` again, so that another recipe may use the same ones.
    """
    names = [path.stem for path in sorted(RECIPE.glob("*.py"))]
    others = {name: sys.modules.pop(name) for name in names if name in sys.modules}
    sys.path.insert(0, str(RECIPE))
    try:
        return SimpleNamespace(**{name: importlib.import_module(name) for name in names})
    finally:
        sys.path.remove(str(RECIPE))
        for name in names:
            sys.modules.pop(name, None)
        sys.modules.update(others)


@pytest.fixture(scope="session")
def packaged() -> Path:
    """The folder of the bundled model."""
    return ROOT / "resources" / "starter" / "picture"
