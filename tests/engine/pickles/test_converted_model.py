"""An old checkpoint, as they were shared in 2022, is converted, told for what it is, and draws as before."""

from pathlib import Path

import numpy as np
import pytest
import torch
from PIL import Image
from safetensors.torch import load_file

from studio.core.checkpoint import identify_checkpoint
from studio.core.messages import ModelFile, Run
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.engine.context import Context
from studio.families import sd1
from studio.jobs.converting import Converter
from tests.fakes.original_layout import write_single_file
from tests.fakes.tiny_builds import write_tiny_build

CPU = Placement(device="cpu", precision="fp32", threads=1)


def draw(model: ModelFile, staging: Path) -> np.ndarray:
    request = ImageRequest(
        prompt="a lighthouse", model=model.id, width=64, height=64, steps=2, seed=5, guidance_scale=4.0
    )
    ctx = Context(Run(job="j", request=request, model=model, staging=str(staging)), lambda *_: None)
    ctx.placement = CPU
    sd1.generate(ctx, sd1.load(ctx, model, CPU), request)
    with Image.open(staging / "picture-000.png") as picture:
        return np.array(picture)


@pytest.mark.parametrize("zipped", [True, False], ids=["zip", "as before 2020"])
def test_it_draws_what_it_drew(zipped: bool, tmp_path: Path) -> None:
    folder = write_tiny_build(tmp_path / "folder", "sd1")
    whole = write_single_file(folder, tmp_path / "one.safetensors", "sd1")
    weights = load_file(whole.path)
    # As training left it: half of it turned in memory, wrapped, with the program's own things beside it.
    weights = {
        key: value.T.contiguous().T if value.ndim == 2 and "to_q" in key else value
        for key, value in weights.items()
    }
    source = tmp_path / "sd-v1-4.ckpt"
    value = {"global_step": 470_000, "state_dict": weights, "lr_schedulers": [{"last": 1}]}
    torch.save(value, source, _use_new_zipfile_serialization=zipped)
    target = tmp_path / "sd-v1-4.safetensors"
    written = Converter(source, target).run(lambda told: None)
    assert written.tensors == len(weights)
    found = identify_checkpoint(target, [sd1.SPEC])
    assert found and found.family == "sd1" and not found.problem
    model = ModelFile(id="new", name="new", family="sd1", path=str(target))
    one, other = draw(whole, tmp_path / "a"), draw(model, tmp_path / "b")
    assert np.abs(one.astype(int) - other).max() <= 1 and one.std() > 1
