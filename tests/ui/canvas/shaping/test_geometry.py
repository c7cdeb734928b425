"""Whole documents scaled, cropped, turned and mirrored: one step each, exact where that can be."""

from collections.abc import Callable, Iterable
from itertools import pairwise

import pytest
import shiboken6
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from PySide6.QtCore import QRect
from PySide6.QtGui import QColor, QImage, QTransform

from studio.core.errors import StudioError
from studio.core.layers import SIDE_MOST
from studio.ui.canvas.document import SELECTION, Document
from studio.ui.canvas.plane import Plane
from studio.ui.canvas.shaping import geometry
from studio.ui.canvas.shaping.remaking import Remaker
from studio.ui.canvas.shaping.remapping import Pace, content_bounds, remap
from studio.ui.canvas.strokes.landing import Snapshot
from studio.ui.canvas.tile import Tile
from studio.ui.canvas.tool import Desk

pytestmark = pytest.mark.usefixtures("qapp")


def document_of(width: int, height: int, *, selected: bool = False) -> Document:
    """A document with a picture in which no two neighbours are the same."""
    document = Document.new(width, height, "Paint")
    image = QImage(width, height, QImage.Format.Format_ARGB32_Premultiplied)
    for y in range(height):
        for x in range(width):
            image.setPixel(x, y, 0xFF000000 | (x * 7919 + y * 104729) & 0xFFFFFF)
    with document.edit("Fill") as edit:
        edit.put_image(document.state.active, image, 0, 0)
        if selected:
            edit.set_selected(True)
            area = QRect(width // 3, height // 4, max(1, width // 2), max(1, height // 3))
            edit.paint(SELECTION, area, lambda painter: painter.fillRect(area, QColor("white")))
    document.history.clear()
    return document


def bits(document: Document, plane: str = "") -> tuple[tuple[int, int], bytes]:
    image = document.plane(plane or document.state.active).read(document.area)
    return image.size().toTuple(), bytes(image.constBits())


def everything(document: Document) -> object:
    tiles = {
        (identity, key): bytes(tile.image().constBits())
        for identity, plane in document.planes.items()
        for key, tile in plane.tiles.items()
    }
    return document.state, tiles


def apply(document: Document, make: geometry.Remaking) -> None:
    """Do it at once, as the remaker does it when its worker is done."""
    from studio.ui.canvas.shaping.resizing import take_over

    made = make(document.state, {one: Plane(plane.tiles) for one, plane in document.planes.items()}, Pace())
    with document.edit("Change") as edit:
        take_over(edit, made)


CHANGES: dict[str, geometry.Remaking] = {
    "larger": geometry.scale_to(90, 70),
    "smaller, sharp": geometry.scale_to(20, 11, "lanczos"),
    "nearest": geometry.scale_to(33, 90, "nearest"),
    "cropped": geometry.crop_to(QRect(7, 3, 20, 30)),
    "extended": geometry.crop_to(QRect(-9, -300, 600, 400)),
    "to the selection": geometry.crop_to_selection(),
    "trimmed": geometry.trim(),
    "a quarter": geometry.rotate_quarters(1),
    "half": geometry.rotate_quarters(2),
    "three quarters": geometry.rotate_quarters(3),
    "left and right": geometry.flip(across=True),
    "top and bottom": geometry.flip(across=False),
    "turned": geometry.rotate_by(17.0),
    "turned, nearest": geometry.rotate_by(-50.0, "nearest"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_undo_gives_everything_back_bit_for_bit_and_redo_does_it_again(name: str) -> None:
    document = document_of(60, 47, selected=True)
    before = everything(document)
    apply(document, CHANGES[name])
    after = everything(document)
    assert len(document.history.steps) == (0 if name == "trimmed" else 1)
    document.undo()
    assert everything(document) == before
    document.redo()
    assert everything(document) == after


@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.integers(1, 40), st.integers(1, 300), st.booleans())
def test_four_quarters_and_two_flips_are_nothing(width: int, height: int, across: bool) -> None:
    document = document_of(width, height, selected=True)
    before = everything(document)
    for _ in range(4):
        apply(document, geometry.rotate_quarters(1))
    assert everything(document) == before
    for _ in range(2):
        apply(document, geometry.flip(across=across))
    assert everything(document) == before


def test_a_quarter_turns_clockwise_and_takes_frame_and_selection_along() -> None:
    document = document_of(60, 40, selected=True)
    document.set_frame(QRect(0, 0, 16, 8))
    corner = document.plane(document.state.active).read(QRect(0, 0, 1, 1)).pixel(0, 0)
    chosen = content_bounds(document.plane(SELECTION))
    apply(document, geometry.rotate_quarters(1))
    assert document.area == QRect(0, 0, 40, 60)
    assert document.plane(document.state.active).read(QRect(39, 0, 1, 1)).pixel(0, 0) == corner
    assert document.state.frame == (32, 0, 8, 16)
    now = content_bounds(document.plane(SELECTION))
    assert now == QRect(40 - chosen.y() - chosen.height(), chosen.x(), chosen.height(), chosen.width())


def test_cropping_keeps_pixels_and_moves_frame_and_origin() -> None:
    document = document_of(60, 47)
    document.set_frame(QRect(10, 5, 16, 8))
    wanted = document.plane(document.state.active).read(QRect(7, 3, 20, 30))
    apply(document, geometry.crop_to(QRect(7, 3, 20, 30)))
    assert bits(document) == ((20, 30), bytes(wanted.constBits()))
    assert document.state.origin == (-7, -3) and document.state.frame == (3, 2, 16, 8)
    assert content_bounds(document.plane(document.state.active)) == document.area


@pytest.mark.parametrize(
    "make",
    [
        geometry.crop_to(QRect(7, 3, 20, 30)),
        geometry.crop_to(QRect(-10, -10, 100, 90)),
        geometry.scale_to(33, 81),
        geometry.rotate_quarters(1),
        geometry.rotate_by(30),
    ],
)
def test_a_frame_around_all_of_the_picture_stays_around_all_of_it(make: geometry.Remaking) -> None:
    document = document_of(60, 47)
    assert document.frame == document.area
    apply(document, make)
    assert document.area != QRect(0, 0, 60, 47) and document.frame == document.area
    document.undo()
    assert document.frame == document.area == QRect(0, 0, 60, 47)


def test_cropping_to_the_selection_and_trimming_find_their_rectangle() -> None:
    document = document_of(60, 47, selected=True)
    apply(document, geometry.crop_to_selection())
    assert document.area.size().toTuple() == (30, 15)
    apply(document, geometry.crop_to(QRect(-300, -10, 900, 90)))
    apply(document, geometry.trim())
    assert document.area.size().toTuple() == (30, 15)


def test_growing_the_canvas_moves_the_picture_by_its_anchor() -> None:
    state = Document.new(100, 50, "Paint").state
    assert geometry.canvas_area(state, 200, 100, (0.0, 0.0)) == QRect(0, 0, 200, 100)
    assert geometry.canvas_area(state, 200, 100, (0.5, 0.5)) == QRect(-50, -25, 200, 100)
    assert geometry.canvas_area(state, 40, 20, (1.0, 1.0)) == QRect(60, 30, 40, 20)


@pytest.mark.parametrize("how", ["smooth", "nearest", "lanczos"])
@pytest.mark.parametrize("size", [(600, 290), (1000, 900), (13, 8), (1, 1), (300, 2)])
def test_one_colour_stays_that_colour_up_to_every_edge(how: str, size: tuple[int, int]) -> None:
    document = Document.new(300, 290, "Paint")
    with document.edit("Fill") as edit:
        edit.paint(
            document.state.active, document.area, lambda painter: painter.fillRect(0, 0, 300, 290, "#804020")
        )
    apply(document, geometry.scale_to(*size, how))
    assert document.area.size().toTuple() == size
    assert set(memoryview(bits(document)[1]).cast("I")) == {0xFF804020}


def test_enlarging_without_filter_repeats_pixels() -> None:
    document = document_of(30, 20)
    before = document.plane(document.state.active).read(document.area)
    apply(document, geometry.scale_to(300, 400, "nearest"))
    after = document.plane(document.state.active).read(document.area)
    assert all(
        after.pixel(x, y) == before.pixel(x // 10, y // 20)
        for x in range(0, 300, 7)
        for y in range(0, 400, 9)
    )


def test_tiles_meet_without_a_seam_when_turned_and_scaled() -> None:
    """A smooth ramp has no jumps where tiles meet."""
    document = Document.new(700, 300, "Paint")
    image = QImage(700, 300, QImage.Format.Format_ARGB32_Premultiplied)
    for x in range(700):
        grey = x * 255 // 699
        for y in range(300):
            image.setPixel(x, y, 0xFF000000 | grey * 0x010101)
    with document.edit("Fill") as edit:
        edit.put_image(document.state.active, image, 0, 0)
    for change in (geometry.scale_to(1500, 300), geometry.rotate_by(3.0)):
        apply(document, change)
        row = document.plane(document.state.active).read(QRect(100, 150, 1300, 1))
        greys = [row.pixelColor(x, 0).red() for x in range(1300)]
        assert max(abs(b - a) for a, b in pairwise(greys)) <= 2


def test_sizes_that_no_document_can_have_are_refused_in_a_sentence() -> None:
    document = document_of(20, 10)
    for change in (
        geometry.scale_to(0, 10),
        geometry.scale_to(SIDE_MOST + 1, 10),
        geometry.crop_to(QRect(5, 5, 0, 0)),
        geometry.crop_to(QRect(0, 0, SIDE_MOST + 1, 4)),
        geometry.crop_to_selection(),
        geometry.rotate_by(float("nan")),
    ):
        with pytest.raises(StudioError) as refused:
            change(document.state, document.planes, Pace())
        assert str(refused.value).endswith(".") and refused.value.advice
    with pytest.raises(StudioError, match="transparent"):
        geometry.trim()(Document.new(5, 5, "Paint").state, {}, Pace())


def test_huge_documents_are_shrunk_within_little_memory() -> None:
    """A full 16,384² layer: packed tiles stay packed, and no more than a few are read at a time."""
    image = QImage(256, 256, QImage.Format.Format_ARGB32_Premultiplied)
    image.fill(QColor("#336699"))
    tile = Tile(image)
    tile.pack()
    tiles = {(x, y): tile for x in range(64) for y in range(64)}
    way = QTransform.fromScale(1 / 64, 1 / 64)
    made = remap(Plane(tiles), way, edge=QRect(0, 0, SIDE_MOST, SIDE_MOST), within=QRect(0, 0, 256, 256))
    assert not tile.unpacked
    assert set(made) == {(0, 0)} and made[0, 0].opaque()
    assert made[0, 0].image().pixelColor(128, 255).name() == "#336699"


@settings(max_examples=20, deadline=None)
@given(st.integers(-700, 700), st.integers(-700, 700))
def test_whole_pixels_are_carried_exactly(across: int, down: int) -> None:
    document = document_of(40, 30)
    plane = document.plane(document.state.active)
    moved = Plane(remap(plane, QTransform.fromTranslate(across, down)))
    assert content_bounds(moved) == QRect(across, down, 40, 30)
    assert moved.read(QRect(across, down, 40, 30)) == plane.read(document.area)


@pytest.fixture
def make_remaker(qapp) -> Iterable[Callable[[Document], Remaker]]:
    desks: list[Desk] = []

    def make(document: Document) -> Remaker:
        desks.append(Desk(document))
        return Remaker(desks[-1], desks[-1])

    yield make
    for desk in desks:
        shiboken6.delete(desk)


def work(make: geometry.Remaking) -> Callable:
    def run(shot: Snapshot, pace: Pace) -> object:
        return make(shot.state, shot.planes, pace)

    return run


def test_the_remaker_makes_one_step_and_keeps_the_chosen_layer(make_remaker, qtbot) -> None:
    document = document_of(50, 40)
    before = everything(document)
    remaker = make_remaker(document)
    remaker.start("Rotate", work(geometry.rotate_quarters(1)))
    qtbot.waitUntil(lambda: not remaker.busy)
    assert document.area == QRect(0, 0, 40, 50) and [one.name for one in document.history.steps] == ["Rotate"]
    document.undo()
    assert everything(document) == before


def test_the_remaker_leaves_a_document_alone_that_was_changed_meanwhile(make_remaker, qtbot) -> None:
    document = document_of(50, 40)
    remaker = make_remaker(document)
    remaker.start("Rotate", work(geometry.rotate_quarters(1)))
    with document.edit("Dot") as edit:
        edit.paint(
            document.state.active, QRect(1, 1, 1, 1), lambda painter: painter.fillRect(1, 1, 1, 1, "red")
        )
    changed = everything(document)
    qtbot.waitUntil(lambda: not remaker.busy)
    assert everything(document) == changed and len(document.history.steps) == 1


def test_the_remaker_says_why_and_can_be_stopped(make_remaker, qtbot) -> None:
    document = document_of(20, 20)
    remaker = make_remaker(document)
    problems: list = []
    remaker.problem.connect(problems.append)
    remaker.start("Scale", work(geometry.scale_to(0, 0)))
    qtbot.waitUntil(lambda: not remaker.busy)
    assert problems and "holds no picture" in problems[0].sentence
    remaker.start("Scale", work(geometry.scale_to(40, 40)))
    remaker.cancel()
    assert not remaker.busy and document.area == QRect(0, 0, 20, 20)
