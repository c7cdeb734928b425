"""The models this machine has, for pictures and for texts: the bundled ones and the folders of the user."""

import math
import os
import threading
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec.structs import replace

from studio.core.addons import Addon, is_control_folder, reads_of
from studio.core.errors import ErrorKind, StudioError
from studio.core.file_marks import folder_mark
from studio.core.identify import Identity, folder_name, identify_folder
from studio.core.marks import UNKNOWN, Mark
from studio.core.messages import ModelFile
from studio.core.paths import Folders, resources
from studio.core.requests import GUIDANCE_MAX, SIDE_MAX, SIDE_MIN, SIZE_MULTIPLE, STEPS_MAX, Request
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.core.specs import FamilySpec
from studio.core.text_models import TextIdentity, identify_text
from studio.core.text_requests import TextRequest
from studio.storage.known_files import PICKLES, KnownFiles
from studio.storage.marked_entries import (
    damaged_entry,
    marked,
    misnamed_entry,
    part_entry,
    pickle_entry,
    refused,
)
from studio.storage.model_book import ModelBook
from studio.storage.model_entry import ModelEntry as ModelEntry
from studio.storage.model_files import is_called_file, is_model_file
from studio.storage.text_entries import (
    GGUF,
    PROSE,
    chosen_writer,
    is_text_folder,
    projector_of,
    text_entry,
    told_apart,
)

STARTER = "starter"
BUNDLED = (STARTER, PROSE)
ADDON_WORDS = {"lora": "LoRA", "controlnet": "ControlNet", "text_lora": "LoRA"}
_INDEX = "model_index.json"
DEPTH = 5
"""Folders below a folder of models that are looked into."""


class Models:
    """Known models, usable and not: the starter, ``folders.models``, folders of the settings.

    A folder is a model itself (diffusers) or holds models, as folders and files, up to DEPTH below it.
    LoRAs (files) and ControlNets (files or folders) are known beside them.
    """

    def __init__(self, folders: Folders, extra: Sequence[str], families: Mapping[str, FamilySpec]) -> None:
        """``families`` are those that draw; of language models the headers tell enough."""
        self.folders = folders
        self.extra = tuple(extra)
        self.families = families
        self.book = ModelBook(folders.data)
        """What the user keeps about them."""
        self._files = KnownFiles(folders.cache, tuple(families.values()))
        self._scanning = threading.Lock()
        self._found_last: dict[str, ModelEntry] = {}
        self._entries: dict[str, ModelEntry] | None = None
        self._removed: list[ModelEntry] = []

    def scan(self) -> list[ModelEntry]:
        """Look at the folders again and answer the models that draw: starter first, then by name.

        Reads headers only, and only of files that changed; never raises. Any thread, one scan at a time.
        """
        with self._scanning:
            self._files.begin()
            self._found_last = self._found()
            self._files.end()
            self._entries, self._removed = self.book.applied(self._found_last)
        return self.of_kind("image")

    def reread_book(self) -> list[ModelEntry]:
        """Take in what changed in the book, without looking at the folders; answers like ``scan``."""
        self._entries, self._removed = self.book.applied(self._found_last)
        return self.of_kind("image")

    def removed(self) -> list[ModelEntry]:
        """What the user took off the list; it is still on the disk and nothing offers it."""
        return list(self._removed)

    def _found(self) -> dict[str, ModelEntry]:
        entries: dict[str, ModelEntry] = {}
        seen: set[Path] = set()
        # Pickles last: a model keeps its id when the pickle it was converted from lies beside it.
        for identity, folder in sorted(self._candidates(), key=_is_called_pickle):
            place = folder.absolute()
            if place in seen:
                continue
            seen.add(place)
            if identity in entries:
                import hashlib  # rarely: two folders of one name

                identity += "-" + hashlib.sha256(str(place).encode()).hexdigest()[:6]
            entry = self._entry(identity, place)
            if entry:
                entries[identity] = entry
        starter = [entry for entry in entries.values() if entry.id in BUNDLED]
        others = [entry for entry in entries.values() if entry.id not in BUNDLED]
        ordered = starter + sorted(others, key=lambda e: (e.name.casefold(), e.id))
        return {entry.id: entry for entry in told_apart(ordered)}

    def all(self) -> list[ModelEntry]:
        """Everything that is on disk, as last scanned, whether it can be used or not; bundled ones first."""
        if self._entries is None:
            self.scan()
        return [*(self._entries or {}).values()]

    def of_kind(self, kind: str) -> list[ModelEntry]:
        """The models of a kind of ``ModelEntry``, as last scanned; bundled ones first, then by name."""
        return [entry for entry in self.all() if entry.kind == kind]

    def writer(self, wished: str = "") -> ModelEntry | None:
        """The language model to write with when ``wished`` is in the settings."""
        return chosen_writer(self.of_kind("text"), wished)

    def parts_of(self, request: Request) -> tuple[ModelFile, ...]:
        """The LoRAs and ControlNets a request names. Raises StudioError(MODEL_MISSING, MODEL_BROKEN)."""
        if isinstance(request, TextRequest):
            wanted = [("text_lora", adapter.model) for adapter in request.adapters]
        else:
            adapters = [*request.adapters, *(each for region in request.regions for each in region.adapters)]
            wanted = [("lora", adapter.model) for adapter in adapters]
            wanted += [("controlnet", control.model) for control in request.controls]
        files: dict[str, ModelFile] = {}
        for kind, identity in wanted:
            entry = self.get(identity)
            word = ADDON_WORDS[kind]
            if entry is None or entry.kind != kind:
                raise StudioError(
                    ErrorKind.MODEL_MISSING,
                    f"There is no {word} “{identity}” on this machine.",
                    "Choose another one, or leave it out.",
                )
            if entry.problem:
                raise StudioError(ErrorKind.MODEL_BROKEN, entry.problem, entry.advice)
            model = self.get(request.model)
            if kind == "text_lora" and model and not entry.fits(model):
                raise StudioError(
                    ErrorKind.INVALID_REQUEST,
                    f"The LoRA “{entry.name}” was not made for the model “{model.name}”.",
                    "Leave it out, or choose a model it was made for.",
                )
            files[identity] = entry.file()
        return (*files.values(), *self._projector(request))

    def _projector(self, request: Request) -> tuple[ModelFile, ...]:
        """What a language model sees pictures with, if there are any."""
        if not isinstance(request, TextRequest) or not request.pictures:
            return ()
        entry = self.get(request.model)
        path = projector_of(Path(entry.path)) if entry else None
        if path is None:
            raise StudioError(
                ErrorKind.INVALID_REQUEST,
                f"The model “{entry.name if entry else request.model}” cannot see pictures.",
                "Choose one that comes with a projector (a file with “mmproj” in its name beside it).",
            )
        return (ModelFile(id=path.stem, name=path.stem, family="gguf", path=str(path), kind="projector"),)

    def get(self, identity: str) -> ModelEntry | None:
        """The model of that id, as last scanned; also by an id it had before it was moved."""
        if self._entries is None:
            self.scan()
        entries = self._entries or {}
        return entries.get(identity) or entries.get(self.book.new_id(identity))

    def _candidates(self) -> Iterator[tuple[str, Path]]:
        yield STARTER, resources() / "starter" / "picture"
        if (prose := resources() / "starter" / "prose" / "starter-prose.gguf").is_file():
            yield PROSE, prose
        for child in _children(self.folders.models):
            yield from _found_in(child)
        for text in self.extra:
            yield from _found_in(Path(text).expanduser())

    def _file(self, identity: str, path: Path) -> ModelEntry:
        """A file, or the folder of a ControlNet: what it is, as far as its header tells."""
        known = self._files.tell(path)
        found, mark = known.addon, known.mark
        if known.pickle:
            return pickle_entry(identity, path, mark)
        if found.damaged:
            return damaged_entry(identity, path, found)
        if known.whole and (not known.whole.problem or mark.kind in (UNKNOWN, "checkpoint")):
            entry = self._image(identity, path, known.whole, found.reads)
            problem, advice = refused(path.stem, mark, self._runnable)
            if entry.problem and problem and mark.kind != UNKNOWN:
                entry = replace(entry, problem=problem, advice=advice)
            return marked(entry, mark)
        if path.is_dir() or (found.kind in ADDON_WORDS and self._runs(found, mark)):
            return self._addon(identity, path, found, mark)
        return part_entry(identity, path, mark, self._runnable, found.reads)

    def _addon(self, identity: str, path: Path, found: Addon, mark: Mark) -> ModelEntry:
        published = (spec.id for spec in self.families.values() if spec.text_width == found.reads)
        entry = ModelEntry(
            id=identity,
            name=path.name if path.is_dir() else path.stem,
            family=next(published, "") if found.reads else "",
            path=str(path),
            problem=found.problem,
            advice=found.advice,
            weights=found.weights,
            largest_part=found.weights,
            kind=found.kind if found.kind in ADDON_WORDS else "controlnet",
            reads=found.reads,
        )
        return marked(entry, mark)

    @property
    def _runnable(self) -> frozenset[str]:
        """Families of marks that can be run: those with a module, and the builds these take."""
        builds = (build for spec in self.families.values() for build in spec.checkpoints)
        return frozenset(self.families) | frozenset(builds)

    def _runs(self, found: Addon, mark: Mark) -> bool:
        """Whether a LoRA or ControlNet whose layout is known is of a family that is run."""
        if mark.kind != found.kind or (mark.kind == "controlnet" and mark.variant):
            return mark.kind == UNKNOWN and not mark.label
        return not (mark.family and self.families) or mark.family in self._runnable

    def _entry(self, identity: str, folder: Path) -> ModelEntry | None:
        if folder.suffix.lower() == GGUF and not folder.is_dir():
            known = self._files.tell(folder)
            if known.mark.kind != UNKNOWN:
                return part_entry(identity, folder, known.mark, self._runnable)
            return text_entry(identity, folder, known.text or TextIdentity())
        if is_model_file(folder):
            return self._file(identity, folder)
        if is_text_folder(folder):
            return text_entry(identity, folder, identify_text(folder))
        if is_control_folder(folder) and not (folder / _INDEX).is_file():
            return self._file(identity, folder)
        found = identify_folder(folder, self.families.values())
        entry = self._image(identity, folder, found, reads_of(folder))
        if is_called_file(folder) and not (folder / _INDEX).is_file():
            return misnamed_entry(entry, folder)
        return marked(entry, folder_mark(folder)) if folder.is_dir() else entry

    def _image(self, identity: str, path: Path, found: Identity, reads: int) -> ModelEntry:
        family = self.families.get(found.family)
        return ModelEntry(
            id=identity,
            name=found.name,
            family=found.family,
            path=str(path),
            problem=found.problem,
            advice=found.advice,
            weights=found.weights,
            largest_part=found.largest_part,
            reads=reads,
            **_liked(found, family.default_size if family else (512, 512)),
        )


def _found_in(place: Path) -> Iterator[tuple[str, Path]]:
    """What a file or folder holds of models and add-ons; a folder that holds none stands for itself."""
    found = list(_walk(place, DEPTH, set()))
    yield from found or [(place.stem if is_model_file(place) else place.name or str(place), place)]


def _walk(place: Path, depth: int, seen: set[str]) -> Iterator[tuple[str, Path]]:
    """Files, diffusers folders and ControlNets in and below ``place``; not what lies inside of those.

    ``seen`` holds real paths of folders, so that links in a loop end.
    """
    if is_model_file(place):
        yield place.stem, place
    elif (place / _INDEX).is_file() or is_control_folder(place) or is_text_folder(place):
        yield folder_name(place), place
    elif depth and (real := os.path.realpath(place)) not in seen:
        seen.add(real)
        inside = [found for child in _children(place) for found in _walk(child, depth - 1, seen)]
        yield from inside or ([(place.name, place)] if is_called_file(place) else [])


def _is_called_pickle(candidate: tuple[str, Path]) -> bool:
    return candidate[1].suffix.lower() in PICKLES


def _children(folder: Path) -> list[Path]:
    """Folders and files of models, hidden ones aside; of a model in several parts the first."""
    try:
        return sorted(
            child
            for child in folder.iterdir()
            if not child.name.startswith(".") and (child.is_dir() or is_model_file(child))
        )
    except OSError:
        return []


def _liked(found: Identity, fallback: tuple[int, int]) -> dict[str, Any]:
    """What the card beside the model says, as far as it makes sense; a card is never an error."""
    card = found.card
    sizes = [size for size in map(_size, _list(card.get("sizes"))) if size]
    default = _size(card.get("default_size")) or (sizes[0] if sizes else fallback)
    liked: dict[str, Any] = {
        "default_size": default,
        "sizes": tuple(dict.fromkeys([default, *sizes])),
        "licence": _text(card.get("licence")),
        "about": _text(card.get("about")),
    }
    steps, guidance = card.get("steps"), card.get("guidance_scale")
    if isinstance(steps, int) and 1 <= steps <= STEPS_MAX:
        liked["steps"] = steps
    if isinstance(guidance, int | float) and math.isfinite(guidance) and 0 <= guidance <= GUIDANCE_MAX:
        liked["guidance_scale"] = float(guidance)
    sampler, schedule = card.get("sampler"), card.get("schedule")
    if isinstance(sampler, str) and sampler in SAMPLERS:
        liked["sampler"] = sampler
    if isinstance(schedule, str) and schedule in SCHEDULES:
        liked["schedule"] = schedule
    return liked


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""


def _size(value: object) -> tuple[int, int] | None:
    sides = _list(value)
    if len(sides) != 2:
        return None
    if all(
        isinstance(side, int) and SIDE_MIN <= side <= SIDE_MAX and side % SIZE_MULTIPLE == 0 for side in sides
    ):
        return sides[0], sides[1]
    return None
