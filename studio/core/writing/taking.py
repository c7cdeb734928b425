"""How much of a draft the next word or sentence is, and how chosen words stand behind what is kept. Pure."""

import re

_NEXT_WORD = re.compile(r"\s*\S+\s?")
_CJK_WORD = re.compile(r"\s*[\u2e80-\u9fff\uac00-\ud7af\uff00-\uffef]")
_NEXT_SENTENCE = re.compile(r"\s*.+?(?:[.!?…]+[\"'”’»)]*(?=\s|$)\s?|[。！？]+[”’」』]*|\n+|$)", re.DOTALL)


def next_word(text: str) -> int:
    """Characters of the first word with its blanks; of scripts without blanks one character."""
    found = _CJK_WORD.match(text) or _NEXT_WORD.match(text)
    return found.end() if found else len(text)


def next_sentence(text: str) -> int:
    """Characters of the first sentence with the blank behind it."""
    found = _NEXT_SENTENCE.match(text)
    return found.end() if found else len(text)


def with_chosen(draft: str, offset: int, words: str, *, after_blank: bool) -> str:
    """A draft cut at a character, with other words there: blanks neither lost nor doubled.

    ``after_blank``: the writer's own text before the draft ends with a blank, or there is none.
    """
    kept = draft[:offset]
    if words[0].isspace():
        kept = kept.rstrip(" \t")  # the word brings its blank along
    if kept and not kept[-1].isspace() and words[0].isalnum():
        inside = 0 < offset < len(draft) and draft[offset - 1 : offset + 1].isalnum()
        words = words if inside else " " + words
    if not kept and after_blank:
        words = words.lstrip(" ")
    return kept + words
