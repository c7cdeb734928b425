"""Load the parts of a diffusers folder, and say in a sentence what is wrong with it."""

import hashlib
import importlib
import json
import logging
import threading
from pathlib import Path
from typing import Any

import msgspec

from studio.core.errors import ErrorKind, StudioError
from studio.core.messages import ModelFile
from studio.core.paths import default_folders
from studio.engine.context import Context
from studio.engine.device import dtype_argument
from studio.engine.faults import is_out_of_memory, is_poisoned
from studio.engine.media import write_bytes

LIBRARIES = ("diffusers", "transformers")
"""Only these may be named by a model; anything else would be code that came with it."""
HASHES = "model-hashes.json"

log = logging.getLogger(__name__)


def broken(model: ModelFile, what: str, detail: str = "") -> StudioError:
    """The model cannot be used because of ``what``."""
    return StudioError(
        ErrorKind.MODEL_BROKEN,
        f"The model “{model.name}” is damaged: {what}.",
        "Copy or download the model again, or choose another one.",
        detail,
    )


def weight_variant(folder: Path) -> str | None:
    """``fp16`` or the like when a component has only such weights (``name.fp16.safetensors``)."""
    stems = [path.name.removesuffix(".safetensors") for path in folder.glob("*.safetensors")]
    if not stems or any("." not in stem for stem in stems):
        return None
    return stems[0].rsplit(".", 1)[1]


def load_folder_part(ctx: Context, model: ModelFile, name: str, dtype: Any) -> Any:
    """One component with weights, from local safetensors alone.

    Raises StudioError(MODEL_BROKEN) for missing, extra-shaped or unreadable weights.
    """
    ctx.check_cancel()
    folder = Path(model.path)
    library, kind = _class_of(model, name)
    try:
        part, report = kind.from_pretrained(
            str(folder / name),
            local_files_only=True,
            use_safetensors=True,
            output_loading_info=True,
            variant=weight_variant(folder / name),
            **{dtype_argument() if library == "diffusers" else "dtype": dtype},
        )
    except Exception as error:
        if isinstance(error, StudioError) or is_out_of_memory(error) or is_poisoned(error):
            raise
        raise broken(model, f"its part “{name}” cannot be loaded", str(error)) from error
    missing, mismatched = sorted(report["missing_keys"]), report["mismatched_keys"]
    if missing:
        raise broken(model, f"{len(missing)} weights of its part “{name}” are missing", ", ".join(missing))
    if mismatched:
        raise broken(model, f"weights of its part “{name}” have the wrong shape", str(mismatched))
    return part.eval()


def _class_of(model: ModelFile, name: str) -> tuple[str, Any]:
    try:
        index = json.loads((Path(model.path) / "model_index.json").read_text(encoding="utf-8"))
        library, class_name = index[name]
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise broken(model, f"its list of parts does not name “{name}”", str(error)) from error
    kind = None
    if library in LIBRARIES and isinstance(class_name, str) and not class_name.startswith("_"):
        kind = getattr(importlib.import_module(library), class_name, None)
    if not hasattr(kind, "from_pretrained"):
        raise broken(model, f"its part “{name}” is a {library}.{class_name}, which Atelier does not load")
    return library, kind


def has_broken_numbers(part: Any) -> bool:
    """Whether any weight is NaN or infinite."""
    import torch

    return not all(bool(torch.isfinite(weights).all()) for weights in part.state_dict().values())


def weight_files(model: ModelFile, part: str) -> list[Path]:
    """The files that hold the weights of a part: all of a single file, or those of the part's folder."""
    place = Path(model.path)
    return [place] if place.is_file() else sorted((place / part).glob("*.safetensors"))


def stamp_of(model: ModelFile, part: str) -> str:
    """Changes when the part's weight files do; cheap, unlike their hash."""
    marks = [model.path]
    for path in weight_files(model, part):
        status = path.stat()
        marks.append(f"{path.name}:{status.st_size}:{status.st_mtime_ns}")
    return "|".join(marks)


class WeightsHash:
    """The sha256 of a part's weights, computed on a thread and remembered between runs."""

    def __init__(self, model: ModelFile, part: str) -> None:
        self._stamp = stamp_of(model, part)
        self._files = weight_files(model, part)
        self._store = default_folders().cache / HASHES
        self._value = self._known().get(self._stamp, "")
        self._thread: threading.Thread | None = None
        if not self._value:
            self._thread = threading.Thread(target=self._compute, name="weights hash", daemon=True)
            self._thread.start()

    def value(self) -> str:
        """Hex digits; waits for the thread. Empty when the files cannot be read."""
        if self._thread:
            self._thread.join()
            self._thread = None
        return self._value

    def _known(self) -> dict[str, str]:
        try:
            return msgspec.json.decode(self._store.read_bytes(), type=dict[str, str])
        except (OSError, msgspec.MsgspecError):
            return {}

    def _compute(self) -> None:
        try:
            if len(self._files) == 1:
                self._value = _sha256(self._files[0])
            else:  # several shards: the hash of their hashes
                joined = "".join(_sha256(path) for path in self._files)
                self._value = hashlib.sha256(joined.encode()).hexdigest()
            self._store.parent.mkdir(parents=True, exist_ok=True)
            write_bytes(self._store, msgspec.json.encode({**self._known(), self._stamp: self._value}))
        except OSError as error:
            log.info("The hash of the weights could not be made or kept: %s", error)


def _sha256(path: Path) -> str:
    with open(path, "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
