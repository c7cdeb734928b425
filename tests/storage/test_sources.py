"""Sources of requests: kept once, by content, whatever happens; no part of the history."""

import errno
import os
from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.paths import Folders
from studio.storage.files import sha256_of
from studio.storage.library import Library
from studio.storage.sources import Sources


def kept(folders: Folders) -> list[Path]:
    return [path for path in folders.sources.rglob("*") if path.is_file()]


def test_content_is_kept_once_under_its_name(folders: Folders) -> None:
    sources = Sources(folders.sources)
    assert sources.size() == 0
    first = sources.keep(b"mask")
    assert sources.keep(b"mask") == first
    assert first.path == str(folders.library / "sources" / first.sha256[:2] / f"{first.sha256}.png")
    assert sha256_of(Path(first.path)) == first.sha256
    other = sources.keep(b"picture", ".webp")
    assert other.path.endswith(".webp") and len(kept(folders)) == 2 and sources.size() == 11


def test_a_damaged_file_is_made_good(folders: Folders) -> None:
    sources = Sources(folders.sources)
    path = Path(sources.keep(b"mask").path)
    for damage in (b"mosk", b"mas", b""):
        path.write_bytes(damage)
        assert sources.keep(b"mask").path == str(path) and path.read_bytes() == b"mask"
    assert kept(folders) == [path]


@pytest.mark.parametrize("call", ["fsync", "replace"])
def test_a_full_disk_leaves_nothing(folders: Folders, monkeypatch: pytest.MonkeyPatch, call: str) -> None:
    def fail(*_: object) -> None:
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, call, fail)
    with pytest.raises(StudioError) as caught:
        Sources(folders.sources).keep(b"mask")
    assert caught.value.kind is ErrorKind.DISK_FULL and kept(folders) == []


def test_a_folder_that_cannot_be(folders: Folders) -> None:
    folders.library.mkdir(parents=True)
    folders.sources.write_text("in the way")
    with pytest.raises(StudioError) as caught:
        Sources(folders.sources).keep(b"mask")
    assert caught.value.kind is ErrorKind.NOT_WRITABLE


def test_sources_are_no_part_of_the_history(folders: Folders, library: Library) -> None:
    sources = Sources(folders.sources)
    sources.keep(b"mask")
    (folders.sources / "ab" / "cd").mkdir(parents=True)
    (folders.sources / "2026").mkdir()
    assert library.rebuild() == 0 and library.sweep_staging(set()) == [] and library.empty_trash() == 0
    assert len(kept(folders)) == 1
