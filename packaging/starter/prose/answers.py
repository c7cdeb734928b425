"""Whether an answer has the form that was asked for; says nothing about its sense."""

from __future__ import annotations

import re

from books import PARAGRAPH
from pairs import Pair


def content(text: str) -> set[str]:
    """The longer words of a text."""
    return set(re.findall(r"[a-z]{5,}", text.lower()))


def names(text: str) -> set[str]:
    """Capitalised words that do not begin a sentence."""
    return set(re.findall(r"(?<=[a-z,;] )[A-Z][a-z]{2,}", text))


def fits(pair: Pair, answer: str, ended: bool) -> bool:
    """Whether the answer could be one to this pair's request, going by its form."""
    asked, _, passage = pair.ask.partition(PARAGRAPH)
    words, answer = answer.split(), answer.strip()
    if pair.kind == "shorten":
        kept = len(content(answer) & content(passage)) / max(1, len(content(answer)))
        return ended and 3 <= len(words) <= 0.75 * len(passage.split()) and kept >= 0.5
    if pair.kind == "title":
        return ended and 1 <= len(words) <= 10 and "\n" not in answer
    if pair.kind == "dialogue":
        spoken = sum(part.startswith('"') for part in answer.split(PARAGRAPH))
        asked_for = re.findall(r"[A-Z][a-z]+", pair.ask)[1:]
        return spoken >= 2 and any(name in answer for name in asked_for)
    if pair.kind == "describe":
        thing = re.findall(r"[a-z]+", asked)[-1]
        return len(words) >= 15 and thing in answer.lower() and '"' not in answer
    met = names(passage)
    return len(words) >= 15 and bool(met & names(answer) if met else content(passage) & content(answer))
