"""Personas on disk: one JSON file each, their pictures beside them, a trash below."""

import logging
import secrets
from pathlib import Path

import msgspec
from msgspec.structs import replace

from studio.core.errors import ErrorKind, StudioError
from studio.core.request_parts import clean_text
from studio.core.writing.persona import ASSISTANT, COLOURS, SCHEMA, Persona
from studio.storage import files
from studio.storage.chats import TRASH, explain
from studio.storage.persona_cards import FILE_MAX, PNG, read_card

log = logging.getLogger(__name__)
_ENDING = ".json"
_PICTURES = {PNG: ".png", b"\xff\xd8\xff": ".jpg", b"RIFF": ".webp"}


class Personas:
    """The folder of personas. Any thread; files are written whole or not at all."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.problems: list[str] = []
        """Files that could not be read at the last ``all``, as sentences."""

    def all(self) -> list[Persona]:
        """By name; broken files are left where they are and told in ``problems``."""
        found: list[Persona] = []
        self.problems = []
        try:
            paths = sorted(self.folder.glob(f"*{_ENDING}"))
        except OSError:
            paths = []
        for path in paths:
            try:
                persona = msgspec.json.decode(path.read_bytes(), type=Persona)
                if persona.schema > SCHEMA:
                    raise ValueError("written by a newer version of Atelier")
            except (OSError, ValueError, RecursionError) as error:
                self.problems.append(f"The persona {path.name} cannot be read: {error}.")
                log.info("The persona %s is passed over: %s", path.name, error)
                continue
            found.append(replace(persona, id=path.stem))
        return sorted(found, key=lambda persona: persona.name.casefold())

    def get(self, identity: str) -> Persona:
        """The persona of that id, else the plain assistant."""
        return next((one for one in self.all() if one.id == identity), ASSISTANT) if identity else ASSISTANT

    def save(self, persona: Persona, picture: bytes | None = None) -> Persona:
        """Write a persona, one without an id as a new one; ``picture`` empty takes its picture away.

        Raises StudioError.
        """
        if not persona.name.strip():
            raise StudioError(ErrorKind.INVALID_REQUEST, "A persona needs a name.")
        persona = _cleaned(persona)
        if not persona.id:
            persona = replace(persona, id=secrets.token_hex(6))
        path = self.folder / f"{persona.id}{_ENDING}"
        try:
            files.make_folder(self.folder)
            if picture is not None:
                persona = replace(persona, picture=self._keep_picture(persona.id, picture))
            with files.whole_file(path) as stream:
                stream.write(msgspec.json.format(msgspec.json.encode(persona), indent=1))
        except OSError as error:
            raise explain(error, path) from error
        return persona

    def _keep_picture(self, identity: str, picture: bytes) -> str:
        if not picture:
            return ""
        ending = next((end for start, end in _PICTURES.items() if picture.startswith(start)), "")
        if not ending or len(picture) > FILE_MAX:
            raise StudioError(
                ErrorKind.FILE_BROKEN, "This file is no picture for a persona.", "Choose a PNG, JPEG or WebP."
            )
        name = f"{identity}-{secrets.token_hex(3)}{ending}"
        with files.whole_file(self.folder / name) as stream:
            stream.write(picture)
        return name

    def picture_of(self, persona: Persona) -> Path | None:
        """Its picture's file, when there is one in this folder."""
        if not persona.picture or Path(persona.picture).name != persona.picture:
            return None
        path = self.folder / persona.picture
        return path if path.is_file() else None

    def import_card(self, path: Path) -> Persona:
        """Keep a character card as a new persona. Raises StudioError; nothing is kept then."""
        persona, picture = read_card(path)
        colour = COLOURS[sum(persona.name.encode()) % len(COLOURS)]
        return self.save(replace(persona, colour=colour), picture or None)

    def trash(self, persona: Persona) -> None:
        """Move a persona to the folder's trash; its picture stays for its return. Raises StudioError."""
        self._move(persona.id, self.folder, self.folder / TRASH)

    def restore(self, identity: str) -> None:
        """Bring a persona back. Raises StudioError."""
        self._move(identity, self.folder / TRASH, self.folder)

    def _move(self, identity: str, source: Path, target: Path) -> None:
        name = f"{identity}{_ENDING}"
        try:
            files.move_durably(source / name, target / name)
        except OSError as error:
            raise explain(error, target / name) from error


def _cleaned(persona: Persona) -> Persona:
    texts = ("name", "description", "instruction", "scenario", "greeting", "examples", "made_by", "notes")
    values = {name: clean_text(getattr(persona, name)) for name in texts}
    return replace(persona, **values, greetings=tuple(map(clean_text, persona.greetings)))
