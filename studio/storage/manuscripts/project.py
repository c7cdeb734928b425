"""A writing project: outline, texts, versions, trash and search over one folder that the writer owns."""

import shutil
import threading
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.writing import outline as outlines
from studio.core.writing.outline import TEXT_KINDS, Item, Outline
from studio.core.writing.words import count_words
from studio.storage import files, shared_files
from studio.storage.manuscripts import names, opening, outline_file
from studio.storage.manuscripts.days import Day, Days
from studio.storage.manuscripts.faults import (
    Conflict,
    SceneText,
    explain,
    read_only,
    unknown_item,
    unreadable,
)
from studio.storage.manuscripts.finding import Hit, find, pattern
from studio.storage.manuscripts.opening import BACKUP
from studio.storage.manuscripts.project_lock import ProjectLock
from studio.storage.manuscripts.remembered import Remembered
from studio.storage.manuscripts.replacing import Replaced, put_back, replace_hits
from studio.storage.manuscripts.retrieval import Index, Passage
from studio.storage.manuscripts.texts import Texts
from studio.storage.manuscripts.typing_journal import TypingJournal
from studio.storage.manuscripts.versions import Version, Versions

__all__ = ["Conflict", "Day", "Hit", "Passage", "Project", "Replaced", "SceneText", "Version"]

_PICTURE_SUFFIXES = frozenset({".png", ".jpg", ".jpeg", ".webp", ".gif", ".bmp", ".tif", ".tiff", ".svg"})
_PLACES = "trash places"
"""Remembered: where what is in the trash was."""


class Project:
    """Use ``create`` or ``open``. From any thread; one at a time. All raise StudioError, and only that."""

    def __init__(
        self, folder: Path, loaded: outline_file.Loaded, lock: ProjectLock | None, complaint: str
    ) -> None:
        self.folder, self.hidden = folder, folder / names.HIDDEN
        self.outline = loaded.outline
        self.read_only = lock is None
        self.complaints = tuple(filter(None, (complaint, loaded.complaint)))
        """Sentences for the writer about what opening found and mended."""
        self._raw, self._lock = loaded.raw, lock
        self._turn = threading.RLock()
        self._closed = False
        self._texts = Texts(folder)
        self._versions = Versions(self.hidden / "versions")
        self._remembered = Remembered(self.hidden / "memory", on_disk=lock is not None)
        self._days = Days(self._remembered)
        self._index: Index | None = None
        self.typing = TypingJournal(folder, self.hidden / "typing")
        """Set its ``on_trouble`` to hear when typing cannot be kept safe."""
        self._left = [] if self.read_only else self.typing.found()

    @classmethod
    def create(
        cls, folder: Path, title: str, *, author: str = "", language: str = "en", adopt: bool = False
    ) -> "Project":
        """Begin a project in a new or empty folder; with ``adopt`` in one that has texts already."""
        folder = Path(folder)
        try:
            if (folder / names.INDEX).exists():
                raise StudioError(
                    ErrorKind.INVALID_REQUEST, f"{folder.name} is a project already.", "Open it instead."
                )
            if folder.exists() and (not folder.is_dir() or (not adopt and any(folder.iterdir()))):
                raise StudioError(
                    ErrorKind.INVALID_REQUEST,
                    f"The folder {folder.name} is not empty.",
                    "Choose a new folder, so that nothing of yours gets mixed up.",
                )
            for name in (names.MANUSCRIPT, names.NOTES, names.PICTURES, names.HIDDEN):
                files.make_folder(folder / name)
            outline = Outline(
                id=outlines.new_item("", "").id,
                title=title.strip() or folder.name,
                author=author,
                language=language,
            )
            outline_file.save(folder / names.INDEX, outline, {})
        except OSError as error:
            raise explain(error, folder if folder.is_dir() else folder.parent) from error
        return cls.open(folder)

    @classmethod
    def open(cls, folder: Path, *, read_only: bool = False) -> "Project":
        """Open a project and lock it for this window. In a folder that cannot be written: for reading only.

        Raises StudioError: DOCUMENT_OPEN (says who has it), DOCUMENT_NEWER, INVALID_REQUEST (no project).
        """
        folder = Path(folder).absolute()
        if not folder.is_dir():
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"There is no folder {folder}.",
                "Was it moved or renamed? Choose it at its new place.",
            )
        lock, complaint = None, ""
        if not read_only and (
            (folder / names.INDEX).exists()
            or (folder / names.HIDDEN).exists()
            or (folder / names.MANUSCRIPT).exists()
        ):
            lock, complaint = _locked(folder)
        try:
            loaded = opening.loaded(folder, read_only=lock is None)
            project = cls(folder, loaded, lock, complaint)
            if lock:
                project._settle(write=bool(loaded.complaint))
            return project
        except OSError as error:
            if lock:
                lock.release()
            raise unreadable(error, folder / names.INDEX) from error
        except BaseException:
            if lock:
                lock.release()
            raise

    def close(self) -> None:
        """Write what waits and let go of the folder; a second call does nothing."""
        self.typing.close()
        with self._turn:
            if self._closed:
                return
            self._closed = True
            if self._index:
                self._index.close()
            if self._lock:
                with suppress(OSError):
                    self._days.write()
                with suppress(OSError):
                    self._lock.release()

    @contextmanager
    def _writing(self, name: str = "") -> Iterator[None]:
        """One change at a time, in a project that may be changed; errors of the disk as sentences."""
        with self._turn:
            if self._lock is None or self._closed:
                raise read_only(self.folder)
            try:
                yield
            except OSError as error:
                raise explain(error, self.folder, name) from error
            self._lock.alive()

    # Outline

    def set_outline(self, outline: Outline) -> None:
        """Write the whole outline; files of what went to the trash, or came from it, go along."""
        with self._writing(names.INDEX):
            if outline == self.outline:
                return
            if not self.folder.is_dir():
                raise FileNotFoundError(2, "the folder is gone")
            self._raw = outline_file.save(self.folder / names.INDEX, outline, self._raw)
            self.outline = outline
            self._settle(write=False)

    def _settle(self, *, write: bool) -> None:
        """Move files to where the outline says they are; a copy of the outline goes beside."""
        if write:
            self._raw = outline_file.save(self.folder / names.INDEX, self.outline, self._raw)
        with suppress(OSError, StudioError):  # a copy that fails harms nothing
            outline_file.save(self.hidden / BACKUP, self.outline, self._raw)
        for item in outlines.walk(self.outline.trash):
            self._move(self.folder / item.file, self.hidden / "trash" / item.file, item)
        for item in outlines.every(self.outline):
            self._move(self.hidden / "trash" / item.file, self.folder / item.file, item)

    def _move(self, source: Path, target: Path, item: Item) -> None:
        """A file that cannot be moved is still found where it is; so that is no reason to fail."""
        if item.kind in TEXT_KINDS and item.file and not target.exists() and source.is_file():
            with suppress(OSError):
                files.move_durably(source, target)

    def item(self, item_id: str) -> Item:
        found = outlines.find(self.outline, item_id)
        if found is None:
            raise unknown_item(item_id)
        return found

    def path_of(self, item_id: str) -> Path:
        """Where the text of an item lies now."""
        item = self.item(item_id)
        if item.kind not in TEXT_KINDS or not names.is_inside(item.file):
            raise unknown_item(item_id)
        trashed = self.hidden / "trash" / item.file
        here = self.folder / item.file
        return trashed if not here.exists() and trashed.exists() else here

    # Texts

    def read(self, item_id: str) -> SceneText:
        """The text of an item, its line ends as ``\\n``; they stay in the file."""
        with self._turn:
            return self._texts.read(item_id, self.path_of(item_id))

    def save(self, item_id: str, text: str, base_digest: str) -> str:
        """Write a text over the state ``base_digest``; the new digest. Raises Conflict with the other text."""
        path = self.path_of(item_id)
        with self._writing(path.name):
            before = self.word_count(item_id) if path.exists() else 0
            scene = self._texts.save(
                item_id, path, text, base_digest, lambda data, why: self._versions.keep(item_id, data, why)
            )
            self.typing.drop_if(item_id, scene.text)
            self._left = [typed for typed in self._left if typed.item != item_id]
            after = self._count(item_id, path)
            self._days.add(after - before, self.total)
            return scene.digest

    def add(
        self, kind: str, title: str, *, parent: str = "", index: int = -1, text: str = "", **values: Any
    ) -> Item:
        """A new part, chapter, folder, scene or note, in the outline and on the disk."""
        with self._writing(title):
            item = outlines.new_item(kind, title, **values)
            if kind in TEXT_KINDS:
                item = replace(item, file=names.file_name(kind, title, item.id))
                path = self.folder / item.file
                if not self.folder.is_dir():
                    raise FileNotFoundError(2, "the folder is gone")
                files.make_folder(path.parent)
                self._texts.save(item.id, path, text, "", lambda data, why: None)
            place = parent or ("notes" if kind == "note" else "")
            try:
                self.set_outline(outlines.placed(self.outline, item, parent=place, index=index))
            except ValueError as error:
                raise unknown_item(parent) from error
            if kind in TEXT_KINDS:
                after = self._count(item.id, self.folder / item.file)
                if text:
                    self._days.add(after, self.total)
            return item

    def trash(self, item_id: str) -> None:
        """Put an item and all below it into the trash, where it stays."""
        with self._writing():
            self.item(item_id)
            above = outlines.parents(self.outline, item_id)
            places = self.recall(_PLACES, {})
            places[item_id] = above[-1].id if above else _root_of(self.outline, item_id)
            self.remember(_PLACES, places)
            self.set_outline(outlines.moved(self.outline, item_id, parent="trash"))

    def restore(self, item_id: str, parent: str = "", index: int = -1) -> None:
        """Bring an item back from the trash: below ``parent``, or where it was."""
        with self._writing():
            item = self.item(item_id)
            wanted = (
                parent,
                self.recall(_PLACES, {}).get(item_id, ""),
                "notes" if item.kind == "note" else "",
            )
            for place in filter(None, (*wanted, "manuscript")):
                with suppress(ValueError):
                    self.set_outline(outlines.moved(self.outline, item_id, parent=str(place), index=index))
                    return

    def changed_outside(self) -> list[str]:
        """Items this window has read whose files another program has changed since."""
        with self._turn:
            return [
                item.id
                for item in outlines.every(self.outline)
                if self._texts.seen(item.id) and self._texts.changed_outside(item.id, self.path_of(item.id))
            ]

    def missing(self) -> list[str]:
        """Items whose files are not in the folder."""
        with self._turn:
            return [item.id for item in self._items() if not self.path_of(item.id).is_file()]

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
            place = parent or ("notes" if item.kind == "note" else "")
            self.set_outline(outlines.placed(self.outline, item, parent=place, index=index))
            return item

    def _items(self) -> list[Item]:
        """All scenes and notes outside the trash."""
        return [item for item in outlines.every(self.outline) if item.kind in TEXT_KINDS]

    # Versions and unsaved typing

    def keep_version(self, item_id: str, text: str, why: str, label: str = "", job: str = "") -> Version:
        """Keep a text as a version. Why ``insertion``, ``auto`` or ``autosave`` without a label thin out with age."""
        with self._writing():
            return self._versions.keep(item_id, text, why, label=label, job=job)

    def versions(self, item_id: str) -> list[Version]:
        """Newest first."""
        with self._turn:
            return self._versions.of(item_id)

    def version_text(self, version_id: str) -> str:
        with self._turn:
            return self._versions.text(version_id)

    def name_version(self, version_id: str, label: str) -> Version:
        """Give a version a name; it is never thinned out then."""
        with self._writing():
            return self._versions.relabel(version_id, label)

    def journal(self, item_id: str, text: str) -> None:
        """Note unsaved typing; it is on the disk a moment later. Costs next to nothing."""
        if not self.read_only:
            self.typing.note(item_id, text, self._texts.seen(item_id))

    def recovered(self) -> list[tuple[str, str]]:
        """Typing of a window that was killed and that the files do not have: item and whole text."""
        with self._turn:
            left = [(typed.item, typed.text) for typed in self._left if self._differs(typed.item, typed.text)]
        return left

    def _differs(self, item_id: str, text: str) -> bool:
        try:
            return self._texts.look(item_id, self.path_of(item_id)).scene.text != text
        except StudioError:
            return outlines.find(self.outline, item_id) is not None

    def recovered_base(self, item_id: str) -> str:
        """Digest of the file that recovered typing was typed over; save with it."""
        return next((typed.base for typed in self._left if typed.item == item_id), "")

    def forget_typing(self, item_id: str) -> None:
        """Unsaved typing is not wanted; it stays as a version all the same."""
        with self._writing():
            for typed in self._left:
                if typed.item == item_id:
                    self._versions.keep(item_id, typed.text, "recovered")
            self._left = [typed for typed in self._left if typed.item != item_id]
            self.typing.drop(item_id)

    # Pictures

    def attach_picture(self, item_id: str, path: Path) -> str:
        """Copy a picture into the project and note it with the item; where it is, relative to the project."""
        path = Path(path)
        with self._writing(path.name):
            item = self.item(item_id)
            if path.suffix.lower() not in _PICTURE_SUFFIXES:
                raise StudioError(ErrorKind.INVALID_REQUEST, f"{path.name} is no picture.")
            try:
                mark = files.sha256_of(path)
            except OSError as error:
                raise unreadable(error, path) from error
            relative = (
                f"{names.PICTURES}/{names.slug(path.stem) or 'picture'}-{mark[:8]}{path.suffix.lower()}"
            )
            target = self.folder / relative
            if not target.exists():
                files.make_folder(target.parent)
                with open(path, "rb") as source, files.whole_file(target) as stream:
                    shutil.copyfileobj(source, stream, 1024 * 1024)
            if relative not in item.pictures:
                self.set_outline(outlines.changed(self.outline, item_id, pictures=(*item.pictures, relative)))
            return relative

    # Counts

    @property
    def index(self) -> Index:
        """The index, opened when it is first needed."""
        with self._turn:
            if self._index is None:
                self._index = Index(None if self.read_only else self.hidden / "index.db")
            return self._index

    def _count(self, item_id: str, path: Path) -> int:
        """Words of a text; counted only when the file is not what the index knows."""
        row = self.index.row(item_id)
        try:
            stamp = shared_files.Stamp.of(path.stat())
        except OSError:
            return 0
        if row and row.stamp == stamp:
            return row.words
        try:
            known = self._texts.look(item_id, path)
        except StudioError:
            return 0
        text, digest = known.scene.text, known.scene.digest
        words = row.words if row and row.digest == digest else count_words(text)
        self.index.count([(item_id, known.stamp, digest, words, len(text))])
        return words

    def word_count(self, item_id: str) -> int:
        """Words of one text, as it is in its file; 0 when it cannot be read."""
        with self._turn:
            return self._count(item_id, self.path_of(item_id))

    def counts(self) -> dict[str, int]:
        """Words of all scenes and notes, by item."""
        with self._turn:
            return {item.id: self._count(item.id, self.path_of(item.id)) for item in self._items()}

    def total(self) -> int:
        """Words of the manuscript, without notes."""
        with self._turn:
            return sum(self._count(item.id, self.path_of(item.id)) for item in outlines.scenes(self.outline))

    def day_log(self) -> dict[str, Day]:
        """What was written on each day, by ISO date."""
        with self._turn:
            return self._days.all()

    # Finding

    def search(
        self, query: str, *, regex: bool = False, case: bool = False, whole: bool = False
    ) -> list[Hit]:
        """All places in scenes and notes, in reading order, in the texts as they are saved."""
        expression = pattern(query, regex=regex, case=case, whole=whole)
        with self._turn:
            texts = []
            for item in self._items():
                with suppress(StudioError):  # one file that cannot be read must not hide the others
                    scene = self._texts.look(item.id, self.path_of(item.id)).scene
                    texts.append((item.id, scene.digest, scene.text))
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
        self.refresh()
        return self._passages(self.index.best(words, limit))

    def passages_like(self, vector: Sequence[float], limit: int = 10, *, model: str = "") -> list[Passage]:
        """Passages of like meaning, among those that have vectors of this model."""
        return self._passages(self.index.nearest(model, vector, limit))

    def passages_of(self, item_id: str) -> tuple[str, list[Passage]]:
        """Digest and passages of a text, to make vectors of."""
        with self._turn:
            known = self._texts.look(item_id, self.path_of(item_id))
            self._put(item_id)
            spans = self.index.spans(item_id)
            text = known.scene.text
            return known.scene.digest, [
                Passage(item_id=item_id, start=start, end=end, text=text[start:end]) for start, end in spans
            ]

    def set_vectors(
        self,
        item_id: str,
        digest: str,
        vectors: Sequence[tuple[int, int, Sequence[float]]],
        *,
        model: str = "",
    ) -> None:
        """Keep the vectors (start, end, vector) of a text that is in the state ``digest``."""
        self.index.set_vectors(model, item_id, digest, vectors)

    def without_vectors(self, *, model: str = "") -> list[str]:
        """Items whose vectors are missing or of an older state."""
        known = self.index.with_vectors(model)
        with self._turn:
            self.counts()
            rows = {item.id: self.index.row(item.id) for item in self._items()}
        return [item for item, row in rows.items() if row and row.words and known.get(item) != row.digest]

    def _passages(self, found: list[tuple[str, int, int, float]]) -> list[Passage]:
        made: list[Passage] = []
        with self._turn:
            for item, start, end, score in found:
                with suppress(StudioError):
                    text = self._texts.look(item, self.path_of(item)).scene.text[start:end]
                    made.append(Passage(item_id=item, start=start, end=end, text=text, score=score))
        return made

    def _put(self, item_id: str) -> None:
        path = self.path_of(item_id)
        self._count(item_id, path)
        row = self.index.row(item_id)
        if row and self.index.stale(item_id, row.digest):
            scene = self._texts.look(item_id, path).scene
            self.index.put(item_id, scene.digest, scene.text)

    def refresh(self, seconds: float = 60.0) -> bool:
        """Bring the index up to date; False when ``seconds`` were not enough. Good to call on a worker."""
        deadline = time.monotonic() + seconds
        with self._turn:
            items = [item.id for item in self._items()]
            self.index.keep_only(set(items))
        for item in items:
            with self._turn, suppress(StudioError):  # others get their turn between two texts
                self._put(item)
            if time.monotonic() > deadline:
                return False
        return True

    # Memory

    def remember(self, name: str, value: Any) -> None:
        """Keep a small value of plain data beside the texts."""
        with self._writing():
            self._remembered.remember(name, value)

    def recall(self, name: str, default: Any = None) -> Any:
        with self._turn:
            return self._remembered.recall(name, default)

    def remembered(self, prefix: str = "") -> list[str]:
        """Names of all that is remembered and begins so."""
        with self._turn:
            return self._remembered.names(prefix)


def _root_of(outline: Outline, item_id: str) -> str:
    return "notes" if any(item.id == item_id for item in outline.notes) else "manuscript"


def _locked(folder: Path) -> tuple[ProjectLock | None, str]:
    """The lock of a project; without one, and a sentence, when its folder cannot be written."""
    hidden = folder / names.HIDDEN
    try:
        for path in (hidden, hidden / "versions", hidden / "typing"):
            files.make_folder(path)
        lock = ProjectLock(hidden)
        lock.take()
    except OSError as error:
        reason = error.strerror or str(error)
        return (
            None,
            f"The project {folder.name} cannot be written ({reason}), so it is open for reading only.",
        )
    return lock, ""
