"""Finds weights that are no numbers (NaN), infinite or absurdly large, while a safetensors file is read.

Only the byte with the sign and the highest bits of the exponent is looked at: where these are all ones, a
weight is no number or beyond 10^38 (65,504 in fp16), and no working model has such weights. That is done with
slices and translations of bytes, so it costs about as much as reading does.
"""

from collections.abc import Mapping
from typing import Any, NamedTuple

_HALF = bytes([*range(0x7C, 0x80), *range(0xFC, 0x100)])
_FULL = b"\x7f\xff"
_BAD = {
    "F16": (2, _HALF), "BF16": (2, _FULL), "F32": (4, _FULL), "F64": (8, _FULL),
    "F8_E4M3": (1, _FULL), "F8_E5M2": (1, _HALF),
}  # fmt: skip
"""Of each type how many bytes a weight has, and what its highest byte is when it is broken."""
_GOOD = {bad: bytes(value for value in range(256) if value not in bad) for bad in (_HALF, _FULL)}


class _Span(NamedTuple):
    begin: int
    end: int
    width: int
    bad: bytes
    name: str


class BrokenNumbers:
    """Is fed a file block by block, in order. ``found`` counts broken weights by the name of their tensor."""

    def __init__(self, header: Mapping[str, Any], data_at: int) -> None:
        """``data_at`` is where in the file the weights begin."""
        self.found: dict[str, int] = {}
        self._spans: list[_Span] = []
        for name, entry in header.items():
            kind = _BAD.get(entry.get("dtype", "")) if name != "__metadata__" else None
            if kind:
                begin, end = entry["data_offsets"]
                self._spans.append(_Span(data_at + begin, data_at + end, *kind, name))
        self._spans.sort()
        self._next = 0

    def feed(self, at: int, block: bytes) -> None:
        """Look at the bytes from ``at`` on."""
        stop = at + len(block)
        while self._next < len(self._spans) and self._spans[self._next].end <= at:
            self._next += 1
        for span in self._spans[self._next :]:
            if span.begin >= stop:
                return
            self._count(span, at, block)

    def _count(self, span: _Span, at: int, block: bytes) -> None:
        first = span.begin + span.width - 1  # little-endian: the highest byte comes last
        if first < at:
            first += -(-(at - first) // span.width) * span.width
        highest = block[first - at : max(0, span.end - at) : span.width]
        count = len(highest.translate(None, _GOOD[span.bad]))
        if count:
            self.found[span.name] = self.found.get(span.name, 0) + count
