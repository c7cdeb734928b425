"""Prompts as the arguments a pipeline takes, encoded once and remembered."""

from typing import Any

from studio.core.requests import ImageRequest
from studio.engine.context import Context
from studio.engine.kits.loading import Loaded

EMBEDS_KEPT = 16
"""Encoded texts remembered per model."""


def prompt_options(ctx: Context, loaded: Loaded, request: ImageRequest) -> dict[str, Any]:
    """The encoded prompts as arguments of the pipeline."""
    options = {"prompt_embeds": _embed(ctx, loaded, request.prompt, "prompt")}
    if request.guidance_scale > 1:
        options["negative_prompt_embeds"] = _embed(ctx, loaded, request.negative, "negative prompt")
    return options


def _embed(ctx: Context, loaded: Loaded, text: str, name: str) -> Any:
    """A text's embedding, remembered; notes when the encoder's limit cuts it."""
    if text not in loaded.embeds:
        pipe = loaded.pipe
        cut = _cut_at(pipe.tokenizer, text)
        embeds, _ = pipe.encode_prompt(text, pipe._execution_device, 1, False)
        loaded.embeds[text] = (embeds, cut)
        if len(loaded.embeds) > EMBEDS_KEPT:
            loaded.embeds.popitem(last=False)
    loaded.embeds.move_to_end(text)
    embeds, cut = loaded.embeds[text]
    if cut:
        ctx.note(f"The {name} was cut after {cut} tokens, the most this model reads; the rest had no effect.")
    return embeds


def _cut_at(tokenizer: Any, text: str) -> int:
    """How many tokens of ``text`` the encoder keeps when it is too long, else 0."""
    limit = tokenizer.model_max_length
    count = len(tokenizer(text, truncation=False, verbose=False).input_ids)
    return limit - 2 if count > limit else 0
