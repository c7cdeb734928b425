"""Counts texts on a worker, each only when it changed since it was counted last. Without widgets."""

from collections.abc import Mapping, Sequence
from zlib import crc32

from msgspec import Struct

from studio.core.errors import StudioError
from studio.core.writing.statistics import TextFigures, figures, together
from studio.core.writing.words import count_words
from studio.storage.manuscripts.project import Project

SPANS = "spans/"
"""What the project remembers of the stretches that a model wrote: start, end, …, checksum."""


class Counted(Struct, frozen=True, kw_only=True):
    """Figures of all together and of each text."""

    all: TextFigures
    each: dict[str, TextFigures]
    from_model: int = -1
    """Words that a model wrote and that stand as they came; -1 where a model never wrote."""


class Counting:
    """Remembers what it counted; one call at a time, from any thread."""

    def __init__(self) -> None:
        self._known: dict[str, tuple[str, TextFigures]] = {}

    def count(self, project: Project, items: Sequence[str], open_texts: Mapping[str, str]) -> Counted:
        """Open texts count instead of their files. A text that cannot be read counts as empty."""
        each: dict[str, TextFigures] = {}
        written = set(project.remembered(SPANS))
        from_model = 0 if written else -1
        for item in items:
            try:
                text = open_texts[item] if item in open_texts else project.read(item).text
            except StudioError:
                each[item] = TextFigures()
                continue
            known = self._known.get(item)
            if known is None or known[0] != text:
                self._known[item] = known = (text, figures(text))
            each[item] = known[1]
            if f"{SPANS}{item}" in written:
                from_model += words_of_model(project.recall(f"{SPANS}{item}", []), text)
        return Counted(all=together(each.values()), each=each, from_model=from_model)


def words_of_model(spans: object, text: str) -> int:
    """Words in those stretches of a text that are still what the model wrote."""
    total = 0
    for span in spans if isinstance(spans, list) else ():
        match span:
            case [int(start), int(end), *_, int(checksum)]:
                piece = text[start:end]
                if crc32(piece.encode("utf-8", "replace")) == checksum:
                    total += count_words(piece)
    return total
