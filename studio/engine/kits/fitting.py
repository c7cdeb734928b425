"""Whether the parts of a model fit each other, told before the first step instead of amid it."""

from pathlib import Path
from typing import Any

from studio.core.messages import ModelFile
from studio.engine.kits.weights import broken

TOKENIZER_FILES = ("tokenizer.json", "vocab.json", "spiece.model", "tokenizer.model")


def check_fit(model: ModelFile, pipe: Any) -> None:
    """Raises StudioError(MODEL_BROKEN) for parts that do not fit."""
    _check_tokenizer(model, pipe)
    channels, latents = pipe.unet.config.in_channels, pipe.vae.config.latent_channels
    if channels not in (latents, latents * 2 + 1):  # the latter are inpainting models
        raise broken(model, f"its denoiser takes {channels} channels and its autoencoder has {latents}")
    reads, writes = pipe.unet.config.cross_attention_dim, pipe.text_encoder.config.hidden_size
    if isinstance(reads, int) and reads != writes:
        raise broken(model, f"its denoiser reads texts {reads} wide and its text encoder writes {writes}")


def _check_tokenizer(model: ModelFile, pipe: Any) -> None:
    # Without its files the library makes up an empty tokenizer, and every prompt would mean nothing.
    folder = Path(model.path) / "tokenizer"
    if not any((folder / name).is_file() for name in TOKENIZER_FILES):
        raise broken(model, "its tokenizer is missing")
    config = pipe.text_encoder.config
    if len(pipe.tokenizer) > config.vocab_size:
        raise broken(
            model, f"its tokenizer knows {len(pipe.tokenizer)} tokens and its encoder {config.vocab_size}"
        )
    limit = getattr(config, "max_position_embeddings", pipe.tokenizer.model_max_length)
    pipe.tokenizer.model_max_length = min(pipe.tokenizer.model_max_length, limit)
