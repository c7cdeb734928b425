"""Which part of the document an intent sends to the model, and at which size it is drawn. Pure geometry."""

import math

from PySide6.QtCore import QPoint, QRect, QSize

from studio.core.requests import SIDE_MAX, SIDE_MIN, SIZE_MULTIPLE, nearest_side
from studio.storage.models import ModelEntry

CONTEXT_LEAST = 32
"""Pixels of surroundings on each side, where the document has them."""
ASPECT_MOST = 3.0
"""Longer crops are widened: models draw narrow strips badly."""
ASPECT_NEAR = 1.08
"""Two aspects are the same for a person below this ratio."""


def around(selected: QRect, inside: QRect, context: float, model: tuple[int, int], least: float) -> QRect:
    """A crop around ``selected`` within ``inside``: with context, of a shape and size the model can use.

    ``context`` is a share of the longer side of ``selected``, ``least`` one of the model's sides. Sides
    are multiples of 8 where ``inside`` is large enough.
    """
    pad = max(CONTEXT_LEAST, round(context * max(selected.width(), selected.height())))
    width, height = selected.width() + 2 * pad, selected.height() + 2 * pad
    width, height = max(width, math.ceil(height / ASPECT_MOST)), max(height, math.ceil(width / ASPECT_MOST))
    width, height = max(width, round(model[0] * least)), max(height, round(model[1] * least))
    size = QSize(_whole(width, inside.width()), _whole(height, inside.height()))
    centre = selected.center()
    return held(QRect(centre - QPoint(size.width() // 2, size.height() // 2), size), inside)


def _whole(side: int, most: int) -> int:
    """``side`` up to a multiple of 8, or as much as there is."""
    side = math.ceil(side / SIZE_MULTIPLE) * SIZE_MULTIPLE
    return side if side <= most else max(most // SIZE_MULTIPLE * SIZE_MULTIPLE, min(most, SIZE_MULTIPLE))


def held(area: QRect, inside: QRect) -> QRect:
    """``area`` moved so that it lies in ``inside`` as far as it fits."""
    x = max(inside.left(), min(area.left(), inside.right() - area.width() + 1))
    y = max(inside.top(), min(area.top(), inside.bottom() - area.height() + 1))
    return QRect(QPoint(x, y), area.size())


def model_size(entry: ModelEntry, size: QSize) -> QSize:
    """The resolution at which the model draws pictures of the shape of ``size``.

    One of its own sizes when that has the shape; else as many pixels as its usual size.
    """
    aspect = size.width() / max(1, size.height())
    listed = min(entry.sizes or (entry.default_size,), key=lambda own: _differs(own[0] / own[1], aspect))
    if _differs(listed[0] / listed[1], aspect) < math.log(ASPECT_NEAR):
        return QSize(*listed)
    aspect = max(1 / ASPECT_MOST, min(ASPECT_MOST, aspect))
    pixels = entry.default_size[0] * entry.default_size[1]
    return QSize(
        nearest_side(round(math.sqrt(pixels * aspect))), nearest_side(round(math.sqrt(pixels / aspect)))
    )


def _differs(one: float, other: float) -> float:
    return abs(math.log(one / other))


def whole_size(size: QSize) -> QSize:
    """``size`` with sides of a request; too long ones stay, to be refused with a sentence."""
    sides = [
        max(SIDE_MIN, round(side / SIZE_MULTIPLE) * SIZE_MULTIPLE) for side in (size.width(), size.height())
    ]
    return QSize(*sides)


def tile_side(entry: ModelEntry, size: QSize) -> int:
    """Side of the square tiles in which a picture of ``size`` is redrawn."""
    return min(
        nearest_side(min(entry.default_size)), SIDE_MAX, nearest_side(min(size.width(), size.height()))
    )
