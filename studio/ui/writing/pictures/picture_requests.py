"""Requests for pictures beside the manuscript: the Paint page's model and settings with other prompts."""

import secrets
from collections.abc import Mapping

from msgspec.structs import replace

from studio.core.presets import Preset, apply_preset
from studio.core.requests import SEED_MAX, ImageRequest, check_request, clean_text
from studio.core.text_requests import TextRequest
from studio.ui.prompt_panel import PromptPanel

INTENT = "illustrate"


def picture_request(
    panel: PromptPanel,
    presets: Mapping[str, Preset],
    prompt: str,
    *,
    preset: str = "",
    size: tuple[int, int] | None = None,
    count: int = 1,
) -> ImageRequest:
    """What the panel says, with this prompt and look instead of its own and nothing to start from.

    Raises StudioError for what cannot be drawn.
    """
    request = panel.request(secrets.randbelow(SEED_MAX + 1))
    negative = clean_text(panel.negative.text())
    look = presets.get(preset)
    prompt = clean_text(prompt).strip()
    values: dict[str, object] = {}
    if look:
        prompt, negative = apply_preset(look, prompt, negative)
        for name in ("steps", "guidance_scale", "sampler", "schedule"):
            if getattr(look, name) is not None:
                values[name] = getattr(look, name)
    if size:
        values["width"], values["height"] = size
    request = replace(
        request,
        prompt=prompt,
        negative=negative,
        preset=preset if look else "",
        count=count,
        start=None,
        strength=1.0,
        intent=INTENT,
        **values,  # type: ignore[arg-type]
    )
    return check_request(request)


def is_illustration(request: ImageRequest | TextRequest) -> bool:
    """Whether a picture was asked for beside a manuscript."""
    return isinstance(request, ImageRequest) and request.intent == INTENT
