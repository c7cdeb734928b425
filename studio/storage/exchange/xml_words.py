"""Words that XML can hold."""

import re

_FORBIDDEN = re.compile("[\x00-\x08\x0b-\x1f\ud800-\udfff\ufffe\uffff]")


def storable(text: str) -> str:
    """``text`` without what XML forbids: control signs but tab and line end, halves of pairs, no-signs."""
    return _FORBIDDEN.sub("", text)


def one_line(text: str) -> str:
    """The same for what stands in one line, such as an address."""
    return storable(" ".join(text.splitlines()))
