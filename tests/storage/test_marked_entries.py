"""Everything on disk is listed with what it is, whether it runs, and why it does not."""

import json
from pathlib import Path

import pytest

from studio.core.discovery import image_families
from studio.core.paths import Folders
from studio.storage.models import ModelEntry, Models
from tests.core.test_checkpoint import MODELS
from tests.fakes.gguf_headers import write_gguf
from tests.fakes.mark_layouts import CASES, Case, header_of, shapes_of, write_header

KINDS = {
    "denoiser", "vae", "text_encoder", "lora", "embedding_image", "controlnet", "t2i_adapter", "ip_adapter",
    "upscaler", "unknown",
}  # fmt: skip
FLUX = "double_blocks.0.img_attn.proj.weight"
RUNNING = ("sd1", "sd2", "sdxl")


def listed(folders: Folders) -> dict[str, ModelEntry]:
    return {entry.id: entry for entry in Models(folders, [], image_families()).all()}


def write(folders: Folders, name: str, case: Case) -> Path:
    file = folders.models / f"{name}.safetensors"
    return write_header(file, header_of(shapes_of(case.tensors), case.metadata))


def may_run(case: Case) -> bool:
    """LoRAs and ControlNets of the families that are run, in the layouts that are."""
    if case.family not in ("", *RUNNING):
        return False
    if case.kind == "controlnet":
        return not case.variant and case.label != "Control-LoRA"
    return case.kind == "lora" and not {"LoHa", "LoKr", "OFT", "GLoRA"} & set(case.variant.split(", "))


def test_every_kind_is_listed_and_says_whether_it_runs(folders: Folders) -> None:
    cases = {f"{case.name} {number}": case for number, case in enumerate(CASES)}
    for name, case in cases.items():
        write(folders, name, case)
    found = listed(folders)
    for name, case in cases.items():
        entry = found[name]
        assert entry.kind == ("image" if case.kind == "checkpoint" else case.kind), case
        assert entry.family_label == case.label and entry.problem.endswith("." if entry.problem else "")
        if may_run(case):
            assert entry.runs and not entry.problem, case
        elif case.kind != "checkpoint":
            assert not entry.runs and name in entry.problem and entry.advice, case
    assert {entry.kind for entry in found.values()} >= KINDS


def test_a_model_that_runs_says_family_variant_and_precision(folders: Folders) -> None:
    for build, shapes in MODELS.items():
        write_header(folders.models / f"{build}.safetensors", header_of(shapes, dtype="BF16"))
    marks = {"v_pred": [0], "ztsnr": [0]}
    write_header(folders.models / "velocity.safetensors", header_of(MODELS["sdxl"] | marks))
    found = listed(folders)
    told = {
        name: (entry.kind, entry.family, entry.family_label, entry.variant, entry.precision, entry.runs)
        for name, entry in found.items()
    }
    assert told["sd1"] == ("image", "sd1", "Stable Diffusion 1", "", "bf16", True)
    assert told["sd2"] == ("image", "sd1", "Stable Diffusion 2", "", "bf16", True)
    assert told["sdxl"] == ("image", "sdxl", "Stable Diffusion XL", "", "bf16", True)
    assert told["velocity"][3:] == ("v-prediction, zero terminal SNR", "fp16", True)
    assert not any(entry.problem for entry in found.values())


def test_a_folder_of_a_family_that_is_not_run_says_which(folders: Folders) -> None:
    folder = folders.models / "dev"
    write_header(folder / "transformer" / "w.safetensors", header_of({"w": [4]}, dtype="BF16"))
    (folder / "transformer" / "config.json").write_text('{"guidance_embeds": true}')
    (folder / "model_index.json").write_text('{"_class_name": "FluxPipeline"}')
    entry = listed(folders)["dev"]
    assert (entry.kind, entry.family, entry.family_label, entry.precision) == (
        "image",
        "flux1",
        "FLUX.1 dev",
        "bf16",
    )
    assert not entry.runs and "family this Atelier cannot run yet" in entry.problem


@pytest.mark.parametrize(
    ("shapes", "architecture", "kind", "label"),
    [
        ({FLUX: [32, 32], "guidance_in.in_layer.weight": [32, 32]}, "flux", "gguf_image", "FLUX.1 dev"),
        ({"w.weight": [32, 32]}, "qwen_image", "gguf_image", "Qwen-Image"),
        ({f"model.diffusion_model.{FLUX}": [32, 32]}, "", "gguf_image", "FLUX.1 schnell"),
        ({"token_embd.weight": [32128, 4096]}, "t5", "text_encoder", "T5-XXL"),
    ],
)  # fmt: skip
def test_a_gguf_file_for_painters_is_no_language_model(
    folders: Folders, shapes: dict[str, list[int]], architecture: str, kind: str, label: str
) -> None:
    folders.models.mkdir(parents=True)
    write_gguf(folders.models / "m.gguf", shapes, architecture, file_type=7)
    models = Models(folders, [], image_families())
    entry = {entry.id: entry for entry in models.all()}["m"]
    assert (entry.kind, entry.family_label, entry.precision, entry.runs) == (kind, label, "Q8_0", False)
    assert "m" in entry.problem and entry.advice and entry not in models.of_kind("text")


def test_what_is_unknown_says_what_is_known_of_it_and_is_set_by_hand(folders: Folders) -> None:
    file = write_header(folders.models / "odd.safetensors", header_of({"a": [8, 4], "b": [2]}))
    entry = listed(folders)["odd"]
    assert (entry.kind, entry.weights, entry.precision, entry.runs) == ("unknown", 34, "fp16", False)
    assert "not known what “odd” is" in entry.problem and "2 tensors, 34 numbers" in entry.problem
    assert "Say what it is" in entry.advice and entry.bytes == file.stat().st_size
    card = folders.models / "odd.studio.json"
    card.write_text(json.dumps({"kind": "upscaler", "family": "My own net"}))
    entry = listed(folders)["odd"]
    assert (entry.kind, entry.family, entry.family_label) == ("upscaler", "My own net", "My own net")
    assert "an upscaler (My own net)" in entry.problem and not entry.runs
    for nonsense in ("[]", "{", '{"kind": 7}', '{"kind": "engine"}'):
        card.write_text(nonsense)
        assert listed(folders)["odd"].kind == "unknown"


def test_the_family_of_a_lora_can_be_set_by_hand(folders: Folders) -> None:
    case = next(case for case in CASES if case.row == "lora-other" and not case.variant)
    write(folders, "plain", case)
    assert listed(folders)["plain"].family == "" and listed(folders)["plain"].runs
    (folders.models / "plain.studio.json").write_text('{"family": "sdxl"}')
    entry = listed(folders)["plain"]
    assert (entry.kind, entry.family, entry.family_label, entry.runs) == (
        "lora",
        "sdxl",
        "Stable Diffusion XL",
        True,
    )
    (folders.models / "plain.studio.json").write_text('{"family": "flux1"}')
    assert "a LoRA for FLUX.1, a family this Atelier cannot run yet" in listed(folders)["plain"].problem


def test_the_licence_of_a_header_is_told(folders: Folders) -> None:
    header = header_of({"emb_params": [8, 768]}, {"modelspec.license": "CC0-1.0"})
    write_header(folders.models / "e.safetensors", header)
    assert listed(folders)["e"].licence == "CC0-1.0"


def test_a_model_in_parts_is_one_entry(folders: Folders) -> None:
    first = folders.models / "enc-00001-of-00002.safetensors"
    write_header(first, header_of({"encoder.block.0.layer.0.SelfAttention.q.weight": [4096, 4096]}))
    assert "2 parts, and “enc-00002-of-00002.safetensors” is missing" in listed(folders)[first.stem].problem
    write_header(
        folders.models / "enc-00002-of-00002.safetensors", header_of({"shared.weight": [32128, 4096]})
    )
    found = listed(folders)
    assert [name for name in found if name.startswith("enc")] == [first.stem]
