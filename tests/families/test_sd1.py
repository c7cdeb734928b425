"""The bundled starter runs on the sd1 family, with the preview map of its own card."""

import json
from pathlib import Path

import pytest

from studio.core.messages import ModelFile, Run
from studio.core.paths import resources
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.engine.context import Context
from studio.families import sd1

STARTER = resources() / "starter" / "picture"


@pytest.mark.parametrize("precision", ["fp32", "bf16"])
def test_the_starter_draws(tmp_path: Path, precision: str) -> None:
    model = ModelFile(id="starter", name="Starter", family="sd1", path=str(STARTER))
    request = ImageRequest(
        prompt="a lake at sunset", model="starter", width=128, height=64, steps=2, seed=1,
        guidance_scale=3.0, schedule="trailing",
    )  # fmt: skip
    ctx = Context(Run(job="j", request=request, model=model, staging=str(tmp_path)), lambda *_: None)
    ctx.placement = Placement(device="cpu", precision=precision, threads=1)
    loaded = sd1.load(ctx, model, ctx.placement)
    sd1.generate(ctx, loaded, request)
    assert ctx.missing() == [] and ctx.notes == []
    card = json.loads((STARTER / "studio.json").read_text())
    assert loaded.preview is not None
    assert [list(row) for row in loaded.preview.factors] == card["preview"]["factors"]


def test_a_card_that_makes_no_sense_is_passed_over() -> None:
    from studio.engine.kits.preview import preview_map

    for preview in ("no", {"factors": [[1, 2]], "bias": [0]}, {"factors": "x"}, None):
        assert preview_map({"preview": preview}, sd1.SPEC.preview, 4) == sd1.SPEC.preview
    assert preview_map({}, sd1.SPEC.preview, 4) == sd1.SPEC.preview
    assert preview_map({}, sd1.SPEC.preview, 16) is None, "latents of another kind have no preview"
