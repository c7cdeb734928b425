"""Pixels between colour profiles."""

import pytest
from PySide6.QtGui import QColor, QColorSpace, QImage

from studio.ui.canvas.colour_space import converted, is_srgb, space_of

pytestmark = pytest.mark.usefixtures("qapp")
WIDE = bytes(QColorSpace(QColorSpace.NamedColorSpace.AdobeRgb).iccProfile().data())


def picture(colour: QColor) -> QImage:
    image = QImage(4, 4, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(colour)
    return image


def test_srgb_red_is_less_than_full_in_a_wider_space_and_comes_back() -> None:
    red = picture(QColor(255, 0, 0))
    wide = converted(red, b"", WIDE)
    assert wide.format() == red.format() and 200 < wide.pixelColor(0, 0).red() < 235
    back = converted(wide, WIDE, b"").pixelColor(0, 0)
    assert back.red() >= 254 and back.green() <= 1


def test_transparency_is_kept() -> None:
    half = converted(picture(QColor(255, 0, 0, 128)), b"", WIDE)
    assert half.pixelColor(0, 0).alpha() == 128


@pytest.mark.parametrize("profile", [b"", b"garbage", bytes(128)])
def test_no_profile_and_broken_ones_mean_srgb(profile: bytes) -> None:
    image = picture(QColor("teal"))
    assert is_srgb(profile) and converted(image, profile, b"") is image
    assert not is_srgb(WIDE) and space_of(WIDE).isValid()
