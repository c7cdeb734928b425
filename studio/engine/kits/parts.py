"""One part of a model with its weights, from a folder or from a single file."""

from typing import Any

from studio.core.messages import ModelFile
from studio.engine.context import Context
from studio.engine.kits.single_file import is_single_file, load_file_part
from studio.engine.kits.weights import load_folder_part


def load_part(ctx: Context, model: ModelFile, name: str, dtype: Any) -> Any:
    """One component, ready to compute as ``dtype``; raises StudioError(MODEL_BROKEN), Cancelled."""
    load = load_file_part if is_single_file(model) else load_folder_part
    return load(ctx, model, name, dtype)
