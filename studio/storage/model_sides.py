"""What lies on the disk around a model: its size, a preview picture, the small files that belong to it."""

import os
from collections.abc import Iterable
from pathlib import Path

from msgspec import Struct

from studio.core.file_words import FileWords, is_sha256, words_of
from studio.core.identify import read_json_object, read_safetensors_header

PICTURES = (".png", ".jpg", ".jpeg", ".webp")
_PREVIEWS = tuple(f"{middle}{ending}" for middle in (".preview", "") for ending in PICTURES)
_SIDES = (
    ".studio.json",
    ".civitai.info",
    ".json",
    ".txt",
    ".yaml",
    ".yml",
    ".cm-info.json",
    ".metadata.json",
)
_INSIDE = ("preview", "cover", "thumbnail")


class Sides(Struct, frozen=True, kw_only=True):
    """``bytes`` of a folder are those of all its files; ``changed`` is the time of the last change."""

    bytes: int = 0
    changed: float = 0.0
    preview: str = ""


def look_around(paths: Iterable[str]) -> dict[str, Sides]:
    """Size and preview of each model. Lists every folder once; never raises. For a worker."""
    listings: dict[str, frozenset[str]] = {}
    found: dict[str, Sides] = {}
    for text in paths:
        path = Path(text)
        try:
            status = path.stat()
            if path.is_dir():
                found[text] = _folder_sides(path, status.st_mtime)
                continue
            folder = str(path.parent)
            if folder not in listings:
                listings[folder] = frozenset(entry.name for entry in path.parent.iterdir())
            found[text] = Sides(
                bytes=sum((part.stat().st_size for part in parts_of(path)), 0),
                changed=status.st_mtime,
                preview=_preview(path, listings[folder]),
            )
        except OSError:
            found[text] = Sides()
    return found


def _preview(path: Path, names: frozenset[str]) -> str:
    for ending in _PREVIEWS:
        if path.stem + ending in names:
            return str(path.with_name(path.stem + ending))
    return ""


def _folder_sides(folder: Path, changed: float) -> Sides:
    size = 0
    for base, _folders, files in os.walk(folder):
        for name in files:
            try:
                size += (Path(base) / name).stat().st_size
            except OSError:
                continue
    names = frozenset(entry.name for entry in folder.iterdir())
    inside = (name + ending for name in _INSIDE for ending in PICTURES)
    preview = next((str(folder / name) for name in inside if name in names), "")
    return Sides(bytes=size, changed=changed, preview=preview)


def parts_of(path: Path) -> list[Path]:
    """The files a model consists of: of a GGUF file in several parts, all of them."""
    import re

    found = re.fullmatch(r"(.+)-00001-of-(\d{5})\.gguf", path.name, re.IGNORECASE)
    if not found:
        return [path]
    whole = int(found[2])
    parts = [path.with_name(f"{found[1]}-{number:05d}-of-{found[2]}.gguf") for number in range(1, whole + 1)]
    return [part for part in parts if part == path or part.exists()]


def companions_of(path: Path) -> list[Path]:
    """Small files beside a model that are of no use without it: preview, card, notes of other programs."""
    endings = (*_PREVIEWS, *_SIDES)
    return [side for ending in endings if (side := path.with_name(path.stem + ending)).is_file()]


def read_words(path: Path) -> FileWords:
    """What the file says to people, and what another program noted beside it. Never raises. For a worker."""
    words = FileWords()
    if path.is_file() and path.suffix.lower() == ".safetensors":
        try:
            metadata = read_safetensors_header(path).get("__metadata__")
        except (OSError, ValueError):
            metadata = None
        words = words_of(metadata) if isinstance(metadata, dict) else words
    blob = Path(os.path.realpath(path)).name.lower()
    return FileWords(
        title=words.title,
        author=words.author,
        about=words.about,
        hint=words.hint,
        licence=words.licence,
        base=words.base,
        triggers=tuple(dict.fromkeys((*_noted_elsewhere(path), *words.triggers))),
        sha256=blob if is_sha256(blob) else "",  # the cache of Hugging Face names files so
        data_sha256=words.data_sha256,
    )


def _noted_elsewhere(path: Path) -> list[str]:
    """Trigger words that A1111, Forge or a downloader of theirs wrote beside the file."""
    found: list[str] = []
    for ending, name in ((".json", "activation text"), (".civitai.info", "trainedWords")):
        try:
            value = read_json_object(path.with_name(path.stem + ending)).get(name)
        except (OSError, ValueError):
            continue
        texts = value if isinstance(value, list) else [value]
        for text in texts:
            if isinstance(text, str):
                found += [part.strip()[:200] for part in text.split(",") if part.strip()]
    return found
