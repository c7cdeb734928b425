"""Find the modules of an extension folder and refuse duplicates."""

import importlib
import pkgutil
from collections.abc import Mapping
from types import ModuleType
from typing import Any


def discover(package: str) -> dict[str, ModuleType]:
    """Modules of ``package`` that carry a ``SPEC``, by its id.

    Modules starting with an underscore are skipped. Raises ValueError when two claim one id.
    """
    home = importlib.import_module(package)
    found: dict[str, ModuleType] = {}
    for entry in pkgutil.iter_modules(home.__path__):
        if entry.name.startswith("_"):
            continue
        module = importlib.import_module(f"{package}.{entry.name}")
        identity = module.SPEC.id
        if identity in found:
            raise ValueError(f"{package}: {entry.name} and {found[identity].__name__} both claim {identity}")
        found[identity] = module
    return found


def specs_of_kind(found: Mapping[str, Any], kind: str) -> dict[str, Any]:
    """Those ``SPEC`` of discovered modules that are of a kind: image, text."""
    return {identity: module.SPEC for identity, module in found.items() if module.SPEC.kind == kind}
