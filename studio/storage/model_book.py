"""What the user keeps about model files: notes, wished settings, checksums, what was taken off the list.

Nothing is written into the files themselves. The book is one small JSON file in the data folder; one that
cannot be read is kept aside under another name.
"""

import logging
import os
import threading
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.storage.files import explain_write, make_folder, whole_file
from studio.storage.model_entry import ModelEntry

FILE = "models.json"
SCHEMA = 1

log = logging.getLogger(__name__)


class Liked(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Settings that the user wants with a model; None leaves what the model says itself."""

    size: tuple[int, int] | None = None
    steps: int | None = None
    guidance_scale: float | None = None
    sampler: str | None = None
    schedule: str | None = None


class Noted(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What is kept about one file or folder. ``ids`` are those it had before it was found again elsewhere."""

    path: str
    id: str = ""
    name: str = ""
    kind: str = ""
    family: str = ""
    bytes: int = 0
    sha256: str = ""
    note: str = ""
    liked: Liked = Liked()
    removed: bool = False
    ids: tuple[str, ...] = ()

    @property
    def matters(self) -> bool:
        """Whether there is anything in it that the folders themselves do not tell."""
        return bool(self.sha256 or self.note or self.removed or self.ids or self.liked != Liked() or self.id)


class _Kept(Struct, frozen=True, kw_only=True):
    schema: int
    files: list[Noted]


class ModelBook:
    """Notes by path. Usable from any thread; read from the disk when first asked."""

    def __init__(self, data: Path) -> None:
        self._path = data / FILE
        self._lock = threading.RLock()
        self._noted: dict[str, Noted] | None = None

    def of(self, path: str) -> Noted:
        """What is kept about ``path``; an empty note when there is nothing."""
        with self._lock:
            return self._all().get(path) or Noted(path=path)

    def write(self, *noted: Noted) -> None:
        """Keep these. Raises StudioError(NOT_WRITABLE, DISK_FULL); then nothing has changed."""
        with self._lock:
            after = dict(self._all())
            for each in noted:
                after.pop(each.path, None)
                if each.matters:
                    after[each.path] = each
            self._save(after)

    def forget(self, *paths: str) -> None:
        """Keep nothing about them any more. Raises like ``write``."""
        self.write(*(Noted(path=path) for path in paths))

    def move(self, old: str, new: ModelEntry) -> None:
        """What was kept about ``old`` is about ``new`` from now on. Raises like ``write``."""
        with self._lock:
            before, now = self.of(old), self.of(new.path)
            ids = tuple(each for each in dict.fromkeys((*now.ids, *before.ids, before.id)) if each)
            joined = replace(
                before,
                path=new.path,
                id=new.id,
                name=new.name,
                note="\n".join(each for each in (now.note, before.note) if each),
                removed=False,
                ids=tuple(each for each in ids if each != new.id),
            )
            self.write(Noted(path=old), joined)

    def remember(self, entries: Iterable[ModelEntry], sizes: Mapping[str, int]) -> None:
        """Entries that something refers to: should their file vanish, the page still shows a row for it."""
        with self._lock:
            changed = []
            for entry in entries:
                before = self.of(entry.path)
                after = replace(
                    before,
                    id=entry.id,
                    name=entry.name,
                    kind=entry.kind,
                    family=entry.family,
                    bytes=sizes.get(entry.path, before.bytes),
                )
                if after != before:
                    changed.append(after)
            if changed:
                self.write(*changed)

    def missing(self) -> list[Noted]:
        """What is kept about files that are not there any more."""
        with self._lock:
            return [
                each
                for each in self._all().values()
                if each.id and not each.removed and not os.path.lexists(each.path)
            ]

    def new_id(self, identity: str) -> str:
        """The id that a model has now which once had ``identity``; empty when none had."""
        with self._lock:
            return next((each.id for each in self._all().values() if identity in each.ids), "")

    def applied(self, entries: Mapping[str, ModelEntry]) -> tuple[dict[str, ModelEntry], list[ModelEntry]]:
        """``entries`` with the settings the user wants with them, and apart those taken off the list."""
        with self._lock:
            noted = self._all()
            shown: dict[str, ModelEntry] = {}
            removed: list[ModelEntry] = []
            for identity, entry in entries.items():
                kept = noted.get(entry.path)
                if kept is None:
                    shown[identity] = entry
                elif kept.removed:
                    removed.append(entry)
                else:
                    shown[identity] = with_liked(entry, kept.liked)
            return shown, removed

    def _all(self) -> dict[str, Noted]:
        if self._noted is None:
            self._noted = self._load()
        return self._noted

    def _load(self) -> dict[str, Noted]:
        try:
            kept = msgspec.json.decode(self._path.read_bytes(), type=_Kept)
        except FileNotFoundError:
            return {}
        except OSError as error:
            log.info("The notes on models cannot be read: %s", error)
            return {}
        except (msgspec.MsgspecError, RecursionError, UnicodeDecodeError) as error:
            log.info("The notes on models were kept aside: %s", error)
            with suppress(OSError):
                os.replace(self._path, self._path.with_suffix(".unreadable.json"))
            return {}
        return {each.path: each for each in kept.files}

    def _save(self, noted: dict[str, Noted]) -> None:
        content = msgspec.json.encode(_Kept(schema=SCHEMA, files=list(noted.values())))
        try:
            make_folder(self._path.parent)
            with whole_file(self._path) as stream:
                stream.write(content)
        except OSError as error:
            told = explain_write(error, self._path.parent)
            raise StudioError(
                told.kind if told.kind is ErrorKind.DISK_FULL else ErrorKind.NOT_WRITABLE,
                f"The notes on models cannot be written to {self._path.parent} ({error.strerror or error}).",
                "Free some space, or make the folder writable.",
                detail=str(error),
            ) from error
        self._noted = noted


def with_liked(entry: ModelEntry, liked: Liked) -> ModelEntry:
    """``entry`` with the settings the user wants with it."""
    size = liked.size or entry.default_size
    return replace(
        entry,
        default_size=size,
        sizes=entry.sizes if size in entry.sizes else (size, *entry.sizes),
        steps=entry.steps if liked.steps is None else liked.steps,
        guidance_scale=entry.guidance_scale if liked.guidance_scale is None else liked.guidance_scale,
        sampler=liked.sampler or entry.sampler,
        schedule=liked.schedule or entry.schedule,
    )
