"""Weights that are no numbers are counted in every type, wherever the file is cut into blocks."""

import math
import struct

import pytest

from studio.core.broken_numbers import BrokenNumbers

NAN, INF = math.nan, math.inf


def bf16(value: float) -> bytes:
    return struct.pack("<f", value)[2:]


PACKED = {
    "F16": lambda value: struct.pack("<e", value),
    "BF16": bf16,
    "F32": lambda value: struct.pack("<f", value),
    "F64": lambda value: struct.pack("<d", value),
}


@pytest.mark.parametrize("kind", PACKED)
@pytest.mark.parametrize("block", [1, 3, 7, 1000])
def test_each_broken_weight_is_counted_once(kind: str, block: int) -> None:
    good = [0.0, -1.5, 60_000.0, -60_000.0, 1e-7, 3.0]
    bad = [NAN, INF, -INF]
    before, after = (b"".join(map(PACKED[kind], values)) for values in ([*good, *bad, *good], good))
    header = {
        "__metadata__": {"dtype": "F16"},
        "a": {"dtype": kind, "shape": [15], "data_offsets": [1, 1 + len(before)]},
        "b": {"dtype": kind, "shape": [6], "data_offsets": [1 + len(before), 1 + len(before) + len(after)]},
        "c": {"dtype": "I64", "shape": [1], "data_offsets": [0, 1]},
    }
    content = bytes([0xFF] * 6) + before + after + bytes([0xFF] * 9)
    numbers = BrokenNumbers(header, 5)
    for at in range(0, len(content), block):
        numbers.feed(at, content[at : at + block])
    assert numbers.found == {"a": 3}


@pytest.mark.parametrize(
    ("kind", "content", "count"), [("F8_E4M3", b"\x7e\x7f\xff", 2), ("F8_E5M2", b"\x7b\x7c\xfd", 2)]
)
def test_eight_bits_have_their_own_marks(kind: str, content: bytes, count: int) -> None:
    numbers = BrokenNumbers({"a": {"dtype": kind, "shape": [3], "data_offsets": [0, 3]}}, 0)
    numbers.feed(0, content)
    assert numbers.found == {"a": count}
