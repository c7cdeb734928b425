"""Tiny models with random weights, built as the published SD 1, SD 2 and SDXL are, with the real vocabulary.

Their configs are written out here from the published ones, apart from ``resources/configs``, so that the two
can be compared.
"""

from pathlib import Path
from typing import Any

from studio.core.messages import ModelFile

WORDS, WIDTH, WIDE = 49_408, 64, 128
NOISE = {
    "beta_start": 0.00085, "beta_end": 0.012, "beta_schedule": "scaled_linear", "num_train_timesteps": 1000,
    "steps_offset": 1,
}  # fmt: skip


def write_tiny_build(folder: Path, build: str, channels: int = 4) -> ModelFile:
    """A diffusers folder of a build: sd1, sd2 or sdxl; ``channels`` 9 makes an inpainting model."""
    import torch

    torch.manual_seed(11)
    pipe = _xl(channels) if build == "sdxl" else _sd(build, channels)
    _shake(pipe)
    pipe.save_pretrained(folder, safe_serialization=True)
    return ModelFile(
        id=folder.name, name=folder.name, family="sdxl" if build == "sdxl" else "sd1", path=str(folder)
    )


def _shake(pipe: Any) -> None:
    """Give norms and biases values of their own, so that no two weights of one shape are alike."""
    import torch

    with torch.no_grad():
        for name in ("unet", "vae", "text_encoder", "text_encoder_2"):
            part = getattr(pipe, name, None)
            for weight in part.parameters() if part is not None else ():
                if weight.ndim == 1:
                    weight.add_(torch.randn_like(weight) * 0.1)


def _tokenizer(padding: str) -> Any:
    from studio.engine.kits.clip_vocabulary import clip_tokenizer

    return clip_tokenizer(padding)


def _text(kind: Any, width: int, act: str, layers: int = 2) -> Any:
    from transformers import CLIPTextConfig

    return kind(
        CLIPTextConfig(
            vocab_size=WORDS, hidden_size=width, intermediate_size=2 * width, num_hidden_layers=layers,
            num_attention_heads=width // 64, max_position_embeddings=77, projection_dim=width,
            hidden_act=act, bos_token_id=49406, eos_token_id=49407,
        )
    )  # fmt: skip


def _vae(factor: float) -> Any:
    from diffusers import AutoencoderKL

    return AutoencoderKL(
        block_out_channels=(32, 32, 64, 64), layers_per_block=2, latent_channels=4, norm_num_groups=32,
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4,
        scaling_factor=factor,
    )  # fmt: skip


def _sd(build: str, channels: int) -> Any:
    from diffusers import DDIMScheduler, StableDiffusionPipeline, UNet2DConditionModel
    from transformers import CLIPTextModel

    second = build == "sd2"
    width = WIDE if second else WIDTH
    unet = UNet2DConditionModel(
        sample_size=8, in_channels=channels, block_out_channels=(64, 128, 128), layers_per_block=2,
        down_block_types=("CrossAttnDownBlock2D", "CrossAttnDownBlock2D", "DownBlock2D"),
        up_block_types=("UpBlock2D", "CrossAttnUpBlock2D", "CrossAttnUpBlock2D"),
        cross_attention_dim=width, attention_head_dim=(1, 2, 2) if second else 8,
        use_linear_projection=second,
    )  # fmt: skip
    prediction = "v_prediction" if second and channels == 4 else "epsilon"
    return StableDiffusionPipeline(
        unet=unet, vae=_vae(0.18215),
        text_encoder=_text(CLIPTextModel, width, "gelu" if second else "quick_gelu"),
        tokenizer=_tokenizer("!" if second else ""),
        scheduler=DDIMScheduler(
            **NOISE, clip_sample=False, set_alpha_to_one=False, prediction_type=prediction
        ),
        safety_checker=None, feature_extractor=None, requires_safety_checker=False,
    )  # fmt: skip


def _xl(channels: int) -> Any:
    from diffusers import EulerDiscreteScheduler, StableDiffusionXLPipeline, UNet2DConditionModel
    from transformers import CLIPTextModel, CLIPTextModelWithProjection

    unet = UNet2DConditionModel(
        sample_size=8, in_channels=channels, block_out_channels=(64, 128, 128), layers_per_block=2,
        down_block_types=("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
        up_block_types=("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        cross_attention_dim=WIDTH + WIDE, attention_head_dim=(1, 2, 2), use_linear_projection=True,
        transformer_layers_per_block=(1, 2, 3), addition_embed_type="text_time", addition_time_embed_dim=256,
        projection_class_embeddings_input_dim=6 * 256 + WIDE,
    )  # fmt: skip
    return StableDiffusionXLPipeline(
        unet=unet, vae=_vae(0.13025), scheduler=EulerDiscreteScheduler(**NOISE, timestep_spacing="leading"),
        text_encoder=_text(CLIPTextModel, WIDTH, "quick_gelu"), tokenizer=_tokenizer(""),
        text_encoder_2=_text(CLIPTextModelWithProjection, WIDE, "gelu"), tokenizer_2=_tokenizer("!"),
    )  # fmt: skip
