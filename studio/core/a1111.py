"""The A1111 "parameters" text that every picture program reads: written, and read forgivingly."""

import json
import re
from typing import Any

from studio.core.artifacts import Manifest
from studio.core.samplers import SAMPLERS, SCHEDULES

TEXT_MAX = 1_000_000
"""Longer texts are not settings; the rest is ignored."""
_PAIR = re.compile(r'\s*([\w][\w \-/.+]{0,63}):\s*("(?:\\.|[^\\"])*"|[^,]*)(?:,|$)')
_SIZE = re.compile(r"(\d{1,6})\s*[x×]\s*(\d{1,6})$")
_PAIRS_MIN = 3
"""Fewer pairs in the last line and it belongs to the prompt, as A1111 itself decides."""
_NEGATIVE = "Negative prompt:"


def _quoted(value: object) -> str:
    text = str(value)
    return json.dumps(text, ensure_ascii=False) if re.search(r'[,:\n"]', text) else text


def write_parameters(manifest: Manifest) -> str:
    """The manifest as A1111 text: prompt, negative prompt, then one line of settings."""
    request, model = manifest.request, manifest.model
    sampler, schedule = SAMPLERS.get(request.sampler), SCHEDULES.get(request.schedule)
    pairs: dict[str, object] = {
        "Steps": request.steps,
        "Sampler": sampler.webui if sampler else request.sampler,
        "Schedule type": schedule.webui if schedule else request.schedule,
        "CFG scale": f"{request.guidance_scale:g}",
        "Seed": manifest.seed,
        "Size": f"{request.width}x{request.height}",
    }
    if model.sha256:
        pairs["Model hash"] = model.sha256[:10]
    pairs["Model"] = model.name
    if request.start:
        pairs["Denoising strength"] = f"{request.strength:g}"
    pairs["RNG"] = "CPU"
    pairs["Version"] = manifest.program
    lines = [request.prompt]
    if request.negative:
        lines.append(f"{_NEGATIVE} {request.negative}")
    lines.append(", ".join(f"{key}: {_quoted(value)}" for key, value in pairs.items()))
    return "\n".join(lines)


def _unquoted(value: str) -> str:
    value = value.strip()
    if value.startswith('"'):
        try:
            return str(json.loads(value))
        except ValueError:
            return value.strip('"')
    return value


def _split(text: str) -> tuple[str, str, dict[str, str]]:
    """Prompt, negative prompt and the settings as they are written."""
    text = text[:TEXT_MAX].replace("\x00", "").strip().split("\nSDCPP:")[0]
    text = re.sub(r",\s*SDCPP:\s*\{.*$", "", text, flags=re.DOTALL)
    *lines, last = text.split("\n")
    pairs = {key.strip(): _unquoted(value) for key, value in _PAIR.findall(last)}
    if len(pairs) < _PAIRS_MIN:
        lines, pairs = [*lines, last], {}
    prompt: list[str] = []
    negative: list[str] = []
    into = prompt
    for line in lines:
        if line.strip().startswith(_NEGATIVE):
            into, line = negative, line.strip()[len(_NEGATIVE) :]
        into.append(line)
    return "\n".join(prompt).strip(), "\n".join(negative).strip(), pairs


def _number(text: str, kind: type[int] | type[float]) -> int | float | None:
    try:
        return kind(text)
    except (ValueError, OverflowError):
        return None


def _sampling(pairs: dict[str, str]) -> dict[str, str]:
    """Our sampler and schedule ids; older programs write the schedule behind the sampler's name."""
    found: dict[str, str] = {}
    name = pairs.get("Sampler", "").casefold()
    schedule_name = pairs.get("Schedule type", "").casefold()
    for schedule in SCHEDULES.values():
        ending = " " + schedule.webui.casefold()
        if name.endswith(ending):
            name, schedule_name = name.removesuffix(ending), schedule.webui.casefold()
        if schedule_name in (schedule.webui.casefold(), schedule.id, schedule.label.casefold()):
            found["schedule"] = schedule.id
    for sampler in SAMPLERS.values():
        if name in (sampler.webui.casefold(), sampler.id, sampler.label.casefold()):
            found["sampler"] = sampler.id
    return found


def read_parameters(text: str) -> dict[str, Any]:
    """Settings from A1111 text, under our own names; what is missing or unknown is left out.

    Always ``prompt`` and ``negative`` (str). When found: ``steps``, ``seed``, ``width``, ``height``
    (int), ``guidance_scale``, ``strength`` (float), ``sampler``, ``schedule`` (ids of
    ``core.samplers``), ``model`` (its name) and ``other`` (a dict of all settings as written).
    Never raises.
    """
    prompt, negative, pairs = _split(text)
    found: dict[str, Any] = {"prompt": prompt, "negative": negative}
    wanted: tuple[tuple[str, str, type[int] | type[float]], ...] = (
        ("steps", "Steps", int),
        ("seed", "Seed", int),
        ("guidance_scale", "CFG scale", float),
        ("strength", "Denoising strength", float),
    )
    for ours, theirs, kind in wanted:
        number = _number(pairs.get(theirs, ""), kind)
        if number is not None:
            found[ours] = number
    size = _SIZE.match(pairs.get("Size", ""))
    if size:
        found["width"], found["height"] = int(size[1]), int(size[2])
    found |= _sampling(pairs)
    if pairs.get("Model"):
        found["model"] = pairs["Model"]
    if pairs:
        found["other"] = pairs
    return found
