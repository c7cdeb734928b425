"""JSON schemas: what is wrong with one and in which line, before it is sent. Pure.

Engines do not say when they cannot follow one: they write freely then. So what is surely no schema is named
here, and the engine looks at what was written (``engine/kits/llama_writing.py``).
"""

import json
import re
from collections.abc import Iterator
from typing import Any

from studio.core.writing.gbnf import Fault

TYPES = ("object", "array", "string", "number", "integer", "boolean", "null")
_INNER = ("items", "additionalProperties", "not")
_LISTS = ("anyOf", "oneOf", "allOf", "prefixItems")
_MAPS = ("properties", "$defs", "definitions")
_DEPTH = 100
_LOOKING = re.compile(r"\(\?(?:<?[=!])|\\[1-9]")


def schema_fault(text: str) -> Fault | None:
    """The first fault; None when a grammar can be made of the schema."""
    try:
        schema = json.loads(text)
    except json.JSONDecodeError as error:
        return Fault(error.lineno, _why(error.msg))
    except (ValueError, RecursionError):
        return Fault(1, "It is no JSON that can be read.")
    if not isinstance(schema, dict):
        return Fault(1, "A schema is an object in braces.")
    return next(_faults(schema, schema, text, 0), None)


def _why(message: str) -> str:
    words = {
        "Expecting value": "A value is expected.",
        "Expecting property name enclosed in double quotes": "A name in quotation marks is expected.",
        "Expecting ',' delimiter": "A comma is missing.",
        "Expecting ':' delimiter": "A colon is missing.",
        "Extra data": "Something follows after the end of the schema.",
        "Unterminated string starting at": "A quotation mark is not closed.",
    }
    return words.get(message, "It is no JSON that can be read.")


def _faults(schema: Any, whole: dict[str, Any], text: str, depth: int) -> Iterator[Fault]:
    if depth > _DEPTH:
        yield Fault(1, "Too much stands within each other.")
        return
    if isinstance(schema, bool):
        return
    if not isinstance(schema, dict):
        yield Fault(_line(text, str(schema)), "A schema is an object in braces.")
        return
    yield from _own_faults(schema, whole, text)
    for name in _INNER:
        inner = schema.get(name)
        if isinstance(inner, list) and name == "items":
            for each in inner:
                yield from _faults(each, whole, text, depth + 1)
        elif inner is not None:
            yield from _faults(inner, whole, text, depth + 1)
    for name in _LISTS:
        inner = schema.get(name, [])
        if not isinstance(inner, list):
            yield Fault(_line(text, name), f"“{name}” is a list in square brackets.")
            return
        for each in inner:
            yield from _faults(each, whole, text, depth + 1)
    for name in _MAPS:
        inner = schema.get(name, {})
        if not isinstance(inner, dict):
            yield Fault(_line(text, name), f"“{name}” is an object in braces.")
            return
        for each in inner.values():
            yield from _faults(each, whole, text, depth + 1)


def _own_faults(schema: dict[str, Any], whole: dict[str, Any], text: str) -> Iterator[Fault]:
    kinds = schema.get("type", [])
    for kind in kinds if isinstance(kinds, list) else [kinds]:
        if kind not in TYPES:
            yield Fault(
                _line(text, str(kind)), f"There is no type “{kind}”; choose among {', '.join(TYPES)}."
            )
    choices = schema.get("enum", [0])
    if not isinstance(choices, list) or not choices:
        yield Fault(_line(text, "enum"), "“enum” is a list of at least one value.")
    pattern = schema.get("pattern", "")
    if not isinstance(pattern, str) or not _is_plain(pattern):
        yield Fault(_line(text, "pattern"), "The pattern is no expression, or looks ahead or back.")
    place = schema.get("$ref")
    if place is not None and not (isinstance(place, str) and _leads_somewhere(place, whole)):
        yield Fault(_line(text, "$ref"), f"“{place}” leads to nothing in this schema.")


def _is_plain(pattern: str) -> bool:
    """Whether it is an expression that can be followed from letter to letter."""
    try:
        re.compile(pattern)
    except (re.error, RecursionError):
        return False
    return not _LOOKING.search(pattern)


def _leads_somewhere(place: str, whole: dict[str, Any]) -> bool:
    """Only places in the schema itself: nothing is fetched."""
    if not place.startswith("#"):
        return False
    at: Any = whole
    for part in filter(None, place[1:].split("/")):
        part = part.replace("~1", "/").replace("~0", "~")
        if isinstance(at, list) and part.isdigit() and int(part) < len(at):
            at = at[int(part)]
        elif isinstance(at, dict) and part in at:
            at = at[part]
        else:
            return False
    return True


def _line(text: str, word: str) -> int:
    """Where a word stands first in quotation marks: near enough to find it."""
    at = text.find(json.dumps(word, ensure_ascii=False))
    return text.count("\n", 0, max(0, at)) + 1
