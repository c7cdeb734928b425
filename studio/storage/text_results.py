"""What language models wrote, kept while it comes: one append-only file for every text job."""

from pathlib import Path

from msgspec import Struct

from studio.core.messages import ModelFile, Reads
from studio.core.text_requests import TextRequest, Written


class TextResult(Struct, frozen=True, kw_only=True):
    """A text job as its journal has it. ``state`` is empty while it is being written, or was cut off."""

    job: str
    request: TextRequest
    model: ModelFile
    created: str = ""
    reads: Reads | None = None
    alternatives: tuple[Written, ...] = ()
    state: str = ""


class TextResults:
    """The folder of journals, ``<data>/writings/YYYY/MM/<job>.jsonl``. Usable from any thread."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def load(self, job: str) -> TextResult | None:
        """What a job has written so far; None when there is no journal of it."""

    def unfinished(self, document: str = "") -> list[TextResult]:
        """Jobs for ``document`` (all for an empty one) cut off by a kill and not dismissed, oldest first."""
        return []

    def dismiss(self, job: str) -> None:
        """The writer has seen what was cut off."""
