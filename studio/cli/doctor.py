"""The command ``studio doctor``: what this machine has, what is wrong, what Automatic would choose."""

import json
import os
import platform
import shutil
import sys
import time
from importlib import metadata
from pathlib import Path
from typing import Any

import msgspec
from PySide6.QtCore import QCoreApplication, QEventLoop, QObject, QTimer, Slot

from studio import __version__
from studio.core.discovery import image_families
from studio.core.errors import StudioError
from studio.core.messages import Ready
from studio.core.paths import Folders, default_folders
from studio.core.placement import GIB, Hardware, Need, choose_placement
from studio.core.requests import PlacementWish
from studio.core.settings import SettingsFile
from studio.core.specs import FamilySpec
from studio.jobs.link import EngineLink
from studio.jobs.losses import explain
from studio.storage.models import ModelEntry, Models

PACKAGES = (
    "PySide6-Essentials",
    "torch",
    "torchvision",
    "diffusers",
    "transformers",
    "safetensors",
    "xllamacpp",
)
READY_SECONDS = 90.0
"""How long the engine may take to import its libraries on a slow disk."""
SPACE_LOW = GIB
"""Free bytes under which a folder needs attention."""


class EngineAnswer(QObject):
    """Starts an engine, waits for its first word, ends it."""

    def __init__(self, link: EngineLink) -> None:
        super().__init__()
        self.ready: Ready | None = None
        self.problem = self.log = ""
        self.seconds = 0.0
        self._link = link
        self._loop = QEventLoop()
        link.became_ready.connect(self._on_ready)
        link.engine_lost.connect(self._on_lost)

    def ask(self, seconds: float) -> None:
        """Fill in ``ready``, or ``problem`` and the end of the engine's ``log``."""
        begin = time.monotonic()
        self.problem = f"The engine did not answer within {seconds:.0f} seconds."
        QTimer.singleShot(round(seconds * 1000), self._loop.quit)
        self._link.start()
        self._loop.exec()
        self.seconds = round(time.monotonic() - begin, 3)
        self._link.close(0.5)

    @Slot(object)
    def _on_ready(self, ready: Ready) -> None:
        self.ready, self.problem = ready, ""
        self._loop.quit()

    @Slot(int, str)
    def _on_lost(self, code: int, tail: str) -> None:
        if self.ready is None:
            report = explain(code, tail)
            self.problem = report.sentence.replace("in the middle of this job", "while it was starting")
            self.log = tail
        self._loop.quit()


def _version(package: str) -> str:
    try:
        return metadata.version(package)
    except metadata.PackageNotFoundError:
        return ""


def folder_facts(name: str, path: Path) -> dict[str, Any]:
    """Whether a folder can be written and how many bytes are free; it need not exist yet."""
    nearest = path
    while not nearest.exists() and nearest != nearest.parent:
        nearest = nearest.parent
    writable = nearest.is_dir() and os.access(nearest, os.W_OK)
    try:
        free = shutil.disk_usage(nearest).free
    except OSError:
        free = 0
    problem = ""
    if not writable:
        problem = f"The {name} folder cannot be written. Make it writable or choose another in Settings."
    elif free < SPACE_LOW:
        problem = f"The {name} folder has less than {SPACE_LOW / GIB:.0f} GiB free."
    return {
        "name": name,
        "path": str(path),
        "exists": path.is_dir(),
        "writable": writable,
        "free_bytes": free,
        "problem": problem,
    }


def _folders(folders: Folders) -> list[dict[str, Any]]:
    return [
        folder_facts(name, getattr(folders, name))
        for name in ("library", "data", "config", "cache", "models")
    ]


def choices(
    models: list[ModelEntry], families: dict[str, FamilySpec], hardware: Hardware, wish: PlacementWish
) -> list[dict[str, Any]]:
    """What ``core.placement`` chooses for each usable model at its own size, and why."""
    found: list[dict[str, Any]] = []
    for model in models:
        if model.problem or model.family not in families:
            continue
        width, height = model.default_size
        need = Need(
            weights=model.weights,
            largest_part=model.largest_part,
            activation=families[model.family].activation_per_pixel * width * height,
        )
        entry: dict[str, Any] = {"model": model.id, "name": model.name}
        try:
            entry |= msgspec.to_builtins(choose_placement(hardware, wish, need))
        except StudioError as error:
            entry["problem"] = f"{error.sentence} {error.advice}".strip()
        found.append(entry)
    return found


def examine(link: EngineLink | None = None) -> dict[str, Any]:
    """Everything the doctor says, as JSON types. Needs a QCoreApplication."""
    file = SettingsFile(default_folders().settings_file)
    settings = file.load()
    folders = default_folders(settings.folders.library)
    families = image_families()
    known = Models(folders, settings.folders.models, families)
    models = [*known.scan(), *known.of_kind("text"), *known.of_kind("embedding")]
    engine = EngineAnswer(link or EngineLink(None, folders.logs / "engine-doctor.log"))
    engine.ask(READY_SECONDS)
    ready = engine.ready
    wish = settings.placement_wish
    return {
        "program": f"Atelier {__version__}",
        "system": platform.platform(),
        "versions": {"python": platform.python_version(), **{name: _version(name) for name in PACKAGES}},
        "engine": {
            "ready": ready is not None,
            "seconds": engine.seconds,
            "problem": engine.problem,
            "log": engine.log,
        },
        "hardware": msgspec.to_builtins(ready.hardware) if ready else None,
        "automatic": choices(models, families, ready.hardware, PlacementWish()) if ready else [],
        "settings": {
            "problem": file.complaint,
            "placement": msgspec.to_builtins(wish),
            "with_settings": choices(models, families, ready.hardware, wish)
            if ready and wish != PlacementWish()
            else [],
        },
        "folders": _folders(folders),
        "models": [msgspec.to_builtins(model) for model in models],
        "offline": settings.privacy.offline,
    }


def problems(facts: dict[str, Any]) -> list[str]:
    """Sentences about what needs attention."""
    found = [facts["engine"]["problem"], facts["settings"]["problem"]]
    found += [folder["problem"] for folder in facts["folders"]]
    found += [f"{model['problem']} {model['advice']}".strip() for model in facts["models"]]
    found += [choice.get("problem", "") for choice in facts["settings"]["with_settings"]]
    return [sentence for sentence in found if sentence]


def _gib(count: int) -> str:
    return f"{count / GIB:.1f} GiB"


def _device_lines(hardware: dict[str, Any] | None) -> list[str]:
    if hardware is None:
        return ["  unknown, because the engine did not start"]
    lines = []
    for device in hardware["devices"]:
        memory = f"{_gib(device['memory_free'])} of {_gib(device['memory_total'])} free"
        lines.append(f"  {device['id']}: {device['name']}, {', '.join(device['precisions'])}, {memory}")
        if device["note"]:
            lines.append(f"      {device['note']}")
    features = ", ".join(hardware["features"]) or "none that matter"
    return [*lines, f"  {hardware['cores']} physical cores; processor features: {features}"]


def _choice_lines(chosen: list[dict[str, Any]]) -> list[str]:
    lines = []
    for choice in chosen:
        if "problem" in choice:
            lines.append(f"  {choice['name']}: {choice['problem']}")
            continue
        tiling = ", tiled decoding" if choice["vae_tiling"] else ""
        what = f"{choice['device']}, {choice['precision']}, offload {choice['offload']}{tiling}"
        lines.append(f"  {choice['name']}: {what}, {choice['threads']} threads")
        lines += [f"      {reason}" for reason in choice["reasons"]]
    return lines or ["  nothing to choose for"]


def as_text(facts: dict[str, Any]) -> str:
    """The facts for reading."""
    found = problems(facts)
    lines = [f"{facts['program']} on {facts['system']}", "", "Needs attention" if found else "All is well"]
    lines += [f"  {sentence}" for sentence in found]
    if facts["engine"]["log"]:
        lines += ["  The end of its log:", *(f"    {line}" for line in facts["engine"]["log"].splitlines())]
    lines += ["", "Devices", *_device_lines(facts["hardware"])]
    lines += ["", "Automatic would choose", *_choice_lines(facts["automatic"])]
    if facts["settings"]["with_settings"]:
        lines += ["", "With your settings", *_choice_lines(facts["settings"]["with_settings"])]
    lines += ["", "Models"]
    for model in facts["models"]:
        weights = f"{model['weights'] / 1e6:.0f} million weights" if model["weights"] else ""
        state = "cannot be used" if model["problem"] else "ready"
        parts = [part for part in (model["family"], weights, model["licence"], state) if part]
        lines.append(f"  {model['name']} ({model['id']}): {', '.join(parts)}")
        lines.append(f"      {model['path']}")
    lines += ["", "Folders"]
    for folder in facts["folders"]:
        state = "writable" if folder["writable"] else "not writable"
        lines.append(f"  {folder['name']:8} {folder['path']} ({state}, {_gib(folder['free_bytes'])} free)")
    offline = "on: nothing is fetched" if facts["offline"] else "off: models may be fetched when you ask"
    lines += ["", f"Offline  {offline}", "", "Versions"]
    lines += [f"  {name} {version or 'not installed'}" for name, version in facts["versions"].items()]
    if facts["engine"]["ready"]:
        lines += ["", f"The engine was ready after {facts['engine']['seconds']:.1f} s."]
    return "\n".join(lines)


def main(*, as_json: bool = False) -> int:
    """Print what was found; 1 when something needs attention."""
    application = QCoreApplication.instance() or QCoreApplication(sys.argv[:1])
    facts = examine()
    application.processEvents()
    if as_json:
        print(json.dumps({**facts, "problems": problems(facts)}, indent=2))
    else:
        print(as_text(facts))
    return 1 if problems(facts) else 0
