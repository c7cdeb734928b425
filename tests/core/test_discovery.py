"""Extensions are found by lying in their folder, and two of one id are refused."""

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from studio.core.discovery import discover


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    folder = tmp_path / "extensions_under_test"
    folder.mkdir()
    (folder / "__init__.py").touch()
    monkeypatch.syspath_prepend(str(tmp_path))
    yield folder
    for name in [name for name in sys.modules if name.startswith(folder.name)]:
        del sys.modules[name]


def add(package: Path, module: str, identity: str) -> None:
    (package / f"{module}.py").write_text(f"class SPEC:\n    id = {identity!r}\n")


def test_modules_are_found_by_id(package: Path) -> None:
    add(package, "first", "one")
    add(package, "second", "two")
    add(package, "_shared", "three")
    (package / "notes.txt").touch()
    found = discover(package.name)
    assert set(found) == {"one", "two"} and found["one"].__name__.endswith(".first")


def test_two_of_one_id_are_refused(package: Path) -> None:
    add(package, "first", "one")
    add(package, "second", "one")
    with pytest.raises(ValueError, match=r"both claim one"):
        discover(package.name)


def test_an_empty_folder_holds_nothing(package: Path) -> None:
    assert discover(package.name) == {}
