"""Prompts as the arguments a pipeline takes, encoded once and remembered."""

from dataclasses import dataclass
from typing import Any

from studio.core.requests import ImageRequest
from studio.engine.context import Context
from studio.engine.kits.loading import Loaded

EMBEDS_KEPT = 32
"""Encoded texts remembered per model."""
FULL_AREA = 1024 * 1024
"""SDXL is told that its pictures come from originals of at least this many pixels."""


@dataclass(frozen=True)
class Text:
    """An encoded text: (1, tokens, width), and its summary (1, width) where a model reads one."""

    embeds: Any
    pooled: Any = None


def prompt_options(ctx: Context, loaded: Loaded, request: ImageRequest) -> dict[str, Any]:
    """The encoded prompts as arguments of the pipeline."""
    options = _named("", encode_text(ctx, loaded, request.prompt, "prompt"))
    if request.guidance_scale > 1:
        options |= _named("negative_", encode_negative(ctx, loaded, request.negative))
    if reads_summary(loaded):
        options |= _original(request)
    return options


def reads_summary(loaded: Loaded) -> bool:
    """Whether the model has two text encoders and reads the second one's summary."""
    return "text_encoder_2" in loaded.spec.components


def _named(prefix: str, text: Text) -> dict[str, Any]:
    options = {f"{prefix}prompt_embeds": text.embeds}
    if text.pooled is not None:
        options[f"{prefix}pooled_prompt_embeds"] = text.pooled
    return options


def _original(request: ImageRequest) -> dict[str, Any]:
    """Sizes as (height, width): a small picture is told to be a scaled one, for else it is drawn blurred."""
    scale = max(1.0, (FULL_AREA / (request.width * request.height)) ** 0.5)
    size = (request.height, request.width)
    return {"original_size": tuple(round(side * scale) for side in size), "target_size": size}


def encode_negative(ctx: Context, loaded: Loaded, text: str) -> Text:
    """A negative prompt; some models were trained to read nothing at all as zeros."""
    encoded = encode_text(ctx, loaded, text, "negative prompt")
    if text or not loaded.pipe.config.get("force_zeros_for_empty_prompt", False):
        return encoded
    pooled = None if encoded.pooled is None else encoded.pooled.new_zeros(encoded.pooled.shape)
    return Text(encoded.embeds.new_zeros(encoded.embeds.shape), pooled)


def encode_text(ctx: Context, loaded: Loaded, text: str, name: str) -> Text:
    """A text's embedding, remembered; notes when the encoder's limit cuts it.

    LoRAs change what a text encoder writes, so it is remembered together with those in use.
    """
    key = (text, loaded.adapters.used)
    if key not in loaded.embeds:
        pipe = loaded.pipe
        cut = _cut_at(pipe.tokenizer, text)
        if reads_summary(loaded):
            embeds, _, pooled, _ = pipe.encode_prompt(
                text, device=pipe._execution_device, do_classifier_free_guidance=False
            )
            loaded.embeds[key] = (Text(embeds, pooled), cut)
        else:
            embeds, _ = pipe.encode_prompt(text, pipe._execution_device, 1, False)
            loaded.embeds[key] = (Text(embeds), cut)
        if len(loaded.embeds) > EMBEDS_KEPT:
            loaded.embeds.popitem(last=False)
    loaded.embeds.move_to_end(key)
    encoded, cut = loaded.embeds[key]
    if cut:
        ctx.note(f"The {name} was cut after {cut} tokens, the most this model reads; the rest had no effect.")
    return encoded


def _cut_at(tokenizer: Any, text: str) -> int:
    """How many tokens of ``text`` the encoder keeps when it is too long, else 0."""
    limit = tokenizer.model_max_length
    count = len(tokenizer(text, truncation=False, verbose=False).input_ids)
    return limit - 2 if count > limit else 0
