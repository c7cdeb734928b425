"""Names of a project's files: made once from a title, safe on every system, and never leading outside."""

import os
import re
import unicodedata
from pathlib import Path, PurePosixPath

HIDDEN = ".atelier"
"""The folder beside the texts with everything that can be rebuilt, versions, and the trash."""
INDEX = "project.json"
MANUSCRIPT, NOTES, PICTURES = "manuscript", "notes", "pictures"
SUFFIXES = (".md", ".markdown", ".txt")
_IDENTITY = re.compile(r"[A-Za-z0-9_-]{1,64}")
_GAPS = re.compile(r"[\W_]+")
_MARK = re.compile(r"(?:^|-)([0-9a-f]{8})$")
"""The id at the end of a name that was made here."""
_SLUG_MOST = 40


def is_identity(text: str) -> bool:
    """Whether an item's id can be part of a file name."""
    return bool(_IDENTITY.fullmatch(text))


def slug(title: str) -> str:
    """A title as part of a file name: letters and digits of any script, small, with hyphens."""
    plain = unicodedata.normalize("NFC", title).lower()
    return _GAPS.sub("-", plain).strip("-")[:_SLUG_MOST].strip("-")


def file_name(kind: str, title: str, identity: str) -> str:
    """Where a new scene or note lies, relative to the project."""
    folder = NOTES if kind == "note" else MANUSCRIPT
    return f"{folder}/{'-'.join(filter(None, (slug(title), identity)))}.md"


def identity_in(relative: str) -> str:
    """The id in a name that ``file_name`` made; empty in others."""
    found = _MARK.search(PurePosixPath(relative).stem)
    return found[1] if found else ""


def is_inside(relative: str) -> bool:
    """Whether a path in the outline stays inside the project and outside its hidden folder."""
    path = PurePosixPath(relative)
    parts = path.parts
    return (
        bool(parts)
        and not path.is_absolute()
        and "\\" not in relative
        and ":" not in relative
        and not any(ord(character) < 32 for character in relative)
        and ".." not in parts
        and parts[0].casefold() not in (HIDDEN, INDEX)
        and len(relative) < 1024
    )


def leads_out(folder: Path, path: Path) -> bool:
    """Whether a path, or a link on its way, leads out of the folder."""
    root, real = os.path.realpath(folder), os.path.realpath(path)
    return real != root and not real.startswith(root.rstrip(os.sep) + os.sep)


def key(relative: str) -> str:
    """Equal for names that some system takes for the same file."""
    return unicodedata.normalize("NFC", relative).casefold()


def title_of(path: Path, text: str) -> str:
    """A title for a file without one: its first heading, else its name."""
    for line in text.lstrip().splitlines()[:1]:
        if line.startswith("#") and line.lstrip("#").strip():
            return line.lstrip("#").strip()[:200]
    stem = _MARK.sub("", path.stem)
    return " ".join(re.split(r"[-_\s]+", stem)).strip().capitalize() or path.name
