"""Which Hunspell dictionaries there are: ours, the user's, and those of the system and of LibreOffice."""

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from studio.core.paths import resources

OURS = ("en_US", "en_GB")
"""Shipped: made from SCOWL, whose licence lets us; most others have the GPL and are the user's to add."""


def user_folder(data: Path) -> Path:
    """Where the user puts dictionaries: a ``.dic`` and a ``.aff`` file of one name each."""
    return data / "dictionaries"


def system_folders() -> list[Path]:
    """Where systems and LibreOffice keep dictionaries."""
    home = Path.home()
    if sys.platform == "win32":
        programs = [os.environ.get("PROGRAMFILES", ""), os.environ.get("PROGRAMFILES(X86)", "")]
        roots = [Path(name) for name in programs if name]
        return [root / "LibreOffice" / "share" / "extensions" for root in roots]
    if sys.platform == "darwin":
        office = Path("/Applications/LibreOffice.app/Contents/Resources/extensions")
        return [home / "Library" / "Spelling", Path("/Library/Spelling"), office]
    shared = [
        Path(name)
        for name in os.environ.get("XDG_DATA_DIRS", "/usr/local/share:/usr/share").split(":")
        if name
    ]
    office = [
        Path("/usr/lib/libreoffice/share/extensions"),
        *Path("/opt").glob("libreoffice*/share/extensions"),
    ]
    return [folder / name for folder in shared for name in ("hunspell", "myspell", "myspell/dicts")] + office


def find_dictionaries(data: Path, folders: Iterable[Path] | None = None) -> dict[str, Path]:
    """Dictionaries by language (``en_US``), each the path of its ``.dic``; the user's come first."""
    found: dict[str, Path] = {}
    for folder in (
        user_folder(data),
        resources() / "spelling",
        *(system_folders() if folders is None else folders),
    ):
        for path in _dictionaries_in(folder):
            found.setdefault(path.stem.replace("-", "_"), path)
    return dict(sorted(found.items()))


def _dictionaries_in(folder: Path) -> Iterator[Path]:
    """Pairs of files in a folder, or one or two deeper, as extensions of LibreOffice have them."""
    try:
        paths = sorted([*folder.glob("*.dic"), *folder.glob("*/*.dic"), *folder.glob("*/*/*.dic")])
        yield from (
            path for path in paths if path.with_suffix(".aff").is_file() and not path.stem.startswith("hyph")
        )
    except OSError:
        return


def choose(language: str, found: Iterable[str], here: str = "") -> str:
    """The dictionary for a project's language ("en", "de-AT"): the very one, one of the language, or none.

    ``here`` is the system's own ("en_GB"), which decides where the project says no country.
    """
    names = list(found)
    wanted = language.replace("-", "_")
    if wanted in names:
        return wanted
    base = wanted.partition("_")[0].lower()
    home = {"en": "en_US", "pt": "pt_PT", "zh": ""}.get(base, f"{base}_{base.upper()}")
    alike = [name for name in names if name.partition("_")[0].lower() == base]
    if here in alike and "_" not in wanted:
        return here
    return home if home in alike else (alike[0] if alike else "")
