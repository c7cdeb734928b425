"""What thumbnails show: the part inside the document, groups blended, masks as strength."""

from typing import Any

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage

from studio.ui.canvas.layers import edits
from studio.ui.canvas.layers.thumbnails import SIDE, drawn


def thumbnail(easel: Any, identity: str) -> QImage:
    document = easel.document
    return drawn(document.layer(identity), dict(document.planes), document.area.size())


@pytest.mark.parametrize("width", [40, 400, 1400])
def test_they_have_the_shape_of_the_document(make_easel: Any, width: int) -> None:
    easel = make_easel(width, width // 2)
    left = easel.painted("Left", "red", QRect(0, 0, width // 2, width))
    image = thumbnail(easel, left.id)
    assert (image.width(), image.height()) == (SIDE, SIDE // 2)
    assert image.pixelColor(8, 16) == QColor("red") and image.pixelColor(56, 16).alpha() == 0


@pytest.mark.parametrize("width", [400, 1400])
def test_a_group_is_blended(make_easel: Any, width: int) -> None:
    easel = make_easel(width, width)
    below = easel.painted("Below", "#808080")
    above = easel.painted("Above", "#ff8000", blend="multiply")
    group = edits.group(easel.document, [below.id, above.id])
    colour = thumbnail(easel, group).pixelColor(32, 32)
    assert abs(colour.red() - 128) <= 1 and abs(colour.green() - 64) <= 1 and colour.blue() == 0
    edits.set_visible(easel.document, [above.id], False)
    assert thumbnail(easel, group).pixelColor(32, 32) == QColor("#808080")


def test_a_mask_is_white_where_it_is_strong(easel: Any) -> None:
    mask = easel.painted("Mask", QColor(255, 255, 255, 128), QRect(0, 0, 150, 200), kind="mask")
    image = thumbnail(easel, mask.id)
    assert abs(image.pixelColor(8, 16).lightness() - 128) <= 1
    assert image.pixelColor(56, 16) == QColor("black")


def test_an_empty_layer_is_transparent(easel: Any) -> None:
    empty = edits.add_paint(easel.document)
    assert thumbnail(easel, empty).pixelColor(5, 5).alpha() == 0
