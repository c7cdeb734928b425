"""Stretches of accepted text that a model wrote, and places where it wrote: kept beside the text. Pure."""

from zlib import crc32

from msgspec import Struct
from msgspec.structs import replace

ANCHOR = 80
"""Characters before the caret by which a place is found again."""
BRANCHES_MOST = 60


class Span(Struct, frozen=True, kw_only=True, array_like=True):
    """``offset`` is where it begins in the alternative; ``sum`` tells whether the text is still the same."""

    start: int
    end: int
    job: str
    index: int
    offset: int
    sum: int


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


def anchor_of(text: str, caret: int) -> str:
    return text[max(0, caret - ANCHOR) : caret]
