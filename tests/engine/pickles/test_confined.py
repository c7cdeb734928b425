"""A process that has given up its rights can do nothing any more but use the files it has open."""

import ctypes
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[3]
PROGRAM = """
import json, os, socket, subprocess, sys
from studio.engine.pickles import confined
source, target = open("source", "rb"), open("target", "r+b", buffering=0)
held = confined.confine(400 * 1024**2)
def fails(act):
    try:
        act()
    except (OSError, MemoryError) as error:
        return True
    return False
answers = {
    "open": fails(lambda: open("source", "rb")), "make": fails(lambda: open("canary", "wb")),
    "remove": fails(lambda: os.remove("source")), "rename": fails(lambda: os.rename("source", "other")),
    "list": fails(lambda: os.listdir(".")), "folder": fails(lambda: os.mkdir("canary")),
    "socket": fails(socket.socket), "run": fails(lambda: os.execv("/bin/true", ["true"])),
    "process": fails(lambda: subprocess.run(["/bin/true"])), "memory": fails(lambda: bytes(600 * 1024**2)),
    "link": fails(lambda: os.symlink("source", "canary")), "early": fails(lambda: target.write(b"x")),
}
confined.allow_writing(5)
read = source.read().decode()
wrote = target.write(b"12345678")
answers["late"] = fails(lambda: target.write(b"x"))
print(json.dumps([held, answers, read, wrote]))
"""
LINUX = sys.platform == "linux"


def has_landlock() -> bool:
    """Whether this system can take the right to files from a process: its version is asked for."""
    if not LINUX:
        return False
    return ctypes.CDLL(None).syscall(444, None, ctypes.c_size_t(0), ctypes.c_uint(1)) > 0


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory) -> list:
    folder = tmp_path_factory.mktemp("confined")
    (folder / "source").write_text("content")
    (folder / "target").touch()
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        cwd=folder,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert (folder / "target").read_bytes() == b"12345"
    assert not (folder / "canary").exists() and (folder / "source").exists()
    return json.loads(done.stdout)


def test_open_files_stay_usable(told: list) -> None:
    _, _, read, wrote = told
    assert read == "content" and wrote == 5


@pytest.mark.parametrize("act", ["open", "make", "socket", "process", "early", "late"])
def test_nothing_new_can_be_had(told: list, act: str) -> None:
    assert told[1][act] or sys.platform == "win32"


@pytest.mark.parametrize("act", ["remove", "rename", "list", "folder", "link", "run"])
def test_no_file_can_be_reached_by_name(told: list, act: str) -> None:
    assert told[1][act] or not has_landlock()


def test_memory_is_limited_where_it_can_be(told: list) -> None:
    assert told[1]["memory"] or not LINUX


def test_it_says_what_holds(told: list) -> None:
    assert {"size", "descriptors"} <= set(told[0]) or sys.platform == "win32"
    assert "memory" in told[0] or not LINUX
    assert ("files" in told[0]) is has_landlock()
