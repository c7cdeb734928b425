"""The kits build on one another in one direction, also where only types are imported."""

import ast
from graphlib import TopologicalSorter
from pathlib import Path

import studio.engine.kits

FOLDER = Path(studio.engine.kits.__path__[0])


def imported(path: Path) -> set[str]:
    """Names of the kits that a module imports anywhere."""
    found: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ImportFrom) and node.module:
            if node.module == "studio.engine.kits":
                found |= {alias.name for alias in node.names}
            elif node.module.startswith("studio.engine.kits."):
                found.add(node.module.rpartition(".")[2])
    return found


def test_no_kit_imports_one_that_imports_it() -> None:
    graph = {path.stem: imported(path) for path in FOLDER.glob("*.py")}
    assert graph["decoding"], "the imports are found"
    TopologicalSorter(graph).prepare()  # raises CycleError
