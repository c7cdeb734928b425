"""Typing that was not saved: on the disk within a moment, and back after a kill."""

import resource
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.storage.manuscripts import typing_journal
from studio.storage.manuscripts.project import Conflict, Project
from tests.storage.manuscripts.conftest import SECOND

Ids = dict[str, str]
Again = Callable[..., Project]


@contextmanager
def full_disk() -> Iterator[None]:
    """The system itself refuses to write anything."""
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (0, limits[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)


def test_what_was_typed_and_not_saved_comes_back(project: Project, ids: Ids, again: Again) -> None:
    item = ids["The Harbour"]
    base = project.read(item).digest
    for text in ("M", "Mi", "Mine \ud800."):
        project.journal(item, text)
    assert project.typing.flush()
    opened = again()
    assert opened.recovered() == [(item, "Mine \ufffd.")]
    assert opened.recovered_base(item) == base
    assert opened.read(item).text == SECOND, "the file is as it was"
    assert opened.version_text(opened.versions(item)[0].id) == "Mine \ufffd.", "and nothing can be lost now"
    opened.save(item, "Mine.", base)
    assert opened.recovered() == [] and again().recovered() == []


def test_saving_ends_it_and_newer_typing_stays(project: Project, ids: Ids, again: Again) -> None:
    item = ids["The Harbour"]
    digest = project.read(item).digest
    project.journal(item, "One.")
    digest = project.save(item, "One.", digest)
    project.typing.flush()
    assert not list(project.typing.folder.iterdir())
    project.journal(item, "One. Two.")
    project.save(item, "One. T", digest)
    assert again().recovered() == [(item, "One. Two.")]


def test_typing_over_a_file_that_changed_meanwhile_is_a_conflict(
    project: Project, ids: Ids, again: Again
) -> None:
    project.read(ids["Anna"])
    project.journal(ids["Anna"], "Mine.")
    project.close()
    project.path_of(ids["Anna"]).write_text("Theirs.")
    opened = again()
    with pytest.raises(Conflict) as caught:
        opened.save(*opened.recovered()[0], opened.recovered_base(ids["Anna"]))
    assert caught.value.theirs.text == "Theirs."


@pytest.mark.parametrize("damage", [b"", b"ATT1 {}\n", b"\xff" * 50])
def test_a_damaged_note_is_passed_over_and_left(
    project: Project, ids: Ids, again: Again, damage: bytes
) -> None:
    project.journal(ids["Anna"], "Mine.")
    project.close()
    (path,) = project.typing.folder.glob("*.typed")
    path.write_bytes(damage)
    assert again().recovered() == [] and path.read_bytes() == damage


def test_a_full_disk_is_told_and_typing_goes_there_when_there_is_room(
    project: Project, ids: Ids, again: Again, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(typing_journal, "RETRY_SECONDS", 0.01)
    told: list[StudioError | None] = []
    project.typing.on_trouble = told.append
    item = ids["Anna"]
    digest = project.read(item).digest
    with full_disk():
        project.journal(item, "Typed on a full disk.")
        assert not project.typing.flush(0.2)
        with pytest.raises(StudioError) as caught:
            project.save(item, "Saved on a full disk.", digest)
        assert (
            caught.value.kind == ErrorKind.DISK_FULL and "“Anna” could not be saved" in caught.value.sentence
        )
        with pytest.raises(StudioError):
            project.keep_version(item, "A version on a full disk.", "manual")
        with pytest.raises(StudioError):
            project.add("scene", "New", text="New.")
    assert project.typing.flush()
    assert told[0] and told[0].kind == ErrorKind.DISK_FULL and told[-1] is None
    assert project.read(item).text == "Anna keeps the light.\n" and project.versions(item) == []
    assert len(project.outline.manuscript) == 1
    opened = again()
    assert opened.recovered() == [(item, "Typed on a full disk.")]


def test_saving_works_when_the_index_cannot_be_written(project: Project, ids: Ids, folder: Path) -> None:
    """The index is only an index: that it fails must not say no to a writer."""
    project.counts()
    item = ids["Anna"]
    digest = project.read(item).digest
    project._corpus.index._connection.execute("PRAGMA max_page_count = 1")
    for number in range(40):
        digest = project.save(item, f"Text {number}. " * 500, digest)
    assert project.counts()[item] == 1000 and project.passages("text")
