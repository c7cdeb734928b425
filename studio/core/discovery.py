"""Find the modules of an extension folder and refuse duplicates."""

import importlib
import pkgutil
from types import ModuleType

from studio.core.specs import FamilySpec


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


def image_families() -> dict[str, FamilySpec]:
    """What the families that draw say of themselves, by their ids."""
    found = {name: module.SPEC for name, module in discover("studio.families").items()}
    return {name: spec for name, spec in found.items() if isinstance(spec, FamilySpec)}
