"""Whatever is edited, the kept composites equal a fresh flattening, at every level."""

from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QColorSpace, QImage, QPainter
from pytestqt.qtbot import QtBot

from studio.core.errors import ErrorKind, StudioError
from studio.core.layer_tree import put
from studio.core.layers import Layer, State, new_id, walk
from studio.ui.canvas.document import EVERYTHING, Document
from studio.ui.canvas.flatten import Planes, flatten
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.tile import SIDE, Key, Tile, area_of, keys_in
from studio.ui.canvas.viewing import ground
from studio.ui.canvas.viewing.projection import WHOLE_FROM, Projection, halved
from studio.ui.canvas.viewing.warm_tiles import WarmTiles

pytestmark = pytest.mark.usefixtures("qapp")


def settle(projection: Projection, level: int = 0) -> None:
    """Look at everything and let it compute until nothing is left."""
    projection.want(level, projection.document.area)
    while not projection.settled:
        projection.work(1.0)


def expected(document: Document, level: int, key: Key) -> QImage:
    image = flatten(document.state, document.planes, area_of(key))
    for _ in range(level):
        image = halved(image)
    return image


def check(projection: Projection, level: int) -> None:
    for key in keys_in(projection.document.area):
        side = SIDE >> level
        if level < WHOLE_FROM:
            image = projection.image(level, key)
        else:
            image = projection.whole(level).copy(key[0] * side, key[1] * side, side, side)
        assert image == expected(projection.document, level, key), (level, key)


def paint(document: Document, area: QRect, colour: QColor, layer: str = "") -> None:
    with document.edit("Paint") as edit:
        edit.paint(layer or document.state.active, area, lambda painter: painter.fillRect(area, colour))


# Random edits

Act = Callable[[Document, int, int, int, int], None]


def _stroke(document: Document, x: int, y: int, side: int, colour: int) -> None:
    paint(document, QRect(x, y, side, side), QColor.fromHsv(colour % 360, 200, 200, 30 + colour % 226))


def _open_stroke(document: Document, x: int, y: int, side: int, colour: int) -> None:
    edit = document.edit("Stroke")
    for step in range(3):
        area = QRect(x + 9 * step, y + 5 * step, side // 3 + 1, side // 3 + 1)
        edit.paint(
            document.state.active, area, lambda p, area=area: p.fillRect(area, QColor.fromHsv(colour, 99, 99))
        )


def _erase(document: Document, x: int, y: int, side: int, _: int) -> None:
    def draw(painter: QPainter) -> None:
        painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
        painter.fillRect(x, y, side, side, QColor("black"))

    with document.edit("Erase") as edit:
        edit.paint(document.state.active, QRect(x, y, side, side), draw)


def _add(document: Document, x: int, y: int, side: int, number: int) -> None:
    blend = ("normal", "multiply", "soft_light", "colour")[number % 4]
    layer = Layer(id=new_id(), name="Layer", blend=blend, opacity=(1.0, 0.6)[number % 2])
    with document.edit("Add layer") as edit:
        edit.set_layers(put(document.state.layers, (layer,), ("", x % 3)), active=layer.id)
        edit.paint(layer.id, QRect(x, y, side, side), lambda p: p.fillRect(x, y, side, side, QColor("teal")))


def _group(document: Document, x: int, y: int, side: int, number: int) -> None:
    inner = Layer(id=new_id(), name="Inside", opacity=0.7)
    mask = Layer(id=new_id(), name="Mask", kind="mask", mask_use="transparency")
    children = (inner, mask) if number % 2 else (inner,)
    group = Layer(id=new_id(), name="Group", kind="group", opacity=0.5 + number % 50 / 100, children=children)
    with document.edit("Group") as edit:
        edit.set_layers((*document.state.layers, group), active=inner.id)
        for plane in (inner.id, mask.id):
            edit.paint(
                plane, QRect(x, y, side, side), lambda p: p.fillRect(x, y, side, side, QColor("olive"))
            )


def _turn(document: Document, x: int, *_: int) -> None:
    layers = list(walk(document.state.layers))
    layer = layers[x % len(layers)]
    document.change_layer("Show", layer.id, visible=not layer.visible)


def _fade(document: Document, x: int, y: int, *_: int) -> None:
    layers = list(walk(document.state.layers))
    blend = ("normal", "screen", "difference")[y % 3]
    document.change_layer("Fade", layers[x % len(layers)].id, opacity=abs(y % 10) / 10, blend=blend)


def _rename(document: Document, x: int, *_: int) -> None:
    document.change_layer("Rename", document.state.active, name=f"Layer {x}")


def _reverse(document: Document, *_: int) -> None:
    with document.edit("Reorder") as edit:
        edit.set_layers(tuple(reversed(document.state.layers)))


def _undo(document: Document, *_: int) -> None:
    document.undo()


def _redo(document: Document, *_: int) -> None:
    document.redo()


def _resize(document: Document, x: int, y: int, *_: int) -> None:
    with document.edit("Resize") as edit:
        edit.set_state(msgspec.structs.replace(document.state, width=abs(x) + 1, height=abs(y) + 1))


ACTS: list[Act] = [
    _stroke, _open_stroke, _erase, _add, _group, _turn, _fade, _rename, _reverse, _undo, _redo, _resize,
]  # fmt: skip
spot = st.integers(-200, 700)
sequence = st.lists(
    st.tuples(st.sampled_from(ACTS), spot, spot, st.integers(1, 400), st.integers(0, 359), st.booleans()),
    max_size=8,
)


@settings(max_examples=50, deadline=None)
@given(sequence, st.integers(0, 3))
def test_composites_equal_a_flattening_after_any_edits(
    steps: list[tuple[Act, int, int, int, int, bool]], level: int
) -> None:
    document = Document.new(700, 530, "Paint")
    projection = Projection(document)
    settle(projection, level)
    for act, *numbers, look in steps:
        if document.active:
            act(document, *numbers)
        if look:  # sometimes several edits come between two looks
            settle(projection, level)
    level = min(level, projection.levels - 1)
    settle(projection, level)
    check(projection, level)
    for other in range(projection.levels):
        settle(projection, other)
        check(projection, other)
    projection.close()


# What is computed, and when


def test_a_segment_of_a_stroke_blends_only_its_neighbourhood() -> None:
    document = Document.new(1024, 1024, "Paint")
    projection = Projection(document)
    settle(projection)
    areas: list[QRect] = []
    projection.updated.connect(areas.append)
    paint(document, QRect(300, 300, 20, 20), QColor("red"))
    areas.clear()
    settle(projection)
    assert len(areas) == 1
    assert areas[0].contains(QRect(300, 300, 20, 20)) and areas[0].width() <= 40


def test_renaming_and_locking_blend_nothing() -> None:
    document = Document.new(1024, 1024, "Paint")
    projection = Projection(document)
    settle(projection)
    document.change_layer("Rename", document.state.active, name="Sky", locked=True, folded=True)
    assert projection.settled


def test_hiding_a_layer_blends_only_where_it_has_pixels() -> None:
    document = Document.new(2048, 2048, "Paint")
    paint(document, QRect(600, 600, 10, 10), QColor("red"))
    projection = Projection(document)
    settle(projection)
    areas: list[QRect] = []
    document.change_layer("Hide", document.state.active, visible=False)
    projection.updated.connect(areas.append)
    settle(projection)
    assert areas == [QRect(512, 512, 256, 256)]


def test_what_is_in_sight_comes_first() -> None:
    document = Document.new(2560, 2560, "Paint")
    paint(document, document.area, QColor("red"))
    projection = Projection(document)
    areas: list[QRect] = []
    projection.updated.connect(areas.append)
    projection.want(0, QRect(1300, 1300, 200, 200))
    while not projection.settled:
        projection.work(0)
    assert areas == [area_of((5, 5))], "one tile is in sight"


def test_a_hidden_layer_in_a_big_document_is_sketched_at_once() -> None:
    document = Document.new(4096, 4096, "Paint")
    paint(document, document.area, QColor("red"))
    top = Layer(id="top", name="Top")
    with document.edit("Add") as edit:
        edit.set_layers((*document.state.layers, top))
    paint(document, document.area, QColor("blue"), "top")
    projection = Projection(document)
    settle(projection, 3)
    document.change_layer("Hide", "top", visible=False)
    projection.sketch(1.0)
    assert not projection.settled
    level = projection.whole(3)
    assert {level.pixelColor(x, y).name() for x in (3, 300, 500) for y in (3, 300, 500)} == {"#ff0000"}


def test_the_file_s_preview_is_shown_until_something_is_computed() -> None:
    document = Document.new(2048, 1024, "Paint")
    projection = Projection(document)
    preview = QImage(512, 256, QImage.Format.Format_RGB32)
    preview.fill(QColor("#336699"))
    projection.seed([preview])
    assert projection.whole(2).pixelColor(200, 200) == QColor("#336699")
    settle(projection, 2)
    assert projection.whole(2).pixelColor(200, 200).alpha() == 0


# Memory


def test_composites_stay_within_their_budget() -> None:
    document = Document.new(5120, 5120, "Paint")
    paint(document, document.area, QColor("red"))
    limit = 40 * SIDE * SIDE * 4
    projection = Projection(document, cache_bytes=limit)
    smaller = projection.bytes
    for x in range(0, 5120, 512):
        projection.want(0, QRect(x, 0, 512, 2048))
        while not projection.settled:
            projection.work(1.0)
        assert projection.bytes - smaller <= limit
        assert projection.image(0, (x // SIDE, 3)) is not None


def test_cold_layer_tiles_are_packed_but_never_those_of_an_open_edit(qtbot: QtBot) -> None:
    document = Document.new(2048, 2048, "Paint")
    paint(document, document.area, QColor("red"))
    before = document.bytes
    edit = document.edit("Stroke")
    edit.paint(document.state.active, QRect(0, 0, 9, 9), lambda p: p.fillRect(0, 0, 9, 9, QColor("blue")))
    warm = WarmTiles(document, limit=10 * SIDE * SIDE * 4)
    for key in keys_in(document.area):
        warm.used(key)
    assert document.bytes >= before
    edit.commit()
    for key in keys_in(document.area):
        warm.used(key)
    qtbot.waitUntil(lambda: document.bytes < before / 4)
    assert flatten(document.state, document.planes, QRect(0, 0, 1, 1)).pixelColor(0, 0) == QColor("blue")


# Trouble and colour


def test_a_damaged_tile_is_shown_empty_and_told_once(expected_warnings: list[str]) -> None:
    expected_warnings.append("shows a part as empty")
    document = Document.new(600, 300, "Paint")
    paint(document, document.area, QColor("red"))

    def broken() -> bytes:
        raise StudioError(ErrorKind.FILE_BROKEN, "A part of the document is damaged.", "Take an older one.")

    for key in ((0, 0), (1, 0)):
        document.put_tile((document.state.active, key), Tile(source=broken))
    projection = Projection(document)
    told: list[StudioError] = []
    projection.troubled.connect(told.append)
    settle(projection)
    assert [error.sentence for error in told] == ["A part of the document is damaged."]
    empty, whole = projection.image(0, (0, 0)), projection.image(0, (2, 0))
    assert empty and empty.pixelColor(9, 9).alpha() == 0
    assert whole and whole.pixelColor(9, 9) == QColor("red")


def test_a_wide_gamut_document_is_shown_in_srgb() -> None:
    document = Document.new(300, 300, "Paint")
    space = QColorSpace(QColorSpace.NamedColorSpace.DisplayP3)
    document.profile = bytes(space.iccProfile().data())
    paint(document, document.area, QColor(128, 200, 90))
    projection = Projection(document)
    settle(projection)
    image = projection.image(0, (0, 0))
    alike = QImage(1, 1, QImage.Format.Format_RGB32)
    alike.fill(QColor(128, 200, 90))
    alike.setColorSpace(space)
    wanted = alike.convertedToColorSpace(QColorSpace(QColorSpace.NamedColorSpace.SRgb)).pixelColor(0, 0)
    assert image
    seen = image.pixelColor(5, 5)
    assert seen != QColor(128, 200, 90)
    for one, other in zip(seen.getRgb()[:3], wanted.getRgb()[:3], strict=True):
        assert abs(one - other) <= 1
    document.profile = b""
    document.pixels_changed.emit(EVERYTHING)
    settle(projection)
    image = projection.image(0, (0, 0))
    assert image and image.pixelColor(5, 5) == QColor(128, 200, 90)


def test_slices_go_on_by_themselves(qtbot: QtBot) -> None:
    document = Document.new(3000, 3000, "Paint")
    paint(document, document.area, QColor("red"))
    projection = Projection(document)
    projection.want(2, document.area)
    qtbot.waitUntil(lambda: projection.settled)
    assert projection.whole(2).pixelColor(700, 700) == QColor("red")


def test_while_painting_in_the_middle_composites_are_a_fresh_flattening() -> None:
    document = Document.new(600, 300, "Ground")
    for number in range(4):
        layer = Layer(
            id=new_id(), name=str(number), blend=("normal", "luminosity", "multiply", "screen")[number]
        )
        with document.edit("Add") as edit:
            edit.set_layers((*document.state.layers, layer), active=layer.id)
        paint(document, QRect(30 * number, 20, 300, 200), QColor.fromHsv(70 * number, 200, 200, 150))
    document.activate(document.state.layers[3].id)
    projection = Projection(document)
    settle(projection)
    edit = document.edit("Stroke")
    for place in range(5):
        area = QRect(40 * place, 30 * place, 90, 90)
        edit.paint(
            document.state.active, area, lambda painter, area=area: painter.fillRect(area, QColor("teal"))
        )
        settle(projection)
        check(projection, 0)
    below = document.state.layers[1].id  # the same edit may change another layer too
    edit.paint(below, document.area, lambda painter: painter.fillRect(document.area, QColor("olive")))
    settle(projection)
    check(projection, 0)
    edit.commit()
    settle(projection)
    check(projection, 0)


def test_what_lies_below_a_stroke_is_blended_once(monkeypatch: pytest.MonkeyPatch) -> None:
    document = Document.new(512, 256, "Ground")
    for number in range(4):
        layer = Layer(id=f"layer{number}", name=str(number))
        with document.edit("Add") as edit:
            edit.set_layers((*document.state.layers, layer), active=layer.id)
        paint(document, document.area, QColor.fromHsv(70 * number, 200, 200, 100))
    projection = Projection(document)
    settle(projection)
    blended: list[QRect] = []

    def counted(state: State, planes: Planes, area: QRect, *, sparse: bool) -> QImage:
        blended.append(area)
        return flatten(state, planes, area, sparse=sparse)

    monkeypatch.setattr(ground, "flatten", counted)
    edit = document.edit("Stroke")
    for shade in range(6):
        edit.paint("layer3", QRect(10, 10, 60, 60), lambda p, shade=shade: p.fillRect(10, 10, 60, 60, shade))
        settle(projection)
    assert len(blended) == 1, "later segments at this place find the layers below as one picture"
    edit.commit()
    check(projection, 0)


def test_a_stroke_under_what_a_tool_shows_for_the_moment_is_seen_rightly() -> None:
    document = Document.new(300, 200, "Ground")
    for name in ("below", "middle", "top"):
        with document.edit("Add") as edit:
            edit.set_layers((*document.state.layers, Layer(id=name, name=name)), active=name)
        paint(document, QRect(20, 20, 150, 150), QColor("teal" if name == "below" else "#40ff8000"))
    projection = Projection(document)
    settle(projection)
    edit = document.edit("Move")
    shown = QImage(SIDE, SIDE, QImage.Format.Format_ARGB32_Premultiplied)
    shown.fill(QColor("red"))
    document.show_in_hand({"below": Plane({(0, 0): Tile(shown)})})
    edit.paint("top", QRect(0, 0, 90, 90), lambda p: p.fillRect(0, 0, 90, 90, QColor("#8000ff00")))
    settle(projection)
    image = projection.image(0, (0, 0))
    assert image == flatten(document.state, document.shown, area_of((0, 0)))
    document.show_in_hand({})
    settle(projection)
    check(projection, 0)
    edit.cancel()


def test_packed_tiles_are_unpacked_bit_by_bit_and_hidden_ones_not_at_all() -> None:
    document = Document.new(SIDE, SIDE, "Hidden by what is above")
    for name in ("opaque", "sheer", "top"):
        with document.edit("Add") as edit:
            edit.set_layers((*document.state.layers, Layer(id=name, name=name)), active=name)
        paint(document, document.area, QColor("red" if name == "opaque" else "#4000ff00"))
    paint(document, document.area, QColor("blue"), document.state.layers[0].id)
    tiles = [document.planes[layer.id].tiles[(0, 0)] for layer in document.state.layers]
    for tile in tiles:
        tile.pack()
    projection = Projection(document)
    projection.want(0, document.area)
    for count in (1, 2, 3):
        assert not projection.settled
        projection.work(0)
        assert [tile.unpacked for tile in tiles] == [False, *[number <= count for number in (3, 2, 1)]]
    projection.work(0)
    assert projection.settled and not tiles[0].unpacked
    check(projection, 0)
