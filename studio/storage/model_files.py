"""Which files in the folders of the user are looked at as models, by their names alone."""

import re
from pathlib import Path

from studio.core.pickled import is_pickled
from studio.storage.known_files import PICKLES
from studio.storage.text_entries import is_whole_gguf

SAFETENSORS = (".safetensors", ".sft")
ENDINGS = (*SAFETENSORS, *PICKLES, ".gguf")
_PART = re.compile(r"-(\d{5})-of-\d{5}\.\w+$", re.IGNORECASE)


def is_model_file(path: Path) -> bool:
    """Whether a file, or a link that leads nowhere, is named as a model is; of one in parts the first.

    Also a folder may be named so: it is then no file.
    """
    suffix = path.suffix.lower()
    if suffix not in ENDINGS or path.is_dir():
        return False
    if suffix == ".bin" and not (path.is_file() and is_pickled(path)):
        return False  # other programs give this ending to anything
    part = _PART.search(path.name)
    return is_whole_gguf(path) if suffix == ".gguf" else part is None or int(part.group(1)) == 1


def is_called_file(path: Path) -> bool:
    """Whether a folder has the ending of a file."""
    return path.suffix.lower() in ENDINGS and path.is_dir()
