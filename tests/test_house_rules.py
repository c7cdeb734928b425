"""The rules every module keeps: a purpose line, short files, no drawers, no promises."""

import ast
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
MODULES = sorted(
    path
    for folder in ("studio", "packaging")
    for path in (ROOT / folder).rglob("*.py")
    if path.name != "__init__.py"
)
LINES_MAX = 450
DRAWERS = {"util", "utils", "helper", "helpers", "manager", "handler", "processor", "service", "wrapper"}
PROMISES = re.compile(r"NotImplementedError|\bTODO\b|\bFIXME\b|coming soon", re.IGNORECASE)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_a_module_says_what_it_is_for_and_stays_readable(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    purpose = ast.get_docstring(ast.parse(text))
    assert purpose and purpose.splitlines()[0].strip().endswith((".", ":")), "no purpose in the first line"
    assert text.count("\n") <= LINES_MAX, "too long: is there a seam?"
    assert not DRAWERS & set(path.stem.split("_")), "a name that says nothing"
    assert not PROMISES.search(text), "a promise instead of code"


def test_the_top_level_is_the_agreed_one() -> None:
    agreed = {"pyproject.toml", "README.md", "LICENSE", "studio", "resources", "tests", "packaging"}
    generated = {"build", "dist", "venv"}
    found = {entry.name for entry in ROOT.iterdir() if not entry.name.startswith(".")}
    found = {name for name in found if not name.endswith(".egg-info")} - generated
    assert agreed <= found
    assert found <= agreed
