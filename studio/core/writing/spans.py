"""Stretches of accepted text that a model wrote, and places where it wrote: kept beside the text. Pure."""

from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

ANCHOR = 80
"""Characters before the caret by which a place is found again."""
BRANCHES_MOST = 60
LOST_MOST = 200
_SURE = 8
"""So many characters that were a model's and come again elsewhere are what was taken away, and no chance."""


class Span(Struct, frozen=True, kw_only=True, array_like=True):
    """``offset`` is where it begins in the alternative; ``sum`` tells whether the text is still the same."""

    start: int
    end: int
    job: str
    index: int
    offset: int
    sum: int


class Lost(Struct, frozen=True):
    """A model's words that an edit took away: undone, pasted or put into another scene they are its again."""

    at: int
    text: str
    job: str
    index: int
    offset: int


class Branch(Struct, frozen=True, kw_only=True, array_like=True):
    """What was once written at a place."""

    anchor: str
    job: str
    tool: str
    when: str


def checksum(text: str) -> int:
    return crc32(text.encode("utf-8", "replace"))


def span_of(text: str, start: int, end: int, job: str, index: int, offset: int) -> Span:
    return Span(start=start, end=end, job=job, index=index, offset=offset, sum=checksum(text[start:end]))


def after_edit(spans: list[Span], at: int, removed: int, added: int) -> list[Span]:
    """The spans after a change of the text; one that was edited inside is gone from there on.

    Words before the change keep their span, so that only what was edited away is forgotten.
    """
    kept: list[Span] = []
    shift = added - removed
    for span in spans:
        if span.end <= at:
            kept.append(span)
        elif span.start >= at + removed:
            kept.append(replace(span, start=span.start + shift, end=span.end + shift))
        else:
            if span.start < at:
                kept.append(replace(span, end=at, sum=-1))
            if span.end > at + removed:
                cut = at + removed - span.start
                kept.append(
                    replace(span, start=at + added, end=span.end + shift, offset=span.offset + cut, sum=-1)
                )
    return kept


def lost_by(spans: list[Span], at: int, old: str) -> list[Lost]:
    """What of the spans goes when ``old`` is taken away at ``at``."""
    found = []
    for span in spans:
        start, end = max(span.start, at), min(span.end, at + len(old))
        if start < end:
            offset = span.offset + start - span.start
            found.append(Lost(start, old[start - at : end - at], span.job, span.index, offset))
    return found


def with_found(spans: list[Span], lost: list[Lost], at: int, new: str) -> list[Span]:
    """The spans with those parts of ``new``, put in at ``at``, that were a model's before; the last first."""
    free = [(0, len(new))]
    for piece in reversed(lost):
        here = piece.text == new and piece.at == at
        if not free or not (here or len(piece.text) >= _SURE):
            continue
        for number, (low, high) in enumerate(free):
            place = new.find(piece.text, low, high)
            if place >= 0:
                end = place + len(piece.text)
                free[number : number + 1] = [(low, place)] * (place > low) + [(end, high)] * (high > end)
                made = Span(
                    start=at + place,
                    end=at + end,
                    job=piece.job,
                    index=piece.index,
                    offset=piece.offset,
                    sum=-1,
                )
                spans = joined_with(spans, made)
                break
    return spans


def joined_with(spans: list[Span], new: Span) -> list[Span]:
    """The spans with another one, which is joined with those it goes on from or that go on from it."""
    kept = []
    for span in spans:
        same = (span.job, span.index) == (new.job, new.index)
        if same and span.end == new.start and span.offset + span.end - span.start == new.offset:
            new = replace(new, start=span.start, offset=span.offset)
        elif same and new.end == span.start and new.offset + new.end - new.start == span.offset:
            new = replace(new, end=span.end)
        else:
            kept.append(span)
    return [*kept, new]


def sealed(spans: list[Span], text: str) -> list[Span]:
    """The spans with their sums, to be kept."""
    return [
        replace(span, sum=checksum(text[span.start : span.end])) for span in spans if span.end > span.start
    ]


def true_spans(spans: list[Span], text: str) -> list[Span]:
    """Those whose text is still what it was."""
    return [
        span
        for span in spans
        if 0 <= span.start < span.end <= len(text) and checksum(text[span.start : span.end]) == span.sum
    ]


def moved_to(span: Span, piece: str, text: str) -> Span | None:
    """A span of a text that others changed: where its words stand now, if that can be told for sure."""
    if len(piece) != span.end - span.start or len(piece) < _SURE or text.count(piece) != 1:
        return None
    start = text.find(piece)
    return replace(span, start=start, end=start + len(piece), sum=checksum(piece))


def anchor_of(text: str, caret: int) -> str:
    return text[max(0, caret - ANCHOR) : caret]
