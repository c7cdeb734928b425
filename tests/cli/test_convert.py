"""``studio convert``: paths on stdout, sentences on stderr, exit codes as the other commands have them."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from studio.cli import convert, main
from studio.cli.main import make_parser
from studio.core.identify import read_safetensors_header
from tests.fakes import hostile_pickles


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "weights.ckpt"
    path.write_bytes(hostile_pickles.torch_zip())
    return path


def run(*arguments: object) -> int:
    return main.main(["convert", *map(str, arguments)])


def test_it_prints_the_path_of_the_new_file(source: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source) == 0
    told = capsys.readouterr()
    assert told.out.strip() == str(source.with_suffix(".safetensors"))
    assert "reading the file" in told.err
    assert "weight" in read_safetensors_header(source.with_suffix(".safetensors"))


def test_json_says_what_came_of_it(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    target = tmp_path / "other.safetensors"
    assert run(source, "-o", target, "--json", "--quiet") == 0
    told = capsys.readouterr()
    answer = json.loads(told.out)
    assert answer["path"] == str(target) and answer["tensors"] == 1 and answer["notes"] == []
    assert answer["source"] == str(source) and len(answer["source_sha256"]) == 64
    assert told.err == ""


def test_a_folder_takes_the_file_under_its_name(source: Path, tmp_path: Path) -> None:
    (tmp_path / "models").mkdir()
    assert run(source, "-o", tmp_path / "models", "--quiet") == 0
    assert (tmp_path / "models" / "weights.safetensors").is_file()


def test_each_refusal_has_its_code(source: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert run(source, "--quiet") == 0
    cases = [
        ([source], 2, "exists already"),
        ([source.with_suffix(".safetensors")], 2, "safetensors file already"),
        ([source, "-o", tmp_path / "a.ckpt"], 2, "does not end in .safetensors"),
        ([tmp_path / "gone.ckpt"], 3, "“gone.ckpt” cannot be read"),
        ([source, "-o", tmp_path / "gone" / "a.safetensors"], 5, "does not exist"),
    ]
    source.with_name("bad.ckpt").write_bytes(hostile_pickles.torch_zip()[:300])
    cases.append(([source.with_name("bad.ckpt")], 3, "“bad.ckpt” cannot be converted"))
    for arguments, code, words in cases:
        capsys.readouterr()
        assert run(*arguments) == code, words
        told = capsys.readouterr()
        assert words in told.err and told.out == ""
    assert run(source, "--force", "--quiet") == 0


def test_ctrl_c_ends_it_without_a_trace(
    source: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def interrupted(self: object, told: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(convert._Telling, "hear", interrupted)
    assert run(source) == 130
    assert "cancelled" in capsys.readouterr().err
    assert [each.name for each in source.parent.iterdir() if each.is_file()] == [source.name]


def test_the_help_says_the_codes() -> None:
    done = subprocess.run(
        [sys.executable, "-m", "studio", "convert", "--help"], capture_output=True, text=True, check=True
    )
    assert "exit codes:" in done.stdout and "safetensors" in done.stdout
    assert "convert" in make_parser().format_help()
