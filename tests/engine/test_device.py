"""What the machine can do, told truly."""

import os

import psutil
import pytest

from studio.engine import device


@pytest.mark.parametrize(
    ("features", "fast"),
    [((), False), (("avx2", "avx512_f"), False), (("avx512_bf16",), True), (("amx_bf16", "avx2"), True)],
)
def test_bf16_is_taken_only_where_the_processor_has_it(features: tuple[str, ...], fast: bool) -> None:
    assert device.bf16_is_fast(features) is fast


def test_the_probe_always_finds_the_processor_last() -> None:
    hardware = device.probe()
    processor = hardware.devices[-1]
    assert (processor.id, processor.kind) == ("cpu", "cpu")
    assert set(processor.precisions) == {"bf16", "fp32"}
    assert processor.precisions[0] == ("bf16" if device.bf16_is_fast(hardware.features) else "fp32")
    assert processor.note.startswith(processor.precisions[0])
    assert 0 < processor.memory_free <= processor.memory_total
    assert 1 <= hardware.cores <= (os.cpu_count() or 1)
    assert len({found.id for found in hardware.devices}) == len(hardware.devices)


def test_bf16_steps_aside_when_the_library_cannot_do_it(monkeypatch: pytest.MonkeyPatch) -> None:
    import torch

    def refuse(*arguments: object, **options: object) -> None:
        raise RuntimeError("not implemented for BFloat16")

    monkeypatch.setattr(torch.nn.functional, "conv2d", refuse)
    assert device._processor(("avx512_bf16",)).precisions[0] == "fp32"


@pytest.mark.skipif(not hasattr(os, "sched_setaffinity"), reason="affinity is a Linux matter")
def test_cores_respect_the_affinity() -> None:
    before = os.sched_getaffinity(0)
    try:
        os.sched_setaffinity(0, {min(before)})
        assert device.physical_cores() == 1
    finally:
        os.sched_setaffinity(0, before)


def test_limits_of_a_control_group_are_read(
    monkeypatch: pytest.MonkeyPatch, tmp_path: "os.PathLike[str]"
) -> None:
    from pathlib import Path

    group = Path(tmp_path)
    (group / "cpu.max").write_text("150000 100000\n")
    (group / "memory.max").write_text("1000000\n")
    (group / "memory.current").write_text("400000\n")
    monkeypatch.setattr(device, "CGROUP", group)
    assert device._cgroup_number("cpu.max") == 1.5
    assert device.main_memory() == (1_000_000, 600_000)
    (group / "memory.max").write_text("max\n")
    assert device.main_memory()[0] == psutil.virtual_memory().total


def test_memory_in_use_is_measured() -> None:
    memory = device.memory("cpu")
    assert 0 < memory.process_bytes < memory.device_total
    device.release()


def test_files_the_system_keeps_in_memory_count_as_free(
    monkeypatch: pytest.MonkeyPatch, tmp_path: "os.PathLike[str]"
) -> None:
    from pathlib import Path

    group = Path(tmp_path)
    (group / "memory.max").write_text("1000000\n")
    (group / "memory.current").write_text("900000\n")
    (group / "memory.stat").write_text("anon 250000\nactive_file 50000\ninactive_file 600000\n")
    monkeypatch.setattr(device, "CGROUP", group)
    assert device.main_memory() == (1_000_000, 700_000)


def test_a_graphics_device_that_is_occupied_is_left_out(
    monkeypatch: pytest.MonkeyPatch, expected_warnings: list[str]
) -> None:
    import torch

    expected_warnings.append("cannot be used")

    def occupied(index: int) -> tuple[int, int]:
        raise RuntimeError("CUDA error: out of memory")

    monkeypatch.setattr(torch.cuda, "is_available", lambda: True)
    monkeypatch.setattr(torch.cuda, "device_count", lambda: 1)
    monkeypatch.setattr(torch.cuda, "mem_get_info", occupied)
    assert "cuda" not in {found.kind for found in device.probe().devices}
