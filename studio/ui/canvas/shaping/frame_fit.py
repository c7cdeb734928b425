"""Fits the generation frame around the selection or the document, in sizes that requests may have."""

from PySide6.QtCore import QRect, QSize

from studio.core.requests import SIDE_MAX, SIDE_MIN, SIZE_MULTIPLE
from studio.ui.canvas.document import SELECTION, Document


def fitted_frame(document: Document, *, whole: bool = False) -> QRect:
    """The frame around the selection's tiles when there is one, else (or with ``whole``) the document.

    Larger than a request may be, it lies in the middle of it. The selection is taken as exactly as can be
    told at once.
    """
    area = document.area
    if document.state.selected and not whole:
        from studio.ui.canvas.shaping.remapping import content_bounds

        selected = content_bounds(document.plane(SELECTION)).intersected(area)
        area = area if selected.isEmpty() else selected
    return around(area)


def around(area: QRect) -> QRect:
    """The smallest allowed frame that holds ``area`` with the same middle; exactly it where it can be."""
    size = QSize(_side(area.width()), _side(area.height()))
    left = area.x() + (area.width() - size.width()) // 2
    top = area.y() + (area.height() - size.height()) // 2
    return QRect(left, top, size.width(), size.height())


def _side(pixels: int) -> int:
    rounded = -(-pixels // SIZE_MULTIPLE) * SIZE_MULTIPLE
    return max(SIDE_MIN, min(SIDE_MAX, rounded))
