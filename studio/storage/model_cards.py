"""Writes the card beside a model: a small JSON file with what the user says of it."""

import json
from pathlib import Path

from studio.core.checkpoint import card_of
from studio.core.errors import ErrorKind, StudioError
from studio.core.identify import read_json_object
from studio.storage.files import whole_file


def card_place(path: Path) -> Path:
    """Where the card of a file or folder lies."""
    return path / "studio.json" if path.is_dir() else card_of(path)


def read_card(path: Path) -> dict[str, object]:
    """What the card of ``path`` says; nothing when there is none that can be read."""
    try:
        return read_json_object(card_place(path))
    except (OSError, ValueError):
        return {}


def write_card(path: Path, **values: str) -> None:
    """Change these fields of the card of ``path``; an empty value takes a field away.

    What else stands in the card stays. Raises StudioError(NOT_WRITABLE, FILE_BROKEN).
    """
    card = card_place(path)
    told: dict[str, object] = {}
    if card.exists():
        try:
            told = read_json_object(card)
        except (OSError, ValueError) as error:
            raise StudioError(
                ErrorKind.FILE_BROKEN,
                f"The card {card.name} beside the file cannot be read.",
                "Mend or remove it; it was left as it is.",
                detail=str(error),
            ) from error
    for name, value in values.items():
        if value:
            told[name] = value
        else:
            told.pop(name, None)
    try:
        if told:
            with whole_file(card) as stream:
                stream.write(json.dumps(told, ensure_ascii=False, indent=1).encode())
        else:
            card.unlink(missing_ok=True)
    except OSError as error:
        raise StudioError(
            ErrorKind.NOT_WRITABLE,
            f"The card {card.name} cannot be written beside the file ({error.strerror or error}).",
            "Make the folder writable, or copy the file into the folder of models.",
            detail=str(error),
        ) from error
