"""Colour and luminosity are blended as the W3C specification says, and only where something lies above."""

import random

import pytest
from PySide6.QtGui import QImage

from studio.ui.canvas import hue_blending
from studio.ui.canvas.hue_blending import mixed
from studio.ui.canvas.tile import FORMAT

WIDTH, HEIGHT = 61, 47
Pixel = tuple[int, int, int, int]
"""Blue, green, red, alpha; premultiplied."""
Colour = tuple[float, float, float]


def a_picture(seed: int, alphas: tuple[int, ...] = tuple(range(256))) -> QImage:
    chance = random.Random(seed)
    data = bytearray()
    for _ in range(WIDTH * HEIGHT):
        alpha = chance.choice(alphas)
        data += bytes([*(round(chance.randrange(256) * alpha / 255) for _ in range(3)), alpha])
    return QImage(bytes(data), WIDTH, HEIGHT, WIDTH * 4, FORMAT).copy()


def pixels(image: QImage) -> list[Pixel]:
    raw = bytes(image.constBits())
    return [(raw[at], raw[at + 1], raw[at + 2], raw[at + 3]) for at in range(0, len(raw), 4)]


# The specification, one pixel at a time


def lum(colour: Colour) -> float:
    blue, green, red = colour
    return 0.3 * red + 0.59 * green + 0.11 * blue


def set_lum(colour: Colour, wanted: float) -> Colour:
    moved = [channel + wanted - lum(colour) for channel in colour]
    light, least, most = lum((moved[0], moved[1], moved[2])), min(moved), max(moved)
    if least < 0:
        moved = [light + (channel - light) * light / (light - least) for channel in moved]
    if most > 1:
        moved = [light + (channel - light) * (1 - light) / (most - light) for channel in moved]
    return moved[0], moved[1], moved[2]


def specified(under: Pixel, over: Pixel, opacity: float, mode: str) -> list[float]:
    alpha_b, alpha_s = under[3] / 255, over[3] / 255 * opacity
    below: Colour = tuple(part / max(1, under[3]) for part in under[:3])  # type: ignore[assignment]
    above: Colour = tuple(part / max(1, over[3]) for part in over[:3])  # type: ignore[assignment]
    mix = set_lum(above, lum(below)) if mode == "colour" else set_lum(below, lum(above))
    both = alpha_b * alpha_s
    colour = [
        255 * ((1 - alpha_s) * alpha_b * b + (1 - alpha_b) * alpha_s * s + both * m)
        for b, s, m in zip(below, above, mix, strict=True)
    ]
    return [*colour, 255 * (alpha_s + alpha_b - both)]


SOLID, CLEAR, ANY = (255,), (0,), tuple(range(256))


@pytest.mark.parametrize("mode", ["colour", "luminosity"])
@pytest.mark.parametrize("opacity", [1.0, 0.37])
@pytest.mark.parametrize(
    ("below", "above"), [(ANY, ANY), (SOLID, ANY), (ANY, SOLID), (SOLID, SOLID), ((0, 255), (0, 3, 128))]
)
def test_every_pixel_is_what_the_specification_says(
    mode: str, opacity: float, below: tuple[int, ...], above: tuple[int, ...]
) -> None:
    under, over = a_picture(1, below), a_picture(2, above)
    made = pixels(mixed(under, over, opacity, mode))
    for one, other, pixel in zip(pixels(under), pixels(over), made, strict=True):
        wanted = specified(one, other, opacity, mode)
        assert all(abs(a - b) <= 0.51 for a, b in zip(pixel, wanted, strict=True)), (one, other, pixel)
        assert max(pixel[:3]) <= pixel[3]


def test_where_nothing_lies_above_nothing_changes() -> None:
    under = a_picture(3)
    assert mixed(under, a_picture(4, CLEAR), 1.0, "colour") == under
    partly = mixed(under, a_picture(4, (0, 0, 0, 200)), 1.0, "luminosity")
    changed = [old != new for old, new in zip(pixels(under), pixels(partly), strict=True)]
    there = [pixel[3] > 0 for pixel in pixels(a_picture(4, (0, 0, 0, 200)))]
    assert any(changed) and all(above or not change for above, change in zip(there, changed, strict=True))


@pytest.mark.parametrize("at_once", [1, 100, WIDTH * HEIGHT])
def test_pictures_of_any_size_are_computed_in_pieces(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    under, over = a_picture(5), a_picture(6)
    whole = mixed(under, over, 0.6, "luminosity")
    monkeypatch.setattr(hue_blending, "AT_ONCE", at_once)
    assert mixed(under, over, 0.6, "luminosity") == whole
