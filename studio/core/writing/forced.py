"""Words an answer must hold, as a grammar that the sampler obeys. Pure."""

from collections.abc import Sequence


def containing(words: Sequence[str]) -> str:
    """A GBNF grammar of all texts with these words in this order; empty for none."""
    kept = [word for word in words if word]
    if not kept:
        return ""
    parts = " any* ".join(_quoted(word) for word in kept)
    return f"root ::= any* {parts} any*\nany ::= [^\\x00]\n"


def _quoted(word: str) -> str:
    inner = word.replace("\\", "\\\\").replace('"', '\\"').replace("\n", "\\n")
    return f'"{inner}"'
