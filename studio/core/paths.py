"""Every folder the program uses; the only module that knows where ``resources`` lies."""

import os
from dataclasses import dataclass
from pathlib import Path

import platformdirs

HOME_VARIABLE = "ATELIER_HOME"
"""Set to a folder, everything the program writes lies under it (portable use, tests)."""


def resources() -> Path:
    """The data that ships with the program: inside an installed package, beside it in a checkout."""
    package = Path(__file__).resolve().parent.parent
    inside = package / "resources"
    return inside if inside.is_dir() else package.parent / "resources"


@dataclass(frozen=True)
class Folders:
    """Absolute folders. ``library`` holds the user's pictures, ``data`` the database and logs."""

    config: Path
    data: Path
    cache: Path
    library: Path
    models: Path

    @property
    def settings_file(self) -> Path:
        return self.config / "settings.toml"

    @property
    def database(self) -> Path:
        return self.data / "studio.db"

    @property
    def logs(self) -> Path:
        return self.data / "logs"

    @property
    def writings(self) -> Path:
        """Journals of what language models wrote."""
        return self.data / "writings"

    @property
    def staging(self) -> Path:
        return self.library / "staging"

    @property
    def trash(self) -> Path:
        return self.library / "trash"

    @property
    def sources(self) -> Path:
        """Pictures and masks that requests refer to, named by their content."""
        return self.library / "sources"

    @property
    def thumbnails(self) -> Path:
        return self.cache / "thumbnails"


def default_folders(library: str = "") -> Folders:
    """The folders of this user; ``library`` overrides where pictures go."""
    home = os.environ.get(HOME_VARIABLE)
    if home:
        root = Path(home).expanduser().resolve()
        folders = Folders(root / "config", root / "data", root / "cache", root / "library", root / "models")
    else:
        names = {"appname": "atelier-studio", "appauthor": False}
        data = Path(platformdirs.user_data_dir(**names))
        folders = Folders(
            config=Path(platformdirs.user_config_dir(**names)),
            data=data,
            cache=Path(platformdirs.user_cache_dir(**names)),
            library=Path(platformdirs.user_pictures_dir()) / "Atelier",
            models=data / "models",
        )
    if library:
        folders = Folders(
            folders.config, folders.data, folders.cache, Path(library).expanduser(), folders.models
        )
    return folders
