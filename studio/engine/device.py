"""What this machine can really do: devices, precisions that run at full speed, memory, cores."""

import contextlib
import gc
import importlib
import logging
import os
import sys
from pathlib import Path
from typing import Any

import psutil

from studio.core.placement import Device, Hardware
from studio.engine.residency import Memory

CGROUP = Path("/sys/fs/cgroup")
"""Control group of this process as containers see it."""
TORCH_NAMES = {"fp32": "float32", "bf16": "bfloat16", "fp16": "float16"}

log = logging.getLogger(__name__)


def survey() -> tuple[Hardware, dict[str, str]]:
    """Import the libraries that draw and look at the devices; returns their versions too."""
    import diffusers
    import torch
    import transformers

    # diffusers imports lazily: take what most jobs need now, so that the first job need not.
    importlib.import_module("diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion_img2img")
    importlib.import_module("diffusers.pipelines.stable_diffusion.pipeline_stable_diffusion")
    diffusers.utils.logging.disable_progress_bar()
    transformers.utils.logging.disable_progress_bar()
    versions = {module.__name__: str(module.__version__) for module in (torch, diffusers, transformers)}
    return probe(), versions


def probe() -> Hardware:
    """Devices best first: CUDA, XPU, MPS, then the processor, which is always there."""
    features = processor_features()
    devices = [*_cuda(), *_xpu(), *_mps(), _processor(features)]
    return Hardware(devices=tuple(devices), cores=physical_cores(), features=features)


def _cuda() -> list[Device]:
    import torch

    if not torch.cuda.is_available():
        return []
    devices = []
    for index in range(torch.cuda.device_count()):
        try:
            free, total = torch.cuda.mem_get_info(index)
        except RuntimeError as error:  # full, reserved by another program or fallen off the bus
            log.warning("The graphics device %d cannot be used: %s", index, error)
            continue
        bf16 = torch.cuda.get_device_capability(index)[0] >= 8 or torch.version.hip is not None
        devices.append(
            Device(
                id=f"cuda:{index}",
                kind="cuda",
                name=torch.cuda.get_device_name(index),
                memory_total=total,
                memory_free=free,
                precisions=("bf16", "fp16", "fp32") if bf16 else ("fp16", "fp32"),
                note="" if bf16 else "fp16 is the fastest precision on it; it is too old for bf16.",
            )
        )
    return sorted(devices, key=lambda device: device.memory_total, reverse=True)


def _xpu() -> list[Device]:
    import torch

    if not (hasattr(torch, "xpu") and torch.xpu.is_available()):
        return []
    devices = []
    for index in range(torch.xpu.device_count()):
        total = torch.xpu.get_device_properties(index).total_memory
        free = total - torch.xpu.memory_reserved(index)
        with contextlib.suppress(RuntimeError, AttributeError):  # not every driver tells
            free, total = torch.xpu.mem_get_info(index)
        devices.append(
            Device(
                id=f"xpu:{index}",
                kind="xpu",
                name=torch.xpu.get_device_name(index),
                memory_total=total,
                memory_free=free,
                precisions=("bf16", "fp16", "fp32"),
            )
        )
    return devices


def _mps() -> list[Device]:
    import torch

    if not torch.backends.mps.is_available():
        return []
    total = torch.mps.recommended_max_memory()
    free = max(0, total - torch.mps.driver_allocated_memory())
    return [
        Device(
            id="mps",
            kind="mps",
            name="Apple graphics",
            memory_total=total,
            memory_free=free,
            precisions=("fp16", "fp32"),
        )
    ]


def _processor(features: tuple[str, ...]) -> Device:
    total, free = main_memory()
    name = processor_name()
    if bf16_is_fast(features) and _bf16_works():
        feature = next(name for name in ("amx_bf16", "avx512_bf16") if name in features)
        precisions: tuple[str, ...] = ("bf16", "fp32")
        note = f"bf16, because the processor has {feature.upper().replace('_', '-')}."
    else:
        precisions = ("fp32", "bf16")
        note = "fp32, because the processor has no fast 16-bit arithmetic."
    return Device(
        id="cpu",
        kind="cpu",
        name=name,
        memory_total=total,
        memory_free=free,
        precisions=precisions,
        note=note,
    )


# The processor


def processor_features() -> tuple[str, ...]:
    """Of amx_bf16, avx512_bf16, avx512_f and avx2, those the processor and the system support."""
    import torch

    ask = getattr(torch.cpu, "get_capabilities", None)
    known = ask() if ask else {}
    if not known:
        known = {
            "amx_bf16": torch.cpu._is_amx_tile_supported(),
            "avx512_bf16": torch.cpu._is_avx512_bf16_supported(),
            "avx512_f": torch.cpu._is_avx512_supported(),
            "avx2": torch.cpu._is_avx2_supported(),
        }
    return tuple(name for name in ("amx_bf16", "avx512_bf16", "avx512_f", "avx2") if known.get(name))


def bf16_is_fast(features: tuple[str, ...]) -> bool:
    """Whether bf16 beats fp32 on a processor with these features. Pure."""
    return "amx_bf16" in features or "avx512_bf16" in features


def _bf16_works() -> bool:
    """Whether a small convolution and product in bf16 run and give numbers; a library may lack them."""
    import torch

    try:
        with torch.no_grad():
            picture = torch.ones(1, 8, 16, 16, dtype=torch.bfloat16)
            weights = torch.ones(8, 8, 3, 3, dtype=torch.bfloat16)
            answer = torch.nn.functional.conv2d(picture, weights, padding=1).flatten(2)
            return bool(torch.isfinite(answer @ answer.transpose(1, 2)).all())
    except RuntimeError:
        return False


def processor_name() -> str:
    """The name the maker gave the processor."""
    with contextlib.suppress(OSError):
        for line in Path("/proc/cpuinfo").read_text(encoding="utf-8", errors="replace").splitlines():
            if line.startswith("model name"):
                return line.partition(":")[2].strip()
    import platform

    return platform.processor() or platform.machine() or "Processor"


def physical_cores() -> int:
    """Cores this process may use: physical ones, within its affinity and its control group's share."""
    cores = psutil.cpu_count(logical=False) or os.cpu_count() or 1
    if hasattr(os, "sched_getaffinity"):
        cores = min(cores, len(os.sched_getaffinity(0)))
    share = _cgroup_number("cpu.max")
    return max(1, min(cores, round(share)) if share else cores)


def main_memory() -> tuple[int, int]:
    """Bytes of main memory in total and available, within the control group's limit."""
    memory = psutil.virtual_memory()
    total, free = memory.total, memory.available
    limit, used = _cgroup_number("memory.max"), _cgroup_number("memory.current")
    if limit and limit < total:
        total = int(limit)
        free = min(free, max(0, total - int((used or 0) - _cached_files())))
    return total, free


def _cached_files() -> int:
    """Bytes of files that the control group keeps in memory only as long as nobody needs the room."""
    try:
        lines = (CGROUP / "memory.stat").read_text(encoding="ascii").splitlines()
        return next((int(line.split()[1]) for line in lines if line.startswith("inactive_file ")), 0)
    except (OSError, ValueError, IndexError):
        return 0


def _cgroup_number(name: str) -> float | None:
    """A limit of control group v2; ``cpu.max`` as a number of cores. None when there is none."""
    try:
        words = (CGROUP / name).read_text(encoding="ascii").split()
        if words[0] == "max":
            return None
        return float(words[0]) / (float(words[1]) if len(words) > 1 else 1.0)
    except (OSError, ValueError, IndexError):
        return None


# Memory in use


def memory(identity: str) -> Memory:
    """Bytes in use on the device of that id and by this process."""
    import torch

    process = psutil.Process().memory_info().rss
    if identity.startswith("cuda"):
        free, total = torch.cuda.mem_get_info(torch.device(identity))
        return Memory(device_bytes=total - free, device_total=total, process_bytes=process)
    if identity.startswith("xpu"):
        total = torch.xpu.get_device_properties(torch.device(identity)).total_memory
        used = torch.xpu.memory_reserved(torch.device(identity))
        return Memory(device_bytes=used, device_total=total, process_bytes=process)
    if identity == "mps":
        used, total = torch.mps.driver_allocated_memory(), torch.mps.recommended_max_memory()
        return Memory(device_bytes=used, device_total=total, process_bytes=process)
    total, free = main_memory()
    return Memory(device_bytes=total - free, device_total=total, process_bytes=process)


def release() -> None:
    """Give memory that was freed, but kept by an allocator for later, back to the system."""
    import torch

    gc.collect()
    for backend in (torch.cuda, getattr(torch, "xpu", None)):
        if backend is not None and backend.is_available():
            backend.empty_cache()
    if torch.backends.mps.is_available():
        torch.mps.empty_cache()
    trim()


def trim() -> None:
    """Hand back what the allocator of the C library keeps."""
    if sys.platform == "linux":
        with contextlib.suppress(OSError, AttributeError):
            import ctypes

            ctypes.CDLL(None).malloc_trim(0)


def dtype_argument() -> str:
    """What this diffusers calls the argument for the precision of weights; it was renamed."""
    from diffusers.pipelines import pipeline_utils

    return "dtype" if hasattr(pipeline_utils, "_resolve_dtype") else "torch_dtype"


def torch_type(precision: str) -> Any:
    """The torch dtype of a precision of ``core.placement``."""
    import torch

    return getattr(torch, TORCH_NAMES[precision])
