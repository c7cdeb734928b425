"""A check reads everything once: it finds what is cut short, and says when the content changed."""

import hashlib
from pathlib import Path

import pytest

from studio.core.errors import StudioError
from studio.core.file_words import FileWords
from studio.storage import model_check
from studio.storage.model_check import Checked, StoppedError, check_file, differs
from tests.fakes import toy_gguf
from tests.fakes.model_files import write_lora


def check(path: Path) -> Checked:
    return check_file(path, lambda _done, _whole: None, lambda: False)


def test_the_checksums_are_those_of_the_file_and_of_its_weights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(model_check, "BLOCK", 100)  # the header is longer than a block
    ink = write_lora(tmp_path / "ink.safetensors")
    told: list[tuple[int, int]] = []
    found = check_file(ink, lambda *step: told.append(step), lambda: False)
    content = ink.read_bytes()
    weights = content[8 + int.from_bytes(content[:8], "little") :]
    assert found.sha256 == hashlib.sha256(content).hexdigest()
    assert found.data_sha256 == hashlib.sha256(weights).hexdigest()
    assert told[-1] == (len(content), len(content)) and len(told) > 10


def test_what_is_damaged_is_named(tmp_path: Path) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    ink.write_bytes(ink.read_bytes()[:-1])
    with pytest.raises(StudioError, match=r"“ink.safetensors” is damaged: .* cut short"):
        check(ink)
    with pytest.raises(StudioError, match="cannot be read"):
        check(tmp_path / "gone.gguf")
    (tmp_path / "empty").mkdir()
    with pytest.raises(StudioError, match="holds no weights"):
        check(tmp_path / "empty")


def test_it_ends_when_it_is_stopped(tmp_path: Path) -> None:
    with pytest.raises(StoppedError):
        check_file(write_lora(tmp_path / "ink.safetensors"), lambda *_: None, lambda: True)


def test_a_folder_is_checked_with_every_file_of_weights(tmp_path: Path) -> None:
    for name in ("unet", "vae"):
        write_lora(tmp_path / "model" / name / "w.safetensors")
    before = check(tmp_path / "model")
    file = tmp_path / "model" / "vae" / "w.safetensors"
    file.write_bytes(file.read_bytes()[:-1] + b"\1")
    assert check(tmp_path / "model").sha256 != before.sha256


def test_it_is_compared_with_every_checksum_that_is_known() -> None:
    checked = Checked(sha256="a" * 64, data_sha256="d" * 64, bytes=1)
    assert differs(checked, FileWords(), "") is None
    assert differs(checked, FileWords(), "a" * 64) is False
    assert differs(checked, FileWords(), "b" * 64) is True
    assert differs(checked, FileWords(data_sha256="d" * 64), "") is False
    assert differs(checked, FileWords(data_sha256="e" * 64), "a" * 64) is True
    assert differs(checked, FileWords(sha256="e" * 64), "") is True


def test_weights_that_are_no_numbers_are_told_by_their_tensors(tmp_path: Path) -> None:
    ink = write_lora(tmp_path / "ink.safetensors")
    assert check(ink).broken == {}
    ink.write_bytes(ink.read_bytes()[:-2] + b"\x00\x7e")
    assert list(check(ink).broken.values()) == [1]


def test_a_gguf_file_is_checked_against_its_header(tmp_path: Path) -> None:
    path = tmp_path / "story.gguf"
    toy_gguf.write_toy_gguf(path)
    assert len(check(path).sha256) == 64
    path.write_bytes(path.read_bytes()[:-40])
    with pytest.raises(StudioError, match="cut short"):
        check(path)
