"""A request's sampling in the words of llama.cpp."""

from typing import Any

from studio.core.text_requests import Sampling

_NAMES = {"typical_p": "typ_p"}


def fields(sampling: Sampling) -> dict[str, Any]:
    """The fields of a completion; every one is told, so that no default of the library has a say."""
    return {
        "temperature": sampling.temperature,
        "top_k": sampling.top_k,
        "top_p": sampling.top_p,
        "min_p": sampling.min_p,
        "typical_p": sampling.typical_p,
        "repeat_penalty": sampling.repeat_penalty,
        "repeat_last_n": sampling.repeat_last,
        "frequency_penalty": sampling.frequency_penalty,
        "presence_penalty": sampling.presence_penalty,
        "dry_multiplier": sampling.dry_multiplier,
        "dry_base": sampling.dry_base,
        "dry_allowed_length": sampling.dry_allowed_length,
        "dry_penalty_last_n": sampling.repeat_last,
        "xtc_probability": sampling.xtc_probability,
        "xtc_threshold": sampling.xtc_threshold,
        "mirostat": sampling.mirostat,
        "mirostat_tau": sampling.mirostat_tau,
        "mirostat_eta": sampling.mirostat_eta,
        "dynatemp_range": 0.0,
        "top_n_sigma": -1.0,
        "adaptive_target": -1.0,
        "samplers": [_NAMES.get(step, step) for step in sampling.order],
        "min_keep": 1,
    }
