"""Whom a chat is with: name, description, instruction and example messages, and what they become. Pure."""

import re

from msgspec import Struct

SCHEMA = 1
COLOURS = ("#6fb1ff", "#f2a65a", "#72c08f", "#e5695f", "#b48ee0", "#5fc4c0", "#e08eb4", "#c0b25f")
TEXT_MAX = 200_000
"""Characters of one field; what is longer is cut, and told."""
_MACRO = re.compile(r"\{\{\s*(char|user)\s*\}\}|<(BOT|USER)>", re.IGNORECASE)
_START = re.compile(r"^\s*<START>\s*$", re.IGNORECASE | re.MULTILINE)


class Persona(Struct, frozen=True, kw_only=True):
    """``{{char}}`` and ``{{user}}`` in its texts stand for the names of both.

    ``picture`` is a file beside its own; ``examples`` are messages as ``name: text`` lines, parted by
    ``<START>`` as character cards have it.
    """

    schema: int = SCHEMA
    id: str
    name: str
    description: str = ""
    instruction: str = ""
    scenario: str = ""
    greeting: str = ""
    greetings: tuple[str, ...] = ()
    """Other first messages to choose from."""
    examples: str = ""
    colour: str = COLOURS[0]
    picture: str = ""
    made_by: str = ""
    notes: str = ""
    """What its author tells people; the model never reads it."""


ASSISTANT = Persona(
    id="",
    name="Assistant",
    instruction="You help a writer with a manuscript. Answer plainly and shortly. Do not flatter.",
    colour=COLOURS[0],
)
"""Who answers when nobody was chosen."""


def filled(text: str, char: str, user: str) -> str:
    """The text with both names put in."""

    def name(match: re.Match[str]) -> str:
        word = (match[1] or match[2]).casefold()
        return char if word in ("char", "bot") else user

    return _MACRO.sub(name, text)


def told(persona: Persona, user: str) -> str:
    """All that a model must know of a persona, as one text."""
    parts = [persona.instruction]
    if persona.description.strip():
        parts.append(persona.description)
    if persona.scenario.strip():
        parts.append(f"Scenario: {persona.scenario}")
    examples = _START.sub("", persona.examples).strip()
    if examples:
        parts.append(f"Example messages:\n{examples}")
    text = "\n\n".join(part.strip() for part in parts if part.strip())
    return filled(text, persona.name, user)
