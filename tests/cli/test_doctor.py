"""What the doctor says about a machine."""

from pathlib import Path

import pytest

from studio.cli import doctor
from studio.core.placement import GIB, Device, Hardware
from studio.core.requests import PlacementWish
from studio.storage.models import ModelEntry
from tests.fakes.family import SPEC

CUDA = Device(
    id="cuda:0", kind="cuda", name="A card", memory_total=8 * GIB, memory_free=7 * GIB, precisions=("bf16",)
)
HARDWARE = Hardware(devices=(CUDA,), cores=4)
MODEL = ModelEntry(id="m", name="A model", family="fake", path="/m", weights=10**9, largest_part=8 * 10**8)


def test_a_folder_is_judged_before_it_exists(tmp_path: Path) -> None:
    facts = doctor.folder_facts("library", tmp_path / "not" / "yet")
    assert facts["writable"] and not facts["exists"] and facts["free_bytes"] > 0
    (tmp_path / "file").write_text("")
    facts = doctor.folder_facts("library", tmp_path / "file" / "below")
    assert not facts["writable"] and "cannot be written" in facts["problem"]


def test_a_nearly_full_disk_needs_attention(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(doctor, "SPACE_LOW", 2**62)
    assert "free" in doctor.folder_facts("library", tmp_path)["problem"]


def test_choices_name_device_and_reasons() -> None:
    (choice,) = doctor.choices([MODEL], {"fake": SPEC}, HARDWARE, PlacementWish())
    assert (choice["device"], choice["precision"], choice["offload"]) == ("cuda:0", "bf16", "none")
    assert all(choice["reasons"])
    (choice,) = doctor.choices([MODEL], {"fake": SPEC}, HARDWARE, PlacementWish(device="xpu"))
    assert "not on this machine" in choice["problem"]


def test_broken_models_have_no_choice() -> None:
    broken = ModelEntry(id="b", name="B", family="fake", path="/b", problem="It is damaged.")
    assert doctor.choices([broken], {"fake": SPEC}, HARDWARE, PlacementWish()) == []
