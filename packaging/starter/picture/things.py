"""The things a scene is made of (mountains, trees, houses, boats, clouds), drawn flat with pillow."""

from __future__ import annotations

import math
import random
from collections.abc import Callable

from palette import Colour, mix
from PIL import Image, ImageDraw

#: Pictures are drawn this many times larger and averaged down, which gives soft edges.
OVERSAMPLE = 3
Point = tuple[float, float]
#: A rolling line: its height y at x.
Line = Callable[[float], float]


class Pen:
    """Pillow drawing in picture pixels: x to the right, y down, from the top left corner."""

    def __init__(self, image: Image.Image) -> None:
        self._draw = ImageDraw.Draw(image)

    def polygon(self, points: list[Point], colour: Colour) -> None:
        self._draw.polygon([(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points], fill=colour)

    def ellipse(self, x: float, y: float, rx: float, ry: float, colour: Colour) -> None:
        s = OVERSAMPLE
        self._draw.ellipse([(x - rx) * s, (y - ry) * s, (x + rx) * s, (y + ry) * s], fill=colour)

    def rectangle(self, x0: float, y0: float, x1: float, y1: float, colour: Colour) -> None:
        s = OVERSAMPLE
        self._draw.rectangle([x0 * s, y0 * s, x1 * s, y1 * s], fill=colour)

    def bar(self, x0: float, y0: float, x1: float, y1: float, radius: float, colour: Colour) -> None:
        """A rectangle with round corners."""
        s = OVERSAMPLE
        self._draw.rounded_rectangle([x0 * s, y0 * s, x1 * s, y1 * s], radius=radius * s, fill=colour)

    def line(self, points: list[Point], width: float, colour: Colour) -> None:
        scaled = [(x * OVERSAMPLE, y * OVERSAMPLE) for x, y in points]
        self._draw.line(scaled, fill=colour, width=max(1, int(width * OVERSAMPLE)), joint="curve")


def wave(rng: random.Random, y: float, amplitude: float) -> Line:
    """The height of a rolling line at x: two sines around `y`."""
    slow, fast = rng.uniform(0.6, 1.4), rng.uniform(1.6, 2.8)
    phase_slow, phase_fast = rng.uniform(0, math.tau), rng.uniform(0, math.tau)

    def height(x: float) -> float:
        turn = x / 256 * math.tau
        return y + amplitude * (
            0.7 * math.sin(phase_slow + slow * turn) + 0.3 * math.sin(phase_fast + fast * turn)
        )

    return height


def fill_below(pen: Pen, height: Line, width: int, bottom: float, colour: Colour) -> None:
    """Paints everything between the rolling line and `bottom`."""
    points: list[Point] = [(x, height(x)) for x in range(0, width + 1, 4)]
    pen.polygon([*points, (width, bottom), (0, bottom)], colour)


def mountain(
    pen: Pen,
    rng: random.Random,
    x: float,
    top: float,
    base: float,
    half: float,
    colour: Colour,
    snow: Colour | None,
) -> None:
    """A two-sided peak at (x, top), `half` wide on the left; with `snow` a jagged cap."""
    peak, left, right = (x, top), (x - half, base), (x + half * rng.uniform(0.85, 1.15), base)
    foot = (x + half * rng.uniform(0.05, 0.25), base)
    pen.polygon([peak, left, right], colour)
    pen.polygon(
        [peak, (x + half * 0.02, top + (base - top) * 0.45), foot, right], mix(colour, (20, 20, 50), 0.16)
    )
    if snow is None:
        return
    t, teeth = rng.uniform(0.3, 0.42), 5

    def along(to: Point) -> Point:
        return (x + (to[0] - x) * t, top + (to[1] - top) * t)

    cap_left, cap_right = along(left), along(right)
    cap: list[Point] = [peak, cap_left]
    for i in range(1, teeth):
        drop = -0.11 if i % 2 else 0.06
        cap.append(
            (cap_left[0] + (cap_right[0] - cap_left[0]) * i / teeth, cap_left[1] + drop * (base - top))
        )
    cap.append(cap_right)
    pen.polygon(cap, snow)
    ridge = (x + half * 0.02, top + (base - top) * 0.54 * t)
    pen.polygon([peak, ridge, *cap[3:]], mix(snow, colour, 0.28))


def pine(
    pen: Pen, x: float, y: float, height: float, colour: Colour, trunk: Colour, snow: Colour | None
) -> None:
    """Three stacked triangles standing at (x, y)."""
    width = height * 0.44
    pen.rectangle(x - height * 0.035, y - height * 0.14, x + height * 0.035, y, trunk)
    dark = mix(colour, (10, 10, 40), 0.22)
    for low, high, part in ((0.1, 0.5, 1.0), (0.34, 0.76, 0.78), (0.58, 1.0, 0.56)):
        tip = (x, y - height * high)
        pen.polygon([(x - width * part, y - height * low), (x + width * part, y - height * low), tip], colour)
        pen.polygon([(x, y - height * low), (x + width * part, y - height * low), tip], dark)
        if snow:
            q = 0.42
            edge = y - height * (high - (high - low) * q)
            middle = (x, y - height * (high - (high - low) * q * 0.72))
            pen.polygon([tip, (x - width * part * q, edge), middle, (x + width * part * q, edge)], snow)


def round_tree(
    pen: Pen, x: float, y: float, height: float, colour: Colour, trunk: Colour, snow: Colour | None
) -> None:
    """A ball of leaves on a stem standing at (x, y)."""
    pen.rectangle(x - height * 0.04, y - height * 0.45, x + height * 0.04, y, trunk)
    pen.ellipse(x, y - height * 0.64, height * 0.3, height * 0.36, mix(colour, (10, 10, 40), 0.2))
    pen.ellipse(x - height * 0.05, y - height * 0.67, height * 0.25, height * 0.31, colour)
    if snow:
        pen.ellipse(x - height * 0.03, y - height * 0.85, height * 0.18, height * 0.12, snow)


def house(pen: Pen, x: float, y: float, size: float, wall: Colour, roof: Colour, lit: bool) -> None:
    """A small house with chimney, door and two windows; `lit` windows are yellow."""
    width, height = size * 0.62, size * 0.5
    pen.rectangle(
        x + width * 0.28,
        y - height - size * 0.5,
        x + width * 0.46,
        y - height * 1.05,
        mix(roof, (0, 0, 0), 0.2),
    )
    pen.rectangle(x - width, y - height, x + width, y, wall)
    pen.rectangle(x + width * 0.35, y - height, x + width, y, mix(wall, (20, 20, 60), 0.12))
    pen.polygon(
        [(x - width * 1.2, y - height), (x + width * 1.2, y - height), (x, y - height - size * 0.52)], roof
    )
    window = (255, 214, 96) if lit else (176, 216, 232)
    for side in (-0.62, 0.62):
        centre = x + width * side
        pen.rectangle(
            centre - size * 0.13, y - height * 0.72, centre + size * 0.13, y - height * 0.28, window
        )
    pen.rectangle(x - size * 0.1, y - height * 0.68, x + size * 0.1, y, mix(roof, (30, 10, 20), 0.35))


def boat(
    pen: Pen, x: float, y: float, size: float, hull: Colour, sail: Colour, water: Colour, facing: int
) -> None:
    """A sailing boat with two sails and a faint shadow; `facing` is 1 or -1."""
    pen.ellipse(x, y + size * 0.06, size * 0.5, size * 0.07, mix(water, hull, 0.5))
    pen.polygon(
        [
            (x - size * 0.5, y - size * 0.16),
            (x + size * 0.5, y - size * 0.16),
            (x + size * 0.34, y),
            (x - size * 0.36, y),
        ],
        hull,
    )
    mast = mix(hull, (0, 0, 0), 0.3)
    pen.line([(x, y - size * 0.16), (x, y - size * 1.1)], max(0.8, size * 0.04), mast)
    near, far = x + facing * size * 0.04, x - facing * size * 0.04
    pen.polygon(
        [(near, y - size * 1.08), (near, y - size * 0.24), (x + facing * size * 0.48, y - size * 0.24)], sail
    )
    pen.polygon(
        [(far, y - size * 0.98), (far, y - size * 0.24), (x - facing * size * 0.36, y - size * 0.24)],
        mix(sail, hull, 0.25),
    )


def cactus(pen: Pen, x: float, y: float, height: float, colour: Colour, facing: int) -> None:
    """A saguaro with one high and one low arm."""
    w = height * 0.1
    pen.bar(x - w, y - height, x + w, y + w * 0.3, w, colour)
    high, low = x + facing * height * 0.32, x - facing * height * 0.28
    pen.bar(high - w * 0.75, y - height * 0.78, high + w * 0.75, y - height * 0.36, w * 0.7, colour)
    pen.bar(
        min(x, high) - w * 0.5, y - height * 0.46, max(x, high) + w * 0.7, y - height * 0.34, w * 0.6, colour
    )
    pen.bar(
        min(x, low) - w * 0.7, y - height * 0.34, max(x, low) + w * 0.5, y - height * 0.22, w * 0.6, colour
    )
    pen.bar(low - w * 0.7, y - height * 0.6, low + w * 0.7, y - height * 0.23, w * 0.7, colour)
    pen.bar(x + w * 0.3, y - height * 0.95, x + w, y, w * 0.3, mix(colour, (10, 10, 40), 0.2))


def cloud(pen: Pen, x: float, y: float, size: float, colour: Colour) -> None:
    """A flat-bottomed cloud about twice `size` wide."""
    pen.bar(x - size, y - size * 0.22, x + size, y + size * 0.2, size * 0.2, colour)
    pen.ellipse(x - size * 0.3, y - size * 0.2, size * 0.36, size * 0.34, colour)
    pen.ellipse(x + size * 0.25, y - size * 0.28, size * 0.44, size * 0.42, colour)


def bird(pen: Pen, x: float, y: float, span: float, colour: Colour) -> None:
    """Two wings, `span` to each side."""
    wing = y - span * 0.62
    points: list[Point] = [(x - span, y - span * 0.5), (x - span * 0.4, wing), (x, y)]
    pen.line([*points, (x + span * 0.4, wing), (x + span, y - span * 0.5)], 1.4, colour)


def mesa(pen: Pen, x: float, base: float, half: float, height: float, colour: Colour) -> None:
    """A flat-topped rock standing on `base`."""
    top = base - height
    pen.polygon(
        [(x - half * 0.72, top), (x + half * 0.72, top), (x + half * 1.15, base), (x - half * 1.15, base)],
        colour,
    )
    pen.polygon(
        [(x + half * 0.2, top), (x + half * 0.72, top), (x + half * 1.15, base), (x + half * 0.42, base)],
        mix(colour, (20, 10, 40), 0.18),
    )
