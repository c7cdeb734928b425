"""From --lora, --control and --region to the parts of a request."""

import argparse
from collections.abc import Iterator
from pathlib import Path

from studio.cli.answers import near, picture_of, refuse
from studio.core.errors import ErrorKind, StudioError
from studio.core.requests import Adapter, Control, Region, clean_text
from studio.storage.models import ADDON_WORDS, ModelEntry, Models


def known_with(options: argparse.Namespace, models: Models) -> Models:
    """The models, with the LoRAs and ControlNets that are named by their path."""
    words = [_weighed(text)[0] for text in options.lora]
    words += [_control(text)[0] for text in options.control]
    paths = [str(Path(word).expanduser().absolute()) for word in words if Path(word).expanduser().exists()]
    if not paths:
        return models
    models = Models(models.folders, [*models.extra, *paths], models.families)
    models.scan()
    return models


def adapters_of(options: argparse.Namespace, models: Models, model: ModelEntry) -> tuple[Adapter, ...]:
    """The LoRAs of ``--lora FILE[:WEIGHT]``. Raises StudioError."""
    wanted = (_weighed(text) for text in options.lora)
    return tuple(
        Adapter(model=_find("lora", word, models, model).id, weight=weight) for word, weight in wanted
    )


def controls_of(options: argparse.Namespace, models: Models, model: ModelEntry) -> tuple[Control, ...]:
    """The ControlNets of ``--control MODEL:IMAGE[:WEIGHT]``. Raises StudioError."""
    controls = []
    for text in options.control:
        word, image, weight = _control(text)
        found = _find("controlnet", word, models, model)
        picture = picture_of(image, "--control", "control picture")
        controls.append(Control(model=found.id, picture=picture, weight=weight))
    return tuple(controls)


def regions_of(options: argparse.Namespace) -> tuple[Region, ...]:
    """The regions of ``--region MASK:PROMPT``. Raises StudioError."""
    regions = []
    for text in options.region:
        splits = list(_splits(text))
        if not splits:
            raise refuse(f"--region {text} has no prompt.", "Write MASK.png:PROMPT.")
        # A colon may also belong to a drive or to the prompt.
        mask, prompt = next((split for split in splits if Path(split[0]).expanduser().is_file()), splits[0])
        regions.append(Region(mask=picture_of(mask, "--region", "mask"), prompt=clean_text(prompt.strip())))
    return tuple(regions)


def _splits(text: str) -> Iterator[tuple[str, str]]:
    """Both sides of every colon."""
    for place, letter in enumerate(text):
        if letter == ":":
            yield text[:place], text[place + 1 :]


def _weighed(text: str) -> tuple[str, float]:
    """A word and the weight after its last colon, 1 without one."""
    word, colon, last = text.rpartition(":")
    try:
        return (word, float(last)) if colon else (text, 1.0)
    except ValueError:
        return text, 1.0


def _control(text: str) -> tuple[str, str, float]:
    text, weight = _weighed(text)
    splits = list(_splits(text))
    if not splits:
        raise refuse(f"--control {text} names no picture.", "Write MODEL:IMAGE or MODEL:IMAGE:WEIGHT.")
    word, image = next((split for split in splits if Path(split[1]).expanduser().is_file()), splits[0])
    return word, image, weight


def _find(kind: str, word: str, models: Models, model: ModelEntry) -> ModelEntry:
    entries, label = models.of_kind(kind), ADDON_WORDS[kind]
    place, folded = str(Path(word).expanduser().absolute()), word.casefold()
    found = next((entry for entry in entries if entry.path == place), None) or next(
        (entry for entry in entries if folded in (entry.id.casefold(), entry.name.casefold())), None
    )
    if found is None:
        known = near(word, [entry.id for entry in entries]) or f"Give the path of a {label}."
        if Path(place).is_file():
            raise StudioError(ErrorKind.MODEL_UNKNOWN, f"“{word}” is no {label} that Atelier knows.", known)
        raise StudioError(ErrorKind.MODEL_MISSING, f"There is no {label} called “{word}”.", known)
    if found.problem:
        raise StudioError(ErrorKind.MODEL_BROKEN, found.problem, found.advice)
    if not found.fits(model):
        raise refuse(
            f"The {label} “{found.name}” was not made for models like “{model.name}”.",
            "Leave it out, or choose another model.",
        )
    return found
