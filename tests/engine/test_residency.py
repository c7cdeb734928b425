"""One model in memory, and the ladder that is climbed down when memory runs out."""

import gc
import weakref
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.placement import Device, Hardware, Need, Placement
from studio.engine.context import Context
from studio.engine.residency import Memory, Residency, rungs

GIB = 2**30
CPU = Device(id="cpu", kind="cpu", name="P", memory_total=8 * GIB, memory_free=4 * GIB, precisions=("fp32",))
CUDA = Device(
    id="cuda:0", kind="cuda", name="G", memory_total=8 * GIB, memory_free=8 * GIB, precisions=("bf16",)
)
MODEL = ModelFile(id="m", name="M", family="f", path="/m")
NEED = Need(weights=GIB, largest_part=GIB // 2, activation=GIB)


class Part:
    """Stands for gigabytes."""


class Family:
    def __init__(self) -> None:
        self.loads: list[Placement] = []
        self.alive: list[weakref.ref] = []

    def load(self, ctx: Context, model: ModelFile, placement: Placement) -> Any:
        self.loads.append(placement)
        part = Part()
        self.alive.append(weakref.ref(part))
        return SimpleNamespace(part=part, placement=placement)


@pytest.fixture
def ctx(make_context: Callable, make_request: Callable) -> Context:
    return make_context(make_request(), MODEL)


def residency(*devices: Device) -> Residency:
    return Residency(
        Hardware(devices=devices, cores=2), lambda _: Memory(device_bytes=6 * GIB, device_total=8 * GIB)
    )


@pytest.mark.parametrize(
    ("device", "start", "expected"),
    [
        (CPU, {}, [(False, "none"), (True, "none")]),
        (CPU, {"vae_tiling": True}, [(True, "none")]),
        (CUDA, {}, [(False, "none"), (True, "none"), (True, "model"), (True, "sequential")]),
        (CUDA, {"offload": "model"}, [(False, "model"), (True, "model"), (True, "sequential")]),
        (CUDA, {"offload": "sequential", "vae_tiling": True}, [(True, "sequential")]),
    ],
)
def test_rungs(device: Device, start: dict, expected: list) -> None:
    placement = Placement(device=device.id, precision="bf16", **start)
    assert [(rung.vae_tiling, rung.offload) for rung, _ in rungs(placement, device)] == expected


def test_the_same_model_and_placement_are_loaded_once(ctx: Context) -> None:
    family, held = Family(), residency(CPU)
    for reason in ("now", "later"):
        placement = Placement(device="cpu", precision="fp32", reasons=(reason,))
        held.use(ctx, family, MODEL, placement, NEED, lambda loaded, used: None)  # type: ignore[arg-type]
    assert len(family.loads) == 1
    other = Placement(device="cpu", precision="bf16")
    held.use(ctx, family, MODEL, other, NEED, lambda loaded, used: None)  # type: ignore[arg-type]
    assert [placement.precision for placement in family.loads] == ["fp32", "bf16"]
    assert [ref() is None for ref in family.alive] == [True, False], "the first was freed"
    assert held.names == ("M",)
    held.unload()
    assert held.names == () and family.alive[1]() is None


def test_memory_running_out_tries_thriftier_placements_and_frees_in_between(ctx: Context) -> None:
    family, held = Family(), residency(CUDA)
    freed: list[int] = []

    def work(loaded: Any, used: Placement) -> str:
        gc.collect()
        freed.append(sum(ref() is not None for ref in family.alive))
        if used.offload != "model":
            raise MemoryError("x")
        return "drawn"

    placement = Placement(device="cuda:0", precision="bf16")
    assert held.use(ctx, family, MODEL, placement, NEED, work) == "drawn"  # type: ignore[arg-type]
    assert freed == [1, 1, 1], "never two copies at a time"
    assert [note.split(",")[0] for note in ctx.notes] == ["Memory ran out"] * 2


def test_when_nothing_helps_the_sentence_has_the_numbers(ctx: Context) -> None:
    family, held = Family(), residency(CPU)

    def work(loaded: Any, used: Placement) -> None:
        raise MemoryError("x")

    with pytest.raises(StudioError) as caught:
        held.use(ctx, family, MODEL, Placement(device="cpu", precision="fp32"), NEED, work)  # type: ignore[arg-type]
    assert caught.value.kind is ErrorKind.OUT_OF_MEMORY
    assert "6.0 GiB are needed" in caught.value.sentence
    assert "2.0 GiB of 8.0 GiB are free on P" in caught.value.sentence
    assert held.names == ()


def test_other_errors_pass_through_and_the_model_stays(ctx: Context) -> None:
    family, held = Family(), residency(CPU)

    def work(loaded: Any, used: Placement) -> None:
        raise KeyError("bug")

    with pytest.raises(KeyError):
        held.use(ctx, family, MODEL, Placement(device="cpu", precision="fp32"), NEED, work)  # type: ignore[arg-type]
    assert held.names == ("M",)
