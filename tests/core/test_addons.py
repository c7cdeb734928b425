"""What a LoRA or ControlNet is, told by headers alone, however odd they are."""

import json
import struct
from pathlib import Path

import pytest

from studio.core.addons import control_misfit, identify_addon, lora_layers, lora_misfit

QUERY = "down_blocks_0_attentions_0_transformer_blocks_0_attn1_to_q"
SINGLE = "lora_unet_input_blocks_1_1_transformer_blocks_0"
KEY = "down_blocks.0.attentions.0.transformer_blocks.0.attn2.to_k"


def write(path: Path, shapes: dict[str, object], **more: object) -> Path:
    header: dict[str, object] = {
        key: {"dtype": "F16", "shape": shape, "data_offsets": [0, 0]} for key, shape in shapes.items()
    }
    data = json.dumps(header | more).encode()
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(struct.pack("<Q", len(data)) + data + bytes(4))
    return path


def pair(name: str, wide: int, out: int, down: str = ".lora_A", up: str = ".lora_B") -> dict[str, object]:
    return {f"{name}{down}.weight": [4, wide], f"{name}{up}.weight": [out, 4]}


@pytest.fixture
def model(tmp_path: Path) -> Path:
    folder = tmp_path / "model"
    write(
        folder / "unet" / "w.safetensors",
        {f"{KEY}.weight": [320, 768], f"{KEY.replace('attn2.to_k', 'attn1.to_q')}.weight": [320, 320]},
    )
    (folder / "unet" / "config.json").write_text(json.dumps({"cross_attention_dim": 768}))
    return folder


@pytest.mark.parametrize(
    "weights",
    [
        pair(f"unet.{KEY}", 768, 320),
        pair(f"unet.{KEY}", 768, 320, ".lora.down", ".lora.up"),
        pair(f"base_model.model.unet.{KEY}", 768, 320),
        pair(f"unet.{KEY.replace('.to_k', '.processor.to_k')}", 768, 320, "_lora.down", "_lora.up"),
        pair(f"lora_unet_{KEY.replace('.', '_')}", 768, 320, ".lora_down", ".lora_up"),
        pair(f"{SINGLE}_attn2_to_k", 768, 320, ".lora_down", ".lora_up"),
        pair("lora_te_text_model_encoder_layers_0_mlp_fc1", 768, 3072, ".lora_down", ".lora_up"),
    ],
)  # fmt: skip
def test_every_way_of_naming_fits(tmp_path: Path, model: Path, weights: dict[str, object]) -> None:
    lora = write(tmp_path / "l.safetensors", weights, __metadata__={"ss_network_dim": "4"})
    assert identify_addon(lora).kind == "lora"
    assert lora_misfit(lora, model) == ""


@pytest.mark.parametrize(
    ("weights", "words"),
    [
        (pair(f"unet.{KEY}", 2048, 640), "reads texts 2048 wide, and this one reads 768"),
        (pair(f"lora_unet_{QUERY}", 640, 640, ".lora_down", ".lora_up"), "1 of its 1 parts"),
        (pair("unet.mid_block.attentions.0.proj_in", 8, 8), "parts that this model does not have"),
        (pair("transformer.single_blocks.0.attn.to_q", 3072, 3072), "changes nothing"),
    ],
)
def test_a_misfit_says_why(tmp_path: Path, model: Path, weights: dict[str, object], words: str) -> None:
    assert words in lora_misfit(write(tmp_path / "l.safetensors", weights), model)


@pytest.mark.parametrize("shape", [None, 7, "x", [], [4], [None, "x"], [[1], [2]], {"a": 1}])
def test_senseless_shapes_are_no_error(tmp_path: Path, model: Path, shape: object) -> None:
    senseless = {
        f"unet.{KEY}.lora_A.weight": shape,
        f"unet.{KEY}.lora_B.weight": shape,
        "model.diffusion_model.input_blocks.4.1.transformer_blocks.0.attn2.to_k.weight": shape,
    }
    lora = write(tmp_path / "l.safetensors", senseless, __metadata__="text")
    assert (identify_addon(lora).kind, identify_addon(lora).reads) == ("lora", 0)
    assert lora_layers(json.loads("{}")) == {} and lora_misfit(lora, model)


def test_damaged_and_unknown_files_say_so(tmp_path: Path) -> None:
    (tmp_path / "a.safetensors").write_bytes(b"\x10\0\0\0\0\0\0\0{")
    assert "damaged" in identify_addon(tmp_path / "a.safetensors").problem
    assert "neither a LoRA nor" in identify_addon(write(tmp_path / "b.safetensors", {"w": [1]})).problem
    assert "damaged" in identify_addon(tmp_path).problem, "a folder without a config"


def test_a_controlnet_of_other_blocks_does_not_fit(tmp_path: Path, model: Path) -> None:
    config = {"_class_name": "ControlNetModel", "cross_attention_dim": 768, "block_out_channels": [8]}
    net = tmp_path / "net"
    write(net / "w.safetensors", {"w": [1]})
    (net / "config.json").write_text(json.dumps(config))
    assert identify_addon(net).reads == 768 and control_misfit(net, model) == ""
    unet = {"cross_attention_dim": 768, "block_out_channels": [320]}
    (model / "unet" / "config.json").write_text(json.dumps(unet))
    assert "blocks are of another size" in control_misfit(net, model)
    (model / "unet" / "config.json").write_text(json.dumps({"cross_attention_dim": 2048}))
    assert "reads texts 768 wide, and this one reads 2048" in control_misfit(net, model)
