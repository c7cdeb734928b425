"""Where a character of the accepted text is in an editor's document, which also shows the draft. Pure.

The document counts UTF-16 units and holds the draft behind what the draft would replace.
"""

import re

_UNSHOWABLE = re.compile("[\ud800-\udfff]")
_BREAKS = str.maketrans({"\u2029": "\n", "\ufdd0": "\n", "\ufdd1": "\n", "\r": "\n"})


def showable(text: str) -> str:
    """As Qt shows it, character for character."""
    return _UNSHOWABLE.sub("\ufffd", text).translate(_BREAKS)


def units(text: str) -> int:
    """UTF-16 units of a text."""
    return len(text) if text.isascii() else len(text.encode("utf-16-le", "surrogatepass")) // 2


def cut(text: str, count: int) -> str:
    """The first ``count`` UTF-16 units of a text."""
    if text.isascii():
        return text[:count]
    return text.encode("utf-16-le", "surrogatepass")[: 2 * count].decode("utf-16-le", "replace")


class Shown:
    """Accepted text and draft as one document shows them now."""

    def __init__(self) -> None:
        self.text = ""
        self.draft = ""
        self.at = 0
        """The accepted character before which the draft stands."""
        self.wide = False
        """Some character takes two units, so that places have to be counted."""

    def place(self, offset: int, *, behind: bool = True) -> int:
        """Document position of an accepted character; at the draft's place ``behind`` it or before."""
        before = units(self.text[:offset]) if self.wide else offset
        if offset < self.at or (offset == self.at and not behind):
            return before
        return before + self.draft_units()

    def draft_units(self) -> int:
        return units(self.draft) if self.wide else len(self.draft)

    def draft_place(self) -> int:
        """Where the draft begins in the document."""
        return self.place(self.at, behind=False)

    def split(self, position: int) -> tuple[str, int]:
        """What is at a document position: ("before" | "draft" | "after", characters from its beginning).

        Of "before" and "after" that is an accepted offset, of "draft" one of the draft. The edges of
        the draft belong to the accepted text.
        """
        start, length = self.draft_place(), self.draft_units()
        if position <= start:
            return "before", len(cut(self.text, position)) if self.wide else position
        if position >= start + length:
            rest = position - length
            return "after", len(cut(self.text, rest)) if self.wide else rest
        inside = position - start
        return "draft", len(cut(self.draft, inside)) if self.wide else inside

    def offset(self, position: int) -> int:
        """The accepted character at a document position; the draft's place within the draft."""
        where, offset = self.split(position)
        return self.at if where == "draft" else offset
