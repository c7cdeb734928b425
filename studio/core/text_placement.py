"""Where a language model runs and how much it reads at once: a pure choice from measured memory."""

from msgspec import Struct
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.placement import GIB, Device, Hardware
from studio.core.request_parts import PlacementWish

CONTEXT_USUAL = 8192
"""Tokens held when nobody asks for more: longer ones cost memory that most texts never use."""
CONTEXT_LEAST = 512
CONTEXT_UNKNOWN = 4096
"""For models whose header does not say what they were made for."""
COMPUTING = 0.35 * GIB
"""What reading and writing take beside weights and context, in bytes."""
RESERVE = 0.8 * GIB
"""Left to the display and other programs on an accelerator, in bytes."""
MARGIN = 0.9
"""Share of the free main memory that may be taken."""
SPEED_PER_CORE = 20e9
"""Multiplications a second that a core is counted on for when it reads, with other work beside it."""
STOP_SECONDS = 0.5
"""A batch may take this long, because reading stops between batches."""
BATCH_LEAST, BATCH_MOST, BATCH_ACCELERATED = 8, 64, 256


class TextNeed(Struct, frozen=True, kw_only=True):
    """What a model asks of a machine, from its header. Sizes in bytes."""

    name: str
    bytes: int
    parameters: int
    layers: int
    context: int
    memory_per_token: int


class TextPlacement(Struct, frozen=True, kw_only=True):
    """Device, layers on the accelerator, tokens of context, threads and tokens read at a time, and why."""

    device: str
    kind: str = "cpu"
    gpu_layers: int = 0
    context: int = CONTEXT_UNKNOWN
    threads: int = 1
    batch: int = BATCH_MOST
    precision: str = "auto"
    reasons: tuple[str, ...] = ()


def choose_text_placement(
    hardware: Hardware, wish: PlacementWish, need: TextNeed, context: int = 0
) -> TextPlacement:
    """Decide where a model runs. ``context`` is how many tokens are asked for at most, 0 for the usual.

    Pure. Raises StudioError(OUT_OF_MEMORY) with the numbers when the weights alone are too large.
    """
    device, why_device = _device(hardware, wish)
    processor = next(each for each in hardware.devices if each.kind == "cpu")
    tokens, why_tokens = _context(need, context)
    layers = 0
    if device.kind == "cpu":
        tokens, why_fit = _fit(processor, need, tokens)
    else:
        layers, why_fit = _layers(device, need, tokens)
        if layers < need.layers + 1:
            rest = need.bytes * (1 - layers / (need.layers + 1))
            _refuse_beyond(processor, need, int(rest))
    return TextPlacement(
        device=device.id,
        kind=device.kind,
        gpu_layers=layers,
        context=tokens,
        threads=wish.threads or hardware.cores,
        batch=batch_size(need.parameters, hardware.cores, accelerated=layers > need.layers),
        precision=wish.precision,
        reasons=tuple(filter(None, (why_device, why_tokens, why_fit))),
    )


def batch_size(parameters: int, cores: int, *, accelerated: bool) -> int:
    """Tokens to read at a time: reading can only be stopped between batches. Always a power of two."""
    if accelerated:
        return BATCH_ACCELERATED
    affordable = STOP_SECONDS * cores * SPEED_PER_CORE / (2 * max(parameters, 1))
    size = BATCH_LEAST
    while size * 2 <= min(affordable, BATCH_MOST):
        size *= 2
    return size


def thriftier(placement: TextPlacement) -> TextPlacement | None:
    """What to try when memory ran out nevertheless: fewer layers on the accelerator, then less context."""
    if placement.gpu_layers > 0:
        layers = placement.gpu_layers // 2 if placement.gpu_layers > 3 else 0
        return replace(placement, gpu_layers=layers)
    if placement.context > CONTEXT_LEAST:
        return replace(placement, context=max(CONTEXT_LEAST, placement.context // 2))
    return None


def _device(hardware: Hardware, wish: PlacementWish) -> tuple[Device, str]:
    best = hardware.devices[0]
    if wish.device == "auto":
        return best, f"{best.name} is the fastest device here."
    for device in hardware.devices:
        if wish.device in (device.id, device.kind):
            return device, f"{device.name} is set in the settings."
    processor = next(each for each in hardware.devices if each.kind == "cpu")
    return processor, f"“{wish.device}” is not open to language models here, so the processor writes."


def _context(need: TextNeed, asked: int) -> tuple[int, str]:
    own = need.context or CONTEXT_UNKNOWN
    if asked and asked > own:
        return own, f"The model was made for {own:,} tokens, so it does not hold {asked:,}."
    if asked:
        return max(asked, min(own, CONTEXT_LEAST)), f"{asked:,} tokens are set."
    return min(own, CONTEXT_USUAL), ""


def _fit(device: Device, need: TextNeed, tokens: int) -> tuple[int, str]:
    """Halve the context until it fits; the weights must."""
    _refuse_beyond(device, need, need.bytes)
    room = max(device.memory_free, need.bytes) * MARGIN - need.bytes - COMPUTING
    asked, least = tokens, min(tokens, CONTEXT_LEAST)
    while tokens > least and tokens * need.memory_per_token > room:
        tokens = max(least, tokens // 2)
    if tokens == asked:
        return tokens, ""
    return tokens, (
        f"{asked:,} tokens would need {asked * need.memory_per_token / GIB:.1f} GiB beside the weights, and "
        f"{max(room, 0) / GIB:.1f} GiB are free; {tokens:,} are held."
    )


def _layers(device: Device, need: TextNeed, tokens: int) -> tuple[int, str]:
    """How many layers the accelerator holds, the output counted as one more."""
    whole = need.layers + 1
    room = device.memory_free - RESERVE - COMPUTING
    each = need.bytes / whole + tokens * need.memory_per_token / max(need.layers, 1)
    count = max(0, min(whole, int(room / max(each, 1))))
    free = f"{max(room, 0) / GIB:.1f} GiB free"
    if count == whole:
        return whole, f"All layers fit on it ({each * whole / GIB:.1f} GiB of {free})."
    return count, f"{count} of {whole} layers fit on it ({free}); the processor computes the others."


def _refuse_beyond(processor: Device, need: TextNeed, size: int) -> None:
    if size + COMPUTING <= processor.memory_total:
        return
    raise StudioError(
        ErrorKind.OUT_OF_MEMORY,
        f"“{need.name}” does not fit: about {(size + COMPUTING) / GIB:.1f} GiB are needed, and this machine "
        f"has {processor.memory_total / GIB:.1f} GiB.",
        "Choose a smaller model, or one that is quantised further (Q4_K_M, for example).",
    )
