"""Bringing models in keeps what belongs together, overwrites nothing, and leaves no half copies."""

from pathlib import Path

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.storage import model_moving
from studio.storage.model_check import StoppedError
from studio.storage.model_moving import bring_in
from tests.fakes.model_files import write_lora


def bring(places: list[Path], target: Path, *, move: bool = False) -> list[Path]:
    return bring_in(places, target, move=move, progress=lambda *_: None, stopped=lambda: False)


def names(folder: Path) -> set[str]:
    return {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}


@pytest.mark.parametrize("move", [False, True])
def test_files_come_with_what_belongs_to_them_and_folders_whole(tmp_path: Path, move: bool) -> None:
    source, target = tmp_path / "from", tmp_path / "models"
    ink = write_lora(source / "ink.safetensors")
    content = ink.read_bytes()
    (source / "ink.preview.png").write_bytes(b"p")
    write_lora(source / "model" / "unet" / "w.safetensors")
    brought = bring([ink, source / "model"], target, move=move)
    assert names(target) == {"ink.safetensors", "ink.preview.png", "model/unet/w.safetensors"}
    assert brought[0] == target / "ink.safetensors" and brought[0].read_bytes() == content
    assert ink.exists() is not move and (source / "model").exists() is not move


def test_a_name_that_is_taken_gets_a_number_and_nothing_is_overwritten(tmp_path: Path) -> None:
    target = tmp_path / "models"
    write_lora(target / "ink.safetensors", 1024)
    (target / "model").mkdir()
    ink = write_lora(tmp_path / "ink.safetensors")
    (tmp_path / "ink.png").write_bytes(b"p")
    write_lora(tmp_path / "model" / "w.safetensors")
    before = (target / "ink.safetensors").read_bytes()
    bring([ink, tmp_path / "model"], target)
    assert (target / "ink.safetensors").read_bytes() == before
    assert names(target) == {
        "ink.safetensors", "ink (2).safetensors", "ink (2).png", "model (2)/w.safetensors",
    }  # fmt: skip


def test_parts_keep_their_names(tmp_path: Path) -> None:
    target = tmp_path / "models"
    target.mkdir()
    for folder in (tmp_path, target):
        for number in (1, 2):
            (folder / f"S-0000{number}-of-00002.gguf").write_bytes(folder.name.encode())
    bring([tmp_path / "S-00001-of-00002.gguf"], target)
    inside = "S-00001-of-00002"
    assert {f"{inside}/S-00001-of-00002.gguf", f"{inside}/S-00002-of-00002.gguf"} <= names(target)


def test_a_stopped_copy_leaves_nothing_and_the_source_stays(tmp_path: Path) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    with pytest.raises(StoppedError):
        bring_in([ink], tmp_path / "models", move=False, progress=lambda *_: None, stopped=lambda: True)
    assert names(tmp_path / "models") == set() and ink.exists()


def test_a_move_to_another_disk_copies_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    monkeypatch.setattr(model_moving, "_renamed", lambda _source, _goal: False)
    bring([ink], tmp_path / "models", move=True)
    assert names(tmp_path / "models") == {"ink.safetensors"} and not ink.exists()


def test_without_room_nothing_is_begun(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    monkeypatch.setattr(model_moving, "SPARE", 2**60)
    with pytest.raises(StudioError, match="not enough room") as raised:
        bring([ink], tmp_path / "models")
    assert raised.value.kind is ErrorKind.DISK_FULL and not (tmp_path / "models").exists()


def test_a_target_that_cannot_be_written_is_said(tmp_path: Path) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    (tmp_path / "models").write_text("a file")
    with pytest.raises(StudioError, match="cannot be brought into"):
        bring([ink], tmp_path / "models")
    assert ink.exists()
