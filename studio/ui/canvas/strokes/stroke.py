"""A stroke under way: places of the pointer become a smooth curve, and dabs at even distances on it."""

import math
from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QTransform

from studio.ui.canvas.document import Document
from studio.ui.canvas.strokes import dabs, symmetry
from studio.ui.canvas.strokes.dabs import Shape
from studio.ui.canvas.strokes.smoothing import Sample
from studio.ui.canvas.strokes.wash import Wash
from studio.ui.canvas.tool import Symmetry

STEP_LEAST = 0.5
"""Dabs are never closer than this, in pixels."""
_PIECE = 6.0
_PIECES_MOST = 48
FAR = 1.0e6
"""Places further from the document's corner are brought this near."""
_TILT_FULL = 60.0
"""Degrees at which a leaning pen squeezes the tip the most."""
_TILT_THIN = 0.25


@dataclass(frozen=True)
class Nib:
    """Size in pixels, spacing in sizes, angle in degrees, the others 0 to 1; what pressure and tilt do."""

    size: float = 40.0
    hardness: float = 0.8
    flow: float = 1.0
    spacing: float = 0.1
    roundness: float = 1.0
    angle: float = 0.0
    pressure_size: bool = False
    pressure_opacity: bool = False
    pressure_flow: bool = False
    tilt: bool = False

    def shape(self, sample: Sample) -> Shape:
        """The tip at a place of the stroke."""
        size = self.size * sample.pressure if self.pressure_size else self.size
        roundness, angle = self.roundness, self.angle
        lean = math.hypot(sample.tilt_x, sample.tilt_y)
        if self.tilt and lean > 1.0:
            roundness *= 1 - (1 - _TILT_THIN) * min(1.0, lean / _TILT_FULL)
            angle += math.degrees(math.atan2(sample.tilt_y, sample.tilt_x))
        return Shape(size, self.hardness, roundness, angle)


def clean(sample: Sample) -> Sample | None:
    """The place with impossible values put right; None when it is nowhere."""
    if not (math.isfinite(sample.x) and math.isfinite(sample.y)):
        return None
    pressure = min(1.0, max(0.0, sample.pressure)) if math.isfinite(sample.pressure) else 1.0
    tilt_x, tilt_y = (tilt if math.isfinite(tilt) else 0.0 for tilt in (sample.tilt_x, sample.tilt_y))
    x, y = (min(FAR, max(-FAR, place)) for place in (sample.x, sample.y))
    return Sample(x, y, pressure, tilt_x, tilt_y)


class Stroke:
    """Begin it, lead it on with ``to``, end it; ``wash`` then holds its dabs, to be laid when convenient."""

    def __init__(self, wash: Wash, nib: Nib, document: Document, repeats: Symmetry) -> None:
        self.wash, self._nib = wash, nib
        self._area = document.area
        self._wraps = repeats.wrap
        self._copies = symmetry.transforms(repeats, document.area)
        self._reach = self._where_dabs_count(repeats)
        self._ahead = 0.0
        """Way to the next dab, in pixels."""
        self._last = self._middle = Sample(0, 0)

    def _where_dabs_count(self, repeats: Symmetry) -> tuple[float, float, float, float]:
        """Left, top, right and bottom beyond which no dab touches the document, in any copy."""
        area, margin = self._area, self._nib.size / 2 + 2
        left, top, right, bottom = 0.0, 0.0, float(area.width()), float(area.height())
        if len(self._copies) > 1:
            middle = repeats.centre
            x = middle.x() if middle else right / 2
            y = middle.y() if middle else bottom / 2
            far = max(math.hypot(x - a, y - b) for a in (left, right) for b in (top, bottom))
            left, top, right, bottom = x - far, y - far, x + far, y + far
        if self._wraps:
            margin += max(area.width(), area.height())
        return left - margin, top - margin, right + margin, bottom + margin

    # The way

    def begin(self, sample: Sample) -> None:
        """The pointer went down: one dab."""
        self._last = self._middle = sample
        self._ahead = self._dab(sample)

    def to(self, sample: Sample) -> None:
        """Curve on: the places are corners, rounded between the middles of the ways."""
        if sample.distance(self._last) < 1e-6:
            self._last = sample
            return
        middle = self._last.towards(sample, 0.5)
        self._curve(self._middle, self._last, middle)
        self._middle, self._last = middle, sample

    def line_to(self, sample: Sample) -> None:
        """Straight on."""
        self._line(self._middle, sample)
        self._middle = self._last = sample

    def end(self) -> None:
        """The pointer went up: the rest of the way to where it last was."""
        self.line_to(self._last)

    def _curve(self, start: Sample, corner: Sample, end: Sample) -> None:
        length = start.distance(corner) + corner.distance(end)
        into, out = (corner.x - start.x, corner.y - start.y), (end.x - corner.x, end.y - corner.y)
        bend = abs(into[0] * out[1] - into[1] * out[0]) / max(length, 1e-6)
        straight = bend < 0.02 and into[0] * out[0] + into[1] * out[1] >= 0  # and not back the way it came
        pieces = 1 if straight else min(_PIECES_MOST, max(2, math.ceil(length / _PIECE)))
        before = start
        for number in range(1, pieces + 1):
            part = number / pieces
            after = start.towards(corner, part).towards(corner.towards(end, part), part)
            self._line(before, after)
            before = after

    def _line(self, start: Sample, end: Sample) -> None:
        length = start.distance(end)
        if length <= 0:
            return
        first, last = self._counting(start, end)
        at = self._ahead
        if at < first * length:
            step = self._step(self._nib.shape(start).size)
            at += math.ceil((first * length - at) / step) * step
        while at <= last * length:
            at += self._dab(start.towards(end, at / length))
        if at <= length:
            step = self._step(self._nib.shape(end).size)
            at += (math.floor((length - at) / step) + 1) * step
        self._ahead = at - length

    def _counting(self, start: Sample, end: Sample) -> tuple[float, float]:
        """The part of a straight way (0 to 1) on which dabs may touch the document; (1, 0) for none."""
        left, top, right, bottom = self._reach
        first, last = 0.0, 1.0
        ways = ((start.x, end.x - start.x, left, right), (start.y, end.y - start.y, top, bottom))
        for at, way, least, most in ways:
            if abs(way) < 1e-9:
                if not least <= at <= most:
                    return 1.0, 0.0
                continue
            enters, leaves = sorted(((least - at) / way, (most - at) / way))
            first, last = max(first, enters), min(last, leaves)
        return (first, last) if first <= last else (1.0, 0.0)

    # Dabs

    def _step(self, size: float) -> float:
        return max(STEP_LEAST, size * self._nib.roundness * self._nib.spacing)

    def _dab(self, sample: Sample) -> float:
        """Put one dab in every copy; the way to the next one."""
        nib = self._nib
        shape = nib.shape(sample)
        if shape.size < dabs.SIZE_LEAST:
            return STEP_LEAST
        flow = nib.flow * (sample.pressure if nib.pressure_flow else 1.0)
        most = sample.pressure if nib.pressure_opacity else 1.0
        if len(self._copies) > 1:  # on the grid first, so that copies fall on it alike
            x, y = dabs.placed(dabs.rough(shape), sample.x, sample.y)
            sample = sample._replace(x=x, y=y)
        for copy in self._copies:
            self._stamp(copy, shape, sample, (flow, most))
        return self._step(shape.size)

    def _stamp(self, copy: QTransform, shape: Shape, sample: Sample, strength: tuple[float, float]) -> None:
        spot = copy.map(QPointF(sample.x, sample.y))
        if shape.roundness < 1.0:
            shape = shape._replace(angle=symmetry.turned(copy, shape.angle))
        dab = dabs.dab(dabs.rough(shape), spot.x(), spot.y())
        if not self._wraps:
            self.wash.stamp(dab, *strength)
            return
        height, width = dab.cover.shape
        for right, down in symmetry.wrapped(QRect(dab.left, dab.top, width, height), self._area):
            self.wash.stamp(dab._replace(left=dab.left + right, top=dab.top + down), *strength)
