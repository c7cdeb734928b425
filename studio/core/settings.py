"""The user's settings: typed sections, read from and written to TOML without losing unknown keys."""

import os
import tomllib
from pathlib import Path
from typing import Any

import msgspec
import tomli_w
from msgspec import Struct, field

from studio.core.requests import PlacementWish

SCHEMA = 1


class DeviceSettings(Struct, kw_only=True, frozen=True):
    device: str = "auto"
    precision: str = "auto"
    threads: int = 0


UNDO_MB = (128, 8192)
"""Least and most memory for undo, in megabytes."""


class MemorySettings(Struct, kw_only=True, frozen=True):
    offload: str = "auto"
    vae_tiling: str = "auto"
    undo_mb: int = 512

    @property
    def undo_bytes(self) -> int:
        """Bytes that the undo of a document may hold; a number beyond the limits counts as the limit."""
        return max(UNDO_MB[0], min(UNDO_MB[1], self.undo_mb)) * 1024 * 1024


class FolderSettings(Struct, kw_only=True, frozen=True):
    """Empty text means the default place."""

    library: str = ""
    models: tuple[str, ...] = ()


class PictureSettings(Struct, kw_only=True, frozen=True):
    format: str = "png"
    """png, jpeg or webp."""
    quality: int = 95
    previews: bool = True


CONTEXT_MOST = 131_072


class WritingSettings(Struct, kw_only=True, frozen=True):
    """Of the engine that writes. An empty model and zeros leave the choice to the program."""

    model: str = ""
    device: str = "auto"
    context: int = 0
    threads: int = 0


class PrivacySettings(Struct, kw_only=True, frozen=True):
    offline: bool = True
    embed_metadata: bool = True


class AppearanceSettings(Struct, kw_only=True, frozen=True):
    theme: str = "system"
    text_size: int = 13
    language: str = "system"


class Settings(Struct, kw_only=True, frozen=True):
    """All settings; handed in, never global. ``replace`` returns a changed copy."""

    schema: int = SCHEMA
    device: DeviceSettings = field(default_factory=DeviceSettings)
    memory: MemorySettings = field(default_factory=MemorySettings)
    folders: FolderSettings = field(default_factory=FolderSettings)
    pictures: PictureSettings = field(default_factory=PictureSettings)
    writing: WritingSettings = field(default_factory=WritingSettings)
    privacy: PrivacySettings = field(default_factory=PrivacySettings)
    appearance: AppearanceSettings = field(default_factory=AppearanceSettings)

    @property
    def placement_wish(self) -> PlacementWish:
        """What the user wishes about device, precision and memory, as a request carries it."""
        return PlacementWish(
            device=self.device.device,
            precision=self.device.precision,
            threads=self.device.threads,
            offload=self.memory.offload,
            vae_tiling=self.memory.vae_tiling,
        )

    @property
    def text_wish(self) -> PlacementWish:
        """The same about the engine that writes."""
        return PlacementWish(device=self.writing.device, threads=max(0, self.writing.threads))

    def replace(self, section: str, **values: Any) -> "Settings":
        part = msgspec.structs.replace(getattr(self, section), **values)
        return msgspec.structs.replace(self, **{section: part})


class SettingsFile:
    """``settings.toml``: loads forgivingly, saves atomically, keeps keys it does not know."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.complaint = ""
        """A sentence for the user when the file could not be used and was kept aside."""
        self._raw: dict[str, Any] = {}

    def load(self) -> Settings:
        """Settings from the file; defaults when there is none or it is garbage (kept aside)."""
        try:
            text = self.path.read_bytes()
        except FileNotFoundError:
            return Settings()
        except OSError as error:
            self.complaint = f"The settings file cannot be read ({error.strerror}). Defaults are used."
            return Settings()
        try:
            self._raw = tomllib.loads(text.decode("utf-8"))
            if self._raw.get("schema", SCHEMA) > SCHEMA:
                raise ValueError("written by a newer Atelier")
            return msgspec.convert(self._raw, Settings)
        except (ValueError, TypeError, RecursionError, msgspec.ValidationError) as error:
            self._raw = {}
            self._keep_aside(error)
            return Settings()

    def _keep_aside(self, error: Exception) -> None:
        aside = self.path.with_suffix(".unreadable.toml")
        number = 1
        while aside.exists():
            number += 1
            aside = self.path.with_suffix(f".unreadable-{number}.toml")
        try:
            os.replace(self.path, aside)
            kept = f"It was kept as {aside.name}; defaults are used."
        except OSError:
            kept = "Defaults are used."
        self.complaint = f"The settings file could not be understood ({error}). {kept}"

    def save(self, settings: Settings) -> None:
        """Write atomically. Raises OSError when the folder cannot be written."""
        known = msgspec.to_builtins(settings)
        merged = _merged(self._raw, known)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        part = self.path.with_suffix(".part")
        with open(part, "wb") as stream:
            tomli_w.dump(merged, stream)
            stream.flush()
            os.fsync(stream.fileno())
        os.replace(part, self.path)
        self._raw = merged


def _merged(old: dict[str, Any], new: dict[str, Any]) -> dict[str, Any]:
    """``new`` over ``old``, section by section, so that unknown keys survive."""
    result = dict(old)
    for key, value in new.items():
        previous = result.get(key)
        if isinstance(value, dict) and isinstance(previous, dict):
            result[key] = {**previous, **value}
        else:
            result[key] = value
    return result
