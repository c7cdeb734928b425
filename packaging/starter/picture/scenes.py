"""What a scene holds: a small frozen record, drawn at random from a seed."""

from __future__ import annotations

import random
from dataclasses import asdict, dataclass

TIMES = ("day", "dawn", "sunset", "night")
PLACES = ("lake", "hills", "sea", "desert", "forest", "mountains")
SEASONS = ("spring", "summer", "autumn", "winter")
#: Places where the season shows; the sea and the desert look the same all year.
SEASONAL_PLACES = ("lake", "hills", "forest", "mountains")
#: How many trees "many" stands for when the picture is drawn.
MANY = 9


@dataclass(frozen=True, kw_only=True)
class Scene:
    """Everything a caption may say about a picture. Counts are 0 when the thing is absent."""

    time: str
    place: str
    season: str | None
    mountains: bool
    snowy_peaks: bool
    sun_or_moon: bool
    crescent: bool
    stars: bool
    clouds: int
    birds: int
    house: bool
    tree: str | None
    trees: int
    boats: int
    cacti: int
    mesas: bool
    pastel: bool

    def to_dict(self) -> dict[str, object]:
        """The scene as plain values, for JSON."""
        return asdict(self)

    @classmethod
    def from_dict(cls, values: dict[str, object]) -> Scene:
        """The inverse of `to_dict`."""
        return cls(**values)  # type: ignore[arg-type]


def _tree_kind(place: str, season: str | None, rng: random.Random) -> str | None:
    """'pine', 'round' or None. Blossom and red leaves need broad trees, so spring and autumn prefer them."""
    if place in ("sea", "desert"):
        return None
    leafy = season in ("spring", "autumn")
    if place == "forest":
        return "round" if leafy else "pine"
    if rng.random() < 0.25:
        return None
    return "round" if rng.random() < (0.85 if leafy else 0.4) else "pine"


def _boats(place: str, rng: random.Random) -> int:
    if place == "sea":
        return rng.choices([0, 1, 2, 3], [0.35, 0.4, 0.15, 0.1])[0]
    if place == "lake":
        return rng.choices([0, 1], [0.75, 0.25])[0]
    return 0


def random_scene(rng: random.Random) -> Scene:
    """A scene whose parts fit together (no cactus by the lake, no stars by day)."""
    time = rng.choices(TIMES, [0.3, 0.2, 0.25, 0.25])[0]
    place = rng.choices(PLACES, [0.2, 0.22, 0.18, 0.14, 0.13, 0.13])[0]
    season = rng.choices(SEASONS, [0.2, 0.3, 0.24, 0.26])[0] if place in SEASONAL_PLACES else None
    chance = {"lake": 0.8, "hills": 0.35, "sea": 0.25, "desert": 0.0, "forest": 0.4, "mountains": 1.0}
    mountains = rng.random() < chance[place]
    tree = _tree_kind(place, season, rng)
    trees = 0
    if tree:
        trees = MANY if place == "forest" else rng.choices([1, 2, 3, MANY], [0.3, 0.2, 0.2, 0.3])[0]
    return Scene(
        time=time,
        place=place,
        season=season,
        mountains=mountains,
        snowy_peaks=mountains and (season == "winter" or rng.random() < 0.5),
        sun_or_moon=rng.random() < 0.75,
        crescent=rng.random() < 0.5,
        stars=time == "night" and rng.random() < 0.8,
        clouds=rng.choices([0, 1, 2, 3, 4], [0.45, 0.1, 0.15, 0.18, 0.12])[0],
        birds=rng.randint(2, 5) if time != "night" and rng.random() < 0.25 else 0,
        house=place in ("hills", "lake") and rng.random() < (0.45 if place == "hills" else 0.2),
        tree=tree,
        trees=trees,
        boats=_boats(place, rng),
        cacti=rng.choices([0, 1, 2, 3], [0.25, 0.3, 0.25, 0.2])[0] if place == "desert" else 0,
        mesas=place == "desert" and rng.random() < 0.5,
        # A pastel sunset would look like a dawn.
        pastel=rng.random() < 0.12 and time in ("day", "night"),
    )
