"""Masks with soft edges from the selection or the document's edge; white is redrawn. Any thread."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QRect
from PySide6.QtGui import QImage

from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import area_of

if TYPE_CHECKING:
    import numpy as np

    Grey = np.ndarray[Any, np.dtype[np.uint8]]


def strength_in(plane: Plane, area: QRect) -> "Grey":
    """The alpha of a plane in ``area``, 0 to 255."""
    return from_image(plane.read(area).convertToFormat(QImage.Format.Format_Alpha8))


def from_image(image: QImage) -> "Grey":
    """A copy of an 8-bit image as an array of its rows."""
    import numpy as np

    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def to_image(grey: "Grey") -> QImage:
    height, width = grey.shape
    return QImage(grey.tobytes(), width, height, width, QImage.Format.Format_Grayscale8).copy()


def selected_bounds(plane: Plane, inside: QRect) -> QRect:
    """The smallest rectangle with everything selected in ``inside``; empty when nothing is."""
    tiles = {key: area_of(key).intersected(inside) for key in plane.tiles}
    tiles = {key: area for key, area in tiles.items() if not area.isEmpty()}
    if not tiles:
        return QRect()
    columns, rows = {key[0] for key in tiles}, {key[1] for key in tiles}
    rim = (min(columns), max(columns)), (min(rows), max(rows))
    found, sure = QRect(), QRect()
    for key, area in tiles.items():
        if key[0] in rim[0] or key[1] in rim[1]:
            found = found.united(_tight(plane, area))
        else:
            sure = sure.united(area)
    return found.united(sure)


def _tight(plane: Plane, area: QRect) -> QRect:
    import numpy as np

    grey = strength_in(plane, area)
    rows, columns = np.flatnonzero(grey.any(1)), np.flatnonzero(grey.any(0))
    if not len(rows):
        return QRect()
    return QRect(
        area.left() + int(columns[0]),
        area.top() + int(rows[0]),
        int(columns[-1] - columns[0]) + 1,
        int(rows[-1] - rows[0]) + 1,
    )


def outwards(strength: "Grey", grow: int, feather: int) -> "Grey":
    """All of ``strength``, grown by ``grow`` pixels and fading over ``feather`` pixels beyond that."""
    import numpy as np

    grown = _spread(strength, grow)
    return np.maximum(grown, _blurred(_spread(grown, feather // 2), feather // 2))


def inwards(strength: "Grey", feather: int) -> "Grey":
    """``strength`` fading to nothing over ``feather`` pixels before its edge; never more than it was."""
    import numpy as np

    return np.minimum(strength, _blurred(255 - _spread(255 - strength, feather // 2), feather // 2))


def _spread(grey: "Grey", pixels: int) -> "Grey":
    import cv2
    import numpy as np

    if pixels < 1:
        return grey
    around = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (2 * pixels + 1, 2 * pixels + 1))
    return np.asarray(cv2.dilate(grey, around), np.uint8)


def _blurred(grey: "Grey", radius: int) -> "Grey":
    import cv2
    import numpy as np

    if radius < 1:
        return grey
    side = 2 * radius + 1
    return np.asarray(cv2.GaussianBlur(grey, (side, side), 0, borderType=cv2.BORDER_REPLICATE), np.uint8)


def outside(document: QRect, area: QRect, overlap: int) -> "Grey":
    """What of ``area`` lies outside the document, fading over ``overlap`` pixels into it."""
    import numpy as np

    grey = np.full((area.height(), area.width()), 255, np.uint8)
    inner = document.intersected(area).translated(-area.topLeft())
    if not inner.isEmpty():
        grey[inner.top() : inner.bottom() + 1, inner.left() : inner.right() + 1] = 0
    return outwards(grey, 0, overlap)
