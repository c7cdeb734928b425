"""Two engines on one machine: who makes room for whom, and how many threads each takes. Pure."""

import math

from msgspec import Struct

from studio.core.placement import GIB

MARGIN = 0.5 * GIB
"""Memory left to everything else."""
CONTEXT_USUAL = 8192
"""Tokens a language model holds when nothing else was wished, unless it can only hold fewer."""
BUFFERS = 0.2 * GIB
"""What a language model computes with beside weights and cache."""
_SHARED_HEADS = 0.5
"""Most models share keys and values among heads; this errs towards too much."""


class Wanted(Struct, frozen=True, kw_only=True):
    """What a job that is about to start asks for: ``bytes`` on ``device``, 0 when its model is there."""

    device: str
    bytes: int


class Beside(Struct, frozen=True, kw_only=True):
    """The engine of the other lane: busy with a job, or idle with ``bytes`` held on ``device``."""

    busy: bool = False
    device: str = "cpu"
    bytes: int = 0


def needs_room(wanted: Wanted, free: int, beside: Beside) -> bool:
    """Whether the other engine must give its memory back first. ``free`` bytes are on ``wanted.device``.

    A busy one is never disturbed, and one on another device would gain nothing.
    """
    if not wanted.bytes or beside.busy or not beside.bytes or beside.device != wanted.device:
        return False
    return wanted.bytes + MARGIN > free


def text_threads(wish: int, cores: int, *, shared: bool) -> int:
    """Processor threads of a text: as wished (0 leaves it to the engine), else half of the ``cores``
    while a picture computes on them as well (``shared``).
    """
    return max(1, cores // 2) if shared and not wish and cores else wish


def text_bytes(size: int, parameters: int, layers: int, context: int) -> int:
    """About how much memory a language model takes: a file of ``size`` bytes and ``context`` tokens held.

    A layer has about 12 x width² weights, a token keeps two half-precision vectors of that width in each.
    """
    width = math.sqrt(parameters / (12 * layers)) if parameters > 0 and layers > 0 else 0.0
    cache = 4 * layers * width * context * _SHARED_HEADS
    return round(size + cache + BUFFERS)


def context_held(wish: int, own: int) -> int:
    """How many tokens a model will hold: as wished, else as usual, never more than it can."""
    most = wish or CONTEXT_USUAL
    return min(most, own) if own else most
