"""Among the models a pickle is told by its content: it is never opened as it is, and can be converted."""

import json
import struct
from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.identify import identify_folder
from studio.core.paths import Folders
from studio.core.pickled import converted_name
from studio.core.requests import Adapter, ImageRequest
from studio.core.specs import FamilySpec, LatentPreview
from studio.jobs.converting import Converter
from studio.storage import models as module
from studio.storage.model_entry import ModelEntry
from studio.storage.models import Models
from tests.fakes import hostile_pickles


@pytest.fixture(autouse=True)
def own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "resources", lambda: tmp_path / "resources")


def lora() -> bytes:
    entry = {"dtype": "F16", "shape": [4, 768], "data_offsets": [0, 6144]}
    header = json.dumps({"lora_unet_mid_block_attn2_to_k.lora_down.weight": entry}).encode()
    return struct.pack("<Q", len(header)) + header + bytes(6144)


def told(folders: Folders, name: str, content: bytes) -> ModelEntry:
    folders.models.mkdir(parents=True, exist_ok=True)
    (folders.models / name).write_bytes(content)
    models = Models(folders, [], {})
    return next(entry for entry in models.all() if entry.path.endswith(name))


@pytest.mark.parametrize("name", ["a.ckpt", "a.pt", "a.pth", "a.bin", "a.safetensors"])
@pytest.mark.parametrize("content", [hostile_pickles.torch_zip(), hostile_pickles.legacy()])
def test_a_pickle_is_unsafe_whatever_its_name(folders: Folders, name: str, content: bytes) -> None:
    entry = told(folders, name, content)
    assert entry.unsafe and not entry.runs and f"“{name}” is " in entry.problem and "pickle" in entry.problem
    assert "Convert it to safetensors" in entry.advice


@pytest.mark.parametrize("name", ["a.ckpt", "a.pt", "a.pth"])
def test_a_safetensors_file_under_another_name_is_used_as_what_it_is(folders: Folders, name: str) -> None:
    entry = told(folders, name, lora())
    assert entry.kind == "lora" and not entry.unsafe and entry.reads == 768


def test_what_is_neither_is_said_to_be(folders: Folders) -> None:
    entry = told(folders, "a.ckpt", b"<html>404 not found</html>")
    assert "a.ckpt is neither a pickle nor a safetensors file" in entry.problem and not entry.unsafe


def test_a_pickle_cannot_be_asked_for(folders: Folders) -> None:
    entry = told(folders, "a.pt", hostile_pickles.torch_zip())
    request = ImageRequest(
        prompt="x", model="m", width=64, height=64, seed=1, adapters=(Adapter(model=entry.id),)
    )
    with pytest.raises(StudioError) as raised:
        Models(folders, [], {}).parts_of(request)
    assert raised.value.kind in (ErrorKind.MODEL_MISSING, ErrorKind.MODEL_BROKEN)


def test_after_its_conversion_the_new_file_stands_beside_it(folders: Folders) -> None:
    entry = told(folders, "a.ckpt", hostile_pickles.torch_zip())
    source = Path(entry.path)
    Converter(source, source.with_suffix(".safetensors")).run(lambda told: None)
    entries = {Path(each.path).name: each for each in Models(folders, [], {}).all() if each.path}
    assert entries["a.ckpt"].unsafe and not entries["a.safetensors"].unsafe


def test_a_folder_with_pickled_weights_says_so_and_runs_after_their_conversion(tmp_path: Path) -> None:
    folder = tmp_path / "old model"
    for part in ("unet", "vae"):
        (folder / part).mkdir(parents=True)
        (folder / part / "diffusion_pytorch_model.bin").write_bytes(hostile_pickles.torch_zip())
    (folder / "model_index.json").write_text(json.dumps({"_class_name": "StableDiffusionPipeline"}))
    spec = FamilySpec(
        id="sd1", label="SD 1", kind="image", pipelines=("StableDiffusionPipeline",),
        components=("unet", "vae"), default_size=(512, 512),
        preview=LatentPreview(factors=(), bias=(0, 0, 0)),
    )  # fmt: skip
    found = identify_folder(folder, [spec])
    assert "“old model” holds its weights as pickles" in found.problem and "studio convert" in found.advice
    for file in folder.rglob("*.bin"):
        Converter(file, converted_name(file)).run(lambda told: None)
    assert identify_folder(folder, [spec]).problem == "" and identify_folder(folder, [spec]).weights == 8
