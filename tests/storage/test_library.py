"""The library: adoption, trash, staging left by crashes, and history rebuilt from the files."""

import errno
import os
import time
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from studio.core import codec
from studio.core.artifacts import Manifest, Staged
from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import Job, JobState, new_job
from studio.core.paths import Folders
from studio.storage.database import open_database
from studio.storage.files import sha256_of
from studio.storage.history import History
from studio.storage.library import Library

Stage = Callable[..., Staged]


def a_job(history: History, manifest: Manifest, state: JobState) -> Job:
    return history.add_job(msgspec.structs.replace(new_job(manifest.request), state=state))


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


def test_adoption_moves_the_file_and_writes_the_row(library: Library, folders: Folders, stage: Stage) -> None:
    staged = stage("j1")
    content = Path(staged.path).read_bytes()
    artifact = library.adopt(staged, "j1")
    created = staged.manifest.created
    assert artifact.path == f"{created[:4]}/{created[5:7]}/{artifact.id}.png"
    assert artifact.created == created and artifact.job == "j1"
    assert library.path_of(artifact).read_bytes() == content
    assert artifact.sha256 == sha256_of(library.path_of(artifact)) and artifact.bytes == len(content)
    assert library.history.page() == [artifact]
    assert names(folders.library) == {artifact.path}
    assert not (folders.staging / "j1").exists()


def test_pictures_of_one_job_keep_their_order_and_ids(library: Library, stage: Stage) -> None:
    made = [library.adopt(stage("j1", index), "j1") for index in range(3)]
    assert library.history.artifacts_of("j1") == made
    assert len({artifact.id for artifact in made}) == 3


def test_adopting_twice_is_harmless(library: Library, folders: Folders, stage: Stage) -> None:
    staged = stage("j1")
    content = Path(staged.path).read_bytes()
    artifact = library.adopt(staged, "j1")
    assert library.adopt(staged, "j1") == artifact
    Path(staged.path).parent.mkdir(parents=True)
    Path(staged.path).write_bytes(content)  # as when a copy across volumes was cut short
    assert library.adopt(staged, "j1") == artifact
    assert library.history.count() == 1 and names(folders.library) == {artifact.path}


def test_a_file_is_never_overwritten(library: Library, stage: Stage) -> None:
    staged = stage("j1")
    artifact = library.adopt(staged, "j1")
    library.path_of(artifact).write_bytes(b"painted over by hand")
    again = msgspec.structs.replace(stage("j1"), manifest=staged.manifest)
    with pytest.raises(StudioError) as caught:
        library.adopt(again, "j1")
    assert caught.value.kind is ErrorKind.NOT_WRITABLE
    assert library.path_of(artifact).read_bytes() == b"painted over by hand"
    assert Path(again.path).exists()


def test_a_picture_that_is_gone_is_said(library: Library, stage: Stage) -> None:
    staged = stage("j1")
    Path(staged.path).unlink()
    with pytest.raises(StudioError) as caught:
        library.adopt(staged, "j1")
    assert caught.value.kind is ErrorKind.FILE_BROKEN


def test_adoption_from_another_volume(
    library: Library, folders: Folders, stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = os.replace

    def across(source: Path, target: Path) -> None:
        if Path(source).parent != Path(target).parent:
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        real(source, target)

    monkeypatch.setattr(os, "replace", across)
    artifact = library.adopt(stage("j1"), "j1")
    assert names(folders.library) == {artifact.path}
    assert library.path_of(artifact).read_bytes().startswith(b"\x89PNG")


def test_trash_and_restore(library: Library, folders: Folders, stage: Stage) -> None:
    kept, dropped = (library.adopt(stage("j1", index), "j1") for index in range(2))
    library.trash([dropped.id, "unknown"])
    (trashed,) = library.history.page(trashed=True)
    assert names(folders.library) == {kept.path, f"trash/{dropped.path}"}
    assert library.path_of(trashed) == folders.trash / dropped.path
    library.restore([dropped.id])
    assert names(folders.library) == {kept.path, dropped.path}
    assert library.history.artifact(dropped.id) == dropped


def test_emptying_the_trash_deletes_only_what_is_in_it(
    library: Library, folders: Folders, stage: Stage
) -> None:
    kept, *dropped = (library.adopt(stage("j1", index), "j1") for index in range(4))
    library.trash([artifact.id for artifact in dropped])
    (folders.trash / dropped[0].path).unlink()  # someone emptied by hand
    assert library.empty_trash() == 3
    assert names(folders.library) == {kept.path}
    assert library.history.page(trashed=True) == [] and library.history.page() == [kept]
    assert library.empty_trash() == 0


def test_a_crash_between_moving_and_marking_loses_no_file(
    library: Library, folders: Folders, stage: Stage
) -> None:
    artifact = library.adopt(stage("j1"), "j1")
    target = folders.trash / artifact.path
    target.parent.mkdir(parents=True)
    os.replace(folders.library / artifact.path, target)
    assert library.path_of(artifact) == target
    library.trash([artifact.id])
    assert library.history.count(trashed=True) == 1 and target.exists()


@pytest.mark.parametrize(("embed", "record"), [(True, True), (True, False), (False, True)])
def test_finished_pictures_left_in_staging_are_offered(
    library: Library, stage: Stage, embed: bool, record: bool
) -> None:
    staged = stage("j1", embed=embed, record=record)
    (found,) = library.sweep_staging(set())
    assert found == staged and library.job_of(found) == "j1"
    artifact = library.adopt(found, library.job_of(found))
    assert library.history.page() == [artifact]
    assert library.sweep_staging(set()) == []


def test_a_moved_library_still_finds_its_staged_pictures(
    library: Library, folders: Folders, stage: Stage
) -> None:
    stage("j1")
    other = Folders(
        folders.config, folders.data, folders.cache, folders.library.parent / "moved", folders.models
    )
    os.replace(folders.library, other.library)
    (found,) = Library(other, library.history).sweep_staging(set())
    assert Path(found.path).exists()


def aged(*folders: Path) -> None:
    """Make folders look as if nothing had happened in them for a day."""
    for folder in folders:
        os.utime(folder, (time.time() - 86_400,) * 2)


def test_the_sweep_leaves_what_another_data_folder_may_be_drawing_into_the_same_library(
    library: Library, folders: Folders
) -> None:
    half = library.staging_of("a-job-of-somebody-else") / "picture-0.png.part"
    half.parent.mkdir(parents=True)
    half.write_bytes(b"half")
    assert library.sweep_staging(set()) == []
    assert half.exists()
    aged(half.parent)
    library.sweep_staging(set())
    assert not half.exists()


def test_the_sweep_leaves_living_jobs_alone_and_clears_half_written_files(
    library: Library, folders: Folders, stage: Stage, make_manifest: Callable[..., Manifest]
) -> None:
    manifest = make_manifest()
    stage("living")
    working = a_job(library.history, manifest, JobState.RUNNING)
    stage(working.id)
    waiting = stage("dead", index=1)
    for name in ("picture-0.png.part", "picture-2.json", "preview.tmp"):
        (folders.staging / "dead" / name).write_bytes(b"half")
    (folders.staging / "empty").mkdir()
    aged(folders.staging / "dead", folders.staging / "empty")
    assert library.sweep_staging({"living"}) == [waiting]
    assert names(folders.staging) == {
        "living/picture-0.png", "living/picture-0.json", f"{working.id}/picture-0.png",
        f"{working.id}/picture-0.json", "dead/picture-1.png", "dead/picture-1.json",
    }  # fmt: skip
    assert not (folders.staging / "empty").exists()


@pytest.mark.parametrize(
    ("state", "kept"),
    [(JobState.LOST, True), (JobState.FAILED, True), (JobState.QUEUED, True), (None, True),
     (JobState.CANCELLED, False), (JobState.DONE, False)],
)  # fmt: skip
def test_latents_stay_while_their_job_can_be_retried(
    library: Library,
    folders: Folders,
    make_manifest: Callable[..., Manifest],
    state: JobState | None,
    kept: bool,
) -> None:
    job = a_job(library.history, make_manifest(), state).id if state else "unknown"
    folder = library.staging_of(job)
    folder.mkdir(parents=True)
    latents = {"latents-0.safetensors", "latents-0.json"}
    for name in latents | {"latents-1.safetensors.part"}:
        (folder / name).write_bytes(b"x")
    aged(folder)
    assert library.sweep_staging(set()) == []
    assert names(folders.staging) == ({f"{job}/{name}" for name in latents} if kept else set())


def test_clearing_staging_never_takes_a_finished_picture(
    library: Library, folders: Folders, stage: Stage
) -> None:
    stage("j1")
    library.clear_staging("j1")
    assert "j1/picture-0.png" in names(folders.staging)
    (folders.staging / "j2").mkdir()
    (folders.staging / "j2" / "latents-0.safetensors").write_bytes(b"x")
    library.clear_staging("j2")
    library.clear_staging("never was")
    assert not (folders.staging / "j2").exists()


def test_history_is_rebuilt_from_the_files(library: Library, folders: Folders, stage: Stage) -> None:
    made = [library.adopt(stage("j1", index), "j1") for index in range(3)]
    library.trash([made[2].id])
    (folders.library / "2026").mkdir(exist_ok=True)
    (folders.library / "2026" / "notes.txt").write_text("mine")
    by_hand = folders.library / "2026" / "07" / "holiday.png"
    by_hand.parent.mkdir(parents=True, exist_ok=True)
    by_hand.write_bytes(Path(library.path_of(made[0])).read_bytes())
    (by_hand.parent / "no manifest.png").write_bytes(b"\x89PNG\r\n\x1a\n garbage")
    fresh = open_database(folders.data / "fresh.db")
    rebuilt = Library(folders, History(fresh))
    steps: list[tuple[int, int]] = []
    assert rebuilt.rebuild(lambda done, total: steps.append((done, total))) == 4
    assert steps[-1] == (5, 5)
    found = {artifact.path: artifact for artifact in rebuilt.history.page()}
    assert set(found) == {made[0].path, made[1].path, "2026/07/holiday.png"}
    original = library.history.artifact(made[0].id)
    assert original and found[made[0].path] == msgspec.structs.replace(original, job="")
    assert [artifact.id for artifact in rebuilt.history.page(trashed=True)] == [made[2].id]
    assert rebuilt.history.count("lake") == 3
    assert rebuilt.rebuild() == 0
    fresh.close()


def test_the_record_beside_a_picture_is_the_staged_one(stage: Stage) -> None:
    staged = stage("j1")
    text = Path(staged.path).with_suffix(".json").read_text(encoding="utf-8")
    assert msgspec.json.decode(text, type=Staged) == staged and text == codec.to_json(staged)
