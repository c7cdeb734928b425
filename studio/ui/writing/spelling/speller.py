"""One Hunspell dictionary with what was looked up in it; loading and looking up happen on any one thread."""

import re
import threading
from collections.abc import Iterable
from pathlib import Path
from typing import Any
from unicodedata import normalize

from studio.core.errors import ErrorKind, StudioError

SUGGESTIONS = 7
PATIENCE = 0.25
"""Seconds."""
_PARTS = re.compile(r"[-‐‑]")


class Speller:
    """Knows words. The dictionary is loaded at the first look-up."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._turn = threading.Lock()
        self._hunspell: Any = None

    def _loaded(self) -> Any:
        """Call with the turn. Raises StudioError."""
        if self._hunspell is None:
            from hunspell import Hunspell

            try:
                self._hunspell = Hunspell(
                    self.path.stem, hunspell_data_dir=str(self.path.parent), system_encoding="UTF-8"
                )
            except Exception as error:  # its own kinds, and what the C library says
                raise StudioError(
                    ErrorKind.FILE_BROKEN,
                    f"The dictionary {self.path.name} cannot be read.",
                    "Choose another spelling language, or replace the file.",
                    str(error),
                ) from error
        return self._hunspell

    def known(self, words: Iterable[str]) -> dict[str, bool]:
        """Whether the dictionary has each word. Raises StudioError when it cannot be read."""
        with self._turn:
            dictionary = self._loaded()
            return {word: _is_known(dictionary, word) for word in words}

    def suggestions(self, word: str) -> list[str]:
        """Words that could have been meant, the likeliest first. Raises StudioError.

        None while a worker is still reading the dictionary: a menu that waits for it would not open.
        """
        if not self._turn.acquire(timeout=PATIENCE):
            return []
        try:
            found = _suggested(self._loaded(), _plain(word))
        except UnicodeEncodeError:
            return []
        finally:
            self._turn.release()
        curly = "’" in word
        return [text.replace("'", "’") if curly else text for text in found if text][:SUGGESTIONS]


def _plain(word: str) -> str:
    """A word as dictionaries have it: letters with their accents as one sign, no soft hyphens."""
    return normalize("NFC", word.replace("’", "'").replace("ʼ", "'").replace("\u00ad", ""))


def _is_known(dictionary: Any, word: str) -> bool:
    for text in dict.fromkeys((word, _plain(word))):
        try:
            if dictionary.spell(text):
                return True
        except UnicodeEncodeError:  # a letter this dictionary's encoding does not have
            continue
    parts = _PARTS.split(word)
    return len(parts) > 1 and all(not part or _is_known(dictionary, part) for part in parts)


def _suggested(dictionary: Any, word: str) -> list[str]:
    found = list(dictionary.suggest(word))
    if word[1:].islower() and word != word.lower():
        # Of “Teh” it would think first of names and half words; “The” comes with “teh”.
        first = [text[:1].upper() + text[1:] for text in dictionary.suggest(word.lower())]
        found = list(dict.fromkeys([*first, *found]))
    return found
