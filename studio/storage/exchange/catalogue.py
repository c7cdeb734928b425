"""Which formats there are: each a module of ``formats`` with a SPEC."""

from functools import cache
from pathlib import Path
from types import ModuleType

from studio.core.discovery import discover


@cache
def formats() -> dict[str, ModuleType]:
    """The formats that need no window, by id."""
    return discover("studio.storage.exchange.formats")


def readable_suffixes() -> frozenset[str]:
    """Ends of the names of files that can be imported."""
    return frozenset(
        suffix for module in formats().values() if module.SPEC.reads for suffix in module.SPEC.suffixes
    )


def format_of(path: Path) -> ModuleType | None:
    """The format of a file by its name; unknown names are None."""
    suffix = path.suffix.lower()
    return next((module for module in formats().values() if suffix in module.SPEC.suffixes), None)
