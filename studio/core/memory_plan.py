"""Two engines on one machine: who makes room for whom, and how many threads each takes. Pure."""

from msgspec import Struct

from studio.core.placement import GIB
from studio.core.text_placement import COMPUTING, CONTEXT_UNKNOWN, CONTEXT_USUAL, TextNeed

MARGIN = 0.5 * GIB
"""Memory left to everything else."""


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


def text_bytes(need: TextNeed, context: int) -> int:
    """About how much memory a language model takes that holds ``context`` tokens, 0 for the usual."""
    own = need.context or CONTEXT_UNKNOWN
    tokens = min(own, context or CONTEXT_USUAL)
    return round(need.bytes + tokens * need.memory_per_token + COMPUTING)
