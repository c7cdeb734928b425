"""LoRAs come and go with the requests; the model stays, and is itself again afterwards."""

from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from PIL import Image
from safetensors.torch import load_file, save_file

from studio.core.addons import identify_addon, lora_misfit
from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.placement import Device, Hardware
from studio.core.requests import Adapter, FileRef, Region
from studio.engine.kits import diffusers_kit
from studio.engine.residency import Residency
from studio.engine.tasks import image
from studio.families import sd1
from studio.storage.files import sha256_of
from tests.fakes.tiny_model import write_tiny_lora, write_tiny_xl

Drawn = Callable[..., np.ndarray]
CPU = Device(id="cpu", kind="cpu", name="P", memory_total=2**34, memory_free=2**33, precisions=("fp32",))


@pytest.fixture(scope="module")
def loras(tmp_path_factory: pytest.TempPathFactory, tiny: ModelFile) -> tuple[ModelFile, ...]:
    folder = tmp_path_factory.mktemp("loras")
    one = write_tiny_lora(folder / "one.safetensors", tiny)
    return one, write_tiny_lora(folder / "two.v2.safetensors", tiny, seed=2, kohya=True)


@pytest.fixture
def drawn(
    draw: Callable, loaded, make_request: Callable, loras, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Drawn:
    """The latents of a picture with LoRAs given by name and weight; the model is clean before."""
    loaded.adapters.drop()
    count, kept = [0], []
    decode = diffusers_kit.decode
    monkeypatch.setattr(diffusers_kit, "decode", lambda c, m, x, t: kept.append(x) or decode(c, m, x, t))

    def run(regions: tuple[Region, ...] = (), **weights: float) -> np.ndarray:
        count[0] += 1
        adapters = tuple(Adapter(model=loras[NAMES[name]].id, weight=each) for name, each in weights.items())
        request = make_request(adapters=adapters, regions=regions)
        draw(request, staging=tmp_path / str(count[0]), parts=loras)
        return kept[-1][0].double().numpy()

    return run


NAMES = {"one": 0, "two": 1}


def test_loras_act_by_their_weight_and_leave_the_model_as_it_was(loaded, drawn: Drawn) -> None:
    kinds = [type(part) for part in loaded.pipe.unet.modules()]
    plain = drawn()
    whole, half = drawn(one=1.0), drawn(one=0.5)
    assert np.abs(whole - plain).max() > 1e-2
    assert 0 < np.abs(half - plain).mean() < np.abs(whole - plain).mean()
    assert (drawn(one=1.0) == whole).all()
    assert np.abs(drawn(one=0.0) - plain).max() < 1e-5
    assert (drawn() == plain).all()
    assert [type(part) for part in loaded.pipe.unet.modules()] == kinds, "the layers are the model's own"


def test_several_act_together_and_one_may_leave(loaded, drawn: Drawn) -> None:
    both, one, two = drawn(one=1.0, two=-0.5), drawn(one=1.0), drawn(two=-0.5)
    assert not np.allclose(both, one) and not np.allclose(both, two) and not np.allclose(one, two)
    loaded.adapters.drop()
    assert np.abs(drawn(two=-0.5) - two).max() < 1e-5, "whatever was there before"


def test_a_lora_acts_in_its_region_alone(loaded, drawn: Drawn, loras, tmp_path: Path) -> None:
    mask = Image.new("L", (64, 64))
    mask.paste(255, (0, 0, 32, 64))
    mask.save(tmp_path / "m.png")
    file = FileRef(path=str(tmp_path / "m.png"), sha256=sha256_of(tmp_path / "m.png"))
    area = Region(mask=file, prompt="", adapters=(Adapter(model=loras[0].id),))
    plain = drawn()
    change = np.abs(drawn(regions=(area,)) - plain)
    assert change[..., :4].mean() > 2 * change[..., 4:].mean()
    assert (drawn() == plain).all()


def test_a_file_that_holds_no_layers_is_told_and_nothing_stays(
    loaded, draw: Callable, make_request: Callable, drawn: Drawn, loras, tmp_path: Path
) -> None:
    plain = drawn()
    weights = {key: value[:, :3] for key, value in load_file(loras[0].path).items()}
    save_file({key: value.contiguous() for key, value in weights.items()}, tmp_path / "bad.safetensors")
    bad = ModelFile(id="bad", name="bad", family="", path=str(tmp_path / "bad.safetensors"), kind="lora")
    with pytest.raises(StudioError, match="LoRA “bad” cannot be used") as caught:
        draw(make_request(adapters=(Adapter(model="bad"),)), parts=(bad,), staging=tmp_path / "s")
    assert caught.value.kind is ErrorKind.FILE_BROKEN
    assert (drawn() == plain).all()


@pytest.mark.parametrize("kohya", [True, False])
def test_what_fits_is_told_by_the_headers(tiny: ModelFile, tmp_path: Path, kohya: bool) -> None:
    xl = write_tiny_xl(tmp_path / "xl")
    file = Path(write_tiny_lora(tmp_path / "l.safetensors", tiny, kohya=kohya).path)
    assert (identify_addon(file).kind, identify_addon(file).reads) == ("lora", 16)
    assert lora_misfit(file, Path(tiny.path)) == ""
    assert "reads texts 16 wide, and this one reads 40" in lora_misfit(file, Path(xl.path))


def test_a_misfit_is_refused_before_anything_is_loaded(
    tiny: ModelFile, make_context: Callable, make_request: Callable, tmp_path: Path
) -> None:
    lora = write_tiny_lora(tmp_path / "xl.safetensors", write_tiny_xl(tmp_path / "xl"))
    residency = Residency(Hardware(devices=(CPU,), cores=1))
    request = make_request(adapters=(Adapter(model="xl"),))
    for parts, kind, words in (
        ((lora,), ErrorKind.INVALID_REQUEST, "does not fit the model “Tiny”"),
        ((), ErrorKind.MODEL_MISSING, "The LoRA “xl” is not there any more"),
    ):
        with pytest.raises(StudioError, match=words) as caught:
            image.run(make_context(request, tiny, parts=parts), residency, {"sd1": sd1}, request, tiny)
        assert caught.value.kind is kind
    assert residency.names == ()


def test_a_family_that_cannot_says_so(tiny: ModelFile, make_request: Callable) -> None:
    from msgspec.structs import replace

    spec = replace(sd1.SPEC, regions="", adapters=False, controls=False)
    area = Region(mask=FileRef(path="m.png", sha256=""), prompt="x")
    for changes, words in (
        ({"regions": (area,)}, "cannot use prompts for regions"),
        ({"adapters": (Adapter(model="l"),)}, "cannot use LoRAs"),
    ):
        with pytest.raises(StudioError, match=words):
            image.check_parts(make_request(**changes), (), spec, tiny)
