"""The words of a line that spelling is about: no code, no links, no numbers, no Chinese. Pure."""

import re
from typing import NamedTuple

from studio.core.writing.words import MARKS

LONGEST = 48
_QUIET = re.compile(
    r"`+[^`]*`+"  # code
    r"|!?\[(?P<shown>[^\]\n]*)\]\([^)\n]*\)"  # a link: its address
    r"|\[\^[^\]\n]+\]"
    r"|<[^>\n]+>"
    r"|(?:https?://|www\.)\S+"
    r"|\S+@\S+\.\w+"
    r"|&#?\w+;"
)
_LETTERS = rf"[^\W\d_](?:[^\W\d_]|[{MARKS}])*"
"""With accents and vowel signs that are signs of their own."""
_WORD = re.compile(rf"{_LETTERS}(?:['’ʼ]{_LETTERS})*")
_WIDE = re.compile(
    "[\u0e00-\u0fff\u1000-\u109f\u1780-\u17ff\u2e80-\u9fff\uac00-\ud7ff\uf900-\ufaff\uff00-\uffef\U00020000-\U0003ffff]"
)
"""Scripts that are written without spaces between words, or for which Hunspell does not serve."""
FENCE = re.compile(r" {0,3}(```|~~~)")


class Word(NamedTuple):
    start: int
    text: str

    @property
    def end(self) -> int:
        return self.start + len(self.text)


def words_of(line: str) -> list[Word]:
    """The words to look up in a paragraph of Markdown."""
    if line.startswith(("    ", "\t")):
        return []
    made = []
    for match in _WORD.finditer(_without_quiet(line)):
        text = match[0]
        following = line[match.end() : match.end() + 1]
        before = line[match.start() - 1 : match.start()]
        if (
            len(text) < 2
            or len(text) > LONGEST
            or _WIDE.search(text)
            or any(map(str.isdigit, text))
            or following.isdigit()
            or before.isdigit()
        ):
            continue
        if text.isupper() or "_" in (following, before):
            continue
        made.append(Word(match.start(), text))
    return made


def _without_quiet(line: str) -> str:
    """The line with blanks where nothing is checked, so that places stay."""

    def blank(match: re.Match[str]) -> str:
        shown = match["shown"]
        if shown is None or match[0].startswith("!"):
            return " " * len(match[0])
        at = match.start("shown") - match.start()
        return " " * at + shown + " " * (len(match[0]) - at - len(shown))

    return _QUIET.sub(blank, line) if any(sign in line for sign in "`[<@&:.") else line
