"""Blend modes: Qt's raster engine where it knows them, numpy for colour and luminosity."""

from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QPoint, QRect
from PySide6.QtGui import QImage, QPainter

from studio.ui.canvas.tile import FORMAT

if TYPE_CHECKING:
    import numpy as np

    Channel = np.ndarray[Any, Any]

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
    """W3C Compositing and Blending Level 1, section 10.2, on premultiplied pixels of one size.

    Each channel is an array of its own: numpy is several times quicker on those than on pixels of four.
    """
    import numpy as np

    below, above = _channels(under), [channel * opacity for channel in _channels(over)]
    alpha_b, alpha_s = below[3], above[3]
    colour_b, colour_s = _plain(below), _plain(above)
    if mode == "colour":
        mixed = _with_luminosity(colour_s, _luminosity(colour_b))
    else:
        mixed = _with_luminosity(colour_b, _luminosity(colour_s))
    both, only_b, only_s = alpha_s * alpha_b, 1 - alpha_s, 1 - alpha_b
    pixels = np.empty((under.height(), under.width(), 4), np.uint8)
    alpha = np.rint((alpha_s + alpha_b - both) * 255)
    pixels[..., 3] = alpha
    for place in range(3):
        channel = only_b * below[place] + only_s * above[place] + both * mixed[place]
        pixels[..., place] = np.clip(np.rint(channel * 255), 0, alpha)
    return QImage(pixels.data, under.width(), under.height(), under.width() * 4, FORMAT).copy()


def _channels(image: QImage) -> "list[Channel]":
    """Blue, green, red and alpha, 0 to 1."""
    import numpy as np

    raw = np.frombuffer(image.constBits(), np.uint8).reshape(image.height(), image.bytesPerLine())
    pixels = raw[:, : image.width() * 4].reshape(image.height(), image.width(), 4)
    return [pixels[..., place].astype(np.float32) / 255 for place in range(4)]


def _plain(channels: "list[Channel]") -> "list[Channel]":
    """Colours without the alpha they were multiplied with."""
    import numpy as np

    alpha = channels[3]
    if alpha.min() >= 1.0:
        return channels[:3]
    factor = 1 / np.maximum(alpha, 1e-6)
    return [channel * factor for channel in channels[:3]]


def _luminosity(colour: "list[Channel]") -> "Channel":
    blue, green, red = colour
    return 0.11 * blue + 0.59 * green + 0.30 * red


def _with_luminosity(colour: "list[Channel]", wanted: "Channel") -> "list[Channel]":
    """SetLum and ClipColor of the specification: the same hue and saturation as far as they fit."""
    import numpy as np

    shift = wanted - _luminosity(colour)
    blue, green, red = (channel + shift for channel in colour)
    least, most = np.minimum(np.minimum(blue, green), red), np.maximum(np.maximum(blue, green), red)
    squeeze = np.ones_like(wanted)
    low, high = least < 0, most > 1
    if low.any():
        squeeze[low] = wanted[low] / np.maximum(wanted[low] - least[low], 1e-6)
    if high.any():
        squeeze[high] *= (1 - wanted[high]) / np.maximum(most[high] - wanted[high], 1e-6)
    return [wanted + (channel - wanted) * squeeze for channel in (blue, green, red)]
