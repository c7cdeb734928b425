"""The colours of a scene: tables by time of day and season, and the tint a single picture gives them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from scenes import TIMES, Scene

Colour = tuple[int, int, int]
Pair = tuple[Colour, Colour]


def _colours(text: str) -> tuple[Colour, ...]:
    """Colours from words of six hexadecimal digits."""
    return tuple((int(w[:2], 16), int(w[2:4], 16), int(w[4:], 16)) for w in text.split())


def _by_time(text: str) -> dict[str, Colour]:
    """One colour each for day, dawn, sunset and night."""
    return dict(zip(TIMES, _colours(text), strict=True))


def _pairs_by_time(text: str) -> dict[str, Pair]:
    """Two colours each for day, dawn, sunset and night."""
    colours = _colours(text)
    return {time: (colours[2 * i], colours[2 * i + 1]) for i, time in enumerate(TIMES)}


#: Per time of day three looks:
#: (sky top, sky bottom, sun or moon, cloud, far mountain, near mountain, water).
SKIES: dict[str, list[tuple[Colour, ...]]] = {
    "day": [
        _colours("4299d6 c4e8f5 ffdd57 ffffff 96b2d0 5878a0 4096c4"),
        _colours("5ebedc e2f5f0 ffe678 ffffff a0bec8 548494 46a8be"),
        _colours("5aa6ee e2f0f6 ffd250 ffffff aab4d7 6870a6 5096d2"),
    ],
    "dawn": [
        _colours("9698d0 ffd0c4 fff0cd ffe8e4 c4accc 7c74aa 9e9ec8"),
        _colours("b0acce ffdcba fff6d6 ffeee2 ceb4c2 8a7ca2 b0b0ca"),
        _colours("c496c4 ffd6b2 fff4c8 ffe2dc d2a0ba 82689c be9bbe"),
    ],
    "sunset": [
        _colours("62367e ff9254 ffd66e fa9682 be5c78 683068 964c78"),
        _colours("e2524e ffce74 fff0aa ffb082 ce6258 7a3248 ce6256"),
        _colours("483a80 fc7864 ffc460 d66e88 8c548c 463268 70447e"),
    ],
    "night": [
        _colours("0a102e 304680 f6f0d2 42568a 384c80 1c2854 1a2c5c"),
        _colours("120a30 4a3678 faecd6 5c4a8a 4e4080 282052 2e245c"),
        _colours("06182a 1e5c70 f0f6e0 306276 26566e 12324a 103c52"),
    ],
}
#: Ground, far and near, by season and time of day. The seasons keep their hue at every hour.
GROUND: dict[str | None, dict[str, Pair]] = {
    None: _pairs_by_time("f6d696 ce9256  faceaa bc8278  e6804e 78343c  545078 282648"),
    "spring": _pairs_by_time("c6e670 7abe58  ced096 8ca474  ba9654 68643c  426a5c 20423e"),
    "summer": _pairs_by_time("8cc460 2c7848  8ca48c 426860  685c42 26342e  1a3c46 0a1c26"),
    "autumn": _pairs_by_time("e8b85c aa6232  deb082 8c5c54  b8583a 56262a  5c3e42 2c1c2a"),
    "winter": _pairs_by_time("eef5fc c6daec  fae8ee d0c0da  f0bab8 a0709c  889cca 506296"),
}
#: Leaves of round trees by season.
LEAVES: dict[str, dict[str, Colour]] = {
    "spring": _by_time("f6a0be f6aabe d66484 8c5c8c"),
    "summer": _by_time("54a656 709c74 48583a 1e4c46"),
    "autumn": _by_time("e87428 e07c4c cc4a2c 884438"),
    "winter": _by_time("aac4c8 beb4c4 965a78 54688c"),
}
NEEDLES = _by_time("2e7854 46686c 30323e 0e2c38")
SNOW = _by_time("fafcff ffecec ffd6c4 beccec")
MESA = _by_time("ce784e be7878 963c40 383260")
CACTUS = _by_time("468c56 5a826e 3c2438 183842")
WALL = _by_time("faecd6 f6ded4 ce8270 5c5c88")
HULL = _by_time("aa463c 825064 461e38 181836")
SAIL_LIGHT = _by_time("fffaf0 ffdcd2 ffbe82 828cbe")
BEACH = _by_time("f6dca0 f6d2b4 8c4046 3c3a62")
ROOFS: dict[str, tuple[Colour, ...]] = {
    "day": _colours("ce5442 96463c 54648c"),
    "dawn": _colours("be6464 78648c"),
    "sunset": _colours("7a2c3a 542854"),
    "night": _colours("342c54 422848"),
}
FLOWERS = _colours("fa82aa ffecf4 ffd65a d678d6")


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """Linear blend, `a` at t = 0 and `b` at t = 1."""
    return (
        round(a[0] + (b[0] - a[0]) * t),
        round(a[1] + (b[1] - a[1]) * t),
        round(a[2] + (b[2] - a[2]) * t),
    )


def jitter(colour: Colour, rng: random.Random, amount: int) -> Colour:
    """The colour moved by up to 1.5 `amount` per channel, mostly in brightness; stays in 0..255."""
    shift = rng.randint(-amount, amount)
    red, green, blue = (min(255, max(0, c + shift + rng.randint(-amount // 2, amount // 2))) for c in colour)
    return (red, green, blue)


def make_tint(scene: Scene, rng: random.Random) -> Callable[[Colour], Colour]:
    """The function that turns a table colour into this picture's: a little jitter, paler for pastel."""
    towards, amount = ((200, 190, 230), 0.2) if scene.time == "night" else ((250, 244, 246), 0.38)

    def tint(colour: Colour) -> Colour:
        colour = jitter(colour, rng, 8)
        return mix(colour, towards, amount) if scene.pastel else colour

    return tint


@dataclass(frozen=True)
class Inks:
    """The colours one picture is painted with."""

    tint: Callable[[Colour], Colour]
    sky: Pair
    light: Colour
    cloud: Colour
    mountain: Pair
    water: Colour
    ground: Pair
    leaves: Colour
    needles: Colour
    trunk: Colour
    snow: Colour


def choose_inks(scene: Scene, rng: random.Random) -> Inks:
    """Picks one of the looks of the scene's time of day and the ground of its season."""
    tint = make_tint(scene, rng)
    top, bottom, light, cloud, far, near, water = (tint(c) for c in rng.choice(SKIES[scene.time]))
    ground_far, ground_near = GROUND[scene.season][scene.time]
    ground = (tint(ground_far), tint(ground_near))
    needles = NEEDLES[scene.time]
    return Inks(
        tint=tint,
        sky=(top, bottom),
        light=light,
        cloud=cloud,
        mountain=(far, near),
        water=water,
        ground=ground,
        leaves=LEAVES[scene.season or "summer"][scene.time],
        needles=needles,
        trunk=mix((92, 62, 48), ground[1], 0.3 if scene.time in ("day", "dawn") else 0.6),
        snow=SNOW[scene.time],
    )
