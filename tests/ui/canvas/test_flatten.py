"""Tiles say where they have anything, and a picture that asks them looks the same as one that does not."""

import random

import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.layers import BLENDS, Layer, State
from studio.ui.canvas.document import Document
from studio.ui.canvas.flatten import flatten, flatten_onto
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import SIDE, Tile, area_of, blank

pytestmark = pytest.mark.usefixtures("qapp")


def test_a_tile_knows_where_it_has_something() -> None:
    image = blank()
    assert Tile(blank()).content().isEmpty()
    with QPainter(image) as painter:
        painter.fillRect(30, 70, 50, 20, QColor(0, 0, 0, 1))
    content = Tile(image).content()
    assert content.contains(QRect(30, 70, 50, 20))
    assert content.width() <= 52 and content.height() <= 20 + 2 * 16
    image.setPixelColor(255, 255, QColor("red"))
    image.setPixelColor(0, 0, QColor("red"))
    assert Tile(image).content() == QRect(0, 0, SIDE, SIDE)


def test_a_tile_being_painted_on_may_have_something_anywhere() -> None:
    image = blank()
    tile = Tile(image, live=True)
    assert tile.content() == QRect(0, 0, SIDE, SIDE)
    image.setPixelColor(200, 200, QColor("red"))
    assert tile.content() == QRect(0, 0, SIDE, SIDE)


def a_document(seed: int) -> Document:
    """Small spots here and there in layers of every blend mode, some of them in a group with a mask."""
    chance = random.Random(seed)
    layers = [
        Layer(id=f"l{number}", name="", blend=blend, opacity=chance.choice((1.0, 0.6)))
        for number, blend in enumerate(chance.sample(BLENDS, len(BLENDS)))
    ]
    mask = Layer(id="mask", name="", kind="mask", mask_use="transparency")
    group = Layer(id="group", name="", kind="group", opacity=0.7, children=(*layers[3:6], mask))
    state = State(width=600, height=400, layers=(*layers[:3], group, *layers[6:]), active="l0")
    document = Document(state)
    with document.edit("Spots") as edit:
        for plane in [layer.id for layer in layers] + ["mask"]:
            for _ in range(3):
                area = QRect(chance.randrange(560), chance.randrange(360), 90, chance.randrange(1, 60))
                colour = QColor.fromHsv(chance.randrange(360), 200, 220, chance.randrange(1, 256))
                edit.paint(plane, area, lambda painter, a=area, c=colour: painter.fillRect(a, c))
    return document


@pytest.mark.parametrize("seed", range(6))
def test_leaving_out_what_is_empty_changes_no_pixel(seed: int) -> None:
    document = a_document(seed)
    for area in (document.area, QRect(130, 70, 300, 200), QRect(5, 300, 40, 90)):
        whole = flatten(document.state, document.planes, area)
        assert flatten(document.state, document.planes, area, sparse=True) == whole
        below = State(width=600, height=400, layers=document.state.layers[:2], active="l0")
        ground = flatten(below, document.planes, area)
        assert flatten_onto(QImage(ground), document.state.layers[2:], document.planes, area) == whole


def test_the_tiles_in_an_area_are_found_however_many_there_are() -> None:
    tiles = {(x, y): Tile(blank()) for x in range(-2, 3) for y in range(-2, 3)}
    few = Plane({key: tiles[key] for key in ((-1, -1), (0, 0), (2, 1))})
    for area in (
        QRect(0, 0, 256, 256), QRect(-1, -1, 2, 2), QRect(255, 255, 2, 2), QRect(-600, -600, 5000, 5000),
        QRect(300, 300, 0, 0), QRect(300, 300, 0, 40), QRect(), QRect(512, 256, 1, 1), QRect(9000, 0, 5, 5),
    ):  # fmt: skip
        for plane in (few, Plane(tiles)):
            wanted = {key for key in plane.tiles if not area_of(key).intersected(area).isEmpty()}
            assert {key for key, _ in plane.touching(area)} == wanted, area
