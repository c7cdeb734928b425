"""Looking things up in XML by names without namespaces."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml.etree import _Element


def local(element: "_Element") -> str:
    """The element's name without its namespace; empty for what is no element."""
    tag = element.tag
    return tag.rpartition("}")[2] if isinstance(tag, str) else ""


def own(element: "_Element", name: str, within: str) -> Iterator["_Element"]:
    """All elements of a name below this one that do not stand in another ``within`` (a table in a table)."""
    for inner in element:
        if local(inner) == name:
            yield inner
        elif local(inner) != within:
            yield from own(inner, name, within)


def value(element: "_Element | None", name: str = "val") -> str:
    """An attribute by its name without namespace; empty when it is not there."""
    if element is None:
        return ""
    return next((text for key, text in element.attrib.items() if key.rpartition("}")[2] == name), "")


def child(element: "_Element | None", *path: str) -> "_Element | None":
    """The first element down a path of names."""
    for name in path:
        if element is None:
            return None
        element = next((inner for inner in element if local(inner) == name), None)
    return element
