"""All texts of a project together: their words counted, passages indexed, and what is to be searched."""

from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from studio.core.errors import StudioError
from studio.core.writing.words import count_words
from studio.storage.manuscripts.retrieval import Index, Passage
from studio.storage.manuscripts.texts import Texts
from studio.storage.shared_files import Stamp

Places = dict[str, Path]
"""Items and where their texts lie, in reading order."""


class Corpus:
    """Reads through ``texts`` and remembers in the index; by one thread at a time."""

    def __init__(self, texts: Texts, index_file: Path | None) -> None:
        """``index_file`` None keeps the index in memory."""
        self._texts, self._file = texts, index_file
        self._index: Index | None = None

    @property
    def index(self) -> Index:
        """Opened when it is first needed."""
        if self._index is None:
            self._index = Index(self._file)
        return self._index

    def close(self) -> None:
        if self._index:
            self._index.close()
        # A worker that still asks gets one in memory: the file may be another window's by now.
        self._index, self._file = None, None

    def count(self, places: Places) -> dict[str, int]:
        """Words of texts; only files that are not as the index knows them are read. 0 if unreadable."""
        counted: list[tuple[str, Stamp, str, int, int]] = []
        words: dict[str, int] = {}
        for item, path in places.items():
            words[item] = 0
            row = self.index.row(item)
            with suppress(OSError, StudioError):
                if row and row.stamp == Stamp.of(path.stat()):
                    words[item] = row.words
                    continue
                known = self._texts.look(item, path)
                text, digest = known.scene.text, known.scene.digest
                words[item] = row.words if row and row.digest == digest else count_words(text)
                counted.append((item, known.stamp, digest, words[item], len(text)))
        self.index.count(counted)
        return words

    def digest(self, item: str) -> str:
        """Digest of a text as it was counted last; empty when it never was."""
        row = self.index.row(item)
        return row.digest if row else ""

    def characters(self, places: Places) -> dict[str, int]:
        """Characters of texts, as ``count`` counts words."""
        self.count(places)
        return {item: row.characters if (row := self.index.row(item)) else 0 for item in places}

    def texts(self, places: Places) -> list[tuple[str, str, str]]:
        """Item, digest and text of all that can be read: one that cannot must not hide the others."""
        found: list[tuple[str, str, str]] = []
        for item, path in places.items():
            with suppress(StudioError):
                scene = self._texts.look(item, path).scene
                found.append((item, scene.digest, scene.text))
        return found

    def index_text(self, item: str, path: Path) -> None:
        """Bring the passages of one text up to date."""
        self.count({item: path})
        row = self.index.row(item)
        if row and self.index.stale(item, row.digest):
            scene = self._texts.look(item, path).scene
            self.index.put(item, scene.digest, scene.text)

    def passages_of(self, item: str, path: Path) -> tuple[str, list[Passage]]:
        """Digest of a text, and its passages."""
        self.index_text(item, path)
        scene = self._texts.look(item, path).scene
        return scene.digest, [
            Passage(item_id=item, start=start, end=end, text=scene.text[start:end])
            for start, end in self.index.spans(item)
        ]

    def best(self, words: str, limit: int, places: Places) -> list[Passage]:
        return self._read(self.index.best(words, limit), places)

    def nearest(self, model: str, vector: Sequence[float], limit: int, places: Places) -> list[Passage]:
        return self._read(self.index.nearest(model, vector, limit), places)

    def without_vectors(self, model: str, places: Places) -> list[str]:
        """Texts with words whose vectors are missing or of an older state."""
        self.count(places)
        known = self.index.with_vectors(model)
        rows = {item: self.index.row(item) for item in places}
        return [item for item, row in rows.items() if row and row.words and known.get(item) != row.digest]

    def _read(self, found: list[tuple[str, int, int, float]], places: Places) -> list[Passage]:
        made: list[Passage] = []
        for item, start, end, score in found:
            if item in places:
                with suppress(StudioError):
                    text = self._texts.look(item, places[item]).scene.text[start:end]
                    made.append(Passage(item_id=item, start=start, end=end, text=text, score=score))
        return made
