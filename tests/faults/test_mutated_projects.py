"""Index, versions, notes and memory of a project with bytes changed by chance: no crash, no text is lost."""

import os
import random
import shutil
from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.storage.manuscripts.project import Project

ROUNDS = int(os.environ.get("ATELIER_MUTATIONS", "60"))
TEXTS = ["The first scene, with a lighthouse.\n", "The second scene.\n", "A note about Anna.\n"]


@pytest.fixture
def sound(tmp_path: Path) -> Path:
    """A project that a kill left: versions, unsaved typing, a full index, something in the trash."""
    folder = tmp_path / "sound"
    project = Project.create(folder, "Sound", author="Me")
    chapter = project.add("chapter", "One")
    items = [
        project.add("scene", f"Scene {at}", parent=chapter.id, text=text) for at, text in enumerate(TEXTS)
    ]
    for item in items:
        project.keep_version(item.id, f"A version of {item.title}.", "manual", label="x")
        project.keep_version(item.id, f"Another of {item.title}.", "insertion")
    project.remember("chat", {"messages": ["Hello"]})
    project.trash(project.add("scene", "Old", text="Old.\n").id)
    project.refresh()
    project.journal(items[0].id, "Typed and not saved.")
    project.close()
    return folder


def mutated(data: bytes, source: random.Random) -> bytes:
    """The bytes as a bad disk, a bad program or a person might leave them."""
    kind = source.randrange(6)
    if kind == 0:
        return data[: source.randrange(len(data) + 1)]
    if kind == 1:
        return data + source.randbytes(source.randrange(1, 50))
    if kind == 2:
        return source.randbytes(source.randrange(200))
    if kind == 3:
        at = source.randrange(len(data) + 1)
        return data[:at] + data[at + source.randrange(1, 30) :]
    changed = bytearray(data)
    for _ in range(source.randrange(1, 8)):
        if changed:
            changed[source.randrange(len(changed))] = source.choice(
                (0, 0xFF, 0x22, 0x7B, source.randrange(256))
            )
    return bytes(changed)


def used(project: Project) -> None:
    """Everything that reads or writes what was mutated; only sentences may come of it."""
    for item in list(project.counts()):
        for version in project.versions(item):
            try:
                project.version_text(version.id)
            except StudioError as error:
                assert error.sentence.endswith(".")
        project.keep_version(item, "kept after all", "manual")
    project.recovered()
    project.recall("chat")
    project.remember("chat", "anew")
    project.passages("lighthouse")
    project.tidy()
    project.day_log()
    item = project.add("scene", "After", text="After.\n")
    project.trash(item.id)
    project.restore(item.id)


def test_no_mutation_crashes_or_loses_a_text(sound: Path, tmp_path: Path) -> None:
    names = [
        path.relative_to(sound)
        for path in sorted(sound.rglob("*"))
        if path.is_file() and path.suffix != ".md"
    ]
    assert len(names) > 12, "there is much to be mutated"
    for round_ in range(ROUNDS):
        source = random.Random(round_)
        folder = tmp_path / "mutated"
        shutil.copytree(sound, folder)
        name = names[round_ % len(names)] if source.random() < 0.7 else Path("project.json")
        (folder / name).write_bytes(mutated((folder / name).read_bytes(), source))
        try:
            project = Project.open(folder)
        except StudioError as error:
            assert error.kind == ErrorKind.DOCUMENT_NEWER, f"round {round_}, {name}: {error}"
        else:
            try:
                used(project)
                texts = {
                    project.read(item).text for item in project.counts() if item not in project.missing()
                }
                texts |= {(folder / relative).read_text() for relative in project.orphans()}
                assert texts >= set(TEXTS), f"round {round_}, {name}"
            finally:
                project.close()
            Project.open(folder).close()
        files = {path.read_text() for path in folder.rglob("*.md")}
        assert files >= {*TEXTS, "Old.\n"}, f"round {round_}, {name}"
        shutil.rmtree(folder)
