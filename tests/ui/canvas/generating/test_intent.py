"""Which intent suits a situation, which are offered, and that each says all it needs."""

import pytest
from PySide6.QtCore import QRect

from studio.core.requests import PREFILLS
from studio.ui.canvas.document import Document
from studio.ui.canvas.generating.intent import (
    Intents,
    IntentSpec,
    Situation,
    label_of,
    situation,
    strength_of,
)
from tests.ui.canvas.generating.conftest import select

EVERY = [
    "generate", "refine", "fill", "add", "remove", "replace_background", "expand", "upscale_detail",
]  # fmt: skip


def now(**changes: object) -> Situation:
    plain = {"selected": False, "drawn": True, "past_edge": False, "strength": 1.0}
    return Situation(**(plain | changes))  # type: ignore[arg-type]


def test_all_named_intents_are_there_in_order() -> None:
    assert [spec.id for spec in Intents().specs] == EVERY


@pytest.mark.parametrize("spec", Intents().specs, ids=lambda spec: spec.id)
def test_every_intent_says_what_it_does(spec: IntentSpec) -> None:
    assert spec.label and spec.icon and spec.help.endswith(".")
    assert bool(spec.rank) == bool(spec.why), "what is chosen by itself says why"
    assert spec.area in ("frame", "selection") and spec.size in ("frame", "model", "double")
    assert spec.mask in ("none", "selection", "background", "outside") and spec.prefill in PREFILLS
    assert 0 < spec.strength <= 1 and 0 <= spec.soften <= 1 and 0 <= spec.feather < 1
    assert label_of(spec.id) == spec.label


@pytest.mark.parametrize(
    ("chosen", "situation"),
    [
        ("generate", now(drawn=False)),
        ("generate", now()),
        ("refine", now(strength=0.4)),
        ("generate", now(drawn=False, strength=0.4)),
        ("expand", now(past_edge=True)),
        ("expand", now(past_edge=True, strength=0.4)),
        ("generate", now(past_edge=True, drawn=False)),
        ("fill", now(selected=True)),
        ("fill", now(selected=True, past_edge=True, strength=0.4)),
    ],
)
def test_the_situation_chooses(chosen: str, situation: Situation) -> None:
    assert Intents().automatic(situation).id == chosen


@pytest.mark.parametrize(
    ("offered", "situation"),
    [
        ({"generate"}, now(drawn=False)),
        ({"generate", "refine", "upscale_detail"}, now()),
        ({"generate", "refine", "expand"}, now(past_edge=True)),
        (set(EVERY) - {"expand"}, now(selected=True)),
        ({"generate", "fill", "add"}, now(selected=True, drawn=False)),
    ],
)
def test_only_what_means_something_is_offered(offered: set[str], situation: Situation) -> None:
    intents = Intents()
    assert {spec.id for spec in intents.specs if intents.offered(spec.id, situation)} == offered


def test_the_panel_decides_the_strength_as_soon_as_it_says_one() -> None:
    refine = Intents().spec("refine")
    assert strength_of(refine, 1.0) == 0.5 and strength_of(refine, 0.9) == 0.9


def test_the_situation_is_read_from_the_document(document: Document) -> None:
    document.set_frame(QRect(0, 0, 100, 100))
    assert situation(document, 0.5) == now(strength=0.5)
    document.set_frame(QRect(-50, 0, 100, 100))
    assert situation(document, 1.0) == now(past_edge=True)
    document.set_frame(QRect(2000, 0, 100, 100))
    assert situation(document, 1.0) == now(past_edge=True, drawn=False)
    select(document, QRect(0, 0, 9, 9))
    assert situation(document, 1.0).selected
    (layer,) = document.state.layers
    document.change_layer("hide", layer.id, visible=False)
    document.set_frame(QRect(0, 0, 100, 100))
    assert not situation(document, 1.0).drawn
