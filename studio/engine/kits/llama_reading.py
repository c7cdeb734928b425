"""What of a prompt need not be read again, chosen so that the same request gives the same text.

Tokens read alone and tokens read in a batch differ in their last bits, and a text that forks on such a bit
is another text. So only what was read in whole batches from the beginning is used again; the rest, and what
the model itself wrote, is read anew, in the very batches in which it would be read from nothing.
"""

from collections.abc import Callable, Sequence
from typing import Any

from msgspec import Struct

from studio.engine.kits.llama_server import SLOTS, LlamaServer

RESIDENT = 4
"""Prompts kept at once, such as the manuscript's and those of two tools beside it."""


class _Slot(Struct, kw_only=True):
    number: int
    read: tuple[int, ...] = ()
    """Tokens that lie in it and were read in whole batches."""
    used: bool = False
    scales: tuple[float, ...] = ()
    """Strengths of the LoRAs they were read with."""
    last: int = 0


class Reading:
    """Chooses the slot for a prompt and makes it hold exactly what may be used again."""

    def __init__(self, server: LlamaServer, step: int, fillers: tuple[int, int]) -> None:
        self._server, self._step, self._fillers = server, step, fillers
        first = max(SLOTS - RESIDENT, 0)
        self._slots = [_Slot(number=number) for number in range(first, SLOTS)]
        self._clock = 0

    def prepare(self, ids: Sequence[int], lora: list[dict[str, Any]]) -> tuple[int, int]:
        """The slot to use and how many tokens of ``ids`` it holds now, to be used again."""
        scales = tuple(each["scale"] for each in lora)
        slot, keep = self._choose(ids, scales)
        if slot.used:
            self._cut(slot, ids, keep, lora)
        self._clock += 1
        slot.used, slot.scales, slot.last = True, scales, self._clock
        slot.read = tuple(ids[:keep])
        return slot.number, keep

    def fresh(self) -> int:
        """A slot for a prompt that cannot be told as tokens, because it holds pictures."""
        slot = min(self._slots, key=lambda slot: slot.last)
        self._clock += 1
        slot.used, slot.read, slot.last = True, (), self._clock
        return slot.number

    def done(self, number: int, ids: Sequence[int], read: int) -> None:
        """``read`` tokens of ``ids`` are read now, all in whole batches but the last."""
        slot = next(slot for slot in self._slots if slot.number == number)
        slot.read = tuple(ids[: read // self._step * self._step])

    def _choose(self, ids: Sequence[int], scales: tuple[float, ...]) -> tuple[_Slot, int]:
        best, most = None, 0
        for slot in self._slots:
            keep = self._usable(slot.read, ids) if slot.scales == scales else 0
            if keep > most:
                best, most = slot, keep
        if best and (most * 2 >= len(best.read) or most * 2 >= len(ids)):
            return best, most
        # A short common beginning is no reason to throw a long prompt away.
        return min(self._slots, key=lambda slot: slot.last), 0

    def _usable(self, read: Sequence[int], ids: Sequence[int]) -> int:
        most = min(len(read), len(ids) - 1)
        same = next((at for at in range(most) if read[at] != ids[at]), most)
        return same // self._step * self._step

    def _cut(self, slot: _Slot, ids: Sequence[int], keep: int, lora: list[dict[str, Any]]) -> None:
        """Make the slot forget what comes after ``keep``: ask it for a token that does not follow there."""
        other = next(filler for filler in self._fillers if filler != ids[keep])
        self._server.complete(
            {
                "prompt": [*ids[:keep], other],
                "max_tokens": 1,
                "temperature": 0.0,
                "id_slot": slot.number,
                "cache_prompt": True,
                "lora": lora,
            },
            _ignore,
        )


_ignore: Callable[[dict[str, Any]], bool] = lambda chunk: False  # noqa: E731
