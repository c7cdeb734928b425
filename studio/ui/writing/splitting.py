"""How a long text is cut into scenes: at headings, else at paragraph ends after some thousand words. Pure."""

import re
from itertools import pairwise

LENGTH = 24_000
"""Characters of a piece where there are no headings, about 4,000 words."""
_HEADING = re.compile(
    r"^(#{1,3}[ \t]+\S.*|(?:chapter|part|kapitel|chapitre)[ \t]+[\w.]+.{0,60})$", re.IGNORECASE | re.M
)


def split_into_scenes(text: str) -> list[tuple[str, str]]:
    """Titles, perhaps empty, and texts; joined, the texts give the whole."""
    starts = [found.start() for found in _HEADING.finditer(text)]
    bounds = sorted({0, *starts, len(text)})
    made: list[tuple[str, str]] = []
    for start, end in pairwise(bounds):
        piece = text[start:end]
        first = piece.split("\n", 1)[0].strip("# \t") if start in starts else ""
        parts = _pieces(piece)
        for number, part in enumerate(parts, 1):
            title = f"{first} ({number})" if first and len(parts) > 1 else first
            made.append((title[:80], part))
    return made


def _pieces(text: str) -> list[str]:
    pieces, start = [], 0
    while len(text) - start > LENGTH * 3 // 2:
        cut = text.rfind("\n\n", start + LENGTH // 2, start + LENGTH)
        cut = cut + 2 if cut > 0 else text.rfind("\n", start + LENGTH // 2, start + LENGTH) + 1
        if cut <= 0:
            cut = text.rfind(" ", start + LENGTH // 2, start + LENGTH) + 1 or start + LENGTH
        pieces.append(text[start:cut])
        start = cut
    return [*pieces, text[start:]]
