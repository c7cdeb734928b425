"""Blend modes: Qt's raster engine where it knows them, numpy for colour and luminosity."""

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from studio.ui.canvas.tile import FORMAT

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
        painter.drawImage(at, _non_separable(under, source.copy(part), opacity, mode))
    painter.setCompositionMode(_Mode.CompositionMode_SourceOver)


def _non_separable(under: QImage, over: QImage, opacity: float, mode: str) -> QImage:
    """W3C Compositing and Blending Level 1, section 10.2, on premultiplied pixels of one size."""
    import numpy as np

    below, above = _floats(under), _floats(over) * opacity
    alpha_b, alpha_s = below[..., 3:], above[..., 3:]
    colour_b = below[..., :3] / np.maximum(alpha_b, 1e-6)
    colour_s = above[..., :3] / np.maximum(alpha_s, 1e-6)
    if mode == "colour":
        mixed = _set_luminosity(colour_s, _luminosity(colour_b))
    else:
        mixed = _set_luminosity(colour_b, _luminosity(colour_s))
    result = np.empty_like(below)
    result[..., :3] = (
        (1 - alpha_s) * below[..., :3] + (1 - alpha_b) * above[..., :3] + alpha_s * alpha_b * mixed
    )
    result[..., 3:] = alpha_s + alpha_b - alpha_s * alpha_b
    pixels = np.rint(np.clip(result, 0, 1) * 255).astype(np.uint8)
    pixels[..., :3] = np.minimum(pixels[..., :3], pixels[..., 3:])
    return QImage(pixels.tobytes(), under.width(), under.height(), under.width() * 4, FORMAT).copy()


def _floats(image: QImage):
    import numpy as np

    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    return raw[:, : image.width() * 4].reshape(image.height(), image.width(), 4).astype(np.float32) / 255


def _luminosity(colour):
    return 0.11 * colour[..., :1] + 0.59 * colour[..., 1:2] + 0.30 * colour[..., 2:3]


def _set_luminosity(colour, wanted):
    import numpy as np

    colour = colour + (wanted - _luminosity(colour))
    light = _luminosity(colour)
    least, most = colour.min(-1, keepdims=True), colour.max(-1, keepdims=True)
    colour = np.where(least < 0, light + (colour - light) * light / np.maximum(light - least, 1e-6), colour)
    return np.where(most > 1, light + (colour - light) * (1 - light) / np.maximum(most - light, 1e-6), colour)
