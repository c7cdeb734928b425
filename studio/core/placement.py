"""Where and how a model runs: a pure choice of device, precision, offload and tiling, with its reasons."""

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.core.requests import PlacementWish

GIB = 1024**3
PRECISIONS = ("fp32", "bf16", "fp16")
OFFLOADS = ("none", "model", "sequential")
BYTES_PER_WEIGHT = {"fp32": 4, "bf16": 2, "fp16": 2}
RESERVE = 0.8 * GIB
"""Memory left to the display and other programs on an accelerator, in bytes."""


class Device(Struct, frozen=True, kw_only=True):
    """One place to compute. Memory in bytes; ``precisions`` lists what runs at full speed, best first."""

    id: str
    kind: str
    """cpu, cuda, mps or xpu."""
    name: str
    memory_total: int
    memory_free: int
    precisions: tuple[str, ...]
    note: str = ""


class Hardware(Struct, frozen=True, kw_only=True):
    """What the machine can really do, best device first."""

    devices: tuple[Device, ...]
    cores: int
    """Physical cores."""
    features: tuple[str, ...] = ()
    """Processor features that matter, such as amx_bf16 or avx512_bf16."""


class Need(Struct, frozen=True, kw_only=True):
    """What a job asks of a device: number of weights, and activation bytes at 16 bits per value."""

    weights: int
    largest_part: int = 0
    """Weights of the largest component, which is all that model offload keeps resident."""
    activation: int = 0


class Placement(Struct, frozen=True, kw_only=True):
    """Device, precision, offload and tiling a job ran with, and why."""

    device: str
    precision: str
    offload: str = "none"
    vae_tiling: bool = False
    threads: int = 0
    reasons: tuple[str, ...] = ()


def _pick_device(hardware: Hardware, wish: PlacementWish) -> tuple[Device, str]:
    if wish.device == "auto":
        device = hardware.devices[0]
        return device, f"{device.name} is the fastest device here."
    for device in hardware.devices:
        if wish.device in (device.id, device.kind):
            return device, f"{device.name} is set in the settings."
    raise StudioError(
        ErrorKind.DEVICE_MISSING,
        f"The device “{wish.device}” set in the settings is not on this machine.",
        "Open Settings, Device and precision, and choose Automatic or another device.",
    )


def _pick_precision(device: Device, wish: PlacementWish) -> tuple[str, str]:
    if wish.precision == "auto":
        precision = device.precisions[0]
        return precision, device.note or f"{precision} is the fastest precision on it."
    if wish.precision not in BYTES_PER_WEIGHT:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The precision “{wish.precision}” set in the settings is not known.",
            "Open Settings, Device and precision, and choose Automatic or another precision.",
        )
    return wish.precision, f"{wish.precision} is set in the settings."


def memory_needed(need: Need, precision: str, offload: str) -> int:
    """Bytes on the device at the peak, estimated for a placement."""
    width = BYTES_PER_WEIGHT[precision]
    resident = {
        "none": need.weights,
        "model": need.largest_part or need.weights,
        "sequential": (need.largest_part or need.weights) // 20,
    }[offload]
    return resident * width + need.activation * width // 2


def _pick_offload(device: Device, precision: str, wish: PlacementWish, need: Need) -> tuple[str, str]:
    if device.kind in ("cpu", "mps"):  # whatever is wished: the libraries cannot offload there
        return "none", "Offload gains nothing: weights already lie in main memory."
    if wish.offload != "auto":
        return wish.offload, f"Offload “{wish.offload}” is set in the settings."
    free = device.memory_free - RESERVE
    for offload in OFFLOADS:
        needed = memory_needed(need, precision, offload)
        if needed <= free:
            return offload, f"About {needed / GIB:.1f} GiB of {free / GIB:.1f} GiB free are needed."
    return "sequential", "Even one module at a time is tight on this device."


def choose_placement(hardware: Hardware, wish: PlacementWish, need: Need) -> Placement:
    """Decide device, precision, offload and tiling for ``need``. Pure.

    Raises StudioError(DEVICE_MISSING) when the wished device does not exist, INVALID_REQUEST for an
    unknown precision.
    """
    device, why_device = _pick_device(hardware, wish)
    precision, why_precision = _pick_precision(device, wish)
    offload, why_offload = _pick_offload(device, precision, wish, need)
    if wish.vae_tiling == "auto":
        activation = need.activation * BYTES_PER_WEIGHT[precision] // 2
        tiling = activation > 0.5 * device.memory_free
    else:
        tiling = wish.vae_tiling == "on"
    return Placement(
        device=device.id,
        precision=precision,
        offload=offload,
        vae_tiling=tiling,
        threads=wish.threads or hardware.cores,
        reasons=(why_device, why_precision, why_offload),
    )
