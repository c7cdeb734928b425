"""Layers in words: every blend mode and kind has a name, and the note says what is not as usual."""

import pytest

from studio.core.layers import BLENDS, KINDS, MASK_USES, ControlUse, Layer, Region
from studio.ui.canvas.layers.spoken import blend_name, kind_icon, kind_name, note, spoken
from studio.ui.icons import icon_exists


def test_everything_has_a_name_of_its_own(qapp) -> None:
    assert len({blend_name(blend) for blend in BLENDS}) == len(BLENDS)
    layers = [Layer(id="a", name="A", kind=kind) for kind in KINDS if kind != "mask"]
    layers += [Layer(id="a", name="A", kind="mask", mask_use=use) for use in MASK_USES]
    assert len({kind_name(layer) for layer in layers}) == len(layers)
    assert all(icon_exists(kind_icon(layer)) for layer in layers if layer.kind != "paint")


@pytest.mark.parametrize(
    ("layer", "said"),
    [
        (Layer(id="a", name="A"), "100 %"),
        (Layer(id="a", name="A", opacity=0.4), "40 %"),
        (Layer(id="a", name="A", blend="multiply"), "Multiply"),
        (Layer(id="a", name="A", blend="soft_light", opacity=0.5), "Soft light 50 %"),
        (Layer(id="a", name="A", visible=False, blend="multiply"), "hidden"),
        (Layer(id="a", name="A", kind="mask"), "off"),
        (Layer(id="a", name="A", kind="mask", mask_use="transparency"), "mask"),
        (Layer(id="a", name="A", kind="mask", mask_use="transparency", opacity=0.5), "mask 50 %"),
        (Layer(id="a", name="A", kind="mask", mask_use="region", region=Region(weight=1.25)), "× 1.25"),
        (Layer(id="a", name="A", kind="control"), ""),
        (Layer(id="a", name="A", kind="control", control=ControlUse(model="m")), "× 1"),
    ],
)
def test_the_note(layer: Layer, said: str) -> None:
    assert note(layer) == said


def test_what_a_screen_reader_says() -> None:
    layer = Layer(id="a", name="Sky", locked=True, alpha_locked=True)
    assert spoken(layer) == "Sky, paint layer, 100 %, locked, transparency locked"
    assert spoken(layer, 1) == "Hide “Sky”" and spoken(layer, 2) == "Unlock “Sky”"
