"""A request as tokens for transformers, with how many of them belong to each piece; and tokens as text."""

from typing import Any

GAPS = (
    ("<|fim_prefix|>", "<|fim_suffix|>", "<|fim_middle|>"),
    ("<fim_prefix>", "<fim_suffix>", "<fim_middle>"),
    ("<|fim_begin|>", "<|fim_hole|>", "<|fim_end|>"),
)
_WINDOW = 8
_UNFINISHED = "�"


class Words:
    """The vocabulary of a folder."""

    def __init__(self, tokenizer: Any) -> None:
        self._tokenizer = tokenizer
        self._backend = getattr(tokenizer, "backend_tokenizer", None)
        self.template = str(getattr(tokenizer, "chat_template", None) or "")
        self.special = set(tokenizer.all_special_ids)
        self._blank_starts: list[int] | None = None


"""end"""
