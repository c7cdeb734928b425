"""Named looks: one TOML file each, read from ``resources/presets``."""

import logging
import tomllib
from pathlib import Path

import msgspec
from msgspec import Struct

from studio.core.paths import resources

log = logging.getLogger(__name__)
PLACE = "{prompt}"


class Preset(Struct, frozen=True, kw_only=True, forbid_unknown_fields=True):
    """A look. ``prompt`` and ``negative`` may hold ``{prompt}``, where the user's words go; numbers
    left out are the model's own.
    """

    id: str = ""
    name: str
    about: str = ""
    prompt: str = PLACE
    negative: str = PLACE
    steps: int | None = None
    guidance_scale: float | None = None
    sampler: str | None = None
    schedule: str | None = None

    def applied(self, prompt: str, negative: str) -> tuple[str, str]:
        """The prompts with this look."""
        return _filled(self.prompt, prompt), _filled(self.negative, negative)


def _filled(pattern: str, words: str) -> str:
    text = pattern.replace(PLACE, words) if PLACE in pattern else f"{words}, {pattern}"
    return text.strip(", \n\t") if not words.strip() else text


def load_presets(folder: Path | None = None) -> list[Preset]:
    """All presets by name; a file that cannot be understood is left out and told to the log."""
    found: list[Preset] = []
    for path in sorted((folder or resources() / "presets").glob("*.toml")):
        try:
            preset = msgspec.convert(tomllib.loads(path.read_text(encoding="utf-8")), Preset)
        except (OSError, ValueError, msgspec.ValidationError) as error:
            log.warning("The preset %s cannot be used: %s", path.name, error)
            continue
        found.append(msgspec.structs.replace(preset, id=path.stem))
    return sorted(found, key=lambda preset: preset.name.casefold())
