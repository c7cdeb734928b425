"""Reading with a cache in torch: in whole batches from the beginning, stoppable between layers.

As in ``llama_reading``, only what was read in whole batches is used again, so that the same request
gives the same text whatever was read before.
"""

import inspect
from collections.abc import Callable, Sequence
from typing import Any


class TorchReading:
    """The model with the cache of what it read last."""

    def __init__(self, model: Any, step: int) -> None:
        self._model, self._step = model, step
        self._device = model.get_input_embeddings().weight.device
        known = inspect.signature(model.forward).parameters
        self._cache_name = "cache" if "cache" in known else "past_key_values"  # renamed in transformers 5
        self._last_only = {"logits_to_keep": 1} if "logits_to_keep" in known else {}
        self._cache: Any = None
        self._read: tuple[int, ...] = ()
        """Tokens in the cache that were read in whole batches."""

    @property
    def length(self) -> int:
        """Tokens in the cache."""
        return self._cache.get_seq_length() if self._cache is not None else 0

    def forget(self) -> None:
        """Drop the cache: what comes is read with other weights."""
        self._cache, self._read = None, ()

    def kept(self, ids: Sequence[int]) -> int:
        """How many tokens of ``ids`` need not be read again."""
        most = min(len(self._read), len(ids) - 1, self.length)
        same = next((at for at in range(most) if self._read[at] != ids[at]), most)
        return same // self._step * self._step

    def read(self, ids: Sequence[int], told: Callable[[int, int], None]) -> Any:
        """Read a prompt; the logits behind its last token. ``told(done, total)`` may raise to stop."""
        done = self.kept(ids)
        self.cut(done)
        self._read = tuple(ids[:done])
        logits = None
        while done < len(ids):
            told(done, len(ids))
            logits = self.feed(ids[done : done + self._step])
            done = min(done + self._step, len(ids))
            self._read = tuple(ids[: done // self._step * self._step])
        told(len(ids), len(ids))
        return logits

    def feed(self, ids: Sequence[int]) -> Any:
        """Read tokens behind those in the cache; the logits behind the last, float32 on the processor."""
        import torch
        from transformers import DynamicCache

        if self._cache is None:
            self._cache = DynamicCache()
        whole = self.length
        try:
            with torch.inference_mode():
                answer = self._model(
                    input_ids=torch.tensor([list(ids)], device=self._device),
                    use_cache=True,
                    **{self._cache_name: self._cache},
                    **self._last_only,
                )
        except BaseException:  # stopped between layers: some have the new tokens, some not
            self.cut(whole)
            raise
        return answer.logits[0, -1].float().cpu()

    def cut(self, length: int) -> None:
        """Forget all tokens behind the first ``length``."""
        if self._cache is None:
            return
        if not length:
            self._cache = None
            return
        for layer in self._cache.layers:
            if getattr(layer, "keys", None) is not None:
                layer.keys, layer.values = layer.keys[..., :length, :], layer.values[..., :length, :]
