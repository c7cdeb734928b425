"""The choice of device, precision and offload, case by case."""

from typing import Any

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.placement import GIB, Device, Hardware, Need, choose_placement, memory_needed
from studio.core.requests import PlacementWish


def device(kind: str, free: float, precisions: tuple[str, ...], identity: str = "") -> Device:
    return Device(
        id=identity or kind, kind=kind, name=f"the {kind}", memory_total=int(free * GIB),
        memory_free=int(free * GIB), precisions=precisions,
    )  # fmt: skip


CPU = device("cpu", 16, ("fp32",))
AMX = device("cpu", 16, ("bf16", "fp32"))
BIG = device("cuda", 24, ("bf16", "fp16", "fp32"), "cuda:0")
SMALL = device("cuda", 4, ("fp16", "fp32"), "cuda:0")
SECOND = device("cuda", 8, ("fp16", "fp32"), "cuda:1")
MAC = device("mps", 8, ("fp16", "fp32"))
SDXL = Need(weights=3_500_000_000, largest_part=2_600_000_000, activation=3 * 1024**3)
SD15 = Need(weights=1_066_000_000, largest_part=860_000_000, activation=800 * 1024**2)
TINY = Need(weights=20_000_000, largest_part=10_000_000, activation=100 * 1024**2)
LOPSIDED = Need(weights=4_000_000_000, largest_part=2_000_000_000)
HUGE = Need(weights=60_000_000_000, largest_part=40_000_000_000)


@pytest.mark.parametrize(
    ("devices", "need", "wish", "expected"),
    [
        ((CPU,), SD15, {}, ("cpu", "fp32", "none", False)),
        ((AMX,), SD15, {}, ("cpu", "bf16", "none", False)),
        ((BIG, CPU), SDXL, {}, ("cuda:0", "bf16", "none", False)),
        ((SMALL, CPU), TINY, {}, ("cuda:0", "fp16", "none", False)),
        ((SMALL, CPU), SD15, {}, ("cuda:0", "fp16", "none", False)),
        ((SMALL, CPU), SDXL, {}, ("cuda:0", "fp16", "sequential", True)),
        ((SECOND,), LOPSIDED, {}, ("cuda:1", "fp16", "model", False)),
        ((BIG,), HUGE, {}, ("cuda:0", "bf16", "sequential", False)),
        ((MAC,), HUGE, {}, ("mps", "fp16", "none", False)),
        ((BIG, CPU), SD15, {"device": "cpu"}, ("cpu", "fp32", "none", False)),
        ((BIG, SECOND), SD15, {"device": "cuda:1"}, ("cuda:1", "fp16", "none", False)),
        ((BIG, SECOND), SD15, {"device": "cuda"}, ("cuda:0", "bf16", "none", False)),
        ((BIG,), SD15, {"precision": "fp32"}, ("cuda:0", "fp32", "none", False)),
        ((BIG,), SD15, {"offload": "sequential"}, ("cuda:0", "bf16", "sequential", False)),
        ((CPU,), SD15, {"offload": "model"}, ("cpu", "fp32", "none", False)),
        ((CPU,), SD15, {"offload": "sequential"}, ("cpu", "fp32", "none", False)),
        ((BIG,), SD15, {"vae_tiling": "on"}, ("cuda:0", "bf16", "none", True)),
        ((SMALL,), SDXL, {"vae_tiling": "off"}, ("cuda:0", "fp16", "sequential", False)),
    ],
)  # fmt: skip
def test_choices(
    devices: tuple[Device, ...], need: Need, wish: dict[str, Any], expected: tuple[str, str, str, bool]
) -> None:
    chosen = choose_placement(Hardware(devices=devices, cores=4), PlacementWish(**wish), need)
    assert (chosen.device, chosen.precision, chosen.offload, chosen.vae_tiling) == expected
    assert len(chosen.reasons) == 3 and all(reason.endswith(".") for reason in chosen.reasons)


def test_threads_are_the_physical_cores_or_the_wish() -> None:
    hardware = Hardware(devices=(CPU,), cores=6)
    assert choose_placement(hardware, PlacementWish(), TINY).threads == 6
    assert choose_placement(hardware, PlacementWish(threads=2), TINY).threads == 2


@pytest.mark.parametrize("name", ["cuda", "cuda:3", "xpu", ""])
def test_a_device_that_is_not_there_is_said(name: str) -> None:
    with pytest.raises(StudioError) as caught:
        choose_placement(Hardware(devices=(CPU,), cores=2), PlacementWish(device=name), TINY)
    assert caught.value.kind is ErrorKind.DEVICE_MISSING and "Settings" in caught.value.advice


def test_a_precision_nobody_knows_is_refused_with_a_sentence() -> None:
    with pytest.raises(StudioError) as caught:
        choose_placement(Hardware(devices=(CPU,), cores=2), PlacementWish(precision="fp7"), TINY)
    assert caught.value.kind is ErrorKind.INVALID_REQUEST and "fp7" in caught.value.sentence


def test_less_stays_resident_the_more_is_offloaded() -> None:
    for need in (SDXL, SD15, TINY, Need(weights=100)):
        none, model, sequential = (memory_needed(need, "fp16", o) for o in ("none", "model", "sequential"))
        assert none >= model > sequential
        assert memory_needed(need, "fp32", "none") == 2 * none
