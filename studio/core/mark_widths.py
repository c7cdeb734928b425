"""How wide the layers are that an adapter changes: LoRA in its many spellings, LoHa and LoKr."""

import re
from collections.abc import Callable

ENDINGS = (
    re.compile(r"[._]lora(?:_down|_A|\.down|_linear_layer\.down)(?:\.default)?\.weight$"),
    re.compile(r"[._]lora(?:_up|_B|\.up|_linear_layer\.up)(?:\.default)?\.weight$"),
)
"""Of the two matrices of a LoRA: the one that takes in, and the one that gives out."""
TRIES = 64
"""So many lines with a name are looked at; all layers of a name are equally wide."""

Shape = Callable[[str], tuple[int, ...]]


def layer_width(lines: str, flat: str, part: str, shape: Shape, side: int) -> int:
    """What the first adapted layer with ``part`` in its name takes (side 1) or gives (0); else 0.

    ``lines`` are the names of all tensors, ``flat`` the same with underscores for dots.
    """
    at = 0
    for _ in range(TRIES):
        at = flat.find(part, at)
        if at < 0:
            return 0
        end = flat.find("\n", at)
        key = lines[flat.rfind("\n", 0, at) + 1 : end]
        if found := _width(key, shape, side):
            return found
        at = end
    return 0


def _width(key: str, shape: Shape, side: int) -> int:
    if ENDINGS[1 - side].search(key):
        return (*shape(key), 0, 0)[side]
    layer, _, weight = key.rpartition(".")
    if weight in ("hada_w1_b", "hada_w1_a"):  # a product of both
        return (*shape(f"{layer}.hada_w1_{'b' if side else 'a'}"), 0, 0)[side]
    if weight.startswith("lokr_w1"):  # as wide as the widths of its factors multiplied
        half = "b" if side else "a"
        found = 1
        for factor in ("lokr_w1", "lokr_w2"):
            sides = shape(f"{layer}.{factor}") or shape(f"{layer}.{factor}_{half}")
            found *= (*sides, 0, 0)[side]
        return found
    return 0
