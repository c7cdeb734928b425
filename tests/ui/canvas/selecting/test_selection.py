"""The selection as a whole: shapes, edges, masks, one undo step each, and nothing left half done."""

import math
from collections.abc import Callable, Iterator

import numpy as np
import pytest
import shiboken6
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QPoint, QRect, QRectF
from PySide6.QtGui import QColor, QImage, QPainterPath
from PySide6.QtTest import QSignalSpy

from studio.core.layers import find
from studio.jobs import offthread
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.selecting.selection import Selection, selection_of
from studio.ui.canvas.selecting.selection_tiles import full_tile
from studio.ui.canvas.tool import Desk


class Bench:
    """A document with a selection, and what it says."""

    def __init__(self, desk: Desk, qtbot) -> None:
        self.desk, self._qtbot = desk, qtbot
        self.selection: Selection = selection_of(desk)
        self.messages: list[str] = []
        desk.message.connect(self.messages.append)

    @property
    def document(self) -> Document:
        return self.desk.document

    def wait(self) -> None:
        self._qtbot.waitUntil(lambda: not self.selection.work.busy, timeout=60_000)

    def do(self, act: Callable[[], object]) -> None:
        act()
        self.wait()

    def box(self, x: int, y: int, width: int, height: int, mode: str = "replace") -> None:
        self.do(lambda: self.selection.combine_rectangle(QRect(x, y, width, height), mode))

    def levels(self, plane: str = SELECTION) -> np.ndarray:
        image = self.document.plane(plane).read(self.document.area)
        height, width = image.height(), image.width()
        return np.frombuffer(image.constBits(), np.uint8).reshape(height, width, 4)[..., 3].copy()


@pytest.fixture
def make_bench(qtbot) -> Iterator[Callable[..., Bench]]:
    kept: list[Desk] = []

    def make(width: int = 600, height: int = 400) -> Bench:
        kept.append(Desk(Document.new(width, height, "Paint")))
        return Bench(kept[-1], qtbot)

    yield make
    assert offthread.finish(30)
    for desk in kept:
        shiboken6.delete(desk)


@pytest.fixture
def bench(make_bench: Callable[..., Bench]) -> Bench:
    return make_bench()


def boxed(shape: tuple[int, int], x: int, y: int, width: int, height: int) -> np.ndarray:
    result = np.zeros(shape, np.uint8)
    result[y : y + height, x : x + width] = 255
    return result


def test_modes_join_two_boxes_as_sets(bench: Bench) -> None:
    one, other = boxed((400, 600), 50, 40, 300, 250), boxed((400, 600), 200, 100, 300, 280)
    for mode, wanted in (
        ("replace", other),
        ("add", one | other),
        ("subtract", one & ~other),
        ("intersect", one & other),
    ):
        bench.box(50, 40, 300, 250)
        bench.box(200, 100, 300, 280, mode)
        assert np.array_equal(bench.levels(), wanted), mode
        bench.document.undo()
        assert np.array_equal(bench.levels(), one), mode
    assert not bench.messages


def test_each_operation_is_one_named_step(bench: Bench) -> None:
    selection = bench.selection
    bench.box(50, 40, 300, 250)
    acts: list[tuple[str, Callable[[], object]]] = [
        ("Invert selection", selection.invert),
        ("Grow selection", lambda: selection.grow(5)),
        ("Shrink selection", lambda: selection.shrink(4)),
        ("Feather selection", lambda: selection.feather(6)),
        ("Smooth selection", lambda: selection.smooth(6)),
        ("Border of selection", lambda: selection.border(9)),
        ("Move selection", lambda: selection.move(QPoint(3, -4))),
        ("Mask from selection", lambda: selection.to_mask_layer("region")),
        ("Select all", selection.select_all),
        ("Deselect", selection.select_none),
        ("Reselect", selection.reselect),
    ]
    for number, (name, act) in enumerate(acts, 2):
        bench.do(act)
        assert [step.name for step in bench.document.history.steps][-1] == name
        assert bench.document.history.index == number
    assert not bench.messages


def test_all_is_the_document_and_none_forgets_until_reselected(bench: Bench) -> None:
    bench.do(bench.selection.select_all)
    assert bench.levels().min() == 255 and bench.selection.bounds() == bench.document.area
    assert bench.document.plane(SELECTION).tiles[(0, 0)] is full_tile()
    bench.selection.select_none()
    assert not bench.document.state.selected and SELECTION not in bench.document.planes
    bench.do(bench.selection.reselect)
    assert bench.document.state.selected and bench.levels().min() == 255


def test_what_comes_to_nothing_says_so_and_selects_nothing(bench: Bench) -> None:
    selection = bench.selection
    for act in (
        lambda: selection.combine_path(QPainterPath()),
        lambda: selection.combine_rectangle(QRect(700, 10, 20, 20)),
        lambda: selection.combine_rectangle(QRect(10, 10, 0, 30)),
        lambda: selection.combine_image(QImage(8, 8, QImage.Format.Format_Alpha8), QPoint(900, 0)),
        lambda: selection.from_layer(bench.document.state.active),
        lambda: selection.from_layer("gone"),
    ):
        bench.box(10, 10, 5, 5)
        bench.messages.clear()
        bench.do(act)
        assert len(bench.messages) == 1 and bench.messages[0].endswith("."), bench.messages
        assert not bench.document.state.selected and not bench.document.plane(SELECTION).tiles
    for act in (
        selection.invert, selection.reselect, selection.to_mask_layer,
        lambda: selection.grow(3), lambda: selection.feather(3),
    ):  # fmt: skip
        bench.messages.clear()
        before = bench.document.history.index
        bench.do(act)
        assert len(bench.messages) == 1 and bench.document.history.index == before
    bench.do(selection.select_all)
    bench.do(selection.invert)
    assert not bench.document.state.selected and "Everything" in bench.messages[-1]
    bench.box(10, 10, 5, 5)
    bench.do(lambda: selection.shrink(3))
    assert not bench.document.state.selected


def test_a_box_grows_to_one_with_round_corners_and_shrinks_back(bench: Bench) -> None:
    bench.box(100, 100, 200, 150)
    start = bench.levels()
    bench.do(lambda: bench.selection.grow(20))
    grown = bench.levels()
    assert bench.selection.bounds() == QRect(80, 80, 240, 190)
    assert grown[175, 80] == 255 and grown[175, 79] == 0 and grown[80, 200] == 255
    assert grown[80, 80] == 0 and abs(int((grown > 127).sum()) - (200 * 150 + 700 * 20 + math.pi * 400)) < 60
    bench.do(lambda: bench.selection.shrink(20))
    again = bench.levels()
    assert int(((again > 127) != (start > 127)).sum()) <= 12  # a few pixels at the corners
    assert np.array_equal(again[130:220], start[130:220])


def test_shrinking_leaves_the_documents_own_edge_and_a_border_follows_it(bench: Bench) -> None:
    bench.do(bench.selection.select_all)
    bench.do(lambda: bench.selection.shrink(10))
    assert bench.levels().min() == 255
    bench.do(lambda: bench.selection.border(8))
    levels = bench.levels()
    assert levels[0, 300] == 255 and levels[3, 300] == 255 and levels[5, 300] == 0 and levels[200, 300] == 0


def test_a_feathered_edge_falls_evenly_and_is_half_at_its_place(bench: Bench) -> None:
    bench.box(100, 100, 300, 200)
    bench.do(lambda: bench.selection.feather(40))
    row = bench.levels()[200].astype(int)
    assert abs(row[99] + row[100] - 255) <= 2 and row[250] == 255 and row[30] == 0
    assert (np.diff(row[30:250]) >= 0).all() and 0 < row[70] < 128 < row[130] < 255


def test_growing_keeps_a_soft_edge_soft(bench: Bench) -> None:
    bench.box(100, 100, 300, 200)
    bench.do(lambda: bench.selection.feather(20))
    before = bench.levels()[200].astype(int)
    bench.do(lambda: bench.selection.grow(10))
    after = bench.levels()[200].astype(int)
    assert np.abs(after[60:130] - before[70:140]).max() <= 255 // 16 + 2
    assert (after >= before).all()


def test_growing_far_keeps_a_soft_edge_soft_too(bench: Bench) -> None:
    bench.box(300, 100, 100, 100)
    bench.do(lambda: bench.selection.feather(40))
    before = bench.levels()[150].astype(int)
    for by in (100, 210):
        bench.do(lambda by=by: bench.selection.grow(by))
        after = bench.levels()[150].astype(int)
        shifted = before[230:330]
        assert np.abs(after[230 - by : 330 - by] - shifted).max() <= 255 // 16 + 6
        bench.document.undo()


def test_smoothing_drops_specks_and_holes(bench: Bench) -> None:
    bench.box(100, 100, 200, 150)
    bench.box(400, 50, 2, 2, "add")
    bench.box(180, 160, 2, 2, "subtract")
    bench.do(lambda: bench.selection.smooth(10))
    levels = bench.levels()
    assert levels[51, 401] == 0 and levels[161, 181] == 255 and levels[100, 100] == 0 and levels[175, 99] < 30


def test_blocks_and_tiles_leave_no_seams(make_bench: Callable[..., Bench]) -> None:
    """A circle over four blocks of 1024 pixels looks the same as one inside a single block."""
    bench = make_bench(2300, 2200)
    results = []
    for x, y in ((1024, 1024), (500, 500)):
        path = QPainterPath()
        path.addEllipse(QRectF(x - 150, y - 150, 300, 300))
        bench.do(lambda path=path: bench.selection.combine_path(path, feather=50))
        bench.do(lambda: bench.selection.grow(70))
        results.append(bench.levels()[y - 400 : y + 400, x - 400 : x + 400])
    assert results[0].any() and np.array_equal(*results)


def test_an_image_and_a_layer_become_selections_and_masks(bench: Bench) -> None:
    image = QImage(40, 30, QImage.Format.Format_ARGB32)
    image.fill(QColor(0, 0, 0, 100))
    bench.do(lambda: bench.selection.combine_image(image, QPoint(590, -10)))
    levels = bench.levels()
    assert levels[10, 595] == 100 and levels[25, 595] == 0 and levels[10, 580] == 0
    active = bench.document.state.active
    with bench.document.edit("Paint") as edit:
        area = QRect(250, 20, 40, 50)
        edit.paint(active, area, lambda painter: painter.fillRect(area, QColor(9, 9, 9, 200)))
    bench.do(lambda: bench.selection.from_layer(active))
    assert bench.selection.bounds() == QRect(250, 20, 40, 50) and bench.levels()[30, 260] == 200
    bench.do(lambda: bench.selection.to_mask_layer("transparency"))
    mask = bench.document.active
    assert mask and mask.kind == "mask" and mask.mask_use == "transparency"
    assert np.array_equal(bench.levels(mask.id), bench.levels())
    bench.selection.select_none()
    bench.do(lambda: bench.selection.from_layer(mask.id))
    assert bench.levels()[30, 260] == 200
    bench.document.undo()
    bench.document.undo()
    bench.document.undo()
    assert find(bench.document.state.layers, mask.id) is None


def test_what_is_asked_for_in_a_row_is_done_in_a_row(bench: Bench) -> None:
    selection = bench.selection
    selection.combine_rectangle(QRect(100, 100, 50, 50))
    selection.grow(10)
    selection.to_mask_layer()
    selection.select_all()
    selection.shrink(2)
    bench.wait()
    mask = bench.document.active
    assert mask and mask.kind == "mask"
    assert bench.levels(mask.id)[120, 95] == 255 and bench.levels().min() == 255


def test_an_answer_to_an_older_selection_is_left_out(bench: Bench) -> None:
    bench.box(100, 100, 50, 50)
    before = bench.levels()
    bench.selection.grow(10)
    bench.document.undo()
    bench.wait()
    assert not bench.document.state.selected and "left out" in bench.messages[-1]
    bench.document.redo()
    assert np.array_equal(bench.levels(), before)


def test_another_document_drops_what_is_under_way(bench: Bench) -> None:
    bench.box(100, 100, 50, 50)
    old, other = bench.document, Document.new(50, 50, "Other", bench.desk)
    bench.selection.grow(10)
    bench.selection.invert()
    bench.desk.set_document(other)
    bench.wait()
    assert not other.state.selected and not other.history.steps and old.history.index == 1


def test_tiles_that_stay_alike_cost_no_undo(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(2048, 2048)
    bench.do(bench.selection.select_all)
    tiles = dict(bench.document.plane(SELECTION).tiles)
    bench.box(10, 10, 40, 40, "subtract")
    now = bench.document.plane(SELECTION).tiles
    assert [key for key in now if now[key] is not tiles[key]] == [(0, 0)]
    assert list(bench.document.history.steps[-1].tiles) == [(SELECTION, (0, 0))]


def test_the_largest_document_is_selected_inverted_and_feathered(make_bench: Callable[..., Bench]) -> None:
    bench = make_bench(16_384, 16_384)
    heard = QSignalSpy(bench.selection.work.ended)
    bench.do(bench.selection.select_all)
    bench.box(8000, 8000, 300, 300, "subtract")
    bench.do(lambda: bench.selection.feather(30))
    plane = bench.document.plane(SELECTION)
    assert len(plane.tiles) == 64 * 64 and plane.tiles[(0, 63)] is full_tile()
    assert sum(tile is not full_tile() for tile in plane.tiles.values()) <= 16
    bench.do(bench.selection.invert)
    assert len(bench.document.plane(SELECTION).tiles) <= 16 and heard.count() == 4
    assert bench.document.history.bytes < 32_000_000, "one full tile, however often it stands there"
    assert len(bench.document.history.steps) == 4


# Any sequence

ACTS: dict[str, Callable[[Bench, int, int, int], object]] = {
    "rectangle": lambda bench, x, y, side: bench.selection.combine_rectangle(QRect(x, y, side, side)),
    "add": lambda bench, x, y, side: bench.selection.combine_rectangle(QRect(x, y, side, 9), "add"),
    "subtract": lambda bench, x, y, side: bench.selection.combine_rectangle(QRect(x, y, 9, side), "subtract"),
    "intersect": lambda bench, x, y, side: bench.selection.combine_rectangle(
        QRect(x, y, side, side), "intersect"
    ),
    "all": lambda bench, x, y, side: bench.selection.select_all(),
    "none": lambda bench, x, y, side: bench.selection.select_none(),
    "again": lambda bench, x, y, side: bench.selection.reselect(),
    "invert": lambda bench, x, y, side: bench.selection.invert(),
    "grow": lambda bench, x, y, side: bench.selection.grow(side % 20),
    "shrink": lambda bench, x, y, side: bench.selection.shrink(side % 20),
    "feather": lambda bench, x, y, side: bench.selection.feather(side % 20),
    "border": lambda bench, x, y, side: bench.selection.border(side % 20),
    "smooth": lambda bench, x, y, side: bench.selection.smooth(side % 20),
    "move": lambda bench, x, y, side: bench.selection.move(QPoint(x, y)),
    "mask": lambda bench, x, y, side: bench.selection.to_mask_layer(),
    "layer": lambda bench, x, y, side: bench.selection.from_layer(bench.document.state.active, "add"),
}
spot = st.integers(-60, 340)
sequence = st.lists(
    st.tuples(st.sampled_from(sorted(ACTS)), spot, spot, st.integers(0, 200)), min_size=1, max_size=8
)


def everything(document: Document) -> object:
    planes = {
        (identity, key): bytes(tile.image().constBits())
        for identity, plane in document.planes.items()
        for key, tile in plane.tiles.items()
    }
    return document.state, planes


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(sequence, sequence)
def test_as_many_undos_as_steps_give_the_first_selection(
    make_bench: Callable[..., Bench],
    first: list[tuple[str, int, int, int]],
    then: list[tuple[str, int, int, int]],
) -> None:
    bench = make_bench(300, 280)
    for name, *numbers in first:
        bench.do(lambda name=name, numbers=numbers: ACTS[name](bench, *numbers))
    begun, before = bench.document.history.index, everything(bench.document)
    for name, *numbers in then:
        bench.do(lambda name=name, numbers=numbers: ACTS[name](bench, *numbers))
    after, steps = everything(bench.document), bench.document.history.index - begun
    assert bench.document.state.selected == bool(bench.document.plane(SELECTION).tiles)
    for _ in range(steps):
        bench.document.undo()
    assert everything(bench.document) == before
    for _ in range(steps):
        bench.document.redo()
    assert everything(bench.document) == after
