"""Where a selection's strength comes from: a path, a picture, a layer, or the one before, changed."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

import msgspec
from PySide6.QtCore import QPoint, QRect, Qt
from PySide6.QtGui import QImage, QPainter, QPainterPath

from studio.core.layers import find
from studio.ui.canvas.document import SELECTION
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.selecting.selection_edges import Change
from studio.ui.canvas.strokes.landing import Snapshot, strengths

if TYPE_CHECKING:
    from numpy import ndarray

Levels = Callable[[QRect], "ndarray"]
"""Strength 0 to 255 in an area within the document (uint8, rows first); 0 where there is nothing."""


@dataclass(frozen=True)
class Shape:
    """A strength for every pixel; nothing is selected outside of ``bounds``. Used by one worker."""

    bounds: QRect
    levels: Levels


Make = Callable[[Snapshot], Shape]
"""Finds a shape in a document as it was. Runs off the window thread; may raise StoppedError."""


def whole(shot: Snapshot) -> Shape:
    import numpy as np

    return Shape(shot.area, lambda area: np.full((area.height(), area.width()), 255, np.uint8))


def present(shot: Snapshot) -> Shape:
    """The selection there is."""
    if not shot.state.selected:
        return of_plane(Plane())
    return of_plane(shot.planes.get(SELECTION) or Plane())


def of_plane(plane: Plane) -> Shape:
    return Shape(plane.bounds(), lambda area: strengths(plane, area))


def inverse(shot: Snapshot) -> Shape:
    inner = present(shot)
    return Shape(shot.area, lambda area: 255 - inner.levels(area))


def moved(shot: Snapshot, by: QPoint) -> Shape:
    """The selection at another place."""
    inner = present(shot)
    return Shape(inner.bounds.translated(by), lambda area: inner.levels(area.translated(-by)))


def of_path(path: QPainterPath, antialias: bool) -> Shape:
    """What a closed path encloses, in document pixels."""
    path = QPainterPath(path)
    bounds = path.boundingRect().toAlignedRect().adjusted(-1, -1, 1, 1)
    if path.boundingRect().width() <= 0 or path.boundingRect().height() <= 0:
        bounds = QRect()

    def levels(area: QRect) -> "ndarray":
        image = QImage(area.size(), QImage.Format.Format_Grayscale8)
        image.fill(0)
        with QPainter(image) as painter:
            painter.setRenderHint(QPainter.RenderHint.Antialiasing, antialias)
            painter.translate(-QPoint(area.topLeft()))
            painter.fillPath(path, Qt.GlobalColor.white)
        return _rows(image)

    return Shape(bounds, levels)


def _rows(image: QImage) -> "ndarray":
    import numpy as np

    rows = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return rows[:, : image.width()].copy()


def of_image(image: QImage, corner: QPoint) -> Shape:
    """The alpha of a picture whose first pixel lies at ``corner``; a grey one without alpha counts itself."""
    grey = image.format() == QImage.Format.Format_Grayscale8
    return of_levels(
        lambda: _rows(image if grey else image.convertToFormat(QImage.Format.Format_Alpha8)),
        QRect(corner, image.size()),
    )


def of_levels(read: "Callable[[], ndarray]", bounds: QRect) -> Shape:
    """Strengths that lie at hand, the first at the corner of ``bounds``; read when first asked for."""
    kept: list[ndarray] = []

    def levels(area: QRect) -> "ndarray":
        import numpy as np

        if not kept:
            kept.append(read())
        result = np.zeros((area.height(), area.width()), np.uint8)
        part = area.intersected(bounds)
        if not part.isEmpty():
            inner, outer = part.translated(-bounds.topLeft()), part.translated(-area.topLeft())
            result[outer.top() : outer.bottom() + 1, outer.left() : outer.right() + 1] = kept[0][
                inner.top() : inner.bottom() + 1, inner.left() : inner.right() + 1
            ]
        return result

    return Shape(bounds, levels)


def of_layer(shot: Snapshot, identity: str) -> Shape:
    """Where a layer has pixels, as strongly as they are opaque; a group counts as it is shown."""
    layer = find(shot.state.layers, identity)
    if layer is None:
        return Shape(QRect(), strengths_of_nothing)
    if layer.kind != "group":
        return of_plane(shot.planes.get(identity) or Plane())
    shown = msgspec.structs.replace(layer, visible=True, opacity=1.0, blend="normal")
    alone = msgspec.structs.replace(shot.state, layers=(shown,))

    def levels(area: QRect) -> "ndarray":
        image = flatten(alone, shot.planes, area)
        return _rows(image.convertToFormat(QImage.Format.Format_Alpha8))

    return Shape(shot.area, levels)


def strengths_of_nothing(area: QRect) -> "ndarray":
    import numpy as np

    return np.zeros((area.height(), area.width()), np.uint8)


def changed(shape: Shape, change: Change, document: QRect) -> Shape:
    """``shape`` with its edge changed, within the document."""
    margin, reach = change.margin, change.outwards
    bounds = QRect()
    if not shape.bounds.intersected(document).isEmpty():
        bounds = shape.bounds.adjusted(-reach, -reach, reach, reach).intersected(document)

    def levels(area: QRect) -> "ndarray":
        import cv2
        import numpy as np

        wide = area.adjusted(-margin, -margin, margin, margin)
        seen = wide.intersected(document)
        now = shape.levels(seen)
        if not now.any() or (not change.bare and now.min() == 255):
            inner = area.translated(-seen.topLeft())
            return now[inner.top() : inner.bottom() + 1, inner.left() : inner.right() + 1]
        padded = cv2.copyMakeBorder(
            now,
            seen.top() - wide.top(),
            wide.bottom() - seen.bottom(),
            seen.left() - wide.left(),
            wide.right() - seen.right(),
            cv2.BORDER_CONSTANT if change.bare else cv2.BORDER_REPLICATE,
        )
        result = change.apply(np.asarray(padded, np.uint8))
        return result[margin : margin + area.height(), margin : margin + area.width()]

    return Shape(bounds, levels)
