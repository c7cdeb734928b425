"""Which projects were open here, the last one first; one that was moved is found at its new place."""

import time
from dataclasses import dataclass
from pathlib import Path

import msgspec

from studio.core.writing.outline import Outline
from studio.storage.manuscripts import names
from studio.ui.window_state import WindowState

MOST = 20
_NAME = "known_projects"


@dataclass(frozen=True)
class Known:
    """A project as it was when it was open last."""

    folder: Path
    title: str
    when: float = 0.0
    identity: str = ""

    @property
    def is_there(self) -> bool:
        return (self.folder / names.INDEX).is_file()


class RecentProjects:
    """Remembered with the window."""

    def __init__(self, state: WindowState) -> None:
        self._state = state

    def all(self) -> list[Known]:
        """Newest first."""
        found = [
            Known(
                Path(folder), str(told.get("title", "")), float(told.get("when", 0)), str(told.get("id", ""))
            )
            for folder, told in self._state.mapping(_NAME).items()
            if isinstance(told, dict) and isinstance(told.get("when", 0), int | float)
        ]
        return sorted(found, key=lambda known: -known.when)

    def note(self, folder: Path, outline: Outline) -> None:
        """A project is open now; one of the same id that is no longer where it was is the same one."""
        kept = [
            known
            for known in self.all()
            if known.folder != folder and not (known.identity == outline.id and not known.is_there)
        ]
        self._keep([Known(folder, outline.title, time.time(), outline.id), *kept][:MOST])

    def forget(self, folder: Path) -> None:
        """Only the list forgets it; the folder stays."""
        self._keep([known for known in self.all() if known.folder != folder])

    def _keep(self, projects: list[Known]) -> None:
        self._state.set(
            _NAME,
            {
                str(known.folder): {"title": known.title, "when": known.when, "id": known.identity}
                for known in projects
            },
        )


def identity_at(folder: Path) -> str:
    """The id of the project in a folder; empty when there is none."""

    class Head(msgspec.Struct):
        id: str = ""

    try:
        return msgspec.json.decode((folder / names.INDEX).read_bytes(), type=Head).id
    except (OSError, msgspec.MsgspecError, UnicodeDecodeError):
        return ""
