"""Build a diffusers scheduler from the table of samplers and schedules."""

import functools
import inspect
from collections.abc import Mapping
from typing import Any

from studio.core.samplers import SAMPLERS, SCHEDULES

MODEL_FACTS = (
    "num_train_timesteps",
    "beta_start",
    "beta_end",
    "beta_schedule",
    "trained_betas",
    "prediction_type",
    "rescale_betas_zero_snr",
    "set_alpha_to_one",
    "steps_offset",
    "thresholding",
    "dynamic_thresholding_ratio",
    "sample_max_value",
)
"""What a model was trained with and every sampler must keep; all else is the sampler's to say."""
ALWAYS = {"clip_sample": False, "lower_order_final": True}
"""Latents are not pixels, so they must not be clipped; last steps at high order end in NaN."""
_DISTILLED_STEPS = "original_inference_steps"


def scheduler_class(sampler: str) -> Any:
    """The diffusers class behind a sampler id."""
    import diffusers

    return getattr(diffusers, SAMPLERS[sampler].scheduler)


def build_scheduler(config: Mapping[str, Any], sampler: str, schedule: str, steps: int) -> Any:
    """A fresh scheduler for one picture; ``config`` is that of the model's own scheduler."""
    kind = scheduler_class(sampler)
    known = inspect.signature(kind.__init__).parameters
    options: dict[str, Any] = {name: config[name] for name in MODEL_FACTS if name in config}
    options |= ALWAYS | SCHEDULES[schedule].options | SAMPLERS[sampler].options
    if _DISTILLED_STEPS in known:
        options[_DISTILLED_STEPS] = max(known[_DISTILLED_STEPS].default, steps)
    scheduler = kind(**{name: value for name, value in options.items() if name in known})
    _begin_at_first(scheduler)
    return scheduler


def _begin_at_first(scheduler: Any) -> None:
    """Start at step 0 even when two steps share a rounded timestep, where diffusers would skip one.

    Image-to-image pipelines set their own beginning afterwards.
    """
    if not hasattr(scheduler, "set_begin_index"):
        return
    set_timesteps = scheduler.set_timesteps

    @functools.wraps(set_timesteps)  # pipelines look at the signature to see what it accepts
    def set_and_begin(*arguments: Any, **named: Any) -> None:
        set_timesteps(*arguments, **named)
        scheduler.set_begin_index(0)

    scheduler.set_timesteps = set_and_begin
