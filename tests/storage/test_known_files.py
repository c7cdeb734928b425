"""What files are is remembered by path, size and time; the memory is a cache that may be lost or damaged."""

import json
import os
import struct
from pathlib import Path
from typing import Any

import pytest

from studio.core.specs import FamilySpec, LatentPreview
from studio.storage import known_files
from studio.storage.known_files import FILE, KnownFiles

FAMILY = FamilySpec(
    id="sd1", label="SD", kind="image", pipelines=(), components=(), checkpoints=("sd1",),
    default_size=(512, 512), preview=LatentPreview(factors=(), bias=(0, 0, 0)),
)  # fmt: skip
LAYER = "lora_unet_down_blocks_0_attentions_0_transformer_blocks_0_attn2_to_k"


def write_lora(path: Path, reads: int = 768) -> Path:
    header = {
        f"{LAYER}.lora_down.weight": {"dtype": "F16", "shape": [4, reads], "data_offsets": [0, 2]},
        f"{LAYER}.lora_up.weight": {"dtype": "F16", "shape": [320, 4], "data_offsets": [0, 2]},
    }
    data = json.dumps(header).encode()
    path.write_bytes(struct.pack("<Q", len(data)) + data + bytes(2))
    return path


@pytest.fixture
def looked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Names of the files whose headers were really read."""
    names: list[str] = []
    real = known_files.identify_addon

    def look(path: Path, *told: Any):
        names.append(path.name)
        return real(path, *told)

    monkeypatch.setattr(known_files, "identify_addon", look)
    return names


def scan(known: KnownFiles, *paths: Path) -> list[int]:
    known.begin()
    told = [known.tell(path).addon.reads for path in paths]
    known.end()
    return told


def test_a_file_is_read_once_and_again_when_it_changes(tmp_path: Path, looked: list[str]) -> None:
    lora = write_lora(tmp_path / "a.safetensors")
    known = KnownFiles(tmp_path / "cache", [FAMILY])
    assert scan(known, lora) == scan(known, lora) == [768] and len(looked) == 1
    later = KnownFiles(tmp_path / "cache", [FAMILY])
    assert scan(later, lora) == [768] and len(looked) == 1, "remembered over a start"
    before = lora.stat()
    write_lora(lora, 2048)
    os.utime(lora, ns=(before.st_atime_ns, before.st_mtime_ns + 1))
    assert scan(later, lora) == [2048] and len(looked) == 2
    lora.with_suffix(".studio.json").write_text("{}")
    scan(later, lora)
    assert len(looked) == 3, "the card beside it changed"


def test_what_is_gone_is_forgotten(tmp_path: Path) -> None:
    one, two = write_lora(tmp_path / "a.safetensors"), write_lora(tmp_path / "b.safetensors")
    known = KnownFiles(tmp_path / "cache", [FAMILY])
    scan(known, one, two)
    scan(known, one)
    assert list(json.loads((tmp_path / "cache" / FILE).read_text())["files"]) == [str(one)]
    assert [path.name for path in (tmp_path / "cache").iterdir()] == [FILE]


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b"\xff\xfe", b'{"version": "0", "files": {}}', b'{"a":' * 50_000]
)
def test_a_damaged_memory_is_made_anew(tmp_path: Path, looked: list[str], content: bytes) -> None:
    lora = write_lora(tmp_path / "a.safetensors")
    (tmp_path / FILE).write_bytes(content)
    assert scan(KnownFiles(tmp_path, [FAMILY]), lora) == [768]
    assert scan(KnownFiles(tmp_path, [FAMILY]), lora) == [768] and len(looked) == 1


def test_another_version_or_more_families_look_again(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lora = write_lora(tmp_path / "a.safetensors")
    scan(KnownFiles(tmp_path, [FAMILY]), lora)
    scan(KnownFiles(tmp_path, []), lora)
    assert len(looked) == 2
    monkeypatch.setattr(known_files, "__version__", "99")
    scan(KnownFiles(tmp_path, []), lora)
    assert len(looked) == 3


def test_another_table_of_marks_looks_again(
    tmp_path: Path, looked: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    lora = write_lora(tmp_path / "a.safetensors")
    scan(KnownFiles(tmp_path, [FAMILY]), lora)
    monkeypatch.setattr(known_files, "table_stamp", lambda: "another")
    scan(KnownFiles(tmp_path, [FAMILY]), lora)
    assert len(looked) == 2


def test_a_model_in_parts_is_always_looked_at(tmp_path: Path) -> None:
    first = write_lora(tmp_path / "a-00001-of-00002.safetensors")
    known = KnownFiles(tmp_path / "cache", [FAMILY])
    known.begin()
    assert "is missing" in known.tell(first).addon.problem
    known.end()
    write_lora(tmp_path / "a-00002-of-00002.safetensors")
    known.begin()
    assert known.tell(first).addon.problem == ""


def test_a_cache_that_cannot_be_written_is_no_error(tmp_path: Path) -> None:
    lora = write_lora(tmp_path / "a.safetensors")
    (tmp_path / "cache").write_text("a file where the folder should be")
    assert scan(KnownFiles(tmp_path / "cache", [FAMILY]), lora) == [768]


def test_a_file_that_vanishes_meanwhile_is_told(tmp_path: Path) -> None:
    known = KnownFiles(tmp_path, [FAMILY])
    known.begin()
    found = known.tell(tmp_path / "gone.safetensors").addon
    assert found.damaged and "not there any more" in found.problem
    known.end()
