"""Full disks, read-only folders, locked files and killed processes: nothing finished is ever lost."""

import errno
import os
import sqlite3
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import msgspec
import pytest

from studio.core import codec
from studio.core.artifacts import Manifest, ModelUsed, Staged
from studio.core.errors import ErrorKind, StudioError
from studio.core.jobs import JobState, new_job, utc_now
from studio.core.paths import Folders
from studio.core.placement import Placement
from studio.core.requests import ImageRequest
from studio.storage.database import Database, open_database
from studio.storage.history import History
from studio.storage.library import Library
from studio.storage.sessions import Session, is_alive

REQUEST = ImageRequest(prompt="a lake", model="starter", width=64, height=64, seed=7)
CONTENT = b"the pixels"


@pytest.fixture
def database(folders: Folders) -> Iterator[Database]:
    opened = open_database(folders.database)
    yield opened
    opened.close()


def stage(folders: Folders, job: str = "j1", index: int = 0) -> Staged:
    manifest = Manifest(
        program="Atelier", request=REQUEST, index=index, seed=7 + index, created=utc_now(),
        model=ModelUsed(id="starter", name="m", family="sd1"), device_name="",
        placement=Placement(device="cpu", precision="fp32"), versions={}, seconds={},
    )  # fmt: skip
    path = folders.staging / job / f"picture-{index}.png"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(CONTENT)
    staged = Staged(path=str(path), width=64, height=64, manifest=manifest)
    path.with_suffix(".json").write_text(codec.to_json(staged), encoding="utf-8")
    return staged


def pictures(folders: Folders) -> list[Path]:
    return [path for path in folders.library.rglob("*") if path.suffix in (".png", ".part")]


def fail_with(number: int, *, when: Callable[[tuple[Any, ...]], bool], real: Any) -> Any:
    def call(*arguments: Any, **named: Any) -> Any:
        if when(arguments):
            raise OSError(number, os.strerror(number))
        return real(*arguments, **named)

    return call


@pytest.mark.parametrize(
    ("number", "kind"),
    [(errno.ENOSPC, ErrorKind.DISK_FULL), (errno.EDQUOT, ErrorKind.DISK_FULL),
     (errno.EACCES, ErrorKind.NOT_WRITABLE), (errno.EROFS, ErrorKind.NOT_WRITABLE)],
)  # fmt: skip
@pytest.mark.parametrize("step", ["fsync", "replace", "copy"])
def test_a_full_or_read_only_library_leaves_the_picture_staged_and_takes_it_later(
    folders: Folders,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    step: str,
    number: int,
    kind: ErrorKind,
) -> None:
    library = Library(folders, History(database))
    staged = stage(folders)
    with monkeypatch.context() as patch:
        if step == "copy":  # another volume, which fills up while the copy is flushed
            patch.setattr(
                os, "replace", fail_with(errno.EXDEV, when=lambda a: "staging" in str(a[0]), real=os.replace)
            )
            flushed: list[int] = []

            def second(arguments: tuple[Any, ...]) -> bool:
                flushed.append(arguments[0])
                return len(flushed) == fails_at

            # One flush for each new folder's parent and one of the source come before the copy's.
            fails_at = 3
            patch.setattr(os, "fsync", fail_with(number, when=second, real=os.fsync))
        else:
            patch.setattr(os, step, fail_with(number, when=lambda a: True, real=getattr(os, step)))
        with pytest.raises(StudioError) as caught:
            library.adopt(staged, "j1")
    assert caught.value.kind is kind and str(folders.library) in caught.value.sentence
    assert "kept" in caught.value.advice
    assert pictures(folders) == [Path(staged.path)] and Path(staged.path).read_bytes() == CONTENT
    assert library.history.count() == 0
    (offered,) = library.sweep_staging(set())
    artifact = library.adopt(offered, "j1")
    assert library.path_of(artifact).read_bytes() == CONTENT and library.history.count() == 1


def test_a_library_that_is_a_file(folders: Folders, database: Database, tmp_path: Path) -> None:
    staged = stage(folders)
    blocked = tmp_path / "file"
    blocked.touch()
    elsewhere = Folders(folders.config, folders.data, folders.cache, blocked / "library", folders.models)
    with pytest.raises(StudioError) as caught:
        Library(elsewhere, History(database)).adopt(staged, "j1")
    assert caught.value.kind is ErrorKind.NOT_WRITABLE
    assert Path(staged.path).read_bytes() == CONTENT
    assert Library(elsewhere, History(database)).sweep_staging(set()) == []
    assert Library(elsewhere, History(database)).rebuild() == 0


def test_a_data_folder_that_is_a_file(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StudioError) as caught:
        open_database(tmp_path / "file" / "studio.db")
    assert caught.value.kind is ErrorKind.NOT_WRITABLE and caught.value.advice


def test_a_database_path_that_is_a_folder(folders: Folders) -> None:
    folders.database.mkdir(parents=True)
    with pytest.raises(StudioError) as caught:
        open_database(folders.database)
    assert caught.value.kind is ErrorKind.NOT_WRITABLE


def test_a_trash_that_fails_half_way_tells_the_truth(
    folders: Folders, database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    library = Library(folders, History(database))
    first, second = (library.adopt(stage(folders, "j1", index), "j1") for index in range(2))
    with monkeypatch.context() as patch:
        patch.setattr(
            os, "replace", fail_with(errno.EROFS, when=lambda a: second.id in str(a[0]), real=os.replace)
        )
        with pytest.raises(StudioError) as caught:
            library.trash([first.id, second.id])
    assert caught.value.kind is ErrorKind.NOT_WRITABLE
    assert [artifact.id for artifact in library.history.page()] == [second.id]
    assert [artifact.id for artifact in library.history.page(trashed=True)] == [first.id]


def test_a_locked_database_is_refused_with_a_sentence_and_works_again(folders: Folders) -> None:
    open_database(folders.database).close()
    database = open_database(folders.database, timeout=0.1)
    history = History(database)
    other = sqlite3.connect(folders.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    began = time.monotonic()
    with pytest.raises(StudioError) as caught:
        history.add_job(new_job(REQUEST))
    assert caught.value.kind is ErrorKind.DATABASE_LOCKED and time.monotonic() - began < 3
    assert "in use" in caught.value.sentence and caught.value.advice
    assert history.unfinished_jobs() == []  # reading goes on
    other.execute("ROLLBACK")
    other.close()
    history.add_job(new_job(REQUEST))
    assert len(history.unfinished_jobs()) == 1
    database.close()


def test_a_database_held_exclusively_cannot_be_opened_but_is_not_repaired(folders: Folders) -> None:
    open_database(folders.database).close()
    other = sqlite3.connect(folders.database, isolation_level=None)
    other.execute("PRAGMA locking_mode = EXCLUSIVE")
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StudioError) as caught:
        open_database(folders.database, timeout=0.1)
    assert caught.value.kind is ErrorKind.DATABASE_LOCKED
    other.close()
    database = open_database(folders.database)
    assert database.complaint == "" and not list(folders.data.glob("*damaged*"))
    database.close()


def test_a_picture_moved_while_the_database_is_locked_is_finished_later(folders: Folders) -> None:
    open_database(folders.database).close()
    database = open_database(folders.database, timeout=0.1)
    library = Library(folders, History(database))
    staged = stage(folders)
    other = sqlite3.connect(folders.database, isolation_level=None)
    other.execute("BEGIN EXCLUSIVE")
    with pytest.raises(StudioError) as caught:
        library.adopt(staged, "j1")
    assert caught.value.kind is ErrorKind.DATABASE_LOCKED
    other.close()
    artifact = library.adopt(staged, "j1")
    assert library.path_of(artifact).read_bytes() == CONTENT
    database.close()


def test_damage_while_running_is_told_with_a_sentence(folders: Folders) -> None:
    database = open_database(folders.database)
    history = History(database)
    for _ in range(300):
        history.add_job(new_job(REQUEST))
    database.connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    database.connection.execute("PRAGMA shrink_memory")
    with open(folders.database, "rb+") as stream:
        stream.seek(4096)
        stream.write(b"\xa5" * (folders.database.stat().st_size - 4096))
    second = Database(folders.database, read_only=True)
    with pytest.raises(StudioError) as caught:
        History(second).unfinished_jobs()
    assert caught.value.kind is ErrorKind.DATABASE_CORRUPT and "Restart" in caught.value.advice
    second.close()
    database.close()


def run_child(code: str, *arguments: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-c", code, *arguments], stdout=subprocess.PIPE, stdin=subprocess.PIPE, text=True
    )


def finish(child: subprocess.Popen[str]) -> int:
    for stream in (child.stdin, child.stdout):
        if stream:
            stream.close()
    return child.wait(timeout=20)


KILLED_BETWEEN = """
import sys, msgspec
from studio.core.artifacts import Staged
from studio.core.paths import default_folders
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.library import Library
folders = default_folders()
history = History(open_database(folders.database))
history.add_artifact = lambda artifact: (print("moved", flush=True), sys.stdin.read())
Library(folders, history).adopt(msgspec.json.decode(open(sys.argv[1]).read(), type=Staged), "j1")
"""


def test_killed_between_file_and_row(folders: Folders) -> None:
    staged = stage(folders)
    child = run_child(KILLED_BETWEEN, str(Path(staged.path).with_suffix(".json")))
    assert child.stdout and child.stdout.readline() == "moved\n"
    child.kill()
    assert finish(child) != 0
    assert not Path(staged.path).exists()  # it lies in the library, unknown to the history
    database = open_database(folders.database)
    library = Library(folders, History(database))
    assert library.history.count() == 0
    (found,) = library.sweep_staging(set())
    artifact = library.adopt(found, library.job_of(found))
    assert library.path_of(artifact).read_bytes() == CONTENT
    assert library.history.page() == [artifact] and artifact.job == "j1"
    assert [path.name for path in pictures(folders)] == [f"{artifact.id}.png"]
    database.close()


KILLED_WRITING = """
import sys
from studio.core.jobs import new_job
from studio.core.paths import default_folders
from studio.core.requests import ImageRequest
from studio.storage.database import open_database
from studio.storage.history import History
history = History(open_database(default_folders().database))
request = ImageRequest(prompt="a lake", model="starter", width=64, height=64, seed=7)
while True:
    print(history.add_job(new_job(request, session=sys.argv[1])).id, flush=True)
"""


def test_killed_while_writing_keeps_what_was_stored(folders: Folders) -> None:
    child = run_child(KILLED_WRITING, "dead")
    assert child.stdout
    told = [child.stdout.readline().strip() for _ in range(40)]
    child.kill()
    told += child.stdout.read().split()
    finish(child)
    database = open_database(folders.database)
    assert database.complaint == ""
    stored = {job.id for job in History(database).unfinished_jobs("dead")}
    assert {identity for identity in told if len(identity) == len(told[0])} <= stored
    recovery = History(database).recover("me", lambda session: is_alive(folders.data, session))
    assert {job.id for job in recovery.requeued} == stored
    database.close()


TWO_WRITERS = """
import sys
from studio.core.jobs import JobState, new_job
from studio.core.paths import default_folders
from studio.core.requests import ImageRequest
from studio.storage.database import open_database
from studio.storage.history import History
database = open_database(default_folders().database)
history = History(database)
request = ImageRequest(prompt="a lake", model="starter", width=64, height=64, seed=7)
for _ in range(100):
    job = history.add_job(new_job(request, session=sys.argv[1]))
    history.update_job(job.moved(JobState.STARTING))
database.close()
"""


def test_two_processes_open_and_write_at_once(folders: Folders) -> None:
    children = [run_child(TWO_WRITERS, name) for name in ("a", "b")]  # both also make the file
    assert [finish(child) for child in children] == [0, 0]
    database = open_database(folders.database)
    history = History(database)
    assert len(history.unfinished_jobs("a")) == len(history.unfinished_jobs("b")) == 100
    positions = [job.position for job in history.unfinished_jobs()]
    assert len(set(positions)) == 200 and positions == sorted(positions)
    database.close()


RECOVERING = """
import sys
from pathlib import Path
from studio.core.paths import default_folders
from studio.storage.database import open_database
from studio.storage.history import History
from studio.storage.sessions import Session, is_alive
folders = default_folders()
session = Session.start(folders.data, "window")
database = open_database(folders.database)
recovery = History(database).recover(session.id, lambda other: is_alive(folders.data, other))
print(len(recovery.requeued), len(recovery.lost), flush=True)
sys.stdin.read()
database.close()
"""


def test_two_windows_recovering_at_once_take_each_job_once(folders: Folders, database: Database) -> None:
    history = History(database)
    mine = Session.start(folders.data, "window")
    for number in range(20):
        job = new_job(REQUEST, session="20200101-000000-000000-dead-window")
        history.add_job(msgspec.structs.replace(job, state=JobState.RUNNING) if number % 2 else job)
    history.add_job(new_job(REQUEST, session=mine.id))
    children = [run_child(RECOVERING) for _ in range(2)]
    counts = [tuple(map(int, child.stdout.readline().split())) for child in children if child.stdout]
    assert sorted(counts) == [(0, 0), (10, 10)]
    for child in children:
        assert finish(child) == 0
    assert len(history.unfinished_jobs(mine.id)) == 1
    mine.close()
