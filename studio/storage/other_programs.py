"""Where other programs keep models on this machine, so that their folders can be used in place."""

import os
import re
import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

from msgspec import Struct

DEPTH = 6
FILES_MOST = 50_000
"""Files looked at in one place; enough to say that there are models."""
ENDINGS = (".safetensors", ".gguf")
"""What can be used as it is."""
PICKLES = (".ckpt", ".pt", ".pth", ".bin")


DRAW_THINGS = "Draw Things"
"""Its own files end in .ckpt, but are databases; of what was put there by hand others can be used."""


class Found(Struct, frozen=True, kw_only=True):
    """A folder of another program: ``models`` files that can be used, ``pickles`` that need converting."""

    program: str
    path: str
    models: int
    pickles: int
    bytes: int


_WEBUI = ("models", "embeddings")
_ROOTS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "A1111, Forge or SD.Next": (
        (
            "stable-diffusion-webui", "stable-diffusion-webui-forge", "stable-diffusion-webui-reForge",
            "sd-webui-forge-neo", "sd-webui-forge-classic", "webui_forge_cu121_torch231/webui", "webui",
            "forge", "sdnext", "automatic", "pinokio/api/stable-diffusion-webui-forge.git/app",
        ),
        _WEBUI,
    ),
    "ComfyUI": (
        (
            "ComfyUI", "ComfyUI_windows_portable/ComfyUI", "comfy/ComfyUI", "Documents/ComfyUI",
            "pinokio/api/comfy.git/app",
        ),
        ("models",),
    ),
    "InvokeAI": (("invokeai", "InvokeAI", "invokeai-4.0"), ("models", "autoimport")),
    "Stability Matrix": (
        ("StabilityMatrix/Data", ".local/share/StabilityMatrix", "AppData/Roaming/StabilityMatrix"),
        ("Models",),
    ),
    "Fooocus": (("Fooocus", "fooocus"), ("models",)),
    DRAW_THINGS: (
        ("Library/Containers/com.liuliu.draw-things/Data/Documents",),
        ("Models",),
    ),
    "LM Studio": ((".lmstudio", ".cache/lm-studio"), ("models",)),
    "Jan": (("jan", ".local/share/Jan/data", "AppData/Roaming/Jan/data"), ("models", "llamacpp/models")),
    "GPT4All": (
        (".local/share/nomic.ai", "AppData/Local/nomic.ai", "Library/Application Support/nomic.ai"),
        ("GPT4All",),
    ),
    "Text generation WebUI": (("text-generation-webui",), ("models", "user_data/models")),
    "llama.cpp": ((".cache/llama.cpp", "Library/Caches/llama.cpp", "AppData/Local/llama.cpp"), ("",)),
}  # fmt: skip
"""Of every program the usual folders, below those of ``_homes``, and what in them holds models."""
_BASE_PATH = re.compile(r"^\s*base_path\s*:\s*[\"']?(.+?)[\"']?\s*$", re.MULTILINE)


def look_for_others(
    home: Path | None = None,
    environment: Mapping[str, str] | None = None,
    stopped: Callable[[], bool] = lambda: False,
) -> list[Found]:
    """Folders of other programs that hold models. Reads names alone; never raises. For a worker."""
    seen: set[str] = set()
    found: list[Found] = []
    for program, folder in _places(home or Path.home(), os.environ if environment is None else environment):
        real = os.path.realpath(folder)
        if stopped() or real in seen or not folder.is_dir():
            continue
        seen.add(real)
        told = count_models(program, folder)
        if told.models or told.pickles:
            found.append(told)
    return found


def look_into(folder: Path) -> list[Found]:
    """The same of a folder that the user pointed at: what in it holds models, or else itself."""
    for program, (_, insides) in _ROOTS.items():
        marks = {"ComfyUI": "comfy", "InvokeAI": "invokeai.yaml", "Fooocus": "fooocus_version.py"}
        mark = marks.get(program, "webui.py" if insides == _WEBUI else "")
        if mark and (folder / mark).exists():
            told = [
                count_models(program, folder / inside) for inside in insides if (folder / inside).is_dir()
            ]
            if any(each.models or each.pickles for each in told):
                return [each for each in told if each.models or each.pickles]
    return [count_models("", folder)]


def _homes(home: Path) -> Iterator[Path]:
    yield home
    for name in ("Documents", "Downloads", "Desktop", "AI", "ai", "apps", "src", "git"):
        yield home / name
    if sys.platform == "win32":
        for letter in "CDEFG":
            for name in ("", "AI", "ai"):
                yield Path(f"{letter}:\\") / name
    elif sys.platform != "darwin":
        yield Path("/opt")


def _places(home: Path, environment: Mapping[str, str]) -> Iterator[tuple[str, Path]]:
    for program, (names, insides) in _ROOTS.items():
        for base in _homes(home):
            for name in names:
                for inside in insides:
                    yield program, base / name / inside
                if program == "ComfyUI":
                    yield from _extra_paths(base / name)
    if root := environment.get("INVOKEAI_ROOT"):
        yield "InvokeAI", Path(root) / "models"
    cache = environment.get("HF_HUB_CACHE") or environment.get("HUGGINGFACE_HUB_CACHE")
    own = environment.get("HF_HOME")
    yield (
        "Hugging Face",
        Path(cache) if cache else Path(own) / "hub" if own else home / ".cache/huggingface/hub",
    )


def _extra_paths(comfy: Path) -> Iterator[tuple[str, Path]]:
    """Folders that ComfyUI itself was told to use."""
    try:
        text = (comfy / "extra_model_paths.yaml").read_text(encoding="utf-8")
    except (OSError, ValueError):
        return
    for base in _BASE_PATH.findall(text):
        yield "ComfyUI", Path(base).expanduser()


def count_models(program: str, folder: Path) -> Found:
    """How many models lie in and below a folder. Never raises."""
    models = pickles = size = looked = 0
    root = len(folder.parts)
    for base, folders, names in os.walk(folder):
        if len(Path(base).parts) - root >= DEPTH:
            folders.clear()
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            looked += 1
            lowered = name.lower()
            if lowered.endswith(ENDINGS):
                models += 1
            elif lowered.endswith(PICKLES):
                pickles += 1
            else:
                continue
            try:
                size += (Path(base) / name).stat().st_size
            except OSError:
                continue
        if looked > FILES_MOST:
            break
    return Found(program=program, path=str(folder), models=models, pickles=pickles, bytes=size)
