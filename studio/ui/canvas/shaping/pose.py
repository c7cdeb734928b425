"""How a box in hand stands: moved, stretched, turned over and turned, always counted from how it was."""

import math
from dataclasses import dataclass, replace

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QTransform

from studio.core.layers import SIDE_MOST
from studio.ui.canvas.shaping.handles import dragged

LEAST = 1.0
"""Sides do not become shorter than this, pixels."""
TURN_STEP = 15.0
"""Degrees that Shift snaps turns to."""


@dataclass(frozen=True)
class Pose:
    """``box`` is where it was; now it has that middle and size, and is turned clockwise by ``angle`` degrees.

    Negative sizes are turned over.
    """

    box: QRectF
    middle: QPointF
    width: float
    height: float
    angle: float = 0.0

    @property
    def way(self) -> QTransform:
        """From where a pixel was to where it is now."""
        here = self.box.center()
        way = QTransform.fromTranslate(-here.x(), -here.y())
        way *= QTransform.fromScale(self.width / self.box.width(), self.height / self.box.height())
        if self.angle:
            way *= QTransform().rotate(self.angle)
        return way * QTransform.fromTranslate(self.middle.x(), self.middle.y())

    @property
    def unmoved(self) -> bool:
        """Whether everything is where it was."""
        return self == standing(self.box)

    def shifted(self, across: float, down: float) -> "Pose":
        """Moved by whole pixels, so that nothing blurs that is only moved."""
        return replace(self, middle=self.middle + QPointF(round(across), round(down)))

    def stretched(self, handle: str, to: QPointF, *, keep: bool, from_middle: bool) -> "Pose":
        """With a handle dragged to a point of the document; ``keep`` keeps the ratio of the sides."""
        around = QTransform.fromTranslate(-self.middle.x(), -self.middle.y()) * QTransform().rotate(
            -self.angle
        )
        now = QRectF(-self.width / 2, -self.height / 2, self.width, self.height)
        aim = around.map(to)
        if not self.angle:  # whole pixels
            aim = QPointF(round(to.x()) - self.middle.x(), round(to.y()) - self.middle.y())
        ratio = abs(self.width / self.height) if keep else 0.0
        new = dragged(now, handle, aim, ratio=ratio, from_middle=from_middle)
        width, height = _side(new.width(), self.width), _side(new.height(), self.height)
        back, _ = around.inverted()
        return replace(self, middle=back.map(new.center()), width=width, height=height)

    def turned(self, begin: QPointF, to: QPointF, *, snap: bool) -> "Pose":
        """Turned around its middle as the pointer went from ``begin`` to ``to``; ``snap`` to 15 degrees."""
        first, last = begin - self.middle, to - self.middle
        turn = math.degrees(math.atan2(last.y(), last.x()) - math.atan2(first.y(), first.x()))
        angle = self.angle + turn
        if snap:
            angle = round(angle / TURN_STEP) * TURN_STEP
        return replace(self, angle=math.remainder(angle, 360.0))

    def flipped(self, *, across: bool) -> "Pose":
        """Turned over as it is seen: left and right with ``across``, else top and bottom."""
        if across:
            return replace(self, width=-self.width, angle=-self.angle)
        return replace(self, height=-self.height, angle=-self.angle)


def standing(box: QRectF) -> Pose:
    """Where it was."""
    return Pose(box, box.center(), box.width(), box.height())


def _side(wanted: float, before: float) -> float:
    """A side that is neither nothing nor beyond all documents."""
    length = min(max(abs(wanted), LEAST), max(float(SIDE_MOST), abs(before)))
    return math.copysign(length, wanted if wanted else before)
