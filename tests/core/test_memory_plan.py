"""Who makes room for whom, case by case."""

import pytest

from studio.core.memory_plan import Beside, Wanted, needs_room, text_bytes, text_threads
from studio.core.placement import GIB
from studio.core.text_placement import COMPUTING, TextNeed

IDLE = Beside(device="cpu", bytes=4 * GIB)


@pytest.mark.parametrize(
    ("wanted", "free", "beside", "expected"),
    [
        (Wanted(device="cpu", bytes=6 * GIB), 5 * GIB, IDLE, True),
        (Wanted(device="cpu", bytes=6 * GIB), 7 * GIB, IDLE, False),
        (Wanted(device="cpu", bytes=6 * GIB), 6 * GIB, IDLE, True),  # a margin stays free
        (Wanted(device="cpu", bytes=0), 0, IDLE, False),  # its model is there already
        (Wanted(device="cpu", bytes=6 * GIB), 1 * GIB, Beside(busy=True, bytes=4 * GIB), False),
        (Wanted(device="cpu", bytes=6 * GIB), 1 * GIB, Beside(), False),  # nothing to give back
        (Wanted(device="cpu", bytes=6 * GIB), 1 * GIB, Beside(device="cuda:0", bytes=4 * GIB), False),
        (Wanted(device="cuda:0", bytes=6 * GIB), 1 * GIB, Beside(device="cuda:0", bytes=4 * GIB), True),
        (Wanted(device="cuda:0", bytes=6 * GIB), 1 * GIB, IDLE, False),
    ],
)
def test_when_the_other_engine_must_give_back(
    wanted: Wanted, free: int, beside: Beside, expected: bool
) -> None:
    assert needs_room(wanted, free, beside) is expected


@pytest.mark.parametrize(
    ("wish", "cores", "shared", "expected"),
    [(0, 8, False, 0), (0, 8, True, 4), (0, 1, True, 1), (3, 8, True, 3), (0, 0, True, 0)],
)
def test_threads_of_a_text(wish: int, cores: int, shared: bool, expected: int) -> None:
    assert text_threads(wish, cores, shared=shared) == expected


@pytest.mark.parametrize(
    ("own", "asked", "tokens"), [(2048, 0, 2048), (100_000, 0, 8192), (2048, 9000, 2048), (0, 0, 4096)]
)
def test_a_language_model_takes_its_file_and_its_context(own: int, asked: int, tokens: int) -> None:
    need = TextNeed(name="m", bytes=GIB, parameters=1, layers=1, context=own, memory_per_token=1000)
    assert text_bytes(need, asked) == round(GIB + tokens * 1000 + COMPUTING)
