"""What the metadata of a model file says to people: title, author, trigger words, checksums."""

import json
from collections import Counter
from collections.abc import Mapping

from msgspec import Struct

TRIGGERS_MOST = 40
_TEXT_MOST = 4_000
_TAGS_MOST = 4 * 1024 * 1024
"""Characters of tag counts that are looked at; trainers write them for every picture of a data set."""


class FileWords(Struct, frozen=True, kw_only=True):
    """Empty where the file says nothing. ``data_sha256`` covers the weights behind the header."""

    title: str = ""
    author: str = ""
    about: str = ""
    hint: str = ""
    licence: str = ""
    base: str = ""
    """The model it was trained on."""
    triggers: tuple[str, ...] = ()
    sha256: str = ""
    data_sha256: str = ""


def words_of(metadata: Mapping[str, object]) -> FileWords:
    """Read the texts of a safetensors header. Never raises: what makes no sense is left out."""

    def text(*names: str) -> str:
        for name in names:
            value = metadata.get(name)
            if isinstance(value, str) and value.strip() and value.strip().lower() not in ("none", "null"):
                return value.strip()[:_TEXT_MOST]
        return ""

    data = text("modelspec.hash_sha256", "sshs_model_hash").lower().removeprefix("0x")
    return FileWords(
        title=text("modelspec.title", "ss_output_name"),
        author=text("modelspec.author"),
        about=text("modelspec.description", "ss_training_comment"),
        hint=text("modelspec.usage_hint"),
        licence=text("modelspec.license"),
        base=text("ss_sd_model_name", "modelspec.merged_from"),
        triggers=trigger_words(metadata),
        data_sha256=data if is_sha256(data) else "",
    )


def is_sha256(text: str) -> bool:
    """Whether ``text`` is a whole SHA-256 in hexadecimal digits."""
    return len(text) == 64 and all(letter in "0123456789abcdef" for letter in text)


def trigger_words(metadata: Mapping[str, object]) -> tuple[str, ...]:
    """Words that call what a LoRA has learnt: the maker's phrase first, then its tags, commonest first.

    Tags that stand at nearly every picture are what it was trained on; with many pictures, tags that stand at
    only a few of them say little and are left out.
    """
    phrase = metadata.get("modelspec.trigger_phrase")
    found = [part.strip() for part in phrase.split(",")] if isinstance(phrase, str) else []
    counts = _tags(metadata.get("ss_tag_frequency"))
    if counts:
        least = counts.most_common(1)[0][1] / 10
        found += [tag for tag, count in counts.most_common() if count >= least]
    told = (word[:200] for word in found if word)
    return tuple(dict.fromkeys(told))[:TRIGGERS_MOST]


def _tags(value: object) -> Counter[str]:
    """Counts by tag over all data sets, from ``{data set: {tag: count}}``."""
    counts: Counter[str] = Counter()
    try:
        sets = json.loads(value) if isinstance(value, str) and len(value) <= _TAGS_MOST else {}
    except (ValueError, RecursionError):
        return counts
    for tags in sets.values() if isinstance(sets, dict) else ():
        for tag, count in tags.items() if isinstance(tags, dict) else ():
            if isinstance(count, int) and count > 0 and tag.strip():
                counts[tag.strip()] += count
    return counts
