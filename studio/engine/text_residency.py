"""Language models in memory: one that writes and one that knows meanings; loads only when it must."""

import gc
import logging
from collections.abc import Callable
from types import ModuleType
from typing import Any

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.placement import GIB, Hardware
from studio.core.request_parts import PlacementWish
from studio.core.text_placement import TextNeed, TextPlacement, choose_text_placement, thriftier
from studio.engine.context import Context
from studio.engine.faults import is_out_of_memory
from studio.engine.residency import Memory

log = logging.getLogger(__name__)


class Wanted(Struct, frozen=True, kw_only=True):
    """A model as a job needs it: which one, with which LoRAs at hand, and for how many tokens."""

    family: ModuleType
    model: ModelFile
    need: TextNeed
    wish: PlacementWish = PlacementWish()
    context: int = 0
    parts: tuple[ModelFile, ...] = ()


class _Held(Struct, kw_only=True):
    wanted: Wanted
    placement: TextPlacement
    loaded: Any

    def serves(self, wanted: Wanted) -> bool:
        """Whether a job can use it as it is. More LoRAs at hand do no harm, another context might."""
        mine = self.wanted
        same_place = mine.wish == wanted.wish and mine.model == wanted.model
        return same_place and mine.context == wanted.context and set(wanted.parts) <= set(mine.parts)


class TextResidency:
    """The language models of one engine process. Everything happens on its main thread."""

    def __init__(
        self,
        hardware: Hardware,
        look: Callable[[Hardware], Hardware] = lambda hardware: hardware,
        measure: Callable[[str], Memory] = lambda device: Memory(),
        release: Callable[[], None] = lambda: None,
    ) -> None:
        self.hardware = hardware
        self._look, self._measure, self._release = look, measure, release
        self._writer: _Held | None = None
        self._embedder: _Held | None = None

    @property
    def names(self) -> tuple[str, ...]:
        """Names of the models in memory."""
        return tuple(held.wanted.model.name for held in (self._writer, self._embedder) if held)

    def memory(self) -> Memory:
        """What is used now."""
        held = self._writer or self._embedder
        return self._measure(held.placement.device if held else self.hardware.devices[-1].id)

    def unload(self) -> None:
        """Free every model."""
        self._let_go_of_writer()
        self._let_go_of_embedder()

    def held(self, model: ModelFile) -> tuple[ModuleType, Any] | None:
        """The model that writes with its family, if it is that one, whatever context it holds."""
        if self._writer and self._writer.wanted.model == model:
            return self._writer.wanted.family, self._writer.loaded
        return None

    def writer(self, wanted: Wanted, ctx: Context | None = None) -> Any:
        """The loaded model that writes. Raises StudioError, Cancelled, or what its library raises."""
        if self._writer and self._writer.serves(wanted):
            return self._writer.loaded
        self._let_go_of_writer()
        if ctx:
            ctx.phase("loading")
        try:
            self._writer = self._load(wanted, ctx, wanted.family.load)
        except _NoRoomError:
            if not self._embedder:
                raise
            self._let_go_of_embedder()
            self._writer = self._load(wanted, ctx, wanted.family.load)
        return self._writer.loaded

    def embedder(self, wanted: Wanted) -> Any:
        """The loaded model that knows meanings."""
        if self._embedder and self._embedder.serves(wanted):
            return self._embedder.loaded
        self._let_go_of_embedder()
        self._embedder = self._load(wanted, None, wanted.family.load_embedder)
        return self._embedder.loaded

    def _load(self, wanted: Wanted, ctx: Context | None, load: Callable[..., Any]) -> _Held:
        ask = getattr(wanted.family, "hardware", None)  # a family of another library sees other devices
        need, hardware = wanted.need, ask() if ask else self._look(self.hardware)
        placement: TextPlacement | None = choose_text_placement(
            hardware, wanted.wish, need, context=wanted.context
        )
        while placement:
            if ctx:
                ctx.check_cancel()
            loaded = _attempt(load, ctx, wanted, placement)
            if loaded is not None:
                log.info("%s: %s", need.name, " ".join(placement.reasons))
                return _Held(wanted=wanted, placement=placement, loaded=loaded)
            placement = thriftier(placement)
            self._give_back()
        free = hardware.devices[-1].memory_free / GIB
        raise _NoRoomError(
            ErrorKind.OUT_OF_MEMORY,
            f"“{need.name}” does not fit: about {need.bytes / GIB:.1f} GiB are needed, and more for its "
            f"context, and {free:.1f} GiB are free.",
            "Close other programs, or choose a smaller model.",
        )

    def _let_go_of_writer(self) -> None:
        held, self._writer = self._writer, None
        if held:
            held.loaded.close()
            del held
            self._give_back()

    def _let_go_of_embedder(self) -> None:
        held, self._embedder = self._embedder, None
        if held:
            held.loaded.close()
            del held
            self._give_back()

    def _give_back(self) -> None:
        gc.collect()
        self._release()


class _NoRoomError(StudioError):
    """Memory is short, however thrifty the placement."""


def _attempt(load: Callable[..., Any], ctx: Context | None, wanted: Wanted, placement: TextPlacement) -> Any:
    """The loaded model, or None when memory ran out."""
    try:
        return load(ctx, wanted.model, placement, wanted.parts)
    except Exception as error:
        if not is_out_of_memory(error):
            raise
        return None
