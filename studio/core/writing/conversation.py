"""A chat as a tree of messages: editing and trying again make branches, nothing is written over. Pure."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from secrets import token_hex
from typing import Literal

from msgspec import Struct

SCHEMA = 1
WRITING = "writing"
"""The reason of a message whose answer still streams; found in a file, it was cut off by a kill."""
ROLES = ("user", "assistant")


class Message(Struct, frozen=True, kw_only=True, tag="message"):
    """One thing said. ``parent`` is what it answers, "" at the beginning.

    ``begun`` is how many of its characters the writer wrote and the model went on from; ``reason``
    says how an answer ended (``text_requests.Written``, or ``writing``); ``model`` who wrote it.
    """

    id: str
    parent: str = ""
    role: str
    text: str
    made: str = ""
    model: str = ""
    job: str = ""
    reason: str = ""
    begun: int = 0
    trashed: bool = False


class ChatHead(Struct, frozen=True, kw_only=True, tag="chat"):
    """What a chat is called and whom it is with. ``scenes``: items of the project the model reads along."""

    schema: int = SCHEMA
    id: str
    title: str = ""
    persona: str = ""
    model: str = ""
    made: str = ""
    scenes: tuple[str, ...] = ()
    plain: bool = False
    """Written as plain text, for models without a chat template."""


class Chosen(Struct, frozen=True, kw_only=True, tag="chosen"):
    """The last message of the branch that is shown."""

    id: str


Line = ChatHead | Message | Chosen
"""A line of a chat's file; a later one about the same thing holds."""


def new_message(role: Literal["user", "assistant"], text: str, parent: str = "", **values: object) -> Message:
    return Message(id=token_hex(6), role=role, text=text, parent=parent, **values)  # type: ignore[arg-type]


@dataclass
class Conversation:
    """The messages of one chat by id, in the order they were made, and the branch that is shown."""

    head: ChatHead
    messages: dict[str, Message] = field(default_factory=dict)
    leaf: str = ""
    lines: int = 0
    """Lines its file has; many more than messages means it can be written shorter."""
    problem: str = ""
    """What of the file could not be read, as a sentence."""
    cut: tuple[str, ...] = ()
    """Answers that still streamed when the program died."""

    def put(self, line: Line) -> None:
        """Take over what a line says."""
        self.lines += 1
        if isinstance(line, ChatHead):
            self.head = line
        elif isinstance(line, Message):
            self.messages[line.id] = line
        else:
            self.leaf = line.id

    def path(self, leaf: str | None = None) -> list[Message]:
        """From the first message down to ``leaf`` (the chosen one); trashed ones end it."""
        found: list[Message] = []
        seen: set[str] = set()
        message = self.messages.get(self.leaf if leaf is None else leaf)
        while message and message.id not in seen:  # a file may hold a circle
            seen.add(message.id)
            found.append(message)
            message = self.messages.get(message.parent)
        found.reverse()
        kept: list[Message] = []
        for message in found:
            if message.trashed:
                break
            kept.append(message)
        return kept

    def answers(self, parent: str) -> list[Message]:
        """What answers ``parent`` ("" begins the chat), oldest first, without the trashed."""
        return [m for m in self.messages.values() if m.parent == parent and not m.trashed]

    def place(self, identity: str) -> tuple[int, int]:
        """Which of how many alternatives a message is, from 1; (1, 1) when it stands alone."""
        message = self.messages[identity]
        brothers = self.answers(message.parent)
        at = next((n for n, one in enumerate(brothers, 1) if one.id == identity), 1)
        return at, max(1, len(brothers))

    def brother(self, identity: str, by: int) -> str:
        """The alternative ``by`` places on; the same where there is none."""
        brothers = self.answers(self.messages[identity].parent)
        at = next((n for n, one in enumerate(brothers) if one.id == identity), 0) + by
        return brothers[at].id if 0 <= at < len(brothers) else identity

    def end_of(self, identity: str) -> str:
        """The newest end of what follows a message, always the newest answer first."""
        seen: set[str] = set()
        while identity not in seen:
            seen.add(identity)
            below = self.answers(identity)
            if not below:
                break
            identity = below[-1].id
        return identity

    def first_end(self) -> str:
        """The newest end of the newest beginning; "" in an empty chat."""
        roots = self.answers("")
        return self.end_of(roots[-1].id) if roots else ""

    def trashed(self) -> list[Message]:
        return [message for message in self.messages.values() if message.trashed]

    def shown_after_trash(self, message: Message) -> str:
        """Which end to show once ``message`` is in the trash: an alternative, else what came before."""
        others = [one for one in self.answers(message.parent) if one.id != message.id]
        return self.end_of(others[-1].id) if others else message.parent

    def title(self, most: int = 48) -> str:
        """Its name, else the beginning of what was asked first."""
        if self.head.title:
            return self.head.title
        asked = next((m.text for m in self.path() if m.role == "user" and m.text.strip()), "")
        words = " ".join(asked[: most * 2].split())
        return words if len(words) <= most else words[: most - 1].rsplit(" ", 1)[0] + "…"


def short_lines(chat: Conversation) -> Iterator[Line]:
    """The fewest lines that say all of a chat; trashed messages are kept."""
    yield chat.head
    yield from chat.messages.values()
    if chat.leaf:
        yield Chosen(id=chat.leaf)


def conversation_of(lines: Iterable[Line], fallback: ChatHead) -> Conversation:
    """A chat from the lines of its file; one whose head was lost gets ``fallback``."""
    chat = Conversation(fallback)
    for line in lines:
        chat.put(line)
    if not chat.path():
        chat.leaf = chat.first_end()
    return chat
