"""The font that a manuscript is read and written in."""

from PySide6.QtGui import QFont

FAMILIES = (
    "Source Serif 4",
    "Iowan Old Style",
    "Charter",
    "Cambria",
    "Georgia",
    "Liberation Serif",
    "Noto Serif",
    "P052",
    "DejaVu Serif",
    "Noto Serif CJK SC",
    "Songti SC",
    "SimSun",
)
"""Missing ones are passed over."""


def manuscript_font(pixels: int) -> QFont:
    """The serif font of this machine at a size."""
    font = QFont()
    font.setFamilies(list(FAMILIES))
    font.setStyleHint(QFont.StyleHint.Serif)
    font.setPixelSize(max(6, pixels))
    return font
