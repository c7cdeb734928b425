"""One window per project: the second hears who has it, and a dead owner keeps nobody out."""

import errno
import fcntl
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import msgspec
import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.storage.manuscripts.project import Project
from studio.storage.manuscripts.project_lock import DEAD_SECONDS

ROOT = Path(__file__).resolve().parents[3]
HOLD = """
import sys
from pathlib import Path
from studio.storage.manuscripts.project import Project
project = Project.open(Path(sys.argv[1]))
print("open", flush=True)
sys.stdin.read()
"""


def refused(folder: Path) -> StudioError:
    with pytest.raises(StudioError) as caught:
        Project.open(folder)
    assert caught.value.kind == ErrorKind.DOCUMENT_OPEN
    return caught.value


def test_a_second_window_hears_that_it_is_open_and_may_read(project: Project, folder: Path) -> None:
    assert "is already open in this window. It was opened there at" in refused(folder).sentence
    reader = Project.open(folder, read_only=True)
    assert reader.read_only and reader.total() == 20 and reader.passages("lighthouse")
    item = next(iter(reader.counts()))
    for change in (
        lambda: reader.save(item, "x", reader.read(item).digest),
        lambda: reader.add("scene", "x"),
        lambda: reader.trash(item),
        lambda: reader.keep_version(item, "x", "manual"),
        lambda: reader.remember("x", 1),
    ):
        with pytest.raises(StudioError, match="reading only"):
            change()
    reader.journal(item, "typed")
    reader.close()
    project.add("scene", "still mine")


def test_closing_lets_go(project: Project, folder: Path) -> None:
    project.close()
    project.close()
    assert not (folder / ".atelier" / "lock").exists()
    Project.open(folder).close()
    with pytest.raises(StudioError):
        project.add("scene", "too late")


def test_another_process_is_named_and_its_death_frees_the_project(project: Project, folder: Path) -> None:
    project.close()
    other = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(folder)],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert other.stdin and other.stdout
    assert other.stdout.readline() == "open\n"
    error = refused(folder)
    assert "in another window." in error.sentence and f"pid={other.pid}" in error.detail
    other.kill()
    other.communicate()
    opened = Project.open(folder)
    assert not opened.read_only
    opened.close()


def left_by(folder: Path, host: str, age: float, pid: int = 77) -> None:
    path = folder / ".atelier" / "lock"
    path.write_bytes(msgspec.json.encode({"host": host, "pid": pid, "start": 1.0}))
    os.utime(path, (path.stat().st_mtime - age,) * 2)


def test_another_computer_on_a_shared_folder_is_named_until_it_is_silent(
    project: Project, folder: Path
) -> None:
    project.close()
    left_by(folder, "far-away", 10)
    assert "on the computer far-away" in refused(folder).sentence
    left_by(folder, "far-away", DEAD_SECONDS + 10)
    Project.open(folder).close()


@pytest.mark.parametrize("left", [b"", b"{", b"\xff", b'{"pid": "x"}', b"null"])
def test_a_broken_lock_keeps_nobody_out(project: Project, folder: Path, left: bytes) -> None:
    project.close()
    (folder / ".atelier" / "lock").write_bytes(left)
    Project.open(folder).close()


def test_a_disk_without_locks_goes_by_what_the_file_says(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.close()

    def none(descriptor: int, how: int) -> None:
        raise OSError(errno.ENOLCK, "no locks available")

    monkeypatch.setattr(fcntl, "flock", none)
    opened = Project.open(folder)
    assert not opened.read_only
    refused(folder)
    opened.close()
    left_by(folder, os.uname().nodename, 0, pid=2**22 + 1)
    Project.open(folder).close()


def test_a_folder_that_cannot_be_written_is_open_for_reading(
    project: Project, folder: Path, monkeypatch: pytest.MonkeyPatch, again: Callable[..., Project]
) -> None:
    real = os.open

    def refuse(path: object, *how: object, **more: object) -> int:
        if str(path).endswith("lock"):
            raise OSError(errno.EROFS, "Read-only file system")
        return real(path, *how, **more)  # type: ignore[arg-type]

    project.close()
    monkeypatch.setattr(os, "open", refuse)
    opened = again()
    assert opened.read_only and "for reading only" in opened.complaints[0]
    assert "Read-only file system" in opened.complaints[0] and opened.total() == 20


def test_a_moved_folder_is_told_and_never_made_again(
    project: Project, folder: Path, ids: dict[str, str]
) -> None:
    scene = project.read(ids["Anna"])
    moved = folder.with_name("moved")
    shutil.move(folder, moved)
    for change in (
        lambda: project.save(ids["Anna"], "new", scene.digest),
        lambda: project.add("scene", "x", text="y"),
        lambda: project.keep_version(ids["Anna"], "x", "manual"),
        lambda: project.remember("a", 1),
    ):
        with pytest.raises(StudioError, match="no longer at"):
            change()
    assert not folder.exists()
    project.close()
    opened = Project.open(moved)
    assert opened.read(ids["Anna"]).text == scene.text and opened.complaints == ()
    opened.close()
