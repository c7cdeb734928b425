"""Parts of a model from one file in the layout it was trained in, completed by our own configs; no network.

The names of weights are changed by the tables of diffusers (``loaders.single_file_utils``). Tensors are read
from the mapped file one part at a time and cast as they come, so that no part is in memory twice.
"""

import importlib
import inspect
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from studio.core.checkpoint import Checkpoint, build_folder, read_checkpoint
from studio.core.identify import read_json_object
from studio.core.messages import ModelFile
from studio.engine.context import Context
from studio.engine.kits.clip_vocabulary import clip_tokenizer
from studio.engine.kits.weights import broken

ABSENT = ("safety_checker", "feature_extractor", "image_encoder")
"""Parts of old Stable Diffusion models that are never loaded."""
CHECKER = "requires_safety_checker"
"""Said to be off, it quiets the remark about a checker that is left out on purpose."""
OPEN_CLIP_PADDING = "!"
"""What OpenCLIP's text encoders were trained to read after the end of a text (token 0)."""


def is_single_file(model: ModelFile) -> bool:
    """Whether a model is one file, not a folder."""
    return Path(model.path).is_file()


def read_file(model: ModelFile) -> Checkpoint:
    """The header of the model's file. Raises StudioError(MODEL_BROKEN)."""
    try:
        found = read_checkpoint(Path(model.path))
    except (OSError, ValueError) as error:
        raise broken(model, str(error).rstrip(".")) from error
    if found is None:
        raise broken(model, "its file holds no whole model")
    return found


def load_file_part(
    ctx: Context, model: ModelFile, name: str, dtype: Any, *, channels_last: bool = False
) -> Any:
    """One component with weights; raises StudioError(MODEL_BROKEN), Cancelled."""
    from accelerate import init_empty_weights

    ctx.check_cancel()
    found = read_file(model)
    try:
        kind, config = _class_of(found, name), found.config(name)
    except (OSError, ValueError) as error:
        raise broken(model, str(error)) from error
    with ThreadPoolExecutor(1, "weights") as pool:  # torch reads and casts while Python makes the part
        reading = pool.submit(_read, ctx, model, found.prefixes[name], dtype, channels_last)
        with init_empty_weights(include_buffers=False), _without_beginnings():
            part = _build(kind, config)
        tensors = reading.result()
    weights = _converted(part, found, name, config, tensors)
    try:
        missing, _ = part.load_state_dict(weights, strict=False, assign=True)
    except RuntimeError as error:
        raise broken(model, f"weights of its part “{name}” have the wrong shape", str(error)) from error
    if missing:
        raise broken(model, f"{len(missing)} weights of its part “{name}” are missing", ", ".join(missing))
    return part.requires_grad_(False).eval()


def assemble(model: ModelFile, pipeline: Any, parts: dict[str, Any]) -> Any:
    """The pipeline over loaded parts, with tokenizers and a scheduler of our own."""
    import diffusers

    found = read_file(model)
    index = read_json_object(build_folder(found.build) / "model_index.json")
    config = found.scheduler()
    scheduler = getattr(diffusers, str(config["_class_name"]))
    others: dict[str, Any] = {"scheduler": scheduler.from_config(config)}
    for name in index:
        if name.startswith("tokenizer"):
            encoder = name.replace("tokenizer", "text_encoder")
            open_clip = found.prefixes[encoder].endswith(".model.")
            others[name] = clip_tokenizer(OPEN_CLIP_PADDING if open_clip else "")
    flags = {name: value for name, value in index.items() if isinstance(value, bool)}
    known = inspect.signature(pipeline.__init__).parameters
    others |= {name: None for name in ABSENT if name in known}
    if CHECKER in known:
        flags[CHECKER] = False
    return pipeline(**parts, **others, **flags)


def _class_of(found: Checkpoint, name: str) -> Any:
    library, kind = read_json_object(build_folder(found.build) / "model_index.json")[name]  # type: ignore[misc]
    return getattr(importlib.import_module(library), kind)


@contextmanager
def _without_beginnings() -> Iterator[None]:
    """While it lasts no weight is given the random numbers it would begin a training with: they are read."""
    from torch.overrides import TorchFunctionMode
    from transformers.initialization import no_init_weights

    class Mode(TorchFunctionMode):
        def __torch_function__(self, func: Any, types: Any, args: Any = (), kwargs: Any = None) -> Any:
            kwargs = kwargs or {}
            if getattr(func, "__module__", "") == "torch.nn.init":
                return kwargs.get("tensor", args[0] if args else None)
            return func(*args, **kwargs)

    with Mode(), no_init_weights():
        yield


def _build(kind: Any, config: dict[str, Any]) -> Any:
    """An empty part: diffusers makes it from its config, transformers from a config object."""
    if hasattr(kind, "from_config"):
        return kind.from_config(config)
    return kind(kind.config_class(**config))


def _read(ctx: Context, model: ModelFile, prefix: str, dtype: Any, channels_last: bool) -> dict[str, Any]:
    """The tensors of a part as ``dtype``, by their names in the file."""
    import torch
    from safetensors import SafetensorError, safe_open

    weights: dict[str, Any] = {}
    try:
        with safe_open(model.path, framework="pt") as file:
            for number, key in enumerate(key for key in file.keys() if key.startswith(prefix)):  # noqa: SIM118
                if number % 50 == 0:
                    ctx.check_cancel()
                tensor = file.get_tensor(key)
                if tensor.is_floating_point():  # counted positions are none of the weights
                    by_channel = channels_last and tensor.ndim == 4
                    layout = torch.channels_last if by_channel else torch.preserve_format
                    weights[key] = tensor.to(dtype, memory_format=layout)
    except (OSError, SafetensorError) as error:
        raise broken(model, "its file cannot be read", str(error)) from error
    return weights


def _converted(
    part: Any, found: Checkpoint, name: str, config: dict[str, Any], weights: dict[str, Any]
) -> dict[str, Any]:
    """The weights under the names that the part gives them."""
    from diffusers.loaders import single_file_utils as tables

    if name == "unet":
        return tables.convert_ldm_unet_checkpoint(weights, config)
    if name == "vae":
        return tables.convert_ldm_vae_checkpoint(weights, config)
    prefix = found.prefixes[name]
    if prefix.endswith(".model."):
        named = tables.convert_open_clip_checkpoint(part, weights, prefix=prefix)
    else:
        named = {key.removeprefix(prefix): value for key, value in weights.items()}
    return _as_wrapped(part, named)


def _as_wrapped(part: Any, named: dict[str, Any]) -> dict[str, Any]:
    """Some versions of transformers and some files hold the text model in a ``text_model``, some do not."""
    outer = ("text_projection.",)
    wrap = "text_model." if hasattr(part, "text_model") else ""
    return {
        key if key.startswith(outer) else wrap + key.removeprefix("text_model."): value
        for key, value in named.items()
    }
