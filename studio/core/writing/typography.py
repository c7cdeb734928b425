"""Typed quotes, dashes and dots as a printer sets them, and what a new line of a list begins with. Pure."""

import re

_PAIRS = {
    "en": "“”‘’",
    "de": "„“‚‘",
    "cs": "„“‚‘",
    "sk": "„“‚‘",
    "sl": "„“‚‘",
    "bg": "„“‚‘",
    "is": "„“‚‘",
    "lt": "„“‚‘",
    "et": "„“‚‘",
    "pl": "„”‚’",
    "ro": "„”«»",
    "hu": "„”»«",
    "hr": "„”‚’",
    "fr": "«»“”",
    "it": "«»“”",
    "es": "«»“”",
    "pt": "“”‘’",
    "ca": "«»“”",
    "el": "«»“”",
    "ru": "«»„“",
    "uk": "«»„“",
    "be": "«»„“",
    "no": "«»‘’",
    "nb": "«»‘’",
    "nn": "«»‘’",
    "da": "“”‘’",
    "sv": "””’’",
    "fi": "””’’",
    "nl": "“”‘’",
    "tr": "“”‘’",
    "zh": "“”‘’",
    "ko": "“”‘’",
    "vi": "“”‘’",
    "id": "“”‘’",
}
"""Double quotes and single ones, opening and closing."""
_REGIONS = {"de-ch": "«»‹›", "pt-pt": "«»“”"}
_NARROW = "\u202f"
"""French keeps its quotes away from the words."""
_BRACKETS = "([{/>"
_TAG = re.compile(r"<[A-Za-z/!][^<>]*$")
_LIST = re.compile(
    r"^(?P<lead>[ \t]*(?:>[ ]?)*)(?P<mark>[-*+]|(?P<number>\d{1,9})(?P<end>[.)]))(?P<gap>[ \t]+)"
    r"(?P<box>\[[ xX]\][ \t]+)?(?P<text>.*)$"
)
_QUOTED = re.compile(r"^(?P<lead>[ \t]*(?:>[ ]?)+)(?P<text>.*)$")
TRIGGERS = "\"'-."


def quotes_of(language: str) -> str:
    """The four quotes of a language such as “de” or “pt-PT”; empty when it is none of people's writing."""
    name = language.strip().lower().replace("_", "-")
    return _REGIONS.get(name) or _PAIRS.get(name.split("-")[0], "")


def replaced(before: str, language: str) -> tuple[int, str] | None:
    """What the character typed last becomes: how many characters before the caret, and by what; or None.

    ``before`` is the text up to the caret, the typed character its last. Markdown's own signs stay.
    """
    quotes = quotes_of(language)
    if not quotes or before[-1:] not in TRIGGERS or _is_code(before):
        return None
    line = before[before.rfind("\n") + 1 :]
    typed, ahead = line[-1:], line[:-1]
    if typed == '"':
        return 1, _quote(ahead, quotes, language)
    if typed == "'":
        if quotes[2] not in "‘‚‹" or not _opens(ahead, quotes[2], quotes[3], quotes):
            is_open = quotes[2] in "‘‚‹" and ahead.rfind(quotes[2]) > ahead.rfind(quotes[3])
            return 1, quotes[3] if is_open else "’"
        return 1, quotes[2]
    if typed == "-":
        is_mark = not line.strip("- \t:|") or line.lstrip().startswith("|") or line.endswith("<!--")
        return None if is_mark or not line.endswith("--") or line.endswith("---") else (2, "—")
    return (3, "…") if line.endswith("...") and not line.endswith("....") else None


def _opens(ahead: str, opening: str, closing: str, quotes: str) -> bool:
    """Whether a quote after ``ahead`` begins something said."""
    bare = ahead.rstrip("*_~")
    openers = _BRACKETS + "".join(one for one in (quotes[0], quotes[2]) if one not in (quotes[1], quotes[3]))
    if bare.endswith(("—", "–")):
        return bare.rfind(opening) <= bare.rfind(closing)
    if opening != closing and bare.endswith((opening, opening + _NARROW)):
        return False  # nothing between: what was opened is closed
    return not bare or bare[-1] in openers or bare[-1].isspace()


def _quote(ahead: str, quotes: str, language: str) -> str:
    opening, closing = quotes[:2]
    narrow = _NARROW if language.lower().startswith("fr") and not language.lower().endswith("ch") else ""
    if opening != "«" or not narrow:
        return opening if _opens(ahead, opening, closing, quotes) else closing
    if _opens(ahead, opening, closing, quotes):
        return opening + narrow
    return closing if ahead.endswith(_NARROW) else narrow + closing


def _is_code(before: str) -> bool:
    """Whether the caret stands in a block or a stretch of code, or in a link's address."""
    fences = before.count("\n```") + before.startswith("```")
    line = before[before.rfind("\n") + 1 :]
    paragraph = before[before.rfind("\n\n") + 1 :]
    in_head = before.startswith("---\n") and "\n---" not in before[4:-1]
    in_address = line.rfind("](") > line.rfind(")") and " " not in line[line.rfind("](") :]
    is_block = line.startswith(("    ", "\t")) and not _LIST.match(line)
    in_code = fences % 2 == 1 or is_block or paragraph.replace("```", "").count("`") % 2 == 1
    return in_code or in_head or in_address or _TAG.search(line) is not None


def next_in_list(line: str, at: int) -> str | None:
    """What a new line begins with after Enter at ``at`` of a line; "" ends the list, None: it is no list."""
    found = _LIST.match(line)
    if found:
        if at < found.start("text"):
            return None
        if not found["text"].strip():
            return ""
        mark = f"{int(found['number']) + 1}{found['end']}" if found["number"] else found["mark"]
        return found["lead"] + mark + found["gap"] + ("[ ] " if found["box"] else "")
    found = _QUOTED.match(line)
    if found and at >= found.start("text"):
        return found["lead"] if found["text"].strip() else ""
    return None
