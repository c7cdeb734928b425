"""The colours of a scene: tables by time of day and season, and the tint a single picture gives them."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import dataclass

from scenes import Scene

Colour = tuple[int, int, int]
Pair = tuple[Colour, Colour]

#: Per time of day three looks of (sky top, sky bottom, sun or moon, cloud, far mountain, near mountain, water).
SKIES: dict[str, list[tuple[Colour, ...]]] = {
    "day": [
        ((66, 153, 214), (196, 232, 245), (255, 221, 87), (255, 255, 255), (150, 178, 208), (88, 120, 160), (64, 150, 196)),
        ((94, 190, 220), (226, 245, 240), (255, 230, 120), (255, 255, 255), (160, 190, 200), (84, 132, 148), (70, 168, 190)),
        ((90, 166, 238), (226, 240, 246), (255, 210, 80), (255, 255, 255), (170, 180, 215), (104, 112, 166), (80, 150, 210)),
    ],
    "dawn": [
        ((150, 152, 208), (255, 208, 196), (255, 240, 205), (255, 232, 228), (196, 172, 204), (124, 116, 170), (158, 158, 200)),
        ((176, 172, 206), (255, 220, 186), (255, 246, 214), (255, 238, 226), (206, 180, 194), (138, 124, 162), (176, 176, 202)),
        ((196, 150, 196), (255, 214, 178), (255, 244, 200), (255, 226, 220), (210, 160, 186), (130, 104, 156), (190, 155, 190)),
    ],
    "sunset": [
        ((98, 54, 126), (255, 146, 84), (255, 214, 110), (250, 150, 130), (190, 92, 120), (104, 48, 104), (150, 76, 120)),
        ((226, 82, 78), (255, 206, 116), (255, 240, 170), (255, 176, 130), (206, 98, 88), (122, 50, 72), (206, 98, 86)),
        ((72, 58, 128), (252, 120, 100), (255, 196, 96), (214, 110, 136), (140, 84, 140), (70, 50, 104), (112, 68, 126)),
    ],
    "night": [
        ((10, 16, 46), (48, 70, 128), (246, 240, 210), (66, 86, 138), (56, 76, 128), (28, 40, 84), (26, 44, 92)),
        ((18, 10, 48), (74, 54, 120), (250, 236, 214), (92, 74, 138), (78, 64, 128), (40, 32, 82), (46, 36, 92)),
        ((6, 24, 42), (30, 92, 112), (240, 246, 224), (48, 98, 118), (38, 86, 110), (18, 50, 74), (16, 60, 82)),
    ],
}  # fmt: skip

#: Ground, far and near, by season and time of day. The seasons keep their hue at every hour.
GROUND: dict[str | None, dict[str, Pair]] = {
    None: {
        "day": ((246, 214, 150), (206, 146, 86)),
        "dawn": ((250, 206, 170), (188, 130, 120)),
        "sunset": ((230, 128, 78), (120, 52, 60)),
        "night": ((84, 80, 120), (40, 38, 72)),
    },
    "spring": {
        "day": ((198, 230, 112), (122, 190, 88)),
        "dawn": ((206, 208, 150), (140, 164, 116)),
        "sunset": ((186, 150, 84), (104, 100, 60)),
        "night": ((66, 106, 92), (32, 66, 62)),
    },
    "summer": {
        "day": ((140, 196, 96), (44, 120, 72)),
        "dawn": ((140, 164, 140), (66, 104, 96)),
        "sunset": ((104, 92, 66), (38, 52, 46)),
        "night": ((26, 60, 70), (10, 28, 38)),
    },
    "autumn": {
        "day": ((232, 184, 92), (170, 98, 50)),
        "dawn": ((222, 176, 130), (140, 92, 84)),
        "sunset": ((184, 88, 58), (86, 38, 42)),
        "night": ((92, 62, 66), (44, 28, 42)),
    },
    "winter": {
        "day": ((238, 245, 252), (198, 218, 236)),
        "dawn": ((250, 232, 238), (208, 192, 218)),
        "sunset": ((240, 186, 184), (160, 112, 156)),
        "night": ((136, 156, 202), (80, 98, 150)),
    },
}

#: Leaves of round trees by season.
LEAVES: dict[str, dict[str, Colour]] = {
    "spring": {"day": (246, 160, 190), "dawn": (246, 170, 190), "sunset": (214, 100, 132), "night": (140, 92, 140)},
    "summer": {"day": (84, 166, 86), "dawn": (112, 156, 116), "sunset": (72, 88, 58), "night": (30, 76, 70)},
    "autumn": {"day": (232, 116, 40), "dawn": (224, 124, 76), "sunset": (204, 74, 44), "night": (136, 68, 56)},
    "winter": {"day": (170, 196, 200), "dawn": (190, 180, 196), "sunset": (150, 90, 120), "night": (84, 104, 140)},
}

NEEDLES: dict[str, Colour] = {"day": (46, 120, 84), "dawn": (70, 104, 108), "sunset": (48, 50, 62), "night": (14, 44, 56)}
SNOW: dict[str, Colour] = {"day": (250, 252, 255), "dawn": (255, 236, 236), "sunset": (255, 214, 196), "night": (190, 204, 236)}  # fmt: skip
MESA: dict[str, Colour] = {"day": (206, 120, 78), "dawn": (190, 120, 120), "sunset": (150, 60, 64), "night": (56, 50, 96)}
CACTUS: dict[str, Colour] = {"day": (70, 140, 86), "dawn": (90, 130, 110), "sunset": (60, 36, 56), "night": (24, 56, 66)}
WALL: dict[str, Colour] = {"day": (250, 236, 214), "dawn": (246, 222, 212), "sunset": (206, 130, 112), "night": (92, 92, 136)}  # fmt: skip
ROOFS: dict[str, list[Colour]] = {
    "day": [(206, 84, 66), (150, 70, 60), (84, 100, 140)],
    "dawn": [(190, 100, 100), (120, 100, 140)],
    "sunset": [(122, 44, 58), (84, 40, 84)],
    "night": [(52, 44, 84), (66, 40, 72)],
}
HULL: dict[str, Colour] = {"day": (170, 70, 60), "dawn": (130, 80, 100), "sunset": (70, 30, 56), "night": (24, 24, 54)}
SAIL_LIGHT: dict[str, Colour] = {"day": (255, 250, 240), "dawn": (255, 220, 210), "sunset": (255, 190, 130), "night": (130, 140, 190)}  # fmt: skip
BEACH: dict[str, Colour] = {"day": (246, 220, 160), "dawn": (246, 210, 180), "sunset": (140, 64, 70), "night": (60, 58, 98)}
FLOWERS: tuple[Colour, ...] = ((250, 130, 170), (255, 236, 244), (255, 214, 90), (214, 120, 214))


def mix(a: Colour, b: Colour, t: float) -> Colour:
    """Linear blend, `a` at t = 0 and `b` at t = 1."""
    return (
        int(round(a[0] + (b[0] - a[0]) * t)),
        int(round(a[1] + (b[1] - a[1]) * t)),
        int(round(a[2] + (b[2] - a[2]) * t)),
    )


def jitter(colour: Colour, rng: random.Random, amount: int) -> Colour:
    """The colour moved by up to 1.5 `amount` per channel, mostly in brightness; stays in 0..255."""
    shift = rng.randint(-amount, amount)
    red, green, blue = (min(255, max(0, c + shift + rng.randint(-amount // 2, amount // 2))) for c in colour)
    return (red, green, blue)


def make_tint(scene: Scene, rng: random.Random) -> Callable[[Colour], Colour]:
    """The function that turns a table colour into this picture's colour: a little jitter, paler for pastel."""
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
