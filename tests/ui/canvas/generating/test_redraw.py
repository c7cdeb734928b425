"""What each intent asks of the engine, picture, mask, size and place; or a sentence why it cannot."""

from collections.abc import Callable

import msgspec
import numpy as np
import pytest
from PySide6.QtCore import QRect, QSize
from PySide6.QtGui import QColor, QImage, QPainter

from studio.core.errors import ErrorKind, StudioError
from studio.core.layers import ControlUse, Layer, Region
from studio.core.requests import Adapter
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating import soft_mask
from studio.ui.canvas.generating.redraw import needs_pixels, prepare, shown_layers, snapshot
from studio.ui.canvas.tile import FORMAT
from tests.ui.canvas.generating.conftest import Order_, picture_of, select


def grey_of(image: QImage) -> np.ndarray:
    return soft_mask.from_image(image.convertToFormat(QImage.Format.Format_Grayscale8))


def test_generate_draws_from_the_prompt_alone(order: Order_) -> None:
    ready = prepare(order("generate", strength=0.4))
    request = ready.request
    assert (request.start, request.mask, request.prefill, request.strength) == (None, None, "none", 1.0)
    assert (request.width, request.height, request.intent) == (256, 256, "generate")
    assert ready.target.area == (0, 0, 256, 256) and not ready.target.grow and ready.target.mask is None
    assert not needs_pixels(order("generate"))


def test_refine_begins_from_the_frame_as_it_looks(document: Document, order: Order_) -> None:
    document.set_frame(QRect(100, 100, 200, 200))
    ready = prepare(order("refine"))
    picture = picture_of(ready.request.start)
    assert picture.size() == QSize(200, 200) and picture.pixelColor(5, 5) == QColor("blue")
    assert picture.pixelColor(5, 150) == QColor("green")
    assert (ready.request.width, ready.request.height) == (200, 200)
    assert ready.request.strength == 0.5 and ready.request.mask is None
    assert ready.target.area == (100, 100, 200, 200)
    assert prepare(order("refine", strength=0.3)).request.strength == 0.3


def test_fill_redraws_the_selection_with_context_at_the_size_of_the_model(
    document: Document, order: Order_
) -> None:
    chosen = QRect(200, 150, 100, 80)
    select(document, chosen)
    ready = prepare(order("fill"))
    request, area = ready.request, QRect(*ready.target.area)
    assert area.contains(chosen.adjusted(-50, -50, 49, 49)) and document.area.contains(area)
    assert (request.width, request.height) == (256, 256)
    assert picture_of(request.start).size() == picture_of(request.mask).size() == area.size()
    mask = grey_of(picture_of(request.mask))
    inside = chosen.translated(-area.topLeft())
    assert (mask[inside.top() : inside.bottom() + 1, inside.left() : inside.right() + 1] == 255).all()
    assert mask[0, 0] == 0 and ((mask > 0) & (mask < 255)).any(), "its edge is feathered"
    assert request.prefill == "blur" and 0 < request.soften < 1 and request.strength == 1.0
    assert ready.target.mask == request.mask


def test_little_strength_keeps_what_is_there_instead_of_prefilling(document: Document, order: Order_) -> None:
    select(document, QRect(200, 150, 100, 80))
    request = prepare(order("fill", strength=0.5)).request
    assert (request.prefill, request.strength) == ("none", 0.5)


def test_add_shows_less_around_it_and_grows_a_little(document: Document, order: Order_) -> None:
    select(document, QRect(200, 150, 40, 40))
    fill, add = prepare(order("fill")), prepare(order("add"))
    assert add.target.area[2] < fill.target.area[2]
    assert add.request.prompt == "a lake" and add.request.prefill != "none"
    x, y = 200 - add.target.area[0], 150 - add.target.area[1]
    mask = grey_of(picture_of(add.request.mask))
    assert mask[y + 20, x - 2] == 255, "a margin around what was selected is redrawn as well"


def test_remove_continues_the_surroundings_and_does_not_read_the_prompt(
    document: Document, order: Order_
) -> None:
    select(document, QRect(200, 150, 40, 40))
    request = prepare(order("remove")).request
    assert request.prompt == "" and request.prefill == "inpaint" and request.strength < 0.6
    weaker = prepare(order("remove", strength=0.3)).request
    assert (weaker.prefill, weaker.strength) == ("inpaint", 0.3), "what was there must not shine through"


def test_replace_background_keeps_what_is_selected(document: Document, order: Order_) -> None:
    document.set_frame(QRect(0, 0, 400, 384))
    chosen = QRect(100, 100, 80, 80)
    select(document, chosen)
    ready = prepare(order("replace_background"))
    mask = grey_of(picture_of(ready.request.mask))
    assert (mask[100:180, 100:180] == 0).all() and mask[300, 300] == 255
    assert ready.target.area == (0, 0, 400, 384)


def test_expand_draws_past_the_edge_and_grows_the_document(document: Document, order: Order_) -> None:
    document.set_frame(QRect(400, 0, 256, 256))
    ready = prepare(order("expand"))
    mask = grey_of(picture_of(ready.request.mask))
    assert (mask[:, 112:] == 255).all() and mask[10, 5] == 0 and 0 < mask[10, 108] < 255
    assert ready.target.grow and ready.request.prefill == "border"
    assert picture_of(ready.request.start).pixelColor(50, 20) == QColor("blue")


def test_expand_wholly_outside_draws_anew(document: Document, order: Order_) -> None:
    document.set_frame(QRect(900, 50, 256, 256))
    ready = prepare(order("expand"))
    assert (ready.request.start, ready.request.mask, ready.request.strength) == (None, None, 1.0)
    assert ready.target.grow and ready.target.area == (900, 50, 256, 256)


def test_upscale_doubles_in_tiles_with_one_prompt(document: Document, order: Order_) -> None:
    _region(document, "a moon")
    request = prepare(order("upscale_detail")).request
    assert (request.width, request.height, request.tile) == (512, 512, 256)
    assert request.strength < 0.4 and request.mask is None and not request.regions
    assert prepare(order("upscale_detail")).target.scale == 2


@pytest.mark.parametrize("intent", ["fill", "add", "remove", "replace_background"])
def test_an_empty_selection_is_a_sentence(document: Document, order: Order_, intent: str) -> None:
    for area in (None, QRect(700, 700, 20, 20)):
        if area:
            select(document, area)
        with pytest.raises(StudioError, match="Nothing of the picture is selected") as caught:
            prepare(order(intent))
        assert caught.value.kind is ErrorKind.INVALID_REQUEST and caught.value.advice


def test_all_selected_leaves_no_background_but_can_be_filled(document: Document, order: Order_) -> None:
    select(document, document.area)
    with pytest.raises(StudioError, match="no background to replace"):
        prepare(order("replace_background"))
    ready = prepare(order("fill"))
    assert (grey_of(picture_of(ready.request.mask)) == 255).all()


def test_a_single_pixel_can_be_filled(document: Document, order: Order_) -> None:
    select(document, QRect(511, 383, 1, 1))
    ready = prepare(order("fill"))
    assert document.area.contains(QRect(*ready.target.area))
    assert grey_of(picture_of(ready.request.mask)).any()


def test_a_selection_outside_the_frame_has_no_background_there(document: Document, order: Order_) -> None:
    select(document, QRect(400, 300, 50, 50))
    with pytest.raises(StudioError, match="outside the frame"):
        prepare(order("replace_background"))


def test_twice_a_huge_frame_is_refused_with_the_numbers(document: Document, order: Order_) -> None:
    document.set_frame(QRect(0, 0, 3000, 256))
    with pytest.raises(StudioError, match="6000 × 512"):
        prepare(order("upscale_detail"))


def test_a_weak_selection_is_a_grey_mask(document: Document, order: Order_) -> None:
    select(document, QRect(200, 150, 100, 80), strength=100)
    mask = grey_of(picture_of(prepare(order("fill")).request.mask))
    assert 95 <= mask.max() <= 105


def test_transparency_is_seen_on_white(order: Order_, document: Document) -> None:
    with document.edit("erase") as edit:
        edit.clear(document.state.active)
    assert picture_of(prepare(order("refine")).request.start).pixelColor(9, 9) == QColor("white")


# Layers that say something


def _region(document: Document, prompt: str, area: QRect | None = None, **fields: object) -> Layer:
    told = Region(prompt=prompt, negative="rain", weight=0.5, adapters=(Adapter(model="ink", weight=0.7),))
    layer = Layer(id=f"m{len(document.state.layers)}", name="m", kind="mask", mask_use="region", region=told)
    layer = msgspec.structs.replace(layer, **fields)
    area = area or QRect(0, 0, 128, 256)
    image = QImage(area.size(), FORMAT)
    image.fill(QColor(0, 0, 0, 255))
    with document.edit("region") as edit:
        edit.add_layer(layer)
        edit.put_image(layer.id, image, area.x(), area.y())
    return layer


def test_region_layers_become_regions_of_the_request(document: Document, order: Order_) -> None:
    _region(document, "a moon")
    (region,) = prepare(order("generate")).request.regions
    assert (region.prompt, region.negative, region.weight) == ("a moon", "rain", 0.5)
    assert region.adapters == (Adapter(model="ink", weight=0.7),)
    mask = grey_of(picture_of(region.mask))
    assert mask.shape == (256, 256) and (mask[:, :128] == 255).all() and (mask[:, 128:] == 0).all()
    assert needs_pixels(order("generate"))


def test_a_region_is_cut_like_the_picture_it_is_part_of(document: Document, order: Order_) -> None:
    _region(document, "a moon", QRect(0, 0, 250, 384))
    select(document, QRect(200, 150, 100, 80))
    ready = prepare(order("fill"))
    (region,) = ready.request.regions
    mask, edge = grey_of(picture_of(region.mask)), 250 - ready.target.area[0]
    assert mask.shape == (ready.target.area[3], ready.target.area[2])
    assert (mask[:, :edge] == 255).all() and (mask[:, edge:] == 0).all()


@pytest.mark.parametrize(
    "fields", [{"visible": False}, {"mask_use": "none"}, {"region": Region(prompt="  ")}]
)
def test_hidden_and_wordless_regions_say_nothing(document: Document, order: Order_, fields: dict) -> None:
    _region(document, "a moon", **fields)
    assert prepare(order("generate")).request.regions == ()


def test_a_region_elsewhere_says_nothing_here(document: Document, order: Order_) -> None:
    _region(document, "a moon", QRect(300, 0, 100, 100))
    assert prepare(order("generate")).request.regions == ()


def test_what_is_in_a_hidden_group_is_hidden() -> None:
    inner, hidden = Layer(id="a", name="a"), Layer(id="b", name="b", visible=False)
    group = Layer(id="g", name="g", kind="group", children=(inner, hidden))
    assert [layer.id for layer in shown_layers((group,))] == ["g", "a"]
    assert shown_layers((msgspec.structs.replace(group, visible=False),)) == []


def test_a_control_layer_steers_with_what_is_drawn_on_it(document: Document, order: Order_) -> None:
    use = ControlUse(model="lines", weight=0.8, begin=0.1, end=0.9)
    layer = Layer(id="c", name="c", kind="control", control=use)
    with document.edit("control") as edit:
        edit.add_layer(layer)

        def draw(painter: QPainter) -> None:
            painter.fillRect(QRect(10, 10, 20, 20), QColor("white"))

        edit.paint("c", QRect(0, 0, 64, 64), draw)
    (control,) = prepare(order("generate")).request.controls
    assert (control.model, control.weight, control.begin, control.end) == ("lines", 0.8, 0.1, 0.9)
    picture = picture_of(control.picture)
    assert picture.size() == QSize(256, 256)
    assert picture.pixelColor(15, 15) == QColor("white") and picture.pixelColor(50, 50) == QColor("black")


def test_a_snapshot_holds_the_stroke_under_way_and_does_not_change_with_it(document: Document) -> None:
    def dab(edit: object, colour: str) -> None:
        image = QImage(8, 8, FORMAT)
        image.fill(QColor(colour))
        edit.put_image(document.state.active, image, 0, 0)  # type: ignore[attr-defined]

    stroke = document.edit("stroke")
    dab(stroke, "red")
    seen: Callable[[], str] = lambda: (  # noqa: E731
        shot[document.state.active].read(QRect(0, 0, 1, 1)).pixelColor(0, 0).name()
    )
    shot = snapshot(document)
    assert seen() == QColor("red").name()
    dab(stroke, "yellow")
    assert seen() == QColor("red").name()
    stroke.cancel()


def test_the_same_pixels_are_kept_once(document: Document, order: Order_) -> None:
    one, other = prepare(order("refine")), prepare(order("refine", seed=9))
    assert one.request.start == other.request.start
