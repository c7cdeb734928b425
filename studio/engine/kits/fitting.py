"""Whether the parts of a model fit each other, told before the first step instead of amid it."""

from pathlib import Path
from typing import Any

from studio.core.messages import ModelFile
from studio.engine.kits.single_file import is_single_file
from studio.engine.kits.weights import broken

TOKENIZER_FILES = ("tokenizer.json", "vocab.json", "spiece.model", "tokenizer.model")
ENCODERS = ("text_encoder", "text_encoder_2")


def check_fit(model: ModelFile, pipe: Any) -> None:
    """Raises StudioError(MODEL_BROKEN) for parts that do not fit."""
    encoders = [name for name in ENCODERS if getattr(pipe, name, None) is not None]
    for name in encoders:
        _check_tokenizer(model, pipe, name)
    channels, latents = pipe.unet.config.in_channels, pipe.vae.config.latent_channels
    if channels not in (latents, latents * 2 + 1):  # the latter are inpainting models
        raise broken(model, f"its denoiser takes {channels} channels and its autoencoder has {latents}")
    reads = pipe.unet.config.cross_attention_dim
    writes = sum(getattr(pipe, name).config.hidden_size for name in encoders)
    if isinstance(reads, int) and reads != writes:
        raise broken(model, f"its denoiser reads texts {reads} wide and its text encoder writes {writes}")
    if len(encoders) > 1:
        config = pipe.unet.config
        takes = config.projection_class_embeddings_input_dim or 0
        gives = 6 * (config.addition_time_embed_dim or 0) + pipe.text_encoder_2.config.projection_dim
        if takes != gives:
            raise broken(model, f"its denoiser takes a summary {takes} wide and gets one of {gives}")


def _check_tokenizer(model: ModelFile, pipe: Any, encoder: str) -> None:
    name = encoder.replace("text_encoder", "tokenizer")
    tokenizer = getattr(pipe, name)
    # Without its files the library makes up an empty tokenizer, and every prompt would mean nothing.
    folder = Path(model.path) / name
    if not is_single_file(model) and not any((folder / file).is_file() for file in TOKENIZER_FILES):
        raise broken(model, "its tokenizer is missing")
    config = getattr(pipe, encoder).config
    if len(tokenizer) > config.vocab_size:
        raise broken(
            model, f"its tokenizer knows {len(tokenizer)} tokens and its encoder {config.vocab_size}"
        )
    limit = getattr(config, "max_position_embeddings", tokenizer.model_max_length)
    tokenizer.model_max_length = min(tokenizer.model_max_length, limit)
