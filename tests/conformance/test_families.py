"""Every file in ``studio/families`` that draws: a true SPEC, light to import, draws, can be cancelled."""

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from studio.core.discovery import discover
from studio.core.messages import ModelFile, Run
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.core.specs import FamilySpec
from studio.engine.context import Cancelled, Context
from tests.fakes.tiny_model import write_tiny_model, write_tiny_xl

ALL = discover("studio.families")
FAMILIES = {name: family for name, family in ALL.items() if isinstance(family.SPEC, FamilySpec)}
TINY: dict[str, Callable[[Path], ModelFile]] = {"sd1": write_tiny_model, "sdxl": write_tiny_xl}
"""How a model of each family with very few weights is made; a new family adds its own."""
CPU = Placement(device="cpu", precision="fp32", threads=1)
families = pytest.mark.parametrize("family", FAMILIES.values(), ids=list(FAMILIES))
every = pytest.mark.parametrize("family", ALL.values(), ids=list(ALL))


@pytest.fixture(scope="module")
def tiny_models(tmp_path_factory: pytest.TempPathFactory) -> dict[str, ModelFile]:
    return {name: make(tmp_path_factory.mktemp(name) / "tiny") for name, make in TINY.items()}


def context(model: ModelFile, staging: Path, token: threading.Event | None = None) -> Context:
    request = ImageRequest(
        prompt="a lake", model=model.id, width=64, height=64, steps=2, seed=1, guidance_scale=2.0
    )
    ctx = Context(Run(job="j", request=request, model=model, staging=str(staging)), lambda *_: None, token)
    ctx.placement = CPU
    return ctx


def test_every_family_has_a_tiny_model_here() -> None:
    assert set(FAMILIES) == set(TINY)


@families
def test_the_spec_is_true_to_itself(family: ModuleType) -> None:
    spec = family.SPEC
    assert isinstance(spec, FamilySpec)
    assert spec.id == family.__name__.rpartition(".")[2]
    assert spec.label and spec.kind in ("image", "text", "video", "audio")
    assert spec.pipelines and spec.components
    assert all(side % 8 == 0 for side in spec.default_size)
    assert all(len(row) == 3 for row in spec.preview.factors) and len(spec.preview.bias) == 3
    assert spec.activation_per_pixel > 0 and spec.token_limit > 0


def test_pipelines_belong_to_one_family_each() -> None:
    named = [pipeline for family in FAMILIES.values() for pipeline in family.SPEC.pipelines]
    assert len(named) == len(set(named))


@every
def test_a_family_imports_no_heavy_library(family: ModuleType) -> None:
    script = (
        f"import sys, {family.__name__}; "
        "heavy = ('torch', 'diffusers', 'transformers', 'numpy', 'xllamacpp'); "
        "print([name for name in heavy if name in sys.modules])"
    )
    answer = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, timeout=60)
    assert answer.stdout.strip() == "[]", answer.stderr


@families
def test_a_family_draws(family: ModuleType, tiny_models: dict[str, ModelFile], tmp_path: Path) -> None:
    model = tiny_models[family.SPEC.id]
    ctx = context(model, tmp_path / "staging")
    loaded = family.load(ctx, model, CPU)
    family.generate(ctx, loaded, ctx.run.request)
    assert ctx.missing() == []
    assert (tmp_path / "staging" / "picture-000.png").is_file()


@families
def test_a_family_stops_within_one_block(
    family: ModuleType, tiny_models: dict[str, ModelFile], tmp_path: Path
) -> None:
    import torch

    from studio.engine.kits.cancelling import blocks_of

    model, token = tiny_models[family.SPEC.id], threading.Event()
    ctx = context(model, tmp_path / "staging", token)
    loaded = family.load(ctx, model, CPU)
    denoiser = getattr(loaded.pipe, loaded.denoiser)
    completed: list[str] = []

    def complete(block: torch.nn.Module, given: Any, answer: Any) -> None:
        if token.is_set():
            completed.append(type(block).__name__)
        token.set()

    for block in blocks_of(denoiser):
        block.register_forward_hook(complete)
    with pytest.raises(Cancelled):
        family.generate(ctx, loaded, ctx.run.request)
    assert completed == []
    assert not any(block._forward_pre_hooks for block in blocks_of(denoiser))


@families
def test_a_cancelled_load_raises(
    family: ModuleType, tiny_models: dict[str, ModelFile], tmp_path: Path
) -> None:
    token = threading.Event()
    token.set()
    with pytest.raises(Cancelled):
        model = tiny_models[family.SPEC.id]
        family.load(context(model, tmp_path, token), model, CPU)
