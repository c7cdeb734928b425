"""Finds in the sources what the program says outside of Qt: templates with a numbered hole per value."""

import ast
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ROOMS = ("core", "storage", "engine", "jobs", "families", "ui")
QUIET = {"tr", "translate", "print", "debug", "info", "warning", "error", "exception"}
"""Calls whose texts are translated already, or go to a log or a terminal only."""
SAID = {"sentence", "advice", "problem", "complaint"}
"""Keywords and attributes that hold sentences, even those that end in a value."""
TABLES = {"help"}
"""Keywords of tables that have a context of their own."""
SAME_EVERYWHERE = {
    "JPEG",
    "PNG",
    "Mirostat",
    "Mirostat eta",
    "Mirostat tau",
    "min-p",
    "top-k",
    "top-p",
    "typical-p",
}
"""Names that fill holes and are the same in every language."""
SHARED_NAMES = {"add", "decode", "get", "number", "read", "recall", "remember", "replace", "run", "text"}
"""Methods of many unlike things: what is handed to one of that name says nothing of another."""
SYSTEM_REASONS = (
    "Device or resource busy",
    "Disk quota exceeded",
    "File exists",
    "Input/output error",
    "Is a directory",
    "No space left on device",
    "No such file or directory",
    "Not a directory",
    "Operation not permitted",
    "Permission denied",
    "Read-only file system",
    "Too many open files",
)
"""What the operating system gives as the reason of an OSError, in the words of Python's strerror."""


@dataclass(frozen=True)
class Scope:
    """An expression's surroundings: its module and, if any, its function."""

    module: ast.Module
    function: ast.FunctionDef | None


@cache
def _modules() -> tuple[ast.Module, ...]:
    paths = [ROOT / "studio" / "app.py"]
    for room in ROOMS:
        paths += sorted((ROOT / "studio" / room).rglob("*.py"))
    return tuple(ast.parse(path.read_text(encoding="utf-8")) for path in paths)


@cache
def _nodes() -> tuple[tuple[Scope, ast.AST], ...]:
    """Every node that says something, with its scope; not docstrings, logs, tables, translated texts."""

    def walk(node: ast.AST, scope: Scope) -> Iterator[tuple[Scope, ast.AST]]:
        yield scope, node
        if isinstance(node, ast.JoinedStr):
            return
        for child in ast.iter_child_nodes(node):
            if isinstance(child, ast.Expr) and isinstance(child.value, ast.Constant):
                continue
            if isinstance(child, ast.keyword) and child.arg in TABLES:
                continue
            if isinstance(child, ast.Call) and _called(child) in QUIET:
                continue
            inner = Scope(scope.module, child) if isinstance(child, ast.FunctionDef) else scope
            yield from walk(child, inner)

    return tuple(each for module in _modules() for each in walk(module, Scope(module, None)))


@cache
def _calls() -> dict[str, list[tuple[Scope, ast.Call]]]:
    """All calls by the name of what they call."""
    calls: dict[str, list[tuple[Scope, ast.Call]]] = {}
    for scope, node in _nodes():
        if isinstance(node, ast.Call):
            calls.setdefault(_called(node), []).append((scope, node))
    return calls


def _called(call: ast.Call) -> str:
    function = call.func
    return function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")


def _template(node: ast.AST) -> str:
    """The text of a literal with ``{0}``, ``{1}``… for its values; empty for what is none."""
    if isinstance(node, ast.Constant):
        return node.value if isinstance(node.value, str) and not set("{}\n") & set(node.value) else ""
    if not isinstance(node, ast.JoinedStr):
        return ""
    text, holes = "", 0
    for part in node.values:
        if isinstance(part, ast.Constant):
            if set("{}\n") & set(str(part.value)):
                return ""
            text += str(part.value)
        else:
            text += f"{{{holes}}}"
            holes += 1
    return text


def _letters(template: str) -> int:
    return len(re.findall(r"[^\W\d_]", re.sub(r"\{\d+\}", "", template)))


def _said() -> Iterator[tuple[Scope, ast.AST, str]]:
    """Literals that are sentences by their shape or by where they go, with scope and template."""
    for scope, node in _nodes():
        goal = None
        if isinstance(node, ast.keyword | ast.Assign) and _goes_to(node) in SAID:
            goal = node.value
        elif " " in (template := _template(node)) and template.endswith((".", "!")):
            goal = node
        if goal and _letters(template := _template(goal)) > 3:
            yield scope, goal, template


def _goes_to(node: ast.keyword | ast.Assign) -> str:
    return node.arg or "" if isinstance(node, ast.keyword) else getattr(node.targets[0], "attr", "")


def _open_holes(node: ast.AST) -> Iterator[ast.expr]:
    """Values of an f-string; not those in quotation marks, which are names."""
    before = ""
    for part in node.values if isinstance(node, ast.JoinedStr) else ():
        if isinstance(part, ast.FormattedValue) and not before.endswith("“"):
            yield part.value
        before = str(part.value) if isinstance(part, ast.Constant) else ""


def _words(node: ast.AST, scope: Scope, seen: set[tuple[str, Scope]]) -> Iterator[str]:
    """Literals that ``node`` can stand for, through variables, tables, parameters and exceptions."""
    if text := _template(node):
        yield text
    elif isinstance(node, ast.IfExp):
        yield from _words(node.body, scope, seen)
        yield from _words(node.orelse, scope, seen)
    elif isinstance(node, ast.Subscript) and isinstance(node.value, ast.Name):
        for table in _assigned(node.value.id, scope):
            for value in table.values if isinstance(table, ast.Dict) else ():
                yield from _words(value, scope, seen)
    elif isinstance(node, ast.Name) and (node.id, scope) not in seen:
        seen.add((node.id, scope))
        for value in _assigned(node.id, scope):
            yield from _words(value, scope, seen)
        for value, caller in [*_passed(node.id, scope), *_raised(node.id, scope)]:
            yield from _words(value, caller, seen)


def _assigned(name: str, scope: Scope) -> Iterator[ast.expr]:
    """What a variable is set to in its function or module, by ``=`` or by a loop over a literal table."""
    for node in ast.walk(scope.function) if scope.function else ():
        if isinstance(node, ast.For) and isinstance(node.target, ast.Tuple):
            column = [getattr(element, "id", "") for element in node.target.elts]
            if name in column:
                iterated = getattr(node.iter, "id", "")
                for table in _assigned(iterated, scope) if iterated else [node.iter]:
                    for row in table.elts if isinstance(table, ast.Tuple) else ():
                        if isinstance(row, ast.Tuple):
                            yield row.elts[column.index(name)]
    for node in [*(ast.walk(scope.function) if scope.function else ()), *scope.module.body]:
        if isinstance(node, ast.Assign) and getattr(node.targets[0], "id", "") == name:
            yield node.value


def _passed(name: str, scope: Scope) -> Iterator[tuple[ast.expr, Scope]]:
    """What calls of the scope's function hand in for its parameter ``name``."""
    arguments = scope.function.args.args if scope.function else []
    parameters = [each.arg for each in arguments if each.arg not in ("self", "cls")]
    numbers = {each.arg for each in arguments if getattr(each.annotation, "id", "") in ("int", "float")}
    if not scope.function or name not in parameters or name in numbers:
        return
    if scope.function.name in SHARED_NAMES:
        return
    place = parameters.index(name)
    for caller, call in _calls().get(scope.function.name, ()):
        if len(call.args) > place:
            yield call.args[place], caller
        yield from ((word.value, caller) for word in call.keywords if word.arg == name)


def _raised(name: str, scope: Scope) -> Iterator[tuple[ast.expr, Scope]]:
    """Texts of the exceptions that the module raises and catches as ``name``."""
    for node in ast.walk(scope.function or scope.module):
        if not isinstance(node, ast.ExceptHandler) or node.name != name or node.type is None:
            continue
        kinds = {getattr(each, "id", "") for each in ast.walk(node.type)}
        raised = [each.exc for each in ast.walk(scope.module) if isinstance(each, ast.Raise)]
        for call in raised:
            if isinstance(call, ast.Call) and _called(call) in kinds and call.args:
                yield call.args[0], Scope(scope.module, None)


NOT_SAID = re.compile(
    r"SELECT .*|PRAGMA .*|/[\w-]+|ignore|replace|localhost|mimetype|[\w/{}-]+\.(json|icc|png|index|xml)",
    re.DOTALL,
)
"""What a database is asked, modes of codecs, and the names of parts of a document."""


def sentence_templates() -> list[str]:
    """All sentences, the words that fill their holes, and the words on the bundled model's card."""
    card = json.loads((ROOT / "resources" / "starter" / "picture" / "studio.json").read_text("utf-8"))
    found = {*SYSTEM_REASONS, card["about"]}
    for scope, node, template in _said():
        found.add(template)
        for hole in _open_holes(node):
            words = _words(hole, scope, set())
            found.update(word for word in words if _letters(word) > 2 and "_" not in word)
    return sorted(text for text in found - SAME_EVERYWHERE if not NOT_SAID.fullmatch(text))
