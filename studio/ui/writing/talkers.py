"""Which language models can be talked with and told what to do."""

from collections.abc import Iterable

from studio.storage.models import ModelEntry
from studio.storage.text_entries import PROSE


def talks(entry: ModelEntry) -> bool:
    """Whether a model follows instructions, as far as its file tells; the bundled one does not."""
    return entry.chat and entry.id != PROSE


def talker(entries: Iterable[ModelEntry], preferred: str = "") -> ModelEntry | None:
    """A usable model that follows instructions: the preferred one, else the first."""
    able = [entry for entry in entries if talks(entry) and not entry.problem]
    return next((entry for entry in able if entry.id == preferred), able[0] if able else None)
