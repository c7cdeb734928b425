"""What a reasoning model thinks before it answers, told apart from the answer. Pure."""

from typing import NamedTuple

MARKS = (("<think>", "</think>"), ("<thinking>", "</thinking>"), ("[THINK]", "[/THINK]"))


class Parted(NamedTuple):
    """``open``: the thought has not ended yet."""

    thought: str
    answer: str
    open: bool


def parted(text: str) -> Parted:
    """Thought and answer of a message that may still stream.

    A closing mark without an opening one ends a thought that the template of the model began.
    """
    start = text.lstrip()
    for begin, end in MARKS:
        if start.startswith(begin):
            inside, mark, after = start[len(begin) :].partition(end)
            return Parted(inside.strip(), after.lstrip() if mark else "", not mark)
        if start and len(start) < len(begin) and begin.startswith(start):
            return Parted("", "", True)  # half a mark is no answer
    for begin, end in MARKS:
        inside, mark, after = text.partition(end)
        if mark and begin not in inside:
            return Parted(inside.strip(), after.lstrip(), False)
    return Parted("", text, False)


def length_of_thought(text: str, *, ended: bool = False) -> int | None:
    """How many characters at the beginning of an answer were thought; None while that is not known yet.

    A closing mark without an opening one ends a thought that nobody saw begin; a thought that is still open
    when the answer has ``ended`` was all of it.
    """
    inner = text.lstrip()
    for begin, end in MARKS:
        if inner.startswith(begin):
            at = text.find(end)
            return at + len(end) if at >= 0 else len(text) if ended else None
    for begin, end in MARKS:
        if begin.startswith(inner) and not ended:
            return None
        at = text.find(end)
        if at >= 0 and begin not in text[:at]:
            return at + len(end)
    return 0
