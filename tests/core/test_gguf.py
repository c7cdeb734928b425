"""The header of a GGUF file: read whole when it is sound, a sentence when it is not, never more."""

import struct
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from studio.core.gguf import read_gguf_array, read_gguf_header
from studio.core.text_models import identify_text
from tests.fakes.toy_gguf import SPECIAL, write_toy_gguf


def text(words: str) -> bytes:
    raw = words.encode()
    return struct.pack("<Q", len(raw)) + raw


def whole(
    values: bytes = b"", *, tensors: int = 0, count: int = 0, version: int = 3, rest: bytes = b""
) -> bytes:
    return b"GGUF" + struct.pack("<IQQ", version, tensors, count) + values + rest


HOSTILE = {
    "nothing": b"",
    "other": b"PK\x03\x04" + bytes(64),
    "short": b"GGUF\x03\x00",
    "version": whole(version=99),
    "byte order": whole(version=0x03000000),
    "many values": whole(count=2**63),
    "many tensors": whole(tensors=2**63),
    "missing values": whole(count=3),
    "long key": whole(struct.pack("<Q", 2**60), count=1),
    "long text": whole(text("a") + struct.pack("<IQ", 8, 2**40), count=1),
    "unknown type": whole(text("a") + struct.pack("<I", 77), count=1),
    "list of lists": whole(text("a") + struct.pack("<IIQ", 9, 9, 1) + bytes(64), count=1),
    "long list": whole(text("a") + struct.pack("<IIQ", 9, 4, 2**62), count=1),
    "long list of texts": whole(text("a") + struct.pack("<IIQ", 9, 8, 2**61), count=1),
    "list of long texts": whole(text("a") + struct.pack("<IIQQ", 9, 8, 1, 2**62) + bytes(64), count=1),
    "list of the unknown": whole(text("a") + struct.pack("<IIQ", 9, 50, 1) + bytes(64), count=1),
    "many dimensions": whole(tensors=1, rest=text("w") + struct.pack("<I", 4_000_000)),
    "huge tensor": whole(tensors=1, rest=text("w") + struct.pack("<IQQIQ", 2, 2**62, 2**62, 0, 0)),
    "tensor beyond": whole(tensors=1, rest=text("w") + struct.pack("<IQIQ", 1, 4, 0, 2**50)),
    "odd rows": whole(tensors=1, rest=text("w") + struct.pack("<IQIQ", 1, 33, 8, 0)),
    "alignment": whole(text("general.alignment") + struct.pack("<II", 4, 0), count=1),
}


def test_a_sound_header_is_read(tmp_path: Path) -> None:
    header = read_gguf_header(Path(write_toy_gguf(tmp_path / "toy.gguf").path))
    assert header.text("general.architecture") == "llama"
    assert header.number("llama.block_count") == 2
    assert header.number("llama.nothing", 7) == 7 and header.text("llama.block_count", "x") == "x"
    assert sum(tensor.values for tensor in header.tensors) > 100_000
    tokens = read_gguf_array(tmp_path / "toy.gguf", header.arrays["tokenizer.ggml.tokens"])
    assert len(tokens) == 400 and tokens[: len(SPECIAL)] == list(SPECIAL)


@pytest.mark.parametrize("name", [name for name in HOSTILE if name != "alignment"])
def test_hostile_headers_are_refused_with_a_reason(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(HOSTILE[name])
    with pytest.raises(ValueError, match=r"^(it|its|the) "):
        read_gguf_header(path)


@pytest.mark.parametrize("name", list(HOSTILE))
def test_identifying_them_never_raises(tmp_path: Path, name: str) -> None:
    path = tmp_path / "bad.gguf"
    path.write_bytes(HOSTILE[name])
    found = identify_text(path)
    assert found.problem.endswith(".") and found.advice
    assert not found.kind


@pytest.mark.parametrize("share", [0.0001, 0.01, 0.5, 0.99, 0.9999])
def test_a_cut_file_is_named_as_cut(tmp_path: Path, share: float) -> None:
    path = Path(write_toy_gguf(tmp_path / "toy.gguf").path)
    raw = path.read_bytes()
    path.write_bytes(raw[: int(len(raw) * share)])
    found = identify_text(path)
    assert "damaged" in found.problem and "Copy or download" in found.advice


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(places=st.lists(st.tuples(st.integers(0, 12_000), st.integers(0, 255)), min_size=1, max_size=12))
def test_any_bytes_changed_in_the_header_do_no_harm(tmp_path: Path, places: list[tuple[int, int]]) -> None:
    sound = tmp_path / "sound.gguf"
    if not sound.exists():
        write_toy_gguf(sound)
    raw = bytearray(sound.read_bytes())
    for place, value in places:
        raw[place] = value
    path = tmp_path / "changed.gguf"
    path.write_bytes(raw)
    found = identify_text(path)
    assert found.kind or found.problem
