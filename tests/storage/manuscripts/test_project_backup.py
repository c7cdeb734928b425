"""Backups of projects: whole, dated, a number of them kept; unpacking one brings the project back."""

import os
import zipfile
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.storage.manuscripts import project_backup
from studio.storage.manuscripts.project import Project
from studio.storage.manuscripts.project_backup import back_up, backups_of


@pytest.fixture
def written(tmp_path: Path) -> Path:
    project = Project.create(tmp_path / "Salt", "The Salt Road")
    scene = project.add("scene", "Harbour", text="The sea.\n")
    project.keep_version(scene.id, "An older sea.\n", "hand")
    project.close()
    return tmp_path / "Salt"


def later(project: Path, seconds: float) -> None:
    """A text is changed so much later."""
    path = next((project / "manuscript").glob("*.md"))
    path.write_text(path.read_text(encoding="utf-8") + "More.\n", encoding="utf-8")
    now = path.stat().st_mtime + seconds
    os.utime(path, (now, now))


def test_unpacking_a_backup_brings_the_project_back_with_its_versions(written: Path, tmp_path: Path) -> None:
    made = back_up(written, tmp_path / "backups")
    assert made is not None and made.name.startswith("Salt 2")
    with zipfile.ZipFile(made) as archive:
        archive.extractall(tmp_path / "back")
        assert not any("index.db" in name or name.endswith("/lock") for name in archive.namelist())
    project = Project.open(tmp_path / "back" / "Salt")
    (scene,) = project.outline.manuscript
    assert project.read(scene.id).text == "The sea.\n"
    assert [project.version_text(one.id) for one in project.versions(scene.id)] == ["An older sea.\n"]
    project.close()


def test_nothing_new_makes_no_new_backup(written: Path, tmp_path: Path) -> None:
    assert back_up(written, tmp_path / "backups") is not None
    assert back_up(written, tmp_path / "backups") is None
    later(written, 5)
    assert back_up(written, tmp_path / "backups") is not None
    assert len(backups_of(written, tmp_path / "backups")) == 2


def test_the_oldest_go_and_what_is_not_a_backup_of_it_stays(written: Path, tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    others = [folder / "Salt and pepper 2020-01-01 10-00-00.zip", folder / "Salt 2020 notes.zip"]
    old = [folder / f"Salt 2020-01-0{day} 10-00-00.zip" for day in range(1, 5)]
    for path in (*others, *old):
        path.write_bytes(b"")
        os.utime(path, (1, 1))
    made = back_up(written, folder, keep=2)
    assert backups_of(written, folder) == [made, old[3]]
    assert all(path.exists() for path in others)


def test_a_folder_inside_the_project_is_refused(written: Path) -> None:
    with pytest.raises(StudioError, match="inside the project"):
        back_up(written, written / "backups")


def test_a_disk_that_cannot_be_written_is_a_sentence_and_leaves_nothing_half(
    written: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(project_backup, "_pack", full)
    with pytest.raises(StudioError):
        back_up(written, tmp_path / "backups")
    assert list((tmp_path / "backups").iterdir()) == []


def test_a_project_that_is_gone_is_said(tmp_path: Path) -> None:
    with pytest.raises(StudioError, match="nothing to back up"):
        back_up(tmp_path / "gone", tmp_path / "backups")
