"""LoRAs of a Hugging Face folder: all at hand from the start, each with the strength a request asks for."""

from collections.abc import Sequence
from typing import Any

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.request_parts import Adapter


class Loras:
    """The LoRAs laid over a model."""

    def __init__(self, model: Any, files: Sequence[ModelFile]) -> None:
        self._files = tuple(files)
        self._strengths: tuple[float, ...] = tuple(0.0 for _ in files)
        self._layers: list[tuple[Any, dict[str, float]]] = []
        for number, file in enumerate(files):
            try:
                model.load_adapter(file.path, adapter_name=_name(number))
            except (OSError, ValueError, KeyError, RuntimeError) as error:
                raise StudioError(
                    ErrorKind.INVALID_REQUEST,
                    f"The LoRA “{file.name}” does not fit the model.",
                    "Leave it out, or choose a model it was made for.",
                    str(error),
                ) from error
        if files:
            from peft.tuners.lora import LoraLayer

            model.set_adapter([_name(number) for number in range(len(files))])
            self._layers = [
                (module, dict(module.scaling)) for module in model.modules() if isinstance(module, LoraLayer)
            ]
            self._apply()

    def use(self, adapters: Sequence[Adapter]) -> bool:
        """Give every LoRA its strength, 0 where it is not wished for. Whether anything changed."""
        wished = {adapter.model: adapter.weight for adapter in adapters}
        strengths = tuple(wished.get(file.id, 0.0) for file in self._files)
        changed, self._strengths = strengths != self._strengths, strengths
        if changed:
            self._apply()
        return changed

    def _apply(self) -> None:
        for module, trained in self._layers:
            for number, strength in enumerate(self._strengths):
                if _name(number) in trained:
                    module.scaling[_name(number)] = trained[_name(number)] * strength


def _name(number: int) -> str:
    return f"lora_{number}"
