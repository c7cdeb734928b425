"""The picture models this machine has: the bundled starter and the folders of the user."""

import math
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from msgspec import Struct

from studio.core.identify import Identity, identify_folder
from studio.core.messages import ModelFile
from studio.core.paths import Folders, resources
from studio.core.requests import GUIDANCE_MAX, SIDE_MAX, SIDE_MIN, SIZE_MULTIPLE, STEPS_MAX
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.core.specs import FamilySpec

STARTER = "starter"
_INDEX = "model_index.json"


class ModelEntry(Struct, frozen=True, kw_only=True):
    """A model and the settings it likes. ``problem`` is a sentence, empty when it can be used.

    Sizes are (width, height) in pixels; ``weights`` and ``largest_part`` count scalars.
    """

    id: str
    name: str
    family: str
    path: str
    licence: str = ""
    about: str = ""
    problem: str = ""
    advice: str = ""
    default_size: tuple[int, int] = (512, 512)
    sizes: tuple[tuple[int, int], ...] = ()
    steps: int = 20
    guidance_scale: float = 5.0
    sampler: str = "dpmpp_2m"
    schedule: str = "normal"
    weights: int = 0
    largest_part: int = 0

    def file(self) -> ModelFile:
        """The model as the engine needs it."""
        return ModelFile(id=self.id, name=self.name, family=self.family, path=self.path, licence=self.licence)


class Models:
    """Known models, usable and not: the starter, children of ``folders.models``, folders of the settings.

    A folder of the settings is a model itself or holds models as its children.
    """

    def __init__(self, folders: Folders, extra: Sequence[str], families: Mapping[str, FamilySpec]) -> None:
        self.folders = folders
        self.extra = tuple(extra)
        self.families = families
        self._entries: dict[str, ModelEntry] | None = None

    def scan(self) -> list[ModelEntry]:
        """Look at the folders again; starter first, then by name. Reads headers only; never raises."""
        entries: dict[str, ModelEntry] = {}
        seen: set[Path] = set()
        for identity, folder in self._candidates():
            place = folder.absolute()
            if place in seen:
                continue
            seen.add(place)
            if identity in entries:
                import hashlib  # rarely: two folders of one name

                identity += "-" + hashlib.sha256(str(place).encode()).hexdigest()[:6]
            entries[identity] = self._entry(identity, place)
        starter = [entry for entry in entries.values() if entry.id == STARTER]
        others = [entry for entry in entries.values() if entry.id != STARTER]
        self._entries = {
            entry.id: entry for entry in starter + sorted(others, key=lambda e: (e.name.casefold(), e.id))
        }
        return list(self._entries.values())

    def get(self, identity: str) -> ModelEntry | None:
        """The model of that id, as last scanned."""
        if self._entries is None:
            self.scan()
        return (self._entries or {}).get(identity)

    def _candidates(self) -> Iterator[tuple[str, Path]]:
        yield STARTER, resources() / "starter" / "picture"
        for child in _children(self.folders.models):
            yield child.name, child
        for text in self.extra:
            folder = Path(text).expanduser()
            inside = [child for child in _children(folder) if (child / _INDEX).is_file()]
            if inside and not (folder / _INDEX).is_file():
                for child in inside:
                    yield child.name, child
            else:
                yield folder.name or str(folder), folder

    def _entry(self, identity: str, folder: Path) -> ModelEntry:
        found = identify_folder(folder, self.families.values())
        family = self.families.get(found.family)
        return ModelEntry(
            id=identity,
            name=found.name,
            family=found.family,
            path=str(folder),
            problem=found.problem,
            advice=found.advice,
            weights=found.weights,
            largest_part=found.largest_part,
            **_liked(found, family.default_size if family else (512, 512)),
        )


def _children(folder: Path) -> list[Path]:
    try:
        return sorted(
            child for child in folder.iterdir() if child.is_dir() and not child.name.startswith(".")
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
