"""The stage: results that wait over the canvas to be accepted or discarded."""

from dataclasses import dataclass, field, replace
from pathlib import Path

from studio.core.artifacts import Artifact


@dataclass(frozen=True)
class Placed:
    """A picture by its file; ``artifact`` is None for files from outside the library."""

    path: Path
    artifact: Artifact | None = None

    @property
    def identity(self) -> str:
        return self.artifact.id if self.artifact else ""


@dataclass(frozen=True)
class Stage:
    """One state of the canvas. Frozen, so that an undo step is simply the state before and after.

    ``frame`` is (width, height) in pixels of the next generation and no part of undo.
    """

    picture: Placed | None = None
    staged: tuple[Placed, ...] = field(default=())
    index: int = 0
    frame: tuple[int, int] = (512, 512)

    @property
    def current(self) -> Placed | None:
        """The staged result that is looked at."""
        return self.staged[self.index] if self.staged else None

    @property
    def shown(self) -> Placed | None:
        """What the canvas shows: the staged result, else the accepted picture."""
        return self.current or self.picture

    @property
    def before(self) -> Path | None:
        """What the staged result is compared with: its start picture, else the accepted picture."""
        result = self.current
        if result is None:
            return None
        start = result.artifact.manifest.request.start if result.artifact else None
        if start:
            return Path(start.path)
        return self.picture.path if self.picture else None

    def with_staged(self, placed: Placed) -> "Stage":
        """A result joins at the end. The first one of a job is looked at; later ones do not interrupt."""
        if any(other.path == placed.path for other in self.staged):
            return self
        job = placed.artifact.job if placed.artifact else None
        seen = any(other.artifact and other.artifact.job == job for other in self.staged)
        index = self.index if self.staged and seen else len(self.staged)
        return replace(self, staged=(*self.staged, placed), index=index)

    def stepped(self, by: int) -> "Stage":
        """Look at another staged result, going round."""
        if not self.staged:
            return self
        return replace(self, index=(self.index + by) % len(self.staged))

    def accepted(self) -> "Stage":
        """The current result becomes the picture and the stage is cleared."""
        return replace(self, picture=self.current or self.picture, staged=(), index=0)

    def discarded(self) -> "Stage":
        """The current result leaves the stage."""
        rest = self.staged[: self.index] + self.staged[self.index + 1 :]
        return replace(self, staged=rest, index=min(self.index, max(0, len(rest) - 1)))

    def kept_all(self) -> "Stage":
        """The stage is cleared, the canvas stays as it is."""
        return replace(self, staged=(), index=0)

    def without(self, identities: set[str]) -> "Stage":
        """Results that were moved to the trash leave the stage; the accepted picture stays."""
        rest = tuple(placed for placed in self.staged if placed.identity not in identities)
        return replace(self, staged=rest, index=min(self.index, max(0, len(rest) - 1)))

    def returned_to(self, other: "Stage", instead_of: "Stage") -> "Stage":
        """``other`` again, with the frame of now and what joined the stage since ``instead_of``."""
        known = {placed.path for placed in (*other.staged, *instead_of.staged)}
        newer = tuple(placed for placed in self.staged if placed.path not in known)
        return replace(other, staged=other.staged + newer, frame=self.frame)
