"""Blend modes, groups and masks against the formulas of the W3C, written here a second time and in floats.

Everything below works on straight colours from 0 to 1, pixel by pixel, as *Compositing and Blending
Level 1* writes it down: ``blend(backdrop, source)`` of sections 10.1 and 10.2, and the general formula
``co = cs·αs·(1 - αb) + αs·αb·B(cb, cs) + cb·αb·(1 - αs)`` of section 5.8. Nothing of the product is used.
"""

import math
import random
from collections.abc import Callable

import numpy as np
import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from studio.core.layers import BLENDS, Layer, State, walk
from studio.ui.canvas.flatten import flatten, flatten_onto
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import FORMAT, SIDE, Tile

pytestmark = pytest.mark.usefixtures("qapp")

Colour = tuple[float, float, float]
Pixel = tuple[float, float, float, float]
"""Premultiplied red, green and blue, and alpha."""
NOTHING: Pixel = (0.0, 0.0, 0.0, 0.0)


def _soft_light(below: float, above: float) -> float:
    if above <= 0.5:
        return below - (1 - 2 * above) * below * (1 - below)
    dark = ((16 * below - 12) * below + 4) * below if below <= 0.25 else math.sqrt(below)
    return below + (2 * above - 1) * (dark - below)


def _hard_light(below: float, above: float) -> float:
    if above <= 0.5:
        return below * 2 * above
    return below + (2 * above - 1) - below * (2 * above - 1)


SEPARABLE: dict[str, Callable[[float, float], float]] = {
    "normal": lambda below, above: above,
    "multiply": lambda below, above: below * above,
    "screen": lambda below, above: below + above - below * above,
    "overlay": lambda below, above: _hard_light(above, below),
    "soft_light": _soft_light,
    "darken": min,
    "lighten": max,
    "difference": lambda below, above: abs(below - above),
}


def _lum(colour: Colour) -> float:
    return 0.3 * colour[0] + 0.59 * colour[1] + 0.11 * colour[2]


def _set_lum(colour: Colour, wanted: float) -> Colour:
    red, green, blue = (one + wanted - _lum(colour) for one in colour)
    moved = (red, green, blue)
    lum, least, most = _lum(moved), min(moved), max(moved)
    if least < -1e-9:
        moved = tuple(lum + (one - lum) * lum / (lum - least) for one in moved)
    if most > 1 + 1e-9:
        moved = tuple(lum + (one - lum) * (1 - lum) / (most - lum) for one in moved)
    return moved  # pyright: ignore[reportReturnType]


def blended(below: Colour, above: Colour, mode: str) -> Colour:
    if mode == "colour":
        return _set_lum(above, _lum(below))
    if mode == "luminosity":
        return _set_lum(below, _lum(above))
    red, green, blue = (SEPARABLE[mode](*pair) for pair in zip(below, above, strict=True))
    return red, green, blue


def composited(below: Pixel, above: Pixel, mode: str, opacity: float = 1.0) -> Pixel:
    alpha_b, alpha_s = below[3], above[3] * opacity
    plain_b: Colour = tuple(one / alpha_b if alpha_b else 0.0 for one in below[:3])  # pyright: ignore
    plain_s: Colour = tuple(one / above[3] if above[3] else 0.0 for one in above[:3])  # pyright: ignore
    mixed = blended(plain_b, plain_s, mode)
    red, green, blue = (
        alpha_s * (1 - alpha_b) * source + alpha_s * alpha_b * mix + alpha_b * (1 - alpha_s) * backdrop
        for backdrop, source, mix in zip(plain_b, plain_s, mixed, strict=True)
    )
    return red, green, blue, alpha_s + alpha_b - alpha_s * alpha_b


def expected(layers: tuple[Layer, ...], pixels: dict[str, Pixel], ground: Pixel = NOTHING) -> Pixel:
    """What the layers make of one pixel."""
    now = ground
    for layer in layers:
        if not layer.visible:
            continue
        if layer.kind == "mask":
            if layer.mask_use == "transparency":
                strength = 1 - layer.opacity * (1 - pixels.get(layer.id, NOTHING)[3])
                red, green, blue, alpha = (one * strength for one in now)
                now = (red, green, blue, alpha)
        elif layer.kind == "group":
            now = composited(now, expected(layer.children, pixels), layer.blend, layer.opacity)
        elif layer.kind != "control":
            now = composited(now, pixels.get(layer.id, NOTHING), layer.blend, layer.opacity)
    return now


# The product, asked for many pixels at once


def _tile(pixels: np.ndarray) -> Tile:
    """``pixels``: rows of premultiplied red, green, blue and alpha, at most a tile of them."""
    filled = np.zeros((SIDE * SIDE, 4), np.uint8)
    filled[: len(pixels)] = pixels[:, [2, 1, 0, 3]]
    return Tile(QImage(filled.tobytes(), SIDE, SIDE, SIDE * 4, FORMAT).copy())


def _pixels(image: QImage, number: int) -> np.ndarray:
    raw = np.frombuffer(image.constBits(), np.uint8).reshape(-1, 4)
    return raw[:number][:, [2, 1, 0, 3]].astype(int)


def some_pixels(seed: int, number: int) -> np.ndarray:
    """Random premultiplied pixels, with what is special among them: clear, opaque, black, white, grey."""
    dice = np.random.default_rng(seed)
    alpha = dice.choice([0, 1, 64, 128, 200, 255, 255, 255], number)
    alpha = np.where(dice.random(number) < 0.3, dice.integers(0, 256, number), alpha)
    plain = dice.integers(0, 256, (number, 3))
    plain[dice.random(number) < 0.2] = dice.integers(0, 2, (1, 3)) * 255
    grey = dice.random(number) < 0.1
    plain[grey] = plain[grey][:, :1]
    return np.column_stack([np.rint(plain * alpha[:, None] / 255).astype(int), alpha]).astype(np.uint8)


def as_pixel(row: np.ndarray) -> Pixel:
    red, green, blue, alpha = (float(one) / 255 for one in row)
    return red, green, blue, alpha


ROUNDING = {"soft_light": 2.0}
"""Levels (of 255) that one blending in bytes may be beside the exact value: one, and where Qt divides
several times in a row, two."""


@pytest.mark.parametrize("mode", BLENDS)
@pytest.mark.parametrize("opacity", [1.0, 0.5, 0.13])
def test_every_mode_is_the_formula_of_the_w3c(mode: str, opacity: float) -> None:
    number = 3000
    below, above = some_pixels(1, number), some_pixels(2, number)
    layers = (Layer(id="below", name=""), Layer(id="above", name="", blend=mode, opacity=opacity))
    planes = {"below": Plane({(0, 0): _tile(below)}), "above": Plane({(0, 0): _tile(above)})}
    state = State(width=SIDE, height=SIDE, layers=layers)
    found = _pixels(flatten(state, planes, QRect(0, 0, SIDE, SIDE)), number)
    exact = [
        composited(as_pixel(one), as_pixel(two), mode, opacity) for one, two in zip(below, above, strict=True)
    ]
    beside = np.abs(np.array(exact) * 255 - found)
    worst = int(beside.max(1).argmax())
    allowed = (
        ROUNDING.get(mode, 1.0) + 0.5 + (0.5 if opacity < 1 else 0)
    )  # the opacity itself is rounded to a byte
    assert beside.max() <= allowed, (below[worst], above[worst], found[worst], np.array(exact[worst]) * 255)
    assert (found[:, :3] <= found[:, 3:]).all(), "no colour is stronger than its alpha"


# Groups, masks, hidden layers


def some_layers(dice: random.Random, depth: int) -> tuple[Layer, ...]:
    """A tree in which mostly everything is to be seen."""
    made: list[Layer] = []
    for _ in range(dice.randint(1, 4)):
        kind = dice.choice(["paint", "paint", "result", "mask", "control", *["group", "group"][:depth]])
        made.append(
            Layer(
                id=str(dice.random()),
                name="",
                kind=kind,
                blend=dice.choice(BLENDS) if kind not in ("mask", "control") else "normal",
                opacity=dice.choice([1.0, 1.0, 0.75, 0.4, 0.0]),
                visible=dice.random() < 0.9,
                mask_use=dice.choice(["transparency", "transparency", "region", "none"]),
                children=some_layers(dice, depth - 1) if kind == "group" else (),
            )
        )
    return tuple(made)


NUMBER = 64
"""Pixels of each layer in the random trees."""
TREES = 60
AT_MOST = 10.0
"""Levels that one pixel of a tree may be beside the exact value: soft light makes four of one in the dark,
overlay two."""


@pytest.mark.parametrize("seed", range(5))
def test_any_tree_of_groups_and_masks_is_what_the_formulas_make_of_it(seed: int) -> None:
    area = QRect(0, 0, SIDE, SIDE)
    cut = 0
    for tree in range(TREES):
        dice = random.Random(seed * TREES + tree)
        layers = some_layers(dice, 2)
        rows = {layer.id: some_pixels(dice.randint(0, 10**6), NUMBER) for layer in walk(layers)}
        planes = {one: Plane({(0, 0): _tile(pixels)}) for one, pixels in rows.items()}
        found = _pixels(flatten(State(width=SIDE, height=SIDE, layers=layers), planes, area), NUMBER)
        exact = np.array(
            [
                expected(layers, {one: as_pixel(pixels[place]) for one, pixels in rows.items()})
                for place in range(NUMBER)
            ]
        )
        beside = np.abs(exact * 255 - found)
        assert beside.max() <= AT_MOST and beside.mean() <= 1.0, (beside.max(), beside.mean(), layers)
        below = flatten(State(width=SIDE, height=SIDE, layers=layers[:1]), planes, area)
        onto = _pixels(flatten_onto(below, layers[1:], planes, area), NUMBER)
        assert np.abs(onto - found).max() <= 1, "the lowest layer may be given as the ground"
        cut += any(one.kind == "mask" and 0 < one.opacity < 1 for one in walk(layers)) and bool(found.any())
    assert cut > TREES // 10, "masks of all strengths are among them"


def test_masks_that_are_empty_or_full_hide_all_or_nothing() -> None:
    paint, mask = Layer(id="p", name=""), Layer(id="m", name="", kind="mask", mask_use="transparency")
    red, full = QImage(SIDE, SIDE, FORMAT), QImage(SIDE, SIDE, FORMAT)
    red.fill(QColor("red"))
    full.fill(QColor("white"))
    state, area = State(width=SIDE, height=SIDE, layers=(paint, mask)), QRect(0, 0, SIDE, SIDE)
    planes = {"p": Plane({(0, 0): Tile(red)})}
    assert flatten(state, planes, area).pixelColor(9, 9).alpha() == 0
    planes["m"] = Plane({(0, 0): Tile(full)})
    assert flatten(state, planes, area) == red
