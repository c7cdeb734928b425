"""ControlNets steer while it is their turn, with any sampler, and leave nothing on the model."""

import threading
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch
from msgspec.structs import replace
from PIL import Image

from studio.core.addons import control_misfit, identify_addon
from studio.core.errors import StudioError
from studio.core.messages import ModelFile
from studio.core.requests import Control, FileRef, Region
from studio.core.samplers import SAMPLERS
from studio.engine.context import Cancelled
from studio.engine.kits import diffusers_kit
from studio.families import sd1, sdxl
from studio.storage.files import sha256_of
from tests.engine.kits.conftest import CPU
from tests.fakes.tiny_model import write_tiny_control, write_tiny_xl

Drawn = Callable[..., np.ndarray]


@pytest.fixture(scope="module")
def net(tmp_path_factory: pytest.TempPathFactory, tiny: ModelFile) -> ModelFile:
    return write_tiny_control(tmp_path_factory.mktemp("nets") / "edges", tiny)


def keep(path: Path, seed: int = 1, mode: str = "RGB") -> FileRef:
    pixels = np.random.default_rng(seed).integers(0, 256, (48, 80, 3), np.uint8)
    Image.fromarray(pixels).convert(mode).save(path)
    return FileRef(path=str(path), sha256=sha256_of(path))


@pytest.fixture
def control(tmp_path: Path) -> Control:
    return Control(model="edges", picture=keep(tmp_path / "edges.png"))


@pytest.fixture
def drawn(
    draw: Callable, loaded, make_request: Callable, net, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Drawn:
    count, kept = [0], []
    decode = diffusers_kit.decode
    monkeypatch.setattr(diffusers_kit, "decode", lambda c, m, x, t: kept.append(x) or decode(c, m, x, t))
    loaded.controls.clear()

    def run(*controls: Control, **changes: object) -> np.ndarray:
        count[0] += 1
        draw(make_request(controls=controls, **changes), staging=tmp_path / str(count[0]), parts=(net,))
        return kept[-1][0].double().numpy()

    return run


def test_a_control_steers_by_its_weight_and_its_picture(
    loaded, drawn: Drawn, control: Control, tmp_path: Path
) -> None:
    plain, whole = drawn(), drawn(control)
    assert np.abs(whole - plain).max() > 1e-2
    assert 0 < np.abs(drawn(replace(control, weight=0.1)) - plain).mean() < np.abs(whole - plain).mean()
    assert (drawn(replace(control, weight=0.0)) == plain).all()
    assert (drawn(control) == whole).all()
    other = replace(control, picture=keep(tmp_path / "other.png", 2, "L"))
    assert (drawn(other) != whole).any()
    assert np.abs(drawn(control, other) - whole).max() > 1e-3, "two act together"
    assert not loaded.pipe.unet._forward_pre_hooks
    assert (drawn() == plain).all() and not loaded.controls


def test_a_control_acts_from_its_begin_to_its_end(loaded, drawn: Drawn, control: Control) -> None:
    asked: list[int] = []
    drawn(control, steps=1)
    handle = loaded.controls["edges"].register_forward_hook(lambda *_: asked.append(1))
    for begin, end, expected in ((0.0, 1.0, 4), (0.0, 0.5, 2), (0.25, 0.75, 2), (0.9, 1.0, 0)):
        asked.clear()
        drawn(replace(control, begin=begin, end=end), steps=4, sampler="euler")
        assert len(asked) == expected
    handle.remove()


@pytest.mark.parametrize("sampler", list(SAMPLERS))
def test_every_sampler_and_no_guidance_can_be_steered(drawn: Drawn, control: Control, sampler: str) -> None:
    options = {"sampler": sampler, "schedule": SAMPLERS[sampler].schedules[0], "guidance_scale": 1.0}
    assert np.abs(drawn(control, **options) - drawn(**options)).max() > 1e-3


def test_a_start_a_mask_and_regions_can_be_steered(drawn: Drawn, control: Control, tmp_path: Path) -> None:
    start, mask = keep(tmp_path / "s.png"), keep(tmp_path / "m.png", 3, "L")
    area = Region(mask=mask, prompt="q w e")
    for options in ({"start": start}, {"start": start, "mask": mask}, {"regions": (area,)}):
        assert np.abs(drawn(control, **options) - drawn(**options)).max() > 1e-3


def test_a_cancel_within_the_net_leaves_the_model_clean(
    loaded, drawn: Drawn, control: Control, make_context: Callable, make_request: Callable, net: ModelFile
) -> None:
    drawn(control, steps=1)
    token = threading.Event()
    ctx = make_context(make_request(controls=(control,)), net, token, parts=(net,))
    ctx.placement = CPU
    handle = loaded.controls["edges"].conv_in.register_forward_hook(lambda *_: token.set())
    completed: list[int] = []
    after = loaded.controls["edges"].mid_block.register_forward_hook(lambda *_: completed.append(1))
    with pytest.raises(Cancelled):
        sd1.generate(ctx, loaded, ctx.run.request)
    handle.remove()
    after.remove()
    assert completed == [] and not loaded.pipe.unet._forward_pre_hooks
    assert not any(part._forward_pre_hooks for part in loaded.controls["edges"].modules())


def test_a_single_file_takes_its_shape_from_the_model(
    draw: Callable, drawn: Drawn, make_request: Callable, control: Control, net: ModelFile, tmp_path: Path
) -> None:
    whole = drawn(control)
    file = next(Path(net.path).glob("*.safetensors"))
    assert identify_addon(file).kind == "controlnet"
    single = replace(net, path=str(file), id="single")
    kept: list[torch.Tensor] = []
    decode = diffusers_kit.decode
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(diffusers_kit, "decode", lambda c, m, x, t: kept.append(x) or decode(c, m, x, t))
        request = make_request(controls=(replace(control, model="single"),))
        draw(request, parts=(single,), staging=tmp_path / "single")
    assert np.abs(kept[0][0].double().numpy() - whole).max() < 1e-5


def test_a_net_of_another_model_is_found_out_by_its_config(
    tiny: ModelFile, net: ModelFile, make_context: Callable, make_request: Callable, tmp_path: Path,
    control: Control,
) -> None:  # fmt: skip
    xl = write_tiny_xl(tmp_path / "xl")
    assert control_misfit(Path(net.path), Path(tiny.path)) == ""
    assert "reads texts 16 wide, and this one reads 40" in control_misfit(Path(net.path), Path(xl.path))
    own = write_tiny_control(tmp_path / "own", xl)
    loaded = sdxl.load(make_context(make_request(), xl), xl, CPU)
    for weight in (0.0, 1.0):
        request = make_request(controls=(replace(control, model="own", weight=weight),))
        ctx = make_context(request, xl, parts=(own,), staging=tmp_path / str(weight))
        ctx.placement = CPU
        sdxl.generate(ctx, loaded, request)
    one, other = (Image.open(tmp_path / name / "picture-000.png").tobytes() for name in ("0.0", "1.0"))
    assert one != other


def test_a_control_picture_that_is_gone_is_told(drawn: Drawn, control: Control) -> None:
    Path(control.picture.path).unlink()
    with pytest.raises(StudioError, match=r"control picture .* cannot be opened"):
        drawn(control)
