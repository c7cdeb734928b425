"""Markdown that still streams, mended so that half a mark never shows as signs and jumps to a style. Pure."""

import re

_FENCE = re.compile(r"^ {0,3}(```+|~~~+)", re.MULTILINE)
_LAST_UNDERLINE = re.compile(r"\n[ ]{0,3}(=+|-+)[ \t]*\Z")
_OPEN_LINK = re.compile(r"!?\[([^\]\n]*)(\](\([^)\n]*)?)?\Z")


def live(text: str) -> str:
    """``text`` as it will most likely look when it is whole."""
    fences = _FENCE.findall(text)
    if len(fences) % 2:
        return f"{text.rstrip()}\n{fences[-1]}"
    text = _LAST_UNDERLINE.sub("", text)  # would make a heading of the line before
    start = text.rfind("\n\n") + 1
    head, tail = text[:start], text[start:]
    if link := _OPEN_LINK.search(tail):
        tail = tail[: link.start()] + link[1]
    tail = tail.rstrip()
    if tail.count("`") % 2:
        return head + tail.rstrip("`") + ("`" if not tail.endswith("`") else "")
    return head + _closed(tail)


def _closed(tail: str) -> str:
    """Close emphasis that was opened; drop a mark that stands alone at the end."""
    bare = re.sub(r"`[^`]*`", "", tail)
    bare = re.sub(r"^[ ]*\*[ ]", "", bare, flags=re.MULTILINE)  # marks of a list
    for mark in ("**", "__"):
        if bare.count(mark) % 2:
            if tail.endswith(mark):
                return tail.removesuffix(mark).rstrip()
            return tail.rstrip("*" if mark == "**" else "_") + mark
    single = bare.replace("**", "")
    if single.count("*") % 2:
        return tail.removesuffix("*").rstrip() if tail.endswith("*") else tail + "*"
    return tail
