"""Damaged, foreign and dishonest model folders: a sentence each, never a bare traceback, never a pickle."""

import json
import pickle
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
import torch
from safetensors.torch import load_file, save_file

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.placement import Device, Hardware
from studio.engine.kits import weights
from studio.engine.residency import Residency
from studio.engine.tasks import image
from studio.families import sd1

CPU = Device(id="cpu", kind="cpu", name="P", memory_total=2**34, memory_free=2**33, precisions=("fp32",))
UNET = "unet/diffusion_pytorch_model.safetensors"


@pytest.fixture
def copy(tiny: ModelFile, tmp_path: Path) -> ModelFile:
    """A copy of the tiny model to break."""
    folder = tmp_path / "model"
    shutil.copytree(tiny.path, folder)
    return ModelFile(id="c", name="Copy", family="sd1", path=str(folder))


@pytest.fixture
def attempt(make_context: Callable, make_request: Callable) -> Callable[[ModelFile], None]:
    def run(model: ModelFile) -> None:
        request = make_request(steps=1)
        held = Residency(Hardware(devices=(CPU,), cores=1))
        image.run(make_context(request, model), held, {"sd1": sd1}, request, model)

    return run


def change(path: Path, edit: Callable[[dict], None]) -> None:
    tensors = load_file(path)
    edit(tensors)
    save_file(tensors, path)


def drop_one(folder: Path) -> None:
    change(folder / UNET, lambda tensors: tensors.pop("conv_in.weight"))


def reshape_one(folder: Path) -> None:
    change(folder / UNET, lambda tensors: tensors.update({"conv_in.weight": torch.zeros(3, 4, 3, 3)}))


def drop_from_text(folder: Path) -> None:
    def edit(tensors: dict) -> None:
        tensors.pop(next(name for name in sorted(tensors) if name.endswith("q_proj.weight")))

    change(folder / "text_encoder/model.safetensors", edit)


def put_nan(folder: Path) -> None:
    change(folder / UNET, lambda tensors: tensors["conv_in.weight"].fill_(float("nan")))


def truncate(folder: Path) -> None:
    path = folder / UNET
    path.write_bytes(path.read_bytes()[:-100])


def garbage(folder: Path) -> None:
    (folder / "vae/diffusion_pytorch_model.safetensors").write_bytes(b"not weights")


def garbage_config(folder: Path) -> None:
    (folder / "unet/config.json").write_text("{")


def no_vocabulary(folder: Path) -> None:
    shutil.rmtree(folder / "tokenizer")


def too_many_words(folder: Path) -> None:
    path = folder / "tokenizer"
    known = json.loads((path / "vocab.json").read_text())
    (path / "tokenizer.json").unlink(missing_ok=True)
    (path / "vocab.json").write_text(json.dumps({**known, **{f"w{n}</w>": len(known) + n for n in range(9)}}))


def foreign_part(folder: Path) -> None:
    path = folder / "model_index.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"unet": ["os", "system"]}))


@pytest.mark.parametrize(
    "damage",
    [drop_one, reshape_one, drop_from_text, put_nan, truncate, garbage, garbage_config,
     no_vocabulary, too_many_words, foreign_part],
    ids=lambda damage: damage.__name__,
)  # fmt: skip
def test_a_damaged_model_is_named_with_what_is_wrong(
    copy: ModelFile, attempt: Callable, damage: Callable[[Path], None]
) -> None:
    damage(Path(copy.path))
    with pytest.raises(StudioError) as caught:
        attempt(copy)
    assert caught.value.kind is ErrorKind.MODEL_BROKEN
    assert "“Copy” is damaged" in caught.value.sentence or "“model” is damaged" in caught.value.sentence
    assert caught.value.advice


def test_a_denoiser_of_other_channels_does_not_fit(copy: ModelFile, attempt: Callable) -> None:
    folder = Path(copy.path)
    config = json.loads((folder / "unet/config.json").read_text())
    (folder / "unet/config.json").write_text(json.dumps(config | {"in_channels": 8}))
    change(folder / UNET, lambda tensors: tensors.update({"conv_in.weight": torch.zeros(8, 8, 3, 3)}))
    with pytest.raises(StudioError, match="takes 8 channels") as caught:
        attempt(copy)
    assert caught.value.kind is ErrorKind.MODEL_BROKEN


class Trap:
    """Writes a file when unpickled."""

    def __init__(self, target: Path) -> None:
        self.target = target

    def __reduce__(self) -> tuple:
        return Path.touch, (self.target,)


def test_pickled_weights_are_never_opened(copy: ModelFile, attempt: Callable, tmp_path: Path) -> None:
    folder = Path(copy.path)
    (folder / UNET).unlink()
    (folder / "unet/diffusion_pytorch_model.bin").write_bytes(pickle.dumps(Trap(tmp_path / "sprung")))
    with pytest.raises(StudioError, match="holds its weights as pickles"):
        attempt(copy)
    assert not (tmp_path / "sprung").exists()


@pytest.mark.parametrize("name", ["StableDiffusionXLPipeline", "EvilPipeline"])
def test_another_family_is_told_apart(copy: ModelFile, attempt: Callable, name: str) -> None:
    path = Path(copy.path) / "model_index.json"
    path.write_text(json.dumps(json.loads(path.read_text()) | {"_class_name": name}))
    with pytest.raises(StudioError) as caught:
        attempt(copy)
    assert caught.value.kind is ErrorKind.MODEL_UNKNOWN


def test_a_folder_that_is_gone(copy: ModelFile, attempt: Callable) -> None:
    shutil.rmtree(copy.path)
    with pytest.raises(StudioError) as caught:
        attempt(copy)
    assert caught.value.kind is ErrorKind.MODEL_MISSING


def test_weights_with_a_variant_in_their_name_load(
    copy: ModelFile, attempt: Callable, tmp_path: Path
) -> None:
    for path in Path(copy.path).glob("*/*.safetensors"):
        path.rename(path.with_suffix(".fp16.safetensors"))
    attempt(copy)
    assert (tmp_path / "staging" / "picture-000.png").is_file()


def test_the_hash_of_the_weights_is_made_once_and_follows_the_file(copy: ModelFile) -> None:
    import hashlib

    expected = hashlib.sha256((Path(copy.path) / UNET).read_bytes()).hexdigest()
    assert weights.WeightsHash(copy, "unet").value() == expected
    remembered = weights.WeightsHash(copy, "unet")
    assert remembered._thread is None and remembered.value() == expected
    put_nan(Path(copy.path))
    assert weights.WeightsHash(copy, "unet").value() != expected
