"""Presets: named looks, one TOML file each, that wrap a prompt and may set the sampling."""

import logging
import math
import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from studio.core.requests import GUIDANCE_MAX, STEPS_MAX
from studio.core.samplers import SAMPLERS, SCHEDULES

SLOT = "{prompt}"
"""Where the user's own words go."""

log = logging.getLogger(__name__)


class Preset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A named look. ``id`` is the file's stem; sampling fields left None stay as the user has them."""

    id: str
    name: str
    help: str = ""
    prompt: str = SLOT
    negative: str = ""
    steps: int | None = None
    guidance_scale: float | None = None
    sampler: str | None = None
    schedule: str | None = None


def read_preset(path: Path) -> Preset:
    """One preset file. Raises OSError, or ValueError with what is wrong in it."""
    raw = tomllib.loads(path.read_text(encoding="utf-8"))
    preset = msgspec.convert({**raw, "id": path.stem}, Preset)
    if preset.prompt.count(SLOT) != 1:
        raise ValueError(f"prompt must hold {SLOT} once")
    if preset.steps is not None and not 1 <= preset.steps <= STEPS_MAX:
        raise ValueError(f"steps must lie between 1 and {STEPS_MAX}")
    guidance = preset.guidance_scale
    if guidance is not None and not (math.isfinite(guidance) and 0 <= guidance <= GUIDANCE_MAX):
        raise ValueError(f"guidance_scale must lie between 0 and {GUIDANCE_MAX:g}")
    if preset.sampler is not None and preset.sampler not in SAMPLERS:
        raise ValueError(f"there is no sampler {preset.sampler!r}")
    if preset.schedule is not None and preset.schedule not in SCHEDULES:
        raise ValueError(f"there is no schedule {preset.schedule!r}")
    if preset.sampler and preset.schedule and preset.schedule not in SAMPLERS[preset.sampler].schedules:
        raise ValueError(f"{preset.sampler} cannot follow the schedule {preset.schedule}")
    return preset


def load_presets(folder: Path) -> dict[str, Preset]:
    """All presets of a folder by id, in order of name; a broken file is skipped and told to the log."""
    found: dict[str, Preset] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            found[path.stem] = read_preset(path)
        except (OSError, ValueError) as error:  # msgspec and tomllib errors are ValueErrors
            log.warning("The preset %s is skipped: %s", path.name, error)
    return dict(sorted(found.items(), key=lambda item: item[1].name.casefold()))


def apply_preset(preset: Preset, prompt: str, negative: str) -> tuple[str, str]:
    """The prompt and negative prompt with the look put around them; empty parts leave no stray commas."""
    if prompt.strip():
        prompt = preset.prompt.replace(SLOT, prompt.strip())
    else:
        prompt = preset.prompt.replace(SLOT, "").strip(" ,")
    return prompt, ", ".join(part for part in (negative.strip(), preset.negative) if part)


def without_preset(preset: Preset, prompt: str, negative: str) -> tuple[str, str] | None:
    """The user's own words inside the preset's; None when these texts were not made by it."""
    before, _, after = preset.prompt.partition(SLOT)
    own = prompt.removeprefix(before).removesuffix(after)
    own_negative = negative.removesuffix(preset.negative).removesuffix(", ")
    return (own, own_negative) if apply_preset(preset, own, own_negative) == (prompt, negative) else None
