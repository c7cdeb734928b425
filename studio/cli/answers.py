"""What was typed, looked up: names with the nearest known ones, files by their content; refusals."""

import difflib
import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TypeVar

from studio.core.errors import ErrorKind, StudioError
from studio.core.presets import Preset
from studio.core.requests import FileRef
from studio.core.samplers import Sampler, Schedule

T = TypeVar("T", Sampler, Schedule, Preset)


def refuse(sentence: str, advice: str = "") -> StudioError:
    """An INVALID_REQUEST error."""
    return StudioError(ErrorKind.INVALID_REQUEST, sentence, advice)


def near(word: str, known: Iterable[str]) -> str:
    """Advice that names the known words closest to ``word``, or all of them."""
    names = list(dict.fromkeys(known))
    folded = {name.casefold(): name for name in names}
    close = [folded[match] for match in difflib.get_close_matches(word.casefold(), folded, 3, 0.5)]
    if close:
        return f"Did you mean {' or '.join(close)}?"
    return f"Known are {', '.join(names)}." if names else ""


def find_named(kind: str, word: str, known: Iterable[tuple[str, str, T]]) -> T:
    """The entry whose id or label is ``word``, whatever the case. Raises StudioError(INVALID_REQUEST)."""
    entries = list(known)
    for identity, label, entry in entries:
        if word.casefold() in (identity.casefold(), label.casefold()):
            return entry
    labels = [label for _, label, _ in entries]
    identities = [identity for identity, _, _ in entries]
    folded = word.casefold()
    closer = max((identities, labels), key=lambda names: _closeness(folded, names))
    raise refuse(f"There is no {kind} called “{word}”.", near(word, closer))


def picture_of(path: str, option: str, what: str) -> FileRef:
    """A file by its content. Raises StudioError(INVALID_REQUEST) when it cannot be read."""
    place = Path(path).expanduser().absolute()
    try:
        with open(place, "rb") as stream:
            return FileRef(path=str(place), sha256=hashlib.file_digest(stream, "sha256").hexdigest())
    except OSError as error:
        raise refuse(
            f"The {what} {path} cannot be read ({error.strerror}).", f"Check the path of {option}."
        ) from error


def _closeness(word: str, names: Sequence[str]) -> float:
    return max((difflib.SequenceMatcher(None, word, name.casefold()).ratio() for name in names), default=0.0)
