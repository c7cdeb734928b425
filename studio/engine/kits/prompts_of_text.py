"""What a language model reads: pieces of a request as one text, with where each of them lies in it. Pure."""

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from studio.core.errors import ErrorKind, StudioError
from studio.core.text_requests import Piece, TextRequest, Token
from studio.core.writing.thinking import MARKS as THINKING

if TYPE_CHECKING:
    from studio.engine.text_context import TextContext

HEADINGS = {"system": "### Instruction", "user": "### Request", "assistant": "### Answer", "": "### Request"}
"""What a model without a chat template of its own reads in front of messages."""
HEADING_STOPS = ("\n###",)
AFTER_HEADING, BEFORE_HEADING = "[What follows later]\n", "\n\n[What comes before it]\n"
NO_TEMPLATE = "The model has no chat template, so it reads the messages as one text with headings."
NO_INFILL = "The model cannot fill a gap; it reads what follows first and then continues what comes before."


LEAST_ROOM = 8
"""Tokens that must be left for an answer."""
TEMPLATE_WISHES = {"enable_thinking": False, "thinking": False}
"""Told to templates: models that can answer at once are asked to."""


class Prompt(Struct, frozen=True, kw_only=True):
    """What the model reads."""

    text: str
    ids: tuple[int, ...]
    counts: tuple[int, ...]
    """Tokens of each piece of the request."""
    marks: int
    """Tokens of none: the template's and the forced beginning."""
    stops: tuple[str, ...] = ()
    begin: tuple[Token, ...] = ()
    """The words the answer must begin with, as they lie in the prompt."""
    blanks: str = ""
    """White space of the writer's that the model does not read, because it writes better without."""
    thinking: str = ""
    """The mark that ends a thought which the prompt has begun."""
    note: str = ""
    seen: tuple[dict[str, Any], ...] = ()
    """With pictures: the messages, which the library itself puts into template and tokens."""


class Laid(Struct, frozen=True, kw_only=True):
    """A text for a model. ``places`` has start and end of each piece in it, (-1, -1) where one is lost."""

    text: str
    places: tuple[tuple[int, int], ...]
    stops: tuple[str, ...] = ()
    """Texts that end an answer in this form."""
    note: str = ""


class Message(Struct, frozen=True, kw_only=True):
    """Neighbouring pieces of one role."""

    role: str
    text: str
    pieces: tuple[int, ...]


def lay_plain(pieces: Sequence[Piece]) -> Laid:
    """All texts as one."""
    places, text = [], ""
    for piece in pieces:
        places.append((len(text), len(text) + len(piece.text)))
        text += piece.text
    return Laid(text=text, places=tuple(places))


def messages_of(pieces: Sequence[Piece]) -> list[Message]:
    """The messages of a chat. Pieces without white space between them are kept apart by an empty line."""
    found: list[Message] = []
    for number, piece in enumerate(pieces):
        role = piece.role or "user"
        if found and found[-1].role == role:
            last = found[-1]
            gap = joint(last.text, piece.text)
            found[-1] = Message(role=role, text=last.text + gap + piece.text, pieces=(*last.pieces, number))
        else:
            found.append(Message(role=role, text=piece.text, pieces=(number,)))
    return found


def joint(before: str, after: str) -> str:
    """What stands between two pieces of one message."""
    apart = not before or not after or before[-1].isspace() or after[0].isspace()
    return "" if apart else "\n\n"


def folded_messages(messages: Sequence[Message]) -> list[Message]:
    """The same with what the system says put in front of the first message of the user: some templates know
    no system.
    """
    said = [message for message in messages if message.role == "system"]
    others = [message for message in messages if message.role != "system"]
    first = next((n for n, message in enumerate(others) if message.role == "user"), None)
    if not said:
        return list(messages)
    text = "\n\n".join(message.text for message in said)
    numbers = tuple(number for message in said for number in message.pieces)
    if first is None:
        return [Message(role="user", text=text, pieces=numbers), *others]
    user = others[first]
    whole = Message(role="user", text=text + "\n\n" + user.text, pieces=(*numbers, *user.pieces))
    return [*others[:first], whole, *others[first + 1 :]]


def lay_headings(pieces: Sequence[Piece]) -> Laid:
    """Messages for a model without a template: each under a heading, the last heading open."""
    messages, text = messages_of(pieces), ""
    for message in messages:
        text += f"{HEADINGS[message.role]}\n{message.text.strip()}\n\n"
    if messages and messages[-1].role == "assistant":
        text = text[:-2]  # it goes on where the last message ends
    else:
        text += f"{HEADINGS['assistant']}\n"
    return Laid(text=text, places=find_pieces(text, pieces), stops=HEADING_STOPS, note=NO_TEMPLATE)


def lay_gap(pieces: Sequence[Piece]) -> Laid:
    """A gap for a model that knows none: what follows first, then what comes before, which is continued."""
    after = "".join(piece.text for piece in pieces if piece.kind == "after")
    if not after.strip():
        return lay_plain(pieces)
    text, places = AFTER_HEADING, [(-1, -1)] * len(pieces)
    for last in (True, False):
        for number, piece in enumerate(pieces):
            if (piece.kind == "after") is last:
                places[number] = (len(text), len(text) + len(piece.text))
                text += piece.text
        if last:
            text += BEFORE_HEADING
    return Laid(text=text, places=tuple(places), note=NO_INFILL)


class Whole(Struct, frozen=True, kw_only=True):
    """A laid text with the forced beginning. ``read`` is ``text`` without blanks at its end."""

    text: str
    read: str
    begun: int
    """Where the forced beginning stands."""
    thinking: str = ""

    @property
    def blanks(self) -> str:
        return self.text[len(self.read) :]

    def begin(self, ends: Sequence[int]) -> tuple[Token, ...]:
        """The forced beginning, cut where tokens end (in characters), with the blanks at its end."""
        if self.begun >= len(self.text):
            return ()
        within = {end for end in (*ends, len(self.read)) if self.begun < end}
        cuts = sorted({self.begun, *within, len(self.text)})
        return tuple(Token(text=self.text[start:end]) for start, end in pairwise(cuts))


def with_begin(laid: Laid, request: TextRequest, *, template: bool, marked: bool) -> Whole:
    """Put the forced beginning behind, out of a thought that the template begins; take blanks off the end.

    A last token that is a blank alone makes models stumble. ``marked`` says that the text ends in a mark of
    the template, which is no blank of the writer's.
    """
    text, begun, thinking = laid.text + request.begin, len(laid.text), ""
    opened = next((pair for pair in THINKING if template and laid.text.rstrip().endswith(pair[0])), None)
    if opened and request.begin:
        text = f"{laid.text.rstrip()}\n{opened[1]}\n\n{request.begin}"
        begun = len(text) - len(request.begin)
    elif opened:
        thinking = opened[1]
    ruled = request.grammar or request.json_schema
    keeps = ruled or (marked and not request.begin) or (template and not request.begin)
    read = text if keeps else text.rstrip(" \t")
    if not read.strip():
        read = text  # nothing but white space
    return Whole(text=text, read=read, begun=begun, thinking=thinking)


def free_places(laid: Laid, whole: Whole) -> list[tuple[int, int]]:
    """Where texts of people stand, in which no mark of the template may be read."""
    places = [place for place in laid.places if place[0] >= 0]
    if whole.begun < len(whole.read):
        places.append((whole.begun, len(whole.read)))
    return places


def template_refusal(trouble: str) -> StudioError:
    """What to say when no way of putting messages into a template works."""
    return StudioError(
        ErrorKind.INVALID_REQUEST,
        "The model's chat template cannot hold these messages.",
        "Let user and assistant take turns, or choose another model.",
        trouble,
    )


def find_pieces(text: str, pieces: Sequence[Piece], begin: int = 0) -> tuple[tuple[int, int], ...]:
    """Where each piece lies in a text that was made of them in order; templates cut blanks off the ends."""
    places = []
    for piece in pieces:
        inner = piece.text.strip()
        at = text.find(inner, begin) if inner else -1
        if at < 0:
            places.append((-1, -1))
            continue
        begin = at + len(inner)
        places.append((at, begin))
    return tuple(places)


def shares(lengths: Sequence[int], places: Sequence[tuple[int, int]]) -> tuple[tuple[int, ...], int]:
    """How many tokens belong to each piece, and how many to none: a token belongs where it begins.

    ``lengths`` are the bytes or characters of the tokens in order, ``places`` in the same unit.
    """
    counts, none = [0] * len(places), 0
    order = sorted((start, end, number) for number, (start, end) in enumerate(places) if start < end)
    at = index = 0
    for length in lengths:
        while index < len(order) and order[index][1] <= at:
            index += 1
        if index < len(order) and order[index][0] < at + max(length, 1):
            counts[order[index][2]] += 1
        else:
            none += 1
        at += length
    return tuple(counts), none


def room_for(prompt: Prompt, context: int) -> int:
    """Tokens left for an answer. Raises StudioError(INVALID_REQUEST) with the numbers."""
    room = context - len(prompt.ids)
    if room < LEAST_ROOM:
        raise StudioError(
            ErrorKind.INVALID_REQUEST,
            f"The text is {len(prompt.ids):,} tokens long, and the model holds {context:,} here, the answer "
            "included.",
            "Let it read less, or choose a model with a longer context.",
        )
    return room


def room_told(ctx: "TextContext", prompt: Prompt, context: int) -> int:
    """The same; of a text that is too long the window hears what it is made of, to guess better."""
    try:
        return room_for(prompt, context)
    except StudioError:
        ctx.reads(prompt.text, prompt.counts, marks=prompt.marks, context=context, note=prompt.note)
        raise
