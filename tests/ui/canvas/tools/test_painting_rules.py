"""What every tool that paints obeys: selection, locks, hidden layers and groups, symmetry to the pixel."""

from collections.abc import Callable

import msgspec
import pytest
from PySide6.QtCore import QPointF, QRect
from PySide6.QtGui import QColor

from studio.core.layers import Layer
from studio.ui.canvas.tool import Tool
from studio.ui.canvas.tools.brush import Brush
from studio.ui.canvas.tools.eraser import Eraser
from studio.ui.canvas.tools.fill import Fill
from studio.ui.canvas.tools.gradient import Gradient
from studio.ui.canvas.tools.mask_brush import MaskBrush
from studio.ui.canvas.tools.shapes import Shapes

PAINTING = (Brush, Eraser, Fill, Gradient, Shapes)
painting = pytest.mark.parametrize("make", PAINTING, ids=lambda make: make.__name__)
Use = Callable[[Tool], None]


@pytest.fixture
def use(qtbot, studio) -> Use:
    """Work with a tool over the middle of the document, and wait for what it computes."""
    studio.desk.set_ink(QColor(200, 100, 50))

    def use(tool: Tool) -> None:
        if tool.spec.id in ("brush", "eraser", "mask_brush"):
            studio.set(tool, size=120.0, hardness=100, smoothing=0)
        studio.drag(tool, (60, 50), (200, 150), (330, 240))
        qtbot.waitUntil(lambda: not tool.busy)

    return use


def grid(studio, plane: str = ""):
    """Pixels as rows of columns of blue, green, red and alpha."""
    import numpy as np

    area = studio.document.area
    return np.frombuffer(studio.bits(plane), np.uint8).reshape(area.height(), area.width(), 4)


@painting
def test_outside_of_the_selection_not_one_bit_changes(studio, use: Use, make) -> None:
    studio.fill(studio.document.area, "#336699")
    inside = QRect(100, 70, 120, 90)
    studio.select(inside)
    before = grid(studio).copy()
    use(make(studio.desk, studio.desk))
    after = grid(studio)
    rows, columns = slice(70, 160), slice(100, 220)
    assert (after[rows, columns] != before[rows, columns]).any()
    changed = (after != before).any(axis=2)
    changed[rows, columns] = False
    assert not changed.any()


@painting
def test_half_selected_pixels_change_half(studio, use: Use, make) -> None:
    studio.fill(studio.document.area, "#336699")
    tool = make(studio.desk, studio.desk)
    use(tool)
    whole = grid(studio)[150, 200].astype(int)
    studio.document.undo()
    before = grid(studio)[150, 200].astype(int)
    studio.select(studio.document.area, 128)
    use(tool)
    half = grid(studio)[150, 200].astype(int)
    assert abs(half - (before + whole) / 2).max() <= 3


@pytest.mark.parametrize("make", [Brush, Fill, Gradient, Shapes], ids=lambda make: make.__name__)
def test_alpha_lock_keeps_every_transparency(studio, use: Use, make) -> None:
    studio.fill(QRect(150, 100, 100, 60), "#80336699")
    studio.document.change_layer("Lock", studio.document.state.active, alpha_locked=True)
    before, tool = grid(studio).copy(), make(studio.desk, studio.desk)
    if isinstance(tool, Fill):
        studio.set(tool, tolerance=255)
    use(tool)
    after = grid(studio)
    assert (after[..., 3] == before[..., 3]).all()
    assert (after[110:150, 160:240] != before[110:150, 160:240]).any()


def test_the_eraser_says_that_transparency_is_locked(studio, use: Use) -> None:
    studio.fill(studio.document.area, "#336699")
    studio.document.change_layer("Lock", studio.document.state.active, alpha_locked=True)
    before = studio.bits()
    use(Eraser(studio.desk, studio.desk))
    assert studio.bits() == before and len(studio.messages) == 1


@pytest.mark.parametrize(
    ("group", "layer", "told"),
    [
        ({}, {"locked": True}, "“Inner” is locked"),
        ({}, {"visible": False}, "“Inner” is hidden"),
        ({"locked": True}, {}, "group “Outer” is locked"),
        ({"visible": False}, {}, "group “Outer” is hidden"),
    ],
)
@painting
def test_what_may_not_be_painted_says_so_once_and_stays(
    studio, use: Use, make, group: dict[str, bool], layer: dict[str, bool], told: str
) -> None:
    studio.fill(studio.document.area, "#336699")
    state = studio.document.state
    inner = msgspec.structs.replace(state.layers[0], name="Inner", **layer)
    middle = Layer(id="middle", name="Middle", kind="group", children=(inner,))
    outer = Layer(id="outer", name="Outer", kind="group", children=(middle,), **group)
    studio.document.state = msgspec.structs.replace(state, layers=(outer,), active=inner.id)
    before, steps = studio.bits(), len(studio.document.history.steps)
    use(make(studio.desk, studio.desk))
    assert studio.bits() == before and len(studio.document.history.steps) == steps
    assert len(studio.messages) == 1 and told in studio.messages[0]


@painting
def test_a_group_holds_no_pixels_and_says_so(studio, use: Use, make) -> None:
    state = studio.document.state
    outer = Layer(id="outer", name="Outer", kind="group", children=state.layers)
    studio.document.state = msgspec.structs.replace(state, layers=(outer,), active="outer")
    use(make(studio.desk, studio.desk))
    assert not studio.document.planes and len(studio.messages) == 1


@pytest.mark.parametrize("make", [Brush, MaskBrush, Fill, Shapes], ids=lambda make: make.__name__)
def test_on_a_mask_layer_strength_is_painted_whatever_the_ink(studio, use: Use, make) -> None:
    studio.document.change_layer("Mask", studio.document.state.active, kind="mask")
    use(make(studio.desk, studio.desk))
    assert studio.pixel(200, 150) == (255, 255, 255, 255)


def test_on_a_mask_layer_a_gradient_runs_into_nothing(studio, use: Use) -> None:
    studio.document.change_layer("Mask", studio.document.state.active, kind="mask")
    use(Gradient(studio.desk, studio.desk))
    strengths = [studio.pixel(x, y)[3] for x, y in ((62, 52), (200, 145), (328, 238))]
    assert strengths[0] > 245 and 100 < strengths[1] < 155 and strengths[2] < 10


# Symmetry, to the pixel

WAY = ((60.5, 70.5), (100.5, 90.25), (55.5, 200.0))
"""Begins between two places of the grid that soft tips are put on."""
tips = pytest.mark.parametrize(
    ("size", "hardness"), [(1.0, 100), (7.0, 50), (30.0, 100), (90.0, 0), (500.0, 100)]
)


@pytest.fixture
def square(make_studio):
    return make_studio(300, 300)


def brush_on(studio, size: float, hardness: int) -> Brush:
    tool = Brush(studio.desk, studio.desk)
    studio.set(tool, size=size, hardness=hardness, smoothing=0)
    return tool


@tips
@pytest.mark.parametrize("both", [False, True])
def test_mirrored_strokes_are_equal_bit_for_bit(square, size: float, hardness: int, both: bool) -> None:
    brush = brush_on(square, size, hardness)
    square.desk.symmetry.across, square.desk.symmetry.down = True, both
    square.drag(brush, *WAY)
    pixels = grid(square)
    assert pixels.any() and (pixels == pixels[:, ::-1]).all()
    assert bool((pixels == pixels[::-1]).all()) == (both or size == 500.0)


@tips
def test_quarter_turns_are_equal_bit_for_bit(square, size: float, hardness: int) -> None:
    import numpy as np

    square.desk.symmetry.turns = 4
    square.drag(brush_on(square, size, hardness), *WAY)
    pixels = grid(square)
    assert pixels.any() and (pixels == np.rot90(pixels)).all()


def test_other_turns_lie_where_they_belong(square) -> None:
    import math

    square.desk.symmetry.turns = 6
    square.drag(brush_on(square, 20.0, 100), (250, 150))
    for turn in range(6):
        angle = turn * math.pi / 3
        assert square.pixel(round(150 + 100 * math.cos(angle)), round(150 + 100 * math.sin(angle)))[3] == 255
    assert sum(square.alphas(square.document.area)) / 255 == pytest.approx(6 * math.pi * 100, rel=0.02)


@tips
def test_wrapped_seams_fit_as_if_they_were_not_there(square, size: float, hardness: int) -> None:
    """A stroke over the seam is the same stroke over the middle, with the document rolled around."""
    import numpy as np

    brush = brush_on(square, size, hardness)
    square.desk.symmetry.wrap = True
    square.drag(brush, (280, 290), (330, 310), (345, 280))
    over_the_seam = grid(square).copy()
    square.undo_all()
    square.drag(brush, (130, 140), (180, 160), (195, 130))
    assert over_the_seam.any() and (np.roll(grid(square), (150, 150), (0, 1)) == over_the_seam).all()


@pytest.mark.parametrize("shape", ["rectangle", "ellipse", "line", "star"])
def test_shapes_wrap_as_strokes_do(qtbot, square, shape: str) -> None:
    import numpy as np

    tool = Shapes(square.desk, square.desk)
    square.set(tool, shape=shape, width=9.0)
    square.desk.symmetry.wrap = True

    def draw(left: float, top: float):
        square.drag(tool, (left, top), (left + 60, top + 80))
        qtbot.waitUntil(lambda: not tool.busy)
        return grid(square).copy()

    over_the_seam = draw(270, 260).astype(int)
    square.undo_all()
    rolled = np.roll(draw(120, 110), (150, 150), (0, 1))
    # Qt rounds slanted edges a little differently elsewhere.
    assert over_the_seam.any() and abs(rolled - over_the_seam).max() <= 3


def test_another_document_has_its_own_centre(studio, square) -> None:
    studio.desk.symmetry.centre = QPointF(390, 290)
    studio.desk.set_document(square.document)
    assert studio.desk.symmetry.centre is None
