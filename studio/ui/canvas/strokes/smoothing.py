"""Steadying a hand: the brush hangs on a string that the pointer pulls, so that small shakes vanish."""

import math
from typing import NamedTuple


class Sample(NamedTuple):
    """One place of a stroke in document pixels; ``pressure`` 0 to 1, tilt in degrees."""

    x: float
    y: float
    pressure: float = 1.0
    tilt_x: float = 0.0
    tilt_y: float = 0.0

    def towards(self, other: "Sample", part: float) -> "Sample":
        """The place ``part`` (0 to 1) of the way to ``other``."""
        return Sample(*(mine + (theirs - mine) * part for mine, theirs in zip(self, other, strict=True)))

    def distance(self, other: "Sample") -> float:
        return math.hypot(other.x - self.x, other.y - self.y)


class PulledString:
    """``length`` in document pixels; 0 follows the pointer exactly."""

    PIECES_MOST = 64
    """Into how many pieces a long jump of the pointer is divided; the curve hardly differs beyond."""

    def __init__(self, length: float, start: Sample) -> None:
        self._length = length
        self._hand = self._brush = start

    def to(self, hand: Sample) -> list[Sample]:
        """The pointer is at ``hand``: where the brush goes, however often this is called."""
        if self._length <= 0:
            self._hand = self._brush = hand
            return [hand]
        way = self._hand.distance(hand)
        pieces = min(self.PIECES_MOST, max(1, math.ceil(way / (self._length / 2))))
        places: list[Sample] = []
        for number in range(1, pieces + 1):
            pulled = self._pull(self._hand.towards(hand, number / pieces))
            if pulled:
                places.append(pulled)
        self._hand = hand
        return places

    def _pull(self, hand: Sample) -> Sample | None:
        distance = self._brush.distance(hand)
        if distance <= self._length:
            return None
        at = self._brush.towards(hand, (distance - self._length) / distance)
        self._brush = hand._replace(x=at.x, y=at.y)
        return self._brush

    def end(self) -> list[Sample]:
        """The pointer went up: the brush catches up with it."""
        return [self._hand] if self._brush.distance(self._hand) > 0 else []
