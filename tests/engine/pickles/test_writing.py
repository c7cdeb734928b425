"""Weights of torch, pickled in every way torch has had, arrive in safetensors bit for bit."""

import collections
import hashlib
import io
import zipfile
from pathlib import Path
from typing import Any

import pytest
import torch
from safetensors import safe_open
from safetensors.torch import load_file

from studio.core.conversion import Converting, Refused, Told, Written
from studio.core.errors import ErrorKind
from studio.engine.pickles import child, confined, sources, writing
from studio.engine.pickles.child import convert

KINDS = (
    torch.float64, torch.float32, torch.float16, torch.bfloat16, torch.float8_e4m3fn, torch.float8_e5m2,
    torch.int64, torch.int32, torch.int16, torch.int8, torch.uint8, torch.uint16, torch.uint32, torch.bool,
)  # fmt: skip


@pytest.fixture(autouse=True)
def unconfined(monkeypatch: pytest.MonkeyPatch) -> None:
    """The limits are those of a process of its own; here it is the one of the tests."""
    monkeypatch.setattr(confined, "allow_writing", lambda size: None)


def end_of(path: Path, told: list[Converting] | None = None) -> Told:
    target = path.with_name("target.safetensors")
    target.write_bytes(b"")
    heard = told if told is not None else []

    def hear(phase: str, done: int, total: int) -> None:
        heard.append(Converting(phase=phase, done=done, total=total))

    with open(path, "rb") as source, open(target, "r+b") as place:
        return convert(source, path.name, place, hear, ())


def weights_of(path: Path) -> dict[str, torch.Tensor]:
    ending = end_of(path)
    assert isinstance(ending, Written), ending
    return load_file(path.with_name("target.safetensors"))


def saved(path: Path, value: Any, **more: Any) -> Path:
    torch.save(value, path, **more)
    return path


def same(one: torch.Tensor, other: torch.Tensor) -> bool:
    return one.dtype == other.dtype and one.shape == other.shape and bytes_of(one) == bytes_of(other)


def bytes_of(tensor: torch.Tensor) -> bytes:
    return tensor.detach().contiguous().flatten().view(torch.uint8).numpy().tobytes()


@pytest.mark.parametrize("kind", KINDS, ids=str)
def test_every_kind_of_number(kind: torch.dtype, tmp_path: Path) -> None:
    tensor = (torch.arange(24).reshape(4, 6) % 7).to(kind)
    found = weights_of(saved(tmp_path / "a.ckpt", {"a": tensor, "one": tensor[1, 2].clone()}))
    assert same(found["a"], tensor) and same(found["one"], tensor[1, 2])


@pytest.mark.parametrize("protocol", [2, 3, 4, 5])
@pytest.mark.parametrize("zipped", [True, False])
def test_every_kind_of_file(protocol: int, zipped: bool, tmp_path: Path) -> None:
    value = {"a": torch.randn(3, 4), "b": torch.nn.Parameter(torch.randn(5)), "none": torch.empty(0, 3)}
    path = saved(tmp_path / "a.pt", value, pickle_protocol=protocol, _use_new_zipfile_serialization=zipped)
    found = weights_of(path)
    assert found.keys() == value.keys()
    assert all(same(found[key], value[key]) for key in value)


def test_views_are_written_in_order_and_shared_numbers_apart(tmp_path: Path) -> None:
    whole = torch.randn(6, 5, 4, 3)
    views = {
        "whole": whole, "again": whole, "turned": whole.transpose(0, 2), "every second": whole[::2, 1:4],
        "by channel": torch.randn(8, 4, 3, 3).contiguous(memory_format=torch.channels_last),
        "column": whole[:, 1, 2, 0], "wide": torch.randn(1, 4).expand(3, 4), "corner": whole[2:, 3:, 1:, 1:],
        "half": torch.randn(7, 5).half().T, "bytes": torch.arange(12, dtype=torch.uint8).reshape(3, 4).T,
        "doubles": torch.randn(4, 3, dtype=torch.float64).T,
    }  # fmt: skip
    for zipped in (True, False):
        found = weights_of(saved(tmp_path / "a.pt", views, _use_new_zipfile_serialization=zipped))
        assert [key for key in views if not same(found[key], views[key])] == []
        assert found.keys() == views.keys()


def test_wrappers_fall_away_and_what_is_left_out_is_said(tmp_path: Path) -> None:
    state = collections.OrderedDict(weight=torch.ones(2), steps=3, words="x")
    value = {
        "epoch": 3, "state_dict": state, "optimizer_states": [{"exp_avg": torch.zeros(5)}],
        "callbacks": {collections.Counter: {"best": Path("x")}},
    }  # fmt: skip
    ending = end_of(saved(tmp_path / "a.ckpt", value))
    assert isinstance(ending, Written) and ending.tensors == 1
    assert ending.notes == (
        "Left out, beside the weights: epoch, optimizer_states, callbacks.",
        "Left out, being no tensors: steps, words.",
    )


def test_the_averaged_weights_of_an_upscaler_are_taken(tmp_path: Path) -> None:
    value = {"params": {"w": torch.zeros(1)}, "params_ema": {"w": torch.ones(1)}}
    assert weights_of(saved(tmp_path / "a.pth", value))["w"].item() == 1


def test_parts_in_tables_of_their_own_keep_their_names(tmp_path: Path) -> None:
    value = {"encoder": {"w": torch.zeros(1), "deep": {"b": torch.ones(1)}}, "decoder": [torch.ones(2)]}
    assert weights_of(saved(tmp_path / "a.pth", value)).keys() == {"encoder.w", "encoder.deep.b", "decoder.0"}


def test_a_network_pickled_whole_gives_its_weights(tmp_path: Path) -> None:
    network = torch.nn.Sequential(torch.nn.Linear(2, 3), torch.nn.BatchNorm1d(3))
    found = weights_of(saved(tmp_path / "a.pt", network))
    assert found.keys() == network.state_dict().keys()
    assert all(same(found[key], value) for key, value in network.state_dict().items())


def test_a_textual_inversion_gets_the_name_others_read(tmp_path: Path) -> None:
    value = {
        "string_to_token": {"*": 265},
        "string_to_param": {"*": torch.ones(2, 768)},
        "name": "wisp",
        "step": 9,
    }
    found = weights_of(saved(tmp_path / "a.pt", value))
    assert found.keys() == {"emb_params"} and found["emb_params"].shape == (2, 768)
    with safe_open(tmp_path / "target.safetensors", "pt") as file:
        assert file.metadata()["name"] == "wisp"


def test_the_file_says_where_it_came_from(tmp_path: Path) -> None:
    path = saved(tmp_path / "old model.ckpt", {"a": torch.ones(2)})
    before = path.read_bytes()
    ending = end_of(path)
    with safe_open(tmp_path / "target.safetensors", "pt") as file:
        said = file.metadata()
    digest = hashlib.sha256(before).hexdigest()
    assert said["converted_from"] == "old model.ckpt" and said["converted_from_sha256"] == digest
    assert said["format"] == "pt" and said["converted_by"].startswith("Atelier")
    assert isinstance(ending, Written) and ending.sha256 == digest
    assert ending.bytes == (tmp_path / "target.safetensors").stat().st_size
    assert path.read_bytes() == before


def test_progress_goes_from_nothing_to_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "_BLOCK", 1000)
    monkeypatch.setattr(writing, "_TELL_SECONDS", 0.0)
    told: list[Converting] = []
    path = saved(tmp_path / "a.pt", {"a": torch.randn(1000), "b": torch.randn(500)})
    assert isinstance(end_of(path, told), Written)
    for phase in ("checking", "writing"):
        steps = [each for each in told if each.phase == phase]
        assert len(steps) > 4 and steps[-1].done == steps[-1].total
        assert [each.done for each in steps] == sorted(each.done for each in steps)


def test_a_compressed_file_is_read_too(tmp_path: Path) -> None:
    value = {"a": torch.arange(400.0).reshape(20, 20).T, "b": torch.zeros(3000)}
    plain = zipfile.ZipFile(io.BytesIO(saved(tmp_path / "a.pt", value).read_bytes()))
    with zipfile.ZipFile(tmp_path / "packed.pt", "w", zipfile.ZIP_DEFLATED) as packed:
        for record in plain.infolist():
            packed.writestr(record.filename, plain.read(record))
    found = weights_of(tmp_path / "packed.pt")
    assert all(same(found[key], value[key]) for key in value)


def test_checksums_that_torch_left_out_are_not_missed(tmp_path: Path) -> None:
    before = torch.serialization.get_crc32_options()
    torch.serialization.set_crc32_options(False)
    try:
        path = saved(tmp_path / "a.pt", {"a": torch.ones(3)})
    finally:
        torch.serialization.set_crc32_options(before)
    assert weights_of(path)["a"].sum() == 3


def test_damaged_weights_are_noticed_by_their_checksum(tmp_path: Path) -> None:
    path = saved(tmp_path / "a.pt", {"a": torch.full((4,), 3.0)})
    content = path.read_bytes()
    path.write_bytes(content.replace(torch.full((4,), 3.0).numpy().tobytes(), bytes(16)))
    ending = end_of(path)
    assert isinstance(ending, Refused) and "checksum" in ending.error.sentence


def test_numbers_that_safetensors_lacks_are_named(tmp_path: Path) -> None:
    ending = end_of(saved(tmp_path / "a.pt", {"a": torch.ones(2, dtype=torch.complex64)}))
    assert isinstance(ending, Refused) and "ComplexFloatStorage" in ending.error.sentence


def test_too_little_room_is_said_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(writing, "room_beside", lambda target: 10)
    ending = end_of(saved(tmp_path / "a.pt", {"a": torch.ones(2000)}))
    assert isinstance(ending, Refused) and ending.error.kind == ErrorKind.DISK_FULL
    assert (tmp_path / "target.safetensors").stat().st_size == 0


def test_a_file_that_needs_too_much_memory_ends_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def unpickle(*_: object) -> None:
        raise MemoryError

    monkeypatch.setattr(sources, "unpickle", unpickle)
    ending = end_of(saved(tmp_path / "a.pt", {"a": torch.ones(2)}))
    assert isinstance(ending, Refused) and ending.error.kind == ErrorKind.OUT_OF_MEMORY


def test_what_nobody_thought_of_is_a_sentence_with_details(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(child.writing, "write", lambda *_: 1 / 0)
    ending = end_of(saved(tmp_path / "a.pt", {"a": torch.ones(2)}))
    assert isinstance(ending, Refused) and ending.error.kind == ErrorKind.BUG
    assert "ZeroDivisionError" in ending.error.detail
