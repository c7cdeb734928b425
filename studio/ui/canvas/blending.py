"""Blend modes: Qt's raster engine where it knows them, `hue_blending` for the other two."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from studio.ui.canvas import hue_blending

_Mode = QPainter.CompositionMode
NATIVE = {
    "normal": _Mode.CompositionMode_SourceOver,
    "multiply": _Mode.CompositionMode_Multiply,
    "screen": _Mode.CompositionMode_Screen,
    "overlay": _Mode.CompositionMode_Overlay,
    "soft_light": _Mode.CompositionMode_SoftLight,
    "darken": _Mode.CompositionMode_Darken,
    "lighten": _Mode.CompositionMode_Lighten,
    "difference": _Mode.CompositionMode_Difference,
}


def blend(
    painter: QPainter,
    backdrop: QImage,
    at: QPoint,
    source: QImage,
    part: QRect,
    opacity: float,
    mode: str,
) -> None:
    """Draw ``part`` of ``source`` with its corner at ``at`` (painter coordinates) onto ``backdrop``.

    ``painter`` paints on ``backdrop`` and is translated only. Both images are premultiplied.
    """
    if mode in NATIVE:
        painter.setOpacity(opacity)
        painter.setCompositionMode(NATIVE[mode])
        painter.drawImage(at, source, part)
        painter.setOpacity(1.0)
    else:
        under = backdrop.copy(QRect(painter.transform().map(at), part.size()))
        painter.setCompositionMode(_Mode.CompositionMode_Source)
        painter.drawImage(at, hue_blending.mixed(under, source.copy(part), opacity, mode))
    painter.setCompositionMode(_Mode.CompositionMode_SourceOver)
