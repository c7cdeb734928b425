"""Models held in memory, and what to try, in order, when memory runs out."""

import gc
import logging
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any, TypeVar

import msgspec
from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.placement import GIB, Device, Hardware, Need, Placement, memory_needed
from studio.engine.context import Context
from studio.engine.faults import is_out_of_memory

log = logging.getLogger(__name__)
Result = TypeVar("Result")


class Memory(Struct, frozen=True, kw_only=True):
    """Bytes in use and in total on a device, and used by this process."""

    device_bytes: int = 0
    device_total: int = 0
    process_bytes: int = 0


def rungs(placement: Placement, device: Device) -> Iterator[tuple[Placement, str]]:
    """Ever thriftier placements with a remark on each: tile the VAE, offload by module, by layer. Pure."""
    yield placement, ""
    if not placement.vae_tiling:
        placement = msgspec.structs.replace(placement, vae_tiling=True)
        yield placement, "Memory ran out, so the picture was decoded in tiles."
    if device.kind not in ("cuda", "xpu"):
        return
    for offload, remark in (
        ("model", "Memory ran out, so parts of the model waited in main memory (offload by module)."),
        ("sequential", "Memory ran out, so the model was brought in layer by layer (offload by layer)."),
    ):
        if placement.offload == "none" or (placement.offload == "model" and offload == "sequential"):
            placement = msgspec.structs.replace(placement, offload=offload)
            yield placement, remark


class Residency:
    """The models of one engine process. One model is held; another request makes room first."""

    def __init__(
        self,
        hardware: Hardware,
        measure: Callable[[str], Memory] = lambda device: Memory(),
        release: Callable[[], None] = lambda: None,
    ) -> None:
        self.hardware = hardware
        self._measure, self._release = measure, release
        self._key: tuple[ModelFile, Placement] | None = None
        self._loaded: Any = None
        self._device = hardware.devices[0].id

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the models in memory."""
        return (self._key[0].name,) if self._key else ()

    def device(self, identity: str) -> Device:
        """The device of that id."""
        return next(device for device in self.hardware.devices if device.id == identity)

    def memory(self) -> Memory:
        """What is used now."""
        return self._measure(self._device)

    def unload(self) -> None:
        """Free every model."""
        if self._key is None and self._loaded is None:
            return
        self._key = None
        self._loaded = None
        gc.collect()
        self._release()

    def _load(self, ctx: Context, family: ModuleType, model: ModelFile, placement: Placement) -> Any:
        # The reasons differ with the memory that happens to be free; they are no reason to load again.
        key = (model, msgspec.structs.replace(placement, reasons=()))
        if self._key == key:
            return self._loaded
        self.unload()
        self._device = placement.device
        ctx.phase("loading")
        self._loaded = family.load(ctx, model, placement)
        self._key = key
        return self._loaded

    def use(
        self,
        ctx: Context,
        family: ModuleType,
        model: ModelFile,
        placement: Placement,
        need: Need,
        work: Callable[[Any, Placement], Result],
    ) -> Result:
        """Load the model and do ``work(loaded, placement)``, on thriftier placements when memory runs out.

        Raises StudioError(OUT_OF_MEMORY) with the numbers when nothing helps.
        """
        for attempt, remark in rungs(placement, self.device(placement.device)):
            ctx.check_cancel()
            if remark:
                log.info("Out of memory; trying again: %s", remark)
                ctx.note(remark)
            done, result = self._attempt(ctx, family, model, attempt, work)
            if done:
                return result
            # Outside the except: the exception and the tensors its frames held are gone by now.
            self.unload()
        raise self._honest(placement, need)

    def _attempt(
        self,
        ctx: Context,
        family: ModuleType,
        model: ModelFile,
        placement: Placement,
        work: Callable[[Any, Placement], Result],
    ) -> tuple[bool, Any]:
        try:
            return True, work(self._load(ctx, family, model, placement), placement)
        except Exception as error:
            if not is_out_of_memory(error):
                raise
            return False, None

    def _honest(self, placement: Placement, need: Need) -> StudioError:
        device = self.device(placement.device)
        needed = memory_needed(need, placement.precision, "none") / GIB
        used = self.memory()
        free = (used.device_total - used.device_bytes) / GIB
        return StudioError(
            ErrorKind.OUT_OF_MEMORY,
            f"This picture does not fit: about {needed:.1f} GiB are needed and {max(free, 0):.1f} GiB of "
            f"{(used.device_total or device.memory_total) / GIB:.1f} GiB are free on {device.name}.",
            "Choose a smaller size, close other programs, or choose a smaller model.",
        )
