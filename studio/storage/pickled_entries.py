"""Which pickles among the models are offered where: what they hold shows only after their conversion."""

from collections.abc import Iterable

from studio.storage.model_entry import ModelEntry

WHOLE_BYTES = 10**9
"""From this size on a pickle is taken for a whole model; the smallest ones take more, adapters less."""


def large_pickles(entries: Iterable[ModelEntry]) -> list[ModelEntry]:
    """Those that are large enough for a whole model."""
    return [entry for entry in entries if entry.unsafe and entry.bytes >= WHOLE_BYTES]


def small_pickles(entries: Iterable[ModelEntry]) -> list[ModelEntry]:
    """The others, which may be adapters."""
    return [entry for entry in entries if entry.unsafe and entry.bytes < WHOLE_BYTES]
