"""LoRAs on a model in memory: brought in from local files, weighed, and taken out again."""

import contextlib
import hashlib
import logging
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.requests import Adapter, ImageRequest
from studio.engine.context import Context
from studio.engine.faults import is_out_of_memory

log = logging.getLogger(__name__)


class Adapters:
    """The LoRAs of one pipeline. ``used`` are those that act now, as (id, weight)."""

    def __init__(self, pipe: Any) -> None:
        self._pipe = pipe
        self._stamps: dict[str, str] = {}
        """Name within the pipeline by the LoRA's id."""
        self.used: tuple[tuple[str, float], ...] = ()

    def bring(self, ctx: Context, files: Sequence[ModelFile]) -> None:
        """Have exactly these LoRAs in the model; the model itself stays as it is.

        Raises StudioError(FILE_BROKEN) and leaves the model without any LoRA.
        """
        wanted = {file.id: (file, _stamp(file)) for file in files}
        if {identity: stamp for identity, (_, stamp) in wanted.items()} == self._stamps:
            return
        self.use(())
        keep = {identity for identity, (_, stamp) in wanted.items() if self._stamps.get(identity) == stamp}
        stale = [identity for identity in self._stamps if identity not in keep]
        if len(stale) == len(self._stamps):
            self.drop()
        elif stale:
            self._pipe.delete_adapters([self._stamps.pop(identity) for identity in stale])
        ctx.phase("loading")
        for identity, (file, stamp) in wanted.items():
            if identity not in self._stamps:
                ctx.check_cancel()
                self._load(file, stamp)
        self.used = ((".", 0.0),)  # what was just loaded acts until told otherwise
        self.use(())

    def use(self, adapters: Sequence[Adapter]) -> None:
        """Let these act, and no others."""
        used = tuple((adapter.model, adapter.weight) for adapter in adapters if adapter.weight)
        if used == self.used:
            return
        self.used = used
        if not self._stamps:
            return
        if not used:
            self._pipe.disable_lora()
            return
        total: dict[str, float] = {}
        for identity, weight in used:
            name = self._stamps[identity]
            total[name] = total.get(name, 0.0) + weight
        self._pipe.enable_lora()
        self._pipe.set_adapters(list(total), list(total.values()))

    @contextlib.contextmanager
    def using(self, adapters: Sequence[Adapter]) -> Iterator[None]:
        """For the block let these act; then those before again."""
        before = tuple(Adapter(model=identity, weight=weight) for identity, weight in self.used)
        self.use(adapters)
        try:
            yield
        finally:
            self.use(before)

    def drop(self) -> None:
        """Take every LoRA out: the layers are the model's own again."""
        if self._stamps:
            self._pipe.unload_lora_weights()
        self._stamps.clear()
        self.used = ()

    def _load(self, file: ModelFile, stamp: str) -> None:
        from safetensors.torch import load_file

        try:
            weights = load_file(file.path)
            self._stamps[file.id] = stamp
            self._pipe.load_lora_weights(weights, adapter_name=stamp)
        except Exception as error:
            with contextlib.suppress(Exception):
                self.drop()
            self._stamps.clear()
            if is_out_of_memory(error):
                raise
            log.info("The LoRA %s cannot be used: %s", file.path, error)
            raise StudioError(
                ErrorKind.FILE_BROKEN,
                f"The LoRA “{file.name}” cannot be used with this model.",
                "Leave it out, or copy it again.",
                str(error),
            ) from error


def bring_adapters(ctx: Context, adapters: Adapters, request: ImageRequest) -> None:
    """Bring in all LoRAs a request names, and let those of the whole picture act."""
    named = {adapter.model for adapter in request.adapters}
    named |= {adapter.model for region in request.regions for adapter in region.adapters}
    adapters.bring(ctx, [file for file in ctx.run.parts if file.id in named])
    adapters.use(request.adapters)


def _stamp(file: ModelFile) -> str:
    """A name that changes with the file, of letters and digits alone."""
    try:
        status = Path(file.path).stat()
    except OSError as error:
        raise StudioError(
            ErrorKind.MODEL_MISSING, f"The LoRA “{file.name}” is not there any more.", "Choose another one."
        ) from error
    text = f"{file.path}|{status.st_size}|{status.st_mtime_ns}"
    return "lora" + hashlib.sha256(text.encode()).hexdigest()[:16]
