"""A session lives exactly as long as its process, however that ends."""

import subprocess
import sys
from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.paths import Folders
from studio.storage.locks import FileLock
from studio.storage.sessions import Session, is_alive

CHILD = (
    "import sys; from pathlib import Path; from studio.storage.sessions import Session;"
    "session = Session.start(Path(sys.argv[1]), 'cli'); print(session.id, flush=True); sys.stdin.read()"
)


def start_child(folders: Folders) -> tuple[subprocess.Popen[str], str]:
    child = subprocess.Popen(
        [sys.executable, "-c", CHILD, str(folders.data)],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert child.stdout
    return child, child.stdout.readline().strip()


def test_a_session_lives_until_it_is_closed(folders: Folders) -> None:
    session, other = Session.start(folders.data, "window"), Session.start(folders.data, "cli")
    assert session.id != other.id and session.id.endswith("-window")
    assert is_alive(folders.data, session.id) and is_alive(folders.data, other.id)
    session.close()
    session.close()
    assert not is_alive(folders.data, session.id) and is_alive(folders.data, other.id)
    other.close()
    assert list((folders.data / "sessions").iterdir()) == []


@pytest.mark.parametrize("identity", ["", "never was", "../../etc"])
def test_an_unknown_session_is_dead(folders: Folders, identity: str) -> None:
    assert not is_alive(folders.data, identity)


def test_a_killed_process_is_dead_and_its_lock_is_cleared_away(folders: Folders) -> None:
    child, identity = start_child(folders)
    assert is_alive(folders.data, identity)
    mine = Session.start(folders.data, "window")
    assert is_alive(folders.data, identity)  # starting a session does not disturb others
    child.kill()
    child.wait()
    assert not is_alive(folders.data, identity)
    mine.close()
    Session.start(folders.data, "window").close()
    assert list((folders.data / "sessions").iterdir()) == []
    for stream in (child.stdin, child.stdout):
        if stream:
            stream.close()


def test_asking_at_the_same_time_does_not_look_like_life(folders: Folders) -> None:
    folder = folders.data / "sessions"
    folder.mkdir(parents=True)
    (folder / "gone.lock").touch()
    with open(folder / "gone.lock", "rb+") as stream:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(stream, fcntl.LOCK_SH)  # as another window that asks just now
        assert not is_alive(folders.data, "gone")


def test_a_lock_is_exclusive_and_can_be_waited_for(tmp_path: Path) -> None:
    first, second = FileLock(tmp_path / "x"), FileLock(tmp_path / "x")
    assert first.acquire() and not second.acquire(0.05)
    first.release(remove=True)
    assert second.acquire(1.0)
    second.release()


def test_a_data_folder_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(StudioError) as caught:
        Session.start(tmp_path / "file" / "data", "cli")
    assert caught.value.kind is ErrorKind.NOT_WRITABLE and caught.value.advice
