"""Documents for storage tests: tiles told apart by a number, and a picture that changes step by step."""

import random
import zlib
from functools import cache

from studio.core.layers import Layer, State
from studio.storage.documents import Place, unpack_tile
from studio.storage.packed_tiles import RAW_BYTES

PLANE = "ink"
COLUMNS, ROWS = 6, 4


@cache
def tile(number: int) -> bytes:
    """A packed tile filled with ``number``."""
    return zlib.compress(number.to_bytes(4, "little") * (RAW_BYTES // 4), 1)


@cache
def noise(seed: int) -> bytes:
    """A packed tile that hardly packs."""
    return zlib.compress(random.Random(seed).randbytes(RAW_BYTES), 1)


def number_of(packed: bytes) -> int:
    return int.from_bytes(unpack_tile(packed)[:4], "little")


def state_at(step: int) -> State:
    """The step is the name of the only layer."""
    return State(width=2000, height=1000, layers=(Layer(id=PLANE, name=str(step)),), active=PLANE)


def large(number: int) -> bytes:
    """Like ``tile``, but packed to nothing less, so that writing it takes a while."""
    return zlib.compress(number.to_bytes(4, "little") * (RAW_BYTES // 4), 0)


def change_at(step: int) -> dict[Place, int | None]:
    """Which tiles step ``step`` sets and to what number; None: it removes them."""
    column = step * step % COLUMNS - 2
    return {(PLANE, (column, row)): None if step % 5 == 0 else step for row in range(ROWS)}


def picture_at(step: int) -> dict[Place, int]:
    """All tiles after the steps 1 to ``step``."""
    picture: dict[Place, int] = {}
    for one in range(1, step + 1):
        for place, number in change_at(one).items():
            picture.pop(place, None)
            if number is not None:
                picture[place] = number
    return picture
