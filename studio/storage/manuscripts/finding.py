"""Finding in texts: plain words or regular expressions, with a limit of time against those that never end."""

import re
import time
from collections.abc import Iterable, Iterator
from typing import Any

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError

SECONDS_MOST = 5.0
HITS_MOST = 100_000
EXCERPT = 240
"""Characters of a line around a hit that are handed out."""
_REFERENCE = re.compile(r"\\(?:g<(\w+)>|(\d{1,2})|([nt\\]))")


class Hit(Struct, frozen=True, kw_only=True, gc=False):
    """A found place. ``digest`` names the text it was found in.

    ``line`` is the line's text, cut around the hit when it is long; the hit begins there at ``column``.
    ``groups`` are what a regular expression's groups matched, by number and by name; None for plain words.
    """

    item_id: str
    start: int
    end: int
    line: str
    line_number: int = 0
    column: int = 0
    digest: str = ""
    groups: dict[str, str] | None = None


def pattern(query: str, *, regex: bool, case: bool, whole: bool) -> Any:
    """The compiled expression. Raises StudioError for one that cannot be read."""
    flags = re.MULTILINE | (0 if case else re.IGNORECASE)
    if not query:
        raise StudioError(ErrorKind.INVALID_REQUEST, "There is nothing to find.", "Type some words first.")
    if not regex:
        start, end = (r"(?<!\w)", r"(?!\w)") if whole else ("", "")
        first = start if re.match(r"\w", query) else ""
        last = end if re.match(r"\w", query[-1]) else ""
        return re.compile(first + re.escape(query) + last, flags)
    import regex as expressions  # its own tables; only who uses such an expression waits for them

    try:
        return expressions.compile(rf"\b(?:{query})\b" if whole else query, flags)
    except (expressions.error, RecursionError, OverflowError, MemoryError) as error:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"This regular expression cannot be read: {error}.",
            "Turn off “regular expression” to find these very characters.",
        ) from error


def find(expression: Any, texts: Iterable[tuple[str, str, str]], *, regex: bool) -> Iterator[Hit]:
    """Hits in ``texts`` (item, digest, text). Raises StudioError when it takes too long or finds too much."""
    deadline, count = time.monotonic() + SECONDS_MOST, 0
    for item, digest, text in texts:
        line_start = line_end = number = -1
        for found in _matches(expression, text, deadline) if regex else expression.finditer(text):
            start, end = found.span()
            if start == end:
                continue  # nothing at all is found everywhere, and is of no use
            count += 1
            if count > HITS_MOST:
                raise StudioError(
                    ErrorKind.INVALID_REQUEST,
                    f"There are more than {HITS_MOST:,} places like this.",
                    "Look for something longer.",
                )
            if start >= line_end:  # the next line with a hit
                number += text.count("\n", max(0, line_start), start) + (number < 0) * 2
                line_start = text.rfind("\n", 0, start) + 1
                line_end = text.find("\n", start)
                line_end = len(text) if line_end < 0 else line_end
            first, last = line_start, line_end
            if last - first > EXCERPT:
                first = max(first, start - EXCERPT // 3)
                last = min(last, first + EXCERPT)
            yield Hit(
                item_id=item, start=start, end=end, line=text[first:last], line_number=number,
                column=start - first, digest=digest, groups=_groups(found) if regex else None,
            )  # fmt: skip


def _matches(expression: Any, text: str, deadline: float) -> Iterator[Any]:
    try:
        yield from expression.finditer(text, timeout=max(0.001, deadline - time.monotonic()), concurrent=True)
    except TimeoutError as error:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"This regular expression takes longer than {SECONDS_MOST:.0f} seconds.",
            "Repetitions inside repetitions, as in (a+)+, take very long; write it without them.",
        ) from error


def _groups(found: Any) -> dict[str, str]:
    groups = {str(at): group or "" for at, group in enumerate((found.group(), *found.groups()))}
    return groups | {name: value or "" for name, value in found.groupdict().items()}


def replacement(hit: Hit, template: str) -> str:
    """What comes in place of a hit: for a regular expression with its groups, ``\\1`` or ``\\g<name>``.

    Raises StudioError for a group that the expression does not have.
    """
    groups = hit.groups
    if groups is None:
        return template

    def of(found: re.Match[str]) -> str:
        name, number, escaped = found.groups()
        if escaped:
            return {"n": "\n", "t": "\t"}.get(escaped, "\\")
        wanted = name or str(int(number))
        if wanted not in groups:
            raise StudioError(ErrorKind.INVALID_REQUEST, f"The expression has no group “{wanted}”.")
        return groups[wanted]

    return _REFERENCE.sub(of, template)


def replaced(text: str, hits: Iterable[Hit], template: str) -> str:
    """The text with every hit replaced; hits that overlap an earlier one are passed over."""
    parts: list[str] = []
    at = 0
    for hit in sorted(hits, key=lambda hit: hit.start):
        if hit.start < at or hit.end > len(text):
            continue
        parts += (text[at : hit.start], replacement(hit, template))
        at = hit.end
    return "".join((*parts, text[at:]))
