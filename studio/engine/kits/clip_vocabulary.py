"""CLIP's tokenizer for models in one file, which bring none: made of the vocabulary that OpenCLIP ships.

Source: https://github.com/openai/CLIP, ``simple_tokenizer.py``: 256 bytes, the same at the end of a word,
one token for each merge, and two marks; 49,408 in all.
"""

import gzip
import importlib.util
import tempfile
from functools import cache
from pathlib import Path
from typing import Any

import msgspec

from studio.core.errors import ErrorKind, StudioError

PACKAGE, FILE = "open_clip", "bpe_simple_vocab_16e6.txt.gz"
MERGES = 49_152 - 256 - 2
"""Merges of the file that CLIP uses; the rest of it is longer."""
START, END = "<|startoftext|>", "<|endoftext|>"
TOKENS = 77


def clip_tokenizer(padding: str = "") -> Any:
    """A fresh tokenizer; ``padding`` is the token after the end of a text, by default the end mark.

    Raises StudioError(MODEL_BROKEN) when the vocabulary is not installed.
    """
    from transformers import CLIPTokenizer

    words, merges = _vocabulary()
    with tempfile.TemporaryDirectory(prefix="atelier-vocabulary-") as name:
        folder = Path(name)
        (folder / "vocab.json").write_bytes(
            msgspec.json.encode(dict(zip(words, range(len(words)), strict=True)))
        )
        (folder / "merges.txt").write_text("\n".join(["#version: 0.2", *merges, ""]), encoding="utf-8")
        config = {
            "tokenizer_class": "CLIPTokenizer", "model_max_length": TOKENS, "bos_token": START,
            "eos_token": END, "unk_token": END, "pad_token": padding or END,
        }  # fmt: skip
        (folder / "tokenizer_config.json").write_bytes(msgspec.json.encode(config))
        return CLIPTokenizer.from_pretrained(name, local_files_only=True)


@cache
def _vocabulary() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Tokens in the order of their numbers, and merges, best first."""
    lines = gzip.decompress(_file().read_bytes()).decode("utf-8").split("\n")
    merges = tuple(lines[1 : MERGES + 1])
    letters = _letters()
    ends = [letter + "</w>" for letter in letters]
    return (*letters, *ends, *("".join(merge.split()) for merge in merges), START, END), merges


def _file() -> Path:
    """The vocabulary within the package, which is not imported for it."""
    spec = importlib.util.find_spec(PACKAGE)
    file = Path(spec.origin).with_name(FILE) if spec and spec.origin else None
    if file is None or not file.is_file():
        raise StudioError(
            ErrorKind.MODEL_BROKEN,
            "The vocabulary that models in one file need is not installed.",
            "Install Atelier again: its package open_clip_torch is missing or damaged.",
        )
    return file


def _letters() -> list[str]:
    """A printable character for each byte: itself where it is one, else one from 256 on."""
    shown = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    hidden = [byte for byte in range(256) if byte not in shown]
    return [chr(byte) for byte in shown] + [chr(256 + number) for number in range(len(hidden))]
