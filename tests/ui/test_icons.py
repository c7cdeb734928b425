"""Icons are drawn at the resolution of the screen and in the colour of their state."""

import pytest
from PySide6.QtCore import QSize
from PySide6.QtGui import QIcon

from studio.ui.icons import icon


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0, 3.0])
def test_an_icon_has_the_pixels_of_its_screen(theme, scale: float) -> None:
    drawn = icon("gear").pixmap(QSize(16, 16), scale)
    assert drawn.size() == QSize(16, 16) * scale and drawn.devicePixelRatio() == scale
    assert drawn.deviceIndependentSize().toSize() == QSize(16, 16)


def test_a_disabled_icon_is_fainter(theme) -> None:
    def strength(mode: QIcon.Mode) -> int:
        image = icon("gear").pixmap(QSize(32, 32), 1.0, mode).toImage()
        return max(image.pixelColor(x, y).alpha() for x in range(32) for y in range(32))

    assert 0 < strength(QIcon.Mode.Disabled) < strength(QIcon.Mode.Normal) == 255
