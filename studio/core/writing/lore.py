"""Lore: notes that come into what the model reads when their names are in the text. Pure."""

import re
from collections.abc import Callable, Iterable
from functools import lru_cache

from msgspec import Struct

from studio.core.writing.joins import is_cjk
from studio.core.writing.outline import Item

LOOK_BACK = 6000
"""Characters before the caret in which names are looked for."""
_ARTICLES = ("the ", "a ", "an ", "der ", "die ", "das ", "le ", "la ", "les ", "el ")


class Lore(Struct, frozen=True, kw_only=True):
    """A note as lore. ``triggers`` are the words that fire it, its title among them."""

    id: str
    title: str
    text: str
    triggers: tuple[str, ...] = ()
    always: bool = False


class Fired(Struct, frozen=True, kw_only=True):
    """Lore that the text calls for: by which word, and how many characters before the caret that stands."""

    lore: Lore
    word: str
    distance: int


def lore_of(item: Item, text: str) -> Lore:
    """A note's lore: a header of its file names further triggers, which the model does not read.

    The header is a first line such as ``triggers: Mary, the captain``.
    """
    first, _, rest = text.lstrip("\ufeff\r\n ").partition("\n")
    own: tuple[str, ...] = ()
    name, colon, words = first.partition(":")
    if colon and name.strip().casefold() in ("triggers", "aliases", "keys"):
        own = tuple(filter(None, (word.strip() for word in re.split(r"[,;，；、]", words))))
        text = rest
    triggers = tuple(dict.fromkeys((*_names(item.title), *item.triggers, *own)))
    return Lore(id=item.id, title=item.title, text=text.strip(), triggers=triggers, always=item.always)


def _names(title: str) -> tuple[str, ...]:
    """A title, and the same without its article."""
    title = title.strip()
    for article in _ARTICLES:
        if title.casefold().startswith(article) and len(title) > len(article) + 1:
            return (title, title[len(article) :])
    return (title,) if title else ()


@lru_cache(maxsize=4096)
def _pattern(trigger: str) -> re.Pattern[str] | None:
    """Whole words alone; a name with capitals is meant as written or in capitals (Will is not will)."""
    word = " ".join(trigger.split())
    if not word:
        return None
    inner = r"\s+".join(re.escape(part) for part in word.split())
    if word != word.lower():
        shouted = r"\s+".join(re.escape(part.upper()) for part in word.split())
        inner = f"(?:{inner}|{shouted})"
        flags = 0
    else:
        flags = re.IGNORECASE
    left = "" if is_cjk(word[0]) else r"(?<!\w)" if word[0].isalnum() else ""
    right = "" if is_cjk(word[-1]) else r"(?!\w)" if word[-1].isalnum() else ""
    return re.compile(left + inner + right, flags)


def fire(entries: Iterable[Lore], text: str, *, also: str = "") -> list[Fired]:
    """The lore that ``text`` (up to the caret) and ``also`` (an instruction) call for, nearest mention first.

    Lore that is always read comes first of all.
    """
    window = text[-LOOK_BACK:] + "\n" + also
    found: list[Fired] = []
    for entry in entries:
        if not entry.text:
            continue
        if entry.always:
            found.append(Fired(lore=entry, word="", distance=0))
            continue
        best: tuple[int, str] | None = None
        for trigger in entry.triggers:
            pattern = _pattern(trigger)
            last = next(reversed(list(pattern.finditer(window))), None) if pattern else None
            if last and (best is None or len(window) - last.end() < best[0]):
                best = (len(window) - last.end(), last.group())
        if best:
            found.append(Fired(lore=entry, word=best[1], distance=best[0]))
    return sorted(found, key=lambda fired: (not fired.lore.always, fired.distance))


def within(fired: list[Fired], budget: int, count: Callable[[str], int]) -> tuple[list[Fired], list[Fired]]:
    """What fits in ``budget`` tokens, in a steady order (by title), and what does not."""
    kept, cut, used = [], [], 0
    for each in fired:
        size = count(each.lore.text)
        if used + size <= budget:
            kept.append(each)
            used += size
        else:
            cut.append(each)
    return sorted(kept, key=lambda each: (each.lore.title, each.lore.id)), cut
