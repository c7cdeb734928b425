"""A Stable Diffusion folder with a few thousand random weights, made here and now without a network."""

import json
from pathlib import Path

from studio.core.messages import ModelFile


def _alphabet() -> list[str]:
    """The 256 characters byte-level tokenizers stand on."""
    shown = [*range(33, 127), *range(161, 173), *range(174, 256)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return [chr(byte) for byte in shown] + [chr(256 + number) for number in range(len(hidden))]


def _write_tokenizer(folder: Path) -> int:
    folder.mkdir(parents=True)
    letters = _alphabet()
    tokens = [*letters, *(letter + "</w>" for letter in letters), "<|startoftext|>", "<|endoftext|>"]
    (folder / "vocab.json").write_text(json.dumps({token: n for n, token in enumerate(tokens)}))
    (folder / "merges.txt").write_text("#version: 0.2\n")
    marks = {"bos_token": "<|startoftext|>", "eos_token": "<|endoftext|>", "unk_token": "<|endoftext|>"}
    config = {"tokenizer_class": "CLIPTokenizer", "model_max_length": 77, "pad_token": "<|endoftext|>"}
    (folder / "tokenizer_config.json").write_text(json.dumps(config | marks))
    return len(tokens)


def _text_config(words: int, width: int, projection: int) -> dict:
    return {
        "vocab_size": words, "hidden_size": width, "intermediate_size": 2 * width, "num_hidden_layers": 2,
        "num_attention_heads": 2, "max_position_embeddings": 77, "projection_dim": projection,
        "bos_token_id": words - 2, "eos_token_id": words - 1, "pad_token_id": words - 1,
    }  # fmt: skip


def _tiny_vae():
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(8, 8, 8, 8), norm_num_groups=4, latent_channels=4, sample_size=64,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        mid_block_add_attention=False,
    )  # fmt: skip


def write_tiny_model(folder: Path, blocks: int = 2, channels: int = 4) -> ModelFile:
    """Build the model in ``folder``; same weights every time. ``channels`` 9 makes an inpainting model."""
    import torch
    from diffusers import (
        DDIMScheduler,
        StableDiffusionPipeline,
        UNet2DConditionModel,
    )
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTokenizer

    words = _write_tokenizer(folder / "tokenizer")
    torch.manual_seed(7)
    unet = UNet2DConditionModel(
        sample_size=8, in_channels=channels, block_out_channels=(8, 16)[:blocks], layers_per_block=1,
        norm_num_groups=4,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D")[:blocks],
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D")[:blocks],
        cross_attention_dim=16, attention_head_dim=8,
    )  # fmt: skip
    vae = _tiny_vae()
    text = CLIPTextModel(CLIPTextConfig(**_text_config(words, 16, 16)))
    scheduler = DDIMScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", clip_sample=False,
        set_alpha_to_one=False, steps_offset=1,
    )  # fmt: skip
    StableDiffusionPipeline(
        unet=unet, vae=vae, text_encoder=text, scheduler=scheduler,
        tokenizer=CLIPTokenizer.from_pretrained(str(folder / "tokenizer")),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    ).save_pretrained(folder, safe_serialization=True)  # fmt: skip
    return ModelFile(id="tiny", name="Tiny", family="sd1", path=str(folder))


def write_tiny_xl(folder: Path, channels: int = 4) -> ModelFile:
    """A Stable Diffusion XL folder: two text encoders, a summary, sizes as conditions."""
    import torch
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel
    from transformers import CLIPTextConfig, CLIPTextModel, CLIPTextModelWithProjection, CLIPTokenizer

    words = _write_tokenizer(folder / "tokenizer")
    _write_tokenizer(folder / "tokenizer_2")
    torch.manual_seed(8)
    unet = UNet2DConditionModel(
        sample_size=8, in_channels=channels, block_out_channels=(8, 16), layers_per_block=1,
        norm_num_groups=4, down_block_types=("DownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "UpBlock2D"), cross_attention_dim=40,
        attention_head_dim=(2, 4), use_linear_projection=True, transformer_layers_per_block=(1, 2),
        addition_embed_type="text_time", addition_time_embed_dim=8,
        projection_class_embeddings_input_dim=6 * 8 + 24,
    )  # fmt: skip
    scheduler = EulerDiscreteScheduler(
        beta_start=0.00085, beta_end=0.012, beta_schedule="scaled_linear", steps_offset=1,
        timestep_spacing="leading",
    )  # fmt: skip
    StableDiffusionXLPipeline(
        unet=unet, vae=_tiny_vae(), scheduler=scheduler,
        text_encoder=CLIPTextModel(CLIPTextConfig(**_text_config(words, 16, 16))),
        text_encoder_2=CLIPTextModelWithProjection(CLIPTextConfig(**_text_config(words, 24, 24))),
        tokenizer=CLIPTokenizer.from_pretrained(str(folder / "tokenizer")),
        tokenizer_2=CLIPTokenizer.from_pretrained(str(folder / "tokenizer_2")),
    ).save_pretrained(folder, safe_serialization=True)  # fmt: skip
    return ModelFile(id="tiny-xl", name="Tiny XL", family="sdxl", path=str(folder))


def write_tiny_lora(file: Path, model: ModelFile, seed: int = 1, kohya: bool = False) -> ModelFile:
    """A LoRA for the attention of the model's denoiser, named as diffusers or as kohya name it."""
    import torch
    from safetensors.torch import load_file, save_file

    generator = torch.Generator().manual_seed(seed)
    weights = {}
    for key, value in load_file(Path(model.path) / "unet" / "diffusion_pytorch_model.safetensors").items():
        if not key.endswith(
            ("attn1.to_q.weight", "attn2.to_k.weight", "attn2.to_v.weight", "to_out.0.weight")
        ):
            continue
        name = key.removesuffix(".weight")
        down, up = ("lora_A", "lora_B") if not kohya else ("lora_down", "lora_up")
        name = f"lora_unet_{name.replace('.', '_')}" if kohya else f"unet.{name}"
        weights[f"{name}.{down}.weight"] = torch.randn(2, value.shape[1], generator=generator)
        weights[f"{name}.{up}.weight"] = torch.randn(value.shape[0], 2, generator=generator)
        if kohya:
            weights[f"{name}.alpha"] = torch.tensor(2.0)
    file.parent.mkdir(parents=True, exist_ok=True)
    save_file(weights, file)
    return ModelFile(id=file.stem, name=file.stem, family="", path=str(file), kind="lora")


def write_tiny_control(folder: Path, model: ModelFile) -> ModelFile:
    """A ControlNet whose last convolutions are not zero, so that it steers."""
    import torch
    from diffusers import ControlNetModel, UNet2DConditionModel

    unet = UNet2DConditionModel.from_pretrained(str(Path(model.path) / "unet"))
    torch.manual_seed(9)
    net = ControlNetModel.from_unet(unet, conditioning_channels=3)
    for block in (
        *net.controlnet_down_blocks,
        net.controlnet_mid_block,
        net.controlnet_cond_embedding.conv_out,
    ):
        torch.nn.init.normal_(block.weight, std=0.5)
    net.save_pretrained(folder)
    return ModelFile(id=folder.name, name=folder.name, family="", path=str(folder), kind="controlnet")
