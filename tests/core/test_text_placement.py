"""Where a language model runs: a table of machines and models."""

import pytest

from studio.core.errors import ErrorKind, StudioError
from studio.core.placement import GIB, Device, Hardware
from studio.core.request_parts import PlacementWish
from studio.core.text_placement import TextNeed, batch_size, choose_text_placement, thriftier


def machine(main: float = 16, graphics: float = 0, cores: int = 8) -> Hardware:
    devices = [
        Device(
            id="cpu", kind="cpu", name="Processor", memory_total=int(main * GIB * 1.3),
            memory_free=int(main * GIB), precisions=("fp32",),
        )
    ]  # fmt: skip
    if graphics:
        size = int(graphics * GIB)
        devices.insert(
            0,
            Device(
                id="cuda:0",
                kind="cuda",
                name="Card",
                memory_total=size,
                memory_free=size,
                precisions=("fp16",),
            ),
        )
    return Hardware(devices=tuple(devices), cores=cores)


def need(gigabytes: float = 4, context: int = 32_768, layers: int = 32, each: int = 131_072) -> TextNeed:
    return TextNeed(
        name="Novel", bytes=int(gigabytes * GIB), parameters=int(gigabytes * 1.7e9), layers=layers,
        context=context, memory_per_token=each,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("hardware", "what", "asked", "device", "layers", "context"),
    [
        (machine(), need(), 0, "cpu", 0, 8192),
        (machine(), need(context=512), 0, "cpu", 0, 512),
        (machine(), need(context=0), 0, "cpu", 0, 4096),
        (machine(), need(), 16_384, "cpu", 0, 16_384),
        (machine(), need(context=4096), 16_384, "cpu", 0, 4096),
        (machine(), need(), 100, "cpu", 0, 512),
        (machine(main=5), need(), 8192, "cpu", 0, 1024),
        (machine(graphics=24), need(), 0, "cuda:0", 33, 8192),
        (machine(graphics=4), need(), 0, "cuda:0", 18, 8192),
        (machine(graphics=1), need(), 0, "cuda:0", 0, 8192),
    ],
)
def test_placements(hardware, what, asked, device, layers, context) -> None:
    placed = choose_text_placement(hardware, PlacementWish(), what, asked)
    assert (placed.device, placed.gpu_layers, placed.context) == (device, layers, context)
    assert placed.threads == 8 and placed.reasons


def test_wishes_are_followed_and_a_device_that_is_not_open_falls_to_the_processor() -> None:
    both = machine(graphics=24)
    assert choose_text_placement(both, PlacementWish(device="cpu", threads=3), need()).threads == 3
    assert choose_text_placement(both, PlacementWish(device="cpu"), need()).gpu_layers == 0
    fallen = choose_text_placement(machine(), PlacementWish(device="cuda:0"), need())
    assert fallen.device == "cpu" and "cuda:0" in fallen.reasons[0]


def test_weights_beyond_the_machine_are_refused_with_the_numbers() -> None:
    with pytest.raises(StudioError, match=r"40\.4 GiB are needed.*20\.8 GiB") as caught:
        choose_text_placement(machine(), PlacementWish(), need(40))
    assert caught.value.kind is ErrorKind.OUT_OF_MEMORY


@pytest.mark.parametrize(
    ("parameters", "cores", "accelerated", "size"),
    [
        (12_000_000, 2, False, 64), (471_000_000, 2, False, 16), (7_000_000_000, 8, False, 8),
        (7_000_000_000, 64, False, 32), (7_000_000_000, 8, True, 256), (0, 1, False, 64),
    ],
)  # fmt: skip
def test_a_batch_is_read_within_half_a_second(parameters, cores, accelerated, size) -> None:
    assert batch_size(parameters, cores, accelerated=accelerated) == size


def test_thriftier_ends() -> None:
    placed, steps = choose_text_placement(machine(graphics=24), PlacementWish(), need()), 0
    while placed:
        before, placed = placed, thriftier(placed)
        steps += 1
    assert (before.gpu_layers, before.context) == (0, 512)
    assert steps < 16
