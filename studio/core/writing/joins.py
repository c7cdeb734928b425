"""Where written text meets the model's: blanks neither lost nor doubled. Pure."""

import unicodedata

from msgspec import Struct

_BLANKS = " \t\u00a0\u2009\u202f\u3000"
_ENDS = ".!?…:;,)]}\u201d\u2019\"'»"
_OPENING = "([{\u201c\u2018«¿¡"


class Join(Struct, frozen=True, kw_only=True):
    """How an answer begins after the text: drop ``strip`` characters of it, put ``add`` before."""

    strip: int = 0
    add: str = ""


def without_blanks(text: str) -> str:
    """The text as a model reads it: tokens of words begin with their blank, so none may stand at the end."""
    return text.rstrip(_BLANKS)


def is_cjk(character: str) -> bool:
    """Whether words of this script stand without blanks between them."""
    code = ord(character)
    return (
        0x2E80 <= code <= 0x9FFF
        or 0xAC00 <= code <= 0xD7AF
        or 0xF900 <= code <= 0xFAFF
        or 0xFF00 <= code <= 0xFFEF
        or 0x20000 <= code <= 0x3FFFF
        or 0x0E00 <= code <= 0x0E7F
    )


def starts_word(character: str) -> bool:
    """Whether a blank belongs before this character when a word ends before it."""
    return (character.isalnum() and not is_cjk(character)) or character in _OPENING


def opening(before: str, answer: str, *, fresh: bool = False) -> Join | None:
    """How ``answer`` begins after ``before``; None while it is too short to tell.

    ``fresh``: the answer was not made as a continuation of these very characters (a chat model's), so a
    letter after a letter is a new word.
    """
    inner = answer.lstrip(_BLANKS if not fresh else _BLANKS + "\r\n")
    if not inner:
        return None
    lead = len(answer) - len(inner)
    if not before or before[-1].isspace():
        return Join(strip=lead)
    if inner[0] in "\r\n":
        return Join(strip=lead)
    last, first = before[-1], inner[0]
    if lead and not fresh:
        return Join(strip=lead, add="" if is_cjk(last) and is_cjk(first) else answer[lead - 1])
    if is_cjk(last) or not starts_word(first):
        return Join(strip=lead)
    ended = last in _ENDS and first.isalpha() and first == first.upper()
    if fresh or (ended and last not in "'\u2019\""):
        return Join(strip=lead, add=" ")
    return Join()


def closing(answer: str, after: str) -> str:
    """What to put between a whole answer and the text that follows it."""
    if not answer or not after or answer[-1].isspace() or after[0].isspace():
        return ""
    last, first = answer[-1], after[0]
    if is_cjk(last) or not starts_word(first):
        return ""
    return " " if last.isalnum() or last in _ENDS or unicodedata.category(last) in ("Pd",) else ""
