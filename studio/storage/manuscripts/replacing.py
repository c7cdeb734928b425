"""Replacing in many texts as one step that can be taken back: every text is kept as a version first."""

from collections.abc import Sequence
from typing import Protocol

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.storage.manuscripts.faults import SceneText
from studio.storage.manuscripts.finding import Hit, replaced
from studio.storage.manuscripts.versions import Version


class Holder(Protocol):
    """A project, as far as it is needed here."""

    def read(self, item_id: str) -> SceneText: ...
    def save(self, item_id: str, text: str, base_digest: str) -> str: ...
    def version_text(self, version_id: str) -> str: ...
    def keep_version(self, item_id: str, text: str, why: str, label: str = "", job: str = "") -> Version: ...


class Step(Struct, frozen=True, kw_only=True):
    """One text of a replacement: the version that it was, and the digest of what it is now."""

    item_id: str
    before: str
    digest: str


class Replaced(Struct, frozen=True, kw_only=True):
    """A replacement in many texts. ``left_out`` are items that were not touched, and why."""

    steps: tuple[Step, ...]
    places: int
    left_out: tuple[tuple[str, str], ...] = ()


def replace_hits(project: Holder, hits: Sequence[Hit], with_text: str) -> Replaced:
    """Texts that changed since the search are left out. Raises StudioError when nothing is changed at all."""
    found: dict[str, list[Hit]] = {}
    for hit in hits:
        found.setdefault(hit.item_id, []).append(hit)
    wanted: dict[str, tuple[SceneText, str]] = {}
    left: list[tuple[str, str]] = []
    for item, places in found.items():
        try:
            scene = project.read(item)
        except StudioError as error:
            left.append((item, error.sentence))
            continue
        if any(hit.digest != scene.digest for hit in places):
            left.append((item, "This text changed since it was searched; search again."))
        else:
            wanted[item] = (scene, replaced(scene.text, places, with_text))
    steps = _all(project, wanted, "replace", left)
    return Replaced(
        steps=tuple(steps), places=sum(len(found[step.item_id]) for step in steps), left_out=tuple(left)
    )


def put_back(project: Holder, done: Replaced) -> Replaced:
    """Texts that were changed since are left out, for their changes would be lost."""
    wanted: dict[str, tuple[SceneText, str]] = {}
    left: list[tuple[str, str]] = []
    for step in done.steps:
        try:
            scene = project.read(step.item_id)
            before = project.version_text(step.before)
        except StudioError as error:
            left.append((step.item_id, error.sentence))
            continue
        if scene.digest != step.digest:
            left.append((step.item_id, "This text was changed after the replacement; it stays as it is."))
        else:
            wanted[step.item_id] = (scene, before)
    steps = _all(project, wanted, "replace", left)
    return Replaced(steps=tuple(steps), places=done.places, left_out=tuple(left))


def _all(
    project: Holder, wanted: dict[str, tuple[SceneText, str]], why: str, left: list[tuple[str, str]]
) -> list[Step]:
    kept = {item: project.keep_version(item, scene.text, why).id for item, (scene, _) in wanted.items()}
    steps: list[Step] = []
    for number, (item, (scene, text)) in enumerate(wanted.items(), 1):
        try:
            digest = project.save(item, text, scene.digest)
        except StudioError as error:
            left.append((item, error.sentence))
            if error.kind == ErrorKind.DISK_FULL:
                left += [(other, error.sentence) for other in list(kept)[number:]]
                break
            continue
        steps.append(Step(item_id=item, before=kept[item], digest=digest))
    return steps
