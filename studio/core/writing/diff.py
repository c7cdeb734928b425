"""What changed between two texts, word by word. Pure."""

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import accumulate

from msgspec import Struct

from studio.core.writing.words import WIDE

LINES_MOST = 20_000
"""Differing lines that are compared with each other; beyond, they count as replaced as a whole."""
WORDS_MOST = 20_000
_LINE = re.compile(r"[^\n]*\n|[^\n]+")
_WORD = re.compile(rf"\n|[{WIDE}]|[^\W_{WIDE}]+[^\S\n]*|[^\S\n]+|[\W_]")


class Change(Struct, frozen=True, kw_only=True):
    """A stretch of the old text and what stands for it now. ``kind``: equal, insert, delete, replace."""

    kind: str
    old_start: int
    old_end: int
    new_start: int
    new_end: int


def diff(old: str, new: str) -> list[Change]:
    """The whole way from ``old`` to ``new``, the equal stretches as well; no two of a kind are neighbours."""
    joined: list[Change] = []
    for change in _lines(old, new):
        last = joined[-1] if joined else None
        if last and last.kind == change.kind:
            joined[-1] = Change(
                kind=last.kind, old_start=last.old_start, old_end=change.old_end,
                new_start=last.new_start, new_end=change.new_end,
            )  # fmt: skip
        else:
            joined.append(change)
    return joined


def _lines(old: str, new: str) -> Iterator[Change]:
    was, now = _LINE.findall(old), _LINE.findall(new)
    for kind, (i, j), (k, m), at, to in _blocks(was, now, 0, 0, LINES_MOST):
        if kind != "replace":
            yield _change(kind, at, to)
            continue
        words, others = _WORD.findall("".join(was[i:j])), _WORD.findall("".join(now[k:m]))
        for inner, _, _, old_at, new_at in _blocks(words, others, at[0], to[0], WORDS_MOST):
            yield _change(inner, old_at, new_at)


def _change(kind: str, old: tuple[int, int], new: tuple[int, int]) -> Change:
    return Change(kind=kind, old_start=old[0], old_end=old[1], new_start=new[0], new_end=new[1])


Span = tuple[int, int]


def _blocks(
    was: Sequence[str], now: Sequence[str], old_at: int, new_at: int, most: int
) -> Iterator[tuple[str, Span, Span, Span, Span]]:
    """Blocks as difflib tells them, with the places of both sides in characters."""
    old_places = list(accumulate(map(len, was), initial=old_at))
    new_places = list(accumulate(map(len, now), initial=new_at))
    for kind, i, j, k, m in _opcodes(was, now, most):
        yield (
            kind, (i, j), (k, m), (old_places[i], old_places[j]), (new_places[k], new_places[m])
        )  # fmt: skip


def _opcodes(was: Sequence[str], now: Sequence[str], most: int) -> Iterator[tuple[str, int, int, int, int]]:
    """Equal ends are taken off first: difflib's time grows with what is left."""
    shorter = min(len(was), len(now))
    head = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    tail = next((at for at in range(shorter - head) if was[-1 - at] != now[-1 - at]), shorter - head)
    old_end, new_end = len(was) - tail, len(now) - tail
    if head:
        yield "equal", 0, head, 0, head
    if head < old_end and head < new_end:
        if max(old_end, new_end) - head > most:
            yield "replace", head, old_end, head, new_end
        else:
            matcher = SequenceMatcher(None, was[head:old_end], now[head:new_end], autojunk=True)
            for kind, i, j, k, m in matcher.get_opcodes():
                yield kind, i + head, j + head, k + head, m + head
    elif head < old_end:
        yield "delete", head, old_end, head, head
    elif head < new_end:
        yield "insert", head, head, head, new_end
    if tail:
        yield "equal", old_end, len(was), new_end, len(now)
