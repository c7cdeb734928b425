"""Text as the search index sees it, and what a person types as an FTS5 query."""

import re

_WIDE = "\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uac00-\ud7af"
"""Scripts written without spaces: each character becomes a word of its own."""
_WIDE_CHARACTER = re.compile(f"([{_WIDE}])")
_WORD = re.compile(r"[^\W_]+", re.UNICODE)
_QUERY_WORDS_MAX = 32


def indexed(*texts: str) -> str:
    """The words of ``texts`` for the index; each text stays apart from the next."""
    return "\n".join(_WIDE_CHARACTER.sub(r" \1 ", text) for text in texts if text)


def query(typed: str) -> str:
    """An FTS5 query in which every typed word must begin some word; empty when nothing is typed.

    Nothing typed is ever read as query syntax.
    """
    parts = []
    for word in _WORD.findall(typed)[:_QUERY_WORDS_MAX]:
        spaced = _WIDE_CHARACTER.sub(r" \1 ", word).split()
        parts.append(f'"{" ".join(spaced)}"*')
    return " ".join(parts)
