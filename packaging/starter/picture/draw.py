"""Draws a scene: sky, light, mountains, then water or land with the things that stand on it."""

from __future__ import annotations

import math
import random
from dataclasses import dataclass

import numpy as np
from palette import (
    BEACH,
    CACTUS,
    FLOWERS,
    HULL,
    MESA,
    ROOFS,
    SAIL_LIGHT,
    WALL,
    Colour,
    Inks,
    choose_inks,
    jitter,
    mix,
)
from PIL import Image
from scenes import MANY, Scene
from things import (
    OVERSAMPLE,
    Line,
    Pen,
    bird,
    boat,
    cactus,
    cloud,
    fill_below,
    house,
    mesa,
    mountain,
    pine,
    round_tree,
    wave,
)

SIZE = 256


@dataclass
class Canvas:
    """One picture while it is painted. Lengths are picture pixels; `horizon` is where the sky ends."""

    scene: Scene
    rng: random.Random
    inks: Inks
    image: Image.Image
    pen: Pen
    width: int
    height: int
    horizon: float
    light_x: float
    light_radius: float

    def spread(self, count: int, slack: float) -> list[float]:
        """`count` x positions side by side, each moved by up to `slack` of its share of the width."""
        return [(i + 0.5 + self.rng.uniform(-slack, slack)) * self.width / count for i in range(count)]


def gradient(width: int, height: int, top: Colour, bottom: Colour, power: float = 1.0) -> Image.Image:
    """A vertical blend of the given size in drawing pixels."""
    t = np.linspace(0, 1, max(height, 1))[:, None] ** power
    column = np.asarray(top) * (1 - t) + np.asarray(bottom) * t
    return Image.fromarray((column + 0.5).astype(np.uint8)[:, None, :]).resize((width, max(height, 1)))


def draw(scene: Scene, rng: random.Random, width: int = SIZE, height: int = SIZE) -> Image.Image:
    """The picture of a scene, width x height RGB. The same scene and rng state give the same pixels."""
    low, high = {"lake": (0.5, 0.62), "sea": (0.53, 0.645)}.get(scene.place, (0.547, 0.684))
    horizon = rng.uniform(low, high) * height
    inks = choose_inks(scene, rng)
    image = Image.new("RGB", (width * OVERSAMPLE, height * OVERSAMPLE), inks.sky[1])
    image.paste(gradient(image.width, int((horizon + 10) * OVERSAMPLE), *inks.sky, power=1.15))
    radius = rng.uniform(20, 32) if scene.time == "sunset" else rng.uniform(15, 24)
    light_x = rng.uniform(0.175, 0.825) * width
    canvas = Canvas(scene, rng, inks, image, Pen(image), width, height, horizon, light_x, radius)
    draw_sky(canvas)
    if scene.mountains:
        draw_mountains(canvas)
    if scene.place in ("lake", "sea"):
        draw_shore(canvas)
    else:
        draw_land(canvas)
    return canvas.image.reduce(OVERSAMPLE)


def draw_sky(c: Canvas) -> None:
    """Stars, sun or moon, clouds and birds."""
    scene, rng, inks = c.scene, c.rng, c.inks
    if scene.stars:
        for _ in range(rng.randint(28, 60) * c.width * c.height // SIZE**2):
            colour = mix((255, 255, 240), inks.sky[0], rng.uniform(0, 0.3))
            size = rng.choice([0.8, 0.9, 1.2, 1.6])
            c.pen.ellipse(rng.uniform(0, c.width), rng.uniform(0, c.horizon * 0.85), size, size, colour)
    if scene.sun_or_moon:
        draw_light(c)
    for _ in range(scene.clouds):
        x, y = rng.uniform(10, c.width - 10), rng.uniform(24, c.horizon * 0.62)
        cloud(c.pen, x, y, rng.uniform(16, 30), mix(inks.cloud, inks.sky[0], rng.uniform(0, 0.25)))
    if scene.birds:
        x, y = rng.uniform(60, c.width - 60), rng.uniform(30, c.horizon * 0.6)
        colour = (50, 50, 80) if scene.season == "winter" else mix(inks.ground[1], (20, 20, 40), 0.6)
        for _ in range(scene.birds):
            bird(c.pen, x + rng.uniform(-34, 34), y + rng.uniform(-16, 16), rng.uniform(5, 8), colour)


def draw_light(c: Canvas) -> None:
    """The sun, high by day and low at dawn and sunset, or the moon."""
    rng, colour, x, r = c.rng, c.inks.light, c.light_x, c.light_radius
    y = {
        "day": rng.uniform(0.12, 0.26) * c.height,
        "dawn": c.horizon - rng.uniform(14, 42),
        "sunset": c.horizon - rng.uniform(8, 40),
        "night": rng.uniform(0.125, 0.275) * c.height,
    }[c.scene.time]
    behind = mix(*c.inks.sky, min(1.0, y / (c.horizon + 10)) ** 1.15)
    if rng.random() < 0.75:
        for size, amount in ((2.6, 0.1), (1.75, 0.2)):
            c.pen.ellipse(x, y, r * size, r * size, mix(behind, colour, amount))
    c.pen.ellipse(x, y, r, r, colour)
    if c.scene.time != "night":
        return
    if c.scene.crescent:
        c.pen.ellipse(x + rng.choice((-1, 1)) * r * 0.45, y - r * 0.2, r * 0.88, r * 0.88, behind)
        return
    for dx, dy, size in ((-0.3, -0.2, 0.22), (0.35, 0.25, 0.16), (0.1, -0.5, 0.12)):
        c.pen.ellipse(x + dx * r, y + dy * r, r * size, r * size, mix(colour, (120, 120, 150), 0.22))


def draw_mountains(c: Canvas) -> None:
    """Two ranges, the nearer one lower and darker."""
    scale = {"mountains": 1.0, "lake": 0.9, "sea": 0.5}.get(c.scene.place, 0.7) * c.height / SIZE
    far, near = c.inks.mountain
    for colour, size, counts in ((far, 105, (2, 4)), (mix(far, near, 0.75), 72, (2, 3))):
        places = c.spread(round(c.rng.randint(*counts) * c.width / c.height) or 1, 0.3)
        c.rng.shuffle(places)
        for x in places:
            high = size * scale * c.rng.uniform(0.7, 1.1)
            snow = c.inks.snow if c.scene.snowy_peaks and high > 45 * c.height / SIZE else None
            half = high * c.rng.uniform(0.75, 1.15)
            mountain(
                c.pen, c.rng, x, c.horizon + 4 - high, c.horizon + 6, half, jitter(colour, c.rng, 4), snow
            )


def draw_tree(c: Canvas, x: float, y: float, height: float) -> None:
    """One tree of the scene's kind, in the season's dress."""
    snow = c.inks.snow if c.scene.season == "winter" else None
    if c.scene.tree == "pine":
        pine(c.pen, x, y, height, c.inks.tint(c.inks.needles), c.inks.trunk, snow)
    else:
        round_tree(c.pen, x, y, height, c.inks.tint(c.inks.leaves), c.inks.trunk, snow)


def draw_house(c: Canvas, x: float, y: float, size: float) -> None:
    """The house; its windows are lit in the evening and at night."""
    time = c.scene.time
    house(c.pen, x, y, size, WALL[time], c.rng.choice(ROOFS[time]), lit=time in ("sunset", "night"))


def draw_flowers(c: Canvas, top: float, bottom: float) -> None:
    """Spring flowers on the near ground, larger towards the viewer."""
    dim = {"day": 0.0, "dawn": 0.1, "sunset": 0.35, "night": 0.6}[c.scene.time]
    for _ in range(c.rng.randint(26, 44) * c.width // SIZE):
        y = c.rng.uniform(top, bottom)
        size = 1.6 + 1.8 * (y - top) / max(1.0, bottom - top)
        c.pen.ellipse(
            c.rng.uniform(0, c.width), y, size, size, mix(c.rng.choice(FLOWERS), c.inks.ground[1], dim)
        )


def draw_shore(c: Canvas) -> None:
    """Lake or sea: the far shore, the water with its reflections, the near shore."""
    scene, rng, inks = c.scene, c.rng, c.inks
    waterline = c.horizon + 4
    if scene.place == "lake":
        draw_far_shore(c)
        draw_mirror(c, waterline)
    else:
        rows = c.height * OVERSAMPLE - int(waterline) * OVERSAMPLE
        near, far = mix(inks.water, (10, 20, 60), 0.3), mix(inks.water, inks.sky[1], 0.45)
        c.image.paste(gradient(c.image.width, rows, far, near), (0, int(waterline) * OVERSAMPLE))
    draw_glints(c, waterline)
    draw_boats(c, waterline)
    if scene.place == "lake":
        near_shore = wave(rng, c.height - rng.uniform(18, 34), 9)
        fill_below(c.pen, near_shore, c.width, c.height, inks.ground[1])
        if scene.season == "spring":
            draw_flowers(c, c.height - 20, c.height)
        if scene.tree and scene.trees == 1:
            x = rng.choice((rng.uniform(0.05, 0.31), rng.uniform(0.69, 0.95))) * c.width
            draw_tree(c, x, near_shore(x) + 6, rng.uniform(56, 92))
        elif scene.tree and scene.trees < MANY:
            for x in c.spread(scene.trees, 0.25):
                draw_tree(c, x, near_shore(x) + 6, rng.uniform(56, 92))
    elif rng.random() < 0.35:
        fill_below(c.pen, wave(rng, c.height - 20, 8), c.width, c.height, BEACH[scene.time])


def draw_far_shore(c: Canvas) -> None:
    """The strip of land behind a lake, with its house and woods."""
    scene, rng = c.scene, c.rng
    strip = mix(*c.inks.ground, 0.15 if scene.season != "summer" else 0.4)
    fill_below(c.pen, wave(rng, c.horizon - 10, 7), c.width, c.horizon + 8, strip)
    if scene.house:
        draw_house(c, rng.uniform(0.2, 0.8) * c.width, c.horizon + 4, rng.uniform(26, 34))
    if scene.tree and scene.trees == MANY:
        for _ in range(17 * c.width // SIZE):
            draw_tree(c, rng.uniform(0, c.width), c.horizon + 5, rng.uniform(22, 44))


def draw_mirror(c: Canvas, waterline: float) -> None:
    """Everything above the waterline upside down, veiled by the water's colour."""
    line = int(waterline * OVERSAMPLE)
    depth = min(c.image.height - line, line)
    c.image.paste(c.inks.water, (0, line, c.image.width, c.image.height))
    above = c.image.crop((0, line - depth, c.image.width, line)).transpose(Image.Transpose.FLIP_TOP_BOTTOM)
    veil = Image.new("RGB", above.size, c.inks.water)
    c.image.paste(Image.blend(above, veil, 0.42), (0, line))
    c.pen = Pen(c.image)


def draw_glints(c: Canvas, waterline: float) -> None:
    """Short bright strokes on the water and the light's broken column."""
    rng, water, time = c.rng, c.inks.water, c.scene.time
    stroke = mix(water, (255, 255, 255), 0.12 if time == "night" else 0.28)
    for _ in range(rng.randint(5, 11)):
        x, y, half = rng.uniform(0, c.width), rng.uniform(waterline + 8, c.height - 6), rng.uniform(10, 34)
        c.pen.bar(x - half, y - 0.8, x + half, y + 0.8, 0.8, stroke)
    if not c.scene.sun_or_moon:
        return
    by_day = c.scene.time == "day"
    colour = mix(c.inks.light, water, 0.45 if by_day else 0.15)
    y, i = waterline + 5, 0
    while y < c.height - 8:
        half = c.light_radius * (0.35 + 0.75 * abs(math.sin(i * 1.7 + c.light_x))) * (0.7 if by_day else 1.1)
        c.pen.bar(c.light_x - half, y - 1.1, c.light_x + half, y + 1.1, 1.1, colour)
        y += rng.uniform(6, 9)
        i += 1


def draw_boats(c: Canvas, waterline: float) -> None:
    """The sailing boats, white or red sails in the light of the hour."""
    scene, rng = c.scene, c.rng
    if not scene.boats:
        return
    for x in c.spread(scene.boats, 0.22):
        size = rng.uniform(34, 54) if scene.boats < 3 else rng.uniform(28, 40)
        cloth = rng.choice([(255, 250, 240), (255, 250, 240), (240, 120, 100)])
        sail = mix(cloth, SAIL_LIGHT[scene.time], 0.5)
        y = waterline + rng.uniform(12, 44)
        boat(c.pen, x, y, size, HULL[scene.time], sail, c.inks.water, rng.choice((-1, 1)))


def draw_land(c: Canvas) -> None:
    """Hills, desert, forest or the foot of the mountains: rolling layers from far to near."""
    scene, rng, inks = c.scene, c.rng, c.inks
    layers = 4 if scene.place == "forest" else 3
    first = c.horizon - (6 if scene.mountains else 14)
    if scene.mesas:
        for _ in range(rng.randint(1, 3)):
            x, half, high = rng.uniform(0.08, 0.92) * c.width, rng.uniform(20, 42), rng.uniform(26, 54)
            mesa(c.pen, x, c.horizon + 6, half, high, inks.tint(MESA[scene.time]))
    for layer in range(layers):
        top = first + (c.height - 18 - first) * (layer / (layers - 0.45)) ** 1.05
        line = wave(rng, top, rng.uniform(7, 13))
        colour = mix(*inks.ground, layer / (layers - 1))
        if scene.place == "forest":
            draw_forest_row(c, layer, layers, line, colour)
        fill_below(c.pen, line, c.width, c.height, colour)
        if scene.season == "spring" and layer == layers - 1:
            draw_flowers(c, top + 8, c.height)
        if scene.place != "forest":
            draw_standing(c, layer, line)


def draw_forest_row(c: Canvas, layer: int, layers: int, line: Line, ground: Colour) -> None:
    """One row of trees behind a layer of ground, fewer and taller towards the viewer."""
    scene, rng = c.scene, c.rng
    full = c.inks.needles if scene.tree == "pine" else c.inks.leaves
    colour = mix(c.inks.mountain[0], full, (layer + 1) / layers)
    snow = c.inks.snow if scene.season == "winter" else None
    plant = pine if scene.tree == "pine" else round_tree
    count = (16, 13, 9, 6)[layer] * c.width // SIZE
    for x in c.spread(count, 0.4):
        high = (26, 36, 50, 76)[layer] * rng.uniform(0.75, 1.2)
        plant(c.pen, x, line(x) + 6, high, jitter(colour, rng, 5), mix(c.inks.trunk, ground, 0.5), snow)


def draw_standing(c: Canvas, layer: int, line: Line) -> None:
    """House, trees and cacti: single ones on the middle layer, many trees on all layers."""
    scene, rng = c.scene, c.rng
    house_x = rng.uniform(0.2, 0.8) * c.width
    if scene.house and layer == 1:
        draw_house(c, house_x, line(house_x) + 10, rng.uniform(36, 52))
    if scene.tree and scene.trees == MANY:
        for x in c.spread((7, 6, 4)[layer] * c.width // SIZE, 0.32):
            draw_tree(c, x, line(x) + 8, rng.uniform(0.85, 1.15) * (26, 38, 58)[layer])
    elif scene.tree and layer == 1:
        places = c.spread(scene.trees, 0.32) if scene.trees > 1 else [rng.uniform(0.14, 0.86) * c.width]
        for x in places:
            if scene.house and abs(x - house_x) < 38:
                x = house_x + math.copysign(46, x - house_x)
            draw_tree(c, x, line(x) + 8, rng.uniform(62, 92))
    if layer == 1 and scene.cacti:
        for x in c.spread(scene.cacti, 0.25):
            colour = c.inks.tint(CACTUS[scene.time])
            cactus(c.pen, x, line(x) + 10, rng.uniform(46, 74), colour, rng.choice((-1, 1)))
