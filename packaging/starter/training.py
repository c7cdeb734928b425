"""What the trainings share: a budget of minutes or steps, a moving average, threads, checkpoints."""

# Torch exports its fused list operations under private names only.
# pyright: reportPrivateImportUsage=false
from __future__ import annotations

import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import torch


@dataclass
class Budget:
    """How long to train: minutes of wall clock, or a fixed number of steps (repeatable bit by bit)."""

    minutes: float | None = None
    steps: int | None = None
    spent_before: float = 0.0
    _start: float = field(default_factory=time.monotonic)

    def seconds(self) -> float:
        """Seconds trained so far, earlier runs that were resumed included."""
        return self.spent_before + time.monotonic() - self._start

    def progress(self, step: int) -> float:
        """The part of the budget that is spent, 0 to 1."""
        if self.steps is not None:
            return min(1.0, step / self.steps)
        if self.minutes is None:
            raise ValueError("a budget needs minutes or steps")
        return min(1.0, self.seconds() / (self.minutes * 60))


class MovingAverage:
    """An exponential moving average of parameters; its decay grows from 0 to `decay` over the first steps."""

    def __init__(self, parameters: list[torch.nn.Parameter], decay: float) -> None:
        self.parameters, self.decay = parameters, decay
        self.values = [p.detach().clone() for p in parameters]

    def update(self, step: int) -> None:
        decay = min(self.decay, (1 + step) / (10 + step))
        torch._foreach_mul_(self.values, decay)
        torch._foreach_add_(self.values, [p.detach() for p in self.parameters], alpha=1 - decay)

    @contextmanager
    def applied(self) -> Iterator[None]:
        """Inside, the model holds the averaged weights."""
        kept = [p.detach().clone() for p in self.parameters]
        self._copy(self.values)
        try:
            yield
        finally:
            self._copy(kept)

    def finish(self) -> None:
        """Gives the model the averaged weights for good."""
        self._copy(self.values)

    def _copy(self, values: list[torch.Tensor]) -> None:
        with torch.no_grad():
            for parameter, value in zip(self.parameters, values, strict=True):
                parameter.copy_(value)


class ThreadTuner:
    """Times a few steps on one and on all threads now and then and keeps the faster.

    Torch's threads wait for each other at every operation, so on a machine whose cores are busy with other
    work one thread can be several times faster than two.
    """

    def __init__(self, every_seconds: float = 120.0, most: int | None = None) -> None:
        self.every, self.most = every_seconds, most or os.cpu_count() or 1
        self.best, self._plan, self._last = 1, list[int](), -math.inf
        self._times: dict[int, list[float]] = {}

    def run(self, step: Callable[[], None]) -> None:
        """Runs one training step under the chosen number of threads."""
        if self.most == 1:
            step()
            return
        if not self._plan and time.monotonic() - self._last > self.every:
            self._plan, self._times = [1, 1, 1, self.most, self.most, self.most], {1: [], self.most: []}
        threads = self._plan[0] if self._plan else self.best
        torch.set_num_threads(threads)
        begin = time.monotonic()
        step()
        if self._plan:
            self._times[self._plan.pop(0)].append(time.monotonic() - begin)
            if not self._plan:
                # The first step on each count warms it up and is not judged.
                self.best = min(self._times, key=lambda n: sum(self._times[n][1:]))
                self._last = time.monotonic()


def save_checkpoint(path: Path, values: dict[str, Any]) -> None:
    """Writes a checkpoint in one move, so that a stop in the middle leaves the former one."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.save(values, partial)
    partial.replace(path)


def load_checkpoint(path: Path | None) -> dict[str, Any] | None:
    """The checkpoint, or None when there is none yet."""
    if path is None or not path.exists():
        return None
    return torch.load(path, map_location="cpu", weights_only=False)
