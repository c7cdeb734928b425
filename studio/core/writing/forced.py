"""Words an answer must hold, as a grammar that the sampler obeys. Pure."""

from collections.abc import Sequence

from studio.core.writing.joins import is_cjk

WITHIN = 24
"""A forced word comes after at most so many others (or twice as many characters without blanks)."""


def containing(words: Sequence[str]) -> str:
    """A GBNF grammar of all texts with these words soon and in this order; empty for none."""
    kept = [" ".join(word.split()) for word in words if word.strip()]
    if not kept:
        return ""
    parts = " ".join(f"{_room(word)} {_quoted(word)}" for word in kept)
    return (
        f"root ::= blank? {parts} any*\n"
        "blank ::= [ \\n]+\n"
        "word ::= [^\\x00-\\x20]+ [ \\n]+\n"
        "any ::= [^\\x00]\n"
    )


def _room(word: str) -> str:
    if is_cjk(word[0]):
        return f"any{{0,{2 * WITHIN}}}"
    return f"word{{0,{WITHIN}}}"


def _quoted(word: str) -> str:
    inner = word.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{inner}"'
