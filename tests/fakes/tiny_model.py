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


def write_tiny_model(folder: Path, blocks: int = 2, channels: int = 4) -> ModelFile:
    """Build the model in ``folder``; same weights every time. ``channels`` 9 makes an inpainting model."""
    import torch
    from diffusers import (
        AutoencoderKL,
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
    vae = AutoencoderKL(
        block_out_channels=(8, 8, 8, 8), norm_num_groups=4, latent_channels=4, sample_size=64,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        mid_block_add_attention=False,
    )  # fmt: skip
    text = CLIPTextModel(
        CLIPTextConfig(
            vocab_size=words, hidden_size=16, intermediate_size=32, num_hidden_layers=2,
            num_attention_heads=2, max_position_embeddings=77, projection_dim=16,
            bos_token_id=words - 2, eos_token_id=words - 1, pad_token_id=words - 1,
        )
    )  # fmt: skip
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
