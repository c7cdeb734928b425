"""Samplers as one table for panel and command line, and named presets of them in TOML files."""

import re
import tomllib
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct
from msgspec.structs import asdict, replace

from studio.core.specs import Choice, Param
from studio.core.text_requests import SAMPLERS, Sampling, TextRequest, check_text_request


def _number(
    name: str, label: str, default: float, low: float, high: float, step: float, text: str, **more: Any
) -> Param:
    return Param(
        id=name,
        label=label,
        kind="float",
        default=default,
        minimum=low,
        maximum=high,
        step=step,
        help=text,
        **more,
    )


def _whole(name: str, label: str, default: int, low: int, high: int, text: str, **more: Any) -> Param:
    return Param(
        id=name, label=label, kind="int", default=default, minimum=low, maximum=high, help=text, **more
    )


SAMPLING_PARAMS: dict[str, Param] = {
    param.id: param
    for param in (
        _number(
            "temperature", "Temperature", 0.8, 0, 2, 0.05, "Higher is bolder; 0 always takes the likeliest."
        ),
        _whole("top_k", "Top-k", 40, 0, 200, "Only so many of the likeliest words.", least="Off"),
        _number(
            "top_p", "Top-p", 1.0, 0, 1, 0.01, "Only the likeliest words that make up this share; 1 is off."
        ),
        _number(
            "min_p", "Min-p", 0.05, 0, 1, 0.01, "Only words at least this likely, against the likeliest."
        ),
        _number(
            "typical_p",
            "Typical",
            1.0,
            0,
            1,
            0.01,
            "Words about as surprising as expected; 1 is off.",
            advanced=True,
        ),
        _number(
            "repeat_penalty",
            "Repetition penalty",
            1.0,
            0.5,
            2,
            0.01,
            "Above 1, what was said is less likely.",
        ),
        _whole(
            "repeat_last",
            "Look back",
            256,
            -1,
            8192,
            "Tokens that the penalties look back.",
            least="The whole context",
            advanced=True,
        ),
        _number(
            "frequency_penalty", "Frequency penalty", 0.0, -2, 2, 0.05, "Per earlier use.", advanced=True
        ),
        _number(
            "presence_penalty", "Presence penalty", 0.0, -2, 2, 0.05, "Once, if used at all.", advanced=True
        ),
        _number(
            "dry_multiplier",
            "DRY",
            0.0,
            0,
            5,
            0.05,
            "Against repeating whole phrases; 0.8 is usual, 0 is off.",
        ),
        _number(
            "dry_base", "DRY base", 1.75, 1, 4, 0.05, "How fast it grows with the phrase.", advanced=True
        ),
        _whole("dry_allowed_length", "DRY from", 2, 0, 50, "Tokens that may repeat freely.", advanced=True),
        _number(
            "xtc_probability",
            "XTC",
            0.0,
            0,
            1,
            0.05,
            "How often the obvious words are passed over; 0 is off.",
        ),
        _number(
            "xtc_threshold", "XTC threshold", 0.1, 0, 0.5, 0.01, "What counts as obvious.", advanced=True
        ),
        Param(
            id="mirostat",
            label="Mirostat",
            kind="choice",
            default="0",
            choices=(
                Choice(id="0", label="Off"),
                Choice(id="1", label="Version 1"),
                Choice(id="2", label="Version 2"),
            ),
            help="Keeps the surprise level; it replaces all steps but temperature.",
            advanced=True,
        ),
        _number("mirostat_tau", "Mirostat tau", 5.0, 0, 10, 0.1, "The surprise wanted.", advanced=True),
        _number("mirostat_eta", "Mirostat eta", 0.1, 0, 1, 0.01, "How fast it is reached.", advanced=True),
    )
}
MAX_TOKENS = Param(
    id="max_tokens",
    label="Length",
    kind="int",
    default=200,
    minimum=8,
    maximum=4096,
    step=20,
    help="Tokens written at most; a word is a little more than one.",
)
_NAME = re.compile(r"[^\w-]+")


class SamplingPreset(Struct, frozen=True, kw_only=True):
    """Named samplers. ``own``: made by the user."""

    id: str
    name: str
    sampling: Sampling
    help: str = ""
    own: bool = False


class _File(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    name: str
    help: str = ""
    sampling: dict[str, Any] = {}


def checked_sampling(sampling: Sampling) -> Sampling:
    """The samplers when all are in range. Raises StudioError(INVALID_REQUEST)."""
    check_text_request(TextRequest(model="-", pieces=(), seed=0, sampling=sampling))
    return sampling


def read_sampling_preset(path: Path, *, own: bool = False) -> SamplingPreset:
    """One preset's file. Raises OSError, or ValueError with what is wrong in it; StudioError for a range."""
    raw = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), _File)
    unknown = set(raw.sampling) - set(Sampling.__struct_fields__)
    if unknown:
        raise ValueError(f"there is no sampler {min(unknown)}")
    sampling = checked_sampling(msgspec.convert(raw.sampling, Sampling))
    return SamplingPreset(id=path.stem, name=raw.name, help=raw.help, sampling=sampling, own=own)


def load_sampling_presets(
    builtin: Path, user: Path | None = None, troubles: list[str] | None = None
) -> dict[str, SamplingPreset]:
    """All presets by id; a broken file is left out and told of in ``troubles``."""
    from studio.core.errors import StudioError

    found: dict[str, SamplingPreset] = {}
    for folder, own in ((builtin, False), (user, True)):
        for path in sorted(folder.glob("*.toml")) if folder and folder.is_dir() else ():
            try:
                found[path.stem] = read_sampling_preset(path, own=own)
            except (OSError, ValueError, StudioError) as error:
                if troubles is not None:
                    troubles.append(f"The preset “{path.name}” is left out: {error}.")
    return dict(sorted(found.items(), key=lambda item: (item[1].own, item[1].name.casefold())))


def preset_text(name: str, sampling: Sampling) -> str:
    """A preset's file: only what differs from the defaults."""
    lines = [f"name = {_quoted(name)}", "", "[sampling]"]
    for field, value in asdict(sampling).items():
        if value == getattr(Sampling(), field):
            continue
        said = "[" + ", ".join(map(_quoted, value)) + "]" if isinstance(value, tuple) else repr(value)
        lines.append(f"{field} = {said}")
    return "\n".join(lines) + "\n"


def _quoted(text: str) -> str:
    """A TOML string: JSON's escapes are among TOML's."""
    return msgspec.json.encode(text).decode()


def preset_id(name: str, taken: set[str]) -> str:
    """A file name for a preset's name that is not taken."""
    stem = _NAME.sub("-", name.strip().lower()).strip("-")[:40] or "preset"
    candidate, number = stem, 2
    while candidate in taken:
        candidate, number = f"{stem}-{number}", number + 1
    return candidate


def with_value(sampling: Sampling, name: str, value: Any) -> Sampling:
    """The samplers with another value from a form."""
    if name == "mirostat":
        value = int(value)
    return replace(sampling, **{name: value})


STEPS: dict[str, str] = dict(
    zip(
        SAMPLERS,
        ("Penalties", "DRY", "Top-k", "Typical", "Top-p", "Min-p", "XTC", "Temperature"),
        strict=True,
    )
)
"""Names of the sampling steps, in llama.cpp's order."""
