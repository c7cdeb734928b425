"""What the desk remembers between starts: options of tools, symmetry; values that do not fit are left out."""

from collections.abc import Iterable, Mapping
from typing import Any

from studio.core.specs import Param
from studio.ui.canvas.strokes.symmetry import TURNS_MOST
from studio.ui.canvas.tool import Desk, Symmetry, ToolSpec

_KINDS: dict[str, tuple[type, ...]] = {
    "int": (int,),
    "float": (int, float),
    "bool": (bool,),
    "choice": (str,),
    "text": (str,),
    "font": (str,),
}


def options_of(desk: Desk) -> dict[str, dict[str, Any]]:
    """The options that were changed, as plain values by tool."""
    return {tool: dict(values) for tool, values in desk.options.items()}


def restore_options(desk: Desk, specs: Iterable[ToolSpec], told: Mapping[str, Any]) -> None:
    """Take over what ``options_of`` told in an earlier session, perhaps of another version."""
    for spec in specs:
        values = told.get(spec.id)
        if not isinstance(values, dict):
            continue
        for param in spec.params:
            if param.id in values and fits(param, values[param.id]):
                desk.set_option(spec.id, param.id, values[param.id])


def symmetry_of(desk: Desk) -> dict[str, Any]:
    """How strokes repeat, as plain values; the centre belongs to the document, and begins in its middle."""
    return {name: getattr(desk.symmetry, name) for name in ("across", "down", "wrap", "turns")}


def restore_symmetry(desk: Desk, told: Mapping[str, Any]) -> None:
    """Take over what ``symmetry_of`` told in an earlier session."""
    across, down, wrap = (told.get(name) is True for name in ("across", "down", "wrap"))
    turns = told.get("turns")
    if not isinstance(turns, int) or isinstance(turns, bool) or not 1 <= turns <= TURNS_MOST:
        turns = 1
    desk.symmetry = Symmetry(across=across, down=down, wrap=wrap, turns=turns)
    desk.symmetry_changed.emit()


def fits(param: Param, value: object) -> bool:
    """Whether a value is one that the parameter can have."""
    kinds = _KINDS.get(param.kind, ())
    if not isinstance(value, kinds) or (isinstance(value, bool) and bool not in kinds):
        return False
    if param.kind == "choice":
        return any(choice.id == value for choice in param.choices)
    if isinstance(value, int | float) and param.maximum > param.minimum:
        return param.minimum <= value <= param.maximum
    return True
