"""Pickles are told by their content, whatever they are called; other files are told for what they are."""

import pickle
from pathlib import Path

import pytest

from studio.core.pickled import (
    Nature,
    converted_name,
    free_name,
    is_pickled,
    nature_of,
    pickled_problem,
)
from tests.fakes import hostile_pickles

SAFETENSORS = (2).to_bytes(8, "little") + b"{}"


def nature(folder: Path, content: bytes, name: str = "file.safetensors") -> Nature:
    (folder / name).write_bytes(content)
    return nature_of(folder / name)


@pytest.mark.parametrize("protocol", range(6))
@pytest.mark.parametrize("value", [{"a": 1}, [1, "x"], {"state_dict": print}], ids=str)
def test_a_pickle_of_any_version_is_one(protocol: int, value: object, tmp_path: Path) -> None:
    assert nature(tmp_path, pickle.dumps(value, protocol)) is Nature.PICKLE
    assert is_pickled(tmp_path / "file.safetensors")


def test_files_of_torch_are_pickles_whatever_their_name(tmp_path: Path) -> None:
    for name in ("a.ckpt", "a.safetensors", "a.gguf", "a"):
        assert nature(tmp_path, hostile_pickles.torch_zip(), name) is Nature.TORCH
        assert nature(tmp_path, hostile_pickles.legacy(), name) is Nature.LEGACY


def test_a_cut_file_of_torch_is_still_told(tmp_path: Path) -> None:
    assert nature(tmp_path, hostile_pickles.torch_zip()[:200]) is Nature.TORCH


def test_other_files_are_not_taken_for_pickles(tmp_path: Path) -> None:
    others = {
        SAFETENSORS: Nature.SAFETENSORS,
        b"GGUF\x03\0\0\0": Nature.GGUF,
        hostile_pickles.torch_zip().replace(b"data.pkl", b"data.txt"): Nature.ZIP,
    }
    texts = (b"", b".", b"import os\n", b"classic\ntext.", b"(draft)\nend.\n", b"\x89PNG\r\n", b"\x80")
    others |= dict.fromkeys(texts, Nature.OTHER)
    for content, expected in others.items():
        assert nature(tmp_path, content, "model.ckpt") is expected, content[:20]
        assert not is_pickled(tmp_path / "model.ckpt")


def test_a_file_that_cannot_be_read_is_no_pickle(tmp_path: Path) -> None:
    assert not is_pickled(tmp_path / "gone.ckpt") and not is_pickled(tmp_path)
    with pytest.raises(OSError):
        nature_of(tmp_path / "gone.ckpt")


def test_the_sentence_names_the_file_and_what_it_is() -> None:
    assert pickled_problem(Path("old.ckpt")).startswith("“old.ckpt” is a pickle")
    assert "is called a safetensors file but is a pickle" in pickled_problem(Path("x.safetensors"))


def test_the_converted_file_has_a_name_of_its_own(tmp_path: Path) -> None:
    assert converted_name(Path("a.v1.ckpt")) == Path("a.v1.safetensors")
    assert converted_name(Path("pytorch_model.bin")) == Path("pytorch_model.safetensors")
    assert converted_name(Path("a.v1")) == Path("a.v1.safetensors")
    assert converted_name(Path("a.safetensors")) == Path("a-converted.safetensors")
    assert free_name(tmp_path / "a.pt") == tmp_path / "a.safetensors"
    (tmp_path / "a.safetensors").touch()
    (tmp_path / "a-2.safetensors").touch()
    assert free_name(tmp_path / "a.pt") == tmp_path / "a-3.safetensors"
