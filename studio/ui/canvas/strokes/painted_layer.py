"""What paint on the active layer is like: its colour, and how it joins the pixels that are there."""

from PySide6.QtGui import QColor, QPainter

from studio.core.layers import Layer
from studio.ui.canvas.strokes.wash import Ink
from studio.ui.canvas.tool import Desk

_Mode = QPainter.CompositionMode
MASK_COLOUR = QColor("white")
"""Mask layers keep their strength in the alpha; their colour is not seen."""


def is_mask(layer: Layer | None) -> bool:
    return layer is not None and layer.kind == "mask"


def paint_ink(desk: Desk, opacity: float) -> Ink | None:
    """Paint of the ink colour for the active layer; None when it cannot be painted on, which is said."""
    plane = desk.target()
    layer = desk.document.active
    if not plane or layer is None:
        return None
    colour = MASK_COLOUR if is_mask(layer) else desk.colours.ink
    locked = layer.alpha_locked
    mode = _Mode.CompositionMode_SourceAtop if locked else _Mode.CompositionMode_SourceOver
    return Ink(plane, QColor(colour), opacity, mode)
