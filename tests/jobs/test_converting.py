"""Conversions from the window's side: the real process, its ends, and what it leaves behind."""

import hashlib
import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from studio.core.conversion import Converting, Written, share_of
from studio.core.errors import ErrorKind, ErrorReport, StudioError
from studio.core.identify import read_safetensors_header
from studio.jobs import converting
from studio.jobs.converting import Conversion, Converter, StoppedError, check_source
from tests.fakes import hostile_pickles

SLOW = """
import time
print('{"type": "converting", "phase": "writing", "done": 1, "total": 4}', flush=True)
time.sleep(600)
"""


@pytest.fixture
def source(tmp_path: Path) -> Path:
    path = tmp_path / "models" / "weights.ckpt"
    path.parent.mkdir()
    path.write_bytes(hostile_pickles.torch_zip())
    return path


@pytest.fixture
def target(source: Path) -> Path:
    return source.with_suffix(".safetensors")


def program(monkeypatch: pytest.MonkeyPatch, code: str) -> None:
    """Put other code in the place of the process."""
    monkeypatch.setattr(converting, "conversion_command", lambda *_: [sys.executable, "-c", code])


def only_source_is_there(source: Path) -> bool:
    return [each.name for each in source.parent.iterdir()] == [source.name]


def refusal(converter: Converter) -> ErrorReport:
    with pytest.raises(StudioError) as raised:
        converter.run(lambda told: None)
    return raised.value.report()


def test_the_file_is_there_when_it_ends(source: Path, target: Path, qtbot: QtBot) -> None:
    before = source.read_bytes()
    conversion = Conversion(source, target)
    told: list[Converting] = []
    conversion.progressed.connect(told.append)
    with qtbot.waitSignal(conversion.converted, timeout=60_000) as done:
        conversion.start()
    conversion.wait()
    (written,) = done.args or []
    assert isinstance(written, Written) and written.tensors == 1
    assert written.sha256 == hashlib.sha256(before).hexdigest()
    header = read_safetensors_header(target)
    assert header["weight"]["shape"] == [2, 2] and header["weight"]["dtype"] == "F32"
    assert source.read_bytes() == before
    assert {each.name for each in source.parent.iterdir()} == {source.name, target.name}
    assert told and share_of(told[-1]) == 1.0


def test_the_process_gave_up_its_rights(source: Path, target: Path) -> None:
    written = Converter(source, target).run(lambda told: None)
    if sys.platform == "linux":
        assert {"size", "memory", "descriptors"} <= set(written.confined)
    assert "descriptors" in written.confined or sys.platform == "win32"


def test_a_harmful_file_is_refused_and_nothing_is_left(source: Path, target: Path, qtbot: QtBot) -> None:
    harmful = next(
        content for case, content, _ in hostile_pickles.files() if case == "beside good weights (zip)"
    )
    source.write_bytes(harmful)
    conversion = Conversion(source, target)
    with qtbot.waitSignal(conversion.failed, timeout=60_000) as done:
        conversion.start()
    conversion.wait()
    (error,) = done.args or []
    assert error.kind == ErrorKind.MODEL_BROKEN and "“weights.ckpt” is dangerous" in error.sentence
    assert "os.system" in error.sentence and only_source_is_there(source)


def test_cancelling_ends_the_process_at_once(
    source: Path, target: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    program(monkeypatch, SLOW)
    conversion = Conversion(source, target)
    with qtbot.waitSignal(conversion.progressed, timeout=60_000):
        conversion.start()
    with qtbot.waitSignal(conversion.cancelled, timeout=60_000):
        conversion.cancel()
    conversion.wait()
    assert only_source_is_there(source)


def test_cancelled_before_it_began(source: Path, target: Path) -> None:
    converter = Converter(source, target)
    converter.stop()
    with pytest.raises(StoppedError):
        converter.run(lambda told: None)
    assert only_source_is_there(source)


def test_a_process_that_dies_is_told(source: Path, target: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program(
        monkeypatch,
        f"import os; print('last words', flush=True); os.kill(os.getpid(), {int(signal.SIGTERM)})",
    )
    error = refusal(Converter(source, target))
    assert error.kind == ErrorKind.ENGINE_LOST and "“weights.ckpt” ended without an answer" in error.sentence
    assert "last words" in error.detail and only_source_is_there(source)


def test_a_process_that_says_too_much_is_not_believed(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    told = {"type": "written", "tensors": 1, "bytes": 100, "sha256": "0" * 64}
    program(monkeypatch, f"print({json.dumps(told)!r})")
    error = refusal(Converter(source, target))
    assert "nothing was kept" in error.sentence and only_source_is_there(source)


def test_a_file_that_is_there_is_not_overwritten(source: Path, target: Path) -> None:
    target.write_text("mine")
    error = refusal(Converter(source, target))
    assert error.kind == ErrorKind.INVALID_REQUEST and "weights.safetensors exists already" in error.sentence
    assert target.read_text() == "mine"
    assert Converter(source, target, overwrite=True).run(lambda told: None).tensors == 1
    assert read_safetensors_header(target)["weight"]


def test_too_little_room_is_said_before_the_process_starts(
    source: Path, target: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    class Usage:
        free = 10

    monkeypatch.setattr(converting.shutil, "disk_usage", lambda path: Usage)
    program(monkeypatch, "raise SystemExit")
    error = refusal(Converter(source, target))
    assert error.kind == ErrorKind.DISK_FULL and "too little room" in error.sentence
    assert only_source_is_there(source)


def test_a_folder_that_is_not_there(source: Path) -> None:
    error = refusal(Converter(source, source.parent / "gone" / "a.safetensors"))
    assert error.kind == ErrorKind.NOT_WRITABLE and "cannot be written" in error.sentence


def test_what_a_killed_program_left_is_removed(source: Path, target: Path) -> None:
    gone = subprocess.Popen([sys.executable, "-c", ""])
    gone.wait()
    left = source.with_name(f".atelier-convert-{gone.pid}-00ff.part")
    mine = source.with_name(f".atelier-convert-{os.getpid()}-00ff.part")
    left.touch()
    mine.touch()
    Converter(source, target).run(lambda told: None)
    assert not left.exists() and mine.exists()


@pytest.mark.parametrize(
    ("name", "content", "kind", "words"),
    [
        (
            "a.ckpt",
            (2).to_bytes(8, "little") + b"{}",
            ErrorKind.INVALID_REQUEST,
            "is a safetensors file already",
        ),
        ("a.bin", b"GGUF\x03\0\0\0", ErrorKind.MODEL_UNKNOWN, "not a pickle"),
        ("a.pt", b"hello", ErrorKind.MODEL_UNKNOWN, "not a pickle"),
    ],
)
def test_what_needs_no_conversion_is_said(
    tmp_path: Path, name: str, content: bytes, kind: ErrorKind, words: str
) -> None:
    (tmp_path / name).write_bytes(content)
    with pytest.raises(StudioError) as raised:
        check_source(tmp_path / name)
    assert raised.value.kind == kind and words in raised.value.sentence and name in raised.value.sentence


def test_a_safetensors_file_under_another_name_can_be_renamed(tmp_path: Path) -> None:
    (tmp_path / "a.ckpt").write_bytes((2).to_bytes(8, "little") + b"{}")
    with pytest.raises(StudioError) as raised:
        check_source(tmp_path / "a.ckpt")
    assert raised.value.advice == "Rename it to a.safetensors."
