"""The outline and the texts of a project in the folder that the writer owns: opened, changed, saved."""

import threading
from collections import deque
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any, Self

from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing import outline as outlines
from studio.core.writing.outline import TEXT_KINDS, Item, Outline
from studio.storage import files
from studio.storage.manuscripts import beginning, names, opening, outline_file, pictures
from studio.storage.manuscripts.corpus import Corpus, Places
from studio.storage.manuscripts.days import Day, Days
from studio.storage.manuscripts.faults import (
    SceneText,
    explain,
    read_only,
    unknown_item,
    unreadable,
)
from studio.storage.manuscripts.project_lock import ProjectLock
from studio.storage.manuscripts.remembered import Remembered
from studio.storage.manuscripts.texts import Texts
from studio.storage.manuscripts.typing_journal import TypingJournal
from studio.storage.manuscripts.versions import Versions

_PLACES = "trash places"
"""Remembered: where what is in the trash was."""
RECOVERED = "recovered"
"""Why of a version: typing that a kill had kept from being saved."""


class Manuscript:
    """The half of ``Project`` that deals with the files.

    Use ``create`` or ``open``. From any thread, one at a time. All raise StudioError, and only that.
    """

    def __init__(
        self, folder: Path, loaded: outline_file.Loaded, lock: ProjectLock | None, said: str
    ) -> None:
        self.folder, self.hidden = folder, folder / names.HIDDEN
        self.read_only = lock is None
        self.complaints = tuple(filter(None, (said, loaded.complaint)))
        """Sentences for the writer about what opening found and mended."""
        self._raw, self._lock = loaded.raw, lock
        self._turn = threading.RLock()
        self._closed = False
        self._texts = Texts(folder)
        self._corpus = Corpus(self._texts, None if self.read_only else self.hidden / "index.db")
        self._versions = Versions(self.hidden / "versions")
        self._waiting: deque[tuple[str, str, str, str]] = deque()
        """Item, text, why and job of versions that are still to be written."""
        self._remembered = Remembered(self.hidden / "memory", on_disk=not self.read_only)
        self._days = Days(self._remembered)
        self.typing = TypingJournal(folder, self.hidden / "typing")
        """Set its ``on_trouble`` to hear when typing cannot be kept safe."""
        self._left = [] if self.read_only else self.typing.found()
        self._take_outline(loaded.outline)

    @classmethod
    def create(
        cls, folder: Path, title: str, *, author: str = "", language: str = "en", adopt: bool = False
    ) -> Self:
        """Begin a project in a new or empty folder; with ``adopt`` in one with texts (``orphans``)."""
        beginning.begin(Path(folder), title, author=author, language=language, adopt=adopt)
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> Self:
        """Open a project and lock it for this window. In a folder that cannot be written: for reading only.

        Raises StudioError: DOCUMENT_OPEN (says who has it), DOCUMENT_NEWER, INVALID_REQUEST (no project).
        """
        folder = Path(folder).absolute()
        if not folder.is_dir():
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"There is no folder “{folder}”.",
                "Was it moved or renamed? Choose it at its new place.",
            )
        lock, said = (None, "") if read_only else beginning.take(folder)
        try:
            project = cls(folder, opening.loaded(folder, read_only=lock is None), lock, said)
            if lock:
                project._make_sound()
            return project
        except BaseException as error:
            if lock:
                lock.release()
            if isinstance(error, OSError):
                raise unreadable(error, folder / names.INDEX) from error
            raise

    def _make_sound(self) -> None:
        """What a kill or another program left half done is finished; lost typing becomes a version."""
        outline, renamed = opening.relinked(self.folder, self.outline, self._corpus.digest)
        if renamed:
            told = ", ".join(f"“{title}”" for title in renamed[:5])
            self.complaints += (f"Files that were renamed outside are found again: {told}.",)
            self._take_outline(outline)
        if self._raw.get("id") != self.outline.id or self.complaints:
            self._save_outline(self.outline)
        else:
            outline_file.copy(self.hidden / opening.BACKUP, self.outline, self._raw)
        opening.settle(self.folder, self._spots)
        opening.sweep(self.folder)
        for typed in self._left:
            with suppress(OSError):
                self._versions.keep(typed.item, typed.text, RECOVERED)

    @property
    def closed(self) -> bool:
        return self._closed

    def is_at(self, folder: Path) -> bool:
        """Whether this very project lies in ``folder``, wherever it was opened."""
        try:
            return outline_file.load(folder / names.INDEX).outline.id == self.outline.id
        except (OSError, StudioError):
            return False

    def close(self) -> None:
        """Write what waits and let go of the folder; a second call does nothing."""
        self.typing.close()
        with self._turn:
            if not self._closed:
                self._closed = True
                self._corpus.close()
                if self._lock:
                    with suppress(OSError):
                        self._lock.release()

    @contextmanager
    def _writing(self, name: str = "") -> Iterator[None]:
        """One change at a time, in a project that may be changed; errors of the disk as sentences."""
        with self._turn:
            if self._lock is None or self._closed:
                raise read_only(self.folder)
            try:
                if not self.folder.is_dir():
                    raise FileNotFoundError(2, "the folder is gone", str(self.folder))
                yield
            except OSError as error:
                raise explain(error, self.folder, name) from error
            self._lock.alive()

    # Outline

    def _take_outline(self, outline: Outline) -> None:
        self.outline = outline
        self._by_id = {item.id: item for item in (*outlines.walk(outline.trash), *outlines.every(outline))}
        self._spots = opening.spots(self.folder, outline)

    def _save_outline(self, outline: Outline) -> None:
        self._raw = outline_file.save(self.folder / names.INDEX, outline, self._raw)
        outline_file.copy(self.hidden / opening.BACKUP, outline, self._raw)

    def set_outline(self, outline: Outline) -> None:
        """Write the whole outline; files of what went to the trash, or came from it, go along."""
        with self._writing(names.INDEX):
            if outline != self.outline:
                outline = outline_file.storable_outline(outline)
                self._save_outline(outline)
                self._take_outline(outline)
                opening.settle(self.folder, self._spots)

    def item(self, item_id: str) -> Item:
        """The line of the outline, in the trash as well."""
        if item_id not in self._by_id:
            raise unknown_item(item_id)
        return self._by_id[item_id]

    def path_of(self, item_id: str) -> Path:
        """Where the text of an item lies now."""
        if item_id not in self._spots:
            raise unknown_item(item_id)
        return opening.place_of(self._spots[item_id])

    def _places(self) -> Places:
        """All scenes and notes outside the trash."""
        return {
            item.id: opening.place_of(self._spots[item.id])
            for item in outlines.every(self.outline)
            if item.id in self._spots
        }

    # Texts

    def read(self, item_id: str) -> SceneText:
        """The text of an item, its line ends as ``\\n``; they stay in the file."""
        with self._turn:
            return self._texts.read(item_id, self.path_of(item_id))

    def save(self, item_id: str, text: str, base_digest: str) -> str:
        """Write a text over the state ``base_digest``; the new digest. Raises Conflict with theirs."""
        path = self.path_of(item_id)
        with self._writing(self.item(item_id).title):
            before = self._corpus.count({item_id: path})[item_id]
            scene = self._texts.save(
                item_id, path, text, base_digest, lambda data, why: self._versions.keep(item_id, data, why)
            )
            self.typing.drop_if(item_id, scene.text)
            self._left = [typed for typed in self._left if typed.item != item_id]
            self._log(item_id, path, before)
            return scene.digest

    def _log(self, item_id: str, path: Path, before: int) -> None:
        """Words of the manuscript count for the day. The text is saved: that this fails must not say no."""
        after = self._corpus.count({item_id: path})[item_id]
        if self.item(item_id).kind == "scene" and after != before:
            with suppress(OSError):
                self._days.add(after - before, self.total())

    def add(
        self, kind: str, title: str, *, parent: str = "", index: int = -1, text: str = "", **values: Any
    ) -> Item:
        """A new part, chapter, folder, scene or note, in the outline and on the disk."""
        with self._writing(title):
            item = outlines.new_item(kind, title, **values)
            if kind in TEXT_KINDS:
                item = replace(item, file=names.file_name(kind, title, item.id))
            outline = self._with(item, parent, index)
            path = self.folder / item.file if item.file else None
            if path:
                files.make_folder(path.parent)
                self._texts.save(item.id, path, text, "", lambda data, why: None)
            self.set_outline(outline)
            if path:
                self._log(item.id, path, 0)
            return item

    def _with(self, item: Item, parent: str, index: int) -> Outline:
        place = parent or ("notes" if item.kind == "note" else "manuscript")
        try:
            return outlines.placed(self.outline, item, parent=place, index=index)
        except ValueError as error:
            raise unknown_item(parent) from error

    def trash(self, item_id: str) -> None:
        """Put an item and all below it into the trash, where it stays."""
        with self._writing():
            self.item(item_id)
            above = outlines.parents(self.outline, item_id)
            in_notes = any(item.id == item_id for item in self.outline.notes)
            places = self._trash_places()
            places[item_id] = above[-1].id if above else "notes" if in_notes else "manuscript"
            self.remember(_PLACES, places)
            self.set_outline(outlines.moved(self.outline, item_id, parent="trash"))

    def restore(self, item_id: str, parent: str = "", index: int = -1) -> None:
        """Bring an item back from the trash: below ``parent``, or where it was."""
        with self._writing():
            home = "notes" if self.item(item_id).kind == "note" else "manuscript"
            for place in (parent, str(self._trash_places().get(item_id, "")), home):
                if place and place != "trash":
                    with suppress(ValueError):
                        self.set_outline(outlines.moved(self.outline, item_id, parent=place, index=index))
                        return

    def _trash_places(self) -> dict[str, Any]:
        found = self.recall(_PLACES, {})
        return found if isinstance(found, dict) else {}

    def changed_outside(self, known: Mapping[str, str] | None = None) -> list[str]:
        """Items whose files another program has changed since they were last read or saved here.

        With ``known``, items and the digests that the window has of them: those whose files differ.
        """
        with self._turn:
            if known is not None:
                return [item for item, digest in known.items() if self._differs_from(item, digest)]
            return [item for item, path in self._places().items() if self._texts.changed_outside(item, path)]

    def _differs_from(self, item_id: str, digest: str) -> bool:
        try:
            return self._texts.look(item_id, self.path_of(item_id)).scene.digest != digest
        except StudioError:
            return False  # ``missing`` tells of it

    def missing(self) -> list[str]:
        """Items whose files are not in the folder."""
        with self._turn:
            return [item for item, path in self._places().items() if not path.is_file()]

    def orphans(self) -> list[str]:
        """Texts in the folder that the outline does not know, relative to it."""
        with self._turn:
            return opening.orphans(self.folder, self.outline)

    def adopt(self, relative: str, *, parent: str = "", index: int = -1) -> Item:
        """Take a file of the folder into the outline, as it is and where it is."""
        with self._writing():
            if relative not in self.orphans():
                raise unknown_item(relative)
            item = opening.adopted_item(self.folder, relative, self.outline)
            self.set_outline(self._with(item, parent, index))
            return item

    def attach_picture(self, item_id: str, path: Path) -> str:
        """Copy a picture into the project and note it with the item; where it is, relative to the project."""
        with self._writing(Path(path).name):
            item = self.item(item_id)
            relative = pictures.copied(self.folder, Path(path))
            if relative not in item.pictures:
                with_it = outlines.changed(self.outline, item_id, pictures=(*item.pictures, relative))
                self.set_outline(with_it)
            return relative

    # Counts

    def word_count(self, item_id: str) -> int:
        """Words of one text, as it is in its file; 0 when it cannot be read."""
        with self._turn:
            return self._corpus.count({item_id: self.path_of(item_id)})[item_id]

    def counts(self) -> dict[str, int]:
        """Words of all scenes and notes, by item."""
        with self._turn:
            return self._corpus.count(self._places())

    def characters(self) -> dict[str, int]:
        """Characters of all scenes and notes, by item."""
        with self._turn:
            return self._corpus.characters(self._places())

    def total(self) -> int:
        """Words of the manuscript, without notes."""
        counts = self.counts()
        return sum(counts.get(item.id, 0) for item in outlines.scenes(self.outline))

    def day_log(self) -> dict[str, Day]:
        """What was written on each day, by ISO date."""
        with self._turn:
            return self._days.all()

    # Small values, which the trash needs as well

    def remember(self, name: str, value: Any) -> None:
        """Keep a small value of plain data beside the texts."""
        with self._writing():
            self._remembered.remember(name, value)

    def recall(self, name: str, default: Any = None) -> Any:
        """A fresh copy of a small value; ``default`` when there is none or it cannot be read."""
        with self._turn:
            return self._remembered.recall(name, default)

    def remembered(self, prefix: str = "") -> list[str]:
        """Names of all that is remembered and begins so."""
        with self._turn:
            return self._remembered.names(prefix)
