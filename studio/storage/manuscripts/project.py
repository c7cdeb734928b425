"""A writing project: a manuscript with versions, typing kept safe and search over all of it."""

import time
from collections.abc import Sequence
from contextlib import suppress

from studio.core.errors import StudioError
from studio.storage.manuscripts.days import Day
from studio.storage.manuscripts.faults import Conflict, SceneText, unreadable
from studio.storage.manuscripts.finding import Hit, find, pattern
from studio.storage.manuscripts.manuscript import Manuscript
from studio.storage.manuscripts.replacing import Replaced, put_back, replace_hits
from studio.storage.manuscripts.retrieval import Passage
from studio.storage.manuscripts.versions import Version

__all__ = ["Conflict", "Day", "Hit", "Passage", "Project", "Replaced", "SceneText", "Version"]


class Project(Manuscript):
    """All that the Write page needs of a project. From any thread, one at a time. Raises only StudioError."""

    # Versions and unsaved typing

    def keep_version(self, item_id: str, text: str, why: str, label: str = "", job: str = "") -> Version:
        """Keep a text as a version.

        Why “insertion”, “auto” and “autosave” thin out with age when they have no label.
        """
        with self._writing():
            return self._versions.keep(item_id, text, why, label=label, job=job)

    def keep_soon(self, item_id: str, text: str, why: str, job: str = "") -> None:
        """A version for ``keep_waiting`` to write; ``close`` writes it otherwise. Costs nothing."""
        self._waiting.append((item_id, text, why, job))

    def keep_waiting(self) -> None:
        """Write the versions of ``keep_soon``, in their order. For a worker."""
        while self._waiting:
            with self._writing():
                if self._waiting:
                    item_id, text, why, job = self._waiting.popleft()
                    self._versions.keep(item_id, text, why, job=job)

    def close(self) -> None:
        with suppress(StudioError):  # told by those who ask for them; the lock has to go
            self.keep_waiting()
        super().close()

    def versions(self, item_id: str) -> list[Version]:
        """Newest first."""
        with self._turn:
            try:
                return self._versions.of(item_id)
            except OSError as error:
                raise unreadable(error, self._versions.folder) from error

    def version_text(self, version_id: str) -> str:
        with self._turn:
            return self._versions.text(version_id)

    def name_version(self, version_id: str, label: str) -> Version:
        """Give a version a name; it is never thinned out then."""
        with self._writing():
            return self._versions.relabel(version_id, label)

    def journal(self, item_id: str, text: str, base: str = "") -> None:
        """Note unsaved typing; it is on the disk a moment later. Costs next to nothing.

        ``base`` is the digest of the file it was typed over; left out, the one that was read last.
        """
        if not self.read_only:
            self.typing.note(item_id, text, base or self._texts.seen(item_id))

    def recovered(self) -> list[tuple[str, str]]:
        """Typing of a window that was killed and that the files do not have: item and whole text.

        It is a version as well, so nothing is lost whatever is done with it.
        """
        with self._turn:
            return [(typed.item, typed.text) for typed in self._left if self._differs(typed.item, typed.text)]

    def _differs(self, item_id: str, text: str) -> bool:
        try:
            return self._texts.look(item_id, self.path_of(item_id)).scene.text != text
        except StudioError:
            return item_id in self._by_id

    def recovered_base(self, item_id: str) -> str:
        """Digest of the file that recovered typing was typed over; save with it."""
        return next((typed.base for typed in self._left if typed.item == item_id), "")

    # Finding

    def search(
        self, query: str, *, regex: bool = False, case: bool = False, whole: bool = False
    ) -> list[Hit]:
        """All places in scenes and notes, in reading order, in the texts as they are saved."""
        expression = pattern(query, regex=regex, case=case, whole=whole)
        with self._turn:
            texts = self._corpus.texts(self._places())
        return list(find(expression, texts, regex=regex))

    def replace(self, hits: Sequence[Hit], with_text: str) -> Replaced:
        """Replace found places. Every text is kept as a version first; ``undo_replace`` takes all back."""
        with self._writing():
            return replace_hits(self, hits, with_text)

    def undo_replace(self, done: Replaced) -> Replaced:
        """Put the texts back as they were; what this returns does the replacement again."""
        with self._writing():
            return put_back(self, done)

    def passages(self, words: str, limit: int = 10) -> list[Passage]:
        """Passages of scenes and notes that share words with ``words``, best first."""
        found: list[Passage] = []
        for _ in range(3):
            self.refresh()
            with self._turn:
                renewed = self._corpus.index.renewed
                found = self._corpus.best(words, limit, self._places())
                if self._corpus.index.renewed == renewed:
                    break  # else it was found broken, and is empty now
        return found

    def passages_like(self, vector: Sequence[float], limit: int = 10, *, model: str = "") -> list[Passage]:
        """Passages of like meaning, among those that have vectors of this model."""
        with self._turn:
            return self._corpus.nearest(model, vector, limit, self._places())

    def passages_of(self, item_id: str) -> tuple[str, list[Passage]]:
        """Digest and passages of a text, to make vectors of."""
        with self._turn:
            return self._corpus.passages_of(item_id, self.path_of(item_id))

    def set_vectors(
        self,
        item_id: str,
        digest: str,
        vectors: Sequence[tuple[int, int, Sequence[float]]],
        *,
        model: str = "",
    ) -> None:
        """Keep the vectors (start, end, vector) of a text that is in the state ``digest``."""
        with self._turn:
            self._corpus.index.set_vectors(model, item_id, digest, vectors)

    def without_vectors(self, *, model: str = "") -> list[str]:
        """Items whose vectors are missing or of an older state."""
        with self._turn:
            return self._corpus.without_vectors(model, self._places())

    def refresh(self, seconds: float = 60.0) -> bool:
        """Bring the index up to date; False when ``seconds`` were not enough. Good to call on a worker."""
        deadline = time.monotonic() + seconds
        with self._turn:
            places = self._places()
            self._corpus.index.keep_only(set(places))
        for item, path in places.items():
            if self._closed:
                return False
            with self._turn, suppress(StudioError):  # others get their turn between two texts
                self._corpus.index_text(item, path)
            if time.monotonic() > deadline:
                return False
        return True

    def tidy(self) -> None:
        """Thin out old automatic versions and find lost ones again. For a worker, now and then."""
        with self._writing():
            self._versions.found_again()
        for item in self._versions.items():
            with self._writing():
                self._versions.thin(item)
