"""The stage: results that wait over the canvas to be accepted or discarded, and where each belongs."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from msgspec import Struct
from PySide6.QtCore import QRect, QSize

from studio.core.artifacts import Artifact
from studio.core.layers import Rect, State
from studio.core.requests import FileRef


class Target(Struct, frozen=True, kw_only=True):
    """Where a result belongs, noted when its job was submitted.

    ``mask`` is as large as ``area`` and becomes the alpha of the result; ``grow`` enlarges the document
    to hold ``area``. ``scale`` above 1 enlarges the whole document by that factor; ``area`` is in the
    document before that.
    """

    document: str
    """Key of the document."""
    area: Rect
    """Counted from the document's origin (``State.origin``), which moves when it is cropped or extended."""
    mask: FileRef | None = None
    grow: bool = False
    scale: int = 1

    def within(self, state: State) -> QRect:
        """Its area in the document as it is now."""
        x, y, width, height = self.area
        return QRect(x + state.origin[0], y + state.origin[1], width, height)

    @property
    def size(self) -> QSize:
        """Of the picture that is laid."""
        return QSize(self.area[2], self.area[3]) * self.scale


def target_at(state: State, key: str, area: QRect) -> Target:
    """A target for ``area`` of the document ``key`` as it is now."""
    x, y = area.x() - state.origin[0], area.y() - state.origin[1]
    return Target(document=key, area=(x, y, area.width(), area.height()))


@dataclass(frozen=True)
class Placed:
    """A picture by its file; ``artifact`` is None for files from outside the library."""

    path: Path
    artifact: Artifact | None = None
    target: Target | None = None
    """None fits it into the frame."""

    @property
    def key(self) -> tuple[Path, Target | None]:
        """Tells its pixels from those of others."""
        return self.path, self.target

    @property
    def identity(self) -> str:
        return self.artifact.id if self.artifact else ""

    @property
    def name(self) -> str:
        """The prompt it was made from, else the name of its file."""
        return self.artifact.manifest.request.prompt if self.artifact else self.path.name


@dataclass(frozen=True)
class Stage:
    """What waits over one document. Frozen, so that an undo step is simply the stage before and after."""

    staged: tuple[Placed, ...] = field(default=())
    index: int = 0

    @property
    def current(self) -> Placed | None:
        """The staged result that is looked at."""
        return self.staged[self.index] if self.staged else None

    def with_staged(self, placed: Placed) -> "Stage":
        """A result joins at the end. The first one of a job is looked at; later ones do not interrupt."""
        if any(other.path == placed.path for other in self.staged):
            return self
        job = placed.artifact.job if placed.artifact else None
        seen = any(other.artifact and other.artifact.job == job for other in self.staged)
        index = self.index if self.staged and seen else len(self.staged)
        return Stage((*self.staged, placed), index)

    def stepped(self, by: int) -> "Stage":
        """Look at another staged result, going round."""
        if not self.staged:
            return self
        return replace(self, index=(self.index + by) % len(self.staged))

    def cleared(self) -> "Stage":
        """Nothing waits any more."""
        return Stage()

    def discarded(self) -> "Stage":
        """The current result leaves the stage."""
        rest = self.staged[: self.index] + self.staged[self.index + 1 :]
        return Stage(rest, min(self.index, max(0, len(rest) - 1)))

    def without(self, identities: set[str]) -> "Stage":
        """Results that were moved to the trash leave the stage."""
        rest = tuple(placed for placed in self.staged if placed.identity not in identities)
        return Stage(rest, min(self.index, max(0, len(rest) - 1)))

    def returned_to(self, other: "Stage", instead_of: "Stage") -> "Stage":
        """``other`` again, with what joined the stage since ``instead_of``."""
        known = {placed.path for placed in (*other.staged, *instead_of.staged)}
        newer = tuple(placed for placed in self.staged if placed.path not in known)
        return replace(other, staged=other.staged + newer)
