"""Every placement draws the same picture: offload by module and by layer, tiles, other precisions."""

from collections.abc import Callable
from pathlib import Path
from types import SimpleNamespace

import msgspec
import pytest
import torch
from PIL import Image, ImageChops, ImageStat

from studio.core.messages import ModelFile
from studio.core.placement import Placement
from studio.core.requests import FileRef
from studio.engine.kits import loading
from studio.families import sd1
from studio.storage.files import sha256_of

PLAIN = Placement(device="cpu", precision="fp32", threads=1)


@pytest.fixture
def draw_on(tiny: ModelFile, make_context: Callable, tmp_path: Path) -> Callable[..., Image.Image]:
    def run(request, name: str, **changes: object) -> Image.Image:
        placement = msgspec.structs.replace(PLAIN, **changes)
        ctx = make_context(request, tiny, staging=tmp_path / name)
        ctx.placement = placement
        loaded = sd1.load(ctx, tiny, placement)
        sd1.generate(ctx, loaded, request)
        with Image.open(tmp_path / name / "picture-000.png") as picture:
            return picture.convert("RGB")

    return run


@pytest.fixture
def layers_on_the_processor(monkeypatch: pytest.MonkeyPatch) -> None:
    """Offload by layer with the processor as the device: the pipeline itself would say “cpu:0” to it,
    which torch takes for another device than “cpu”.
    """
    from accelerate import cpu_offload
    from diffusers import DiffusionPipeline

    def offload(pipe: DiffusionPipeline, device: str) -> None:
        for part in pipe.components.values():
            if isinstance(part, torch.nn.Module):
                cpu_offload(part, torch.device(device), offload_buffers=len(part._parameters) > 0)

    monkeypatch.setattr(DiffusionPipeline, "enable_sequential_cpu_offload", offload)


# accelerate's hooks work with the processor as their device too, which is where tests can run them.
@pytest.mark.usefixtures("layers_on_the_processor")
@pytest.mark.parametrize("offload", ["model", "sequential"])
@pytest.mark.parametrize("with_start", [False, True])
def test_offload_changes_no_pixel(
    draw_on: Callable, make_request: Callable, tmp_path: Path, offload: str, with_start: bool
) -> None:
    start = None
    if with_start:
        Image.linear_gradient("L").convert("RGB").save(tmp_path / "start.png")
        start = FileRef(path=str(tmp_path / "start.png"), sha256=sha256_of(tmp_path / "start.png"))
    request = make_request(count=2, start=start, strength=0.7)
    assert draw_on(request, "plain").tobytes() == draw_on(request, "off", offload=offload).tobytes()


@pytest.mark.parametrize("changes", [{"vae_tiling": True}, {"precision": "bf16"}])
def test_thrift_and_speed_change_little(draw_on: Callable, make_request: Callable, changes: dict) -> None:
    request = make_request(width=128, height=128, sampler="ddim", schedule="trailing")
    difference = ImageChops.difference(draw_on(request, "plain"), draw_on(request, "other", **changes))
    assert max(ImageStat.Stat(difference).mean) < 16


def test_precision_of_16_bits_decodes_start_pictures_too(
    draw_on: Callable, make_request: Callable, tmp_path: Path
) -> None:
    Image.linear_gradient("L").convert("RGB").save(tmp_path / "start.png")
    start = FileRef(path=str(tmp_path / "start.png"), sha256=sha256_of(tmp_path / "start.png"))
    draw_on(make_request(start=start, strength=0.5), "bf16", precision="bf16")


@pytest.mark.parametrize(("device", "expected"), [("cpu", True), ("mps", False)])
def test_metal_keeps_the_usual_layout(device: str, expected: bool) -> None:
    """torch gives wrong numbers for some channels-last views on Metal."""
    unet = torch.nn.Conv2d(4, 4, 3)
    pipe = SimpleNamespace(unet=unet, vae=torch.nn.Conv2d(4, 4, 3), to=lambda place: None)
    loading.place(pipe, Placement(device=device, precision="fp32"))
    assert unet.weight.is_contiguous(memory_format=torch.channels_last) is expected
