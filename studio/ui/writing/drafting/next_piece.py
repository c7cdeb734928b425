"""How much of a draft its next word or sentence is. Pure."""

import re

_WORD = re.compile(r"\s*\S+\s?")
_CJK_WORD = re.compile(r"\s*[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_SENTENCE = re.compile(r"\s*.+?(?:[.!?…]+[\"'”’»)]*(?=\s|$)\s?|[。！？]+[”’」』]*|\n+|$)", re.DOTALL)


def next_word(text: str) -> int:
    """Characters of the first word with the blank behind it; of a script without blanks, one sign."""
    found = _CJK_WORD.match(text) or _WORD.match(text)
    return found.end() if found else len(text)


def next_sentence(text: str) -> int:
    """Characters of the first sentence with the blank behind it."""
    found = _SENTENCE.match(text)
    return found.end() if found else len(text)
