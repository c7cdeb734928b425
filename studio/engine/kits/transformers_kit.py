"""Hugging Face folders through transformers: loading, writing, counting, embedding. Safetensors only."""

import math
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.placement import Device, Hardware
from studio.core.text_placement import TextPlacement
from studio.core.text_requests import OtherToken, TextRequest, text_seed_of
from studio.engine.context import Context
from studio.engine.kits.alternatives import Alternative, Choice
from studio.engine.kits.cancelling import cancellable
from studio.engine.kits.prompts_of_text import Prompt, room_told
from studio.engine.kits.torch_reading import TorchReading
from studio.engine.kits.torch_sampling import Sampler
from studio.engine.kits.transformers_loras import Loras
from studio.engine.kits.transformers_words import Words
from studio.engine.kits.watching import Watch
from studio.engine.text_context import TextContext

TURNS_MAX = 60
"""How often an alternative goes back before a banned phrase."""
THOUGHT_MAX = 4096


class TransformersModel:
    """A loaded model and what is known of it."""

    def __init__(
        self, model: Any, words: Words, placement: TextPlacement, adapters: Sequence[ModelFile]
    ) -> None:
        self.model, self.words, self.placement = model, words, placement
        self.loras = Loras(model, adapters)
        self.reading = TorchReading(model, placement.batch)

    def close(self) -> None:
        """Free it."""
        self.reading.forget()
        self.model = None


def hardware() -> Hardware:
    """What torch can use; imports it."""
    from studio.engine import device

    return device.probe()


def load(
    ctx: Context | None, model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> TransformersModel:
    """Load a folder with its LoRAs. Raises StudioError, Cancelled, or what torch raises without memory."""
    made, words = _open(ctx, model, placement, "AutoModelForCausalLM")
    if getattr(made, "_is_stateful", False):
        raise StudioError(
            ErrorKind.MODEL_UNKNOWN,
            f"“{model.name}” carries a running state, which cannot be taken back to an earlier word.",
            "Use a GGUF file of this model.",
        )
    return TransformersModel(made, words, placement, parts)


def _open(ctx: Context | None, model: ModelFile, placement: TextPlacement, kind: str) -> tuple[Any, Words]:
    import torch
    import transformers

    from studio.engine import device

    torch.set_num_threads(max(1, placement.threads))
    if ctx:
        ctx.check_cancel()
    options = {"local_files_only": True, "trust_remote_code": False}
    try:
        tokenizer = transformers.AutoTokenizer.from_pretrained(model.path, **options)
        made = getattr(transformers, kind).from_pretrained(
            model.path,
            use_safetensors=True,
            **{_dtype_name(): device.torch_type(_precision(model, placement))},
            **options,
        )
    except (OSError, ValueError, KeyError, TypeError, AttributeError, ImportError) as error:
        raise StudioError(
            ErrorKind.MODEL_BROKEN,
            f"“{model.name}” cannot be loaded.",
            "Copy or download the model again, or choose another one.",
            str(error),
        ) from error
    made = made.to(placement.device).eval()
    return made, Words(tokenizer, _ends(made, tokenizer))


def _dtype_name() -> str:
    import transformers

    return "dtype" if int(transformers.__version__.split(".", 1)[0]) >= 5 else "torch_dtype"


def _precision(model: ModelFile, placement: TextPlacement) -> str:
    """As the file has it where the device computes that at full speed, else the device's best."""
    from studio.core.identify import read_json_object

    if placement.precision != "auto":
        return placement.precision
    config = read_json_object(Path(model.path) / "config.json")
    stored = str(config.get("dtype") or config.get("torch_dtype") or "float32")
    device = _device(placement)
    short = {"float32": "fp32", "bfloat16": "bf16", "float16": "fp16"}.get(stored, "")
    return short if short and (short in device.precisions[:1] or short == "fp32") else device.precisions[0]


def _device(placement: TextPlacement) -> Device:
    return next(device for device in hardware().devices if device.id == placement.device)


def _ends(model: Any, tokenizer: Any) -> set[int]:
    found: set[int] = set()
    config = getattr(model, "generation_config", None)
    for value in (getattr(config, "eos_token_id", None), tokenizer.eos_token_id):
        found |= {value} if isinstance(value, int) else set(value or ())
    return found


def generate(ctx: TextContext, loaded: TransformersModel, request: TextRequest) -> None:
    """Write all alternatives from one reading of the prompt. Raises StudioError, Cancelled."""
    ctx.phase("reading")
    if loaded.loras.use(request.adapters):
        loaded.reading.forget()
    prompt = loaded.words.prompt(request)
    room = room_told(ctx, prompt, loaded.placement.context)
    ctx.reads(
        prompt.text,
        prompt.counts,
        marks=prompt.marks,
        cached=loaded.reading.kept(prompt.ids),
        context=loaded.placement.context,
        note=prompt.note,
    )
    with cancellable([loaded.model], ctx.check_cancel):
        logits = loaded.reading.read(prompt.ids, ctx.reading)
        for index in range(request.count):
            _Line(ctx, loaded, prompt, index, room).write(logits)


class _Line:
    """One alternative on its way."""

    def __init__(
        self, ctx: TextContext, loaded: TransformersModel, prompt: Prompt, index: int, room: int
    ) -> None:
        self._ctx, self._request = ctx, ctx.request
        self._words, self._reading, self._prompt, self._room = loaded.words, loaded.reading, prompt, room
        self._line = Alternative(
            ctx,
            index,
            Watch((*ctx.request.stop, *prompt.stops), ctx.request.banned),
            begin=prompt.begin,
            blanks=prompt.blanks,
            thinking=prompt.thinking,
        )
        seed = text_seed_of(ctx.request, index)
        self._sampler = Sampler(ctx.request.sampling, seed, loaded.words.breaks)
        self._bans: dict[int, set[int]] = {}
        self._turns = 0

    def write(self, first: Any) -> None:
        """Write until it ends. ``first`` are the logits behind the prompt."""
        line, whole = self._line, len(self._prompt.ids)
        logits, thought = first, 0
        self._reading.cut(whole)
        while not line.reason:
            self._ctx.check_cancel()
            place = len(line.choices)
            thought = min(place, THOUGHT_MAX) if line.is_thinking else thought
            if place - thought >= self._request.max_tokens or place >= self._room:
                line.end("length")
            else:
                token = self._choose(logits, place)
                if token in self._words.ends:
                    line.end("end")
                else:
                    line.take(self._told(logits, token))
                    if self._ctx.due():
                        self._ctx.flush()
            if line.back_to >= 0 and not self._go_back():
                break
            if not line.reason:
                logits = self._behind(first)
        self._ctx.wrote(line.index, line.reason)

    @property
    def _ids(self) -> list[int]:
        return [choice.id for choice in self._line.choices]

    def _go_back(self) -> bool:
        line = self._line
        self._turns += 1
        if self._turns > TURNS_MAX:
            line.give_up()
            return False
        number = line.back_to
        self._bans.setdefault(number, set()).add(line.go_back().id)
        self._bans = {where: those for where, those in self._bans.items() if where <= number}
        return True

    def _behind(self, first: Any) -> Any:
        """The logits behind the last token so far."""
        ids, whole = self._ids, len(self._prompt.ids)
        if not ids:
            self._reading.cut(whole)
            return first
        self._reading.cut(whole + len(ids) - 1)
        return self._reading.feed(ids[-1:])

    def _choose(self, logits: Any, place: int) -> int:
        banned = self._bans.get(place)
        if banned:
            logits = logits.clone()
            logits[sorted(banned)] = -math.inf
        if not place and self._prompt.blanks:
            logits = self._with_blank(logits)
        return self._sampler.choose(logits, [*self._prompt.ids, *self._ids])

    def _with_blank(self, logits: Any) -> Any:
        """Where the writer left a blank, the model begins with one."""
        starts = self._words.blank_starts()
        if not starts:
            return logits
        left = logits.new_full(logits.shape, -math.inf)
        left[starts] = logits[starts]
        return left if bool(left.isfinite().any()) else logits

    def _told(self, logits: Any, token: int) -> Choice:
        top = self._request.top
        text = self._words.text_after([*self._prompt.ids[-8:], *self._ids], token)
        if not top:
            return Choice(id=token, data=text.encode())
        probabilities = logits.softmax(-1)
        values, places = probabilities.topk(min(top + 1, len(probabilities)))
        others = [
            OtherToken(text=self._words.shown(other), probability=round(value, 6))
            for value, other in zip(values.tolist(), places.tolist(), strict=True)
            if other != token
        ]
        own = round(float(probabilities[token]), 6)
        return Choice(id=token, data=text.encode(), probability=own, others=tuple(others[:top]))


def count(loaded: TransformersModel, texts: Sequence[str]) -> list[int]:
    """How many tokens each text is."""
    return [loaded.words.count(text) for text in texts]


# Embedding


class Embedder:
    """A loaded model that tells what texts mean."""

    def __init__(self, model: Any, tokenizer: Any, *, first: bool, longest: int) -> None:
        self.model: Any = model
        self.tokenizer, self.first, self.longest = tokenizer, first, longest

    def close(self) -> None:
        self.model = None


def load_embedder(
    ctx: Context | None, model: ModelFile, placement: TextPlacement, parts: Sequence[ModelFile] = ()
) -> Embedder:
    """Load a folder for telling what texts mean."""
    from studio.core.identify import read_json_object

    made, words = _open(ctx, model, placement, "AutoModel")
    try:
        pooling = read_json_object(Path(model.path) / "1_Pooling" / "config.json")
    except (OSError, ValueError):
        pooling = {}
    first = bool(pooling.get("pooling_mode_cls_token"))
    return Embedder(made, words.tokenizer, first=first, longest=placement.context)


def embed(loaded: Embedder, texts: Sequence[str]) -> list[list[float]]:
    """Unit vectors: the mean over a text's tokens, or its first where the model was made so."""
    import torch

    vectors = []
    for text in texts:
        given = loaded.tokenizer(text, truncation=True, max_length=loaded.longest, return_tensors="pt")
        given = {
            name: value.to(loaded.model.device) for name, value in given.items() if name != "token_type_ids"
        }
        if not given["input_ids"].shape[1]:
            vectors.append([])
            continue
        with torch.inference_mode():
            states = loaded.model(**given).last_hidden_state[0].float()
        vector = states[0] if loaded.first else states.mean(0)
        vectors.append(torch.nn.functional.normalize(vector, dim=0).tolist())
    width = max(map(len, vectors), default=0)
    return [vector or [0.0] * width for vector in vectors]
