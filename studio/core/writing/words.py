"""Counting words as a writer does: runs of letters, each Chinese or Japanese character. Pure."""

import re
from collections import Counter

WIDE = "\u3005-\u3007\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
"""Scripts written without spaces, in which each character counts as a word."""
MARKS = (
    "\u00ad\u0300-\u036f\u0483-\u0489\u0591-\u05bd\u05bf-\u05c7\u0610-\u061a\u064b-\u065f\u0670\u06d6-\u06ed"
    "\u0900-\u0963\u0966-\u109f\u1780-\u17d3\u1ab0-\u1aff\u1dc0-\u1dff\u200c\u200d\u20d0-\u20ff\ufe00-\ufe0f"
)
"""Accents and vowel signs that are no letters by themselves, and the scripts that are full of them."""
_LETTER = rf"(?:[^\W_{WIDE}]|[{MARKS}])"
_WORD = re.compile(rf"[{WIDE}]|{_LETTER}+(?:['’‐.,·:\-]{_LETTER}+)*")
_HAS_WIDE = re.compile(f"[{WIDE}]")
_TARGET = re.compile(r"\]\([^()\s]*\)|<!--.*?-->", re.DOTALL)


def without_targets(text: str) -> str:
    """The text with blanks where comments and addresses of links are; everything stands where it stood."""
    if "](" in text or "<!--" in text:
        return _TARGET.sub(lambda found: " " * len(found[0]), text)
    return text


def count_words(text: str) -> int:
    """How many words a Markdown text has; its marks, comments and addresses of links are none.

    Each different stretch between spaces is looked at once, for a long text has few of them.
    """
    text = without_targets(text)
    wide = not text.isascii() and bool(_HAS_WIDE.search(text))
    return sum(
        times
        if piece.isalnum() and not (wide and _HAS_WIDE.search(piece))
        else times * len(_WORD.findall(piece))
        for piece, times in Counter(text.split()).items()
    )
