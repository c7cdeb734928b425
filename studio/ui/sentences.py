"""Sentences that were built and stored in English, in the language of the window when it shows them."""

import re
from functools import cache
from typing import NamedTuple

from PySide6.QtCore import QCoreApplication

from studio.ui.translations import folder

FILE = "sentences.txt"
"""Templates collected from the sources by ``packaging/translations.py``, one a line."""
PROBE = "Press Try again to run it again."
"""A sentence that every language translates: when it comes back as it is, the window is English."""
TEXT_MAX = 4000
"""Characters; longer texts are none of our sentences, and searching them would cost time."""
RUN_MAX = 4
"""The most sentences one template holds."""
_HOLE = re.compile(r"(“?)\{(\d+)\}")
_BOUNDARY = re.compile(r"(?<=[.!?])\s+(?=[^\sa-z])")
"""Where a sentence ends and another begins."""


class Template(NamedTuple):
    """A sentence with numbered holes, as a pattern; ``names`` are the holes in quotation marks."""

    text: str
    pattern: re.Pattern[str]
    names: frozenset[int]
    holes: tuple[int, ...]


class _Filled(NamedTuple):
    template: Template
    values: dict[int, str]


def translate_sentence(text: str) -> str:
    """``text`` in the window's language, with its values kept; what is not known stays as it is.

    Takes one sentence, several in a row, or the words that fill a hole of one. Any thread.
    """
    if not text or len(text) > TEXT_MAX or _translated(PROBE) == PROBE:
        return text
    if "\n" in text:
        return "\n".join(map(translate_sentence, text.split("\n")))
    if filled := _find(text, strict=True):
        return _say(filled)
    said, known, parts = _say_several(_BOUNDARY.split(text))
    # A value, such as the name of a device, may look like the end of a sentence.
    if known < parts and (filled := _find(text, strict=False)):
        return _say(filled)
    return said if known else text


def _translated(template: str) -> str:
    return QCoreApplication.translate("Sentence", template)


def _say(filled: _Filled) -> str:
    """The template's translation with its values; words among them are translated as well."""

    def value(hole: re.Match[str]) -> str:
        number = int(hole[2])
        raw = filled.values[number]
        return hole[1] + (raw if number in filled.template.names else translate_sentence(raw))

    return _HOLE.sub(value, _translated(filled.template.text))


def _say_several(pieces: list[str]) -> tuple[str, int, int]:
    """Sentences in a row, the longest known run first; with how many of how many parts were known."""
    said, known, parts, at = "", 0, 0, 0
    while at < len(pieces):
        found, end = None, at + 1
        for end in range(min(len(pieces), at + RUN_MAX), at, -1):
            found = _find(" ".join(pieces[at:end]), strict=True)
            if found:
                break
        part = _say(found) if found else pieces[at]
        # Full-width stops bring their own space.
        said += part if not said or said.endswith(("。", "！", "？")) else f" {part}"
        known, parts, at = known + (found is not None), parts + 1, end
    return said, known, parts


# Finding the template of a text


def _find(text: str, *, strict: bool) -> _Filled | None:
    """The template that leaves least of ``text`` unknown in its holes; of equals, the one with most words.

    With ``strict`` no value may reach over the end of a sentence, unless it is a name in quotation marks.
    """
    index = _by_first_word()
    fitting: list[_Filled] = []
    for line in (*index.get(text.split(" ", 1)[0], ()), *index.get("", ())):
        template = _compiled(line)
        match = template.pattern.fullmatch(text)
        if match is None:
            continue
        values = dict(zip(template.holes, match.groups(), strict=True))
        open_values = (value for number, value in values.items() if number not in template.names)
        if not (strict and any(map(_BOUNDARY.search, open_values))):
            fitting.append(_Filled(template, values))
    if len(fitting) < 2:
        return fitting[0] if fitting else None
    return max(fitting, key=lambda filled: (-_left_unknown(filled), _own_length(filled.template.text)))


def _left_unknown(filled: _Filled) -> int:
    """Characters in the holes that no template knows; names in quotation marks do not count."""
    names = filled.template.names
    values = [value for number, value in filled.values.items() if number not in names]
    return sum(len(value) for value in values if _find(value, strict=True) is None)


def _own_length(line: str) -> int:
    return len(_HOLE.sub("", line))


@cache
def _by_first_word() -> dict[str, tuple[str, ...]]:
    """Templates by their first word; under "" those that begin with a value."""
    index: dict[str, list[str]] = {}
    for line in (folder() / FILE).read_text(encoding="utf-8").splitlines():
        first = line.split(" ", 1)[0]
        index.setdefault("" if _HOLE.search(first) else first, []).append(line)
    return {first: tuple(found) for first, found in index.items()}


@cache
def _compiled(template: str) -> Template:
    pattern, at = "", 0
    names, holes = set(), []
    for hole in _HOLE.finditer(template):
        number = int(hole[2])
        pattern += re.escape(template[at : hole.start()] + hole[1]) + "(.*?)"
        holes.append(number)
        if hole[1]:
            names.add(number)
        at = hole.end()
    pattern += re.escape(template[at:])
    return Template(template, re.compile(pattern, re.DOTALL), frozenset(names), tuple(holes))
