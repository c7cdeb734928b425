"""Marching ants: the outline of the selection, found off the window thread, drawn as moving dashes."""

import sys
from collections.abc import Mapping

from PySide6.QtCore import QLine, QObject, QPoint, QPointF, QRect, QRectF, QTimer, Signal
from PySide6.QtGui import QBrush, QColor, QImage, QPainter, QPen, QPixmap, QTransform

from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.tile import SIDE, Key, Tile
from studio.ui.zoom.lens import Lens

STEP = 120
"""Milliseconds between two steps of the ants."""
DASH = 4
"""Length of a dash in logical pixels."""
SELECTED = 128
"""Alpha from which on a pixel counts as selected: the contour of one half."""
LINES_MOST = 12_000
"""A longer outline is found again in a coarser picture, so that a frame stays quick."""
PIXELS_MOST = 16_000_000
"""Pixels that are looked at; larger selections are looked at in steps."""
AT_ONCE = 4
"""Tiles up to which the outline is found right here."""


class Ants(QObject):
    """Follows the selection of one document; ``changed`` asks for a repaint."""

    changed = Signal()

    def __init__(self, document: Document, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._document = document
        self._lines: list[QLine] = []
        self._bounds = QRect()
        self._phase = 0
        self._asked = 0
        self._waiting = False
        self._again = False
        self._shown = False
        self._timer = QTimer(self)
        self._timer.setInterval(STEP)
        self._timer.timeout.connect(self._march)
        document.selection_changed.connect(self._selection_changed)
        self._selection_changed()

    @property
    def bounds(self) -> QRect:
        """Where the outline lies, in document pixels; empty without one."""
        return self._bounds

    @property
    def lines(self) -> list[QLine]:
        """The outline, along edges of pixels."""
        return self._lines

    @property
    def marching(self) -> bool:
        return self._timer.isActive()

    def close(self) -> None:
        """The document is shown no more."""
        self._timer.stop()
        self._document.selection_changed.disconnect(self._selection_changed)
        self.deleteLater()

    def set_shown(self, shown: bool) -> None:
        """Whether the canvas is in sight; hidden ants stand still."""
        self._shown = shown
        self._settle()

    def _settle(self) -> None:
        if self._shown and self._lines:
            if not self._timer.isActive():
                self._timer.start()
        else:
            self._timer.stop()

    def _march(self) -> None:
        self._phase = (self._phase + 1) % (2 * DASH)
        self.changed.emit()

    def _selection_changed(self) -> None:
        if not self._document.state.selected:
            self._asked += 1
            self._outlined((self._asked, []))
            return
        plane = self._document.plane(SELECTION)
        if len(plane.tiles) <= AT_ONCE and "numpy" in sys.modules:  # importing it takes long
            self._asked += 1
            self._outlined((self._asked, outline(dict(plane.tiles), self._document.area)))
        elif self._waiting:
            self._again = True
        else:
            self._asked += 1
            self._waiting = True
            tiles = {key: _still(tile) for key, tile in plane.tiles.items()}
            offthread.run(_numbered, self._asked, tiles, self._document.area, done=self._arrived)

    def _arrived(self, answer: "tuple[int, list[QLine]]") -> None:
        self._waiting = False
        self._outlined(answer)
        if self._again:
            self._again = False
            self._selection_changed()

    def _outlined(self, answer: "tuple[int, list[QLine]]") -> None:
        number, lines = answer
        if number != self._asked:
            return
        self.changed.emit()  # where it was
        self._lines = lines
        bounds = QRectF()
        for line in lines:
            bounds = bounds.united(QRectF(QPointF(line.p1()), QPointF(line.p2())).adjusted(0, 0, 0.5, 0.5))
        self._bounds = bounds.toAlignedRect()
        self._settle()
        self.changed.emit()

    def draw(self, painter: QPainter, lens: Lens) -> None:
        """Draw in window pixels."""
        if not self._lines:
            return
        left, top = lens.origin
        painter.save()
        painter.setTransform(QTransform(lens.scale, 0, 0, lens.scale, left, top), True)
        pen = QPen(self._stripes(lens), 1.0)
        pen.setCosmetic(True)
        painter.setPen(pen)
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        painter.drawLines(self._lines)
        painter.restore()

    def _stripes(self, lens: Lens) -> QBrush:
        """A pattern of slanted stripes: cheaper than dashes, and it moves along lines of any direction."""
        brush = QBrush(_pattern(self._phase))
        brush.setTransform(QTransform.fromScale(1 / lens.scale, 1 / lens.scale))
        return brush


def _still(tile: Tile) -> Tile:
    """The tile as it is now, also when an edit paints on it."""
    return Tile(QImage(tile.image())) if tile.unpacked else tile


_patterns: dict[int, QPixmap] = {}


def _pattern(phase: int) -> QPixmap:
    pixmap = _patterns.get(phase)
    if pixmap is None:
        side = 2 * DASH
        image = QImage(side, side, QImage.Format.Format_RGB32)
        for y in range(side):
            for x in range(side):
                image.setPixelColor(x, y, QColor("white" if (x + y - phase) % side < DASH else "black"))
        pixmap = _patterns[phase] = QPixmap.fromImage(image)
    return pixmap


def _numbered(number: int, tiles: Mapping[Key, Tile], area: QRect) -> tuple[int, list[QLine]]:
    return number, outline(tiles, area)


def outline(tiles: Mapping[Key, Tile], area: QRect) -> list[QLine]:
    """The edges between pixels that are at least half selected and others, within ``area``. Any thread."""
    columns, rows = [key[0] for key in tiles], [key[1] for key in tiles]
    if not tiles:
        return []
    room = QRect(
        QPoint(min(columns), min(rows)) * SIDE, QPoint(max(columns) + 1, max(rows) + 1) * SIDE - QPoint(1, 1)
    )
    room = room.intersected(area)
    if room.isEmpty():
        return []
    step = 1
    while room.width() * room.height() > PIXELS_MOST * step * step:
        step *= 2
    while True:
        lines = _edges(_mask(tiles, room, step), room.topLeft(), step)
        if len(lines) <= LINES_MOST or step >= 64:
            return lines
        step *= 2


def _mask(tiles: Mapping[Key, Tile], room: QRect, step: int):
    """Which pixels are selected, every ``step``-th one."""
    import numpy as np

    height, width = -(-room.height() // step), -(-room.width() // step)
    mask = np.zeros((height, width), bool)
    for key, tile in tiles.items():
        image = tile.image()
        alpha = np.frombuffer(image.constBits(), np.uint8).reshape(SIDE, SIDE, 4)[:, :, 3]
        left, top = key[0] * SIDE - room.x(), key[1] * SIDE - room.y()  # the room begins with a tile
        if left < 0 or top < 0:
            continue
        part = alpha[::step, ::step] >= SELECTED
        column, row = left // step, top // step
        high, wide = min(part.shape[0], height - row), min(part.shape[1], width - column)
        if high > 0 and wide > 0:
            mask[row : row + high, column : column + wide] = part[:high, :wide]
    return mask


def _edges(mask, corner: QPoint, step: int) -> list[QLine]:
    """Straight runs of edges, in document pixels."""
    import numpy as np

    padded = np.pad(mask, 1)
    lines: list[QLine] = []
    for across in (True, False):
        grid = padded if across else padded.T
        changes = grid[1:, :] != grid[:-1, :]  # between two rows
        inner = np.diff(np.pad(changes, ((0, 0), (1, 1))).astype(np.int8), axis=1)
        at, begin = np.nonzero(inner == 1)
        _, end = np.nonzero(inner == -1)
        for line, first, last in zip(at.tolist(), begin.tolist(), end.tolist(), strict=True):
            near, far, level = (first - 1) * step, (last - 1) * step, line * step
            if across:
                lines.append(
                    QLine(corner.x() + near, corner.y() + level, corner.x() + far, corner.y() + level)
                )
            else:
                lines.append(
                    QLine(corner.x() + level, corner.y() + near, corner.x() + level, corner.y() + far)
                )
    return lines
