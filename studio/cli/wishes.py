"""From command-line options to a request: preset, model card and settings fill in what is missing."""

import argparse
import secrets
import sys
from pathlib import Path

from msgspec.structs import replace

from studio.cli.answers import find_named, near, picture_of, refuse
from studio.core.errors import ErrorKind, StudioError
from studio.core.paths import resources
from studio.core.presets import Preset, apply_preset, load_presets
from studio.core.requests import (
    COUNT_MAX,
    SEED_MAX,
    FileRef,
    ImageRequest,
    PlacementWish,
    check_request,
    clean_text,
)
from studio.core.samplers import SAMPLERS, SCHEDULES
from studio.core.settings import Settings
from studio.storage.models import ModelEntry, Models

STRENGTH = 0.6
"""How much of a start picture is redrawn unless said otherwise."""


def find_model(word: str | None, models: Models) -> tuple[ModelEntry, Models]:
    """The model of that id, name, folder or file (the first usable one for None), and where it is known.

    Raises StudioError(MODEL_MISSING, MODEL_BROKEN).
    """
    entries = models.scan()
    if word is None:
        found = next((entry for entry in entries if not entry.problem), entries[0] if entries else None)
    else:
        folded = word.casefold()
        by_id = (entry for entry in entries if entry.id == word)
        by_name = (entry for entry in entries if folded in (entry.id.casefold(), entry.name.casefold()))
        found = next(by_id, None) or next(by_name, None)
        if found is None and Path(word).expanduser().exists():
            folder = Path(word).expanduser().absolute()
            models = Models(models.folders, [*models.extra, str(folder)], models.families)
            found = next((entry for entry in models.scan() if Path(entry.path) == folder), None)
    if found is None:
        names = [entry.id for entry in entries if not entry.problem]
        raise StudioError(
            ErrorKind.MODEL_MISSING,
            f"There is no model called “{word}”." if word else "There is no model on this machine.",
            f"{near(word or '', names)} Or give its file, or the folder with its model_index.json.".strip(),
        )
    if found.problem:
        raise StudioError(ErrorKind.MODEL_BROKEN, found.problem, found.advice)
    return found, models


def _prompt(text: str) -> str:
    if text == "-":
        text = sys.stdin.buffer.read().decode("utf-8", "replace").strip()
    return clean_text(text)


def _picture(path: str | None, option: str, what: str) -> FileRef | None:
    return None if path is None else picture_of(path, option, what)


def _sampling(options: argparse.Namespace, preset: Preset, model: ModelEntry) -> tuple[str, str]:
    samplers = [(entry.id, entry.label, entry) for entry in SAMPLERS.values()]
    schedules = [(entry.id, entry.label, entry) for entry in SCHEDULES.values()]
    sampler = find_named("sampler", options.sampler or preset.sampler or model.sampler, samplers)
    schedule = find_named("schedule", options.schedule or preset.schedule or model.schedule, schedules)
    if schedule.id in sampler.schedules:
        return sampler.id, schedule.id
    if options.schedule:
        raise refuse(
            f"The sampler {sampler.label} cannot follow the schedule {schedule.label}.",
            f"It can follow {', '.join(sampler.schedules)}.",
        )
    return sampler.id, sampler.schedules[0]


def _placement(options: argparse.Namespace, settings: Settings) -> PlacementWish:
    said = {name: getattr(options, name) for name in ("device", "precision", "offload")}
    return replace(settings.placement_wish, **{name: word for name, word in said.items() if word})


def make_request(
    options: argparse.Namespace, model: ModelEntry, settings: Settings, models: Models
) -> ImageRequest:
    """The request the options mean; ``models`` know the LoRAs and ControlNets.

    Raises StudioError(INVALID_REQUEST, MODEL_MISSING, MODEL_BROKEN, MODEL_UNKNOWN).
    """
    from studio.cli import parts  # which asks this module for pictures and advice

    if options.strength is not None and options.start is None:
        raise refuse("--strength needs a picture to begin from.", "Add --start IMAGE, or leave it out.")
    if options.mask is not None and options.start is None:
        raise refuse("--mask needs a picture to redraw.", "Add --start IMAGE, or leave it out.")
    if options.prefill is not None and options.mask is None:
        raise refuse("--prefill says what a mask holds.", "Add --mask IMAGE, or leave it out.")
    if options.soften is not None and options.mask is None:
        raise refuse("--soften says how a mask begins.", "Add --mask IMAGE, or leave it out.")
    preset = Preset(id="", name="")
    if options.preset:
        known = load_presets(resources() / "presets").values()
        preset = find_named("preset", options.preset, [(each.id, each.name, each) for each in known])
    prompt, negative = apply_preset(preset, _prompt(options.prompt), clean_text(options.negative))
    width, height = options.size or model.default_size
    sampler, schedule = _sampling(options, preset, model)
    chosen = {
        "steps": (options.steps, preset.steps, model.steps),
        "guidance_scale": (options.guidance, preset.guidance_scale, model.guidance_scale),
        "seed": (options.seed, secrets.randbelow(SEED_MAX - COUNT_MAX)),
        "strength": (options.strength, STRENGTH if options.start else 1.0),
    }
    return check_request(
        ImageRequest(
            prompt=prompt,
            negative=negative,
            model=model.id,
            width=width,
            height=height,
            sampler=sampler,
            schedule=schedule,
            count=options.count,
            start=_picture(options.start, "--start", "start picture"),
            mask=_picture(options.mask, "--mask", "mask"),
            prefill=options.prefill or "none",
            soften=options.soften or 0.0,
            regions=parts.regions_of(options),
            adapters=parts.adapters_of(options, models, model),
            controls=parts.controls_of(options, models, model),
            preset=preset.id,
            placement=_placement(options, settings),
            **{name: next(value for value in values if value is not None) for name, values in chosen.items()},
        )
    )
