"""What a model reads of a chat: persona, parts of the project, and as many messages as fit. Pure."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from msgspec import Struct

from studio.core.text_requests import Piece
from studio.core.writing.conversation import Message
from studio.core.writing.persona import Persona, filled, told
from studio.core.writing.thinking import parted

MARKS = 8
"""Tokens that a template puts around a message, at most, for those in common use."""
FALLBACK_CONTEXT = 4096
LEAST = 60
"""A scene is not cut to fewer tokens than this; it is left out instead."""


class Extract(NamedTuple):
    """A part of the project that is read along."""

    label: str
    text: str


class Talk(Struct, frozen=True, kw_only=True):
    """``shares`` are tokens by kind (persona, project, messages); ``left_out`` names and why."""

    pieces: tuple[Piece, ...]
    stop: tuple[str, ...] = ()
    shares: tuple[tuple[str, int], ...] = ()
    left_out: tuple[tuple[str, str], ...] = ()
    dropped: int = 0
    """Messages at the beginning that did not fit."""

    @property
    def tokens(self) -> int:
        return sum(tokens for _, tokens in self.shares)


class Partners(NamedTuple):
    """Who talks: the persona and the name of the writer."""

    persona: Persona
    user: str = "Writer"

    def name(self, role: str) -> str:
        return self.persona.name if role == "assistant" else self.user


def guessed_tokens(text: str) -> int:
    """About how many tokens a text has, rather too many, until the engine has counted it."""
    extra = len(text.encode("utf-8", "replace")) - len(text)  # two for each Chinese character
    wide = extra // 2
    return wide + max(0, len(text) - wide) // 3 + 1


def compose_talk(
    partners: Partners,
    extracts: Sequence[Extract],
    messages: Sequence[Message],
    budget: int,
    count: Callable[[str], int],
    *,
    plain: bool = False,
) -> Talk:
    """The pieces of a chat within ``budget`` tokens.

    The persona always stays; of the project later extracts go first, of the messages the oldest. The
    newest message always stays. Answers go in without what was thought before them.
    """
    preface = told(partners.persona, partners.user)
    if plain and not partners.persona.id:  # orders mean nothing to a model that only goes on
        preface = f"A talk between {partners.user} and {partners.persona.name}."
    pieces = [Piece(kind="instruction", text=preface, label=partners.persona.name, role="system")]
    persona = count(preface) + MARKS if preface else 0
    room = budget - persona
    left_out: list[tuple[str, str]] = []
    said = [(message, _said(message, partners, plain)) for message in messages]
    sizes = [count(text) + MARKS for _, text in said]
    newest = sizes[-1] if sizes else 0
    project = 0
    for extract in extracts:
        text = f"{extract.label}\n\n{extract.text}".strip()
        size = count(text) + MARKS
        # Half of the room at most goes to the project, so that the talk is not forgotten.
        free = min(room - project - newest, max(0, room) // 2 - project)
        if size > free and free >= LEAST:
            text = _end_of(extract, free / size)
            size = count(text) + MARKS
            left_out.append((extract.label, "Only its end fits beside the messages."))
        if size > free:
            left_out.append((extract.label, "It does not fit beside the messages."))
            continue
        project += size
        pieces.append(Piece(kind="memory", text=text, label=extract.label, role="system"))
    room -= project
    first, used = len(said), 0
    while first and (used + sizes[first - 1] <= room or first == len(said)):
        first -= 1
        used += sizes[first]
    if first:
        left_out.append((f"{first} messages", "The oldest messages do not fit."))
    for message, text in said[first:]:
        name = partners.name(message.role)
        pieces.append(Piece(kind="message", text=text, label=name, role=message.role))
    if not preface:
        del pieces[0]
    shares = (("persona", persona), ("project", project), ("messages", used))
    if plain:
        pieces = _plain(pieces, partners)
    stop = (f"\n{partners.user}:",) if plain else ()
    return Talk(pieces=tuple(pieces), stop=stop, shares=shares, left_out=tuple(left_out), dropped=first)


def _end_of(extract: Extract, share: float) -> str:
    """The last part of a text, from the beginning of a paragraph where there is one."""
    keep = max(1, int(len(extract.text) * share * 0.9) - len(extract.label) - 8)
    tail = extract.text[-keep:]
    paragraph = tail.find("\n\n", 0, len(tail) // 2)
    tail = tail[paragraph + 2 :] if paragraph >= 0 else tail
    return f"{extract.label}\n\n… {tail.lstrip()}"


def _said(message: Message, partners: Partners, plain: bool) -> str:
    text = filled(message.text, partners.persona.name, partners.user)
    if message.role == "assistant":
        text = parted(text).answer
    return f"{partners.name(message.role)}: {text.strip()}\n\n" if plain else text


def _plain(pieces: list[Piece], partners: Partners) -> list[Piece]:
    """One text that a model without a template can go on with: like a play, its next line is the answer."""
    head = [piece for piece in pieces if piece.kind != "message"]
    told_first = [Piece(kind=p.kind, text=p.text + "\n\n", label=p.label) for p in head]
    rest = [Piece(kind="message", text=p.text, label=p.label) for p in pieces if p.kind == "message"]
    return [*told_first, *rest, Piece(kind="text", text=f"{partners.persona.name}:")]
