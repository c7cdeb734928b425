"""GGUF models through llama.cpp: loading, writing, counting, embedding."""

import gc
import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.text_models import identify_text
from studio.core.text_placement import TextPlacement
from studio.core.text_requests import TextRequest
from studio.engine.context import Context
from studio.engine.kits.llama_prompt import Vocabulary, make_prompt, read_vocabulary
from studio.engine.kits.llama_reading import Reading
from studio.engine.kits.llama_server import SLOTS, LlamaServer, ServerOptions
from studio.engine.kits.llama_writing import Writing, check_rules
from studio.engine.kits.prompts_of_text import Prompt, room_told
from studio.engine.text_context import TextContext

PROJECTOR = "projector"
SPARE = 2048
"""Room for further alternatives beside one whole context, in tokens."""
_MEMORY = ("failed to create context", "failed to allocate", "unable to allocate")


class LlamaModel:
    """A loaded model and what is known of it."""

    def __init__(
        self, server: LlamaServer, words: Vocabulary, placement: TextPlacement, adapters: Sequence[ModelFile]
    ) -> None:
        self.server, self.words, self.placement = server, words, placement
        self.adapters = tuple(part for part in adapters if part.kind != PROJECTOR)
        self.reading = Reading(server, placement.batch, words.fillers)
        self.cells = server.options.cells

    def close(self) -> None:
        """Free it; no call may be running."""
        self.server.close()


def load(
    ctx: Context | None, model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> LlamaModel:
    """Load a GGUF file with its LoRAs. Raises StudioError, Cancelled, MemoryError."""
    server = _serve(model, placement, parts, embedding=False)
    try:
        if ctx:
            ctx.check_cancel()
        return LlamaModel(server, read_vocabulary(Path(model.path), server), placement, parts)
    except BaseException:
        server.close()
        raise


def load_embedder(
    ctx: Context | None, model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> LlamaServer:
    """Load a GGUF file for telling what texts mean."""
    return _serve(model, placement, parts, embedding=True)


def _serve(
    model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile], *, embedding: bool
) -> LlamaServer:
    recurrent = identify_text(Path(model.path)).recurrent
    options = ServerOptions(
        path=model.path,
        cells=placement.context if embedding else placement.context + min(placement.context, SPARE),
        threads=placement.threads,
        batch=max(placement.context, 512) if embedding else placement.batch,
        gpu_layers=placement.gpu_layers,
        adapters=tuple(part.path for part in parts if part.kind != PROJECTOR),
        projector=next((part.path for part in parts if part.kind == PROJECTOR), ""),
        embedding=embedding,
        recurrent=recurrent,
        slots=1 if embedding else SLOTS,
    )
    try:
        return LlamaServer(options)
    except RuntimeError as error:
        if any(words in str(error).lower() for words in _MEMORY):
            raise MemoryError(str(error)) from error
        raise StudioError(
            ErrorKind.MODEL_BROKEN,
            f"“{model.name}” cannot be loaded.",
            "Copy or download the model again, or choose another one.",
            str(error),
        ) from error


def generate(ctx: TextContext, loaded: LlamaModel, request: TextRequest) -> None:
    """Write all alternatives. Raises StudioError, Cancelled."""
    check_rules(request)
    ctx.phase("reading")
    prompt = make_prompt(loaded.server, loaded.words, request)
    room = room_told(ctx, prompt, loaded.placement.context)
    lora = _strengths(loaded, request)
    slot, cached = (loaded.reading.fresh(), 0) if prompt.seen else loaded.reading.prepare(prompt.ids, lora)
    ctx.reads(
        prompt.text,
        prompt.counts,
        marks=prompt.marks,
        cached=cached,
        context=loaded.placement.context,
        note=prompt.note,
    )
    writing = Writing(ctx, loaded.server, prompt, room=room, slot=slot, lora=lora)
    tokens = min(request.max_tokens, room)
    gc.disable()  # what comes for each token holds no cycles; looking for some took a part of its time
    try:
        if must_be_apart(request, prompt, loaded, tokens):
            writing.one_by_one()
        else:
            writing.together()
    finally:
        gc.enable()
        if not prompt.seen:
            loaded.reading.done(slot, prompt.ids, max(writing.read, cached))


def must_be_apart(request: TextRequest, prompt: Prompt, loaded: LlamaModel, tokens: int) -> bool:
    """Whether alternatives are written one after another: they may go back or think, or room is short."""
    if prompt.seen:
        return False
    if request.count == 1:
        return bool(request.banned or prompt.thinking or _thinks(request, loaded))
    together = len(prompt.ids) + request.count * tokens
    return bool(request.banned or _thinks(request, loaded) or together > loaded.cells)


def _thinks(request: TextRequest, loaded: LlamaModel) -> bool:
    return request.form == "chat" and "think>" in loaded.words.template


def _strengths(loaded: LlamaModel, request: TextRequest) -> list[dict[str, Any]]:
    """Every LoRA at hand with its strength, those not wished for at 0.

    The full list goes into every call: one that is left out is answered from what was read with another
    strength (ggml-org/llama.cpp #26207).
    """
    wished = {adapter.model: adapter.weight for adapter in request.adapters}
    return [{"id": number, "scale": wished.get(part.id, 0.0)} for number, part in enumerate(loaded.adapters)]


def count(loaded: LlamaModel, texts: Sequence[str]) -> list[int]:
    """How many tokens each text is."""
    body = {"add_special": False, "parse_special": False}
    return [len(loaded.server.ask("/tokenize", body | {"content": text})["tokens"]) for text in texts]


def embed(loaded: LlamaServer, texts: Sequence[str]) -> list[list[float]]:
    """Unit vectors."""
    return [unit(vector) for vector in loaded.embeddings(list(texts))] if texts else []


def unit(vector: Sequence[float]) -> list[float]:
    """The vector at length 1; one of zeros stays."""
    length = math.sqrt(sum(value * value for value in vector))
    return [value / length for value in vector] if length else list(vector)
