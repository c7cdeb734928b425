"""What this machine offers to language models, without torch: devices of llama.cpp, memory, cores."""

import gc
import importlib
import sys
from typing import Any

import psutil
from msgspec.structs import replace

from studio.core.placement import Device, Hardware
from studio.engine import device
from studio.engine.residency import Memory

_KINDS = {"CUDA": "cuda", "ROCm": "cuda", "Metal": "mps", "MTL": "mps", "SYCL": "xpu"}


def survey() -> tuple[Hardware, dict[str, str]]:
    """Import llama.cpp and look at its devices, accelerators first; returns versions too."""
    total, free = device.main_memory()
    processor = Device(
        id="cpu",
        kind="cpu",
        name=device.processor_name(),
        memory_total=total,
        memory_free=free,
        precisions=("fp32",),
    )
    found = [_device(each) for each in _told() if _is_accelerator(each)]
    found.sort(key=lambda each: each.memory_total, reverse=True)
    hardware = Hardware(devices=(*found, processor), cores=device.physical_cores())
    return hardware, {"xllamacpp": str(importlib.import_module("xllamacpp").__version__)}


def _told() -> list[dict[str, Any]]:
    """What llama.cpp says of its devices."""
    return importlib.import_module("xllamacpp").get_device_info()


def _is_accelerator(told: dict[str, Any]) -> bool:
    return "GPU" in str(told["type"]) and told["memory_total"] > 0


def _device(told: dict[str, Any]) -> Device:
    name = str(told["name"])
    letters = name.rstrip("0123456789")
    kind = _KINDS.get(letters, letters.lower())
    number = name[len(letters) :]
    return Device(
        id=f"{kind}:{number}" if number and kind != "mps" else kind,
        kind=kind,
        name=str(told["description"]) or name,
        memory_total=int(told["memory_total"]),
        memory_free=int(told["memory_free"]),
        precisions=("fp16", "fp32"),
    )


def measure(hardware: Hardware) -> Hardware:
    """The same devices with the memory that is free now."""
    told = {_device(each).id: int(each["memory_free"]) for each in _told()}
    _, free = device.main_memory()
    return replace(
        hardware,
        devices=tuple(
            replace(each, memory_free=free if each.kind == "cpu" else told.get(each.id, each.memory_free))
            for each in hardware.devices
        ),
    )


def memory(identity: str) -> Memory:
    """Bytes in use on the device of that id and by this process."""
    if "torch" in sys.modules and identity not in ("cpu", *(_device(each).id for each in _told())):
        return device.memory(identity)
    process = psutil.Process().memory_info().rss
    total, free = device.main_memory()
    for each in _told():
        if _is_accelerator(each) and _device(each).id == identity:
            total, free = int(each["memory_total"]), int(each["memory_free"])
    return Memory(device_bytes=total - free, device_total=total, process_bytes=process)


def release() -> None:
    """Give memory that an allocator keeps for later back to the system; torch's too, where it was used."""
    if "torch" in sys.modules:
        device.release()
        return
    gc.collect()
    device.trim()
