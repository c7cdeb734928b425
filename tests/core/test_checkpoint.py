"""Whole models in one file are told by their headers: build, sizes of the parts, marks of their training."""

import json
import struct
from pathlib import Path
from typing import Any

import pytest

from studio.core.checkpoint import Checkpoint, identify_checkpoint, identify_model, read_checkpoint
from studio.core.specs import FamilySpec, LatentPreview

UNET, VAE = "model.diffusion_model.", "first_stage_model."
CLIP = "cond_stage_model.transformer.text_model."
OPEN = "cond_stage_model.model."
ONE, TWO = "conditioner.embedders.0.transformer.text_model.", "conditioner.embedders.1.model."
Shapes = dict[str, list[int]]


def family(identity: str, *builds: str) -> FamilySpec:
    return FamilySpec(
        id=identity, label=identity, kind="image", pipelines=(), components=(), checkpoints=builds,
        default_size=(512, 512), preview=LatentPreview(factors=(), bias=(0, 0, 0)),
    )  # fmt: skip


FAMILIES = [family("sd1", "sd1", "sd2"), family("sdxl", "sdxl")]


def denoiser(
    channels: list[int], depths: list[int], reads: int, given: int = 4, linear: bool = False
) -> Shapes:
    """The shapes that matter, two layers a block, as the published models name them."""
    shapes: Shapes = {
        "input_blocks.0.0.weight": [channels[0], given, 3, 3], "out.2.weight": [4, channels[0], 3, 3],
        "middle_block.1.transformer_blocks.0.attn2.to_k.weight": [channels[-1], reads],
    }  # fmt: skip
    for block, width in enumerate(channels):
        for layer in (1, 2):
            place = f"input_blocks.{3 * block + layer}"
            shapes[f"{place}.0.out_layers.3.weight"] = [width, width, 3, 3]
            if depths[block]:
                shapes[f"{place}.1.proj_in.weight"] = [width, width] if linear else [width, width, 1, 1]
            for number in range(depths[block]):
                shapes[f"{place}.1.transformer_blocks.{number}.attn2.to_k.weight"] = [width, reads]
        if block + 1 < len(channels):
            shapes[f"input_blocks.{3 * block + 3}.0.op.weight"] = [width, width, 3, 3]
    return {UNET + key: shape for key, shape in shapes.items()}


def autoencoder() -> Shapes:
    shapes: Shapes = {
        "decoder.conv_in.weight": [512, 4, 3, 3],
        "encoder.mid.attn_1.q.weight": [512, 512, 1, 1],
    }
    for block, width in enumerate((128, 256, 512, 512)):
        for layer in (0, 1):
            shapes[f"encoder.down.{block}.block.{layer}.conv1.weight"] = [width, width, 3, 3]
    return {VAE + key: shape for key, shape in shapes.items()}


def clip(prefix: str, width: int, layers: int) -> Shapes:
    return {
        f"{prefix}embeddings.token_embedding.weight": [49408, width],
        f"{prefix}embeddings.position_embedding.weight": [77, width],
    } | {f"{prefix}encoder.layers.{layer}.mlp.fc1.weight": [4 * width, width] for layer in range(layers)}


def open_clip(prefix: str, width: int, layers: int) -> Shapes:
    return {
        f"{prefix}token_embedding.weight": [49408, width],
        f"{prefix}positional_embedding": [77, width],
        f"{prefix}text_projection": [width, width],
    } | {
        f"{prefix}transformer.resblocks.{layer}.mlp.c_fc.weight": [4 * width, width]
        for layer in range(layers)
    }


WIDTHS = [320, 640, 1280, 1280]
MODELS: dict[str, Shapes] = {
    "sd1": denoiser(WIDTHS, [1, 1, 1, 0], 768) | autoencoder() | clip(CLIP, 768, 12),
    "sd2": denoiser(WIDTHS, [1, 1, 1, 0], 1024, linear=True) | autoencoder() | open_clip(OPEN, 1024, 24),
    "sdxl": denoiser(WIDTHS[:3], [0, 2, 10], 2048, linear=True)
    | autoencoder() | clip(ONE, 768, 12) | open_clip(TWO, 1280, 32)
    | {f"{UNET}label_emb.0.0.weight": [1280, 2816]},
}  # fmt: skip


def write(path: Path, shapes: dict[str, Any], metadata: object = None) -> Path:
    """A file of that header; the tensors lie over each other, so that it is small."""
    header: dict[str, object] = {
        key: {"dtype": "F16", "shape": shape, "data_offsets": [0, 2]} for key, shape in shapes.items()
    }
    if metadata is not None:
        header["__metadata__"] = metadata
    data = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(data)) + data + bytes(2))
    return path


def read(path: Path) -> Checkpoint:
    found = read_checkpoint(path)
    assert found
    return found


@pytest.fixture(params=MODELS)
def build(request: pytest.FixtureRequest) -> str:
    return request.param


def test_a_build_is_known_by_its_names(tmp_path: Path, build: str) -> None:
    path = write(tmp_path / "Dream v3.safetensors", MODELS[build])
    assert read(path).build == build
    found = identify_model(path, FAMILIES)
    assert (found.problem, found.name) == ("", "Dream v3")
    assert found.family == ("sdxl" if build == "sdxl" else "sd1")
    assert found.weights > found.largest_part > 0


# As published: runwayml/stable-diffusion-v1-5, stabilityai/stable-diffusion-2-1, -xl-base-1.0.
PUBLISHED: dict[str, dict[str, object]] = {
    "sd1": {
        "block_out_channels": WIDTHS, "cross_attention_dim": 768, "attention_head_dim": 8,
        "layers_per_block": 2,         "down_block_types": ["CrossAttnDownBlock2D"] * 3 + ["DownBlock2D"],
        "in_channels": 4, "out_channels": 4,
        "up_block_types": ["UpBlock2D"] + ["CrossAttnUpBlock2D"] * 3,
    },
    "sd2": {
        "block_out_channels": WIDTHS, "cross_attention_dim": 1024, "attention_head_dim": [5, 10, 20, 20],
        "use_linear_projection": True,
    },
    "sdxl": {
        "block_out_channels": WIDTHS[:3], "cross_attention_dim": 2048, "attention_head_dim": [5, 10, 20],
        "transformer_layers_per_block": [1, 2, 10], "addition_embed_type": "text_time",
        "addition_time_embed_dim": 256, "projection_class_embeddings_input_dim": 2816,
        "down_block_types": ["DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"],
        "up_block_types": ["CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"],
        "use_linear_projection": True,
    },
}  # fmt: skip
TEXTS: dict[str, dict[str, tuple[int, int, int, int, str]]] = {
    "sd1": {"text_encoder": (768, 3072, 12, 12, "quick_gelu")},
    "sd2": {"text_encoder": (1024, 4096, 23, 16, "gelu")},
    "sdxl": {
        "text_encoder": (768, 3072, 12, 12, "quick_gelu"),
        "text_encoder_2": (1280, 5120, 32, 20, "gelu"),
    },
}


def test_the_sizes_are_those_of_the_published_model(tmp_path: Path, build: str) -> None:
    found = read(write(tmp_path / "m.safetensors", MODELS[build]))
    config = found.config("unet")
    assert {name: config.get(name) for name in PUBLISHED[build]} == PUBLISHED[build]
    vae = found.config("vae")
    assert vae["block_out_channels"] == [128, 256, 512, 512] and vae["layers_per_block"] == 2
    assert vae["scaling_factor"] == (0.13025 if build == "sdxl" else 0.18215)
    for part, expected in TEXTS[build].items():
        text = found.config(part)
        names = ("hidden_size", "intermediate_size", "num_hidden_layers", "num_attention_heads", "hidden_act")
        assert tuple(text[name] for name in names) == expected


@pytest.mark.parametrize(
    ("more", "metadata", "prediction", "zero"),
    [
        ({}, None, None, False),
        ({"v_pred": [0]}, None, "v_prediction", False),
        ({"v_pred": [0], "ztsnr": [0]}, None, "v_prediction", True),
        ({}, {"modelspec.prediction_type": "v"}, "v_prediction", False),
        ({}, {"modelspec.prediction_type": "epsilon"}, "epsilon", False),
        ({f"{UNET}input_blocks.0.0.weight": [320, 9, 3, 3]}, None, "epsilon", False),
        ({}, "no mapping", None, False),
    ],
)
def test_marks_of_the_training(
    tmp_path: Path, build: str, more: Shapes, metadata: object, prediction: str | None, zero: bool
) -> None:
    config = read(write(tmp_path / "m.safetensors", MODELS[build] | more, metadata)).scheduler()
    usual = "v_prediction" if build == "sd2" else "epsilon"
    assert config["prediction_type"] == (prediction or usual)
    assert config.get("rescale_betas_zero_snr", False) is zero


def test_a_card_beside_the_file_and_the_licence_in_it_are_heeded(tmp_path: Path) -> None:
    path = write(tmp_path / "m.safetensors", MODELS["sd2"], {"modelspec.license": "CreativeML OpenRAIL++-M"})
    found = identify_checkpoint(path, FAMILIES)
    assert (
        found
        and found.card["licence"] == "CreativeML OpenRAIL++-M"
        and found.card["default_size"] == [768, 768]
    )
    (tmp_path / "m.studio.json").write_text('{"name": "Ink", "steps": 8, "default_size": [512, 512]}')
    found = identify_checkpoint(path, FAMILIES)
    assert found and (found.name, found.card["steps"], found.card["default_size"]) == ("Ink", 8, [512, 512])


def without(build: str, prefix: str) -> Shapes:
    return {key: shape for key, shape in MODELS[build].items() if not key.startswith(prefix)}


@pytest.mark.parametrize(
    ("shapes", "words"),
    [
        (without("sd1", VAE), "no autoencoder"),
        (without("sd1", "cond_stage"), "no text encoder that Atelier knows"),
        (without("sdxl", TWO), "no text encoder that Atelier knows"),
        (without("sdxl", "conditioner.embedders.") | open_clip("conditioner.embedders.0.model.", 1280, 32),
         "refiner of Stable Diffusion XL"),
        (MODELS["sd1"] | {"scaled_fp8": [0]}, "scaled fp8"),
        (MODELS["sd1"] | {f"{UNET}input_blocks.0.0.weight": "x"}, "unreadable"),
        (MODELS["sd1"] | {f"{UNET}input_blocks.0.0.weight": [None, 4]}, "unreadable"),
        (MODELS["sd1"] | {f"{UNET}input_blocks.0.0.weight": []}, "a layout that Atelier does not know"),
        (MODELS["sd1"] | {f"{CLIP}encoder.layers.999999999.mlp.fc1.weight": [1]}, "a layout that"),
        (without("sd1", f"{UNET}input_blocks."), "a layout that Atelier does not know"),
        (without("sd1", f"{VAE}encoder."), "a layout that Atelier does not know"),
        (without("sd1", f"{CLIP}embeddings."), "a layout that Atelier does not know"),
    ],
)  # fmt: skip
def test_what_cannot_be_run_says_why(tmp_path: Path, shapes: dict[str, Any], words: str) -> None:
    found = identify_checkpoint(write(tmp_path / "m.safetensors", shapes), FAMILIES)
    assert found and words in found.problem and found.problem.startswith("The model “m” cannot be run: ")
    assert found.problem.endswith(".") and found.advice and not found.family


def test_other_files_are_no_whole_models(tmp_path: Path) -> None:
    lora = write(tmp_path / "l.safetensors", {"lora_unet_x.lora_down.weight": [1]})
    assert read_checkpoint(lora) is None and identify_checkpoint(lora, FAMILIES) is None
    assert "holds no whole model" in identify_model(lora, FAMILIES).problem
    (tmp_path / "cut.safetensors").write_bytes(lora.read_bytes()[:40])
    assert "cut short" in identify_model(tmp_path / "cut.safetensors", FAMILIES).problem
    assert "not there any more" in identify_model(tmp_path / "gone.safetensors", FAMILIES).problem
    assert "family" in identify_model(write(tmp_path / "x.safetensors", MODELS["sdxl"]), FAMILIES[:1]).problem
