"""Which files in the folders of the user are looked at as models, by their names alone."""

import re
from pathlib import Path

from studio.storage.known_files import PICKLES
from studio.storage.text_entries import is_whole_gguf

SAFETENSORS = (".safetensors", ".sft")
_PART = re.compile(r"-(\d{5})-of-\d{5}\.\w+$", re.IGNORECASE)


def is_model_file(path: Path) -> bool:
    """Whether a file, or a link that leads nowhere, is named as a model is; of one in parts the first.

    Also a folder may be named so: it is then no file.
    """
    suffix = path.suffix.lower()
    if suffix not in (*SAFETENSORS, *PICKLES, ".gguf") or path.is_dir():
        return False
    if suffix == ".bin" and not is_pickle(path):
        return False
    part = _PART.search(path.name)
    return is_whole_gguf(path) if suffix == ".gguf" else part is None or int(part.group(1)) == 1


def is_pickle(path: Path) -> bool:
    """Whether a file begins as PyTorch's do: other programs use the ending .bin for anything."""
    try:
        if not path.is_file():
            return False
        with open(path, "rb") as stream:
            return stream.read(4).startswith((b"PK\x03\x04", b"\x80\x02", b"\x80\x03", b"\x80\x04"))
    except OSError:
        return False
