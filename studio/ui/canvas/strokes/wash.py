"""A stroke's own plane: dabs gather there and are laid over the tiles as they were, only where new."""

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from studio.ui.canvas.document import SELECTION, Edit
from studio.ui.canvas.strokes.dabs import Dab
from studio.ui.canvas.tile import FORMAT, SIDE, Key, Tile, corner_of

if TYPE_CHECKING:
    from numpy import ndarray

Mode = QPainter.CompositionMode


@dataclass(frozen=True)
class Ink:
    """What a stroke does to the pixels of ``plane``. ``opacity`` 0 to 1 is never exceeded in one stroke."""

    plane: str
    colour: QColor
    opacity: float = 1.0
    mode: Mode = Mode.CompositionMode_SourceOver
    within_selection: bool = True


def colours(colour: QColor) -> "ndarray":
    """The premultiplied pixel (uint32) of each strength 0 to 255 of a colour."""
    import numpy as np

    strength = np.arange(256, dtype=np.uint32)
    red, green, blue = (
        (strength * part + 127) // 255 for part in (colour.red(), colour.green(), colour.blue())
    )
    return strength << 24 | red << 16 | green << 8 | blue


def alpha_of(image: QImage) -> "ndarray":
    """The alpha of a picture's pixels (uint8); the picture must outlive it."""
    import numpy as np

    pixels = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.width(), 4)
    return pixels[..., 3]


class Wash:
    """Keeps for each touched tile how much of what lies below still shows through (1 all, 0 nothing).

    A dab multiplies that; a stroke therefore costs the same at its end as at its beginning.
    """

    def __init__(self, edit: Edit, ink: Ink) -> None:
        self._edit, self.ink = edit, ink
        self._area = edit.document.area
        self._limited = ink.within_selection and edit.document.state.selected
        self._selection = edit.document.plane(SELECTION)
        self._through: dict[Key, ndarray] = {}
        self._strength: dict[Key, ndarray | None] = {}
        self._dirty: dict[Key, QRect] = {}
        self._colours = colours(ink.colour)
        self._cover: ndarray | None = None
        self._flow = 0.0
        self._factor: ndarray | None = None

    def stamp(self, dab: Dab, flow: float, most: float = 1.0) -> None:
        """Add a dab; ``flow`` 0 to 1 is its strength, ``most`` what it may cover at most."""
        height, width = dab.cover.shape
        part = QRect(dab.left, dab.top, width, height).intersected(self._area)
        if part.isEmpty():
            return
        if self._cover is not dab.cover or self._flow != flow or self._factor is None:
            self._factor = dab.cover * -flow
            self._factor += 1
            self._cover, self._flow = dab.cover, flow
        for row in range(part.top() // SIDE, part.bottom() // SIDE + 1):
            for column in range(part.left() // SIDE, part.right() // SIDE + 1):
                self._stamp_tile((column, row), part, dab, most)

    def _stamp_tile(self, key: Key, part: QRect, dab: Dab, most: float) -> None:
        left, top = max(part.left(), key[0] * SIDE), max(part.top(), key[1] * SIDE)
        right = min(part.right() + 1, (key[0] + 1) * SIDE)
        bottom = min(part.bottom() + 1, (key[1] + 1) * SIDE)
        if self._limited and self._selected(key) is None:
            return
        assert self._factor is not None
        factor = self._factor[top - dab.top : bottom - dab.top, left - dab.left : right - dab.left]
        x, y = left - key[0] * SIDE, top - key[1] * SIDE
        through = self._tile(key)[y : y + bottom - top, x : x + right - left]
        if most >= 1.0:
            through *= factor
        else:  # towards what this dab may cover, and never back
            import numpy as np

            np.minimum(through, through * factor + (1 - most) * (1 - factor), out=through)
        fresh = QRect(x, y, right - left, bottom - top)
        self._dirty[key] = self._dirty[key].united(fresh) if key in self._dirty else fresh

    def _tile(self, key: Key) -> "ndarray":
        tile = self._through.get(key)
        if tile is None:
            import numpy as np

            tile = self._through[key] = np.ones((SIDE, SIDE), np.float32)
        return tile

    def _selected(self, key: Key) -> "ndarray | None":
        """Strength of the selection in a tile; None where nothing is selected."""
        if key not in self._strength:
            import numpy as np

            image = self._selection.image(key)
            strength = None if image is None else alpha_of(image).astype(np.float32) / 255
            self._strength[key] = strength
        return self._strength[key]

    def lay(self) -> list[QRect]:
        """Bring the pixels up to date; the areas (document pixels) that look different now, one a tile."""
        areas = [
            part.translated(corner_of(key)) for key, part in self._dirty.items() if self._lay_tile(key, part)
        ]
        self._dirty.clear()
        return areas

    def _lay_tile(self, key: Key, part: QRect) -> bool:
        import numpy as np

        rows = slice(part.top(), part.bottom() + 1)
        columns = slice(part.left(), part.right() + 1)
        strength = 1 - self._through[key][rows, columns]
        strength *= 255 * self.ink.opacity
        selected = self._selected(key) if self._limited else None
        if selected is not None:
            strength *= selected[rows, columns]
        strength += 0.5
        levels = strength.astype(np.uint8)
        if not levels.any():
            return False
        pixels = np.take(self._colours, levels)
        fresh = QImage(pixels.data, part.width(), part.height(), part.width() * 4, FORMAT)
        plane = self.ink.plane
        with QPainter(self._edit.writable(plane, key)) as painter:
            painter.setCompositionMode(Mode.CompositionMode_Source)
            painter.drawImage(part.topLeft(), self._before(self._edit.before(plane, key)), part)
            painter.setCompositionMode(self.ink.mode)
            painter.drawImage(part.topLeft(), fresh)
        return True

    _nothing: QImage | None = None

    def _before(self, tile: Tile | None) -> QImage:
        if tile:
            return tile.image()
        if self._nothing is None:
            self._nothing = QImage(SIDE, SIDE, FORMAT)
            self._nothing.fill(0)
        return self._nothing


def joined(areas: list[QRect]) -> list[QRect]:
    """Areas that touch each other, joined, so that few are told."""
    result: list[QRect] = []
    for area in areas:
        near = [other for other in result if other.adjusted(-1, -1, 1, 1).intersects(area)]
        result = [other for other in result if other not in near]
        for other in near:
            area = area.united(other)
        result.append(area)
    return result
