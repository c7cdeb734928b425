"""The outline at the pointer lies where the tip paints, in any size and at any density of the screen."""

import numpy as np
import pytest
from PySide6.QtCore import QPoint, QPointF, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.canvas.strokes.brush_outline import draw_tip
from studio.ui.canvas.strokes.dabs import Shape
from studio.ui.zoom.lens import Lens

pytestmark = pytest.mark.usefixtures("qapp")


def drawn(shape: Shape, at: QPointF, ratio: float = 1.0, side: int = 400) -> QRect:
    """Where, in device pixels, something was drawn on white."""
    screen = QImage(round(side * ratio), round(side * ratio), QImage.Format.Format_RGB32)
    screen.setDevicePixelRatio(ratio)
    screen.fill(QColor("white"))
    lens = Lens(zoom=ratio, ratio=ratio, x=side / 2, y=side / 2, width=side, height=side)
    with QPainter(screen) as painter:
        draw_tip(painter, lens, at, shape)
    pixels = np.frombuffer(screen.constBits(), np.uint32).reshape(screen.height(), screen.width())
    changed = (pixels & 0xFFFFFF) != 0xFFFFFF
    columns, rows = np.flatnonzero(changed.any(axis=0)), np.flatnonzero(changed.any(axis=1))
    return QRect(QPoint(columns[0], rows[0]), QPoint(columns[-1], rows[-1]))


@pytest.mark.parametrize("ratio", [1.0, 2.0, 1.5])
def test_the_rim_is_around_the_tip(ratio: float) -> None:
    place = drawn(Shape(120, 0.5), QPointF(190.3, 210.8), ratio)
    middle = QRectF(place).center() / ratio
    assert abs(middle.x() - 190.3) <= 1 and abs(middle.y() - 210.8) <= 1
    assert 120 <= place.width() / ratio <= 125
    assert abs(place.width() - place.height()) <= 1


def test_a_flat_tip_is_turned() -> None:
    lying = drawn(Shape(160, 0.5, 0.25, 0.0), QPointF(200, 200))
    standing = drawn(Shape(160, 0.5, 0.25, 90.0), QPointF(200, 200))
    assert lying.width() > 3 * lying.height() and standing.height() > 3 * standing.width()


def test_another_size_is_another_outline_and_huge_ones_are_drawn_too() -> None:
    small, large = (drawn(Shape(size, 0.5), QPointF(200, 200)) for size in (60, 300))
    assert large.width() > 4 * small.width()
    huge = drawn(Shape(1400, 0.5), QPointF(900, 200))
    assert 190 <= huge.left() <= 202 and huge.height() == 400
