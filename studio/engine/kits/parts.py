"""One part of a model with its weights, from a folder or from a single file."""

from typing import Any

from studio.core.messages import ModelFile
from studio.engine.context import Context
from studio.engine.kits.single_file import is_single_file, load_file_part
from studio.engine.kits.weights import load_folder_part


def load_part(ctx: Context, model: ModelFile, name: str, dtype: Any, *, channels_last: bool = False) -> Any:
    """One component, ready to compute as ``dtype``; raises StudioError(MODEL_BROKEN), Cancelled.

    ``channels_last`` is how convolutions will lie in memory: a file is brought into it while it is read.
    """
    if is_single_file(model):
        return load_file_part(ctx, model, name, dtype, channels_last=channels_last)
    return load_folder_part(ctx, model, name, dtype)
