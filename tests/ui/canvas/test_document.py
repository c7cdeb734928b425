"""Edits, undo and redo of a canvas document, down to the bit."""

import random
from collections.abc import Callable

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QPainter
from pytestqt.qtbot import QtBot

from studio.core.layer_tree import put
from studio.core.layers import Layer, find, new_id, walk
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.flatten import flatten
from studio.ui.canvas.tile import Tile

pytestmark = pytest.mark.usefixtures("qapp")


def fill(document: Document, area: QRect, colour: str, name: str = "Fill") -> None:
    with document.edit(name) as edit:
        edit.paint(document.state.active, area, lambda painter: painter.fillRect(area, QColor(colour)))


def look(document: Document) -> bytes:
    return bytes(flatten(document.state, document.planes, document.area).constBits())


def everything(document: Document) -> object:
    """State and every tile's bits, for comparing whole documents."""
    tiles = {
        (identity, key): bytes(tile.image().constBits())
        for identity, plane in document.planes.items()
        for key, tile in plane.tiles.items()
    }
    return msgspec.structs.replace(document.state, active="", frame=(0, 0, 1, 1)), tiles


def test_painting_changes_only_the_tiles_it_touches() -> None:
    document = Document.new(1000, 800, "Paint")
    fill(document, QRect(250, 10, 20, 20), "red")
    plane = document.plane(document.state.active)
    assert set(plane.tiles) == {(0, 0), (1, 0)}
    image = plane.read(QRect(249, 9, 22, 22))
    assert image.pixelColor(0, 0).alpha() == 0 and image.pixelColor(1, 1) == QColor("red")


def test_undo_and_redo_swap_exactly() -> None:
    document = Document.new(600, 300, "Paint")
    first = everything(document)
    fill(document, QRect(0, 0, 300, 100), "blue")
    second = everything(document)
    document.undo()
    assert everything(document) == first and document.history.can_redo
    document.redo()
    assert everything(document) == second and not document.history.can_redo


def test_erasing_everything_leaves_no_tile() -> None:
    document = Document.new(300, 300, "Paint")
    area = QRect(0, 0, 300, 300)
    fill(document, area, "blue")
    with document.edit("Erase") as edit:

        def erase(painter: QPainter) -> None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(area, QColor("black"))

        edit.paint(document.state.active, area, erase)
    assert not document.planes


def test_an_exception_takes_the_edit_back() -> None:
    document = Document.new(300, 300, "Paint")
    fill(document, QRect(0, 0, 30, 30), "blue")
    before = everything(document)
    with pytest.raises(ZeroDivisionError), document.edit("Breaks") as edit:
        edit.set_layers(())
        edit.writable("other", (0, 0)).fill(QColor("red"))
        raise ZeroDivisionError
    assert everything(document) == before and len(document.history.steps) == 1


def test_an_edit_without_change_is_no_step() -> None:
    document = Document.new(300, 300, "Paint")
    with document.edit("Nothing"):
        pass
    assert not document.history.steps


def test_merged_edits_are_one_step() -> None:
    document = Document.new(300, 300, "Paint")
    identity = document.state.active
    for opacity in (0.9, 0.5, 0.2):
        document.change_layer("Opacity", identity, merge="opacity", opacity=opacity)
    assert len(document.history.steps) == 1
    document.undo()
    layer = document.layer(identity)
    assert layer and layer.opacity == 1.0


def test_undo_in_the_middle_of_a_stroke_drops_the_stroke() -> None:
    document = Document.new(300, 300, "Paint")
    fill(document, QRect(0, 0, 30, 30), "blue")
    before = everything(document)
    edit = document.edit("Stroke")
    edit.paint(document.state.active, QRect(5, 5, 90, 90), lambda p: p.fillRect(5, 5, 90, 90, QColor("red")))
    document.undo()
    assert everything(document) == before and document.editing is None
    assert document.history.index == 1, "the finished step before it stays"


def test_removed_layers_come_back_with_their_pixels() -> None:
    document = Document.new(300, 300, "Paint")
    fill(document, QRect(0, 0, 30, 30), "blue")
    before = everything(document)
    with document.edit("Remove layer") as edit:
        edit.set_layers(())
    assert not document.planes and document.state.active == ""
    document.undo()
    assert everything(document) == before


def noise(number: int) -> QImage:
    """A tile that cannot be packed smaller than about 192 kB."""
    raw = random.Random(number).randbytes(256 * 256 * 3)
    return QImage(raw, 256, 256, 256 * 3, QImage.Format.Format_RGB888).convertToFormat(
        QImage.Format.Format_RGB32
    )


def noisy(document: Document, number: int) -> None:
    with document.edit(f"Noise {number}") as edit:
        edit.put_image(document.state.active, noise(number), 0, 0)


def packed(document: Document, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: all(step.is_packed for step in document.history.steps))


def test_the_budget_forgets_the_oldest_steps(qtbot: QtBot) -> None:
    document = Document.new(256, 256, "Paint")
    for number in range(13):
        noisy(document, number)
    history = document.history
    packed(document, qtbot)
    assert history.bytes > 12 * 150_000
    budget = history.bytes // 2
    history.set_budget(budget)
    assert budget - 300_000 < history.bytes <= budget and history.index == len(history.steps)
    assert history.steps[-1].name == "Noise 12" and history.steps[0].name != "Noise 0"
    noisy(document, 13)
    packed(document, qtbot)
    assert history.bytes <= budget and history.steps[-1].name == "Noise 13"
    history.set_budget(1000)
    assert [step.name for step in history.steps] == ["Noise 13"], "what was just done can be undone"
    document.undo()
    assert not history.can_undo and history.can_redo


def test_what_was_undone_counts_as_well_and_the_last_of_it_goes_first(qtbot: QtBot) -> None:
    document = Document.new(256, 256, "Paint")
    for number in range(6):
        noisy(document, number)
    history = document.history
    history.go_to(0)
    packed(document, qtbot)
    history.set_budget(600_000)
    assert 300_000 < history.bytes <= 600_000 and history.index == 0
    assert [step.name for step in history.steps][:2] == ["Noise 0", "Noise 1"]
    history.go_to(99)
    packed(document, qtbot)
    shown = document.plane(document.state.active).read(document.area)
    assert shown.convertToFormat(QImage.Format.Format_RGB32) == noise(history.index - 1)


def test_a_step_that_is_not_packed_yet_drives_no_other_out(qtbot: QtBot) -> None:
    document = Document.new(2560, 2560, "Paint")
    document.history.set_budget(4_000_000)
    fill(document, QRect(0, 0, 30, 30), "red", "Small")
    fill(document, document.area, "blue", "Large")
    fill(document, document.area, "green", "Larger")
    packed(document, qtbot)  # 26 MB of one colour became some kB
    assert [step.name for step in document.history.steps] == ["Small", "Large", "Larger"]


def test_packed_steps_are_not_counted_again_with_every_new_one(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    document = Document.new(300, 300, "Paint")
    for number in range(200):
        fill(document, QRect(0, 0, 30, 30), QColor.fromHsv(number, 200, 200).name())
    packed(document, qtbot)
    counted: list[Tile] = []
    size = Tile.bytes.fget

    def bytes_of(tile: Tile) -> int:
        counted.append(tile)
        return size(tile)  # pyright: ignore[reportOptionalCall]

    monkeypatch.setattr(Tile, "bytes", property(bytes_of))
    fill(document, QRect(0, 0, 30, 30), "black")
    packed(document, qtbot)
    assert document.history.bytes and len(counted) < 10


def test_the_picture_is_packed_in_undo(qtbot: QtBot) -> None:
    document = Document.new(2560, 2560, "Paint")
    fill(document, document.area, "blue")
    fill(document, document.area, "red")
    qtbot.waitUntil(lambda: document.history.bytes < 100 * 2000)
    blue = QColor("blue")
    document.undo()
    assert flatten(document.state, document.planes, QRect(0, 0, 1, 1)).pixelColor(0, 0) == blue


def test_unsaved_changes_are_told_once() -> None:
    document = Document.new(300, 300, "Paint")
    assert document.take_unsaved()[0] is document.state
    fill(document, QRect(0, 0, 30, 30), "blue")
    state, tiles = document.take_unsaved()
    assert state is None and list(tiles) == [(document.state.active, (0, 0))]
    document.undo()
    _, tiles = document.take_unsaved()
    assert list(tiles.values()) == [None]
    assert document.take_unsaved() == (None, {})


def test_a_stroke_under_way_is_autosaved_as_it_is() -> None:
    document = Document.new(300, 300, "Paint")
    document.take_unsaved()
    place = (document.state.active, (0, 0))
    edit = document.edit("Long stroke")
    edit.paint(place[0], QRect(0, 0, 9, 9), lambda painter: painter.fillRect(0, 0, 9, 9, QColor("red")))
    seen = document.take_unsaved()[1][place]
    edit.paint(place[0], QRect(0, 0, 9, 9), lambda painter: painter.fillRect(0, 0, 9, 9, QColor("blue")))
    assert seen and seen.image().pixelColor(1, 1) == QColor("red"), "it is a snapshot"
    tile = document.plane(place[0]).tiles[(0, 0)]
    assert tile.image().pixelColor(1, 1) == QColor("blue")
    edit.cancel()
    assert document.take_unsaved()[1] == {place: None}, "autosave hears that it was taken back"


def test_of_a_stroke_under_way_autosave_hears_only_what_is_new() -> None:
    document = Document.new(600, 300, "Paint")
    layer = document.state.active
    document.take_unsaved()
    edit = document.edit("Long stroke")
    for column in (0, 1):
        area = QRect(256 * column, 0, 9, 9)
        edit.paint(layer, area, lambda painter, area=area: painter.fillRect(area, QColor("red")))
        assert list(document.take_unsaved()[1]) == [(layer, (column, 0))]
    assert document.take_unsaved() == (None, {})
    assert len(edit.so_far()) == 2, "whoever looks at the stroke still sees all of it"
    edit.paint(layer, QRect(0, 0, 9, 9), lambda painter: painter.fillRect(0, 0, 9, 9, QColor("blue")))
    edit.commit()
    last = document.take_unsaved()[1]
    assert list(last) == [(layer, (0, 0))], "the other one is known as it is"
    tile = last[(layer, (0, 0))]
    assert tile and tile.image().pixelColor(1, 1) == QColor("blue")
    document.undo()
    assert document.take_unsaved()[1] == {(layer, (0, 0)): None, (layer, (1, 0)): None}


def test_a_tile_that_a_stroke_painted_and_emptied_is_told_as_gone() -> None:
    document = Document.new(300, 300, "Paint")
    place = (document.state.active, (0, 0))
    edit = document.edit("Stroke")
    edit.paint(place[0], document.area, lambda painter: painter.fillRect(0, 0, 9, 9, QColor("red")))
    document.take_unsaved()
    edit.writable(*place).fill(0)
    assert document.take_unsaved()[1][place]
    edit.paint("other", QRect(0, 0, 9, 9), lambda painter: painter.fillRect(0, 0, 9, 9, QColor("red")))
    edit.commit()
    fill(document, QRect(0, 0, 9, 9), "blue")
    assert document.take_unsaved()[1][place]
    edit = document.edit("Erase")
    edit.writable(*place).fill(0)
    document.take_unsaved()
    edit.commit()
    assert document.take_unsaved()[1] == {place: None}


# Any sequence of edits, then as many undos, gives the first pixels back, bit for bit.


def _paint(document: Document, x: int, y: int, side: int, colour: int) -> None:
    fill(document, QRect(x, y, side, side), QColor.fromHsv(colour % 360, 200, 200, 128).name())


def _erase(document: Document, x: int, y: int, side: int, _: int) -> None:
    with document.edit("Erase") as edit:

        def draw(painter: QPainter) -> None:
            painter.setCompositionMode(QPainter.CompositionMode.CompositionMode_Clear)
            painter.fillRect(x, y, side, side, QColor("black"))

        edit.paint(document.state.active, QRect(x, y, side, side), draw)


def _add_layer(document: Document, x: int, *_: int) -> None:
    layer = Layer(id=new_id(), name=f"Layer {x}", blend="multiply")
    with document.edit("Add layer") as edit:
        edit.set_layers(put(document.state.layers, (layer,), ("", x % 3)), active=layer.id)


def _remove_layer(document: Document, x: int, *_: int) -> None:
    layers = [layer for layer in document.state.layers if layer.id != document.state.active]
    with document.edit("Remove layer") as edit:
        edit.set_layers(tuple(layers))


def _duplicate(document: Document, *_: int) -> None:
    layer = document.active
    if layer is None:
        return
    twin = msgspec.structs.replace(layer, id=new_id())
    with document.edit("Duplicate") as edit:
        for key, tile in document.plane(layer.id).tiles.items():
            edit.replace(twin.id, key, Tile(packed=tile.packed()))
        edit.set_layers((*document.state.layers, twin), active=twin.id)


def _resize(document: Document, x: int, y: int, side: int, _: int) -> None:
    with document.edit("Resize") as edit:
        edit.set_state(msgspec.structs.replace(document.state, width=side + 1, height=side + 2))


def _select(document: Document, x: int, y: int, side: int, _: int) -> None:
    with document.edit("Select") as edit:
        edit.set_selected(False)
        edit.paint(
            SELECTION, QRect(x, y, side, side), lambda p: p.fillRect(x, y, side, side, QColor("white"))
        )
        edit.set_selected(True)


def _cancel(document: Document, x: int, y: int, side: int, _: int) -> None:
    edit = document.edit("Cancelled")
    edit.writable(document.state.active or "x", (x // 256, y // 256)).fill(QColor("green"))
    edit.cancel()


Act = Callable[[Document, int, int, int, int], None]
ACTS: list[Act] = [_paint, _erase, _add_layer, _remove_layer, _duplicate, _resize, _select, _cancel]
spot = st.integers(-300, 900)
sequence = st.lists(
    st.tuples(st.sampled_from(ACTS), spot, spot, st.integers(1, 400), st.integers(0, 359)), max_size=12
)


@settings(max_examples=60, deadline=None)
@given(sequence, sequence)
def test_as_many_undos_as_edits_give_the_first_pixels(
    first: list[tuple[Act, int, int, int, int]], then: list[tuple[Act, int, int, int, int]]
) -> None:
    document = Document.new(600, 500, "Paint")
    for act, *numbers in first:
        if document.active or act in (_add_layer, _select, _resize):
            act(document, *numbers)
    done = document.history.index
    before = everything(document)
    for act, *numbers in then:
        if document.active or act in (_add_layer, _select, _resize):
            act(document, *numbers)
    after = everything(document)
    steps = document.history.index - done
    for _ in range(steps):
        document.undo()
    assert everything(document) == before
    for _ in range(steps):
        document.redo()
    assert everything(document) == after
    assert all(find(document.state.layers, layer.id) for layer in walk(document.state.layers))
