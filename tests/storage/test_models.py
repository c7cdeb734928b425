"""Models are found where they may lie; one with a problem stays visible with a sentence."""

import json
import math
import struct
from pathlib import Path

import pytest
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.paths import Folders
from studio.core.requests import Adapter, Control, FileRef, ImageRequest, Region
from studio.core.specs import FamilySpec, LatentPreview
from studio.core.text_requests import TextRequest
from studio.storage import models as module
from studio.storage.model_book import Liked, Noted
from studio.storage.models import ModelEntry, Models
from studio.storage.text_entries import is_whole_gguf, told_apart
from tests.fakes import toy_gguf

FAMILY = FamilySpec(
    id="sd1",
    label="Stable Diffusion 1",
    kind="image",
    pipelines=("StableDiffusionPipeline",),
    components=("unet", "vae"),
    default_size=(512, 512),
    text_width=768,
    preview=LatentPreview(factors=(), bias=(0, 0, 0)),
)
FAMILIES = {"sd1": FAMILY}


def write_weights(path: Path, count: int, *, cut: bool = False) -> None:
    header = json.dumps({"w": {"dtype": "F16", "shape": [count], "data_offsets": [0, 2 * count]}}).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(header)) + header + bytes(count if cut else 2 * count))


def write_model(
    folder: Path, card: object = None, *, pipeline: str = "StableDiffusionPipeline", cut: bool = False
) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "model_index.json").write_text(json.dumps({"_class_name": pipeline}))
    write_weights(folder / "unet" / "diffusion_pytorch_model.safetensors", 30, cut=cut)
    write_weights(folder / "vae" / "diffusion_pytorch_model.safetensors", 12)
    if card is not None:
        (folder / "studio.json").write_text(json.dumps(card))
    return folder


@pytest.fixture(autouse=True)
def own_resources(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    place = tmp_path / "resources"
    monkeypatch.setattr(module, "resources", lambda: place)
    return place


def test_the_starter_comes_first_with_its_card(folders: Folders, own_resources: Path) -> None:
    card = {
        "name": "Flat landscapes", "default_size": [256, 192], "sizes": [[256, 192], [256, 256], [7, 7]],
        "steps": 16, "guidance_scale": 4, "sampler": "euler", "schedule": "karras",
        "licence": "CC0", "about": "x",
    }  # fmt: skip
    write_model(own_resources / "starter" / "picture", card)
    write_model(folders.models / "a model")
    models = Models(folders, [], FAMILIES)
    first, second = models.scan()
    assert (first.id, first.name, first.family, first.problem) == ("starter", "Flat landscapes", "sd1", "")
    assert first.default_size == (256, 192) and first.sizes == ((256, 192), (256, 256))
    assert (first.steps, first.guidance_scale, first.sampler, first.schedule) == (16, 4.0, "euler", "karras")
    assert (first.weights, first.largest_part) == (42, 30)
    assert (first.licence, first.about) == ("CC0", "x")
    assert second.id == "a model" and second.default_size == (512, 512) and second.sizes == ((512, 512),)
    file = first.file()
    assert (file.id, file.family, file.licence) == ("starter", "sd1", "CC0") and Path(file.path).is_absolute()
    assert models.get("a model") == second and models.get("nobody") is None


def test_folders_of_the_settings_are_models_or_hold_models(folders: Folders, tmp_path: Path) -> None:
    single = write_model(tmp_path / "one")
    write_model(tmp_path / "many" / "two")
    write_model(tmp_path / "many" / "three")
    write_model(folders.models / "two")
    extra = [str(single), str(tmp_path / "many"), str(tmp_path / "gone"), str(single)]
    found = {entry.id: entry for entry in Models(folders, extra, FAMILIES).scan()}
    assert {"one", "two", "three", "gone", "starter"} <= set(found) and len(found) == 6
    (twin,) = (entry for identity, entry in found.items() if identity.startswith("two-"))
    assert Path(twin.path) == tmp_path / "many" / "two"
    assert "not there any more" in found["gone"].problem and found["gone"].advice


def test_broken_models_stay_visible(folders: Folders) -> None:
    write_model(folders.models / "cut", cut=True)
    write_model(folders.models / "other", pipeline="UnheardOfPipeline")
    (folders.models / "empty").mkdir()
    (folders.models / ".hidden").mkdir()
    found = {entry.id: entry for entry in Models(folders, [], FAMILIES).scan()}
    assert set(found) == {"starter", "cut", "other", "empty"}
    assert "cut short" in found["cut"].problem
    assert "UnheardOfPipeline" in found["other"].problem
    assert all(entry.problem and entry.advice for entry in found.values())


@pytest.mark.parametrize(
    "card",
    [[], "text", {"name": 5, "steps": "many", "guidance_scale": None, "sampler": 3, "sizes": 7},
     {"default_size": [8, 8], "sizes": [[True, "x"], [512]], "steps": 10**9, "sampler": "unheard of"}],
)  # fmt: skip
def test_a_senseless_card_is_no_error(folders: Folders, card: object) -> None:
    write_model(folders.models / "m", card)
    entry = Models(folders, [], FAMILIES).get("m")
    assert entry and entry.problem == "" and entry.sampler == "dpmpp_2m" and entry.steps == 20
    assert entry.default_size == (512, 512)


def test_a_model_that_disappears_is_noticed_at_the_next_scan(folders: Folders) -> None:
    folder = write_model(folders.models / "m")
    models = Models(folders, [], FAMILIES)
    assert models.get("m")
    folder.rename(folders.models / "n")
    assert {entry.id for entry in models.scan()} == {"starter", "n"} and models.get("m") is None


def write_header(path: Path, shapes: dict[str, list[int]]) -> Path:
    """A safetensors file of those tensors, all zero."""
    header, end = {}, 0
    for key, shape in shapes.items():
        size = 2 * math.prod(shape)
        header[key] = {"dtype": "F16", "shape": shape, "data_offsets": [end, end + size]}
        end += size
    data = json.dumps(header).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(data)) + data + bytes(end))
    return path


def write_lora(path: Path, reads: int = 768) -> Path:
    layer = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"
    return write_header(path, {f"{layer}.lora_down.weight": [4, reads], f"{layer}.lora_up.weight": [320, 4]})


def write_control(folder: Path, reads: int = 768, kind: str = "ControlNetModel") -> Path:
    write_weights(folder / "diffusion_pytorch_model.safetensors", 9)
    config = {"_class_name": kind, "cross_attention_dim": reads, "block_out_channels": [320]}
    (folder / "config.json").write_text(json.dumps(config))
    return folder


def test_loras_and_controlnets_are_known_beside_the_models_and_offered_apart(folders: Folders) -> None:
    model = write_model(folders.models / "model")
    (model / "unet" / "config.json").write_text(json.dumps({"cross_attention_dim": 768}))
    write_lora(folders.models / "ink.v1.safetensors")
    write_lora(folders.models / "loras" / "wide.safetensors", 2048)
    write_control(folders.models / "edges")
    write_control(folders.models / "nets" / "depth", 2048)
    write_control(folders.models / "union", kind="ControlNetUnionModel")
    write_header(folders.models / "embedding.safetensors", {"emb_params": [4, 4]})
    models = Models(folders, [], FAMILIES)
    assert {entry.id for entry in models.scan()} == {"starter", "model"}
    assert [entry.id for entry in models.of_kind("lora")] == ["ink.v1", "wide"]
    assert [entry.id for entry in models.of_kind("controlnet")] == ["depth", "edges", "union"]
    image = models.get("model")
    ink, wide, edges = (models.get(name) for name in ("ink.v1", "wide", "edges"))
    assert image and ink and wide and edges
    assert (ink.kind, ink.family, ink.reads, ink.problem) == ("lora", "sd1", 768, "")
    assert ink.fits(image) and edges.fits(image) and not wide.fits(image)
    assert ink.file().kind == "lora" and (wide.family, wide.family_label) == ("sdxl", "Stable Diffusion XL")
    assert "a LoRA for Stable Diffusion XL, a family this Atelier cannot run yet" in wide.problem
    union = models.get("union")
    assert union and "ControlNetUnionModel" in union.problem


def test_a_whole_model_in_one_file_and_a_cut_file_say_what_they_are(folders: Folders) -> None:
    key = "model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight"
    write_header(folders.models / "big.safetensors", {key: [640, 2048]})
    cut = write_lora(folders.models / "cut.safetensors")
    cut.write_bytes(cut.read_bytes()[:-9])
    models = Models(folders, [], FAMILIES)
    found = {entry.id: entry for entry in models.all()}
    assert (
        found["big"].kind == "denoiser" and "denoiser of a family that is not known" in found["big"].problem
    )
    assert found["big"].reads == 2048 and not found["big"].runs
    assert "cut short" in found["cut"].problem


def test_parts_of_a_request_are_its_files_or_a_sentence(folders: Folders, tmp_path: Path) -> None:
    lora = write_lora(tmp_path / "mine.safetensors")
    write_control(folders.models / "edges")
    write_model(folders.models / "model")
    models = Models(folders, [str(lora)], FAMILIES)
    picture = FileRef(path="p.png", sha256="")
    area = Region(mask=picture, prompt="x", adapters=(Adapter(model="mine"),))
    base = ImageRequest(prompt="x", model="model", width=64, height=64, seed=1)
    request = replace(
        base, regions=(area,), adapters=(Adapter(model="mine"),),
        controls=(Control(model="edges", picture=picture),),
    )  # fmt: skip
    assert [(file.id, file.kind) for file in models.parts_of(request)] == [
        ("mine", "lora"), ("edges", "controlnet"),
    ]  # fmt: skip
    assert models.parts_of(base) == ()
    for name in ("model", "nobody"):
        with pytest.raises(StudioError, match=f"no LoRA “{name}”") as caught:
            models.parts_of(replace(base, adapters=(Adapter(model=name),)))
        assert caught.value.kind is ErrorKind.MODEL_MISSING


def test_models_in_one_file_are_found_wherever_they_lie(folders: Folders, tmp_path: Path) -> None:
    """As A1111, Forge and ComfyUI lay them: folders of kinds, folders of the user's own inside of those."""
    webui = tmp_path / "webui" / "models"
    shapes = {
        "model.diffusion_model.input_blocks.0.0.weight": [32, 4, 3, 3],
        "model.diffusion_model.input_blocks.1.0.out_layers.3.weight": [32, 32, 3, 3],
        "model.diffusion_model.input_blocks.1.1.transformer_blocks.0.attn2.to_k.weight": [32, 768],
        "model.diffusion_model.out.2.weight": [4, 32, 3, 3],
        "first_stage_model.decoder.conv_in.weight": [32, 4, 3, 3],
        "first_stage_model.encoder.down.0.block.0.conv1.weight": [32, 32, 3, 3],
        "cond_stage_model.transformer.text_model.embeddings.token_embedding.weight": [9, 64],
        "cond_stage_model.transformer.text_model.embeddings.position_embedding.weight": [77, 64],
        "cond_stage_model.transformer.text_model.encoder.layers.0.mlp.fc1.weight": [64, 64],
    }
    for place in ("Stable-diffusion/dream.safetensors", "Stable-diffusion/mine/old/dream.safetensors"):
        write_header(webui / place, shapes)
    write_lora(webui / "Lora" / "styles" / "ink.safetensors")
    write_header(webui / "VAE" / "vae.safetensors", {"decoder.conv_in.weight": [32, 4, 3, 3]})
    (webui / "Lora" / "loop").symlink_to(webui, target_is_directory=True)
    models = Models(folders, [str(webui)], {"sd1": replace(FAMILY, checkpoints=("sd1",))})
    found = [entry for entry in models.scan() if entry.id != "starter"]
    assert [(entry.name, entry.family, entry.problem, entry.reads) for entry in found] == [
        ("dream", "sd1", "", 768), ("dream", "sd1", "", 768),
    ]  # fmt: skip
    assert len({entry.id for entry in found}) == 2
    ink = models.get("ink")
    assert ink and ink.fits(found[0])


# Language models


def test_language_models_are_found_where_other_programs_keep_them(
    folders: Folders, tmp_path: Path, own_resources: Path
) -> None:
    prose = own_resources / "starter" / "prose" / "starter-prose.gguf"
    prose.parent.mkdir(parents=True)
    toy_gguf.write_toy_gguf(prose)
    studio = tmp_path / "lmstudio" / "models" / "publisher" / "Story-GGUF"
    studio.mkdir(parents=True)
    toy_gguf.write_toy_gguf(studio / "Story-Q8_0.gguf", chat=True)
    write_model(folders.models / "painter")
    toy_gguf.write_toy_gguf(folders.models / "meaning.gguf", embedding=True)
    toy_gguf.write_toy_folder(folders.models / "folder")
    models = Models(folders, [str(tmp_path / "lmstudio")], FAMILIES)
    assert [entry.name for entry in models.scan() if entry.id != "starter"] == ["painter"]
    texts = models.of_kind("text")
    assert [entry.id for entry in texts] == ["prose", "folder", "Story-Q8_0"]
    by_id = {entry.id: entry for entry in texts}
    assert by_id["folder"].family == "transformers" and by_id["prose"].family == "gguf"
    assert by_id["Story-Q8_0"].chat and not by_id["prose"].chat
    assert all(entry.problem == "" and entry.bytes and entry.context for entry in texts)
    assert [entry.id for entry in models.of_kind("embedding")] == ["meaning"]
    assert by_id["folder"].file().kind == "text"


def test_the_model_that_writes_is_the_wished_one_or_your_own_or_the_bundled(
    folders: Folders, own_resources: Path
) -> None:
    prose = own_resources / "starter" / "prose" / "starter-prose.gguf"
    prose.parent.mkdir(parents=True)
    toy_gguf.write_toy_gguf(prose)
    models = Models(folders, [], FAMILIES)
    assert models.writer().id == "prose"  # type: ignore[union-attr]
    folders.models.mkdir(parents=True)
    (folders.models / "a-broken.gguf").write_bytes(b"GGUF" + b"\xff" * 100)
    toy_gguf.write_toy_gguf(folders.models / "mine.gguf")
    models.scan()
    assert models.writer().id == "mine"  # type: ignore[union-attr]
    assert models.writer("prose").id == "prose"  # type: ignore[union-attr]
    assert models.writer("gone").id == "mine"  # type: ignore[union-attr]
    broken = models.get("a-broken")
    assert broken and broken.kind == "text" and "a-broken.gguf" in broken.problem


def test_a_projector_lets_the_model_beside_it_see(folders: Folders, tmp_path: Path) -> None:
    folder = folders.models / "seeing"
    folder.mkdir(parents=True)
    for name in ("Seer-7B-Q4_K_M.gguf", "Other-Q8_0.gguf", "Seer-7B-mmproj-F16.gguf"):
        toy_gguf.write_toy_gguf(folder / name)
    models = Models(folders, [], FAMILIES)
    seeing = {entry.id: entry.sees for entry in models.of_kind("text")}
    assert seeing["Seer-7B-Q4_K_M"] and not seeing["Other-Q8_0"]
    (folder / "Other-Q8_0.gguf").unlink()
    (folder / "Seer-7B-mmproj-F16.gguf").rename(folder / "mmproj-model.gguf")
    models.scan()
    assert models.get("Seer-7B-Q4_K_M").sees, "the only model of a folder"  # type: ignore[union-attr]
    look = TextRequest(
        model="Seer-7B-Q4_K_M", pieces=(), seed=0, pictures=(FileRef(path="/a.png", sha256="0"),)
    )
    (projector,) = models.parts_of(look)
    assert (projector.kind, Path(projector.path).name) == ("projector", "mmproj-model.gguf")
    assert models.parts_of(replace(look, pictures=())) == ()
    (folder / "mmproj-model.gguf").unlink()
    with pytest.raises(StudioError, match="cannot see pictures"):
        models.parts_of(look)


@pytest.mark.parametrize(
    ("name", "whole"),
    [
        ("a.gguf", True),
        ("a.GGUF", True),
        ("big-00001-of-00003.gguf", True),
        ("big-00002-of-00003.gguf", False),
        ("a.gguf.part", False),
        ("a.safetensors", False),
    ],
)
def test_of_a_model_in_parts_the_first_stands_for_all(name: str, whole: bool) -> None:
    assert is_whole_gguf(Path(name)) is whole


def test_models_of_one_name_are_told_apart() -> None:
    def entry(identity: str, quantisation: str) -> ModelEntry:
        return ModelEntry(
            id=identity, name="Story", family="gguf", path="", architecture="llama", quantisation=quantisation
        )

    told = told_apart([entry("a", "Q4_K_M"), entry("b", "Q8_0"), entry("c", "Q8_0")])
    assert [each.name for each in told] == ["Story Q4_K_M", "Story (b)", "Story (c)"]
    assert told_apart([entry("a", "Q8_0")])[0].name == "Story"


def test_everything_on_disk_is_told(folders: Folders, own_resources: Path) -> None:
    write_model(own_resources / "starter" / "picture")
    write_model(folders.models / "broken", pipeline="Nobody'sPipeline")
    models = Models(folders, [], FAMILIES)
    assert [entry.id for entry in models.all()] == ["starter", "broken"]


def test_a_model_in_the_cache_of_hugging_face_has_its_name_and_not_that_of_its_revision(
    folders: Folders, tmp_path: Path
) -> None:
    write_model(tmp_path / "hub" / "models--org--tiny-lake" / "snapshots" / ("0f" * 20))
    models = Models(folders, [str(tmp_path / "hub")], FAMILIES)
    (found,) = [entry for entry in models.scan() if entry.id != "starter"]
    assert (found.id, found.name) == ("tiny-lake", "tiny-lake")


def test_what_the_user_took_off_the_list_is_offered_by_nothing(folders: Folders) -> None:
    place = write_model(folders.models / "m")
    models = Models(folders, [], FAMILIES)
    models.book.write(Noted(path=str(place), removed=True))
    models.scan()
    assert models.get("m") is None and [entry.id for entry in models.removed()] == ["m"]
    models.book.write(Noted(path=str(place), liked=Liked(steps=7)))
    models.reread_book()
    entry = models.get("m")
    assert entry and entry.steps == 7


def test_a_model_answers_to_the_id_it_had_before_it_was_moved(folders: Folders) -> None:
    place = write_model(folders.models / "n")
    models = Models(folders, [], FAMILIES)
    models.book.write(Noted(path=str(place), id="n", ids=("m",)))
    entry = models.get("m")
    assert entry and entry.id == "n"
