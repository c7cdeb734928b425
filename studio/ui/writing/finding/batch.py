"""Replacing in a whole project as one step: open texts through their own undo, the others in their files."""

from collections.abc import Callable
from dataclasses import dataclass, field

from msgspec.structs import replace

from studio.core.errors import StudioError
from studio.jobs import offthread
from studio.storage.manuscripts.finding import Hit
from studio.storage.manuscripts.project import Project, Replaced
from studio.ui.writing.buffers import Buffers

WHY = "replace"
CHANGED = "This text changed since it was searched; search again."
"""Also what storage says of a file."""


@dataclass(frozen=True)
class Change:
    """What is to come in the place of what was found there."""

    start: int
    end: int
    found: str
    new: str


@dataclass
class Batch:
    """What was replaced: in open texts (before, after), in files; and what was left out, and why."""

    places: int = 0
    open: dict[str, tuple[str, str]] = field(default_factory=dict)
    files: Replaced | None = None
    left_out: list[tuple[str, str]] = field(default_factory=list)

    @property
    def texts(self) -> int:
        return len(self.open) + (len(self.files.steps) if self.files else 0)


Done = Callable[[Batch], None]
Failed = Callable[[Exception], None]


class Replacing:
    """Of one project. ``done`` and ``failed`` come later, in the window thread."""

    def __init__(self, project: Project, buffers: Buffers, name: str) -> None:
        self._project, self._buffers, self._name = project, buffers, name

    def run(self, changes: dict[str, list[Change]], done: Done, failed: Failed) -> None:
        """Replace in all these texts; each is kept as a version first. Raises StudioError before anything."""
        batch = Batch()
        closed: dict[str, list[Change]] = {}
        good: dict[str, list[Change]] = {}
        for item, places in changes.items():
            buffer = self._buffers.known(item)
            if buffer is None:
                closed[item] = places
                continue
            good[item] = [one for one in places if buffer.text[one.start : one.end] == one.found]
            if len(good[item]) < len(places):
                batch.left_out.append((item, CHANGED))
            if good[item]:
                self._project.keep_version(item, buffer.text, WHY)
        for item, places in good.items():
            buffer = self._buffers.known(item)
            if buffer and places:
                before = buffer.text
                buffer.edit_many([(one.start, one.end - one.start, one.new) for one in places], self._name)
                batch.open[item] = (before, buffer.text)
                batch.places += len(places)
        if not closed:
            done(batch)
            return

        def landed(answer: tuple[Replaced | None, list[tuple[str, str]]]) -> None:
            if self._project.closed:
                return  # nobody shows it any more
            batch.files, left = answer
            batch.left_out += left
            if batch.files:
                batch.places += batch.files.places
                batch.left_out += [*batch.files.left_out, *self._renew(batch.files)]
            done(batch)

        offthread.run(_in_files, self._project, closed, done=landed, failed=failed)

    def take_back(self, batch: Batch, done: Done, failed: Failed) -> None:
        """Put all texts back as they were, except those changed since; what comes does it again."""
        back = Batch(places=batch.places)
        for item, (before, after) in batch.open.items():
            self._swap(item, before, after, back)
        steps = []
        for step in batch.files.steps if batch.files else ():
            if self._buffers.known(step.item_id) is None:
                steps.append(step)
            elif self._buffers.digests[step.item_id] != step.digest:
                back.left_out.append(
                    (step.item_id, "This text was changed after the replacement; it stays as it is.")
                )
            else:
                try:
                    before = self._project.version_text(step.before)
                except StudioError as error:
                    back.left_out.append((step.item_id, error.sentence))
                    continue
                self._swap(step.item_id, before, self._buffers.saved[step.item_id], back)
        if not steps or batch.files is None:
            done(back)
            return

        def landed(undone: Replaced) -> None:
            if self._project.closed:
                return
            back.files = undone
            back.left_out += [*undone.left_out, *self._renew(undone)]
            done(back)

        wanted = replace(batch.files, steps=tuple(steps))
        offthread.run(self._project.undo_replace, wanted, done=landed, failed=failed)

    def _swap(self, item: str, before: str, after: str, back: Batch) -> None:
        buffer = self._buffers.known(item)
        if buffer is None or buffer.text != after:
            back.left_out.append((item, "This text was changed after the replacement; it stays as it is."))
            return
        buffer.set_text(before, self._name)
        back.open[item] = (after, before)

    def _renew(self, files: Replaced) -> list[tuple[str, str]]:
        """A text that was opened while its file was being replaced shows what the file has now.

        Answers those that cannot be read; saving them shows the conflict.
        """
        unread: list[tuple[str, str]] = []
        for step in files.steps:
            buffer = self._buffers.known(step.item_id)
            if buffer is None or self._buffers.digests[step.item_id] == step.digest:
                continue
            if buffer.text != self._buffers.saved[step.item_id]:
                continue  # saving it shows the conflict, with both texts
            try:
                scene = self._project.read(step.item_id)
            except StudioError as error:
                unread.append((step.item_id, error.sentence))
                continue
            self._buffers.digests[step.item_id] = scene.digest
            self._buffers.saved[step.item_id] = scene.text
            buffer.set_text(scene.text, self._name)
        return unread


def _in_files(
    project: Project, changes: dict[str, list[Change]]
) -> tuple[Replaced | None, list[tuple[str, str]]]:
    """On a worker: the places are looked at once more, then the project replaces them."""
    hits: list[Hit] = []
    left: list[tuple[str, str]] = []
    for item, places in changes.items():
        try:
            scene = project.read(item)
        except StudioError as error:
            left.append((item, error.sentence))
            continue
        good = [one for one in places if scene.text[one.start : one.end] == one.found]
        if len(good) < len(places):
            left.append((item, CHANGED))
        # What comes in each place is made already (groups, letter case), so it is handed on as a group.
        hits += [_ready(item, scene.digest, one) for one in good]
    return (project.replace(hits, r"\1") if hits else None), left


def _ready(item: str, digest: str, change: Change) -> Hit:
    groups: dict[str, str] = {"0": change.found, "1": change.new}
    return Hit(item_id=item, start=change.start, end=change.end, line="", digest=digest, groups=groups)
