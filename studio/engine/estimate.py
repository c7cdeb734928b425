"""How long a job still takes, from the steps measured so far."""

import statistics
import time

DECODE_IN_STEPS = 3.0
"""Until a decode was measured: about how many steps it takes."""
_RECENT = 10


class Estimate:
    """Seconds left for a whole job. ``pictures`` counts those still to draw, this one included."""

    def __init__(self, pictures: int, decode_seconds: float = 0.0) -> None:
        self._pictures = pictures
        self._decode = decode_seconds
        self._steps: list[float] = []
        self._last = 0.0

    def begin_picture(self, pictures: int) -> None:
        """A picture's sampling begins; ``pictures`` are left with it."""
        self._pictures = pictures
        self._last = time.perf_counter()

    def step(self) -> None:
        """A step has just ended."""
        now = time.perf_counter()
        self._steps.append(now - self._last)
        self._last = now
        if len(self._steps) == 2:
            self._steps.pop(0)  # the first step warms up and is no measure

    def decoded(self, seconds: float) -> None:
        """A picture was decoded and saved in ``seconds``."""
        self._decode = seconds

    def seconds_left(self, done: int, total: int) -> float:
        """Seconds for the rest of this picture and all others, -1 before the first step ended."""
        if not self._steps:
            return -1.0
        step = statistics.median(self._steps[-_RECENT:])
        decode = self._decode or DECODE_IN_STEPS * step
        this = (total - done) * step + decode
        return this + (self._pictures - 1) * (total * step + decode)
